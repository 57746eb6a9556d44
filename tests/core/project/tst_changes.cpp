// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// rules:changes and compare_to, answered from the commits of a real repository.
#include "core/project/analysis.h"
#include "core/project/run_request.h"
#include "tests/support/git_work_tree.h"

#include <QTest>

using namespace stagecraft;
using namespace Qt::StringLiterals;

namespace {

QByteArray pipelineWith(const QByteArray &changes)
{
    return "job: {script: x, rules: [{changes: " + changes + "}]}\nalways: {script: x}\n";
}

struct Answer {
    bool included = false;
    QString reason;
    QString error;
};

Answer answerFor(const test::GitWorkTree &tree, const QByteArray &pipeline, const project::Trigger &trigger)
{
    project::AnalysisInput input;
    input.pipeline = text::TextBuffer(pipeline);
    input.root = tree.path();
    input.context = project::contextFor(tree.path(), trigger);
    const auto analysis = project::analyse(input);
    Answer answer;
    if (!analysis->selection.jobs.empty()) {
        answer.included = analysis->selection.jobs.front().included;
        answer.reason = analysis->selection.jobs.front().reason;
    }
    if (!analysis->selection.errors.empty())
        answer.error = QString::fromStdString(analysis->selection.errors.front());
    return answer;
}

/// main: a, b; feature from there: docs/x.md, and main went on with c.
struct TwoBranches : test::GitWorkTree {
    TwoBranches() : GitWorkTree("job: {script: x}\n")
    {
        write(u"src/a.c"_s, "a");
        commit(u"a"_s);
        git({u"tag"_s, u"v1"_s});
        git({u"checkout"_s, u"-qb"_s, u"feature"_s});
        write(u"docs/x.md"_s, "x");
        commit(u"x"_s);
        git({u"checkout"_s, u"-q"_s, u"main"_s});
        write(u"src/c.c"_s, "c");
        commit(u"c"_s);
        git({u"checkout"_s, u"-q"_s, u"feature"_s});
    }
};

const project::Trigger pushOfFeature{.ref = u"feature"_s};
const project::Trigger mergeRequest{.ref = u"feature"_s, .source = u"merge_request_event"_s};

} // namespace

class ChangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comparesSinceTheBranchesParted_data()
    {
        QTest::addColumn<QByteArray>("changes");
        QTest::addColumn<bool>("included");
        QTest::newRow("changed on the branch") << QByteArray("{paths: ['docs/**/*'], compare_to: main}") << true;
        QTest::newRow("changed on main only") << QByteArray("{paths: ['src/c.c'], compare_to: main}") << false;
        QTest::newRow("changed before") << QByteArray("{paths: ['src/a.c'], compare_to: main}") << false;
        QTest::newRow("whole reference") << QByteArray("{paths: ['docs/**/*'], compare_to: refs/heads/main}") << true;
        QTest::newRow("tag") << QByteArray("{paths: ['docs/**/*'], compare_to: v1}") << true;
        QTest::newRow("variable") << QByteArray("{paths: ['docs/**/*'], compare_to: $CI_DEFAULT_BRANCH}") << true;
        QTest::newRow("itself") << QByteArray("{paths: ['**/*'], compare_to: feature}") << false;
    }
    void comparesSinceTheBranchesParted()
    {
        QFETCH(QByteArray, changes);
        QFETCH(bool, included);
        const TwoBranches tree;
        const Answer answer = answerFor(tree, pipelineWith(changes), pushOfFeature);
        QCOMPARE(answer.error, QString());
        QCOMPARE(answer.included, included);
        if (included)
            QCOMPARE(answer.reason, u"rules[0]: docs/x.md changed"_s);
    }

    void takesShas()
    {
        const TwoBranches tree;
        const QByteArray sha = tree.git({u"rev-parse"_s, u"main"_s}).trimmed();
        for (const QByteArray &name : {sha, sha.first(8)})
            QVERIFY(answerFor(tree, pipelineWith("{paths: ['docs/**/*'], compare_to: '" + name + "'}"), pushOfFeature)
                        .included);
    }

    void refusesRefsThatAreNotThere()
    {
        const TwoBranches tree;
        for (const char *name : {"nowhere", "refs/heads/nowhere", "0123456789012345678901234567890123456789", "''"}) {
            const Answer answer = answerFor(tree, pipelineWith("{paths: [a], compare_to: " + QByteArray(name) + "}"),
                                            pushOfFeature);
            QCOMPARE(answer.error, u"Failed to parse rule for job: rules:changes:compare_to is not a valid ref"_s);
        }
    }

    void countsBothNamesOfRenamedAndDeletedFiles()
    {
        const TwoBranches tree;
        tree.git({u"mv"_s, u"src/a.c"_s, u"src/b.c"_s});
        tree.git({u"rm"_s, u"-q"_s, u"docs/x.md"_s});
        tree.commit(u"rename"_s);
        for (const char *path : {"src/a.c", "src/b.c"})
            QVERIFY2(answerFor(tree, pipelineWith("{paths: [" + QByteArray(path) + "], compare_to: main}"),
                               pushOfFeature)
                         .included,
                     path);
        QVERIFY(!answerFor(tree, pipelineWith("{paths: [docs/x.md], compare_to: main}"), pushOfFeature).included);
    }

    void ignoresWhatIsNotCommitted()
    {
        const TwoBranches tree;
        tree.write(u"src/a.c"_s, "changed");
        QVERIFY(!answerFor(tree, pipelineWith("{paths: [src/a.c], compare_to: main}"), pushOfFeature).included);
    }

    void mergeRequestsHaveAllOfTheirBranch()
    {
        const TwoBranches tree;
        QVERIFY(answerFor(tree, pipelineWith("['docs/*']"), mergeRequest).included);
        QVERIFY(!answerFor(tree, pipelineWith("['src/*']"), mergeRequest).included);
    }

    void newBranchesTagsAndSchedulesMatch_data()
    {
        QTest::addColumn<QString>("ref");
        QTest::addColumn<bool>("tag");
        QTest::addColumn<QString>("source");
        QTest::newRow("new branch") << u"feature"_s << false << u"push"_s;
        QTest::newRow("tag") << u"v1"_s << true << u"push"_s;
        QTest::newRow("schedule") << u"main"_s << false << u"schedule"_s;
        QTest::newRow("web") << u"main"_s << false << u"web"_s;
    }
    void newBranchesTagsAndSchedulesMatch()
    {
        QFETCH(QString, ref);
        QFETCH(bool, tag);
        QFETCH(QString, source);
        const TwoBranches tree;
        const Answer answer = answerFor(tree, pipelineWith("[nothing.txt]"),
                                        {.ref = ref, .tag = tag, .source = source});
        QVERIFY(answer.included);
        QCOMPARE(answer.reason, u"rules[0]: changes are not known"_s);
    }

    void pushesHaveWhatOriginLacks()
    {
        TwoBranches tree;
        QTemporaryDir server;
        tree.git({u"init"_s, u"-q"_s, u"--bare"_s, server.path()});
        tree.git({u"remote"_s, u"add"_s, u"origin"_s, server.path()});
        tree.git({u"push"_s, u"-q"_s, u"origin"_s, u"feature"_s});
        tree.write(u"new.txt"_s, "1");
        tree.commit(u"new"_s);
        QVERIFY(answerFor(tree, pipelineWith("[new.txt]"), pushOfFeature).included);
        QVERIFY(!answerFor(tree, pipelineWith("['docs/*']"), pushOfFeature).included);
        // After the push it is still that push that there was.
        tree.git({u"push"_s, u"-q"_s, u"origin"_s, u"feature"_s});
        QVERIFY(answerFor(tree, pipelineWith("[new.txt]"), pushOfFeature).included);
        QVERIFY(!answerFor(tree, pipelineWith("['docs/*']"), pushOfFeature).included);
    }

    void whatTheUserSaysComesFirst()
    {
        const TwoBranches tree;
        project::AnalysisInput input;
        input.pipeline = text::TextBuffer(pipelineWith("{paths: [given.txt], compare_to: main}"));
        input.root = tree.path();
        input.context = project::contextFor(tree.path(), pushOfFeature);
        input.context.changes = {"given.txt"};
        QVERIFY(project::analyse(input)->selection.jobs.front().included);
        input.context.changes->clear();
        QVERIFY(!project::analyse(input)->selection.jobs.front().included);
    }
};

QTEST_GUILESS_MAIN(ChangesTest)
#include "tst_changes.moc"
