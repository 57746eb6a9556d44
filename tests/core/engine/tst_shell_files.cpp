// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Artifacts, dotenv reports and caches in real shell runs.
#include "run_fixture.h"

#include <QDir>
#include <QFileInfo>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

namespace {

plan::JobPlan producer(std::vector<std::string> script, std::vector<std::string> paths)
{
    plan::JobPlan made = job("make", "build", std::move(script));
    made.artifacts.emplace();
    made.artifacts->paths = std::move(paths);
    return made;
}

plan::JobPlan consumer(std::vector<std::string> script, const std::string &name = "use")
{
    plan::JobPlan made = job(name, "test", std::move(script));
    made.artifactsFrom = {"make"};
    return made;
}

plan::Cache cacheOf(const std::string &key, const std::string &policy = "pull-push")
{
    plan::Cache cache;
    cache.key = key;
    cache.paths = {"vendor/"};
    cache.policy = policy;
    return cache;
}

} // namespace

class TestShellFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void artifactsArriveInLaterJobs();
    void artifactsFollowTheOutcome_data();
    void artifactsFollowTheOutcome();
    void jobsWithoutDownloadsGetNothing();
    void saysThatANeededJobDidNotRun();
    void dotenvVariablesArrive();
    void aBrokenDotenvReportFailsTheJob();
    void cachesAreKeptByKeyAndPolicy();
    void fallbackKeysAreOfTheSameKind();
    void unknownPoliciesFailTheJob();
    void reportsAreRead();
    void coverageIsFoundInTheLog();
    void brokenReportsFailNothing();
    void saysWhatIsNotRunLocally();
};

void TestShellFiles::artifactsArriveInLaterJobs()
{
    QTemporaryDir project;
    QFile tracked(project.filePath(QStringLiteral("tracked")));
    QVERIFY(tracked.open(QIODevice::WriteOnly) && tracked.write("old") > 0);
    tracked.close();
    RunOptions options;
    options.source = {project.path(), {"tracked"}};
    plan::JobPlan make = producer({"mkdir -p dist/sub", "echo result > dist/sub/a.txt", "echo no > dist/b.map", "ln -s sub dist/link",
                                   "printf '#!/bin/sh\\necho executed\\n' > dist/tool; chmod 755 dist/tool", "echo new > tracked",
                                   "echo other > not-kept"},
                                  {"dist", "$NAME", "missing/*"});
    make.artifacts->exclude = {"**/*.map"};
    make.variables = {variable("NAME", "tracked")};
    TestRun run(planOf({make, consumer({"cat dist/link/a.txt", "dist/tool", "cat tracked", "test ! -e dist/b.map", "test ! -e not-kept"})}),
                options);
    QVERIFY(run.finish());
    QVERIFY2(run.status == JobStatus::Success, run.log("make") + run.log("use"));
    QVERIFY2(run.log("use").contains("\nresult\n") && run.log("use").contains("\nexecuted\n") && run.log("use").contains("\nnew\n"), run.log("use"));
    QVERIFY2(run.log("use").contains("Downloading artifacts for make..."), run.log("use"));
    QVERIFY2(run.log("make").contains("Uploading artifacts for successful job"), run.log("make"));
    QVERIFY2(run.log("make").contains("missing/*: no matching files."), run.log("make"));
    QVERIFY(QFileInfo::exists(run.run->directory() + QStringLiteral("/artifacts/01-make/dist/sub/a.txt")));
}

void TestShellFiles::artifactsFollowTheOutcome_data()
{
    QTest::addColumn<int>("when");
    QTest::addColumn<bool>("fails");
    QTest::addColumn<bool>("kept");
    QTest::newRow("on_success, success") << int(plan::When::OnSuccess) << false << true;
    QTest::newRow("on_success, failed") << int(plan::When::OnSuccess) << true << false;
    QTest::newRow("on_failure, success") << int(plan::When::OnFailure) << false << false;
    QTest::newRow("on_failure, failed") << int(plan::When::OnFailure) << true << true;
    QTest::newRow("always, failed") << int(plan::When::Always) << true << true;
}

void TestShellFiles::artifactsFollowTheOutcome()
{
    QFETCH(int, when);
    QFETCH(bool, fails);
    QFETCH(bool, kept);
    plan::JobPlan make = producer({"echo report > report", fails ? "false" : "true"}, {"report"});
    make.artifacts->when = static_cast<plan::When>(when);
    make.afterScript = {"echo from after_script >> report"};
    plan::JobPlan use = consumer({kept ? "grep after_script report" : "test ! -e report"});
    use.when = plan::When::Always;
    TestRun run(planOf({make, use}));
    QVERIFY(run.finish());
    QVERIFY2(run.statusOf("use") == JobStatus::Success, run.log("make") + run.log("use"));
    QCOMPARE(run.statusOf("make"), fails ? JobStatus::Failed : JobStatus::Success);
}

void TestShellFiles::jobsWithoutDownloadsGetNothing()
{
    plan::JobPlan use = job("use", "test", {"test ! -e made"});
    TestRun run(planOf({producer({"touch made"}, {"made"}), use}));
    QVERIFY(run.finish());
    QCOMPARE(run.status, JobStatus::Success);
    QVERIFY(!run.log("use").contains("Downloading artifacts"));
}

void TestShellFiles::saysThatANeededJobDidNotRun()
{
    TestRun run(planOf({consumer({"true"})}));
    QVERIFY(run.finish());
    QCOMPARE(run.status, JobStatus::Success);
    QVERIFY2(run.log("use").contains("“make” did not run in this pipeline"), run.log("use"));
}

void TestShellFiles::dotenvVariablesArrive()
{
    plan::JobPlan make = producer({"echo 'VERSION=1.2 3' > build.env", "echo PROJECT=report >> build.env"}, {});
    make.artifacts->dotenv = {"build.env"};
    plan::JobPlan use = consumer({"echo \"[$VERSION][$PROJECT][$OF_JOB]\""});
    use.variables = {variable("VERSION", "of the job"), variable("OF_JOB", "$VERSION"), variable("PROJECT", "of the project")};
    use.inheritedAt = 2;
    TestRun run(planOf({make, use, job("other", "test", {"echo \"other:[$VERSION]\""})}));
    QVERIFY(run.finish());
    QVERIFY2(run.log("use").contains("\n[1.2 3][of the project][1.2 3]\n"), run.log("use"));
    QVERIFY2(run.log("other").contains("\nother:[]\n"), run.log("other"));
}

void TestShellFiles::aBrokenDotenvReportFailsTheJob()
{
    plan::JobPlan make = producer({"echo '# a comment' > build.env"}, {});
    make.artifacts->dotenv = {"build.env"};
    TestRun run(planOf({make, consumer({"true"})}));
    QVERIFY(run.finish());
    QCOMPARE(run.statusOf("make"), JobStatus::Failed);
    QCOMPARE(run.statusOf("use"), JobStatus::Skipped);
    QVERIFY2(run.stateOf("make").message.contains(QStringLiteral("Invalid Format")), qPrintable(run.stateOf("make").message));
}

void TestShellFiles::cachesAreKeptByKeyAndPolicy()
{
    const auto cached = [&](const std::string &name, std::vector<std::string> script, const plan::Cache &cache) {
        plan::JobPlan made = job(name, name, std::move(script));
        made.caches = {cache};
        made.variables = {variable("BRANCH", "main")};
        return made;
    };
    plan::Cache fallback = cacheOf("nothing-here");
    fallback.fallbackKeys = {"deps-main"};
    TestRun run(planOf({
        cached("fill", {"test ! -e vendor", "mkdir vendor", "echo one > vendor/lib"}, cacheOf("deps-$BRANCH")),
        cached("change", {"grep one vendor/lib", "echo two > vendor/lib"}, cacheOf("deps-$BRANCH", "pull")),
        cached("read", {"grep one vendor/lib", "echo three > vendor/lib"}, cacheOf("deps-$BRANCH")),
        cached("pushing", {"test ! -e vendor", "mkdir vendor", "echo four > vendor/lib"}, cacheOf("deps-$BRANCH", "push")),
        cached("other key", {"test ! -e vendor"}, cacheOf("other/key")),
        cached("fallback", {"grep four vendor/lib"}, fallback),
    }));
    QVERIFY(run.finish());
    for (const JobState &state : run.jobs)
        QVERIFY2(state.status == JobStatus::Success, run.log(state.name));
    QVERIFY(run.log("fill").contains("Checking cache for deps-main..."));
    QVERIFY(run.log("fill").contains("\x1b[0;33mFailed to extract cache"));
    QVERIFY(run.log("fill").contains("Creating cache deps-main...") && run.log("fill").contains("Created cache"));
    QVERIFY(run.log("change").contains("Successfully extracted cache"));
    QVERIFY(run.log("change").contains("Not uploading cache deps-main due to policy"));
    QVERIFY(run.log("pushing").contains("Not downloading cache deps-main due to policy"));
    QVERIFY(run.log("other key").contains("WARNING: No files to cache."));
}

void TestShellFiles::fallbackKeysAreOfTheSameKind()
{
    plan::JobPlan fill = job("fill", "a", {"mkdir vendor", "echo one > vendor/lib"});
    fill.caches = {cacheOf("deps")};
    fill.caches[0].keySuffix = "-non_protected";
    plan::JobPlan use = job("use", "b", {"grep one vendor/lib"});
    use.caches = {cacheOf("missing")};
    use.caches[0].keySuffix = "-non_protected";
    use.caches[0].fallbackKeys = {"deps-non_protected"}; // as the plan has them
    plan::JobPlan global = job("global", "b", {"grep one vendor/lib"});
    global.caches = {cacheOf("missing too", "pull")};
    global.variables = {variable("CACHE_FALLBACK_KEY", "deps-non_protected")};
    plan::JobPlan refused = job("refused", "b", {"test ! -e vendor"});
    refused.caches = {cacheOf("missing as well", "pull")};
    refused.variables = {variable("CACHE_FALLBACK_KEY", "deps-protected. .")};
    TestRun run(planOf({fill, use, global, refused}));
    QVERIFY(run.finish());
    for (const JobState &state : run.jobs)
        QVERIFY2(state.status == JobStatus::Success, run.log(state.name));
    QVERIFY2(run.log("refused").contains("CACHE_FALLBACK_KEY \"deps-protected. .\" not allowed to end in \"-protected\""), run.log("refused"));
}

void TestShellFiles::unknownPoliciesFailTheJob()
{
    plan::JobPlan made = job("a", "test", {"true"});
    made.caches = {cacheOf("deps", "$POLICY")};
    made.variables = {variable("POLICY", "blah")};
    plan::JobPlan good = job("b", "test", {"true"});
    good.caches = {cacheOf("deps", "$POLICY")};
    good.variables = {variable("POLICY", "pull")};
    TestRun run(planOf({made, good}));
    QVERIFY(run.finish());
    QCOMPARE(run.statusOf("a"), JobStatus::Failed);
    QVERIFY2(run.stateOf("a").message.contains(QStringLiteral("unknown cache policy blah for deps")), qPrintable(run.stateOf("a").message));
    QVERIFY2(run.log("b").contains("Not uploading cache deps due to policy"), run.log("b"));
}

void TestShellFiles::reportsAreRead()
{
    plan::JobPlan make = producer({"mkdir out", "echo '<testsuite><testcase classname=\"c\" name=\"n\"><failure>why</failure></testcase>"
                                   "<testcase name=\"m\"/></testsuite>' > out/TEST-a.xml",
                                   "cp out/TEST-a.xml out/TEST-b.xml", "echo '<coverage lines-valid=\"4\" lines-covered=\"3\"/>' > cov.xml",
                                   "echo '[{\"description\":\"d\"}]' > quality.json", "false"},
                                  {"out"});
    make.artifacts->reports = {{"junit", {"out/TEST-*.xml"}}, {"cobertura", {"cov.xml"}}, {"codequality", {"quality.json"}}, {"sast", {"none.json"}}};
    make.artifacts->expireInSeconds = 3600;
    TestRun run(planOf({make}));
    QVERIFY(run.finish());
    const JobResults results = run.stateOf("make").results;
    QVERIFY2(results.reports && results.reports->tests, run.log("make"));
    QCOMPARE(results.reports->tests->total, 4);
    QCOMPARE(results.reports->tests->failed, 2);
    QCOMPARE(results.reports->tests->failures.front().message, QStringLiteral("why"));
    QCOMPARE(results.reports->coverage, 75.0);
    QCOMPARE(results.reports->qualityFindings, 1);
    QVERIFY(results.artifacts.isEmpty()); // on_success, and it failed; reports are kept whatever happened
    QVERIFY(QFileInfo::exists(run.run->directory() + QStringLiteral("/reports/01-make/junit/out/TEST-a.xml")));
    QVERIFY2(run.log("make").contains("Local run: 4 tests, 2 failed, 0 errors, 0 skipped"), run.log("make"));
    QFile report(run.run->directory() + QStringLiteral("/report.json"));
    QVERIFY(report.open(QIODevice::ReadOnly));
    const QByteArray json = report.readAll();
    QVERIFY2(json.contains("\"failed\": 2") && json.contains("\"message\": \"why\""), json);
}

void TestShellFiles::coverageIsFoundInTheLog()
{
    plan::JobPlan made = job("a", "test", {"echo 'Coverage: 12.5%'", "echo 'Coverage: 87.5%'"});
    made.coverage = "Coverage: (\\d+\\.\\d+)%";
    plan::JobPlan other = job("b", "test", {"true"});
    other.coverage = "Coverage: (\\d+\\.\\d+)%";
    TestRun run(planOf({made, other}));
    QVERIFY(run.finish());
    QCOMPARE(run.stateOf("a").results.coverage, 87.5);
    QVERIFY(!run.stateOf("b").results.coverage);
}

void TestShellFiles::brokenReportsFailNothing()
{
    plan::JobPlan make = producer({"echo '<testsuite><testcase' > broken.xml"}, {});
    make.artifacts->reports = {{"junit", {"broken.xml"}}};
    TestRun run(planOf({make}));
    QVERIFY(run.finish());
    QCOMPARE(run.status, JobStatus::Success);
    QVERIFY2(run.log("make").contains("WARNING: Local run: the report cannot be read: broken.xml"), run.log("make"));
}

void TestShellFiles::saysWhatIsNotRunLocally()
{
    plan::JobPlan made = job("a", "test", {"true"});
    made.notes = {"Local run: release has no effect. No release is made."};
    TestRun run(planOf({made}));
    QVERIFY(run.finish());
    QVERIFY2(run.log("a").contains("Local run: release has no effect. No release is made."), run.log("a"));
}

QTEST_GUILESS_MAIN(TestShellFiles)
#include "tst_shell_files.moc"
