// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 11: the Docker engine goes in the middle of a job: killed, stopped, restarted, frozen, or its socket deleted. The status is
// right or "lost", never "passed" by mistake, and nothing hangs.
#include "tests/e2e/second_engine.h"
#include "tests/support/require_docker.h"
#include "tests/trust/score.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace stagecraft;
using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

class TestTrustEngineLost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_score.judge(); }
    void cleanupTestCase() { m_score.save(); }
    void accidents();

private:
    enum Accident { Killed, SocketDeleted, Stopped, KilledAndStarted, Frozen };
    std::unique_ptr<SecondEngine> m_engine;
    trust::Score m_score{11, "Engine lost in mid-job", "20 moments: status right or lost, never passed, nothing hangs longer than 10 s"};
};

void TestTrustEngineLost::initTestCase()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
    if (::geteuid() != 0)
        QSKIP("only root can start an engine to kill");
    m_engine = std::make_unique<SecondEngine>();
    QVERIFY(m_engine->start());
    QVERIFY(m_engine->load("busybox:stable"));
}

void TestTrustEngineLost::accidents()
{
    const QByteArray before = m_engine->objects();
    const Repository repository("job:\n  image: busybox:stable\n  script:\n    - echo job-$((1+1))\n    - sleep 3\n    - echo done-$((1+1))\n");
    const Repository next("job:\n  image: busybox:stable\n  script: echo works again\n");
    QRandomGenerator random(20261111);
    const int rounds = trust::times(2, 20);
    int lost = 0;
    int right = 0;
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        const auto accident = static_cast<Accident>(round % 5);
        const Places places;
        QProcessEnvironment environment = places.environment();
        environment.insert(u"DOCKER_HOST"_s, m_engine->host());
        CliRun run;
        run.start(environment, {u"--mode"_s, u"socket"_s, repository.path()});
        if (round % 2 == 0) {
            QTRY_VERIFY2_WITH_TIMEOUT(run.says("| job-2"), run.output().constData(), 60000);
            QTest::qWait(random.bounded(2000));
        } else {
            QTest::qWait(random.bounded(4000));
        }
        QElapsedTimer clock;
        clock.start();
        switch (accident) {
        case Stopped: m_engine->signal(SIGTERM); break;
        case SocketDeleted: QFile::remove(m_engine->host().sliced(7)); break;
        case Frozen: // nobody can tell it from a long job; but cancelling has to work
            m_engine->signal(SIGSTOP);
            run.signal(SIGINT);
            QTest::qWait(300);
            run.signal(SIGINT);
            break;
        default: m_engine->kill();
        }
        if (accident == KilledAndStarted)
            QVERIFY(m_engine->start());
        const int exitCode = run.exitCode(60000);
        times.push_back(static_cast<double>(clock.elapsed()));
        if (accident == Frozen)
            m_engine->signal(SIGCONT);
        const QByteArray output = run.output() + run.complaints();
        QVERIFY2(exitCode == 0 || exitCode == 1 || exitCode == 130, output);
        // "Passed" may be said only where the job's end was seen.
        QVERIFY2(exitCode != 0 || run.says("| done-2"), output);
        if (exitCode == 0)
            ++right;
        else
            ++lost;
        if (accident == SocketDeleted)
            m_engine->kill();
        if (accident != KilledAndStarted && accident != Frozen)
            QTRY_VERIFY_WITH_TIMEOUT(m_engine->start(), 60000);
        CliRun second;
        second.start(environment, {u"--mode"_s, u"socket"_s, next.path()});
        QVERIFY2(second.exitCode(60000) == 0, second.output());
        QTRY_COMPARE_WITH_TIMEOUT(m_engine->objects(), before, 20000);
    }
    m_score.note(u"%1 moments (killed, stopped, restarted, frozen and cancelled, socket deleted): %2 lost or cancelled, %3 passed with the end seen; slowest answer %4 ms, "
                 "the next run removes what was left"_s.arg(rounds).arg(lost).arg(right).arg(std::ranges::max(times), 0, 'f', 0));
    m_score.expect(std::ranges::max(times) <= 10000 + 3000); // the job itself takes three seconds
}

QTEST_GUILESS_MAIN(TestTrustEngineLost)
#include "tst_trust_engine_lost.moc"
