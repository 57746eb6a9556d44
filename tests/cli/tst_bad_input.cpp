// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/cli/cli_process.h"

#include <QFileDevice>

#include <fcntl.h>
#include <grp.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

/// Whatever lies where a pipeline should be: each command answers within seconds and bounded memory, says what is wrong, and
/// leaves everything as it was.
class TestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersBadPlaces_data();
    void answersBadPlaces();
    void answersBadTexts_data();
    void answersBadTexts();
    void refusesHugeFile();
    void answersUnreadableFile();
    void keepsReadOnlyTargets();
    void keepsFileOnReadOnlyDisk();
    void keepsFileOnFullDisk();
    void stopsReadingEndlessRecipes();
    void answersBadConfigFiles_data();
    void answersBadConfigFiles();
    void takesAJobNamedLikeADirectory();
    void refusesAReportNowhere();
};

namespace {

constexpr int patience = 10;
constexpr rlim_t addressSpace = rlim_t(512) * 1024 * 1024;
constexpr uid_t nobody = 65534;

const QByteArray good = "build:\n  script: make\n";
const QByteArray rename = R"([{"op":"rename_job","job":"build","to":"compile"}])";
const QStringList commands = {u"lint"_s, u"expand"_s, u"list"_s, u"run"_s, u"edit"_s};

void limitMemory()
{
    const rlimit limit = {addressSpace, addressSpace};
    ::setrlimit(RLIMIT_AS, &limit);
}

void becomeNobody()
{
    if (::setgroups(0, nullptr) != 0 || ::setgid(nobody) != 0 || ::setuid(nobody) != 0)
        ::_exit(99);
}

CliAnswer runBounded(const QString &command, const QString &place, const std::function<void()> &alsoInChild = {})
{
    const QStringList arguments = command == "edit"_L1  ? QStringList{command, place, u"--ops"_s, u"-"_s}
                                  : command == "run"_L1 ? QStringList{command, u"--mode"_s, u"shell"_s, place}
                                                        : QStringList{command, place};
    const auto inChild = [alsoInChild] {
        limitMemory();
        if (alsoInChild)
            alsoInChild();
    };
    return runCli(arguments, CliSetup{.input = command == "edit"_L1 ? rename : QByteArray(),
                                      .inChild = inChild,
                                      .seconds = patience});
}

/// Nobody must get to the program and to the directory.
bool nobodyCanRunTheCli()
{
    return geteuid() == 0
           && runCli({u"--version"_s}, CliSetup{.workingDirectory = u"/"_s, .inChild = becomeNobody}).exitCode == 0;
}

void openForAll(const QString &directory)
{
    QVERIFY(::chmod(QFile::encodeName(directory).constData(), 0755) == 0);
}

/// A small file system of its own, so that it can be full or read-only.
class SmallDisk
{
public:
    explicit SmallDisk(const QString &directory) : m_name(QFile::encodeName(directory))
    {
        m_mounted = ::mount("tmpfs", m_name.constData(), "tmpfs", 0, "size=32k") == 0;
    }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(m_name.constData(), MNT_DETACH);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    bool isThere() const { return m_mounted; }
    bool makeReadOnly() const
    {
        return ::mount(nullptr, m_name.constData(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0;
    }

private:
    QByteArray m_name;
    bool m_mounted = false;
};

} // namespace

void TestBadInput::answersBadPlaces_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("says");
    const std::pair<const char *, const char *> kinds[] = {
        {"no directory", "there is no directory"},
        {"empty directory", "does not exist. Name a directory that holds a .gitlab-ci.yml"},
        {"directory", "is a directory"},
        {"pipe", "is a pipe, socket or device"},
        {"device", "is a pipe, socket or device"},
        {"link to itself", "leads back to itself"},
        {"link to nothing", "which does not exist"},
        {"pipe as DIR", "is a pipe, socket or device"},
    };
    for (const QString &command : commands) {
        for (const auto &[kind, says] : kinds)
            QTest::addRow("%s, %s", qPrintable(command), kind)
                << command << QString::fromUtf8(kind) << QByteArray(says);
    }
}

void TestBadInput::answersBadPlaces()
{
    QFETCH(QString, command);
    QFETCH(QString, kind);
    QFETCH(QByteArray, says);
    const QTemporaryDir directory;
    const QString file = directory.filePath(u".gitlab-ci.yml"_s);
    const QByteArray name = QFile::encodeName(file);
    QString place = directory.path();
    if (kind == "no directory"_L1)
        place += u"/nowhere"_s;
    else if (kind == "directory"_L1)
        QVERIFY(QDir().mkdir(file));
    else if (kind.startsWith("pipe"_L1))
        QVERIFY(::mkfifo(name.constData(), 0644) == 0);
    else if (kind == "device"_L1)
        QVERIFY(QFile::link(u"/dev/zero"_s, file));
    else if (kind == "link to itself"_L1)
        QVERIFY(QFile::link(u".gitlab-ci.yml"_s, file));
    else if (kind == "link to nothing"_L1)
        QVERIFY(QFile::link(u"nowhere.yml"_s, file));
    if (kind == "pipe as DIR"_L1)
        place = file;
    const CliAnswer answer = runBounded(command, place);
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.err.startsWith("stagecraft-cli: ") && answer.err.contains(says), answer.err.constData());
    QVERIFY(answer.err.contains(QFile::encodeName(place)));
    QVERIFY(answer.out.isEmpty());
}

void TestBadInput::answersBadTexts_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QByteArray>("bytes");
    QByteArray bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
    for (int i = 1; i < 12; ++i) {
        const QByteArray item = "*a" + QByteArray::number(i - 1);
        bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + (item + ',').repeated(8) + item
                + "]\n";
    }
    QByteArray utf16("\xff\xfe", 2);
    for (const char c : good)
        utf16.append(c).append('\0');
    const std::pair<const char *, QByteArray> texts[] = {
        {"empty", {}},
        {"only comments", "# nothing\n\n# at all\n"},
        {"binary", QByteArray("\x7f"
                              "ELF\0\0\1\2\xff\xfe\0abc",
                              14)
                       .repeated(1000)},
        {"invalid UTF-8", "build:\n  script: \xff\xfe\n"},
        {"UTF-16", utf16},
        {"unclosed quotes", "build:\n  script: \"make\nother:\n  script: x\n"},
        {"unclosed bracket", "build:\n  script: [make\n"},
        {"tabs", "build:\n\tscript: make\n"},
        {"a list", "- a\n- b\n"},
        {"a word", "hello\n"},
        {"brackets", QByteArray(1000000, '[')},
        {"dashes", QByteArray("- ").repeated(500000)},
        {"alias bomb", bomb},
        {"merge bomb", bomb + "b: &b\n  <<: *b\n"},
        {"many documents", QByteArray("---\n").repeated(300000)},
        {"3 MB", good + QByteArray("# comment\n").repeated(320000)},
    };
    for (const QString &command : commands) {
        for (const auto &[name, bytes] : texts)
            QTest::addRow("%s, %s", qPrintable(command), name) << command << bytes;
    }
}

void TestBadInput::answersBadTexts()
{
    QFETCH(QString, command);
    QFETCH(QByteArray, bytes);
    const Repository repository(bytes);
    const CliAnswer answer = runBounded(command, repository.path());
    QCOMPARE(answer.exitCode, 1);
    QCOMPARE(repository.read(), bytes);
    const QByteArray &told = command == "lint"_L1 ? answer.out : answer.err;
    QVERIFY2(told.size() > 40 && told.size() < 2000, told.constData());
    QCOMPARE(QDir(repository.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
}

void TestBadInput::refusesHugeFile()
{
    const Repository repository("");
    QFile file(repository.file(u".gitlab-ci.yml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray block = QByteArray("job:\n  script: echo\n").repeated(50000);
    for (int i = 0; i < 105; ++i)
        QCOMPARE(file.write(block), block.size());
    file.close();
    for (const QString &command : commands) {
        const CliAnswer answer = runBounded(command, repository.path());
        QCOMPARE(answer.exitCode, 2);
        QVERIFY2(answer.err.contains("100.1 MB") && answer.err.contains("2 MB at most"), answer.err.constData());
    }
    QCOMPARE(file.size(), block.size() * 105);
}

void TestBadInput::answersUnreadableFile()
{
    if (!nobodyCanRunTheCli())
        QSKIP("only root can become somebody who may not read the file");
    const Repository repository(good);
    openForAll(repository.path());
    QVERIFY(QFile::setPermissions(repository.file(u".gitlab-ci.yml"_s), QFile::ReadOwner | QFile::WriteOwner));
    for (const QString &command : commands) {
        const CliAnswer answer = runBounded(command, repository.path(), becomeNobody);
        QCOMPARE(answer.exitCode, 2);
        QVERIFY2(answer.err.contains(".gitlab-ci.yml cannot be read: permission denied."), answer.err.constData());
    }
    QVERIFY(::chmod(QFile::encodeName(repository.path()).constData(), 0700) == 0);
    const CliAnswer answer = runBounded(u"lint"_s, repository.path(), becomeNobody);
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.err.contains("permission denied"), answer.err.constData());
}

void TestBadInput::keepsReadOnlyTargets()
{
    if (!nobodyCanRunTheCli())
        QSKIP("root may write everywhere, and nobody cannot run the program");
    const Repository repository(good);
    openForAll(repository.path());
    QVERIFY(QFile::setPermissions(repository.file(u".gitlab-ci.yml"_s), QFile::ReadOwner | QFile::ReadOther));
    const CliAnswer edited = runBounded(u"edit"_s, repository.path(), becomeNobody);
    QCOMPARE(edited.exitCode, 1);
    QVERIFY2(edited.err.contains(".gitlab-ci.yml was not saved"), edited.err.constData());
    repository.write(u"config.toml"_s, "concurrent = 1\n");
    const CliAnswer patched = runCli({u"config"_s, u"--into"_s, repository.file(u"config.toml"_s)},
                                     CliSetup{.inChild = becomeNobody});
    QCOMPARE(patched.exitCode, 1);
    QVERIFY2(patched.err.contains("config.toml was not saved"), patched.err.constData());
    QCOMPARE(repository.read(), good);
    QCOMPARE(repository.read(u"config.toml"_s), "concurrent = 1\n");
}

void TestBadInput::keepsFileOnReadOnlyDisk()
{
    const Repository repository(good);
    const SmallDisk disk(repository.path());
    if (!disk.isThere())
        QSKIP("no file system can be mounted here");
    repository.write(u".gitlab-ci.yml"_s, good);
    QVERIFY(disk.makeReadOnly());
    const CliAnswer answer = runBounded(u"edit"_s, repository.path());
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(answer.err.contains("was not saved") && answer.err.contains("The old file is untouched"),
             answer.err.constData());
    QCOMPARE(repository.read(), good);
}

void TestBadInput::keepsFileOnFullDisk()
{
    const Repository repository(good);
    const SmallDisk disk(repository.path());
    if (!disk.isThere())
        QSKIP("no file system can be mounted here");
    const QByteArray pipeline = good + "# " + QByteArray(6000, '.') + '\n';
    repository.write(u".gitlab-ci.yml"_s, pipeline);
    QFile filler(repository.file(u"filler"_s));
    QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    while (filler.write(QByteArray(1024, 'x')) == 1024) {}
    filler.close();
    const CliAnswer edited = runBounded(u"edit"_s, repository.path());
    QCOMPARE(edited.exitCode, 1);
    QVERIFY2(edited.err.contains("no space is left on the disk. The old file is untouched"), edited.err.constData());
    QCOMPARE(repository.read(), pipeline);
    const CliAnswer made = runCli({u"config"_s, u"--into"_s, repository.file(u"config.toml"_s)});
    QCOMPARE(made.exitCode, 1);
    QVERIFY2(made.err.contains("no space is left"), made.err.constData());
    QCOMPARE(QDir(repository.path()).entryList(QDir::Files | QDir::Hidden).size(), 2);
}

void TestBadInput::stopsReadingEndlessRecipes()
{
    const Repository repository(good);
    const CliAnswer endless = runCli({u"edit"_s, repository.path(), u"--ops"_s, u"-"_s},
                                     CliSetup{.inputFile = u"/dev/zero"_s,
                                              .inChild = limitMemory,
                                              .seconds = patience});
    QCOMPARE(endless.exitCode, 2);
    QVERIFY2(endless.err.contains("standard input has more than 32 MB"), endless.err.constData());
    const CliAnswer device = runCli({u"edit"_s, repository.path(), u"--ops"_s, u"/dev/zero"_s},
                                    CliSetup{.seconds = patience});
    QCOMPARE(device.exitCode, 2);
    QCOMPARE(repository.read(), good);
}

void TestBadInput::answersBadConfigFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("binary") << QByteArray("\0\1\2\xff", 4) << QByteArray("config.toml:1:");
    QTest::newRow("invalid UTF-8") << QByteArray("concurrent = 1\nname = \"\xff\"\n") << QByteArray("config.toml:2:");
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe"
                                          "a\0=\0001\0",
                                          8)
                            << QByteArray("config.toml:1:");
    QTest::newRow("unclosed quotes") << QByteArray("concurrent = 1\nname = \"x\n") << QByteArray("config.toml:2:");
    QTest::newRow("wrong type") << QByteArray("runners = 5\n") << QByteArray("config.toml:1:");
    QTest::newRow("deep") << QByteArray("a = " + QByteArray(200000, '[')) << QByteArray("config.toml:1:");
}

void TestBadInput::answersBadConfigFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, says);
    const Repository repository(good);
    const QString file = repository.file(u"config.toml"_s);
    repository.write(u"config.toml"_s, bytes);
    const CliSetup bounded{.inChild = limitMemory, .seconds = patience};
    const CliAnswer patched = runCli({u"config"_s, u"--into"_s, file}, bounded);
    QCOMPARE(patched.exitCode, 1);
    QVERIFY2(patched.err.contains(says), patched.err.constData());
    QCOMPARE(repository.read(u"config.toml"_s), bytes);
    const CliAnswer ran = runCli({u"run"_s, u"--config"_s, file, repository.path()}, bounded);
    QCOMPARE(ran.exitCode, 2);
    QVERIFY2(ran.err.contains(says), ran.err.constData());
    // It lies beside the pipeline: lint reads it too.
    const CliAnswer linted = runCli({u"lint"_s, repository.path()}, bounded);
    QCOMPARE(linted.exitCode, 0);

    QVERIFY(QFile::remove(file));
    QVERIFY(::mkfifo(QFile::encodeName(file).constData(), 0644) == 0);
    const CliAnswer pipe = runCli({u"config"_s, u"--into"_s, file}, bounded);
    QCOMPARE(pipe.exitCode, 1);
    QVERIFY2(pipe.err.contains("pipe, socket or device"), pipe.err.constData());
}

void TestBadInput::takesAJobNamedLikeADirectory()
{
    const Repository repository("build:\n  script: echo built\n");
    QVERIFY(QDir(repository.path()).mkdir(u"build"_s));
    const CliAnswer answer = runCli({u"run"_s, u"--mode"_s, u"shell"_s, u"build"_s},
                                    CliSetup{.workingDirectory = repository.path(), .seconds = 60});
    QVERIFY2(answer.exitCode == 0, answer.err.constData());
    QVERIFY(answer.out.contains("built"));
}

void TestBadInput::refusesAReportNowhere()
{
    const Repository repository(good);
    const CliAnswer answer = runCli({u"run"_s, u"--mode"_s, u"shell"_s, repository.path(), u"--report"_s,
                                     repository.file(u"no/such/report.json"_s)});
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.err.contains("--report"), answer.err.constData());
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_bad_input.moc"
