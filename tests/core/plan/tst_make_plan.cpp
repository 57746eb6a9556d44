// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/expand.h"
#include "core/plan/make_plan.h"

#include <QTest>

#include <algorithm>

using namespace stagecraft;

namespace {

plan::RunPlan planned(const char *yaml, const expand::Context &context = {}, const plan::PlanOptions &options = {})
{
    const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(QByteArray(yaml)));
    const expand::EffectivePipeline pipeline = expand::expand(tree, QStringLiteral(".gitlab-ci.yml"), context, {});
    return plan::makePlan(pipeline, expand::select(pipeline, context, {}), context, {}, options);
}

std::string valueIn(const plan::JobPlan &job, std::string_view key)
{
    const auto found = std::ranges::find(job.variables.rbegin(), job.variables.rend(), key, &plan::Variable::key);
    return found == job.variables.rend() ? "(none)" : found->value;
}

} // namespace

class MakePlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsTheScriptsOfAJob()
    {
        const plan::RunPlan plan = planned(
            "default: {image: 'alpine:3', before_script: [a]}\n"
            "job: {script: [b, [c]], after_script: [d], timeout: 5 minutes, retry: 2}\n");
        QCOMPARE(plan.jobs.size(), std::size_t(1));
        QCOMPARE(plan.jobs[0].script, (std::vector<std::string>{"a", "b", "c"}));
        QCOMPARE(plan.jobs[0].afterScript, std::vector<std::string>{"d"});
        QCOMPARE(plan.jobs[0].image->name, std::string("alpine:3"));
        QCOMPARE(plan.jobs[0].timeoutSeconds, 300);
        QCOMPARE(plan.jobs[0].retryMax, 2);
    }

    void strongerVariablesComeLater()
    {
        expand::Context context;
        context.variables = {{.key = "P", .value = "project", .masked = true}, {"R", "project"}};
        context.pipelineVariables = {{"R", "run"}};
        const plan::RunPlan plan = planned("variables: {G: global, P: global, CI_COMMIT_REF_NAME: mine}\n"
                                           "job: {script: x, variables: {G: job, R: job}}\n",
                                           context);
        const plan::JobPlan &job = plan.jobs.at(0);
        QCOMPARE(valueIn(job, "G"), std::string("job"));
        QCOMPARE(valueIn(job, "P"), std::string("project"));
        QCOMPARE(valueIn(job, "R"), std::string("run"));
        QCOMPARE(valueIn(job, "CI_COMMIT_REF_NAME"), std::string("mine"));
        QCOMPARE(valueIn(job, "CI_JOB_NAME"), std::string("job"));
        const auto masked = std::ranges::find_if(job.variables, [](const plan::Variable &v) { return v.masked; });
        QVERIFY(masked != job.variables.end());
        QVERIFY(masked->secret);
    }

    void keepsOnlyWhatWasAskedFor()
    {
        const plan::RunPlan plan = planned("a: {stage: build, script: x}\nb: {script: x, parallel: 2, needs: [a]}\n",
                                           {}, {.concurrency = 1, .onlyJobs = {QStringLiteral("b")}});
        QCOMPARE(plan.jobs.size(), std::size_t(2));
        QCOMPARE(plan.jobs[1].name, std::string("b 2/2"));
        QCOMPARE(valueIn(plan.jobs[1], "CI_NODE_INDEX"), std::string("2"));
        QVERIFY(plan.jobs[0].needs && plan.jobs[0].needs->empty());
    }

    void leavesTriggerJobsOutWithANote()
    {
        const plan::RunPlan plan = planned("a: {script: x}\nb: {trigger: group/other, stage: deploy}\n");
        QCOMPARE(plan.jobs.size(), std::size_t(1));
        QCOMPARE(plan.notes.size(), std::size_t(1));
        QVERIFY(plan.notes[0].find("“b”") != std::string::npos);
    }

    void obeysTheRulesOutcome()
    {
        const plan::RunPlan plan = planned(
            "job:\n  script: x\n  environment: review/$CI_COMMIT_REF_NAME\n  rules:\n"
            "    - when: delayed\n      start_in: 2 minutes\n      allow_failure: true\n");
        QCOMPARE(plan.jobs[0].when, plan::When::Delayed);
        QCOMPARE(plan.jobs[0].startInSeconds, 120);
        QVERIFY(plan.jobs[0].allowFailure);
        QCOMPARE(valueIn(plan.jobs[0], "CI_ENVIRONMENT_NAME"), std::string("review/main"));
    }
};

QTEST_GUILESS_MAIN(MakePlanTest)
#include "tst_make_plan.moc"
