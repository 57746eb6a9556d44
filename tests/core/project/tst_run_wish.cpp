// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a wish to run something comes to: which jobs, which of them start by themselves, and what they get of earlier runs.
#include "core/engine/run_directory.h"
#include "core/engine/run_history.h"
#include "core/project/run_wish.h"
#include "core/runner/runner_mode.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stagecraft;
using namespace stagecraft::project;

namespace {

const char *const Pipeline =
    "stages: [build, test, deploy]\n"
    "compile: {stage: build, script: x}\n"
    "docs: {stage: build, script: x}\n"
    "unit: {stage: test, script: x, needs: [compile]}\n"
    "lint: {stage: test, script: x, needs: []}\n"
    "try: {stage: test, script: x, when: manual}\n"
    "repair: {stage: test, script: x, when: on_failure}\n"
    "ship: {stage: deploy, script: x, needs: [unit], environment: production}\n"
    "tag: {stage: deploy, script: x, needs: [unit], when: manual, release: {tag_name: v1, description: d}}\n";

std::shared_ptr<const Analysis> analysed()
{
    AnalysisInput input;
    input.pipeline = text::TextBuffer{QByteArray(Pipeline)};
    input.root = u"/project"_s;
    return analyse(input);
}

engine::RunReport::Job ranJob(const char *name, engine::JobStatus status, const QString &artifacts = {})
{
    engine::RunReport::Job job;
    job.state.name = name;
    job.state.status = status;
    job.state.startedAt = QDateTime::fromSecsSinceEpoch(1000, QTimeZone::UTC);
    job.artifacts = artifacts;
    return job;
}

const plan::JobPlan &planOf(const plan::RunPlan &plan, const std::string &name)
{
    return *std::ranges::find(plan.jobs, name, &plan::JobPlan::name);
}

} // namespace

class TestRunWish : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_state = std::make_unique<QTemporaryDir>(); }
    void choosesJobs_data();
    void choosesJobs();
    void guardsHoldInEachWish_data();
    void guardsHoldInEachWish();
    void failedOnesGetWhatOthersLeft();
    void saysWhenNothingHasFailed();
    void manualOnesWaitAlthoughTheyHaveFailed();

private:
    void keep(const QString &id, std::vector<engine::RunReport::Job> jobs)
    {
        engine::RunReport report;
        report.facts.root = "/project";
        report.jobs = std::move(jobs);
        QVERIFY(QDir().mkpath(m_state->filePath(u"runs/"_s + id)));
        QVERIFY(engine::RunDirectory(m_state->path(), id).writeReport(engine::reportJson(report)));
    }
    std::unique_ptr<QTemporaryDir> m_state;
};

void TestRunWish::choosesJobs_data()
{
    QTest::addColumn<RunWish>("wish");
    QTest::addColumn<QString>("jobs");
    QTest::addColumn<QString>("asked");
    QTest::newRow("all") << RunWish{} << u""_s << u""_s;
    QTest::newRow("a job") << RunWish{.jobs = {.jobs = {u"try"_s}}} << u"try"_s << u"try"_s;
    QTest::newRow("a stage") << RunWish{.jobs = {.stages = {u"test"_s}}} << u"unit lint try repair"_s << u""_s;
    QTest::newRow("with needs") << RunWish{.jobs = {.jobs = {u"ship"_s}, .withNeeds = true}} << u"compile unit ship"_s
                                << u"ship"_s;
    QTest::newRow("from here") << RunWish{.jobs = {.from = {u"unit"_s}}} << u"unit ship tag"_s << u"unit"_s;
}

void TestRunWish::choosesJobs()
{
    QFETCH(RunWish, wish);
    QFETCH(QString, jobs);
    QFETCH(QString, asked);
    RunChoices choices;
    const Result<bool> done = fulfil(wish, *analysed(), choices, m_state->path());
    QVERIFY(done && *done);
    QCOMPARE(choices.onlyJobs.join(u' '), jobs);
    QCOMPARE(choices.asked.join(u' '), asked);
}

void TestRunWish::guardsHoldInEachWish_data()
{
    QTest::addColumn<RunWish>("wish");
    QTest::newRow("all") << RunWish{};
    QTest::newRow("the jobs") << RunWish{.jobs = {.jobs = {u"ship"_s, u"tag"_s}}};
    QTest::newRow("their stage") << RunWish{.jobs = {.stages = {u"deploy"_s}}};
    QTest::newRow("from them") << RunWish{.jobs = {.from = {u"ship"_s, u"tag"_s}}};
    QTest::newRow("from before them") << RunWish{.jobs = {.from = {u"unit"_s}}};
    QTest::newRow("with needs") << RunWish{.jobs = {.jobs = {u"ship"_s, u"tag"_s}, .withNeeds = true}};
    QTest::newRow("failed") << RunWish{.failed = true};
}

void TestRunWish::guardsHoldInEachWish()
{
    QFETCH(RunWish, wish);
    keep(u"20260101-100000-000aaaaa"_s,
         {ranJob("ship", engine::JobStatus::Failed), ranJob("tag", engine::JobStatus::Failed)});
    const auto analysis = analysed();
    RunChoices choices;
    QVERIFY(fulfil(wish, *analysis, choices, m_state->path()));
    const plan::RunPlan plan = planFor(*analysis, choices);
    QVERIFY(!planOf(plan, "ship").guardedBy.empty());
    QVERIFY(!planOf(plan, "tag").guardedBy.empty());
}

void TestRunWish::failedOnesGetWhatOthersLeft()
{
    // Run after run of what has failed: the build ran in the first one only.
    keep(u"20260101-100000-000aaaaa"_s, {ranJob("compile", engine::JobStatus::Success, u"/old/compile"_s),
                                         ranJob("docs", engine::JobStatus::Success, u"/old/docs"_s),
                                         ranJob("unit", engine::JobStatus::Failed, u"/old/unit"_s)});
    keep(u"20260101-100001-000aaaaa"_s,
         {ranJob("docs", engine::JobStatus::Success), ranJob("unit", engine::JobStatus::Failed)});
    RunChoices choices;
    QVERIFY(*fulfil({.failed = true}, *analysed(), choices, m_state->path()));
    QCOMPARE(choices.onlyJobs, QStringList{u"unit"_s});
    QCOMPARE(choices.earlierArtifacts, (QHash<QString, QString>{{u"compile"_s, u"/old/compile"_s}}));
}

void TestRunWish::saysWhenNothingHasFailed()
{
    RunChoices choices;
    QCOMPARE(fulfil({.failed = true}, *analysed(), choices, m_state->path()).error().kind, ErrorKind::NotFound);
    auto allowed = ranJob("lint", engine::JobStatus::Failed);
    allowed.state.allowedToFail = true;
    keep(u"20260101-100000-000aaaaa"_s, {ranJob("compile", engine::JobStatus::Success), allowed});
    QCOMPARE(fulfil({.failed = true}, *analysed(), choices, m_state->path()), false);
    // Named jobs run all the same.
    QCOMPARE(fulfil({.jobs = {.jobs = {u"lint"_s}}, .failed = true}, *analysed(), choices, m_state->path()), true);
    QCOMPARE(choices.onlyJobs, QStringList{u"lint"_s});
}

void TestRunWish::manualOnesWaitAlthoughTheyHaveFailed()
{
    keep(u"20260101-100000-000aaaaa"_s,
         {ranJob("try", engine::JobStatus::Failed), ranJob("repair", engine::JobStatus::Failed)});
    const auto analysis = analysed();
    RunChoices choices;
    QVERIFY(fulfil({.failed = true}, *analysis, choices, m_state->path()));
    const plan::RunPlan plan = planFor(*analysis, choices);
    QCOMPARE(planOf(plan, "try").when, plan::When::Manual);
    QCOMPARE(planOf(plan, "repair").when, plan::When::OnSuccess);
}

QTEST_GUILESS_MAIN(TestRunWish)
#include "tst_run_wish.moc"
