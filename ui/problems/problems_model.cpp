// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/problems/problems_model.h"

#include "ui/theme/theme.h"

#include <algorithm>

namespace stagecraft::ui {

namespace {

QString fixText(const text::Diagnostic &diagnostic)
{
    if (diagnostic.fixes.empty())
        return {};
    const QString first = diagnostic.fixes.front().title;
    const auto others = diagnostic.fixes.size() - 1;
    return others == 0 ? first : ProblemsModel::tr("%1 (%2 more)").arg(first).arg(others);
}

QString messageText(const text::Diagnostic &diagnostic, int times)
{
    const QString message = diagnostic.message.simplified();
    return times == 1 ? message : ProblemsModel::tr("%1 (%2 times)").arg(message).arg(times);
}

} // namespace

void ProblemsModel::setDiagnostics(text::Diagnostics diagnostics)
{
    beginResetModel();
    m_diagnostics = std::move(diagnostics);
    m_rows = text::withoutRepeats(m_diagnostics);
    endResetModel();
}

int ProblemsModel::count(text::Severity severity) const
{
    return static_cast<int>(std::ranges::count(m_rows, severity, [this](const text::Repeated &row) {
        return m_diagnostics[row.index].severity;
    }));
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    const text::Diagnostic &d = diagnostic(index.row());
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case MessageColumn: return messageText(d, m_rows[static_cast<std::size_t>(index.row())].times);
        case PlaceColumn:
            return d.file.isEmpty() ? QString() : QStringLiteral("%1:%2").arg(d.file).arg(d.position.line + 1);
        case FixColumn: return fixText(d);
        default: return {};
        }
    case Qt::DecorationRole:
        if (index.column() == FixColumn && !d.fixes.empty())
            return icon(QStringLiteral("fix"), IconTone::Accent);
        return index.column() == MessageColumn ? QVariant(severityIcon(d.severity)) : QVariant();
    case Qt::ToolTipRole: return QStringLiteral("<p>%1</p>").arg(d.message.toHtmlEscaped());
    case Qt::ForegroundRole:
        return index.column() == PlaceColumn ? QVariant(colors().textMuted)
               : index.column() == FixColumn ? QVariant(colors().accent)
                                             : QVariant();
    case Qt::AccessibleTextRole: {
        if (index.column() != MessageColumn)
            return {};
        const QString kind = d.severity == text::Severity::Error     ? tr("Error")
                             : d.severity == text::Severity::Warning ? tr("Warning")
                                                                     : tr("Advice");
        return QStringLiteral("%1: %2").arg(kind, d.message);
    }
    case SeverityRole: return static_cast<int>(d.severity);
    case FilterRole: return QStringLiteral("%1 %2 %3").arg(d.message, d.file, d.id);
    default: return {};
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case MessageColumn: return tr("Problem");
    case PlaceColumn: return tr("Place");
    case FixColumn: return tr("Fix");
    default: return {};
    }
}

} // namespace stagecraft::ui
