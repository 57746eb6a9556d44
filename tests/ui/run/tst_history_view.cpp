// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The runs that were kept: shown, compared, exported and deleted.
#include "tests/support/open_session.h"
#include "tests/support/private_home.h"

#include "core/engine/run_directory.h"
#include "core/engine/run_history.h"
#include "ui/log/log_view.h"
#include "ui/run/history_view.h"
#include "ui/run/run_controller.h"

#include <QAbstractButton>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace stagecraft;
using namespace stagecraft::ui;

namespace {

const QByteArray Pipeline = "build: {script: x}\n";

struct Desk {
    test::OpenSession open{Pipeline};
    RunController runs{&open.session};
    HistoryView view{&open.session, &runs};

    QTreeWidget *list() const { return view.findChild<QTreeWidget *>(u"keptRuns"_s); }
    QTreeWidget *jobs() const { return view.findChild<QTreeWidget *>(u"oldJobs"_s); }
    QTreeWidget *table() const { return view.findChild<QTreeWidget *>(u"comparison"_s); }
    LogView *log() const { return view.findChild<LogView *>(); }

    void show()
    {
        view.resize(1300, 320);
        view.show();
        view.reload();
    }
    void keep(const QString &id, engine::RunReport report) const
    {
        report.facts.root = open.session.root().toStdString();
        const engine::RunDirectory directory({}, id);
        QVERIFY(QDir().mkpath(directory.path()));
        for (engine::RunReport::Job &job : report.jobs) {
            job.state.logFile = directory.log(1, job.state.name, 1);
            QFile log(job.state.logFile);
            QVERIFY(log.open(QIODevice::WriteOnly));
            log.write("log of " + QByteArray::fromStdString(job.state.name) + " in " + id.toUtf8() + "\n");
        }
        QVERIFY(directory.writeReport(engine::reportJson(report)));
    }
    void click(int row, Qt::KeyboardModifiers keys = {}) const
    {
        const auto place = [&] { return QPoint(20, list()->visualItemRect(list()->topLevelItem(row)).center().y()); };
        QTRY_VERIFY(list()->isVisible() && list()->viewport()->rect().contains(place()));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, keys, place());
    }
    QMenu *menu() const
    {
        const QPoint place = list()->visualItemRect(list()->selectedItems().first()).center();
        Q_EMIT list()->customContextMenuRequested(place);
        return view.findChild<QMenu *>();
    }
    void choose(const QString &text) const
    {
        QMenu *opened = menu();
        QVERIFY(opened);
        for (QAction *action : opened->actions()) {
            if (action->text() == text) {
                action->trigger();
                opened->close();
                return;
            }
        }
        QFAIL(qPrintable(u"no entry "_s + text));
    }
};

engine::RunReport::Job ranJob(const char *name, engine::JobStatus status, int seconds)
{
    engine::RunReport::Job job;
    job.state.name = name;
    job.state.stage = "test";
    job.state.status = status;
    job.state.startedAt = QDateTime(QDate(2026, 1, 1), QTime(10, 0), QTimeZone::UTC);
    job.state.finishedAt = job.state.startedAt.addSecs(seconds);
    return job;
}

engine::RunReport report(engine::JobStatus status, std::vector<engine::RunReport::Job> jobs, int day)
{
    engine::RunReport result;
    result.status = status;
    result.facts = {.ref = "main", .sha = "0123456789abcdef", .mode = "shell"};
    result.startedAt = QDateTime(QDate(2026, 1, day), QTime(10, 0), QTimeZone::UTC);
    result.finishedAt = result.startedAt.addSecs(65);
    result.jobs = std::move(jobs);
    return result;
}

using enum engine::JobStatus;

} // namespace

class HistoryViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QDir(engine::defaultStateDirectory() + u"/runs"_s).removeRecursively(); }
    void saysWhenThereIsNone();
    void listsTheRunsOfThisProject();
    void showsLogsOfAnOldRun();
    void comparesTwo();
    void exportsJUnit();
    void deletesWhenTold();
    void doesNotDeleteARunThatGoesOn();

private:
    static const inline QString First = u"20260101-100000-000aaaaa"_s;
    static const inline QString Second = u"20260102-100000-000aaaaa"_s;
    static void keepTwo(const Desk &desk)
    {
        desk.keep(First, report(Failed, {ranJob("same", Success, 3), ranJob("unit", Failed, 5)}, 1));
        desk.keep(Second,
                  report(Success, {ranJob("same", Success, 4), ranJob("unit", Success, 2), ranJob("new", Success, 1)},
                         2));
    }
};

void HistoryViewTest::saysWhenThereIsNone()
{
    Desk desk;
    desk.show();
    QVERIFY(!desk.list()->isVisible());
    bool isSaid = false;
    for (const QLabel *label : desk.view.findChildren<QLabel *>())
        isSaid = isSaid || (label->isVisible() && label->text() == "No run of this project was kept yet"_L1);
    QVERIFY(isSaid);
}

void HistoryViewTest::listsTheRunsOfThisProject()
{
    Desk desk;
    keepTwo(desk);
    engine::RunReport foreign = report(Success, {}, 3);
    foreign.facts.root = "/elsewhere";
    const engine::RunDirectory other({}, u"20260103-100000-000aaaaa"_s);
    QVERIFY(QDir().mkpath(other.path()));
    QVERIFY(other.writeReport(engine::reportJson(foreign)));
    desk.show();
    QTRY_COMPARE(desk.list()->topLevelItemCount(), 2);
    const QTreeWidgetItem *older = desk.list()->topLevelItem(1);
    QCOMPARE(older->text(1), u"main"_s);
    QCOMPARE(older->text(2), u"01234567"_s);
    QCOMPARE(older->text(3), u"Shell"_s);
    QVERIFY(older->text(4).contains(u"05"_s) || older->text(4).contains(u"5"_s));
    QCOMPARE(older->text(5), u"1"_s);
    QCOMPARE(desk.list()->topLevelItem(0)->text(5), u"–"_s);
}

void HistoryViewTest::showsLogsOfAnOldRun()
{
    Desk desk;
    keepTwo(desk);
    desk.show();
    QTRY_COMPARE(desk.list()->topLevelItemCount(), 2);
    desk.click(1);
    QTRY_VERIFY(desk.jobs()->isVisible());
    QCOMPARE(desk.jobs()->topLevelItemCount(), 2);
    QCOMPARE(desk.jobs()->currentItem()->text(0), u"unit"_s); // what failed first
    QTRY_VERIFY(desk.log()->lineText(0).contains(u"log of unit in "_s + First));
    desk.jobs()->setCurrentItem(desk.jobs()->topLevelItem(0));
    QTRY_VERIFY(desk.log()->lineText(0).contains(u"log of same"_s));
    QSignalSpy back(&desk.view, &HistoryView::currentRunRequested);
    auto *button = desk.view.findChild<QPushButton *>(u"backToCurrentRun"_s);
    QVERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(back.size(), 1);
}

void HistoryViewTest::comparesTwo()
{
    Desk desk;
    keepTwo(desk);
    desk.show();
    QTRY_COMPARE(desk.list()->topLevelItemCount(), 2);
    desk.click(0);
    desk.click(1, Qt::ControlModifier);
    QTRY_VERIFY(desk.table()->isVisible());
    QCOMPARE(desk.table()->topLevelItemCount(), 3);
    const auto row = [&](int number) {
        QStringList cells;
        for (int column = 0; column < 3; ++column)
            cells += desk.table()->topLevelItem(number)->text(column);
        return cells.join(u'|');
    };
    QCOMPARE(row(0), u"unit|Failed|Passed"_s); // differences first; the older run is the one before
    QCOMPARE(row(1), u"new|Not in this run|Passed"_s);
    QCOMPARE(row(2), u"same|Passed|Passed"_s);
    QVERIFY(desk.table()->topLevelItem(0)->text(5).startsWith(u'−'));
    QVERIFY(desk.table()->topLevelItem(2)->text(5).startsWith(u'+'));
}

void HistoryViewTest::exportsJUnit()
{
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    Desk desk;
    keepTwo(desk);
    desk.show();
    QTRY_COMPARE(desk.list()->topLevelItemCount(), 2);
    desk.click(1);
    desk.choose(u"Export as JUnit…"_s);
    auto *dialog = desk.view.findChild<QFileDialog *>();
    QVERIFY(dialog);
    const QString file = desk.open.directory.filePath(u"tests.xml"_s);
    Q_EMIT dialog->fileSelected(file);
    dialog->close();
    QTRY_VERIFY(QFileInfo(file).size() > 0);
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray xml = written.readAll();
    QVERIFY2(xml.contains("failures=\"1\"") && xml.contains("name=\"unit\""), xml.constData());
}

void HistoryViewTest::deletesWhenTold()
{
    Desk desk;
    keepTwo(desk);
    desk.show();
    QTRY_COMPARE(desk.list()->topLevelItemCount(), 2);
    desk.click(1);
    for (const bool sure : {false, true}) {
        desk.choose(u"Delete…"_s);
        auto *box = desk.view.findChild<QMessageBox *>();
        QVERIFY(box);
        QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
        for (QAbstractButton *button : box->buttons()) {
            if (box->buttonRole(button) == (sure ? QMessageBox::DestructiveRole : QMessageBox::RejectRole))
                button->click();
        }
        QTRY_VERIFY(!desk.view.findChild<QMessageBox *>());
        QCOMPARE(desk.list()->topLevelItemCount(), 2);
        if (!sure)
            QVERIFY(QFileInfo::exists(engine::RunDirectory({}, First).path()));
    }
    QTRY_COMPARE(desk.list()->topLevelItemCount(), 1);
    QVERIFY(!QFileInfo::exists(engine::RunDirectory({}, First).path()));
    QVERIFY(QFileInfo::exists(engine::RunDirectory({}, Second).path()));
}

void HistoryViewTest::doesNotDeleteARunThatGoesOn()
{
    Desk desk;
    engine::RunDirectory running({}, First);
    QVERIFY(running.create({First, {}}));
    desk.keep(First, report(Manual, {ranJob("unit", Success, 5)}, 1));
    desk.show();
    QTRY_COMPARE(desk.list()->topLevelItemCount(), 1);
    desk.click(0);
    QSignalSpy failed(&desk.view, &HistoryView::failed);
    QTest::keyClick(desk.list(), Qt::Key_Delete);
    auto *box = desk.view.findChild<QMessageBox *>();
    QVERIFY(box);
    for (QAbstractButton *button : box->buttons()) {
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    }
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(describe(failed.first().first().value<Error>()).contains(u"has not ended"_s));
    QVERIFY(QFileInfo::exists(running.path() + u"/report.json"_s));
}

QTEST_MAIN(HistoryViewTest)
#include "tst_history_view.moc"
