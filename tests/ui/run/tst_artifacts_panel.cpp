// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a finished job left, beside its log.
#include "ui/run/artifacts_panel.h"

#include <QAbstractItemModel>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

using namespace stagecraft;
using namespace stagecraft::ui;

class TestArtifactsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasSomethingToShow();
    void showsTestResults();
    void showsFiles();
};

void TestArtifactsPanel::hasSomethingToShow()
{
    engine::JobResults results;
    QVERIFY(!ArtifactsPanel::hasAnything(results));
    results.coverage = 50;
    QVERIFY(ArtifactsPanel::hasAnything(results));
}

void TestArtifactsPanel::showsTestResults()
{
    engine::JobReports reports;
    reports.tests = engine::TestTotals{.total = 12, .failed = 1, .errors = 1, .skipped = 3, .failures = {}};
    reports.tests->failures = {{QStringLiteral("suite"), QStringLiteral("name"), QStringLiteral("1 != 2\nin line 7")}, {{}, QStringLiteral("other"), {}}};
    reports.coverage = 75.25;
    engine::JobResults results;
    results.reports = std::make_shared<const engine::JobReports>(reports);
    ArtifactsPanel panel;
    panel.resize(400, 300);
    panel.show();
    panel.setResults(results);
    QStringList texts;
    for (const QLabel *label : panel.findChildren<QLabel *>())
        texts << label->text();
    const QString all = texts.join(QLatin1Char('\n'));
    QVERIFY2(all.contains(QStringLiteral("Tests: 12")) && all.contains(QStringLiteral("failed: 2")) && all.contains(QStringLiteral("skipped: 3")), qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("Coverage: 75.3 %")) || all.contains(QStringLiteral("Coverage: 75.2 %")), qPrintable(all));
    const auto *tests = panel.findChild<QTreeWidget *>(QStringLiteral("tests"));
    QCOMPARE(tests->topLevelItemCount(), 2);
    QVERIFY(tests->topLevelItem(0)->text(0).contains(QStringLiteral("name")));
    QCOMPARE(tests->topLevelItem(0)->childCount(), 2);
    QCOMPARE(tests->topLevelItem(0)->child(1)->text(0), QStringLiteral("in line 7"));
    tests->topLevelItem(0)->setExpanded(true);
    panel.setResults(results); // the run view tells of the same job again whenever another one changes
    QVERIFY(tests->topLevelItem(0)->isExpanded());
    QVERIFY(!panel.findChild<QTreeView *>(QStringLiteral("files"))->isVisible());
}

void TestArtifactsPanel::showsFiles()
{
    const QTemporaryDir directory;
    QVERIFY(QDir(directory.path()).mkpath(QStringLiteral("dist/sub")));
    QFile file(directory.filePath(QStringLiteral("dist/app")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
    file.close();
    engine::JobResults results;
    results.artifacts = directory.path();
    ArtifactsPanel panel;
    panel.resize(400, 300);
    panel.show();
    panel.setResults(results);
    auto *files = panel.findChild<QTreeView *>(QStringLiteral("files"));
    QVERIFY(files->isVisible());
    QTRY_COMPARE(files->model()->rowCount(files->rootIndex()), 1);
    QCOMPARE(files->model()->index(0, 0, files->rootIndex()).data().toString(), QStringLiteral("dist"));
    panel.setResults({}); // of another job
    QVERIFY(!files->isVisible());
}

QTEST_MAIN(TestArtifactsPanel)
#include "tst_artifacts_panel.moc"
