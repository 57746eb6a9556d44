// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 8: Stagecraft is killed at any moment of a Docker job with a service, alone or together with its guards; in a small project
// and in one so large that jobs lay their changes over a volume of the run. What it made in the engine goes, what others made stays.
#include "tests/e2e/cli_run.h"
#include "tests/e2e/docker_fixture.h"
#include "tests/trust/score.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace stagecraft;
using namespace stagecraft::tests;
using namespace stagecraft::engine::test;
using namespace Qt::StringLiterals;

class TestTrustKillDocker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_score.judge(); }
    void cleanupTestCase();
    void aloneTheGuardCleansUp_data() { projects(); }
    void aloneTheGuardCleansUp();
    void withItsGuardsTheNextStartCleansUp_data() { projects(); }
    void withItsGuardsTheNextStartCleansUp();

private:
    static QByteArray foreignState() { return outputOf(u"docker"_s, {u"inspect"_s, u"--format"_s, u"{{.State.Status}} {{.State.StartedAt}}"_s, foreign()}); }
    static QString foreign() { return u"somebody-elses-%1"_s.arg(::getpid()); }
    static void projects();
    void runUntil(CliRun &run, int round);

    Places m_places;
    std::unique_ptr<Repository> m_small;
    std::unique_ptr<Repository> m_large;
    QRandomGenerator m_random{20260808};
    QSet<QString> m_before;
    QByteArray m_foreignBefore;
    trust::Score m_score{8, "kill -9 with Docker jobs", "100 random moments: 0 objects after the guard (5 s) or the next start (2 s), foreign containers untouched"};
};

void TestTrustKillDocker::initTestCase()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
    const QString name = foreign();
    // Labels alone make nothing ours.
    QVERIFY(!outputOf(u"docker"_s, {u"volume"_s, u"create"_s, name}).isEmpty());
    QVERIFY(!outputOf(u"docker"_s, {u"network"_s, u"create"_s, name}).isEmpty());
    QVERIFY(!outputOf(u"docker"_s, {u"run"_s, u"-d"_s, u"--name"_s, name, u"--label"_s, u"com.gitlab.gitlab-runner.managed=true"_s, u"-v"_s, name + u":/v"_s,
                                    u"--network"_s, name, u"busybox:stable"_s, u"sleep"_s, u"3600"_s}).isEmpty());
    m_foreignBefore = foreignState();
    m_before = inventory();
    const QByteArray pipeline = "job:\n  image: busybox:stable\n  services: [{name: busybox:stable, alias: helper, command: [sleep, \"300\"]}]\n"
                                "  script:\n    - echo job-$((1+1))\n    - sleep 300\n";
    m_small = std::make_unique<Repository>(pipeline);
    m_large = std::make_unique<Repository>(pipeline);
    for (int i = 0; i < 4000; ++i)
        m_large->write(u"many/%1"_s.arg(i), "x");
}

void TestTrustKillDocker::projects()
{
    QTest::addColumn<bool>("isLarge");
    QTest::newRow("small project") << false;
    QTest::newRow("large project, in layers") << true;
}

void TestTrustKillDocker::cleanupTestCase()
{
    m_score.save();
    for (const char *kind : {"container", "network", "volume"})
        outputOf(u"docker"_s, kind == QByteArray("container") ? QStringList{u"rm"_s, u"-f"_s, foreign()} : QStringList{QLatin1StringView(kind), u"rm"_s, foreign()});
}

void TestTrustKillDocker::runUntil(CliRun &run, int round)
{
    QFETCH(bool, isLarge);
    run.start(m_places.environment(), {u"--mode"_s, u"socket"_s, (isLarge ? m_large : m_small)->path()});
    QVERIFY(run.process.waitForStarted());
    if (round % 3 == 0) {
        QTRY_VERIFY2_WITH_TIMEOUT(run.says("| job-2"), run.output().constData(), 60000);
        QCOMPARE(difference(m_before).contains("-changes"), isLarge);
    } else {
        QTest::qWait(m_random.bounded(4000));
    }
}

void TestTrustKillDocker::aloneTheGuardCleansUp()
{
    const int rounds = trust::times(3, 40);
    std::vector<double> gone;
    int inTime = 0;
    for (int round = 0; round < rounds; ++round) {
        CliRun run;
        runUntil(run, round);
        QElapsedTimer clock;
        clock.start();
        run.signal(SIGKILL);
        run.process.waitForFinished();
        // The engine may still be about to make what it was asked for: the guard looks for a while longer, and its directories
        // go last. What counts is when the last object went.
        qint64 last = 0;
        while (!m_places.leftovers().isEmpty() && clock.elapsed() < 40000) {
            if (!difference(m_before).isEmpty())
                last = clock.elapsed();
            QTest::qWait(20);
        }
        QCOMPARE(m_places.leftovers(), QStringList());
        QCOMPARE(difference(m_before), QByteArray());
        gone.push_back(static_cast<double>(last));
        inTime += last <= 5000 ? 1 : 0;
        QCOMPARE(foreignState(), m_foreignBefore);
    }
    QTest::qWait(2000); // nothing comes back
    QCOMPARE(difference(m_before), QByteArray());
    m_score.note(u"%1: %2 kills: 0 objects left by the guard, %3 within 5 s, median %4 ms, slowest %5 ms"_s
                     .arg(QLatin1StringView(QTest::currentDataTag())).arg(rounds).arg(inTime).arg(trust::median(gone), 0, 'f', 0).arg(std::ranges::max(gone), 0, 'f', 0));
    m_score.expect(inTime == rounds);
}

void TestTrustKillDocker::withItsGuardsTheNextStartCleansUp()
{
    const int rounds = trust::times(1, 20);
    const Repository next("job:\n  image: busybox:stable\n  script: 'true'\n");
    int left = 0;
    for (int round = 0; round < rounds; ++round) {
        CliRun run;
        runUntil(run, round);
        std::vector<pid_t> all = descendantsOf(static_cast<pid_t>(run.process.processId()));
        all.push_back(static_cast<pid_t>(run.process.processId()));
        signalAll(all, SIGSTOP);
        signalAll(all, SIGKILL);
        run.process.waitForFinished();
        left += difference(m_before).isEmpty() ? 0 : 1;
        CliRun second;
        second.start(m_places.environment(), {u"--mode"_s, u"socket"_s, next.path()});
        QVERIFY2(second.exitCode(60000) == 0, second.output());
        QTRY_COMPARE_WITH_TIMEOUT(difference(m_before), QByteArray(), 10000);
        QTRY_COMPARE_WITH_TIMEOUT(m_places.leftovers(), QStringList(), 10000);
        QCOMPARE(foreignState(), m_foreignBefore);
    }
    QVERIFY(left > 0);
    m_score.note(u"%1: %2 kills together with the guards (%3 left objects): 0 after the next run; foreign objects untouched"_s
                     .arg(QLatin1StringView(QTest::currentDataTag())).arg(rounds).arg(left));
}

QTEST_GUILESS_MAIN(TestTrustKillDocker)
#include "tst_trust_kill_docker.moc"
