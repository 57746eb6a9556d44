// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/events/event_matrix_model.h"

#include "ui/theme/theme.h"

#include <algorithm>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;
using project::MatrixCell;
using project::MatrixRow;

namespace {

constexpr std::size_t Events = project::MatrixEvents.size();

QString textOf(const MatrixCell &cell)
{
    if (!cell.included)
        return u"–"_s;
    QString text;
    switch (cell.when) {
    case expand::When::OnSuccess: text = EventMatrixModel::tr("runs"); break;
    case expand::When::OnFailure: text = EventMatrixModel::tr("after a failure"); break;
    case expand::When::Always: text = EventMatrixModel::tr("always"); break;
    case expand::When::Manual: text = EventMatrixModel::tr("manual"); break;
    case expand::When::Delayed: text = EventMatrixModel::tr("delayed"); break;
    case expand::When::Never: text = EventMatrixModel::tr("never"); break;
    }
    return cell.allowFailure ? EventMatrixModel::tr("%1, may fail").arg(text) : text;
}

QIcon iconOf(const MatrixCell &cell)
{
    if (!cell.included)
        return {};
    switch (cell.when) {
    case expand::When::Manual: return icon(u"play-one"_s, IconTone::Muted);
    case expand::When::Delayed: return icon(u"clock"_s, IconTone::Muted);
    case expand::When::OnFailure: return icon(u"warning"_s, IconTone::Warning);
    default: return icon(u"check"_s, IconTone::Success);
    }
}

MatrixCell pipelineCell(const project::MatrixColumn &column)
{
    return {.included = column.created, .reason = column.reason};
}

} // namespace

void EventMatrixModel::setMatrices(EventMatrices matrices)
{
    beginResetModel();
    m_matrices = std::move(matrices);
    m_rows.clear();
    const std::optional<project::EventMatrix> &saved = m_matrices.saved;
    Row pipeline{tr("Pipeline"), {}, {}};
    for (std::size_t i = 0; i < Events; ++i) {
        pipeline.cells[i].now = pipelineCell(m_matrices.now.columns[i]);
        if (saved)
            pipeline.cells[i].saved = pipelineCell(saved->columns[i]);
    }
    m_rows.push_back(std::move(pipeline));
    QHash<QString, const MatrixRow *> before;
    if (saved) {
        for (const MatrixRow &row : saved->rows)
            before.insert(row.job, &row);
    }
    for (const MatrixRow &row : m_matrices.now.rows)
        m_rows.push_back(rowOf(&row, before.take(row.job), saved.has_value()));
    if (saved) { // jobs that are gone
        for (const MatrixRow &row : saved->rows) {
            if (before.contains(row.job))
                m_rows.push_back(rowOf(nullptr, &row, true));
        }
    }
    m_changedCells = 0;
    for (const Row &row : m_rows)
        m_changedCells += static_cast<int>(std::ranges::count_if(row.cells, &Shown::isChanged));
    endResetModel();
}

EventMatrixModel::Row EventMatrixModel::rowOf(const MatrixRow *now, const MatrixRow *saved, bool compare)
{
    const MatrixRow *either = now ? now : saved;
    Row row{either->job, either->stage, {}};
    for (std::size_t i = 0; i < Events; ++i) {
        if (now)
            row.cells[i].now = now->cells[i];
        else
            row.cells[i].now.reason = tr("The job is gone.");
        if (compare)
            row.cells[i].saved = saved ? saved->cells[i] : MatrixCell{.reason = tr("The job is new.")};
    }
    return row;
}

QString EventMatrixModel::jobAt(int row) const
{
    return row <= 0 || row >= rowCount() ? QString() : m_rows[static_cast<std::size_t>(row)].job;
}

const project::Trigger &EventMatrixModel::triggerAt(int column) const
{
    return m_matrices.now.columns.at(static_cast<std::size_t>(column - 1)).trigger;
}

int EventMatrixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventMatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Events) + 1;
}

QVariant EventMatrixModel::data(const QModelIndex &index, int role) const
{
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (index.column() > 0)
        return cellData(row.cells[static_cast<std::size_t>(index.column() - 1)], role);
    switch (role) {
    case Qt::DisplayRole: return row.job;
    case Qt::DecorationRole:
        return index.row() == 0 ? icon(u"stage"_s, IconTone::Muted) : icon(u"job"_s, IconTone::Muted);
    case Qt::FontRole: return font(index.row() == 0 ? FontRole::Strong : FontRole::Body);
    case Qt::ToolTipRole: return row.stage.isEmpty() ? QString() : tr("Stage %1").arg(row.stage);
    case ChangedRole: return std::ranges::any_of(row.cells, &Shown::isChanged);
    default: return {};
    }
}

QVariant EventMatrixModel::cellData(const Shown &cell, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return textOf(cell.now);
    case Qt::DecorationRole: return cell.isChanged() ? icon(u"edit"_s, IconTone::Warning) : iconOf(cell.now);
    case Qt::ForegroundRole: return cell.now.included ? QVariant() : QVariant(colors().textMuted);
    case Qt::FontRole: return cell.isChanged() ? QVariant(font(FontRole::Strong)) : QVariant();
    case Qt::ToolTipRole: {
        QString tip = u"<p>%1</p>"_s.arg(cell.now.reason.toHtmlEscaped());
        if (cell.isChanged())
            tip += tr("<p>In the saved file: <b>%1</b>. %2</p>")
                       .arg(textOf(*cell.saved).toHtmlEscaped(), cell.saved->reason.toHtmlEscaped());
        return tip;
    }
    case Qt::AccessibleTextRole: return cell.now.included ? textOf(cell.now) : tr("left out");
    case Qt::AccessibleDescriptionRole: return cell.now.reason;
    case ChangedRole: return cell.isChanged();
    default: return {};
    }
}

QVariant EventMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (section == 0)
        return role == Qt::DisplayRole ? tr("Job") : QVariant();
    const QString ref = triggerAt(section).ref;
    if (role == Qt::ToolTipRole)
        return tr("Click to show the canvas for this event.");
    if (role != Qt::DisplayRole)
        return {};
    switch (project::MatrixEvents[static_cast<std::size_t>(section - 1)]) {
    case project::MatrixEvent::PushToDefault:
    case project::MatrixEvent::PushToBranch: return tr("Push to %1").arg(ref);
    case project::MatrixEvent::MergeRequest: return tr("Merge request");
    case project::MatrixEvent::Tag: return tr("Tag %1").arg(ref);
    case project::MatrixEvent::Schedule: return tr("Schedule");
    }
    return {};
}

} // namespace stagecraft::ui
