// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 7: Stagecraft is killed at any moment of a shell job whose children do everything to stay. None does.
#include "tests/e2e/cli_run.h"
#include "tests/trust/score.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace stagecraft::tests;
using namespace stagecraft;
using namespace Qt::StringLiterals;

namespace {

/// Processes that have this test's number in their command line.
QStringList tagged()
{
    QStringList found;
    for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile file(u"/proc/%1/cmdline"_s.arg(pid));
        if (file.open(QIODevice::ReadOnly)) {
            const QByteArray line = file.readAll().replace('\0', ' ').simplified();
            if (line.contains(nap()))
                found << pid + u' ' + QString::fromUtf8(line.left(100));
        }
    }
    return found;
}

/// TERM is ignored; background, setsid, double fork, nohup, another parent, no environment, a chain that changes its process
/// all the time, one that starts anew when it is told to end, and 200 at once.
QByteArray nastyJob()
{
    return "job:\n  script:\n"
           "    - trap '' TERM\n"
           "    - sleep " + nap() + " &\n"
           "    - setsid sleep " + nap() + " &\n"
           "    - nohup sleep " + nap() + " > /dev/null 2>&1 &\n"
           "    - (setsid sh -c 'sleep " + nap() + " & sleep " + nap() + "' > /dev/null 2>&1 &)\n"
           "    - (env -i /usr/bin/setsid /bin/sleep " + nap() + " > /dev/null 2>&1 &)\n"
           "    - (env -i /usr/bin/setsid -f /bin/sh ./chain 0 " + nap() + " > /dev/null 2>&1 &)\n"
           "    - (setsid bash -c 'trap \"setsid sleep " + nap() + " &\" TERM; while true; do sleep 0.05; done' " + nap() + " > /dev/null 2>&1 &)\n"
           "    - for i in $(seq 200); do setsid sleep " + nap() + " > /dev/null 2>&1 & done\n"
           "    - echo all-$((1+1))\n"
           "    - sleep " + nap() + "\n";
}

/// Each process lives for a moment and starts the next in a session of its own. It ends by itself, should everything fail.
const QByteArray chain = "[ \"$1\" -lt 20000 ] || exit 0\n/bin/sleep 0.005\n/usr/bin/setsid -f /bin/sh \"$0\" $(($1 + 1)) \"$2\"\n";

} // namespace

class TestTrustKillShell : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_score.judge(); }
    void cleanupTestCase() { m_score.save(); }
    void atRandomMoments();

private:
    trust::Score m_score{7, "kill -9 with shell jobs", "100 random moments, nasty children: 0 processes after 1 s, 0 files"};
};

void TestTrustKillShell::atRandomMoments()
{
    const int rounds = trust::times(6, 100);
    Repository repository(nastyJob());
    repository.write(u"chain"_s, chain);
    QRandomGenerator random(20260707);
    std::vector<double> gone;
    int inTime = 0;
    int started = 0;
    for (int round = 0; round < rounds; ++round) {
        const Places places;
        CliRun run;
        run.start(places.environment(), {u"--mode"_s, u"shell"_s, repository.path()});
        QVERIFY(run.process.waitForStarted());
        if (round % 3 == 0) { // with everything there
            QTRY_VERIFY2_WITH_TIMEOUT(run.says("| all-2"), run.output().constData(), 30000);
        } else {
            QTest::qWait(random.bounded(2500));
        }
        started += tagged().isEmpty() ? 0 : 1;
        QElapsedTimer clock;
        clock.start();
        run.signal(SIGKILL);
        QTRY_VERIFY2_WITH_TIMEOUT(tagged().isEmpty(), qPrintable(tagged().join(u'\n')), 10000);
        gone.push_back(static_cast<double>(clock.elapsed()));
        inTime += clock.elapsed() <= 1000 ? 1 : 0;
        QTRY_COMPARE_WITH_TIMEOUT(places.leftovers(), QStringList(), 10000);
        QVERIFY2(tagged().isEmpty(), qPrintable(tagged().join(u'\n')));
    }
    QVERIFY(started >= rounds / 3);
    m_score.note(u"%1 kills (%2 with children there): 0 processes and 0 files left, %3 within 1 s, median %4 ms, slowest %5 ms"_s.arg(rounds).arg(started)
                     .arg(inTime).arg(trust::median(gone), 0, 'f', 0).arg(std::ranges::max(gone), 0, 'f', 0));
    m_score.expect(inTime == rounds);
}

QTEST_GUILESS_MAIN(TestTrustKillShell)
#include "tst_trust_kill_shell.moc"
