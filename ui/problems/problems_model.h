// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The diagnostics of an analysis as a table of three columns: message, place, and the fix where there is one. What is told
// several times of one place (a template that many jobs take over) is one row that says how often.
#pragma once

#include "core/text/repeats.h"

#include <QAbstractTableModel>

namespace stagecraft::ui {

class ProblemsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { MessageColumn, PlaceColumn, FixColumn, ColumnCount };
    enum Role { SeverityRole = Qt::UserRole, FilterRole };

    using QAbstractTableModel::QAbstractTableModel;
    void setDiagnostics(text::Diagnostics diagnostics);
    const text::Diagnostic &diagnostic(int row) const
    {
        return m_diagnostics[m_rows[static_cast<std::size_t>(row)].index];
    }
    int count(text::Severity severity) const; ///< rows

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    text::Diagnostics m_diagnostics;
    std::vector<text::Repeated> m_rows;
};

} // namespace stagecraft::ui
