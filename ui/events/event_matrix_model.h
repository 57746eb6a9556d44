// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// EventMatrixModel: an event matrix as a table: a row for the pipeline itself, then one a job; a column an event. Cells that
// differ from the saved file's matrix are marked. GUI thread.
#pragma once

#include "core/project/event_matrix.h"

#include <QAbstractTableModel>

namespace stagecraft::ui {

/// What the view shows: the text as it is now and, when that is not saved, the saved one to compare with.
struct EventMatrices {
    project::EventMatrix now;
    std::optional<project::EventMatrix> saved;
};

class EventMatrixModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role { ChangedRole = Qt::UserRole }; ///< of a cell; in column 0: anything of the row

    using QAbstractTableModel::QAbstractTableModel;
    void setMatrices(EventMatrices matrices);
    int changedCells() const { return m_changedCells; }
    /// Empty for the row of the pipeline.
    QString jobAt(int row) const;
    const project::Trigger &triggerAt(int column) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Shown { ///< a cell with what it was
        project::MatrixCell now;
        std::optional<project::MatrixCell> saved;
        bool isChanged() const { return saved && !now.isSameAs(*saved); }
    };
    struct Row {
        QString job;
        QString stage;
        std::array<Shown, project::MatrixEvents.size()> cells;
    };
    QVariant cellData(const Shown &cell, int role) const;
    static Row rowOf(const project::MatrixRow *now, const project::MatrixRow *saved, bool compare);

    EventMatrices m_matrices;
    std::vector<Row> m_rows;
    int m_changedCells = 0;
};

} // namespace stagecraft::ui
