// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// CardItem: paints one job. It only paints and answers what lies under a point; tools do the rest.
#pragma once

#include "core/engine/run_event.h"
#include "ui/canvas/canvas_content.h"

#include <QGraphicsItem>

#include <optional>

namespace stagecraft::ui {

/// What lies above what on the canvas.
namespace layer {
inline constexpr qreal column = 0, edge = 10, card = 20, litEdge = 30, marker = 40, ghost = 50;
}

/// Status of a card while its job runs, and after it ran.
struct CardRun {
    engine::JobState state;
    double fraction = -1; ///< of the ring; < 0: unknown
};

class CardItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 1 };
    enum class Part { Body, InPort, OutPort };
    enum class Mark { None, Valid, Target, Faded }; ///< while a need is drawn

    explicit CardItem(const CardInfo &info);

    const CardInfo &info() const { return m_info; }
    void setInfo(const CardInfo &info);
    void setRun(const std::optional<CardRun> &run);
    const std::optional<CardRun> &run() const { return m_run; }
    bool isRunning() const
    {
        return m_run && m_run->state.status == engine::JobStatus::Running && !m_run->state.paused;
    }
    void setHovered(bool hovered);
    void setConnected(bool in, bool out);
    void setMark(Mark mark);
    /// The keyboard's place, painted as a ring when the canvas has the focus.
    void setCurrent(bool current);

    Part partAt(const QPointF &scenePosition) const;
    QPointF inPort() const;  ///< in scene coordinates
    QPointF outPort() const;
    QRectF nameRect() const; ///< in item coordinates: where the name is edited

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void paintBox(QPainter *painter, qreal detail) const;
    void paintText(QPainter *painter) const;
    void paintBadges(QPainter *painter) const;
    void paintStatus(QPainter *painter) const;
    void paintPorts(QPainter *painter) const;
    void updateTexts();

    CardInfo m_info;
    std::optional<CardRun> m_run;
    QString m_name;   ///< elided
    QString m_detail; ///< elided
    qreal m_badgesWidth = 0;
    bool m_hovered = false;
    bool m_connectedIn = false;
    bool m_connectedOut = false;
    bool m_current = false;
    Mark m_mark = Mark::None;
};

} // namespace stagecraft::ui
