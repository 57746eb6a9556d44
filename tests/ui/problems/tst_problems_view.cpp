// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/support/open_session.h"
#include "ui/problems/problems_model.h"
#include "ui/problems/problems_view.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace stagecraft;
using namespace stagecraft::ui;

class TestProblemsView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsAndLeadsToTheProblem();
    void saysWhenThereAreNone();
    void fixesWithAClick();
    void letsChooseAmongFixes();
    void tellsAMistakeOfATemplateOnce();
};

namespace {

void clickFix(QTreeView *list)
{
    const QModelIndex fix = list->model()->index(0, ProblemsModel::FixColumn);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(fix).center());
}

} // namespace

void TestProblemsView::listsAndLeadsToTheProblem()
{
    test::OpenSession open("unit:\n  stage: nowhere\n  script: [a]\n");
    ProblemsView view(&open.session);
    QTRY_VERIFY(view.count(text::Severity::Error) > 0);
    auto *list = view.findChild<QTreeView *>();
    QSignalSpy activated(&view, &ProblemsView::activated);
    list->setCurrentIndex(list->model()->index(0, 0));
    Q_EMIT list->activated(list->currentIndex());
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().at(0).toString(), QStringLiteral(".gitlab-ci.yml"));
    view.findChild<QLineEdit *>()->setText(QStringLiteral("no such words"));
    QCOMPARE(list->model()->rowCount(), 0);
}

void TestProblemsView::saysWhenThereAreNone()
{
    test::OpenSession open("unit:\n  script: [make]\n");
    ProblemsView view(&open.session);
    QVERIFY(open.waitForAnalysis());
    QCOMPARE(view.count(text::Severity::Error), 0);
    const auto says = [&] {
        for (const QLabel *label : view.findChildren<QLabel *>()) {
            if (label->text() == QStringLiteral("No problems"))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(says() || view.count(text::Severity::Advice) + view.count(text::Severity::Warning) > 0);
}

void TestProblemsView::fixesWithAClick()
{
    test::OpenSession open("unit:\n  script: [a]\n  when: alwys\n");
    ProblemsView view(&open.session);
    view.resize(1000, 300);
    view.show();
    QTRY_COMPARE(view.count(text::Severity::Error), 1);
    clickFix(view.findChild<QTreeView *>());
    QCOMPARE(open.pipeline(), QByteArray("unit:\n  script: [a]\n  when: always\n"));
    QTRY_COMPARE(view.count(text::Severity::Error), 0);
    open.session.undo();
    QCOMPARE(open.pipeline(), QByteArray("unit:\n  script: [a]\n  when: alwys\n"));
}

void TestProblemsView::letsChooseAmongFixes()
{
    test::OpenSession open("stages: [build]\nunit:\n  stage: biuld\n  script: [a]\n");
    ProblemsView view(&open.session);
    view.resize(1000, 300);
    view.show();
    QTRY_COMPARE(view.count(text::Severity::Error), 1);
    clickFix(view.findChild<QTreeView *>());
    QTRY_VERIFY(view.findChild<QMenu *>());
    const QList<QAction *> actions = view.findChild<QMenu *>()->actions();
    QCOMPARE(actions.size(), 2);
    actions.last()->trigger();
    QCOMPARE(open.pipeline(), QByteArray("stages: [build, biuld]\nunit:\n  stage: biuld\n  script: [a]\n"));
}

void TestProblemsView::tellsAMistakeOfATemplateOnce()
{
    test::OpenSession open(
        ".base:\n  script: [make]\n  retry: 7\na:\n  extends: .base\nb:\n  extends: .base\nc:\n  extends: .base\n");
    ProblemsView view(&open.session);
    QTRY_COMPARE(view.count(text::Severity::Error), 1);
    const QString row = view.findChild<QTreeView *>()->model()->index(0, 0).data().toString();
    QVERIFY2(row.startsWith(QStringLiteral("retry config must be less than or equal to 2")), qPrintable(row));
    QVERIFY2(row.endsWith(QStringLiteral("(3 times)")), qPrintable(row));
}

QTEST_MAIN(TestProblemsView)
#include "tst_problems_view.moc"
