// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The shape of a need on the canvas. All curves leave and arrive level, so their height only rises or only falls.
#pragma once

#include <QPainterPath>
#include <QPolygonF>

namespace stagecraft::ui {

constexpr qreal arrowLength = 7;

/// The curve between two ports.
QPainterPath needCurve(const QPointF &out, const QPointF &in);
/// The curve from one port to another one, reaching out by so much on the right of both.
QPainterPath bowCurve(const QPointF &out, const QPointF &in, qreal reach);
/// The head of an arrow that ends at `tip` and comes from the left (or from the right).
QPolygonF arrowHead(const QPointF &tip, bool fromRight = false);

/// What of such curves and of lines lies between two heights. A need can be many screens long, and the time to paint it grows with
/// its length, not with what is seen of it.
QPainterPath partBetween(const QPainterPath &path, qreal top, qreal bottom);

} // namespace stagecraft::ui
