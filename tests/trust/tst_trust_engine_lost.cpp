// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 11: the engine is killed, stopped, started anew, loses its socket or the right to it, at any moment of a job. The job's
// status is what became of its script, or "lost"; it never passes without having come to its end, and nobody waits for long.
#include "tests/e2e/second_engine.h"
#include "tests/support/require_docker.h"
#include "tests/trust/score.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QRandomGenerator>

#include <grp.h>
#include <sys/stat.h>

using namespace stagecraft;
using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

namespace {

enum class Accident { Kill, KillAndStart, Socket, Permission, Stop, StopAndStart };
constexpr std::array accidents = {Accident::Kill,       Accident::Socket, Accident::KillAndStart,
                                  Accident::Permission, Accident::Stop,   Accident::StopAndStart};
constexpr std::array names = {"killed",  "killed, started", "socket deleted", "permission removed",
                              "stopped", "stopped, started"}; // in the order of Accident

constexpr int goal = 10'000;     ///< milliseconds
constexpr int patience = 60'000; ///< then it is a hang
constexpr int jobLength = 3'000;
constexpr uid_t nobody = 65534;

void becomeNobody()
{
    if (::setgroups(0, nullptr) != 0 || ::setgid(nobody) != 0 || ::setuid(nobody) != 0)
        ::_exit(99);
}

/// What a directory of a test holds becomes that user's.
void giveToNobody(const QString &directory)
{
    QDirIterator entries(directory, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    QVERIFY(::chown(QFile::encodeName(directory).constData(), nobody, nobody) == 0);
    while (entries.hasNext())
        QVERIFY(::lchown(QFile::encodeName(entries.next()).constData(), nobody, nobody) == 0);
}

bool nobodyCanRunTheCli()
{
    return runCli({u"--version"_s}, CliSetup{.workingDirectory = u"/"_s, .inChild = becomeNobody}).exitCode == 0;
}

} // namespace

class TestTrustEngineLost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_score.judge(); }
    void cleanupTestCase() { m_score.save(); }
    void atRandomMoments();
    void afterAllThatItWorksAsBefore();

private:
    QString socket() const { return m_engine->host().sliced(7); }
    /// After this an engine answers, whatever there was.
    bool startAnew() const
    {
        if (m_engine->isRunning())
            m_engine->signal(SIGKILL);
        return m_engine->waitUntilGone(20'000) && m_engine->start();
    }
    void oneMoment(Accident accident, bool fails);

    std::unique_ptr<SecondEngine> m_engine;
    QByteArray m_before;
    QRandomGenerator m_random{20261111};
    std::vector<double> m_times;
    int m_passed = 0;
    int m_failed = 0;
    int m_lost = 0;
    int m_inTime = 0;
    trust::Score m_score{11, "Engine lost in mid-job",
                         "20 moments: status right or lost, never passed, nothing hangs longer than 10 s"};
};

void TestTrustEngineLost::initTestCase()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
    if (::geteuid() != 0)
        QSKIP("only root can start an engine to kill");
    m_engine = std::make_unique<SecondEngine>();
    QVERIFY(m_engine->start());
    QVERIFY(m_engine->load("busybox:stable"));
    m_before = m_engine->objects();
}

void TestTrustEngineLost::oneMoment(Accident accident, bool fails)
{
    const Repository repository(
        QByteArray(
            "job:\n  image: busybox:stable\n  script:\n    - echo job-$((1+1))\n    - sleep 3\n    - echo end-$((1+1))\n")
        + (fails ? "    - exit 7\n" : ""));
    const Places places;
    const QTemporaryDir home;
    const QString report = home.filePath(u"report.json"_s);
    QProcessEnvironment environment = places.environment();
    environment.insert(u"DOCKER_HOST"_s, m_engine->host());
    environment.insert(u"HOME"_s, home.path());
    CliRun run;
    // Permissions are nothing to root.
    const bool isNobody = accident == Accident::Permission && nobodyCanRunTheCli();
    if (isNobody) {
        for (const QString &directory :
             {repository.path(), places.state(), environment.value(u"TMPDIR"_s), home.path()})
            giveToNobody(directory);
        m_engine->letEverybodyIn();
        QVERIFY(::chmod(QFile::encodeName(socket()).constData(), 0666) == 0);
        run.process.setChildProcessModifier(becomeNobody);
    }
    run.start(environment, {u"--mode"_s, u"socket"_s, u"--report"_s, report, repository.path()});
    QVERIFY(run.process.waitForStarted());
    if (m_random.bounded(2) == 0) {
        QTRY_VERIFY2_WITH_TIMEOUT(run.says("| job-2") || run.process.state() == QProcess::NotRunning,
                                  run.output() + run.complaints(), patience);
    }
    QTest::qWait(m_random.bounded(2500));

    QElapsedTimer clock;
    clock.start();
    switch (accident) {
    case Accident::Kill: m_engine->kill(); break;
    case Accident::KillAndStart:
        m_engine->kill();
        QVERIFY(m_engine->waitUntilGone(20'000) && m_engine->start());
        clock.start(); // an engine takes its seconds to start
        break;
    case Accident::Socket: QVERIFY(QFile::remove(socket())); break;
    case Accident::Permission: QVERIFY(::chmod(QFile::encodeName(socket()).constData(), 0600) == 0); break;
    case Accident::Stop:
    case Accident::StopAndStart:
        // It gives its containers time to end; the clock starts when it has gone, or is there again.
        m_engine->signal(SIGTERM);
        QVERIFY(m_engine->waitUntilGone(patience));
        if (accident == Accident::StopAndStart)
            QVERIFY(m_engine->start());
        clock.start();
        break;
    }
    const bool isOver = run.process.waitForFinished(patience);
    const auto taken = static_cast<double>(clock.elapsed());
    const char *const name = names[static_cast<std::size_t>(accident)];
    QVERIFY2(isOver, QByteArray(name) + ": it hangs: " + run.output() + run.complaints());
    const QByteArray output = run.output() + run.complaints();

    QFile file(report);
    QVERIFY2(file.open(QIODevice::ReadOnly), QByteArray(name) + ": no report: " + output);
    const QJsonObject told = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject job = told[u"jobs"_s][0].toObject();
    const QString status = job[u"status"_s].toString();
    const QString reason = job[u"failure_reason"_s].toString();
    const bool cameToItsEnd = output.contains("| end-2");
    qInfo("%s: %s %s, %.1f s", name, qPrintable(status), qPrintable(reason), taken / 1000);
    QCOMPARE(told[u"status"_s].toString(), status);
    QCOMPARE(run.process.exitCode(), status == "success"_L1 ? 0 : 1);
    if (status == "success"_L1) {
        QVERIFY2(!fails && cameToItsEnd, output);
        ++m_passed;
    } else if (reason == "script_failure"_L1) {
        // An engine that is told to stop ends its containers first: by a signal, or the shell of the job obeys its TERM with 1.
        const int exitCode = job[u"exit_code"_s].toInt();
        const bool isStop = accident == Accident::Stop || accident == Accident::StopAndStart;
        const bool wasEnded = isStop && (exitCode == 1 || exitCode > 128);
        QVERIFY2(status == "failed"_L1 && (wasEnded || (fails && cameToItsEnd && exitCode == 7)), output);
        ++m_failed;
    } else {
        QVERIFY2(status == "failed"_L1 && reason == "runner_system_failure"_L1
                     && output.contains("ERROR: Job failed (system failure): "),
                 output);
        ++m_lost;
    }
    m_times.push_back(taken);
    // Where the engine goes on, so does the job.
    m_inTime += taken <= goal + (reason == "runner_system_failure"_L1 ? 0 : jobLength) ? 1 : 0;
    QTRY_COMPARE_WITH_TIMEOUT(places.leftovers(), QStringList(), patience);
    QVERIFY(startAnew());
}

void TestTrustEngineLost::atRandomMoments()
{
    const int rounds = trust::times(3, 24);
    for (int round = 0; round < rounds && !QTest::currentTestFailed(); ++round)
        oneMoment(accidents[static_cast<std::size_t>(round) % accidents.size()], m_random.bounded(3) == 0);
    m_score.note(
        u"%1 moments (killed, stopped, started anew, socket deleted, permission removed): %2 lost, %3 passed and %4 failed as their scripts did or a stopping engine ended them; %5 within 10 s, median %6 s, slowest %7 s"_s
            .arg(m_times.size())
            .arg(m_lost)
            .arg(m_passed)
            .arg(m_failed)
            .arg(m_inTime)
            .arg(trust::median(m_times) / 1000, 0, 'f', 1)
            .arg(std::ranges::max(m_times) / 1000, 0, 'f', 1));
    m_score.expect(m_inTime == std::ssize(m_times));
    QVERIFY(m_lost > 0);
}

void TestTrustEngineLost::afterAllThatItWorksAsBefore()
{
    const Repository next("job:\n  image: busybox:stable\n  script: echo works again\n");
    const Places places;
    QProcessEnvironment environment = places.environment();
    environment.insert(u"DOCKER_HOST"_s, m_engine->host());
    CliRun run;
    run.start(environment, {u"--mode"_s, u"socket"_s, next.path()});
    QVERIFY2(run.exitCode(patience) == 0, run.output() + run.complaints());
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->objects(), m_before, 20000);
    m_score.note(u"nothing left in the engine after the next run"_s);
}

QTEST_GUILESS_MAIN(TestTrustEngineLost)
#include "tst_trust_engine_lost.moc"
