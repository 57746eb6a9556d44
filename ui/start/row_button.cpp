// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/start/row_button.h"

#include <QPainter>

namespace stagecraft::ui {

namespace {

constexpr int rowHeight = 56;
constexpr int tileSize = 36;
constexpr int padding = 10;

} // namespace

RowButton::RowButton(const QString &icon, const QString &title, const QString &detail, QWidget *parent)
    : QAbstractButton(parent), m_icon(icon), m_detail(detail)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(detail);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RowButton::setPrimary(bool primary)
{
    m_primary = primary;
    update();
}

QSize RowButton::sizeHint() const
{
    return {360, rowHeight};
}

QSize RowButton::minimumSizeHint() const
{
    return {200, rowHeight};
}

void RowButton::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (isDown() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isDown() ? c.selection : c.hover);
        painter.drawRoundedRect(box, radius::large, radius::large);
    }
    if (hasFocus()) {
        painter.setPen(QPen(c.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, radius::large, radius::large);
    }
    const QRect tile(padding, (height() - tileSize) / 2, tileSize, tileSize);
    painter.setPen(m_primary ? QPen(Qt::NoPen) : QPen(c.border, 1));
    painter.setBrush(m_primary ? c.accent : c.raised);
    painter.drawRoundedRect(QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), radius::medium + 2, radius::medium + 2);
    painter.drawPixmap(tile.topLeft() + QPoint(9, 9),
                       iconPixmap(m_icon, 18, m_primary ? c.onAccent : c.text, devicePixelRatioF()));

    const QRect line(tile.right() + 13, 0, width() - tile.right() - 13 - padding, 20);
    const int top = (height() - 38) / 2;
    painter.setFont(ui::font(FontRole::Strong));
    painter.setPen(c.text);
    painter.drawText(line.translated(0, top), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, line.width()));
    painter.setFont(ui::font(FontRole::Small));
    painter.setPen(c.textMuted);
    painter.drawText(line.translated(0, top + 19), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_detail, m_elide, line.width()));
}

void RowButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void RowButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace stagecraft::ui
