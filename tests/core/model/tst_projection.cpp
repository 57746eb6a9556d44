// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/model/source_pipeline.h"
#include "core/model/value_builder.h"

#include <QTest>

using namespace stagecraft;
using namespace stagecraft::model;

namespace {

BuiltValue built(const std::string &yaml)
{
    const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(QByteArray::fromStdString(yaml)));
    return buildValue(tree, tree.documents().empty() ? yaml::NodeId::None : tree.documents().front());
}

/// The map `y` after two anchors.
std::string merged(const std::string &body)
{
    return built(".x: &x {a: 1, b: 2}\n.z: &z {a: 3}\ny: " + body + "\n").value.find("y")->inspect();
}

} // namespace

class ProjectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typesScalarsAsRubyDoes()
    {
        QCOMPARE(built("[yes, 017, 1.10, 12:30, ~, '1', 99999999999999999999]").value.inspect(),
                 std::string("[true, 15, 1.1, 45000, nil, \"1\", 99999999999999999999]"));
        QCOMPARE(built("- :a").value.inspect(), std::string("[:a]"));
        QCOMPARE(built("a: 2024-01-02").error->message, std::string("Tried to load unspecified class: Date"));
    }

    void mergesKeysInRubysOrder()
    {
        QCOMPARE(merged("{<<: *x, b: 9}"), std::string("{:a=>1, :b=>9}"));
        QCOMPARE(merged("{b: 9, <<: *x}"), std::string("{:b=>2, :a=>1}"));
        QCOMPARE(merged("{<<: [*z, *x]}"), std::string("{:a=>3, :b=>2}"));
        QCOMPARE(merged("{<<: word}"), std::string("{:\"<<\"=>\"word\"}"));
    }

    void tellsWhichKeyIsWrittenTwice()
    {
        const BuiltValue result = built("a: 1\nb: 2\na: 3\n");
        QCOMPARE(result.value.inspect(), std::string("{:a=>3, :b=>2}"));
        QCOMPARE(result.duplicates.size(), std::size_t(1));
        QCOMPARE(result.duplicates[0].origin.range.begin, qsizetype(10));
    }

    void knowsUnknownAliases()
    {
        QCOMPARE(built("a: *nope").error->message, std::string("An alias referenced an unknown anchor: nope"));
    }

    void countsWhatAliasesMultiply()
    {
        std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
        for (char name = 'b'; name < 'z'; ++name) {
            const std::string before = std::string("*") + static_cast<char>(name - 1);
            std::string items = before;
            for (int i = 0; i < 9; ++i)
                items += ", " + before;
            bomb += std::string(1, name) + ": &" + name + " [" + items + "]\n";
        }
        const BuiltValue result = built(bomb);
        QVERIFY(result.value.nodeCount() > 1'000'000'000);
        QVERIFY(result.value.depth() < 40);
    }

    void takesTheLaterOfTwoJobs()
    {
        const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(
            QByteArray("stages: [one, two]\n.t: {image: x}\nfirst: {script: x, needs: [third]}\nthird: {script: y}\n"
                       "variables: {A: b}\nfirst: {script: z}\n")));
        const SourcePipeline pipeline = projectSource(tree);
        QVERIFY(pipeline.hasStages);
        QCOMPARE(pipeline.stages, (std::vector<std::string>{"one", "two"}));
        QCOMPARE(pipeline.jobs.size(), std::size_t(3));
        QVERIFY(pipeline.jobs[0].hidden);
        QCOMPARE(pipeline.jobs[1].name, std::string("third"));
        QVERIFY(pipeline.job("first")->needs.empty());
    }

    void readsNeedsStageAndExtends()
    {
        const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(QByteArray(
            "spec: {inputs: {}}\n---\njob:\n  stage: two\n  needs: [other, {job: third}, {pipeline: $P, job: x}]\n"
            "  extends: [.a, .b]\n  script: x\n")));
        const SourcePipeline pipeline = projectSource(tree);
        QCOMPARE(pipeline.document, std::size_t(1));
        const SourceJob *job = pipeline.job("job");
        QVERIFY(job);
        QCOMPARE(job->stage, std::string("two"));
        QCOMPARE(job->needs, (std::vector<std::string>{"other", "third"}));
        QCOMPARE(job->extends, (std::vector<std::string>{".a", ".b"}));
        QCOMPARE(pipeline.stages, (std::vector<std::string>{"build", "test", "deploy"}));
    }
};

QTEST_GUILESS_MAIN(ProjectionTest)
#include "tst_projection.moc"
