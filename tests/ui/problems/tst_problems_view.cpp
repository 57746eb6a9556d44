// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/support/open_session.h"
#include "ui/problems/problems_view.h"

#include <QLabel>
#include <QLineEdit>
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
};

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

QTEST_MAIN(TestProblemsView)
#include "tst_problems_view.moc"
