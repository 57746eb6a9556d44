// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/expand.h"
#include "core/plan/make_plan.h"

#include <QTest>

#include <algorithm>
#include <limits>

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

    void knowsWhatAJobKeepsAndGets()
    {
        expand::Context context;
        context.ref = "topic";
        context.variables = {{"ENV", "staging"}};
        const plan::RunPlan plan = planned(
            "stages: [one, two]\n"
            "a: {stage: one, script: x, artifacts: {paths: [dist], exclude: ['*.map'], when: always, reports: {dotenv: b.env, junit: j.xml}}}\n"
            "b: {stage: one, script: x, artifacts: {paths: [x]}}\n"
            "all: {stage: two, script: x, resource_group: deploy/$ENV, retry: {max: 1, exit_codes: [3, 4]}}\n"
            "named: {stage: two, script: x, dependencies: [b]}\n"
            "needing: {stage: two, script: x, needs: [a, {job: b, artifacts: false}]}\n"
            "nothing: {stage: two, script: x, dependencies: [], release: {tag_name: v1, description: d},\n"
            "  cache: [{key: {files: [lock], prefix: p}, paths: [vendor], policy: pull}, {paths: [other]}]}\n",
            context);
        const auto job = [&plan](const char *name) { return *std::ranges::find(plan.jobs, name, &plan::JobPlan::name); };
        using Names = std::vector<std::string>;
        const plan::JobPlan a = job("a");
        QVERIFY(a.artifacts && a.artifacts->when == plan::When::Always);
        QCOMPARE(a.artifacts->paths, Names{"dist"});
        QCOMPARE(a.artifacts->exclude, Names{"*.map"});
        QCOMPARE(a.artifacts->dotenv, Names{"b.env"});
        QCOMPARE(a.notes, Names{});
        QCOMPARE(a.artifacts->reports.size(), std::size_t{1});
        QCOMPARE(a.artifacts->reports[0].type, std::string("junit"));
        QCOMPARE(a.artifacts->reports[0].paths, Names{"j.xml"});
        QCOMPARE(job("all").artifactsFrom, (Names{"a", "b"}));
        QCOMPARE(job("named").artifactsFrom, Names{"b"});
        QCOMPARE(job("needing").artifactsFrom, Names{"a"});
        QCOMPARE(job("nothing").artifactsFrom, Names{});
        QCOMPARE(job("all").resourceGroup, std::string("deploy/staging"));
        QCOMPARE(job("all").retryExitCodes, (std::vector<int>{3, 4}));
        const std::vector<plan::Cache> caches = job("nothing").caches;
        QCOMPARE(caches.size(), std::size_t(2));
        QCOMPARE(caches[0].keyFiles, Names{"lock"});
        QCOMPARE(caches[0].keyPrefix, std::string("p"));
        QCOMPARE(caches[0].policy, std::string("pull"));
        QCOMPARE(caches[1].key + caches[1].keySuffix, std::string("default-non_protected"));
        QVERIFY(job("nothing").notes.at(0).starts_with("Local run: release has no effect."));
    }

    void leavesOutWhatIsElsewhereWithANote()
    {
        const char *yaml = "a: {script: x}\nb: {trigger: group/other, stage: deploy}\n";
        const plan::RunPlan plan = planned(yaml);
        QCOMPARE(plan.jobs.size(), std::size_t(2));
        QVERIFY(plan.jobs[0].leftOut.empty());
        QCOMPARE(plan.notes, std::vector<std::string>{plan.jobs[1].leftOut});
        QVERIFY(plan.notes[0].contains("“b”") && plan.notes[0].contains("--project group/other=FOLDER"));
        const plan::RunPlan known = planned(yaml, {}, {.projects = {QStringLiteral("group/other")}});
        QVERIFY(known.jobs[1].leftOut.empty());
        QCOMPARE(known.jobs[1].bridge->project, std::string("group/other"));
    }

    void knowsWhatATriggerJobHandsOn()
    {
        expand::Context context;
        context.pipelineVariables = {{"GIVEN", "yes"}};
        const plan::RunPlan plan = planned(
            "variables: {ALL: everywhere}\n"
            "gen: {script: x, artifacts: {paths: [c.yml]}}\n"
            "child: {stage: deploy, variables: {OWN: $ALL}, trigger: {include: [{artifact: c.yml, job: gen}], strategy: depend,\n"
            "  forward: {pipeline_variables: true}}}\n"
            "quiet: {stage: deploy, trigger: {include: c.yml, forward: {yaml_variables: false}}}\n"
            "gets: {script: x, needs: [{pipeline: $PARENT_PIPELINE_ID, job: gen}]}\n", context);
        const auto bridge = [&plan](const char *name) { return *std::ranges::find(plan.jobs, name, &plan::JobPlan::name)->bridge; };
        QCOMPARE(bridge("child").artifactJob, std::string("gen"));
        QCOMPARE(bridge("child").artifactFile, std::string("c.yml"));
        QVERIFY(bridge("child").strategy == plan::Bridge::Strategy::Depend);
        std::vector<std::string> keys;
        for (const plan::Variable &variable : bridge("child").forwarded)
            keys.push_back(variable.key);
        QCOMPARE(keys, (std::vector<std::string>{"ALL", "OWN", "GIVEN"}));
        QVERIFY(bridge("quiet").forwarded.empty());
        QVERIFY(bridge("quiet").strategy == plan::Bridge::Strategy::None);
        const plan::JobPlan gets = *std::ranges::find(plan.jobs, "gets", &plan::JobPlan::name);
        QCOMPARE(gets.artifactsFromPipelines.size(), std::size_t(1));
        QCOMPARE(gets.artifactsFromPipelines[0].pipeline, std::string("$PARENT_PIPELINE_ID"));
    }

    void runsWhatWasNamedWhateverItsWhen()
    {
        const char *yaml = "a: {script: x, when: manual}\nb: {script: x, when: manual}\n";
        const plan::RunPlan plan = planned(yaml, {}, {.onlyJobs = {QStringLiteral("a"), QStringLiteral("b")}, .asked = {QStringLiteral("a")}});
        QCOMPARE(plan.jobs[0].when, plan::When::OnSuccess);
        QCOMPARE(plan.jobs[1].when, plan::When::Manual);
    }

    void guardsWhatReachesProduction_data()
    {
        QTest::addColumn<QByteArray>("job");
        QTest::addColumn<bool>("guarded");
        QTest::newRow("production") << QByteArray("environment: production") << true;
        QTest::newRow("prod with a region") << QByteArray("environment: {name: Prod-internal/eu}") << true;
        QTest::newRow("live") << QByteArray("environment: {name: live}") << true;
        QTest::newRow("named by a variable") << QByteArray("variables: {TARGET: production}, environment: $TARGET") << true;
        QTest::newRow("a tier") << QByteArray("environment: {name: shop, deployment_tier: production}") << true;
        QTest::newRow("stopping it") << QByteArray("environment: {name: production, action: stop}") << true;
        QTest::newRow("a release") << QByteArray("release: {tag_name: v1, description: d}") << true;
        QTest::newRow("staging") << QByteArray("environment: staging") << false;
        QTest::newRow("before production") << QByteArray("environment: preprod") << false;
        QTest::newRow("not production") << QByteArray("environment: non-prod") << false;
        QTest::newRow("a review app") << QByteArray("environment: review/live-search") << false;
        QTest::newRow("another tier by its own word") << QByteArray("environment: {name: prod-copy, deployment_tier: testing}") << false;
        QTest::newRow("no environment") << QByteArray("stage: deploy") << false;
    }
    void guardsWhatReachesProduction()
    {
        QFETCH(QByteArray, job);
        const QByteArray yaml = "job: {script: x, " + job + "}\n";
        QTEST(!planned(yaml.constData()).jobs.at(0).guardedBy.empty(), "guarded");
        QVERIFY(planned(yaml.constData(), {}, {.startsGuarded = true}).jobs.at(0).guardedBy.empty());
    }

    void knowsWhetherAFailureCancelsTheRest()
    {
        QVERIFY(!planned("job: {script: x}\n").cancelsOnFailure);
        QVERIFY(planned("workflow: {auto_cancel: {on_job_failure: all}}\njob: {script: x}\n").cancelsOnFailure);
    }

    void takesAWaitThatNoNumberHolds()
    {
        const std::string wait(70, '8');
        QCOMPARE(planned(("job: {script: x, start_in: \"" + wait + "\"}\n").c_str()).jobs.at(0).startInSeconds,
                 std::numeric_limits<int>::max());
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
