// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/runner/mode_card.h"

#include "ui/runner/runner_widgets.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace stagecraft::ui {

namespace {
constexpr int Padding = space::l;
constexpr int IconSize = 24;
constexpr int BadgeHeight = 20;
}

ModeCard::ModeCard(runner::RunnerMode mode, QWidget *parent) : QAbstractButton(parent), m_mode(mode)
{
    setCheckable(true);
    setAutoExclusive(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setText(modeTitle(mode));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ModeCard::setRisk(const QString &risk)
{
    m_risk = risk;
    setAccessibleDescription(QStringLiteral("%1 %2").arg(modeTagline(m_mode), risk));
    update();
}

void ModeCard::setInUse(bool inUse)
{
    m_inUse = inUse;
    update();
}

int ModeCard::taglineHeight(int width) const
{
    return QFontMetrics(ui::font(FontRole::Body))
        .boundingRect(QRect(0, 0, width - 2 * Padding, 1000), Qt::TextWordWrap, modeTagline(m_mode)).height();
}

int ModeCard::heightForWidth(int width) const
{
    return Padding + IconSize + space::s + taglineHeight(width) + space::m + BadgeHeight + Padding;
}

QSize ModeCard::sizeHint() const
{
    return {240, heightForWidth(240)};
}

void ModeCard::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void ModeCard::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void ModeCard::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool chosen = isChecked();
    const qreal penWidth = chosen ? 2 : 1;
    const QRectF frame = QRectF(rect()).adjusted(penWidth / 2, penWidth / 2, -penWidth / 2, -penWidth / 2);
    painter.setPen(QPen(chosen || hasFocus() ? c.accent : underMouse() ? c.borderStrong : c.border, penWidth));
    painter.setBrush(c.raised);
    painter.drawRoundedRect(frame, radius::large, radius::large);
    if (underMouse() && !chosen) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.hover);
        painter.drawRoundedRect(frame, radius::large, radius::large);
    }

    const QRect inside = rect().adjusted(Padding, Padding, -Padding, -Padding);
    painter.drawPixmap(inside.topLeft(), iconPixmap(modeIconName(m_mode), IconSize, chosen ? c.accent : c.textMuted,
                                                    devicePixelRatioF()));
    painter.setFont(ui::font(FontRole::Heading));
    painter.setPen(c.text);
    painter.drawText(QRect(inside.left() + IconSize + space::s, inside.top(), inside.width() - IconSize - space::s,
                           IconSize), Qt::AlignVCenter, text());

    if (m_inUse) {
        painter.setFont(ui::font(FontRole::Small));
        const QString label = tr("In use");
        const int width = painter.fontMetrics().horizontalAdvance(label) + space::l;
        const QRect badge(inside.right() - width + 1, inside.top() + (IconSize - BadgeHeight) / 2, width, BadgeHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.successSoft);
        painter.drawRoundedRect(badge, BadgeHeight / 2.0, BadgeHeight / 2.0);
        painter.setPen(c.success);
        painter.drawText(badge, Qt::AlignCenter, label);
    }

    painter.setFont(ui::font(FontRole::Body));
    painter.setPen(c.textMuted);
    const QRect tagline(inside.left(), inside.top() + IconSize + space::s, inside.width(), taglineHeight(width()));
    painter.drawText(tagline, Qt::TextWordWrap, modeTagline(m_mode));

    const int bottom = inside.bottom() + 1 - BadgeHeight;
    painter.drawPixmap(inside.left(), bottom + (BadgeHeight - size::icon) / 2,
                       iconPixmap(QStringLiteral("shield"), size::icon, c.warning, devicePixelRatioF()));
    painter.setFont(ui::font(FontRole::Small));
    painter.setPen(c.warning);
    const QRect risk(inside.left() + size::icon + space::xs, bottom, inside.width() - size::icon - space::xs, BadgeHeight);
    painter.drawText(risk, Qt::AlignVCenter, painter.fontMetrics().elidedText(m_risk, Qt::ElideRight, risk.width()));
}

} // namespace stagecraft::ui
