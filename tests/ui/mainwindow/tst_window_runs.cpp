// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Running a pipeline, or a part of it, from the window: what is asked before, which jobs run, and what never starts by itself.
#include "open_desk.h"

#include "ui/run/history_view.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_view.h"
#include "ui/runner/access_dialog.h"

#include <QCheckBox>
#include <QContextMenuEvent>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QTreeWidget>

using namespace stagecraft;
using namespace stagecraft::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Sample = "stages: [build, test, deploy]\n"
                          "compile:\n  stage: build\n  script: echo data > out.txt\n  artifacts: {paths: [out.txt]}\n"
                          "docs:\n  stage: build\n  script: echo docs\n"
                          "unit:\n  stage: test\n  needs: [compile]\n  script: [cat out.txt, test -e fixed]\n"
                          "lint:\n  stage: test\n  needs: []\n  script: echo lint\n"
                          "try:\n  stage: test\n  needs: []\n  when: manual\n  script: echo tried\n"
                          "ship:\n  stage: deploy\n  needs: [lint]\n  environment: production\n  script: echo shipped\n"
                          "rest:\n  stage: deploy\n  needs: [unit]\n  script: echo rest\n"
                          "tags:\n  stage: deploy\n  script: echo tag\n  rules: [{if: $CI_COMMIT_TAG}]\n";

struct Desk : test::OpenDesk {
    Desk() : OpenDesk(Sample)
    {
        runner::ModeOptions options = window.session()->mode();
        options.mode = runner::RunnerMode::Shell;
        window.session()->setMode(options);
    }
    RunController &runs() const { return *window.runs(); }
    AccessDialog *question() const
    {
        for (auto *dialog : window.findChildren<AccessDialog *>()) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    /// Starts something and agrees where it is asked.
    bool runToEnd(const char *id) const
    {
        command(id);
        if (!QTest::qWaitFor([&] { return question() || !runs().isRunning() || !runs().jobs().isEmpty(); }, 10000))
            return false;
        if (AccessDialog *dialog = question())
            dialog->findChild<QPushButton *>(u"run"_s)->click();
        return QTest::qWaitFor([&] { return !runs().isRunning(); }, 30000);
    }
    QString states() const
    {
        QStringList all;
        for (const QString &job : runs().jobs())
            all += job + u'=' + engine::toText(runs().jobState(job)->status);
        return all.join(u' ');
    }
    QString reason(const char *id) const
    {
        const QAction *action = window.commands()->action(QLatin1StringView(id));
        return action->isEnabled() ? QString() : action->toolTip().section(u'\n', 1);
    }
};

} // namespace

class WindowRunsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        QDir(qEnvironmentVariable("XDG_STATE_HOME") + u"/stagecraft/runs"_s).removeRecursively();
    }
    void asksOnceWhatJobsMayDo();
    void asksAgainWhenJobsGetMore();
    void refusingRunsNothing();
    void runsAPart_data();
    void runsAPart();
    void runsWhatHasFailedThenAgain();
    void saysWhyItCannot();
    void menuOfACardAndOfAStage();
    void historyShowsWhatRan();
};

void WindowRunsTest::asksOnceWhatJobsMayDo()
{
    {
        Desk desk;
        QVERIFY(desk.waitUntilReady());
        desk.command("run.pipeline");
        QTRY_VERIFY(desk.question());
        QVERIFY(desk.runs().isRunning());
        QVERIFY(desk.runs().jobs().isEmpty()); // nothing has started
        QVERIFY(desk.question()->isModal());
        desk.question()->findChild<QPushButton *>(u"run"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.runs().isRunning(), 30000);
        QVERIFY(!desk.runs().jobs().isEmpty());
        desk.click(u"lint"_s);
        desk.command("run.selected");
        QTRY_VERIFY_WITH_TIMEOUT(desk.states() == "lint=success"_L1, 30000);
        QVERIFY(!desk.question());
    }
    // Another repository is another matter.
    Desk other;
    QVERIFY(other.waitUntilReady());
    other.command("run.pipeline");
    QTRY_VERIFY(other.question());
    other.question()->reject();
    QTRY_VERIFY(!other.runs().isRunning());
}

void WindowRunsTest::asksAgainWhenJobsGetMore()
{
    Desk desk;
    QVERIFY(desk.waitUntilReady());
    QVERIFY(desk.runToEnd("run.pipeline"));
    desk.tree.write(u"config.toml"_s,
                    "[[runners]]\n  executor = \"docker\"\n  [runners.docker]\n    image = \"busybox\"\n"
                    "    volumes = [\"/srv:/srv\"]\n");
    desk.command("file.reload");
    QTRY_VERIFY(desk.session().isAnalysed() && desk.session().analysis()->config.size() > 0);
    desk.command("run.pipeline");
    QTRY_VERIFY(desk.question());
    bool isTold = false;
    for (const QLabel *label : desk.question()->findChildren<QLabel *>())
        isTold = isTold || label->text() == "The folder /srv"_L1;
    QVERIFY(isTold);
    desk.question()->reject();
    QTRY_VERIFY(!desk.runs().isRunning());
}

void WindowRunsTest::refusingRunsNothing()
{
    Desk desk;
    QVERIFY(desk.waitUntilReady());
    for (int time = 0; time < 2; ++time) { // and it is not remembered
        desk.command("run.pipeline");
        QTRY_VERIFY(desk.question());
        QTest::keyClick(desk.question(), Qt::Key_Escape);
        QTRY_VERIFY(!desk.runs().isRunning());
        QVERIFY(desk.runs().jobs().isEmpty());
        QVERIFY(!desk.runs().problem());
    }
}

void WindowRunsTest::runsAPart_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QString>("job");
    QTest::addColumn<QString>("states");
    QTest::newRow("all")
        << QByteArray("run.pipeline") << u""_s
        << u"compile=success docs=success unit=failed lint=success try=manual ship=manual rest=skipped"_s;
    QTest::newRow("a job") << QByteArray("run.selected") << u"docs"_s << u"docs=success"_s;
    QTest::newRow("a manual one") << QByteArray("run.selected") << u"try"_s << u"try=success"_s;
    QTest::newRow("one that deploys to production") << QByteArray("run.selected") << u"ship"_s << u"ship=manual"_s;
    QTest::newRow("stage") << QByteArray("run.stage") << u"lint"_s << u"unit=failed lint=success try=manual"_s;
    QTest::newRow("needs") << QByteArray("run.withNeeds") << u"unit"_s << u"compile=success unit=failed"_s;
    QTest::newRow("from here") << QByteArray("run.from") << u"lint"_s << u"lint=success ship=manual"_s;
}

void WindowRunsTest::runsAPart()
{
    QFETCH(QByteArray, command);
    QFETCH(QString, job);
    QFETCH(QString, states);
    Desk desk;
    QVERIFY(desk.waitUntilReady());
    if (!job.isEmpty())
        desk.click(job);
    QVERIFY2(desk.canGive(command), qPrintable(desk.reason(command)));
    QVERIFY(desk.runToEnd(command));
    QCOMPARE(desk.states(), states);
}

void WindowRunsTest::runsWhatHasFailedThenAgain()
{
    Desk desk;
    QVERIFY(desk.waitUntilReady());
    QVERIFY(!desk.canGive("run.failed"));
    QVERIFY(!desk.canGive("run.again"));
    QVERIFY(desk.runToEnd("run.pipeline"));
    QTRY_VERIFY2(desk.canGive("run.failed"), qPrintable(desk.reason("run.failed")));
    QVERIFY(desk.runToEnd("run.failed"));
    QCOMPARE(desk.states(), u"unit=failed"_s);
    desk.tree.write(u"fixed"_s, {});
    QVERIFY(desk.runToEnd("run.again"));
    QCOMPARE(desk.states(), u"unit=success"_s); // with what compile has left two runs ago
    QTRY_COMPARE(desk.reason("run.failed"), u"No job has failed in the last run."_s);
}

void WindowRunsTest::saysWhyItCannot()
{
    {
        MainWindow window;
        QVERIFY(window.commands()->action("run.pipeline"_L1)->toolTip().contains(u"Open a repository first."_s));
    }
    Desk desk;
    QVERIFY(desk.waitUntilReady());
    for (const char *id : {"run.selected", "run.withNeeds", "run.from"})
        QCOMPARE(desk.reason(id), u"Select one job or more first."_s);
    QCOMPARE(desk.reason("run.stage"), u"Select a stage, or a job of it, first."_s);
    QCOMPARE(desk.reason("run.failed"), u"No run of this project was kept."_s);
    QVERIFY(!desk.reason("run.again").isEmpty());
    desk.click(u"tags"_s);
    for (const char *id : {"run.selected", "run.withNeeds", "run.from", "run.stage"})
        QCOMPARE(desk.reason(id), u"tags is not in the pipeline for this ref and event."_s);
    desk.click(u"lint"_s);
    QCOMPARE(desk.reason("run.selected"), QString());
    QVERIFY(!desk.window.commands()->action("run.selected"_L1)->toolTip().contains(u'\n'));
    desk.command("run.pipeline");
    QCOMPARE(desk.reason("run.selected"), u"A run is under way. Stop it, or let it end, first."_s);
    QTRY_VERIFY(desk.question());
    desk.question()->reject();
    QTRY_COMPARE(desk.reason("run.selected"), QString());
}

void WindowRunsTest::menuOfACardAndOfAStage()
{
    Desk desk;
    QVERIFY(desk.waitUntilReady());
    const auto texts = [&](const QPoint &position) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, position, desk.view().viewport()->mapToGlobal(position));
        QCoreApplication::sendEvent(desk.view().viewport(), &event);
        QStringList found;
        if (auto *menu = desk.window.canvas()->findChild<QMenu *>()) {
            for (const QAction *action : menu->actions())
                found += action->text() + (action->isEnabled() ? QString() : u" (off)"_s);
            delete menu;
        }
        return found;
    };
    const QStringList card = texts(desk.cardPoint(u"lint"_s));
    for (const QString &text :
         {u"Run selected jobs"_s, u"Run with what it needs"_s, u"Run from here"_s, u"Run this stage"_s})
        QVERIFY2(card.contains(text), qPrintable(text + u": "_s + card.join(u", "_s)));
    const QRectF column = desk.view().canvas().card(u"lint"_s)->sceneBoundingRect();
    const QStringList stage = texts(desk.view().mapFromScene(QPointF(column.center().x(), column.top() - 20)));
    QVERIFY2(stage.contains(u"Run this stage"_s), qPrintable(stage.join(u", "_s)));
}

void WindowRunsTest::historyShowsWhatRan()
{
    Desk desk;
    QVERIFY(desk.waitUntilReady());
    desk.command("view.history");
    auto *list = desk.window.findChild<QTreeWidget *>(u"keptRuns"_s);
    QVERIFY(desk.window.findChild<HistoryView *>()->isVisible());
    QVERIFY(!list->isVisible());
    QVERIFY(desk.runToEnd("run.pipeline"));
    desk.command("view.history");
    QTRY_COMPARE(list->topLevelItemCount(), 1);
    QTRY_VERIFY(list->isVisible());
    QCOMPARE(list->topLevelItem(0)->text(1), u"main"_s);
    QCOMPARE(list->topLevelItem(0)->text(3), u"Shell"_s);
    QCOMPARE(list->topLevelItem(0)->text(5), u"1"_s);
    list->topLevelItem(0)->setSelected(true);
    auto *back = desk.window.findChild<QPushButton *>(u"backToCurrentRun"_s);
    QTRY_VERIFY(back->isVisible());
    QTest::mouseClick(back, Qt::LeftButton);
    QVERIFY(desk.window.findChild<RunView *>()->isVisible());
}

QTEST_MAIN(WindowRunsTest)
#include "tst_window_runs.moc"
