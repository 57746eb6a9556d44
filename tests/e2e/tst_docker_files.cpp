// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Artifacts, dotenv reports and caches of jobs in a real Docker engine.
#include "docker_fixture.h"

#include <QFileInfo>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

class DockerFilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { STAGECRAFT_REQUIRE_DOCKER("busybox:stable"); }
    void init() { m_before = inventory(); }
    void cleanup() { QCOMPARE(difference(m_before), QByteArray()); }
    void artifactsAndVariablesArriveInLaterJobs();
    void cachesAreKeptAndFallBack();

private:
    QSet<QString> m_before;
};

#define VERIFY_SUCCESS(run, name) QVERIFY2((run).statusOf(name) == JobStatus::Success, (run).log(name))

void DockerFilesTest::artifactsAndVariablesArriveInLaterJobs()
{
    const QTemporaryDir project;
    writeFile(project.filePath(text("tracked")), "old\n");
    RunOptions options;
    options.source = {project.path(), {"tracked"}};
    plan::JobPlan make = job("make", "build", {"mkdir -p dist/sub", "echo result > dist/sub/a.txt", "echo no > dist/b.map",
                                               "ln -s sub dist/link", "printf '#!/bin/sh\\necho executed\\n' > dist/tool; chmod 755 dist/tool",
                                               "echo log > 'build one.log'", "echo other > not-kept", "echo new > tracked",
                                               "echo VERSION=1.2 > build.env"});
    make.artifacts = plan::Artifacts{{"dist", "*.log", "missing/*"}, {"**/*.map"}, false, plan::When::OnSuccess, {"build.env"}};
    plan::JobPlan use = job("use", "test", {"cat dist/link/a.txt", "dist/tool", "cat *.log tracked", "test ! -e dist/b.map -a ! -e not-kept",
                                            "echo \"version $VERSION\""});
    use.artifactsFrom = {"make"};
    TestRun run(dockerPlan({make, use}), options);
    QVERIFY(run.finish(90000));
    VERIFY_SUCCESS(run, "make");
    VERIFY_SUCCESS(run, "use");
    QVERIFY2(run.log("use").contains("\nresult\n") && run.log("use").contains("\nexecuted\n"), run.log("use"));
    QVERIFY2(run.log("use").contains("\nlog\nold\n") && run.log("use").contains("\nversion 1.2\n"), run.log("use"));
    QVERIFY2(run.log("make").contains("missing/*: no matching files."), run.log("make"));
    QVERIFY(QFileInfo::exists(run.run->directory() + text("/artifacts/01-make/dist/sub/a.txt")));
}

void DockerFilesTest::cachesAreKeptAndFallBack()
{
    plan::Cache cache;
    cache.key = "deps";
    cache.paths = {"vendor/"};
    plan::JobPlan fill = job("fill", "a", {"test ! -e vendor", "mkdir vendor; echo one > vendor/lib", "false"});
    fill.caches = {cache};
    fill.caches[0].when = plan::When::Always;
    fill.allowFailure = true;
    plan::JobPlan read = job("read", "b", {"grep one vendor/lib"});
    read.caches = {cache};
    read.caches[0].key = "nothing";
    read.caches[0].fallbackKeys = {"deps"};
    TestRun run(dockerPlan({fill, read}));
    QVERIFY(run.finish(90000));
    QVERIFY2(run.log("fill").contains("Saving cache for failed job") && run.log("fill").contains("Created cache"), run.log("fill"));
    VERIFY_SUCCESS(run, "read");
    QVERIFY2(run.log("read").contains("Checking cache for deps...") && run.log("read").contains("Successfully extracted cache"), run.log("read"));
}

QTEST_GUILESS_MAIN(DockerFilesTest)
#include "tst_docker_files.moc"
