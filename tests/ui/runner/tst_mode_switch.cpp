// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/support/open_session.h"
#include "ui/runner/diff_view.h"
#include "ui/runner/mode_card.h"
#include "ui/runner/mode_panel.h"
#include "ui/runner/mode_switch_dialog.h"

#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::ui;

namespace {
const QByteArray BuildPipeline = "build:\n  image: docker:29-cli\n  script:\n    - docker build .\n";
}

class TestModeSwitch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void diffShowsChangedLines();
    void applyChangesBothAndUndoReturns();
    void cancelChangesNothing();
    void brokenConfigIsExplained();
    void panelSaysWhatIsInUse();
};

void TestModeSwitch::diffShowsChangedLines()
{
    const text::TextBuffer before("a\nb\nc\nd\ne\nf\ng\nh: one\ni\n");
    const qsizetype at = before.bytes().indexOf("one");
    const LineDiff diff = lineDiff(before, {{{{at, at + 3}, "two"}, {{before.size(), before.size()}, "j\n"}}}, 2);
    QCOMPARE(diff.added, 2);
    QCOMPARE(diff.removed, 1);
    DiffView view;
    view.setDiff(diff);
    QCOMPARE(view.toText(), QStringLiteral("@@ 6 @@\n f\n g\n-h: one\n+h: two\n i\n+j\n"));
}

void TestModeSwitch::applyChangesBothAndUndoReturns()
{
    test::OpenSession open(BuildPipeline);
    runner::ModeOptions options;
    options.mode = runner::RunnerMode::DockerInDocker;
    QPointer<ModeSwitchDialog> dialog = openModeSwitch(&open.session, options, nullptr);
    auto *apply = dialog->findChild<QPushButton *>(QStringLiteral("apply"));
    QTRY_VERIFY(apply->isEnabled());
    QCOMPARE(open.pipeline(), BuildPipeline); // shown first
    int added = 0;
    for (const DiffView *view : dialog->findChildren<DiffView *>())
        added += view->diff().added;
    QVERIFY(added > 5);
    apply->click();
    QVERIFY(open.pipeline().contains("dind"));
    QVERIFY(open.config().contains("privileged = true"));
    QCOMPARE(open.session.mode().mode, runner::RunnerMode::DockerInDocker);
    QTRY_VERIFY(!dialog);
    open.session.undo();
    QCOMPARE(open.pipeline(), BuildPipeline);
    QCOMPARE(open.config(), QByteArray());
}

void TestModeSwitch::cancelChangesNothing()
{
    test::OpenSession open(BuildPipeline);
    ModeSwitchDialog *dialog = openModeSwitch(&open.session, {}, nullptr);
    auto *apply = dialog->findChild<QPushButton *>(QStringLiteral("apply"));
    QTRY_VERIFY(apply->isEnabled());
    dialog->reject();
    QCOMPARE(open.pipeline(), BuildPipeline);
    QVERIFY(!open.session.canUndo());
}

void TestModeSwitch::brokenConfigIsExplained()
{
    test::OpenSession open(BuildPipeline, "[[runners\n");
    ModeSwitchDialog dialog(&open.session, {});
    auto *apply = dialog.findChild<QPushButton *>(QStringLiteral("apply"));
    const auto explained = [&] {
        for (const QLabel *label : dialog.findChildren<QLabel *>()) {
            if (label->text().contains(QStringLiteral("line 1")))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(explained());
    QVERIFY(!apply->isEnabled());
}

void TestModeSwitch::panelSaysWhatIsInUse()
{
    runner::ModeOptions socket;
    socket.mode = runner::RunnerMode::DockerSocket;
    test::OpenSession open(BuildPipeline, runner::configToml(socket));
    ModePanel panel(&open.session);
    const auto inUse = [&] {
        QStringList names;
        for (const ModeCard *card : panel.findChildren<ModeCard *>()) {
            if (card->isInUse())
                names += card->text();
        }
        return names;
    };
    QTRY_COMPARE(inUse(), QStringList{QStringLiteral("Docker socket")});
}

QTEST_MAIN(TestModeSwitch)
#include "tst_mode_switch.moc"
