// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 12: a job that floods its log neither fails nor fills the memory, and nothing of its log is lost up to the quota.
#include "core/engine/log_index.h"
#include "tests/cli/cli_process.h"
#include "tests/core/engine/run_fixture.h"
#include "tests/trust/score.h"

#include <QElapsedTimer>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int memoryLimit = 50; // MB

/// Peak resident memory since resetMemory(), in MB.
double memory()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 1e9;
    const QByteArray text = status.readAll();
    return text.mid(text.indexOf("VmHWM:") + 6).trimmed().split(' ').first().toDouble() / 1024;
}

void resetMemory()
{
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

/// Of this process without its children, in seconds.
double processorTime()
{
    timespec time = {};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

const QByteArray line = "a line of a log as compilers and package managers write them by the thousand, all day\n";

/// Whether the log holds, behind the line that shows the command, exactly `size` bytes of `pattern` again and again.
bool holdsExactly(const QString &logFile, const QByteArray &command, const QByteArray &pattern, qint64 size)
{
    QFile file(logFile);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray head = file.read(65536);
    const qsizetype shown = head.indexOf("$ " + command);
    const qint64 begin = head.indexOf('\n', shown) + 1;
    if (shown < 0 || !file.seek(begin))
        return false;
    const qsizetype piece = pattern.size() * (1024 * 1024 / pattern.size());
    const QByteArray expected = pattern.repeated(piece / pattern.size());
    for (qint64 at = 0; at < size; at += piece) {
        const qsizetype length = std::min<qint64>(piece, size - at);
        if (file.read(length) != QByteArrayView(expected).first(length))
            return false;
    }
    const QByteArray tail = file.readAll();
    return tail.startsWith("section_end:") && tail.size() < 1000 && tail.contains("Job succeeded");
}

} // namespace

class TestTrustLogFlood : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_score.judge(); }
    void cleanupTestCase() { m_score.save(); }
    void manyLines();
    void oneLine();
    void oneLineOnTheCommandLine();
    void quota();

private:
    void flood(const QByteArray &command, const QByteArray &pattern, const char *what);

    const qint64 m_size = qint64(trust::times(50, 1000)) * 1000 * 1000;
    trust::Score m_score{12, "Log flood", "1 GB in 8 s with 50 MB of memory, byte-identical; one line of 1 GB; beyond the quota beginning and end, verdict unchanged"};
};

void TestTrustLogFlood::flood(const QByteArray &command, const QByteArray &pattern, const char *what)
{
    double bestTime = 1e9;
    double bestProcessor = 1e9;
    double mostMemory = 0;
    for (int round = trust::times(1, 3); round > 0; --round) {
        plan::JobPlan noisy = job("noisy", "test", {command.toStdString()});
        plan::Variable token = variable("TOKEN", "s3cret-token-that-is-masked");
        token.masked = true;
        noisy.variables = {token};
        TestRun run(planOf({noisy}));
        resetMemory();
        const double processorBefore = processorTime();
        QElapsedTimer clock;
        clock.start();
        QVERIFY(run.finish(300000));
        bestTime = std::min(bestTime, static_cast<double>(clock.elapsed()) / 1000);
        bestProcessor = std::min(bestProcessor, processorTime() - processorBefore);
        QCOMPARE(run.status, JobStatus::Success);
        QVERIFY(holdsExactly(run.stateOf("noisy").logFile, command, pattern, m_size));
        LogIndex index(run.stateOf("noisy").logFile);
        while (index.update()) {
        }
        QVERIFY(index.readLines(index.lineCount() - 1, 1).front().contains("Job succeeded"));
        mostMemory = std::max(mostMemory, memory());
    }
    m_score.note(u"%1 of %2 MB: %3 s (%4 s of it ours), %5 MB of memory, byte-identical"_s.arg(QLatin1StringView(what)).arg(m_size / 1000000)
                     .arg(bestTime, 0, 'f', 1).arg(bestProcessor, 0, 'f', 1).arg(mostMemory, 0, 'f', 0));
    QCOMPARE_LE(mostMemory, memoryLimit);
    if (trust::isLong())
        m_score.expect(bestTime <= 8.0);
}

void TestTrustLogFlood::manyLines()
{
    flood("{ yes '" + line.trimmed() + "' || true; } | head -c " + QByteArray::number(m_size), line, "lines");
}

void TestTrustLogFlood::oneLine()
{
    flood("head -c " + QByteArray::number(m_size) + " /dev/zero | tr '\\0' x", "x", "one line");
}

void TestTrustLogFlood::oneLineOnTheCommandLine()
{
    const tests::Repository repository("noisy:\n  script: head -c " + QByteArray::number(m_size) + " /dev/zero | tr '\\0' x\n");
    const QTemporaryDir state;
    const QByteArray path = QFile::encodeName(repository.path());
    const QByteArray stateHome = "XDG_STATE_HOME=" + QFile::encodeName(state.path());
    const QByteArray shown = QFile::encodeName(state.filePath(u"shown"_s));
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::dup2(::open(shown.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600), STDOUT_FILENO);
        ::putenv(const_cast<char *>(stateHome.constData()));
        ::execl(STAGECRAFT_CLI, STAGECRAFT_CLI, "run", "--mode", "shell", path.constData(), nullptr);
        ::_exit(127);
    }
    int status = 0;
    rusage used = {};
    QCOMPARE(::wait4(pid, &status, 0, &used), pid);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
    QFile output(QFile::decodeName(shown));
    QVERIFY(output.open(QIODevice::ReadOnly));
    QCOMPARE_GE(output.size(), m_size);
    QVERIFY(output.seek(output.size() - 1000));
    QVERIFY(output.readAll().contains("A runner would keep only the first 4 MiB of these logs (output_limit): noisy\n"));
    const double peak = static_cast<double>(used.ru_maxrss) / 1024;
    m_score.note(u"the same through stagecraft-cli, shown: %1 MB of memory"_s.arg(peak, 0, 'f', 0));
    QCOMPARE_LE(peak, memoryLimit);
}

void TestTrustLogFlood::quota()
{
    RunOptions options;
    options.logQuota = 1000000;
    TestRun run(planOf({job("noisy", "test", {"seq 1 2000000", "exit 7"}), job("quiet", "test", {"seq 1 1000"})}), options);
    QVERIFY(run.finish(60000));
    QCOMPARE(run.stateOf("noisy").exitCode, 7);
    QCOMPARE(run.statusOf("quiet"), JobStatus::Success);
    QVERIFY(!run.log("quiet").contains("left out"));
    const QByteArray log = run.log("noisy");
    QCOMPARE_LE(log.size(), 1000000 + 1024 * 1024 + 1000);
    QVERIFY(log.contains("\n1\n2\n3\n"));
    const qsizetype mark = log.indexOf("\x1b[33;1mThe log exceeded its limit of 1000000 bytes. Here ");
    QVERIFY(mark > 1000000);
    const QByteArray tail = log.sliced(log.indexOf('\n', mark) + 1);
    const int first = tail.first(tail.indexOf('\n')).toInt();
    QVERIFY(first > 1 && tail.startsWith(QByteArray::number(first) + '\n' + QByteArray::number(first + 1) + '\n')); // from a whole line on
    QVERIFY(tail.contains("\n1999999\n2000000\n"));
    QVERIFY(tail.endsWith("ERROR: Job failed: exit status 7\x1b[0;m\n"));
    m_score.note(u"beyond the quota: beginning, mark and last MiB kept, verdict unchanged"_s);
}

QTEST_GUILESS_MAIN(TestTrustLogFlood)
#include "tst_trust_log_flood.moc"
