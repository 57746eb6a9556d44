// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/support/open_session.h"
#include "ui/inspector/field_editors.h"
#include "ui/inspector/field_frame.h"
#include "ui/inspector/inspector.h"

#include <QComboBox>
#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace stagecraft;
using namespace stagecraft::ui;

namespace {

const QByteArray Sample = "stages: [build, test]\n"
                          "default:\n  image: alpine:3\n"
                          "build:\n  stage: build\n  script:\n    - make   # keep\n    - make install\n"
                          "unit:\n  stage: test\n  image: debian:13 # own\n  script: [./unit]\n  variables:\n    A: one\n";

void select(test::OpenSession &open, const QSet<QString> &jobs)
{
    open.session.setSelection({.jobs = jobs, .stage = {}});
}

} // namespace

class TestInspector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void editChangesOneLine();
    void inheritedValueIsOverriddenHere();
    void scriptLinesChangeOneByOne();
    void severalJobsAreMovedInOneStep();
    void renameFollowsTheSelection();
    void refusalStandsAtTheField();
    void pipelineVariablesAreEdited();
};

void TestInspector::editChangesOneLine()
{
    test::OpenSession open(Sample);
    QVERIFY(open.waitForAnalysis());
    Inspector inspector(&open.session);
    select(open, {QStringLiteral("unit")});
    auto *image = inspector.findChild<CommitLine *>(QStringLiteral("image"));
    QVERIFY(image);
    QCOMPARE(image->text(), QStringLiteral("debian:13"));
    image->setText(QStringLiteral("debian:12"));
    QTest::keyClick(image, Qt::Key_Return);
    QByteArray expected = Sample;
    expected.replace("debian:13", "debian:12");
    QCOMPARE(open.pipeline(), expected);
    open.session.undo();
    QCOMPARE(open.pipeline(), Sample);
}

void TestInspector::inheritedValueIsOverriddenHere()
{
    test::OpenSession open(Sample);
    QVERIFY(open.waitForAnalysis());
    Inspector inspector(&open.session);
    select(open, {QStringLiteral("build")});
    auto *image = inspector.findChild<CommitLine *>(QStringLiteral("image"));
    QVERIFY(image->text().isEmpty());
    QCOMPARE(image->placeholderText(), QStringLiteral("alpine:3"));
    image->setText(QStringLiteral("alpine:4"));
    QTest::keyClick(image, Qt::Key_Return);
    QVERIFY(open.pipeline().contains("default:\n  image: alpine:3\n")); // the source stays
    QVERIFY(open.waitForAnalysis());
    QCOMPARE(open.session.analysis()->effective.job("build")->image->name, std::string("alpine:4"));
}

void TestInspector::scriptLinesChangeOneByOne()
{
    test::OpenSession open(Sample);
    QVERIFY(open.waitForAnalysis());
    Inspector inspector(&open.session);
    select(open, {QStringLiteral("build")});
    auto *script = inspector.findChild<CommitLines *>(QStringLiteral("script"));
    QCOMPARE(script->lines(), (QStringList{QStringLiteral("make"), QStringLiteral("make install")}));
    script->setPlainText(QStringLiteral("make\nmake check"));
    script->commit();
    QByteArray expected = Sample;
    expected.replace("make install", "make check");
    QCOMPARE(open.pipeline(), expected);
}

void TestInspector::severalJobsAreMovedInOneStep()
{
    test::OpenSession open(Sample);
    QVERIFY(open.waitForAnalysis());
    Inspector inspector(&open.session);
    select(open, {QStringLiteral("build"), QStringLiteral("unit")});
    auto *stage = inspector.findChild<QComboBox *>(QStringLiteral("stage"));
    QCOMPARE(stage->currentIndex(), -1); // they differ
    stage->setCurrentText(QStringLiteral("test"));
    Q_EMIT stage->activated(stage->currentIndex());
    QCOMPARE(open.pipeline().count("stage: test"), 2);
    open.session.undo();
    QCOMPARE(open.pipeline(), Sample);
}

void TestInspector::renameFollowsTheSelection()
{
    test::OpenSession open(Sample);
    QVERIFY(open.waitForAnalysis());
    Inspector inspector(&open.session);
    select(open, {QStringLiteral("unit")});
    auto *name = inspector.findChild<CommitLine *>(QStringLiteral("name"));
    name->setText(QStringLiteral("check"));
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(open.pipeline().contains("\ncheck:\n"));
    QCOMPARE(open.session.selection().jobs, QSet<QString>{QStringLiteral("check")});
    const auto shownName = [&] {
        auto *line = inspector.findChild<CommitLine *>(QStringLiteral("name"));
        return line ? line->text() : QString();
    };
    QTRY_COMPARE(shownName(), QStringLiteral("check"));
}

void TestInspector::refusalStandsAtTheField()
{
    test::OpenSession open(Sample);
    QVERIFY(open.waitForAnalysis());
    Inspector inspector(&open.session);
    select(open, {QStringLiteral("unit")});
    auto *name = inspector.findChild<CommitLine *>(QStringLiteral("name"));
    name->setText(QStringLiteral("build")); // there is one already
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(open.pipeline(), Sample);
    QCOMPARE(name->text(), QStringLiteral("unit"));
    bool told = false;
    for (const QLabel *label : name->parentWidget()->findChildren<QLabel *>())
        told = told || (label->property("role") == QStringLiteral("error") && !label->text().isEmpty());
    QVERIFY(told);
}

void TestInspector::pipelineVariablesAreEdited()
{
    test::OpenSession open("variables:\n  A: one # first\n  B: two\nj:\n  script: x\n");
    QVERIFY(open.waitForAnalysis());
    Inspector inspector(&open.session);
    auto *table = inspector.findChild<VariablesTable *>(QStringLiteral("globalVariables"));
    QTRY_COMPARE(table->rowCount(), 3);
    table->item(1, 1)->setText(QStringLiteral("three"));
    QCOMPARE(open.pipeline(), QByteArray("variables:\n  A: one # first\n  B: three\nj:\n  script: x\n"));
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
