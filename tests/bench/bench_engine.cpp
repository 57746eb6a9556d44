// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What the engine costs beside what no engine can do without, both measured here: shell jobs beside bare login shells, the
// log of a job that floods it beside `cat`, the critical path of needs, and how long cancelling takes. Medians.
#include "core/base/process_tree.h"
#include "core/engine/run.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace stagecraft;
using namespace stagecraft::engine;

namespace {

constexpr int rounds = 7;
constexpr int megabytes = 100;

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double millisecondsOf(const std::function<void()> &work)
{
    QElapsedTimer clock;
    clock.start();
    work();
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

struct Pair {
    double ours = 0;
    double floor = 0;
};

/// Both in turn, so that a busy moment of the machine hits both.
Pair compare(const std::function<void()> &ours, const std::function<void()> &floor)
{
    std::vector<double> a;
    std::vector<double> b;
    ours(); // warming up
    for (int i = 0; i < rounds; ++i) {
        b.push_back(millisecondsOf(floor));
        a.push_back(millisecondsOf(ours));
    }
    return {median(a), median(b)};
}

plan::JobPlan job(const std::string &name, const std::string &stage, std::vector<std::string> script)
{
    plan::JobPlan job;
    job.name = name;
    job.stage = stage;
    job.script = std::move(script);
    return job;
}

plan::RunPlan planOf(std::vector<plan::JobPlan> jobs, int concurrency)
{
    plan::RunPlan plan;
    for (const plan::JobPlan &planned : jobs) {
        if (!std::ranges::contains(plan.stages, planned.stage))
            plan.stages.push_back(planned.stage);
    }
    plan.jobs = std::move(jobs);
    plan.concurrency = concurrency;
    return plan;
}

/// `stages` × `each` jobs that do nothing.
plan::RunPlan trivialPlan(int stages, int each, int concurrency)
{
    std::vector<plan::JobPlan> jobs;
    for (int stage = 0; stage < stages; ++stage) {
        for (int i = 0; i < each; ++i)
            jobs.push_back(job(std::to_string(stage) + '-' + std::to_string(i), std::to_string(stage), {"true"}));
    }
    return planOf(std::move(jobs), concurrency);
}

/// Runs to the end in a state directory that is then thrown away. `onLog` is called when a log has grown.
void runPlan(const plan::RunPlan &plan, JobStatus expected = JobStatus::Success,
             const std::function<void(Run &, qint64 size)> &onLog = {})
{
    const QTemporaryDir state;
    RunOptions options;
    options.stateDirectory = state.path();
    options.cancelGraceSeconds = 0;
    Run run(plan, options);
    QEventLoop loop;
    QObject::connect(&run, &Run::event, &loop, [&](const RunEvent &event) {
        if (const auto *grew = std::get_if<JobLogGrew>(&event); grew && onLog)
            onLog(run, grew->size);
        if (const auto *finished = std::get_if<RunFinished>(&event)) {
            if (finished->status != expected)
                qFatal("the run ended as %s", qPrintable(toText(finished->status)));
            loop.quit();
        }
    });
    QTimer::singleShot(0, &run, &Run::start);
    loop.exec();
}

/// A login shell with a script on its standard input, waited for.
void bareShell(const char *script)
{
    const int input = ::memfd_create("script", MFD_CLOEXEC);
    if (::write(input, script, strlen(script)) < 0 || ::lseek(input, 0, SEEK_SET) != 0)
        qFatal("no script");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const char *words[] = {"/bin/bash", "-l", nullptr};
    pid_t pid = -1;
    if (::posix_spawn(&pid, words[0], &actions, nullptr, const_cast<char **>(words), environ) != 0)
        qFatal("no bash");
    ::waitpid(pid, nullptr, 0);
    posix_spawn_file_actions_destroy(&actions);
    ::close(input);
}

/// Peak resident memory since resetMemory(), in MB.
double memory()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    return text.mid(text.indexOf("VmHWM:") + 6).trimmed().split(' ').first().toDouble() / 1024;
}

void resetMemory()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

void benchJobs()
{
    constexpr int jobs = 20;
    const Pair one = compare([] { runPlan(trivialPlan(1, jobs, 1)); }, [] {
        for (int i = 0; i < jobs; ++i)
            bareShell("true\n");
    });
    std::printf("shell job, one after the other: ours %.1f ms, bare login shell %.1f ms, over it %.1f ms, ratio %.2f\n",
                one.ours / jobs, one.floor / jobs, (one.ours - one.floor) / jobs, one.ours / one.floor);
    struct Shape { const char *name; int stages; int each; };
    for (const Shape shape : {Shape{"1 stage", 1, 100}, Shape{"100 stages", 100, 1}, Shape{"5 x 20", 5, 20}}) {
        const Pair many = compare([shape] { runPlan(trivialPlan(shape.stages, shape.each, 2)); }, [] {
            for (int i = 0; i < 100; ++i)
                bareShell("true\n");
        });
        std::printf("100 shell jobs, %s: ours %.0f ms, bare login shells %.0f ms, ratio %.2f\n", shape.name, many.ours, many.floor,
                    many.ours / many.floor);
    }
}

void benchNeeds()
{
    std::vector<plan::JobPlan> jobs{job("long", "s0", {"sleep 4"})};
    for (int i = 0; i < 4; ++i) {
        plan::JobPlan link = job("link" + std::to_string(i), "s" + std::to_string(i), {"sleep 1"});
        link.needs.emplace();
        if (i > 0)
            link.needs->push_back({"link" + std::to_string(i - 1)});
        jobs.push_back(link);
    }
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i)
        times.push_back(millisecondsOf([&jobs] { runPlan(planOf(jobs, 2)); }));
    std::printf("4 x 1 s chain beside a 4 s job: ours %.0f ms, sleeping alone 4000 ms, ratio %.3f\n", median(times), median(times) / 4000);
}

void benchLog()
{
    const std::string flood = "{ yes 'a line of a log as compilers and package managers write them by the thousand, all day' || true; } | head -c "
        + std::to_string(megabytes) + "000000";
    const QTemporaryDir directory;
    const QByteArray bare = QByteArray::fromStdString(flood) + " | cat > " + QFile::encodeName(directory.path()) + "/log\n";
    double peak = 0;
    const Pair log = compare(
        [&] {
            resetMemory();
            plan::JobPlan noisy = job("noisy", "test", {flood});
            plan::Variable token;
            token.key = "TOKEN";
            token.value = "s3cret-token-that-is-masked";
            token.masked = true;
            noisy.variables = {token};
            runPlan(planOf({noisy}, 1));
            peak = std::max(peak, memory());
        },
        [&bare] { bareShell(bare.constData()); });
    const double lines = megabytes * 1e6 / 88;
    std::printf("log of %d MB, masked: ours %.0f ms, to a file by cat %.0f ms, ratio %.2f, peak memory %.0f MB\n", megabytes, log.ours,
                log.floor, log.ours / log.floor, peak);
    std::printf("log lines end to end: ours %.1f million a second, cat %.1f\n", lines / log.ours / 1e3, lines / log.floor / 1e3);
}

void benchCancel()
{
    const std::string nap = "9" + std::to_string(::getpid());
    const plan::RunPlan plan = planOf({job("job", "test", {"trap '' TERM", "setsid sleep " + nap + " &", "(setsid sh -c 'sleep " + nap
                                                               + " & sleep " + nap + "' &)", "while true; do echo running; sleep 0.05; done"})}, 1);
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer clock;
        runPlan(plan, JobStatus::Canceled, [&clock](Run &run, qint64) {
            if (clock.isValid() || descendantsOf(::getpid()).size() < 7)
                return;
            clock.start();
            run.cancel();
        });
        times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        if (descendantsOf(::getpid()).size() > 1)
            qFatal("something is left");
    }
    std::printf("cancel until nothing is left, without grace: ours %.0f ms\n", median(times));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir home; // login shells read no profile of the person who measures
    qputenv("HOME", QFile::encodeName(home.path()));
    benchJobs();
    benchNeeds();
    benchLog();
    benchCancel();
    return 0;
}
