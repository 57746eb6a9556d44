// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/support/open_session.h"
#include "ui/events/events_view.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace stagecraft;
using namespace stagecraft::ui;

namespace {

QString cell(const QTreeView &table, int row, int column, int role = Qt::DisplayRole)
{
    return table.model()->index(row, column).data(role).toString();
}

} // namespace

class TestEventsView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheDecidingRule();
    void comparesWithTheSavedFile();
    void leadsToTheEventAndTheJob();
};

void TestEventsView::showsTheDecidingRule()
{
    test::OpenSession open("tagged:\n  script: [a]\n  rules:\n    - if: $CI_COMMIT_TAG\n      when: manual\n");
    EventsView view(&open.session);
    view.show();
    auto *table = view.findChild<QTreeView *>();
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(cell(*table, 1, 0), QStringLiteral("tagged"));
    QCOMPARE(cell(*table, 1, 1), QStringLiteral("–"));
    QCOMPARE(cell(*table, 1, 4), QStringLiteral("manual"));
    QVERIFY(cell(*table, 1, 4, Qt::ToolTipRole).contains(QStringLiteral("CI_COMMIT_TAG")));
}

void TestEventsView::comparesWithTheSavedFile()
{
    test::OpenSession open("a:\n  script: [a]\nb:\n  script: [a]\n");
    EventsView view(&open.session);
    view.show();
    auto *table = view.findChild<QTreeView *>();
    auto *only = view.findChild<QCheckBox *>();
    QTRY_COMPARE(table->model()->rowCount(), 3);
    QVERIFY(!only->isEnabled());
    QVERIFY(open.session.perform(edit::SetField{{"b", "when"}, QStringLiteral("manual")}));
    QTRY_VERIFY(only->isEnabled());
    QTRY_COMPARE(cell(*table, 2, 1), QStringLiteral("manual, may fail"));
    QVERIFY(cell(*table, 2, 1, Qt::ToolTipRole).contains(QStringLiteral("runs")));
    only->click();
    QCOMPARE(table->model()->rowCount(), 1);
    open.session.undo();
    QTRY_VERIFY(!only->isEnabled());
    QTRY_COMPARE(table->model()->rowCount(), 3);
}

void TestEventsView::leadsToTheEventAndTheJob()
{
    test::OpenSession open("a:\n  script: [a]\n");
    EventsView view(&open.session);
    view.resize(1200, 300);
    view.show();
    auto *table = view.findChild<QTreeView *>();
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QSignalSpy chosen(&view, &EventsView::eventChosen);
    const int tag = table->header()->sectionViewportPosition(4) + 5;
    QTest::mouseClick(table->header()->viewport(), Qt::LeftButton, {}, {tag, table->header()->height() / 2});
    QCOMPARE(chosen.size(), 1);
    QVERIFY(chosen.first().first().value<project::Trigger>().tag);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(1, 0)).center());
    QCOMPARE(open.session.selection().jobs, QSet<QString>{QStringLiteral("a")});
}

QTEST_MAIN(TestEventsView)
#include "tst_events_view.moc"
