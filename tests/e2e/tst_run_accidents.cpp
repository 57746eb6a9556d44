// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What can happen to `stagecraft-cli run` on a machine: signals, closed outputs and terminals, full and read-only disks, odd
// working trees. After each: a sentence that says it, the right exit code, nothing left, the working tree as it was.
#include "tests/e2e/cli_run.h"

#include <QElapsedTimer>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

namespace {

/// A small file system of its own, for root; gone with this object.
class SmallDisk
{
public:
    explicit SmallDisk(const char *size)
    {
        const QByteArray options = QByteArray("mode=0755,size=") + size;
        m_mounted = ::mount("tmpfs", path().constData(), "tmpfs", 0, options.constData()) == 0;
    }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(path().constData(), MNT_DETACH);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)
    bool isMounted() const { return m_mounted; }
    QByteArray path() const { return QFile::encodeName(m_directory.path()); }
    bool makeReadOnly() const { return ::mount("tmpfs", path().constData(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0; }

private:
    QTemporaryDir m_directory;
    bool m_mounted = false;
};

void git(const QString &directory, const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = environmentWith({});
    for (const char *who : {"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"})
        environment.insert(QString::fromLatin1(who), u"test"_s);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(directory);
    process.start(u"git"_s, arguments);
    QVERIFY(process.waitForFinished() && process.exitCode() == 0);
}

/// TERM is ignored by all that it starts.
QByteArray stubbornJob()
{
    return "job:\n  script:\n    - trap '' TERM\n    - setsid sleep " + nap() + " &\n    - echo started\n    - sleep " + nap()
        + "\n  after_script:\n    - echo after-$((1+1))\n";
}

} // namespace

class TestRunAccidents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_places = std::make_unique<Places>(); }
    void cleanup()
    {
        QTRY_COMPARE_WITH_TIMEOUT(sleepers(), 0, 10000);
        QTRY_COMPARE_WITH_TIMEOUT(m_places->leftovers(), QStringList(), 10000);
        m_places.reset();
    }
    void oneSignalIsGraceful_data();
    void oneSignalIsGraceful();
    void twoSignalsEndAtOnce();
    void closedTerminal();
    void nohupOutlivesTheTerminal();
    void closedPipe();
    void fullDiskForTheLog();
    void fullDiskForTheProject();
    void readOnlyStateDirectory();
    void noGitProgram();
    void repositoryWithoutCommits();
    void oddNamesInTheWorkingTree();
    void unreadableFile();

private:
    QStringList arguments(const Repository &repository) const { return {u"--mode"_s, u"shell"_s, repository.path()}; }
    std::unique_ptr<Places> m_places;
};

void TestRunAccidents::oneSignalIsGraceful_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("INT") << SIGINT;
    QTest::newRow("TERM") << SIGTERM;
    QTest::newRow("HUP") << SIGHUP;
}

void TestRunAccidents::oneSignalIsGraceful()
{
    QFETCH(int, number);
    const Repository repository("job:\n  script:\n    - trap 'echo cleaned-$((1+1)); exit 1' TERM\n    - setsid sleep " + nap()
                                + " &\n    - echo started\n    - sleep " + nap() + "\n  after_script:\n    - echo after-$CI_JOB_STATUS\n"
                                "later:\n  stage: deploy\n  script: echo no\n");
    const QByteArray before = fingerprint(repository.path());
    CliRun run;
    run.start(m_places->environment(), arguments(repository));
    QTRY_VERIFY_WITH_TIMEOUT(run.says("| started"), 20000);
    run.signal(number);
    QCOMPARE(run.exitCode(), 130);
    QVERIFY2(run.says("| cleaned-2"), run.output());
    QVERIFY2(run.says("| after-canceled"), run.output());
    QVERIFY2(run.says("Pipeline: canceled."), run.output());
    QVERIFY2(run.complaints().contains("cancelling"), run.complaints());
    QCOMPARE(sleepers(), 0);
    QCOMPARE(fingerprint(repository.path()), before);
}

void TestRunAccidents::twoSignalsEndAtOnce()
{
    const Repository repository(stubbornJob());
    CliRun run;
    run.start(m_places->environment(), arguments(repository));
    QTRY_VERIFY_WITH_TIMEOUT(run.says("| started"), 20000);
    QElapsedTimer clock;
    clock.start();
    run.signal(SIGINT);
    QTRY_VERIFY_WITH_TIMEOUT(run.complaints().contains("cancelling"), 5000);
    run.signal(SIGINT);
    QCOMPARE(run.exitCode(), 130);
    QVERIFY2(clock.elapsed() < 3000, qPrintable(u"%1 ms"_s.arg(clock.elapsed()))); // the grace is 5 s
    QVERIFY2(!run.says("| after-2"), run.output());
    QCOMPARE(sleepers(), 0);
}

void TestRunAccidents::closedTerminal()
{
    const Repository repository(stubbornJob());
    int terminal = -1;
    const QStringList environment = m_places->environment().toStringList();
    std::vector<QByteArray> entries;
    std::vector<char *> pointers;
    for (const QString &entry : environment)
        entries.push_back(entry.toUtf8());
    for (QByteArray &entry : entries)
        pointers.push_back(entry.data());
    pointers.push_back(nullptr);
    const QByteArray path = QFile::encodeName(repository.path());
    const pid_t pid = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    QVERIFY(pid >= 0);
    if (pid == 0) {
        const char *words[] = {STAGECRAFT_CLI, "run", "--mode", "shell", path.constData(), nullptr};
        ::execve(words[0], const_cast<char **>(words), pointers.data());
        ::_exit(127);
    }
    QByteArray shown;
    QElapsedTimer clock;
    clock.start();
    while (!shown.contains("| started") && clock.elapsed() < 20000) {
        pollfd event{terminal, POLLIN, 0};
        char bytes[4096];
        if (::poll(&event, 1, 100) == 1)
            shown.append(bytes, std::max<ssize_t>(0, ::read(terminal, bytes, sizeof bytes)));
    }
    ::close(terminal); // the window is closed: SIGHUP, and every write fails
    QVERIFY2(shown.contains("| started"), shown);
    int status = 0;
    QVERIFY(QTest::qWaitFor([&] { return ::waitpid(pid, &status, WNOHANG) == pid; }, 20000));
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 130);
    QCOMPARE(sleepers(), 0);
}

void TestRunAccidents::nohupOutlivesTheTerminal()
{
    const QTemporaryDir outside;
    const QString mark = outside.filePath(u"mark"_s);
    const Repository repository("job:\n  script:\n    - echo started\n    - until test -e " + mark.toUtf8()
                                + "; do sleep 0.05; done\n    - echo went-on\n");
    CliRun run;
    run.process.setProcessEnvironment(m_places->environment());
    run.process.start(u"nohup"_s, QStringList{QStringLiteral(STAGECRAFT_CLI), u"run"_s} + arguments(repository));
    QTRY_VERIFY_WITH_TIMEOUT(run.says("| started"), 20000);
    run.signal(SIGHUP);
    QFile file(mark);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(run.exitCode(), 0);
    QVERIFY2(run.says("| went-on"), run.output());
}

void TestRunAccidents::closedPipe()
{
    const Repository repository("job:\n  script:\n    - setsid sleep " + nap() + " &\n    - while true; do echo line; sleep 0.01; done\n");
    CliRun run;
    run.process.setProcessEnvironment(m_places->environment());
    run.process.start(u"bash"_s, {u"-c"_s, u"\"$0\" run --mode shell \"$1\" | head -n 3; echo \"exit ${PIPESTATUS[0]}\""_s,
                                  QStringLiteral(STAGECRAFT_CLI), repository.path()});
    QCOMPARE(run.exitCode(), 0);
    QVERIFY2(run.says("\nexit 130\n"), run.output());
    QVERIFY2(run.complaints().contains("nobody reads the output any more"), run.complaints());
    QCOMPARE(sleepers(), 0);
}

void TestRunAccidents::fullDiskForTheLog()
{
    const SmallDisk disk("2m");
    if (!disk.isMounted())
        QSKIP("only root can mount a small disk");
    const Repository repository("job:\n  script:\n    - seq 1 1000000\n    - echo the job went on\n");
    QProcessEnvironment environment = m_places->environment();
    environment.insert(u"XDG_STATE_HOME"_s, QFile::decodeName(disk.path()));
    CliRun run;
    run.start(environment, arguments(repository));
    QCOMPARE(run.exitCode(), 0); // the script is fine
    QVERIFY2(run.says("The log is incomplete, it could not be written: No space left on device"), run.output().right(2000));
    const QByteArray left = outputOf(u"find"_s, {QFile::decodeName(disk.path()), u"-mindepth"_s, u"4"_s, u"!"_s, u"-name"_s, u"*.log"_s,
                                                 u"!"_s, u"-name"_s, u"report.json"_s});
    QCOMPARE(left, QByteArray());
}

void TestRunAccidents::fullDiskForTheProject()
{
    const SmallDisk disk("2m");
    if (!disk.isMounted())
        QSKIP("only root can mount a small disk");
    const Repository repository("job:\n  script: echo no\n");
    repository.write(u"big"_s, QByteArray(8 * 1024 * 1024, 'x'));
    const QByteArray before = fingerprint(repository.path());
    QProcessEnvironment environment = m_places->environment();
    environment.insert(u"XDG_STATE_HOME"_s, QFile::decodeName(disk.path()));
    CliRun run;
    run.start(environment, arguments(repository));
    QCOMPARE(run.exitCode(), 1);
    QVERIFY2(run.says("No space left to copy the project (at big)."), run.output());
    QCOMPARE(outputOf(u"find"_s, {QFile::decodeName(disk.path()), u"-name"_s, u"big"_s}), QByteArray());
    QCOMPARE(fingerprint(repository.path()), before);
}

void TestRunAccidents::readOnlyStateDirectory()
{
    const SmallDisk disk("1m");
    if (!disk.isMounted() || !disk.makeReadOnly())
        QSKIP("only root can mount a read-only disk");
    const Repository repository("job:\n  script: echo no\n");
    QProcessEnvironment environment = m_places->environment();
    environment.insert(u"XDG_STATE_HOME"_s, QFile::decodeName(disk.path()));
    CliRun run;
    run.start(environment, arguments(repository));
    QCOMPARE(run.exitCode(), 1);
    QVERIFY2(run.says("The run's directory " + disk.path() + "/stagecraft could not be made: Read-only file system"), run.output());
}

void TestRunAccidents::noGitProgram()
{
    const Repository repository("job:\n  script: echo ran on $CI_COMMIT_REF_NAME\n");
    git(repository.path(), {u"init"_s, u"-q"_s, u"-b"_s, u"trunk"_s});
    git(repository.path(), {u"add"_s, u"."_s});
    git(repository.path(), {u"commit"_s, u"-qm"_s, u"Begin"_s});
    const QTemporaryDir bin;
    QVERIFY(QFile::link(u"/bin/bash"_s, bin.filePath(u"bash"_s)));
    QProcessEnvironment environment = m_places->environment();
    environment.insert(u"PATH"_s, bin.path());
    CliRun run;
    run.start(environment, arguments(repository));
    QVERIFY2(run.exitCode() == 0, run.output() + run.complaints());
    QVERIFY2(run.says("| ran on trunk"), run.output());
}

void TestRunAccidents::repositoryWithoutCommits()
{
    const Repository repository("job:\n  script: echo \"[$CI_COMMIT_REF_NAME][$CI_COMMIT_SHA]\"\n");
    git(repository.path(), {u"init"_s, u"-q"_s, u"-b"_s, u"trunk"_s});
    CliRun run;
    run.start(m_places->environment(), arguments(repository));
    QVERIFY2(run.exitCode() == 0, run.output() + run.complaints());
    QVERIFY2(run.says("| [trunk]["), run.output());
}

void TestRunAccidents::oddNamesInTheWorkingTree()
{
    const QTemporaryDir outside;
    QFile secret(outside.filePath(u"secret"_s));
    QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write("outside") > 0);
    secret.close();
    const Repository repository("job:\n  script:\n"
                                "    - test \"$(cat $'new\\nline')\" = one\n"
                                "    - test \"$(cat $'\\xff\\xfe bytes')\" = two\n"
                                "    - test \"$(cat $'dir \\xe9/-n')\" = three\n"
                                "    - test -L out && test -L away && test ! -e away/kept\n"
                                "    - test ! -e fifo && test ! -e socket\n"
                                "    - echo changed > $'new\\nline'\n"
                                "    - rm -rf out away *bytes\n    - echo all-$((1+1))\n");
    const QByteArray root = QFile::encodeName(repository.path()) + '/';
    const auto write = [&root](const QByteArray &name, const QByteArray &content) {
        const int file = ::open((root + name).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        QVERIFY(file >= 0 && ::write(file, content.constData(), static_cast<std::size_t>(content.size())) == content.size());
        ::close(file);
    };
    git(repository.path(), {u"init"_s, u"-q"_s});
    write("new\nline", "one");
    ::mkdir((root + "dir \xe9").constData(), 0755);
    write("dir \xe9/-n", "three");
    ::mkdir((root + "away").constData(), 0755);
    write("away/kept", "four");
    git(repository.path(), {u"add"_s, u"."_s});
    git(repository.path(), {u"commit"_s, u"-qm"_s, u"Begin"_s});
    write("\xff\xfe bytes", "two");
    QVERIFY(::symlink(QFile::encodeName(outside.path()).constData(), (root + "out").constData()) == 0);
    // A tracked directory has become a link out of the tree.
    QVERIFY(QDir(repository.file(u"away"_s)).removeRecursively());
    QVERIFY(::symlink(QFile::encodeName(outside.path()).constData(), (root + "away").constData()) == 0);
    QVERIFY(::mkfifo((root + "fifo").constData(), 0600) == 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, (root + "socket").constData(), sizeof address.sun_path - 1);
    const int listening = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QVERIFY(::bind(listening, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0);
    ::close(listening);
    const QByteArray before = fingerprint(repository.path());
    const QByteArray outsideBefore = fingerprint(outside.path());

    for (const QStringList &more : {QStringList(), QStringList{u"--tracked-only"_s}}) {
        CliRun run;
        run.start(m_places->environment(), arguments(repository) + more);
        const int code = run.exitCode();
        if (more.isEmpty()) {
            QVERIFY2(code == 0, run.output() + run.complaints());
            QVERIFY2(run.says("| all-2"), run.output());
        } else {
            QCOMPARE(code, 1); // the untracked one is not there
        }
    }
    QCOMPARE(fingerprint(repository.path()), before);
    QCOMPARE(fingerprint(outside.path()), outsideBefore);
    QVERIFY(QDir(repository.file(u".git"_s)).removeRecursively()); // without git all files are the project's
    CliRun run;
    run.start(m_places->environment(), arguments(repository));
    QVERIFY2(run.exitCode() == 0, run.output() + run.complaints());
}

void TestRunAccidents::unreadableFile()
{
    if (::geteuid() != 0)
        QSKIP("only root can become somebody who may not read a file");
    const Repository repository("job:\n  script: echo no\n");
    repository.write(u"closed"_s, "secret");
    const auto giveAway = [](const QString &path) {
        return outputOf(u"chown"_s, {u"-Rv"_s, u"65534:65534"_s, path}).size() > 0;
    };
    QVERIFY(giveAway(repository.path()));
    QVERIFY(QFile::setPermissions(repository.file(u"closed"_s), QFile::Permissions()));
    QVERIFY(giveAway(m_places->state()));
    const QTemporaryDir home;
    QVERIFY(giveAway(home.path()));
    QProcessEnvironment environment = m_places->environment();
    environment.insert(u"HOME"_s, home.path());
    CliRun run;
    run.process.setChildProcessModifier([] {
        if (::setgid(65534) != 0 || ::setuid(65534) != 0)
            ::_exit(126);
    });
    run.start(environment, arguments(repository));
    const int code = run.exitCode();
    if (code == -1 && run.process.error() == QProcess::FailedToStart)
        QSKIP("somebody else may not start the program here");
    QCOMPARE(code, 1);
    QVERIFY2(run.says("closed cannot be copied: Permission denied"), run.output() + run.complaints());
}

QTEST_GUILESS_MAIN(TestRunAccidents)
#include "tst_run_accidents.moc"
