// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The run view while a job is paused after its script failed, and before a manual job that asks.
#include "tests/support/open_session.h"
#include "tests/support/private_home.h"

#include "core/engine/job_terminal.h"
#include "core/runner/runner_mode.h"
#include "ui/run/paused_bar.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_view.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Sample =
    "stages: [build, test]\n"
    "compile:\n  stage: build\n  script: echo done\n"
    "unit:\n  stage: test\n  script: [echo begun, exit 3]\n  after_script: [echo after]\n"
    "ship:\n  stage: test\n  when: manual\n  manual_confirmation: Is it really ready?\n  script: echo shipped\n";

struct Desk {
    test::OpenSession open{Sample};
    RunController runs{&open.session};
    RunView view{&runs};

    Desk()
    {
        runner::ModeOptions options = open.session.mode();
        options.mode = runner::RunnerMode::Shell;
        open.session.setMode(options);
        view.resize(1200, 320);
        view.show();
        QObject::connect(&runs, &RunController::accessQuestion, &runs, [this] { runs.allowAccess(false); });
    }
    PausedBar *bar() const { return view.findChild<PausedBar *>(); }
    QPushButton *button(const char *name) const { return bar()->findChild<QPushButton *>(QLatin1StringView(name)); }
    bool says(const QString &text) const
    {
        return std::ranges::any_of(bar()->findChildren<QLabel *>(),
                                   [&](const QLabel *label) { return label->text() == text; });
    }
    bool runUntilPaused()
    {
        if (!open.waitForAnalysis())
            return false;
        runs.setPausesOnFailure(true);
        runs.runPipeline();
        return QTest::qWaitFor([this] { return bar()->isVisible(); }, 30000);
    }
    bool hasEnded() const
    {
        return QTest::qWaitFor([this] { return !runs.isRunning(); }, 30000);
    }
    engine::JobStatus statusOf(const QString &job) const { return runs.jobState(job)->status; }
    QMessageBox *question() const
    {
        for (auto *box : view.findChildren<QMessageBox *>()) {
            if (box->isVisible())
                return box;
        }
        return nullptr;
    }
    bool answer(QMessageBox::StandardButton button) const
    {
        const QPointer<QMessageBox> box = question();
        if (!box)
            return false;
        box->button(button)->click();
        return QTest::qWaitFor([&] { return !box; });
    }
};

} // namespace

class PausedRunTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        qputenv("TERMINAL", "");
        m_path = qgetenv("PATH");
    }
    void cleanup() { qputenv("PATH", m_path); }
    void showsAPausedJobAndContinuesIt();
    void stopsAPausedJob();
    void opensATerminal();
    void offersTheCommandWhereThereIsNoTerminal();
    void remembersTheChoice();
    void asksBeforeAManualJob();

private:
    QByteArray m_path;
};

void PausedRunTest::showsAPausedJobAndContinuesIt()
{
    Desk desk;
    QVERIFY(desk.runUntilPaused());
    QCOMPARE(desk.runs.pausedJobs(), QStringList{u"unit"_s});
    QVERIFY(desk.bar()->isVisible());
    QCOMPARE(desk.view.shownJob(), u"unit"_s); // the view goes to what needs somebody
    QVERIFY(desk.says(u"This job is paused after its script failed."_s));
    desk.view.showJob(u"compile"_s);
    QVERIFY(desk.says(u"unit is paused after its script failed."_s));
    QVERIFY(desk.runs.isRunning());
    desk.button("resume")->click();
    QVERIFY(desk.hasEnded());
    QVERIFY(!desk.bar()->isVisible());
    QCOMPARE(desk.statusOf(u"unit"_s), engine::JobStatus::Failed);
    QFile log(desk.runs.jobState(u"unit"_s)->logFile);
    QVERIFY(log.open(QIODevice::ReadOnly) && log.readAll().contains("\nafter\n"));
}

void PausedRunTest::stopsAPausedJob()
{
    Desk desk;
    QVERIFY(desk.runUntilPaused());
    desk.button("stopJob")->click();
    QVERIFY(desk.hasEnded());
    QCOMPARE(desk.statusOf(u"unit"_s), engine::JobStatus::Canceled);
    QVERIFY(!desk.bar()->isVisible());
}

void PausedRunTest::opensATerminal()
{
    const QTemporaryDir programs;
    const QString told = programs.filePath(u"told"_s);
    QFile fake(programs.filePath(u"x-terminal-emulator"_s));
    QVERIFY(fake.open(QIODevice::WriteOnly));
    fake.write("#!/bin/sh\nprintf '%s\\n' \"$@\" > " + QFile::encodeName(told) + ".new\nmv " + QFile::encodeName(told)
               + ".new " + QFile::encodeName(told) + '\n');
    fake.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    fake.close();
    Desk desk;
    QVERIFY(desk.runUntilPaused());
    qputenv("PATH", QFile::encodeName(programs.path()) + ":/usr/bin:/bin");
    desk.button("openTerminal")->click();
    QTRY_VERIFY(QFile::exists(told));
    QFile words(told);
    QVERIFY(words.open(QIODevice::ReadOnly));
    const QByteArrayList arguments = words.readAll().trimmed().split('\n');
    QCOMPARE(arguments.size(), 4);
    QCOMPARE(arguments[0], QByteArray("-e"));
    QVERIFY(arguments[1].endsWith("stagecraft-cli"));
    QCOMPARE(arguments[2], QByteArray("terminal"));
    QCOMPARE(arguments[3], QFile::encodeName(desk.runs.jobState(u"unit"_s)->paused->file));
    QVERIFY(engine::readJobTerminal(QString::fromLocal8Bit(arguments[3])));
    QVERIFY(!desk.bar()->findChild<QLineEdit *>(u"terminalCommand"_s)->isVisible());
    desk.button("resume")->click();
    QVERIFY(desk.hasEnded());
}

void PausedRunTest::offersTheCommandWhereThereIsNoTerminal()
{
    const QTemporaryDir nothing;
    Desk desk;
    QVERIFY(desk.runUntilPaused());
    qputenv("PATH", QFile::encodeName(nothing.path()));
    desk.button("openTerminal")->click();
    const auto *command = desk.bar()->findChild<QLineEdit *>(u"terminalCommand"_s);
    QTRY_VERIFY(command->isVisible());
    QVERIFY(command->text().endsWith(u"terminal "_s + desk.runs.jobState(u"unit"_s)->paused->file));
    desk.button("copyCommand")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), command->text());
    desk.button("resume")->click();
    QVERIFY(desk.hasEnded());
}

void PausedRunTest::remembersTheChoice()
{
    for (const bool pauses : {false, true}) {
        Desk desk;
        QCOMPARE(desk.runs.pausesOnFailure(), pauses);
        desk.runs.setPausesOnFailure(true);
    }
}

void PausedRunTest::asksBeforeAManualJob()
{
    Desk desk;
    QVERIFY(desk.runUntilPaused());
    QCOMPARE(desk.statusOf(u"ship"_s), engine::JobStatus::Manual);
    desk.runs.playManual(u"ship"_s);
    QVERIFY(desk.question());
    QCOMPARE(desk.question()->informativeText() + desk.question()->text(), u"Is it really ready?"_s);
    QVERIFY(desk.answer(QMessageBox::Cancel));
    QCOMPARE(desk.statusOf(u"ship"_s), engine::JobStatus::Manual);
    desk.runs.playManual(u"ship"_s);
    QVERIFY(desk.answer(QMessageBox::Yes));
    QTRY_COMPARE_WITH_TIMEOUT(desk.statusOf(u"ship"_s), engine::JobStatus::Success, 20000);
    desk.button("resume")->click();
    QVERIFY(desk.hasEnded());
}

QTEST_MAIN(PausedRunTest)
#include "tst_paused_run.moc"
