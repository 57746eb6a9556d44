// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/graph/pipeline_graph.h"

#include <QElapsedTimer>
#include <QTest>

using namespace stagecraft;

namespace {

expand::EffectiveJob job(std::string name, std::string stage, std::string source = {})
{
    expand::EffectiveJob result;
    result.sourceName = source.empty() ? name : std::move(source);
    result.name = std::move(name);
    result.stage = std::move(stage);
    return result;
}

expand::EffectiveJob jobWithNeeds(std::string name, std::string stage, const std::vector<std::string> &needs)
{
    expand::EffectiveJob result = job(std::move(name), std::move(stage));
    result.needs.emplace();
    for (const std::string &need : needs)
        result.needs->push_back({.job = need});
    return result;
}

bool overlap(const graph::Rect &a, const graph::Rect &b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

} // namespace

class LayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyPipelineHasNoBounds()
    {
        const graph::PipelineGraph graph = graph::layout({});
        QVERIFY(graph.columns.empty());
        QCOMPARE(graph.bounds.width, 0.0);
    }

    void everyStageIsAColumnInOrderEvenWhenEmpty()
    {
        expand::EffectivePipeline pipeline;
        pipeline.stages = {"build", "test", "deploy"};
        pipeline.jobs = {job("a", "test")};
        const graph::PipelineGraph graph = graph::layout(pipeline);
        QCOMPARE(graph.columns.size(), 3u);
        QCOMPARE(graph.columns[0].stage, "build");
        QVERIFY(graph.columns[0].cards.empty());
        QCOMPARE(graph.columns[1].cards.size(), 1u);
        QVERIFY(graph.columns[0].rect.x < graph.columns[1].rect.x);
    }

    void jobsKeepTheOrderOfTheFileInTheirColumn()
    {
        expand::EffectivePipeline pipeline;
        pipeline.stages = {"build", "test"};
        pipeline.jobs = {job("z", "test"), job("m", "build"), job("a", "test")};
        const graph::PipelineGraph graph = graph::layout(pipeline);
        QCOMPARE(graph.cards[graph.columns[1].cards[0]].job, "z");
        QCOMPARE(graph.cards[graph.columns[1].cards[1]].job, "a");
        QCOMPARE(graph.cards[graph.columns[1].cards[1]].row, 1);
    }

    void aParallelJobIsOneCardAndItsNeedsAreOneEdge()
    {
        expand::EffectivePipeline pipeline;
        pipeline.stages = {"build", "test"};
        pipeline.jobs = {job("unit 1/3", "build", "unit"), job("unit 2/3", "build", "unit"),
                         job("unit 3/3", "build", "unit"),
                         jobWithNeeds("report", "test", {"unit 1/3", "unit 2/3", "unit 3/3"})};
        const graph::PipelineGraph graph = graph::layout(pipeline);
        QCOMPARE(graph.cards.size(), 2u);
        QCOMPARE(graph.edges.size(), 1u);
        QCOMPARE(graph.cards[graph.edges[0].from].job, "unit");
        QCOMPARE(graph.cards[graph.edges[0].to].job, "report");
    }

    void needsOfJobsThatAreNotThereDrawNothing()
    {
        expand::EffectivePipeline pipeline;
        pipeline.stages = {"build"};
        pipeline.jobs = {jobWithNeeds("a", "build", {"ghost", "a"})};
        QVERIFY(graph::layout(pipeline).edges.empty());
    }

    void anUndeclaredStageGetsItsOwnColumn()
    {
        expand::EffectivePipeline pipeline;
        pipeline.stages = {"build"};
        pipeline.jobs = {job("a", "build"), job("b", "typo"), job("c", "typo")};
        const graph::PipelineGraph graph = graph::layout(pipeline);
        QCOMPARE(graph.columns.size(), 2u);
        QCOMPARE(graph.columns[1].stage, "typo");
        QCOMPARE(graph.columns[1].cards.size(), 2u);
    }

    void cardsLieInTheirColumnAndNeverOverlap()
    {
        expand::EffectivePipeline pipeline;
        for (int stage = 0; stage < 5; ++stage)
            pipeline.stages.push_back("s" + std::to_string(stage));
        for (int index = 0; index < 60; ++index)
            pipeline.jobs.push_back(job("j" + std::to_string(index), "s" + std::to_string(index * 7 % 5)));
        const graph::PipelineGraph graph = graph::layout(pipeline);
        for (std::size_t i = 0; i < graph.cards.size(); ++i) {
            const graph::Rect &card = graph.cards[i].rect;
            const graph::Rect &column = graph.columns[static_cast<std::size_t>(graph.cards[i].column)].rect;
            QVERIFY(card.x >= column.x && card.x + card.width <= column.x + column.width);
            QVERIFY(card.y + card.height <= column.y + column.height);
            QVERIFY(column.x + column.width <= graph.bounds.x + graph.bounds.width);
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(!overlap(card, graph.cards[j].rect));
        }
    }

    void edgesPassOtherColumnsBetweenTheirCards()
    {
        expand::EffectivePipeline pipeline;
        for (int stage = 0; stage < 6; ++stage)
            pipeline.stages.push_back("s" + std::to_string(stage));
        const std::array cardsOf{4, 3, 1, 5, 2, 4};
        for (int stage = 0; stage < 6; ++stage) {
            for (int row = 0; row < cardsOf[static_cast<std::size_t>(stage)]; ++row) {
                std::vector<std::string> needs;
                for (const expand::EffectiveJob &earlier : pipeline.jobs)
                    needs.push_back(earlier.name);
                pipeline.jobs.push_back(jobWithNeeds("j" + std::to_string(stage) + std::to_string(row), "s" + std::to_string(stage), needs));
            }
        }
        const graph::PipelineGraph graph = graph::layout(pipeline);
        int lanes = 0;
        for (const graph::Edge &edge : graph.edges) {
            const graph::Card &from = graph.cards[edge.from];
            const graph::Card &to = graph.cards[edge.to];
            for (const graph::Card &card : graph.cards) {
                if (card.column <= from.column || card.column >= to.column)
                    continue;
                if (edge.lane) {
                    QVERIFY(card.rect.x >= edge.lane->begin && card.rect.x + card.rect.width <= edge.lane->end);
                    QVERIFY(edge.lane->y < card.rect.y || edge.lane->y > card.rect.y + card.rect.height);
                } else { // what lies between the ends in height is free
                    QVERIFY(card.row < std::min(from.row, to.row));
                }
            }
            lanes += edge.lane ? 1 : 0;
        }
        QVERIFY(lanes > 0 && lanes < static_cast<int>(graph.edges.size()));
    }

    void tenThousandJobsAreLaidOutInTimeForAFrame()
    {
        expand::EffectivePipeline pipeline;
        for (int stage = 0; stage < 50; ++stage)
            pipeline.stages.push_back("stage " + std::to_string(stage));
        for (int index = 0; index < 10'000; ++index) {
            const std::string stage = "stage " + std::to_string(index / 200);
            pipeline.jobs.push_back(index == 0 ? job("job 0", stage)
                                               : jobWithNeeds("job " + std::to_string(index), stage,
                                                              {"job " + std::to_string(index / 2)}));
        }
        QElapsedTimer timer;
        timer.start();
        const graph::PipelineGraph graph = graph::layout(pipeline);
        const qint64 elapsed = timer.elapsed();
        QCOMPARE(graph.cards.size(), 10'000u);
        QCOMPARE(graph.edges.size(), 9'999u);
        // Generous: a debug build on a busy machine. A quadratic algorithm would need minutes.
        QVERIFY2(elapsed < 2000, qPrintable(QString::number(elapsed)));
    }
};

QTEST_GUILESS_MAIN(LayoutTest)
#include "tst_layout.moc"
