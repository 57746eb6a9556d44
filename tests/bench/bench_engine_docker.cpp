// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Docker jobs beside the bare Engine calls that no client can do without (create, start, wait, remove; log driver none, default
// bridge), alternating, in the same process: a trivial job with everything that it leaves removed; twenty of them one after the
// other; and how long after the end of a job the next one, which was made ready meanwhile, prints its first line.
#include "core/docker/client.h"
#include "core/engine/docker_executor.h"
#include "core/engine/run.h"
#include "tests/bench/row.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QUuid>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace stagecraft;
using namespace stagecraft::engine;

namespace {

constexpr int rounds = 11;
constexpr int chainRounds = 3;
constexpr int chainLength = 20;
constexpr int followers = 6;

docker::Task<> bareCalls(docker::Client &client, bool &ok)
{
    docker::ContainerSpec spec;
    spec.name = QStringLiteral("stagecraft-bench-") + QUuid::createUuid().toString(QUuid::Id128);
    spec.image = QStringLiteral("busybox:stable");
    spec.command = QStringList{QStringLiteral("true")};
    spec.logDriver = QStringLiteral("none");
    const auto id = co_await client.createContainer(spec);
    if (!id)
        co_return;
    auto exit = client.waitForExit(*id);
    co_await exit.registered;
    co_await client.startContainer(*id);
    const auto code = co_await exit.code;
    const auto removed = co_await client.removeContainer(*id);
    ok = code && removed;
}

bool turn(const docker::Task<> &task)
{
    while (!task.done())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return task.done();
}

plan::JobPlan jobOf(const std::string &name, const std::string &script)
{
    plan::JobPlan job;
    job.name = name;
    job.stage = name;
    job.script = {script};
    return job;
}

JobContext contextIn(const QString &work)
{
    JobContext context;
    context.runId = QStringLiteral("bench");
    context.workDirectory = work + QStringLiteral("/1");
    return context;
}

/// Until the executor has removed everything.
void awaitIdle(DockerExecutor &executor)
{
    while (!executor.isIdle())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

double jobMilliseconds(DockerExecutor &executor, const QString &work, bool &ok)
{
    QElapsedTimer clock;
    clock.start();
    const auto running = executor.start(jobOf("bench", "true"), contextIn(work));
    QEventLoop loop;
    QObject::connect(running.get(), &ExecutorJob::finished, &loop, [&](const JobOutcome &outcome) {
        ok = outcome.status == JobStatus::Success;
        loop.quit();
    });
    loop.exec();
    awaitIdle(executor);
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

double chainMilliseconds(const runner::RunnerSettings &settings, const QString &guard, bool &ok)
{
    const QTemporaryDir state;
    plan::RunPlan plan;
    plan.runner = settings;
    plan.concurrency = 1;
    for (int i = 0; i < chainLength; ++i) {
        plan.jobs.push_back(jobOf("job " + std::to_string(i), "true"));
        plan.stages.push_back(plan.jobs.back().stage);
    }
    RunOptions options;
    options.stateDirectory = state.path();
    options.guardProgram = guard;
    Run run(plan, options);
    QEventLoop loop;
    QObject::connect(&run, &Run::event, &loop, [&](const RunEvent &event) {
        if (const auto *finished = std::get_if<RunFinished>(&event)) {
            ok = finished->status == JobStatus::Success;
            loop.quit();
        }
    });
    QElapsedTimer clock;
    clock.start();
    run.start();
    loop.exec();
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// From the end of one job to the first line of the next, for jobs of two seconds.
std::vector<double> followingMilliseconds(DockerExecutor &executor, const QString &work, bool &ok)
{
    std::vector<double> times;
    std::unique_ptr<ExecutorJob> running;
    QElapsedTimer clock;
    for (int i = 0; i <= followers && ok; ++i) {
        const auto job = [](int number) { return jobOf("follower " + std::to_string(number), "echo first line; sleep 2"); };
        running = executor.start(job(i), contextIn(work));
        executor.expect({{job(i + 1), contextIn(work)}});
        QEventLoop loop;
        QByteArray log;
        bool isOut = false;
        QObject::connect(running.get(), &ExecutorJob::output, &loop, [&](const QByteArray &bytes) {
            log += bytes;
            if (!isOut && log.contains("\nfirst line\n")) {
                isOut = true;
                if (i > 0)
                    times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
            }
        });
        QObject::connect(running.get(), &ExecutorJob::finished, &loop, [&](const JobOutcome &outcome) {
            ok = outcome.status == JobStatus::Success && isOut;
            loop.quit();
        });
        loop.exec();
        clock.start();
    }
    executor.expect({});
    awaitIdle(executor);
    return times;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const auto endpoint = docker::findEndpoint({}, docker::EndpointSearch::ofThisProcess());
    if (!endpoint)
        return 1;
    docker::Client client(*endpoint);
    bool connected = false;
    QEventLoop loop;
    client.connectToEngine().then(&loop, [&](const auto &info) {
        connected = info.has_value();
        loop.quit();
    });
    loop.exec();
    if (!connected) {
        std::puts("docker: skipped, no engine answers");
        return 0;
    }
    const QTemporaryDir directory;
    runner::RunnerSettings settings;
    settings.executor = runner::RunnerSettings::Executor::Docker;
    settings.defaultImage = "busybox:stable";
    settings.volumes = {"/cache"};
    DockerExecutor executor(settings, {});
    std::vector<double> bare;
    std::vector<double> ours;
    bool ok = true;
    for (int i = 0; i <= rounds && ok; ++i) {
        bool bareOk = false;
        QElapsedTimer clock;
        clock.start();
        const auto calls = bareCalls(client, bareOk);
        turn(calls);
        const double bareTime = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        bool jobOk = false;
        const double jobTime = jobMilliseconds(executor, directory.path(), jobOk);
        ok = bareOk && jobOk;
        if (i == 0)
            continue; // warming up
        bare.push_back(bareTime);
        ours.push_back(jobTime);
    }
    if (!ok) {
        std::puts("docker: failed (busybox:stable missing?)");
        return 1;
    }
    bench::printRow("Docker job beside the bare Engine calls", {bench::median(ours), bench::median(bare)}, {710, 676});
    std::vector<double> bareChains;
    std::vector<double> chains;
    const QString guard = QCoreApplication::applicationDirPath() + QStringLiteral("/../stagecraft-guard");
    for (int i = 0; i < chainRounds && ok; ++i) {
        QElapsedTimer clock;
        clock.start();
        for (int job = 0; job < chainLength && ok; ++job) {
            ok = false;
            turn(bareCalls(client, ok));
        }
        bareChains.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        chains.push_back(chainMilliseconds(settings, guard, ok));
    }
    std::vector<double> following;
    if (ok)
        following = followingMilliseconds(executor, directory.path(), ok);
    if (!ok) {
        std::puts("docker: failed in a row of jobs");
        return 1;
    }
    bench::printRow("20 Docker jobs in a row", {bench::median(chains), bench::median(bareChains)}, {12170, 13520});
    bench::printRow("from a job's end to the next one's first line", {bench::median(following)}, {20, 0});
    std::printf("    the longest of %d: %.1f ms\n", followers, std::ranges::max(following));
    return 0;
}
