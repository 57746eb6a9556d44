// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A job that pauses when its script fails, in the window.
#include "open_desk.h"

#include "ui/canvas/card_item.h"
#include "ui/run/paused_bar.h"
#include "ui/run/run_controller.h"
#include "ui/runner/access_dialog.h"

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
};

} // namespace

class WindowPauseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void showsAPausedJob();
    void remembersTheChoice();
};

void WindowPauseTest::showsAPausedJob()
{
    const Desk desk;
    QVERIFY(desk.runUntilPaused());
    QCOMPARE(desk.runs().pausedJobs(), QStringList{u"unit"_s});
    QVERIFY(!desk.view().canvas().card(u"unit"_s)->isRunning()); // nothing turns on its card
    desk.button("resume")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.runs().isRunning(), 20000);
    QVERIFY(!desk.bar()->isVisible());
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

QTEST_MAIN(WindowPauseTest)
#include "tst_window_pause.moc"
