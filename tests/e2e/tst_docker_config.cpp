// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a config.toml says, seen from inside the containers of a real engine.
#include "docker_fixture.h"

#include "core/runner/runner_mode.h"

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

namespace {

plan::RunPlan planWith(const QByteArray &config, std::vector<plan::JobPlan> jobs)
{
    plan::RunPlan plan = planOf(std::move(jobs));
    plan.runner = *runner::runnerSettings(stagecraft::text::TextBuffer(config));
    return plan;
}

/// What the script printed after "NAME=".
QByteArray said(const QByteArray &log, const QByteArray &name)
{
    for (const QByteArray &line : log.split('\n')) {
        if (line.startsWith(name + '='))
            return line.mid(name.size() + 1).trimmed();
    }
    return "(nothing)";
}

} // namespace

class DockerConfigTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aContainerHasWhatTheConfigurationSays();
    void servicesHaveTheirOwnLimits();
    void theRunnersScriptsRunInTheJobsShell();
    void imagesThatAreNotAllowedDoNotRun();
    void tooManyServicesDoNotStart();
    void whatTheEngineRefusesIsAConfigurationError();
    void aLogEndsAtItsLimit();
    void preparingMayBeLimited();
    void gettingSourcesMayBeLimited();
    void volumesAreKeptInTheCacheDirectory();

private:
    QSet<QString> m_before;
};

void DockerConfigTest::initTestCase()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
}

void DockerConfigTest::init()
{
    m_before = inventory();
}

void DockerConfigTest::cleanup()
{
    QCOMPARE(difference(m_before), QByteArray());
}

void DockerConfigTest::aContainerHasWhatTheConfigurationSays()
{
    const QByteArray config = R"(
[[runners]]
  executor = "docker"
  environment = ["FROM_RUNNER=yes"]
  builds_dir = "/work space"
  [runners.docker]
    image = "busybox:stable"
    pull_policy = "never"
    hostname = "builder"
    user = "1234:5678"
    group_add = ["4321"]
    memory = "128m"
    cpus = "0.5"
    cpu_shares = 512
    shm_size = 33554432
    dns = ["10.11.12.13"]
    dns_search = ["search.example.com"]
    extra_hosts = ["other.example.com:10.9.8.7"]
    cap_add = ["NET_ADMIN"]
    cap_drop = ["NET_RAW"]
    network_mtu = 1402
    oom_score_adjust = 300
    security_opt = ["no-new-privileges"]
    devices = ["/dev/null:/dev/nothing:r"]
    volumes = ["/cache"]
    [runners.docker.tmpfs]
      "/scratch" = "rw,noexec,size=1m"
    [runners.docker.sysctls]
      "net.core.somaxconn" = "321"
    [runners.docker.ulimit]
      nofile = "500:600"
)";
    const plan::JobPlan look = job("look", "test", {R"sh(echo "memory=$(cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null || cat /sys/fs/cgroup/memory.max)"
echo "cpus=$(cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us 2>/dev/null || cut -d' ' -f1 /sys/fs/cgroup/cpu.max)"
echo "files=$(ulimit -n) $(ulimit -Hn)"
echo "shm=$(df -k /dev/shm | awk 'END { print $2 }')"
echo "dns=$(grep ^nameserver /etc/resolv.conf | cut -d' ' -f2 | head -n 1)"
echo "search=$(grep ^search /etc/resolv.conf | cut -d' ' -f2)"
echo "host=$(awk '/other.example.com/ { print $1 }' /etc/hosts)"
echo "somaxconn=$(cat /proc/sys/net/core/somaxconn)"
echo "capabilities=$(awk '/^CapBnd/ { print $2 }' /proc/self/status)"
echo "privileges=$(awk '/^NoNewPrivs/ { print $2 }' /proc/self/status)"
echo "mtu=$(cat /sys/class/net/eth0/mtu)"
echo "scratch=$(awk '$2 == "/scratch" { print $3, $4 }' /proc/mounts)"
echo "user=$(id -u) $(id -g) $(id -G)"
echo "hostname=$(hostname)"
echo "score=$(cat /proc/self/oom_score_adj)"
echo "device=$(test -c /dev/nothing && echo there)"
echo "environment=$FROM_RUNNER"
echo "directory=$CI_BUILDS_DIR $PWD"
touch written && echo "writable=yes")sh"});
    TestRun run(planWith(config, {look}));
        QVERIFY(run.finish(120000));
        const QByteArray log = run.log("look");
        QVERIFY2(run.statusOf("look") == JobStatus::Success, log);
        QCOMPARE(said(log, "memory"), QByteArray("134217728"));
        QCOMPARE(said(log, "cpus"), QByteArray("50000"));
        QCOMPARE(said(log, "files"), QByteArray("500 600"));
        QCOMPARE(said(log, "shm"), QByteArray("32768"));
        QCOMPARE(said(log, "search"), QByteArray("search.example.com"));
        QCOMPARE(said(log, "host"), QByteArray("10.9.8.7"));
        QCOMPARE(said(log, "somaxconn"), QByteArray("321"));
        const quint64 capabilities = said(log, "capabilities").toULongLong(nullptr, 16);
        QVERIFY2(capabilities & (1 << 12), "NET_ADMIN was added");
        QVERIFY2(!(capabilities & (1 << 13)), "NET_RAW was dropped");
        QCOMPARE(said(log, "privileges"), QByteArray("1"));
        QCOMPARE(said(log, "mtu"), QByteArray("1402"));
        QVERIFY2(said(log, "scratch").startsWith("tmpfs rw,") && said(log, "scratch").contains("noexec"),
                 said(log, "scratch"));
        QVERIFY2(said(log, "user").startsWith("1234 5678 ") && said(log, "user").contains("4321"), said(log, "user"));
        QCOMPARE(said(log, "hostname"), QByteArray("builder"));
        QCOMPARE(said(log, "score"), QByteArray("300"));
        QCOMPARE(said(log, "device"), QByteArray("there"));
        QCOMPARE(said(log, "environment"), QByteArray("yes"));
        QVERIFY2(said(log, "directory").startsWith("/work space /work space/"), said(log, "directory"));
        QCOMPARE(said(log, "writable"), QByteArray("yes"));
        // In a network of its own Docker's resolver stands between; it has the address from the settings.
        QVERIFY2(said(log, "dns") == "10.11.12.13" || said(log, "dns") == "127.0.0.11", said(log, "dns"));
}

void DockerConfigTest::servicesHaveTheirOwnLimits()
{
        const QByteArray config = R"(
[[runners]]
  executor = "docker"
  [runners.docker]
    image = "busybox:stable"
    service_memory = "64m"
    memory = "96m"
    volumes = ["/cache"]
    [runners.docker.services_tmpfs]
      "/scratch" = "rw"
)";
        plan::JobPlan ask = job("ask", "test", {"wget -q -O - http://box:80/facts"});
        plan::Service service = serviceNamed("busybox:stable", "box");
        service.command = std::vector<std::string>{
            "sh", "-c",
            "mkdir /www; { echo memory=$(cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null || cat /sys/fs/cgroup/memory.max); "
            "echo scratch=$(grep -c ' /scratch tmpfs ' /proc/mounts); } > /www/facts; exec httpd -f -p 80 -h /www"};
        service.variables = {variable("HEALTHCHECK_TCP_PORT", "80")};
        ask.services = {service};
        TestRun run(planWith(config, {ask}));
        QVERIFY(run.finish(120000));
        const QByteArray log = run.log("ask");
        QVERIFY2(run.statusOf("ask") == JobStatus::Success, log);
        QCOMPARE(said(log, "memory"), QByteArray("67108864"));
        QCOMPARE(said(log, "scratch"), QByteArray("1"));
}

void DockerConfigTest::theRunnersScriptsRunInTheJobsShell()
{
        const QByteArray config = R"(
[[runners]]
  executor = "docker"
  pre_build_script = """
  marker=set
  echo first"""
  post_build_script = "echo last $marker"
  [runners.docker]
    image = "busybox:stable"
)";
        TestRun run(planWith(config, {job("one", "test", {"echo between"})}));
        QVERIFY(run.finish(60000));
        const QByteArray log = run.log("one");
        QVERIFY2(log.indexOf("\nfirst\n") > 0 && log.indexOf("\nfirst\n") < log.indexOf("\nbetween\n"), log);
        QVERIFY2(log.indexOf("\nbetween\n") < log.indexOf("\nlast set\n"), log);
        QVERIFY2(log.contains("$ marker=set # collapsed multi-line command"), log);
}

void DockerConfigTest::imagesThatAreNotAllowedDoNotRun()
{
        const QByteArray config = R"(
[[runners]]
  executor = "docker"
  [runners.docker]
    image = "busybox:stable"
    allowed_images = ["ruby:*", "node:*"]
)";
        plan::JobPlan own = job("own", "test", {"true"});
        plan::JobPlan other = own;
        other.name = "other";
        other.image = imageNamed("debian:13");
        TestRun run(planWith(config, {own, other}));
        QVERIFY(run.finish(60000));
        QVERIFY2(run.statusOf("own") == JobStatus::Success, "the image of the configuration itself is always allowed");
        QCOMPARE(run.statusOf("other"), JobStatus::Failed);
        QCOMPARE(run.stateOf("other").failureReason, FailureReason::RunnerConfigurationError);
        const QByteArray log = run.log("other");
        QVERIFY2(log.contains("ERROR: The \"debian:13\" image is not present on list of allowed images:"), log);
        QVERIFY2(log.contains("- ruby:*") && log.contains("- node:*"), log);
        QVERIFY2(log.contains("ERROR: Job failed: disallowed image"), log);
}

void DockerConfigTest::tooManyServicesDoNotStart()
{
        plan::JobPlan two = job("two", "test", {"true"});
        two.services = {serviceNamed("busybox:stable", "a"), serviceNamed("busybox:stable", "b")};
        TestRun run(planWith(
            "[[runners]]\nexecutor = \"docker\"\n[runners.docker]\nimage = \"busybox:stable\"\nservices_limit = 1\n",
            {two}));
        QVERIFY(run.finish(60000));
        QCOMPARE(run.stateOf("two").failureReason, FailureReason::RunnerConfigurationError);
        QCOMPARE(run.stateOf("two").message, QStringLiteral("too many services requested: 2, only 1 allowed"));
}

void DockerConfigTest::whatTheEngineRefusesIsAConfigurationError()
{
        TestRun run(planWith(
            "[[runners]]\nexecutor = \"docker\"\n[runners.docker]\nimage = \"busybox:stable\"\nmemory = \"1k\"\n",
            {job("one", "test", {"true"})}));
        QVERIFY(run.finish(60000));
        QCOMPARE(run.stateOf("one").failureReason, FailureReason::RunnerConfigurationError);
        QVERIFY2(run.stateOf("one").message.contains(QStringLiteral("emory limit")), qPrintable(run.stateOf("one").message));
}

void DockerConfigTest::preparingMayBeLimited()
{
    const QByteArray config = "[[runners]]\nexecutor = \"docker\"\nprepare_timeout = \"2s\"\n[runners.docker]\nimage = "
                              "\"busybox:stable\"\nwait_for_services_timeout = 60\n";
    plan::JobPlan waits = job("waits", "test", {"echo script"});
    plan::Service silent = serviceNamed("busybox:stable", "silent");
    silent.command = std::vector<std::string>{"sleep", "60"};
    silent.variables = {variable("HEALTHCHECK_TCP_PORT", "80")};
    waits.services = {silent};
    TestRun run(planWith(config, {waits, job("long", "test", {"sleep 2.5"})}));
    QVERIFY(run.finish(40000));
    QCOMPARE(run.stateOf("waits").failureReason, FailureReason::JobExecutionTimeout);
    const QByteArray log = run.log("waits");
    QVERIFY2(log.contains("WARNING: prepare_executor could not run to completion because the timeout was exceeded."), log);
    QVERIFY2(log.contains("ERROR: Job failed: execution took longer than 2s seconds"), log);
    QVERIFY2(!log.contains("Preparation failed"), log);
    QVERIFY2(run.statusOf("long") == JobStatus::Success, run.log("long"));
}

void DockerConfigTest::gettingSourcesMayBeLimited()
{
    const QByteArray config = "[[runners]]\nexecutor = \"docker\"\nget_sources_timeout = \"2s\"\npre_get_sources_script = "
                              "\"test $CI_JOB_NAME = long || sleep 60\"\n[runners.docker]\nimage = \"busybox:stable\"\n";
    plan::JobPlan slow = job("slow", "test", {"echo script"});
    slow.afterScript = {"echo after"};
    plan::JobPlan quick = job("long", "test", {"sleep 2.5"});
    quick.variables = {variable("CI_JOB_NAME", "long")};
    slow.variables = {variable("CI_JOB_NAME", "slow")};
    RunOptions options;
    options.cancelGraceSeconds = 1;
    TestRun run(planWith(config, {slow, quick}), options);
    QVERIFY(run.finish(40000));
    QCOMPARE(run.stateOf("slow").failureReason, FailureReason::JobExecutionTimeout);
    const QByteArray log = run.log("slow");
    QVERIFY2(log.contains("WARNING: get_sources could not run to completion because the timeout was exceeded."), log);
    QVERIFY2(!log.contains("\nscript\n") && !log.contains("\nafter\n"), log);
    QVERIFY2(run.statusOf("long") == JobStatus::Success, run.log("long"));
}

void DockerConfigTest::aLogEndsAtItsLimit()
{
        TestRun run(planWith(
            "[[runners]]\nexecutor = \"docker\"\noutput_limit = 8\n[runners.docker]\nimage = \"busybox:stable\"\n",
            {job("one", "test", {"seq 1 3000", "echo never seen"})}));
        QVERIFY(run.finish(60000));
        QCOMPARE(run.statusOf("one"), JobStatus::Success);
        const QByteArray log = run.log("one");
        QVERIFY2(
            log.endsWith(
                "\n\x1b[33;1mJob's log exceeded limit of 8192 bytes.\nJob execution will continue but no more output will be "
                "collected.\x1b[0;m\n"),
            log.right(300));
        QVERIFY(log.size() < 8192 + 200);
        QVERIFY(!log.contains("\nnever seen\n"));
}

void DockerConfigTest::volumesAreKeptInTheCacheDirectory()
{
        const QTemporaryDir directory;
        const QByteArray config =
            "[[runners]]\nexecutor = \"docker\"\n[runners.docker]\nimage = \"busybox:stable\"\nvolumes = [\"/cache\"]\n"
            "cache_dir = \""
            + directory.path().toUtf8() + "\"\n";
        TestRun first(planWith(config, {job("one", "test", {"echo kept > /cache/file"})}));
        QVERIFY(first.finish(60000));
        QVERIFY2(first.statusOf("one") == JobStatus::Success, first.log("one"));
        TestRun second(planWith(config, {job("one", "test", {"cat /cache/file"})}));
        QVERIFY(second.finish(60000));
        QVERIFY2(second.log("one").contains("\nkept\n"), second.log("one"));
}

QTEST_GUILESS_MAIN(DockerConfigTest)
#include "tst_docker_config.moc"
