// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/event_matrix.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::project;

namespace {

EventMatrix matrixOf(const char *yaml, const QString &root = {}, const expand::Context &context = {})
{
    AnalysisInput input;
    input.pipeline = text::TextBuffer{QByteArray(yaml)};
    input.root = root;
    input.context = context;
    return eventMatrix(*analyse(input));
}

/// "push branch mr tag schedule" as + and -.
QString signsOf(const EventMatrix &matrix, const QString &job)
{
    const MatrixRow *row = matrix.row(job);
    QString signs;
    for (std::size_t i = 0; row && i < MatrixEvents.size(); ++i)
        signs += QLatin1Char(row->cells[i].included ? '+' : '-');
    return signs;
}

} // namespace

class EventMatrixTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhichJobsRunForWhichEvent()
    {
        const EventMatrix matrix = matrixOf("any: {script: x, rules: [{when: always}]}\n"
                                            "main: {script: x, rules: [{if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH'}]}\n"
                                            "mr: {script: x, rules: [{if: $CI_MERGE_REQUEST_IID}]}\n"
                                            "tag: {script: x, rules: [{if: $CI_COMMIT_TAG, when: manual}]}\n"
                                            "night: {script: x, rules: [{if: '$CI_PIPELINE_SOURCE == \"schedule\"'}]}\n"
                                            "plain: {script: x}\n");
        QCOMPARE(signsOf(matrix, QStringLiteral("any")), QStringLiteral("+++++"));
        QCOMPARE(signsOf(matrix, QStringLiteral("main")), QStringLiteral("+---+"));
        QCOMPARE(signsOf(matrix, QStringLiteral("mr")), QStringLiteral("--+--"));
        QCOMPARE(signsOf(matrix, QStringLiteral("tag")), QStringLiteral("---+-"));
        QCOMPARE(signsOf(matrix, QStringLiteral("night")), QStringLiteral("----+"));
        QCOMPARE(signsOf(matrix, QStringLiteral("plain")), QStringLiteral("++-++"));
        const MatrixCell &manual = matrix.row(QStringLiteral("tag"))->cells[3];
        QCOMPARE(manual.when, expand::When::Manual);
        QVERIFY(manual.reason.contains(QStringLiteral("$CI_COMMIT_TAG")));
    }

    void tellsWhenThereIsNoPipeline()
    {
        const EventMatrix matrix = matrixOf("workflow:\n  rules:\n    - if: $CI_COMMIT_TAG\na: {script: x}\n");
        QVERIFY(matrix.columns[3].created);
        QVERIFY(!matrix.columns[0].created);
        QCOMPARE(matrix.columns[0].reason, QStringLiteral("workflow:rules: no rule matches"));
        QCOMPARE(signsOf(matrix, QStringLiteral("a")), QStringLiteral("---+-"));
        QCOMPARE(matrix.row(QStringLiteral("a"))->cells[0].reason, matrix.columns[0].reason);
    }

    void includesMayDependOnTheEvent()
    {
        QTemporaryDir repository;
        QFile file(repository.filePath(QStringLiteral("release.yml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("release: {script: x}\n");
        file.close();
        const EventMatrix matrix = matrixOf("include:\n  - local: release.yml\n    rules: [{if: $CI_COMMIT_TAG}]\n"
                                            "a: {script: x}\n",
                                            repository.path());
        QCOMPARE(signsOf(matrix, QStringLiteral("release")), QStringLiteral("---+-"));
        QCOMPARE(signsOf(matrix, QStringLiteral("a")), QStringLiteral("++-++"));
    }

    void parallelJobsAreOneRow()
    {
        const EventMatrix matrix = matrixOf("a: {script: x, parallel: 3}\n");
        QCOMPARE(matrix.rows.size(), 1U);
    }

    void takesTheBranchThatIsShown()
    {
        expand::Context context;
        context.ref = "topic";
        const EventMatrix matrix = matrixOf("a: {script: x, rules: [{if: '$CI_COMMIT_BRANCH == \"topic\"'}]}\n", {}, context);
        QCOMPARE(matrix.columns[1].trigger.ref, QStringLiteral("topic"));
        QCOMPARE(signsOf(matrix, QStringLiteral("a")), QStringLiteral("-+---"));
    }
};

QTEST_GUILESS_MAIN(EventMatrixTest)
#include "tst_event_matrix.moc"
