// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// CanvasScene: the items of a CanvasContent. New content reuses the items of jobs, stages and needs that are still there, so
// that a key press changes only what it changed. Selection is kept by name. GUI thread.
#pragma once

#include "ui/canvas/canvas_content.h"
#include "ui/canvas/card_item.h"
#include "ui/canvas/column_item.h"
#include "ui/canvas/edge_item.h"
#include "ui/canvas/pipeline_edits.h"

#include <QGraphicsScene>
#include <QHash>
#include <QTimer>

#include <memory>

namespace stagecraft::ui {

class CanvasScene : public QGraphicsScene
{
    Q_OBJECT
public:
    explicit CanvasScene(QObject *parent = nullptr);
    ~CanvasScene() override;

    void setContent(std::shared_ptr<const CanvasContent> content);
    const CanvasContent &content() const { return *m_content; }

    CardItem *card(const QString &job) const { return m_cards.value(job); }
    ColumnItem *column(const QString &stage) const { return m_columns.value(stage); }
    CardItem *cardAt(const QPointF &position) const;
    EdgeItem *edgeAt(const QPointF &position) const;
    ColumnItem *columnAt(const QPointF &position) const;
    bool isAddStageAt(const QPointF &position) const;

    /// By job key; the selection that the canvas shows.
    QStringList selectedJobs() const; ///< in the order of the file
    EdgeItem *selectedEdge() const;
    QString selectedStage() const { return m_selectedStage; }
    void select(const QSet<QString> &jobs, const QString &stage = {});
    void selectEdge(EdgeItem *edge);

    QString currentJob() const { return m_current; } ///< where the keyboard is
    void setCurrentJob(const QString &job);

    /// Run states belong to keys of jobs; nullopt takes the status away.
    void setRun(const QString &job, const std::optional<CardRun> &run);
    void clearRuns();

    /// Where a card dropped here would land. `leaving` are the cards that are dragged.
    std::optional<DropPlace> dropPlaceAt(const QPointF &position, const QStringList &leaving) const;
    QLineF insertionLine(const DropPlace &place) const;
    /// The column in front of which a stage dropped here would land, and the line that shows it.
    int stagePlaceAt(const QPointF &position) const;
    QLineF stageInsertionLine(int column) const;

    void hover(const QPointF &position);
    void hoverNothing();

Q_SIGNALS:
    void selectionEdited(); ///< by select() or selectEdge()

private:
    void updateCards();
    void updateEdges();
    void lightEdges();

    std::shared_ptr<const CanvasContent> m_content;
    QHash<QString, CardItem *> m_cards;
    QHash<QString, ColumnItem *> m_columns;
    QHash<std::pair<QString, QString>, EdgeItem *> m_edges;
    AddStageItem *m_addStage = nullptr;
    QHash<QString, CardRun> m_runs;
    QTimer m_animation;
    QString m_selectedStage;
    QString m_current;
    CardItem *m_hoveredCard = nullptr;
    EdgeItem *m_hoveredEdge = nullptr;
    ColumnItem *m_hoveredColumn = nullptr;
};

} // namespace stagecraft::ui
