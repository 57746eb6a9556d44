// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Helpers of the engine's tests: short ways to write a plan, a run that collects its events, questions to /proc.
#pragma once

#include "core/base/process_tree.h"
#include "core/engine/run.h"

#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>

namespace stagecraft::engine::test {

inline plan::JobPlan job(const std::string &name, const std::string &stage, std::vector<std::string> script)
{
    plan::JobPlan job;
    job.name = name;
    job.stage = stage;
    job.script = std::move(script);
    return job;
}

inline plan::Variable variable(const std::string &key, const std::string &value)
{
    plan::Variable variable;
    variable.key = key;
    variable.value = value;
    return variable;
}

inline plan::RunPlan planOf(std::vector<plan::JobPlan> jobs, int concurrency = 2)
{
    plan::RunPlan plan;
    for (const plan::JobPlan &job : jobs) {
        if (!std::ranges::contains(plan.stages, job.stage))
            plan.stages.push_back(job.stage);
    }
    plan.jobs = std::move(jobs);
    plan.concurrency = concurrency;
    return plan;
}

/// A run with its own state directory that remembers what it told.
class TestRun
{
public:
    explicit TestRun(const plan::RunPlan &plan, RunOptions options = {})
    {
        qputenv("HOME", state.path().toLocal8Bit()); // login shells read no profile of the person who tests
        options.stateDirectory = state.path() + QStringLiteral("/state");
        run = std::make_unique<Run>(plan, options);
        m_journal = run->directory() + QStringLiteral("/journal.json");
        QObject::connect(run.get(), &Run::event, run.get(), [this](const RunEvent &event) {
            events.push_back(event);
            if (const auto *started = std::get_if<RunStarted>(&event))
                jobs = started->jobs;
            else if (const auto *changed = std::get_if<JobChanged>(&event))
                *std::ranges::find(jobs, changed->state.name, &JobState::name) = changed->state;
            else if (const auto *finished = std::get_if<RunFinished>(&event))
                status = finished->status;
        });
    }

    /// What the run still does beside the test, in its threads and by its guard, is done before its directories go.
    ~TestRun()
    {
        run.reset();
        QThreadPool::globalInstance()->waitForDone();
        if (!QTest::qWaitFor([this] { return !QFile::exists(m_journal); }))
            qWarning("the run has left its journal");
    }
    Q_DISABLE_COPY_MOVE(TestRun)

    bool finish(int milliseconds = 20000)
    {
        QEventLoop loop; // QTest::qWaitFor sleeps between its looks, which a log of a gigabyte would wait for
        QObject::connect(run.get(), &Run::event, &loop, [this, &loop] {
            if (status)
                loop.quit();
        });
        QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
        run->start();
        if (!status)
            loop.exec();
        return status.has_value();
    }

    JobState stateOf(const std::string &name) const { return *std::ranges::find(jobs, name, &JobState::name); }
    JobStatus statusOf(const std::string &name) const { return stateOf(name).status; }
    QByteArray log(const std::string &name) const
    {
        QFile file(stateOf(name).logFile);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir state;
    std::unique_ptr<Run> run;
    std::vector<RunEvent> events;
    std::vector<JobState> jobs;
    std::optional<JobStatus> status;

private:
    QString m_journal;
};

} // namespace stagecraft::engine::test
