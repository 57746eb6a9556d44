// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_content.h"

#include <QCoreApplication>

#include <string_view>
#include <unordered_map>

namespace stagecraft::ui {

namespace {

QRectF toRect(const graph::Rect &rect)
{
    return {rect.x, rect.y, rect.width, rect.height};
}

QString firstLine(const std::string &text)
{
    return QString::fromStdString(text.substr(0, text.find('\n'))).simplified();
}

QString detailOf(const expand::EffectiveJob &job)
{
    if (job.isTrigger)
        return QCoreApplication::translate("stagecraft", "starts another pipeline");
    if (job.image && !job.image->name.empty())
        return QString::fromStdString(job.image->name);
    return job.script.empty() ? QString() : firstLine(job.script.front());
}

} // namespace

bool CanvasContent::looksLike(const CanvasContent &other) const
{
    return editable == other.editable && bounds == other.bounds && columns == other.columns && cards == other.cards
           && edges == other.edges && fileOrder == other.fileOrder;
}

const CardInfo *CanvasContent::card(const QString &job) const
{
    const auto found = indexOf.constFind(job);
    return found == indexOf.cend() ? nullptr : &cards[static_cast<std::size_t>(*found)];
}

int CanvasContent::columnOf(const QString &stage) const
{
    for (std::size_t index = 0; index < columns.size(); ++index) {
        if (columns[index].stage == stage)
            return static_cast<int>(index);
    }
    return -1;
}

CanvasContent contentOf(const project::Analysis &analysis)
{
    CanvasContent content;
    content.revision = analysis.revision;
    content.editable = analysis.source.editable;
    content.bounds = toRect(analysis.graph.bounds);
    for (const graph::Column &column : analysis.graph.columns) {
        ColumnInfo info{.stage = QString::fromStdString(column.stage), .cards = {}, .rect = toRect(column.rect)};
        for (const std::size_t card : column.cards)
            info.cards.push_back(static_cast<int>(card));
        content.columns.push_back(std::move(info));
    }
    for (const graph::Card &card : analysis.graph.cards) {
        CardInfo info;
        info.job = QString::fromStdString(card.job);
        info.column = card.column;
        info.rect = toRect(card.rect);
        content.indexOf.insert(info.job, static_cast<int>(content.cards.size()));
        content.cards.push_back(std::move(info));
    }
    for (const graph::Edge &edge : analysis.graph.edges) {
        EdgeInfo info{.from = static_cast<int>(edge.from), .to = static_cast<int>(edge.to)};
        if (edge.lane)
            info.lane = QLineF(edge.lane->begin, edge.lane->y, edge.lane->end, edge.lane->y);
        content.edges.push_back(info);
    }

    const expand::EffectivePipeline &pipeline = analysis.effective;
    std::unordered_map<std::string_view, const model::SourceJob *> sources;
    sources.reserve(analysis.source.jobs.size());
    for (const model::SourceJob &job : analysis.source.jobs)
        sources.emplace(job.name, &job);
    std::vector<char> seen(content.cards.size(), 0);
    for (std::size_t index = 0; index < pipeline.jobs.size(); ++index) {
        const expand::EffectiveJob &job = pipeline.jobs[index];
        const QString key = QString::fromStdString(job.sourceName.empty() ? job.name : job.sourceName);
        const int position = content.indexOf.value(key, -1);
        if (position < 0)
            continue;
        CardInfo &info = content.cards[static_cast<std::size_t>(position)];
        // Of a pipeline that GitLab refuses, no job would be: that says nothing about any of them.
        const bool isSelected = analysis.effective.valid && index < analysis.selection.jobs.size();
        const bool isIncluded = !isSelected || analysis.selection.jobs[index].included;
        if (seen[static_cast<std::size_t>(position)]++) {
            ++info.parallel;
            info.included = info.included || isIncluded;
            continue;
        }
        info.stage = QString::fromStdString(job.stage);
        info.detail = detailOf(job);
        info.services = static_cast<int>(job.services.size());
        info.when = isSelected ? analysis.selection.jobs[index].when : job.when;
        info.allowFailure = job.allowFailure;
        info.isTrigger = job.isTrigger;
        info.included = isIncluded;
        info.reason = isSelected ? analysis.selection.jobs[index].reason : QString();
        const auto written = sources.find(job.sourceName.empty() ? job.name : job.sourceName);
        const model::SourceJob *source = written == sources.end() ? nullptr : written->second;
        info.editable = content.editable && source && !source->broken;
        if (!source)
            info.origin = job.file;
    }
    for (const model::SourceJob &job : analysis.source.jobs) {
        if (job.hidden)
            continue;
        const QString key = QString::fromStdString(job.name);
        if (const auto card = content.indexOf.constFind(key); card != content.indexOf.cend())
            content.cards[static_cast<std::size_t>(*card)].place = static_cast<int>(content.fileOrder.size());
        content.fileOrder.append(key);
    }
    return content;
}

} // namespace stagecraft::ui
