// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/event_matrix.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_map>

namespace stagecraft::project {

using namespace Qt::StringLiterals;

namespace {

expand::Context contextOf(const Trigger &trigger, expand::Context context, const QString &root)
{
    const bool isOther = context.ref != trigger.ref.toStdString() || context.tag != trigger.tag;
    context.ref = trigger.ref.toStdString();
    context.tag = trigger.tag;
    context.source = trigger.source.toStdString();
    context.mergeRequest = trigger.source == "merge_request_event"_L1;
    if (isOther)
        describeRef(context, root);
    return context;
}

QString reasonOf(const expand::PipelineSelection &selection)
{
    const model::Value *when = selection.workflow.find("when");
    const bool stopped = when && when->toString() == "never";
    return selection.errors.empty() || stopped ? selection.workflowReason
                                               : QString::fromStdString(selection.errors.front());
}

MatrixCell cellOf(const expand::SelectedJob &job)
{
    return {.included = job.included, .when = job.when, .allowFailure = job.allowFailure, .reason = job.reason};
}

/// Collects the columns; a job gets its row when an event first knows it.
class MatrixBuilder
{
public:
    void add(std::size_t column, const Trigger &trigger, const expand::EffectivePipeline &pipeline,
             const expand::PipelineSelection &selection)
    {
        m_matrix.columns[column] = {.trigger = trigger, .created = selection.created, .reason = reasonOf(selection)};
        for (const expand::SelectedJob &selected : selection.jobs) {
            MatrixCell &cell = rowOf(pipeline.jobs[selected.job]).cells[column];
            if (!cell.included)
                cell = cellOf(selected);
        }
    }

    EventMatrix take()
    {
        for (MatrixRow &row : m_matrix.rows) {
            for (MatrixCell &cell : row.cells) {
                if (!cell.included && cell.reason.isEmpty())
                    cell.reason = QCoreApplication::translate("stagecraft",
                                                              "What defines the job is not included for this event.");
            }
        }
        return std::move(m_matrix);
    }

private:
    MatrixRow &rowOf(const expand::EffectiveJob &job)
    {
        const auto [place, isNew] = m_rows.emplace(job.sourceName, m_matrix.rows.size());
        if (isNew) {
            m_matrix.rows.push_back({.job = QString::fromStdString(job.sourceName),
                                     .stage = QString::fromStdString(job.stage),
                                     .cells = {}});
        }
        return m_matrix.rows[place->second];
    }

    EventMatrix m_matrix;
    std::unordered_map<std::string, std::size_t> m_rows;
};

} // namespace

Trigger triggerOf(MatrixEvent event, const expand::Context &context)
{
    const QString defaultBranch = QString::fromStdString(context.defaultBranch);
    const QString ref = QString::fromStdString(context.ref);
    const QString branch = context.tag || ref == defaultBranch ? u"feature"_s : ref;
    switch (event) {
    case MatrixEvent::PushToDefault: return {.ref = defaultBranch};
    case MatrixEvent::PushToBranch: return {.ref = branch};
    case MatrixEvent::MergeRequest: return {.ref = branch, .source = u"merge_request_event"_s};
    case MatrixEvent::Tag: return {.ref = context.tag ? ref : u"v1.0.0"_s, .tag = true};
    case MatrixEvent::Schedule: return {.ref = defaultBranch, .source = u"schedule"_s};
    }
    Q_UNREACHABLE_RETURN({});
}

bool MatrixCell::isSameAs(const MatrixCell &other) const
{
    if (!included || !other.included)
        return included == other.included;
    return when == other.when && allowFailure == other.allowFailure;
}

const MatrixRow *EventMatrix::row(const QString &job) const
{
    const auto found = std::ranges::find(rows, job, &MatrixRow::job);
    return found == rows.end() ? nullptr : &*found;
}

EventMatrix eventMatrix(const Analysis &analysis)
{
    const expand::FileReader files = repositoryReader(analysis.root, analysis.includes);
    const std::vector<yaml::NodeId> &documents = analysis.tree.documents();
    const bool dependsOnEvent = documents.size() > 1
                                || (!documents.empty() && analysis.tree.find(documents.back(), "include"));
    MatrixBuilder builder;
    for (std::size_t column = 0; column < MatrixEvents.size(); ++column) {
        const Trigger trigger = triggerOf(MatrixEvents[column], analysis.context);
        const expand::Context context = contextOf(trigger, analysis.context, analysis.root);
        if (dependsOnEvent) {
            const auto pipeline = expand::expand(analysis.tree, analysis.effective.file, context, files);
            builder.add(column, trigger, pipeline, expand::select(pipeline, context, files));
        } else {
            builder.add(column, trigger, analysis.effective, expand::select(analysis.effective, context, files));
        }
    }
    return builder.take();
}

} // namespace stagecraft::project
