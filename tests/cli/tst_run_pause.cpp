// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// run --pause-on-failure, and what a manual job asks, as somebody at a terminal sees them.
#include "tests/cli/cli_process.h"
#include "tests/support/pseudo_terminal.h"

#include <QRegularExpression>

using namespace stagecraft::test;
using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray failing = "first:\n  variables: {SECRET: s3cret}\n  script:\n    - export LATER=\"$SECRET-later\"\n"
                           "    - mkdir deep; cd deep; echo made > file.txt\n    - (exit 3)\n"
                           "  after_script:\n    - echo \"after $(cat deep/file.txt)\"\n";

/// A number that only this test's `sleep` processes have in their command line.
QByteArray nap()
{
    return "9" + QByteArray::number(::getpid());
}

int sleepers()
{
    int count = 0;
    for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile file(u"/proc/%1/cmdline"_s.arg(pid));
        count += file.open(QIODevice::ReadOnly) && file.readAll().endsWith(QByteArray("sleep\0", 6) + nap() + '\0') ? 1
                                                                                                                    : 0;
    }
    return count;
}

} // namespace

class TestRunPause : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_state = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        QTRY_COMPARE_WITH_TIMEOUT(sleepers(), 0, 10000);
        QTRY_COMPARE_WITH_TIMEOUT(leftovers(), QStringList(), 10000);
    }
    void wantsATerminal();
    void opensAShellAndGoesOnWhenItIsLeft();
    void keysGoToTheShell();
    void pausesOneJobAfterTheOther();
    void aKilledShellGivesTheTerminalBack();
    void killedInAShellItLeavesNothing();
    void asksBeforeAManualJob();
    void aQuestionThatNobodyCanAnswer();

private:
    void start(TypedProgram &program, const Repository &repository,
               const QStringList &options = {u"--pause-on-failure"_s}) const
    {
        QProcessEnvironment environment = environmentWith(m_state->path());
        environment.insert(u"TERM"_s, u"dumb"_s);
        program.start(QStringLiteral(STAGECRAFT_CLI),
                      QStringList{u"run"_s, u"--mode"_s, u"shell"_s} + options + QStringList{repository.path()},
                      environment);
    }
    /// Everything but logs and reports that runs have left.
    QStringList leftovers() const
    {
        QStringList found;
        const QDir runs(m_state->filePath(u"stagecraft/runs"_s));
        for (const QString &id : runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            for (const QString &name :
                 QDir(runs.filePath(id)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
                if (!name.endsWith(u".log"_s) && name != u"report.json"_s)
                    found << id + u'/' + name;
            }
        }
        return found;
    }
    std::unique_ptr<QTemporaryDir> m_state;
};

void TestRunPause::wantsATerminal()
{
    const Repository repository(failing);
    const CliAnswer answer = runCli({u"run"_s, u"--mode"_s, u"shell"_s, u"--pause-on-failure"_s, repository.path()}, {},
                                    m_state->path());
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.err.contains("--pause-on-failure"), answer.err);
    const CliAnswer terminal = runCli({u"terminal"_s, repository.file(u"nothing.json"_s)});
    QCOMPARE(terminal.exitCode, 2);
    TypedProgram gone;
    gone.start(QStringLiteral(STAGECRAFT_CLI), {u"terminal"_s, repository.file(u"nothing.json"_s)},
               environmentWith({}));
    QCOMPARE(gone.exitCode(), 1);
    QVERIFY(gone.shown().contains("not paused any more"));
}

void TestRunPause::opensAShellAndGoesOnWhenItIsLeft()
{
    const Repository repository(failing);
    TypedProgram run;
    start(run, repository);
    QVERIFY2(run.shows("is paused after its script failed"), run.shown());
    QVERIFY2(run.shows("stagecraft:"), run.shown());
    run.type("echo \"[$LATER][${PWD##*/}]\"; echo mended > file.txt\r");
    QVERIFY2(run.shows("[s3cret-later][deep]"), run.shown());
    // Nothing secret stands on a command line.
    for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile words(u"/proc/%1/cmdline"_s.arg(pid));
        QVERIFY(!words.open(QIODevice::ReadOnly) || !words.readAll().contains("s3cret"));
    }
    run.type("exit\r");
    QVERIFY2(run.shows("after mended"), run.shown());
    QCOMPARE(run.exitCode(), 1);
    QVERIFY2(run.shown().contains("exit status 3"), run.shown());
}

void TestRunPause::keysGoToTheShell()
{
    const Repository repository(failing);
    TypedProgram run;
    start(run, repository);
    QVERIFY2(run.shows("stagecraft:"), run.shown());
    run.resize(91, 37);
    run.type("stty size\r");
    QVERIFY2(run.shows("37 91"), run.shown());
    run.type("sleep " + nap() + "\r");
    QTRY_COMPARE(sleepers(), 1);
    run.type("\x03");
    QTRY_COMPARE(sleepers(), 0);
    run.type("echo \"code-$?\"\r");
    QVERIFY2(run.shows("code-130"), run.shown());
    run.type("exit\r");
    QCOMPARE(run.exitCode(), 1); // not 130
}

void TestRunPause::pausesOneJobAfterTheOther()
{
    const Repository repository(
        "one:\n  script: exit 1\ntwo:\n  script: exit 2\nthree:\n  script: echo three-$((1+2))\n");
    TypedProgram run;
    start(run, repository, {u"--pause-on-failure"_s, u"--concurrency"_s, u"3"_s});
    QStringList seen;
    for (int i = 0; i < 2; ++i) {
        QVERIFY2(run.shows("stagecraft:"), run.shown());
        run.type("echo \"in-$CI_JOB_NAME-\"\r");
        QVERIFY2(run.shows("\nin-"), run.shown());
        run.type("exit\r");
    }
    QCOMPARE(run.exitCode(), 1);
    QVERIFY(run.shown().contains("in-one-\r") && run.shown().contains("in-two-\r") && run.shown().contains("three-3"));
}

void TestRunPause::aKilledShellGivesTheTerminalBack()
{
    const Repository repository(failing);
    TypedProgram run;
    start(run, repository);
    QVERIFY2(run.shows("stagecraft:"), run.shown());
    run.type("kill -9 $$\r");
    QVERIFY2(run.shows("goes on to its end"), run.shown());
    QCOMPARE(run.exitCode(), 1);
}

void TestRunPause::killedInAShellItLeavesNothing()
{
    const Repository repository(failing);
    TypedProgram run;
    start(run, repository);
    QVERIFY2(run.shows("stagecraft:"), run.shown());
    run.type("sleep " + nap() + "\r");
    QTRY_COMPARE(sleepers(), 1);
    QVERIFY(!leftovers().isEmpty());
    run.signal(SIGKILL);
    QCOMPARE(run.exitCode(), 128 + SIGKILL);
    // cleanup() waits for what is left to go.
}

void TestRunPause::asksBeforeAManualJob()
{
    const Repository repository(
        "ship:\n  when: manual\n  manual_confirmation: Is $WHAT ready?\n  variables: {WHAT: it}\n"
        "  script: echo shipped-$((1+1))\n");
    TypedProgram yes;
    start(yes, repository, {u"--play"_s, u"ship"_s});
    QVERIFY2(yes.shows("“ship” asks: Is it ready? [y/N]"), yes.shown());
    yes.type("y\r");
    QVERIFY2(yes.shows("shipped-2"), yes.shown());
    QCOMPARE(yes.exitCode(), 0);
    TypedProgram no;
    start(no, repository, {u"--play"_s, u"ship"_s});
    QVERIFY2(no.shows("[y/N]"), no.shown());
    no.type("\r");
    QCOMPARE(no.exitCode(), 0);
    QVERIFY(!no.shown().contains("shipped-2"));
    QVERIFY2(no.shown().contains("Pipeline: "), no.shown());
    TypedProgram interrupted;
    start(interrupted, repository, {u"--play"_s, u"ship"_s});
    QVERIFY2(interrupted.shows("[y/N]"), interrupted.shown());
    interrupted.type("\x03");
    QCOMPARE(interrupted.exitCode(), 130);
}

void TestRunPause::aQuestionThatNobodyCanAnswer()
{
    const Repository repository(
        "ship:\n  when: manual\n  manual_confirmation: Ready?\n  script: echo shipped-$((1+1))\n");
    const CliAnswer answer = runCli({u"run"_s, u"--mode"_s, u"shell"_s, u"--play"_s, u"ship"_s, repository.path()}, {},
                                    m_state->path());
    QCOMPARE(answer.exitCode, 0);
    QVERIFY2(answer.out.contains("“ship” asks: Ready?"), answer.out);
    QVERIFY2(answer.out.contains("shipped-2"), answer.out);
    TypedProgram told;
    start(told, repository, {u"--play"_s, u"ship"_s, u"--yes-deploy"_s});
    QVERIFY2(told.shows("shipped-2"), told.shown());
    QCOMPARE(told.exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestRunPause)
#include "tst_run_pause.moc"
