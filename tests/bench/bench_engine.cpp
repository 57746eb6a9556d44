// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What the engine costs beside what no engine can do without, both measured here: shell jobs beside bare login shells, the
// log of a job that floods it beside `cat`, the critical path of needs, how long cancelling takes, and what the scheduler alone
// computes for up to 10,000 jobs. Medians. bench_engine scheduler|jobs|needs|log|cancel measures that part alone.
#include "core/base/process_tree.h"
#include "core/engine/run.h"
#include "core/engine/scheduler.h"
#include "tests/bench/row.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QTimer>

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
    QThreadPool::globalInstance()->waitForDone(); // what a run keeps is in the directory that goes now
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

/// What /proc/self/status says in MB: "VmRSS", resident memory, or "VmHWM", its peak since resetPeak().
double memory(const char *key)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    return text.mid(text.indexOf(key) + 6).trimmed().split(' ').first().toDouble() / 1024;
}

void resetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

void benchJobs()
{
    constexpr int jobs = 20;
    const bench::Pair one = bench::compare(
        rounds, [] { runPlan(trivialPlan(1, jobs, 1)); },
        [] {
            for (int i = 0; i < jobs; ++i)
                bareShell("true\n");
        });
    bench::printRow("shell job beside a bare login shell", {one.ours / jobs, one.floor / jobs}, {8, 5.2});
    bench::printRow("    of it over the login shell", {(one.ours - one.floor) / jobs}, {8, 0});
    struct Shape { const char *name; int stages; int each; };
    for (const Shape shape : {Shape{"1 stage", 1, 100}, Shape{"100 stages", 100, 1}, Shape{"5 x 20", 5, 20}}) {
        const bench::Pair many = bench::compare(
            rounds, [shape] { runPlan(trivialPlan(shape.stages, shape.each, 2)); },
            [] {
                for (int i = 0; i < 100; ++i)
                    bareShell("true\n");
            });
        bench::printRow((std::string("100 shell jobs, ") + shape.name).c_str(), many, {900, 520});
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
        times.push_back(bench::millisecondsOf([&jobs] { runPlan(planOf(jobs, 2)); }));
    bench::printRow("4 x 1 s chain beside a 4 s job", {bench::median(times), 4000}, {4100, 4000});
}

void benchLog()
{
    const std::string flood = "{ yes 'a line of a log as compilers and package managers write them by the thousand, all day' || true; } | head -c "
        + std::to_string(megabytes) + "000000";
    const QTemporaryDir directory;
    const QByteArray bare = QByteArray::fromStdString(flood) + " | cat > " + QFile::encodeName(directory.path()) + "/log\n";
    const double before = memory("VmRSS");
    double peak = 0;
    const bench::Pair log = bench::compare(
        rounds,
        [&] {
            resetPeak();
            plan::JobPlan noisy = job("noisy", "test", {flood});
            plan::Variable token;
            token.key = "TOKEN";
            token.value = "s3cret-token-that-is-masked";
            token.masked = true;
            noisy.variables = {token};
            runPlan(planOf({noisy}, 1));
            peak = std::max(peak, memory("VmHWM"));
        },
        [&bare] { bareShell(bare.constData()); });
    const double lines = megabytes * 1e6 / 88;
    bench::printRow("log of 100 MB to the disk, masked", log, {800, 660});
    std::printf("    peak memory %.0f MB of at most 50, %.0f MB of them before the log\n", peak, before);
    std::printf("    lines end to end: ours %.1f million a second, cat %.1f\n", lines / log.ours / 1e3,
                lines / log.floor / 1e3);
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
    bench::printRow("cancel until nothing is left, without grace", {bench::median(times)}, {500, 0});
}

/// Processor time from the plan to the end of its last job, each of which ends as soon as it has started.
double schedulingMilliseconds(const plan::RunPlan &plan)
{
    return bench::processorMillisecondsOf([&plan] {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        Scheduler scheduler(plan);
        scheduler.begin(now);
        for (std::vector<int> starts = scheduler.takeStarts(now); !starts.empty(); starts = scheduler.takeStarts(now)) {
            for (const int started : starts)
                scheduler.finish(started, {}, now);
            scheduler.takeChanges();
        }
        if (scheduler.status() != JobStatus::Success)
            qFatal("not all jobs have run");
    });
}

void benchScheduler()
{
    const auto measured = [](const plan::RunPlan &plan) {
        std::vector<double> times;
        for (int i = 0; i < rounds; ++i)
            times.push_back(schedulingMilliseconds(plan));
        return bench::median(times);
    };
    const auto withNeeds = [](int jobs) {
        plan::RunPlan plan = trivialPlan(1, jobs, 4);
        for (int i = 0; i < jobs; ++i) {
            std::vector<plan::Need> &needs = plan.jobs[static_cast<std::size_t>(i)].needs.emplace();
            if (i > 0)
                needs.push_back({plan.jobs[static_cast<std::size_t>(i / 2)].name});
        }
        return plan;
    };
    const double small = measured(trivialPlan(100, 10, 4));
    const double large = measured(trivialPlan(100, 100, 4));
    const double smallTree = measured(withNeeds(1000));
    const double largeTree = measured(withNeeds(10000));
    bench::printRow("scheduler, 10,000 jobs in 100 stages", {large}, {100, 0});
    bench::printRow("scheduler, 10,000 jobs with needs", {largeTree}, {100, 0});
    std::printf("    growth 1000 -> 10000: stages %.2f, needs %.2f\n", bench::growth(1000, small, 10000, large),
                bench::growth(1000, smallTree, 10000, largeTree));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir home; // login shells read no profile of the person who measures
    qputenv("HOME", QFile::encodeName(home.path()));
    const QByteArray wanted = argc > 1 ? argv[1] : "";
    struct Part { const char *name; void (*run)(); };
    // The log first: what 10,000 jobs have needed stays in the process, and would count as memory of the log.
    for (const Part part : {Part{"log", benchLog}, Part{"scheduler", benchScheduler}, Part{"jobs", benchJobs}, Part{"needs", benchNeeds},
                            Part{"cancel", benchCancel}}) {
        if (wanted.isEmpty() || wanted == part.name)
            part.run();
    }
    return 0;
}
