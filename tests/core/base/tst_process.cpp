// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Starting programs, learning of their end, and ending what they have started.
#include "core/base/process.h"
#include "core/base/process_tree.h"
#include "core/base/remove_tree.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace stagecraft;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// What a spawned child writes until it ends.
struct Spawned {
    FileDescriptor child;
    QByteArray output;
    std::optional<int> exitCode;
};

Spawned runShell(const QString &script, std::vector<std::string> environment = {})
{
    Spawned result;
    Result<Pipe> pipe = makePipe();
    const FileDescriptor nowhere(::open("/dev/null", O_RDWR | O_CLOEXEC));
    SpawnRequest request;
    request.program = u"/bin/sh"_s;
    request.arguments = {u"-c"_s, script};
    request.environment = std::move(environment);
    request.descriptors = {nowhere.get(), pipe->write.get(), pipe->write.get()};
    Result<FileDescriptor> child = spawn(request);
    pipe->write.close();
    if (!child)
        return result;
    result.child = std::move(*child);
    char bytes[4096];
    for (ssize_t got = 0; (got = ::read(pipe->read.get(), bytes, sizeof bytes)) > 0;)
        result.output.append(bytes, got);
    [[maybe_unused]] const bool ended =
        QTest::qWaitFor([&result] { return (result.exitCode = reap(result.child)).has_value(); }, 5000);
    return result;
}

pid_t firstLine(const QByteArray &output)
{
    return output.left(output.indexOf('\n')).toInt();
}

bool isAlive(pid_t pid)
{
    QFile status(u"/proc/%1/stat"_s.arg(pid));
    return status.open(QIODevice::ReadOnly) && !status.readAll().contains(") Z ");
}

QByteArray programOf(pid_t pid)
{
    QFile name(u"/proc/%1/comm"_s.arg(pid));
    return name.open(QIODevice::ReadOnly) ? name.readAll() : QByteArray();
}

} // namespace

class TestProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesOutputAndExitCode();
    void aSignalIsNoExitCode();
    void aMissingProgramIsSaid();
    void findsProgramsInAbsolutePlacesOnly();
    void destroyingKills();
    void spawnsWithNothingButWhatWasGiven();
    void tellsOfExitsAndSignals();
    void findsDescendantsAcrossSessions();
    void findsProcessesByCookie();
    void endsPolitelyFirst();
    void removesTreesThatDoNotWantToGo();
};

void TestProcess::givesOutputAndExitCode()
{
    Process process;
    QSignalSpy finished(&process, &Process::finished);
    process.start({.program = u"sh"_s, .arguments = {u"-c"_s, u"cat; echo \"$X\"; echo oops >&2; exit 3"_s},
                   .environment = [] { auto e = QProcessEnvironment::systemEnvironment(); e.insert(u"X"_s, u"a b"_s); return e; }(),
                   .input = "given\n"});
    QTRY_COMPARE(finished.size(), 1);
    const auto result = finished.first().first().value<ProcessResult>();
    QCOMPARE(result.exitCode, 3);
    QCOMPARE(result.output, QByteArray("given\na b\n"));
    QCOMPARE(result.errorOutput, QByteArray("oops\n"));
}

void TestProcess::aSignalIsNoExitCode()
{
    Process process;
    QSignalSpy finished(&process, &Process::finished);
    process.start({.program = u"sh"_s, .arguments = {u"-c"_s, u"kill -9 $$"_s}});
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().value<ProcessResult>().exitCode, -1);
}

void TestProcess::aMissingProgramIsSaid()
{
    Process process;
    QSignalSpy failed(&process, &Process::failed);
    QSignalSpy finished(&process, &Process::finished);
    process.start({.program = u"stagecraft-no-such-program"_s});
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(describe(failed.first().first().value<Error>()).contains(u"stagecraft-no-such-program"_s));
    QCOMPARE(finished.size(), 0);
    SpawnRequest request;
    request.program = u"/nonexistent/program"_s;
    QVERIFY(!spawn(request));
}

void TestProcess::findsProgramsInAbsolutePlacesOnly()
{
    const QTemporaryDir here;
    QFile tool(here.filePath(u"stagecraft-test-tool"_s));
    QVERIFY(tool.open(QIODevice::WriteOnly));
    tool.close();
    tool.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    const QString before = QDir::currentPath();
    const QByteArray path = qgetenv("PATH");
    QDir::setCurrent(here.path());
    qputenv("PATH", ".::" + path);
    QVERIFY(!findProgram(u"stagecraft-test-tool"_s));
    qputenv("PATH", QFile::encodeName(here.path()) + ':' + path);
    QCOMPARE(findProgram(u"stagecraft-test-tool"_s).value_or(QString()), here.filePath(u"stagecraft-test-tool"_s));
    qputenv("PATH", path);
    QDir::setCurrent(before);
}

void TestProcess::destroyingKills()
{
    auto process = std::make_unique<Process>();
    QByteArray output;
    connect(process.get(), &Process::outputReady, this, [&output](const QByteArray &bytes) { output += bytes; });
    process->start({.program = u"sh"_s, .arguments = {u"-c"_s, u"echo $$; exec sleep 300"_s}});
    QTRY_VERIFY(output.contains('\n'));
    const pid_t pid = firstLine(output);
    QVERIFY(isAlive(pid));
    process.reset();
    QTRY_VERIFY(!isAlive(pid));
}

void TestProcess::spawnsWithNothingButWhatWasGiven()
{
    const int leak = ::open("/dev/null", O_RDONLY); // without O_CLOEXEC
    std::signal(SIGTERM, SIG_IGN);
    const Spawned child = runShell(u"ls /proc/self/fd | sort -n | tail -n 1; env; kill -TERM $$; echo survived"_s,
                                   {"ONLY=this"});
    std::signal(SIGTERM, SIG_DFL);
    ::close(leak);
    QVERIFY2(child.output.startsWith("3\n"), child.output); // 3 is ls's own
    QVERIFY(child.output.contains("\nONLY=this\n"));
    QVERIFY(!child.output.contains("\nHOME="));
    QVERIFY(!child.output.contains("survived"));
    QCOMPARE(child.exitCode, 128 + SIGTERM);
}

void TestProcess::tellsOfExitsAndSignals()
{
    QCOMPARE(runShell(u"exit 7"_s).exitCode, 7);
    QCOMPARE(runShell(u"kill -9 $$"_s).exitCode, 128 + SIGKILL);
    Spawned twice = runShell(u"true"_s);
    QCOMPARE(twice.exitCode, 0);
    QVERIFY(!reap(twice.child)); // its status is taken once
}

void TestProcess::findsDescendantsAcrossSessions()
{
    Process process;
    bool ended = false;
    connect(&process, &Process::finished, this, [&ended] { ended = true; });
    process.start({.program = u"sh"_s, .arguments = {u"-c"_s, u"setsid sleep 300 & sh -c 'sleep 300 & wait' & wait"_s}});
    QTRY_COMPARE(descendantsOf(::getpid()).size(), std::size_t(4)); // two shells, two sleeps
    QVERIFY(killAll([] { return descendantsOf(::getpid()); }, 5s));
    QTRY_VERIFY(ended);
    QVERIFY(descendantsOf(::getpid()).empty());
}

void TestProcess::findsProcessesByCookie()
{
    const std::string cookie = "STAGECRAFT_TEST_COOKIE=" + std::to_string(::getpid());
    QCOMPARE(processesWithEnvironment(cookie).size(), std::size_t(0));
    const Spawned child = runShell(u"setsid sleep 300 >/dev/null 2>&1 & echo $!"_s, {cookie});
    // On its way through setsid it has no environment for a moment.
    QTRY_COMPARE(programOf(firstLine(child.output)), QByteArray("sleep\n"));
    QCOMPARE(processesWithEnvironment(cookie).size(), std::size_t(1));
    QVERIFY(processesWithEnvironment(cookie + "1").empty()); // the whole entry, not its beginning
    QVERIFY(processesWithEnvironment(cookie.substr(0, cookie.size() - 1)).empty());
    QVERIFY(killAll([&cookie] { return processesWithEnvironment(cookie); }, 5s));
    QVERIFY(processesWithEnvironment(cookie).empty());
}

void TestProcess::endsPolitelyFirst()
{
    const QTemporaryDir directory;
    const std::string cookie = "STAGECRAFT_TEST_POLITE=" + std::to_string(::getpid());
    const QString mark = directory.filePath(u"said goodbye"_s);
    runShell(u"(trap 'echo bye > \"%1\"; exit 0' TERM; echo ready > \"%1.ready\"; while :; do sleep 0.05; done) >/dev/null 2>&1 &"_s.arg(mark),
             {cookie, "PATH=" + qgetenv("PATH").toStdString()});
    QTRY_VERIFY(QFile::exists(mark + u".ready"_s));
    QVERIFY(endAll([&cookie] { return processesWithEnvironment(cookie); }, 2s, 5s));
    QVERIFY(QFile::exists(mark));
}

void TestProcess::removesTreesThatDoNotWantToGo()
{
    const QTemporaryDir outside;
    QFile kept(outside.filePath(u"kept"_s));
    QVERIFY(kept.open(QIODevice::WriteOnly));
    const QTemporaryDir directory;
    const QString tree = directory.filePath(u"tree"_s);
    QVERIFY(QDir().mkpath(tree + u"/closed/inner"_s));
    QVERIFY(QFile::link(outside.path(), tree + u"/closed/link"_s));
    QVERIFY(::mkfifo(QFile::encodeName(tree + u"/fifo"_s).constData(), 0) == 0);
    QVERIFY(::mkdir((QFile::encodeName(tree) + "/\xff\n").constData(), 0) == 0);
    QVERIFY(::chmod(QFile::encodeName(tree + u"/closed"_s).constData(), 0500) == 0);
    QVERIFY(removeTree(QFile::encodeName(tree).toStdString()));
    QVERIFY(!QFile::exists(tree));
    QVERIFY(kept.exists());
    QVERIFY(removeTree("/nonexistent/tree"));
}

QTEST_GUILESS_MAIN(TestProcess)
#include "tst_process.moc"
