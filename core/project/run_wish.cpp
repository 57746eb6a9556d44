// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/run_wish.h"

#include "core/engine/run_history.h"

#include <QSet>

#include <map>

namespace stagecraft::project {

using namespace Qt::StringLiterals;

namespace {

/// So far back is looked for what jobs have left.
constexpr int earlierRuns = 20;

struct Failed {
    QStringList jobs;
    QHash<QString, QString> artifacts;
};

Result<Failed> failedJobs(const QString &root, const QString &stateDirectory)
{
    const std::vector<engine::RunRecord> runs = engine::keptRuns(stateDirectory, root, earlierRuns);
    if (runs.empty())
        return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "No run of this project was kept."));
    Failed result;
    QSet<QString> known;
    for (const engine::RunRecord &run : runs) {
        for (const engine::RunReport::Job &job : run.report.jobs) {
            if (!job.state.bridge.empty())
                continue; // of a pipeline that a trigger job has started: its trigger job has failed, too, or does not care
            const QString name = QString::fromStdString(job.state.name);
            if (&run == &runs.front() && job.state.status == engine::JobStatus::Failed && !job.state.allowedToFail)
                result.jobs += name;
            if (!job.state.startedAt.isValid() || known.contains(name))
                continue;
            known.insert(name);
            if (!job.artifacts.isEmpty())
                result.artifacts.insert(name, job.artifacts);
        }
    }
    return result;
}

/// That somebody clicked one once is no click on it now.
QStringList withoutManual(const QStringList &names, const Analysis &analysis)
{
    QSet<std::string> manual;
    for (const expand::SelectedJob &job : analysis.selection.jobs) {
        if (job.included && job.when == expand::When::Manual)
            manual.insert(analysis.effective.jobs[job.job].name);
    }
    QStringList result;
    for (const QString &name : names) {
        if (!manual.contains(name.toStdString()))
            result += name;
    }
    return result;
}

} // namespace

Result<bool> fulfil(const RunWish &wish, const Analysis &analysis, RunChoices &choices, const QString &stateDirectory)
{
    JobChoice chosen = wish.jobs;
    choices.asked = chosen.jobs + chosen.from;
    if (wish.failed) {
        Result<Failed> failed = failedJobs(analysis.root, stateDirectory);
        if (!failed)
            return std::unexpected(failed.error());
        if (failed->jobs.isEmpty() && chosen.isEmpty())
            return false;
        chosen.jobs += failed->jobs;
        choices.asked += withoutManual(failed->jobs, analysis);
        choices.earlierArtifacts = std::move(failed->artifacts);
    }
    if (chosen.isEmpty())
        return true;
    Result<QStringList> names = chosenJobs(analysis, chosen);
    if (!names)
        return std::unexpected(names.error());
    choices.onlyJobs = std::move(*names);
    return true;
}

} // namespace stagecraft::project
