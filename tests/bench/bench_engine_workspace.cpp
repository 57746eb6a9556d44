// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a large project costs its jobs: a run of one and of ten trivial jobs, one after the other, beside one `cp -a` of the same
// tree: the time, the bytes that the file system has more of at the end of the last job, and those that this process has written (what
// an engine writes is not among them). In the shell and, when an engine answers, in Docker; bench_engine_workspace shell|docker
// measures that alone. FILES, MEGABYTES and ROUNDS in the environment stand for 50,000, 1,000 and 3.
#include "core/docker/client.h"
#include "core/engine/docker_endpoint.h"
#include "core/engine/run.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <spawn.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace stagecraft;
using namespace stagecraft::engine;

namespace {

constexpr int manyJobs = 10;
constexpr int filesInDirectory = 50;

int numberOf(const char *name, int byDefault)
{
    const int value = qEnvironmentVariableIntValue(name);
    return value > 0 ? value : byDefault;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double usedMegabytes(const QString &path)
{
    struct statvfs status = {};
    ::statvfs(QFile::encodeName(path).constData(), &status);
    return static_cast<double>(status.f_blocks - status.f_bfree) * static_cast<double>(status.f_frsize) / 1e6;
}

double writtenMegabytes()
{
    QFile file(QStringLiteral("/proc/self/io"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    return text.mid(text.indexOf("\nwrite_bytes:") + 13).trimmed().split('\n').first().toDouble() / 1e6;
}

QByteArrayList makeTree(const QString &root, int files, int megabytes)
{
    QByteArray noise(1 << 20, Qt::Uninitialized); // no two files are alike
    QRandomGenerator generator(1);
    generator.fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
    const qint64 size = std::min<qint64>(qint64(megabytes) * 1'000'000 / files, noise.size() / 2);
    QByteArrayList names;
    for (int i = 0; i < files; ++i) {
        const QByteArray directory = "dir" + QByteArray::number(i / filesInDirectory / filesInDirectory) + "/sub"
                                     + QByteArray::number(i / filesInDirectory);
        if (i % filesInDirectory == 0)
            QDir(root).mkpath(QString::fromLatin1(directory));
        names << directory + "/file" + QByteArray::number(i);
        QFile file(root + QLatin1Char('/') + QString::fromLatin1(names.last()));
        if (!file.open(QIODevice::WriteOnly)
            || file.write(noise.constData() + i * 7919 % (noise.size() / 2), size) != size)
            qFatal("the tree cannot be written");
    }
    return names;
}

void runProgram(std::vector<const char *> words)
{
    words.push_back(nullptr);
    pid_t pid = -1;
    int status = 0;
    if (::posix_spawnp(&pid, words[0], nullptr, nullptr, const_cast<char **>(words.data()), environ) != 0
        || ::waitpid(pid, &status, 0) != pid || status != 0)
        qFatal("%s failed", words[0]);
}

struct Cost {
    double milliseconds = 0;
    double megabytes = 0;
    double written = 0;
};

struct Measured {
    std::vector<double> milliseconds;
    std::vector<double> megabytes;
    std::vector<double> written;

    void add(Cost cost)
    {
        milliseconds.push_back(cost.milliseconds);
        megabytes.push_back(cost.megabytes);
        written.push_back(cost.written);
    }
};

/// To the end of the last job; what is removed afterwards is not part of it.
Cost costOfRun(const ProjectSource &source, const runner::RunnerSettings &settings, int jobs, const QString &where)
{
    plan::RunPlan plan;
    plan.runner = settings;
    plan.concurrency = 1;
    for (int i = 0; i < jobs; ++i) {
        plan::JobPlan job;
        job.name = std::to_string(i);
        job.stage = job.name;
        job.script = {"test -e dir0; echo change > dir0/new"};
        plan.stages.push_back(job.stage);
        plan.jobs.push_back(job);
    }
    const QTemporaryDir state(where + QStringLiteral("/state-XXXXXX"));
    RunOptions options;
    options.source = source;
    options.stateDirectory = state.path();
    options.guardProgram = QCoreApplication::applicationDirPath() + QStringLiteral("/../stagecraft-guard");
    const double before = usedMegabytes(where);
    const double writtenBefore = writtenMegabytes();
    Cost cost;
    Run run(plan, options);
    QEventLoop loop;
    QElapsedTimer clock;
    int ended = 0;
    QObject::connect(&run, &Run::event, &loop, [&](const RunEvent &event) {
        if (const auto *changed = std::get_if<JobChanged>(&event);
            changed && changed->state.finishedAt.isValid() && ++ended == jobs) {
            cost.milliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
            cost.megabytes = usedMegabytes(where) - before;
            cost.written = writtenMegabytes() - writtenBefore;
        }
        if (const auto *finished = std::get_if<RunFinished>(&event)) {
            if (finished->status != JobStatus::Success)
                qFatal("the run ended as %s", qPrintable(toText(finished->status)));
            loop.quit();
        }
    });
    clock.start();
    QTimer::singleShot(0, &run, &Run::start);
    loop.exec();
    QThreadPool::globalInstance()->waitForDone(); // what a run keeps is in the directory that goes now
    return cost;
}

Cost costOfCopy(const QString &tree, const QString &where)
{
    const QByteArray target = QFile::encodeName(where) + "/copy";
    const QByteArray source = QFile::encodeName(tree);
    const double before = usedMegabytes(where);
    QElapsedTimer clock;
    clock.start();
    runProgram({"cp", "-a", source.constData(), target.constData()});
    const double time = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    const double used = usedMegabytes(where) - before;
    runProgram({"rm", "-rf", target.constData()});
    return {time, used, used};
}

void compare(const char *name, const ProjectSource &source, const runner::RunnerSettings &settings,
             const QString &where)
{
    // Some file systems, as ext4 without a journal, are slow to make files where many have just been removed: both come after that.
    costOfCopy(source.root, where);
    for (const int jobs : {1, manyJobs}) {
        Measured ours;
        Measured copy;
        for (int i = 0; i < numberOf("ROUNDS", 3); ++i) {
            copy.add(costOfCopy(source.root, where));
            ours.add(costOfRun(source, settings, jobs, where));
        }
        std::printf(
            "%s, %d job%s: ours %.0f ms, %.0f MB more, %.0f MB written; one cp -a %.0f ms, %.0f MB; ratio %.2f of the time, "
            "%.2f of the bytes\n",
            name, jobs, jobs == 1 ? "" : "s", median(ours.milliseconds), median(ours.megabytes), median(ours.written),
            median(copy.milliseconds), median(copy.megabytes), median(ours.milliseconds) / median(copy.milliseconds),
            median(ours.megabytes) / median(copy.megabytes));
        std::fflush(stdout);
    }
}

bool hasEngine()
{
    const auto endpoint = docker::findEndpoint({}, docker::EndpointSearch::ofThisProcess());
    if (!endpoint)
        return false;
    docker::Client client(*endpoint);
    bool hasImage = false;
    QEventLoop loop;
    client.connectToEngine().then(&loop, [&](const auto &info) {
        if (!info)
            return loop.quit();
        client.inspectImage(QStringLiteral("busybox:stable")).then(&loop, [&](const auto &image) {
            hasImage = image.has_value();
            loop.quit();
        });
    });
    loop.exec();
    return hasImage;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QByteArray wanted = argc > 1 ? argv[1] : "";
    const QTemporaryDir place;
    qputenv("HOME", QFile::encodeName(place.path())); // login shells read no profile of the person who measures
    ProjectSource source;
    source.root = place.filePath(QStringLiteral("tree"));
    source.files = makeTree(source.root, numberOf("FILES", 50'000), numberOf("MEGABYTES", 1'000));
    runner::RunnerSettings settings;
    if (wanted != "docker")
        compare("shell", source, settings, place.path());
    if (wanted == "shell")
        return 0;
    if (!hasEngine()) {
        std::puts("docker: skipped, no engine with busybox:stable answers");
        return 0;
    }
    settings.executor = runner::RunnerSettings::Executor::Docker;
    settings.defaultImage = "busybox:stable";
    compare("docker", source, settings, place.path());
    return 0;
}
