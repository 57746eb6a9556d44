// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A job that pauses when its script fails, and a manual job that asks, in the window.
#include "open_desk.h"

#include "core/engine/job_terminal.h"
#include "ui/canvas/card_item.h"
#include "ui/run/paused_bar.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_view.h"
#include "ui/runner/access_dialog.h"

#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>

using namespace stagecraft;
using namespace stagecraft::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Sample =
    "stages: [build, test]\n"
    "compile:\n  stage: build\n  script: echo done\n"
    "unit:\n  stage: test\n  script: [echo begun, exit 3]\n  after_script: [echo after]\n"
    "ship:\n  stage: test\n  when: manual\n  manual_confirmation: Is it really ready?\n  script: echo shipped\n";

struct Desk : test::OpenDesk {
    Desk() : OpenDesk(Sample)
    {
        runner::ModeOptions options = window.session()->mode();
        options.mode = runner::RunnerMode::Shell;
        window.session()->setMode(options);
    }
    RunController &runs() const { return *window.runs(); }
    PausedBar *bar() const { return window.findChild<PausedBar *>(); }
    QPushButton *button(const char *name) const { return bar()->findChild<QPushButton *>(QLatin1StringView(name)); }
    bool runUntilPaused() const
    {
        if (!waitUntilReady())
            return false;
        window.commands()->action("run.pauseOnFailure"_L1)->setChecked(true);
        command("run.pipeline");
        return QTest::qWaitFor(
            [this] {
                for (auto *dialog : window.findChildren<AccessDialog *>()) {
                    if (dialog->isVisible())
                        dialog->findChild<QPushButton *>(u"run"_s)->click();
                }
                return bar()->isVisible();
            },
            30000);
    }
    engine::JobStatus statusOf(const QString &job) const { return runs().jobState(job)->status; }
};

} // namespace

class WindowPauseTest : public QObject
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

void WindowPauseTest::showsAPausedJobAndContinuesIt()
{
    const Desk desk;
    QVERIFY(desk.runUntilPaused());
    QCOMPARE(desk.runs().pausedJobs(), QStringList{u"unit"_s});
    QVERIFY(desk.bar()->isVisible());
    QCOMPARE(desk.window.findChild<RunView *>()->shownJob(), u"unit"_s); // the view goes to what needs somebody
    const auto labels = desk.bar()->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
        return label->text() == u"This job is paused after its script failed."_s;
    }));
    desk.window.findChild<RunView *>()->showJob(u"compile"_s);
    QVERIFY(std::ranges::any_of(desk.bar()->findChildren<QLabel *>(), [](const QLabel *label) {
        return label->text() == u"unit is paused after its script failed."_s;
    }));
    QVERIFY(desk.runs().isRunning());
    QVERIFY(!desk.view().canvas().card(u"unit"_s)->isRunning()); // nothing turns on its card
    desk.button("resume")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.runs().isRunning(), 20000);
    QVERIFY(!desk.bar()->isVisible());
    QCOMPARE(desk.statusOf(u"unit"_s), engine::JobStatus::Failed);
    QFile log(desk.runs().jobState(u"unit"_s)->logFile);
    QVERIFY(log.open(QIODevice::ReadOnly) && log.readAll().contains("\nafter\n"));
}

void WindowPauseTest::stopsAPausedJob()
{
    const Desk desk;
    QVERIFY(desk.runUntilPaused());
    desk.button("stopJob")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.runs().isRunning(), 20000);
    QCOMPARE(desk.statusOf(u"unit"_s), engine::JobStatus::Canceled);
    QVERIFY(!desk.bar()->isVisible());
}

void WindowPauseTest::opensATerminal()
{
    const QTemporaryDir programs;
    const QString told = programs.filePath(u"told"_s);
    QFile fake(programs.filePath(u"x-terminal-emulator"_s));
    QVERIFY(fake.open(QIODevice::WriteOnly));
    fake.write("#!/bin/sh\nprintf '%s\\n' \"$@\" > " + QFile::encodeName(told) + ".new\nmv " + QFile::encodeName(told)
               + ".new " + QFile::encodeName(told) + '\n');
    fake.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    fake.close();
    const Desk desk;
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
    QCOMPARE(arguments[3], QFile::encodeName(desk.runs().jobState(u"unit"_s)->paused->file));
    QVERIFY(engine::readJobTerminal(QString::fromLocal8Bit(arguments[3])));
    QVERIFY(!desk.bar()->findChild<QLineEdit *>(u"terminalCommand"_s)->isVisible());
    desk.button("resume")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.runs().isRunning(), 20000);
}

void WindowPauseTest::offersTheCommandWhereThereIsNoTerminal()
{
    const QTemporaryDir nothing;
    const Desk desk;
    QVERIFY(desk.runUntilPaused());
    qputenv("PATH", QFile::encodeName(nothing.path()));
    desk.button("openTerminal")->click();
    const auto *command = desk.bar()->findChild<QLineEdit *>(u"terminalCommand"_s);
    QTRY_VERIFY(command->isVisible());
    QVERIFY(command->text().endsWith(u"terminal "_s + desk.runs().jobState(u"unit"_s)->paused->file));
    desk.button("copyCommand")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), command->text());
    desk.button("resume")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.runs().isRunning(), 20000);
}

void WindowPauseTest::remembersTheChoice()
{
    for (const bool pauses : {false, true}) {
        const Desk desk;
        QAction *action = desk.window.commands()->action("run.pauseOnFailure"_L1);
        QCOMPARE(action->isChecked(), pauses);
        action->setChecked(true);
    }
}

void WindowPauseTest::asksBeforeAManualJob()
{
    const Desk desk;
    QVERIFY(desk.runUntilPaused());
    QCOMPARE(desk.statusOf(u"ship"_s), engine::JobStatus::Manual);
    desk.runs().playManual(u"ship"_s);
    QVERIFY(desk.question());
    QCOMPARE(desk.question()->informativeText() + desk.question()->text(), u"Is it really ready?"_s);
    QVERIFY(desk.answer(QMessageBox::Cancel));
    QCOMPARE(desk.statusOf(u"ship"_s), engine::JobStatus::Manual);
    desk.runs().playManual(u"ship"_s);
    QVERIFY(desk.answer(QMessageBox::Yes));
    QTRY_COMPARE_WITH_TIMEOUT(desk.statusOf(u"ship"_s), engine::JobStatus::Success, 20000);
    desk.button("resume")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.runs().isRunning(), 20000);
}

QTEST_MAIN(WindowPauseTest)
#include "tst_window_pause.moc"
