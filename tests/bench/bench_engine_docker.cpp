// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A trivial Docker job through the executor, beside the bare Engine calls that no client can do without (create, start,
// wait, remove; log driver none, default bridge), alternating, in the same process. Prints both medians and their ratio.
#include "core/docker/client.h"
#include "core/engine/docker_executor.h"

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

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double jobMilliseconds(DockerExecutor &executor, const QString &work, bool &ok)
{
    plan::JobPlan job;
    job.name = "bench";
    job.script = {"true"};
    JobContext context;
    context.runId = QStringLiteral("bench");
    context.workDirectory = work + QStringLiteral("/1");
    QElapsedTimer clock;
    clock.start();
    const auto running = executor.start(job, context);
    QEventLoop loop;
    QObject::connect(running.get(), &ExecutorJob::finished, &loop, [&](const JobOutcome &outcome) {
        ok = outcome.status == JobStatus::Success;
        loop.quit();
    });
    loop.exec();
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
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
    std::printf("docker: trivial job %.0f ms, bare Engine calls %.0f ms, ratio %.2f (medians of %d)\n", median(ours), median(bare),
                median(ours) / median(bare), rounds);
    return 0;
}
