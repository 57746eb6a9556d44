// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/support/open_session.h"
#include "ui/editor/code_edit.h"
#include "ui/merged/merged_view.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

using namespace stagecraft;
using namespace stagecraft::ui;

namespace {

const QByteArray Sample = ".base:\n  image: alpine:3.20\nunit:\n  extends: .base\n  script: [make]\n";

} // namespace

class MergedViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatGitLabReads();
    void leadsToWhereALineIsWritten();
    void tellsHowAValueCameHere();
    void namesTheIncludedFile();
};

void MergedViewTest::showsWhatGitLabReads()
{
    test::OpenSession open(Sample);
    MergedView view(&open.session);
    view.show();
    auto *edit = view.findChild<CodeEdit *>();
    QTRY_COMPARE(edit->toPlainText(), QStringLiteral(".base:\n  image: alpine:3.20\nunit:\n  image: alpine:3.20\n"
                                                     "  extends: .base\n  script:\n    - make\n"));
    QVERIFY(open.session.perform(edit::SetField{{".base", "image"}, QStringLiteral("debian:13")}));
    QTRY_VERIFY(edit->toPlainText().contains(QStringLiteral("unit:\n  image: debian:13")));
}

void MergedViewTest::leadsToWhereALineIsWritten()
{
    test::OpenSession open(Sample);
    MergedView view(&open.session);
    view.resize(600, 400);
    view.show();
    auto *edit = view.findChild<CodeEdit *>();
    QTRY_VERIFY(edit->blockCount() > 5);
    QSignalSpy revealed(&view, &MergedView::revealRequested);
    edit->setTextCursor(QTextCursor(edit->document()->findBlockByNumber(3)));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(revealed.size(), 1);
    QCOMPARE(revealed.first().at(0).toString(), QStringLiteral(".gitlab-ci.yml"));
    const auto range = revealed.first().at(1).value<text::TextRange>();
    QCOMPARE(open.session.buffer(Document::Pipeline).slice(range).toByteArray(), QByteArray("alpine:3.20"));
}

void MergedViewTest::tellsHowAValueCameHere()
{
    test::OpenSession open(Sample);
    MergedView view(&open.session);
    view.show();
    auto *edit = view.findChild<CodeEdit *>();
    QTRY_VERIFY(edit->blockCount() > 5);
    const auto placeAt = [&](int line) {
        edit->setTextCursor(QTextCursor(edit->document()->findBlockByNumber(line)));
        return view.findChild<QLabel *>()->text();
    };
    QCOMPARE(placeAt(3), QStringLiteral(".gitlab-ci.yml, line 2 · extends .base"));
    QCOMPARE(placeAt(6), QStringLiteral(".gitlab-ci.yml, line 5"));
    QCOMPARE(placeAt(2), QStringLiteral(".gitlab-ci.yml, line 3"));
}

/// Of lines outside of jobs, too.
void MergedViewTest::namesTheIncludedFile()
{
    test::OpenSession open("include: more.yml\nunit:\n  script: [make]\n");
    open.write(QStringLiteral("more.yml"), "# more\nstages: [test]\nvariables:\n  A: b\n.base:\n  tags: [x]\n");
    open.session.analyseAgain();
    MergedView view(&open.session);
    view.show();
    auto *edit = view.findChild<CodeEdit *>();
    QTRY_VERIFY(edit->toPlainText().contains(QStringLiteral("A: b")));
    const auto placeOf = [&](const QString &text) {
        edit->setTextCursor(edit->document()->find(text));
        return view.findChild<QLabel *>()->text();
    };
    QCOMPARE(placeOf(QStringLiteral("- test")), QStringLiteral("more.yml, line 2"));
    QCOMPARE(placeOf(QStringLiteral("A: b")), QStringLiteral("more.yml, line 4"));
    QCOMPARE(placeOf(QStringLiteral("tags:")), QStringLiteral("more.yml, line 6"));
    QSignalSpy revealed(&view, &MergedView::revealRequested);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(revealed.first().at(0).toString(), QStringLiteral("more.yml"));
}

QTEST_MAIN(MergedViewTest)
#include "tst_merged_view.moc"
