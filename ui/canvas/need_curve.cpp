// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/need_curve.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stagecraft::ui {

namespace {

using Curve = std::array<QPointF, 4>;

QPointF between(const QPointF &from, const QPointF &to, qreal t)
{
    return from + (to - from) * t;
}

/// The curve up to `t` (De Casteljau).
Curve head(const Curve &curve, qreal t)
{
    const QPointF a = between(curve[0], curve[1], t);
    const QPointF b = between(curve[1], curve[2], t);
    const QPointF c = between(curve[2], curve[3], t);
    const QPointF ab = between(a, b, t);
    return {curve[0], a, ab, between(ab, between(b, c, t), t)};
}

Curve reversed(const Curve &curve)
{
    return {curve[3], curve[2], curve[1], curve[0]};
}

/// Where a curve that leaves and arrives level has come to the height `y`: its height is that of 3t² - 2t³.
qreal timeOfHeight(const Curve &curve, qreal y)
{
    const qreal rise = std::clamp((y - curve[0].y()) / (curve[3].y() - curve[0].y()), 0.0, 1.0);
    return 0.5 - std::sin(std::asin(1 - 2 * rise) / 3);
}

void addPart(QPainterPath &part, const Curve &curve, qreal top, qreal bottom)
{
    const auto [upper, lower] = std::minmax({curve[0].y(), curve[3].y()});
    if (lower < top || upper > bottom)
        return;
    Curve visible = curve;
    if (upper < top || lower > bottom) {
        const auto [from, to] = std::minmax({timeOfHeight(curve, top), timeOfHeight(curve, bottom)});
        visible = head(curve, to);
        if (from > 0)
            visible = reversed(head(reversed(visible), 1 - from / to));
    }
    if (part.isEmpty() || part.currentPosition() != visible[0])
        part.moveTo(visible[0]);
    part.cubicTo(visible[1], visible[2], visible[3]);
}

} // namespace

QPainterPath needCurve(const QPointF &out, const QPointF &in)
{
    const qreal reach = std::clamp(std::abs(in.x() - out.x()) * 0.5, 28.0, 120.0);
    QPainterPath path(out);
    path.cubicTo(out + QPointF(reach, 0), in - QPointF(reach, 0), in);
    return path;
}

QPainterPath bowCurve(const QPointF &out, const QPointF &in, qreal reach)
{
    QPainterPath path(out);
    path.cubicTo(out + QPointF(reach, 0), in + QPointF(reach, 0), in);
    return path;
}

QPolygonF arrowHead(const QPointF &tip, bool fromRight)
{
    const qreal back = fromRight ? arrowLength : -arrowLength;
    return QPolygonF{tip, tip + QPointF(back, -4), tip + QPointF(back, 4)};
}

QPainterPath partBetween(const QPainterPath &path, qreal top, qreal bottom)
{
    QPainterPath part;
    QPointF position;
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPointF point = path.elementAt(i);
        if (path.elementAt(i).isCurveTo()) {
            addPart(part, {position, point, path.elementAt(i + 1), path.elementAt(i + 2)}, top, bottom);
            i += 2;
            position = path.elementAt(i);
            continue;
        }
        if (path.elementAt(i).isLineTo() && std::max(position.y(), point.y()) >= top
            && std::min(position.y(), point.y()) <= bottom) {
            if (part.isEmpty() || part.currentPosition() != position)
                part.moveTo(position);
            part.lineTo(point);
        }
        position = point;
    }
    return part;
}

} // namespace stagecraft::ui
