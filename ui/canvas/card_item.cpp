// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/card_item.h"

#include "core/base/duration_text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetricsF>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionGraphicsItem>

namespace stagecraft::ui {

namespace {

constexpr qreal cornerRadius = 8;
constexpr qreal portRadius = 4.5;
constexpr qreal portReach = 11; ///< how far from a port's centre it is still hit
constexpr qreal iconLeft = 14;
constexpr qreal textLeft = 40;
constexpr qreal textRight = 14;
constexpr qreal nameTop = 11;
constexpr qreal nameHeight = 20;
constexpr qreal detailTop = 33;
constexpr qreal detailHeight = 18;
/// Below these zooms text and details are too small to be read, and are not painted.
constexpr qreal detailZoom = 0.55;
constexpr qreal nameZoom = 0.28;

struct Badge {
    QString icon;
    QString text;
};

QString translated(const char *text)
{
    return QCoreApplication::translate("stagecraft", text);
}

QList<Badge> badgesOf(const CardInfo &info)
{
    QList<Badge> badges;
    if (info.parallel > 1)
        badges.append({QStringLiteral("parallel"), QStringLiteral("×%1").arg(info.parallel)});
    if (info.services > 0)
        badges.append({QStringLiteral("service"), info.services > 1 ? QString::number(info.services) : QString()});
    switch (info.when) {
    case expand::When::Manual: badges.append({QStringLiteral("status-manual"), {}}); break;
    case expand::When::Delayed: badges.append({QStringLiteral("clock"), {}}); break;
    case expand::When::OnFailure: badges.append({QStringLiteral("status-warning"), {}}); break;
    case expand::When::Always:
    case expand::When::OnSuccess:
    case expand::When::Never: break;
    }
    if (!info.origin.isEmpty())
        badges.append({QStringLiteral("link"), {}});
    return badges;
}

QString whenText(expand::When when)
{
    switch (when) {
    case expand::When::Manual: return translated(QT_TRANSLATE_NOOP("stagecraft", "started by hand"));
    case expand::When::Delayed: return translated(QT_TRANSLATE_NOOP("stagecraft", "starts after a delay"));
    case expand::When::OnFailure: return translated(QT_TRANSLATE_NOOP("stagecraft", "runs when an earlier job failed"));
    case expand::When::Always: return translated(QT_TRANSLATE_NOOP("stagecraft", "runs always"));
    case expand::When::OnSuccess:
    case expand::When::Never: break;
    }
    return {};
}

QString toolTipOf(const CardInfo &info)
{
    QStringList lines{QStringLiteral("<b>%1</b>").arg(info.job.toHtmlEscaped())};
    if (!info.included)
        lines.append(translated(QT_TRANSLATE_NOOP("stagecraft", "Not in the pipeline for the chosen ref and event")));
    if (!info.reason.isEmpty())
        lines.append(info.reason.toHtmlEscaped());
    if (!info.detail.isEmpty())
        lines.append(info.detail.toHtmlEscaped());
    if (const QString when = whenText(info.when); !when.isEmpty())
        lines.append(when);
    if (!info.origin.isEmpty())
        lines.append(translated(QT_TRANSLATE_NOOP("stagecraft", "Written in %1")).arg(info.origin.toHtmlEscaped()));
    return lines.join(QStringLiteral("<br>"));
}

} // namespace

CardItem::CardItem(const CardInfo &info)
{
    setFlag(ItemIsSelectable);
    setZValue(layer::card);
    m_info.job = info.job;
    setInfo(info);
}

void CardItem::setInfo(const CardInfo &info)
{
    const bool same = m_info == info && !m_name.isEmpty();
    if (pos() != info.rect.topLeft())
        setPos(info.rect.topLeft());
    if (same)
        return;
    prepareGeometryChange();
    m_info = info;
    setToolTip(toolTipOf(info));
    updateTexts();
    update();
}

void CardItem::updateTexts()
{
    const QFontMetricsF small(font(FontRole::Small));
    m_badgesWidth = 0;
    for (const Badge &badge : badgesOf(m_info))
        m_badgesWidth += 13 + (badge.text.isEmpty() ? 0 : small.horizontalAdvance(badge.text) + 2) + 6;

    const qreal width = m_info.rect.width() - textLeft - textRight;
    m_name = QFontMetricsF(font(FontRole::Strong)).elidedText(m_info.job, Qt::ElideMiddle, width);
    m_detail = small.elidedText(m_info.detail, Qt::ElideMiddle, width - m_badgesWidth);
}

void CardItem::setRun(const std::optional<CardRun> &run)
{
    m_run = run;
    update();
}

void CardItem::setHovered(bool hovered)
{
    if (std::exchange(m_hovered, hovered) != hovered)
        update();
}

void CardItem::setConnected(bool in, bool out)
{
    m_connectedIn = in;
    m_connectedOut = out;
    update();
}

void CardItem::setMark(Mark mark)
{
    if (std::exchange(m_mark, mark) != mark)
        update();
}

void CardItem::setCurrent(bool current)
{
    if (std::exchange(m_current, current) != current)
        update();
}

QRectF CardItem::boundingRect() const
{
    return QRectF(QPointF(), m_info.rect.size()).adjusted(-portReach, -4, portReach, 6);
}

QPainterPath CardItem::shape() const
{
    QPainterPath path;
    path.addRect(QRectF(QPointF(), m_info.rect.size()).adjusted(-portReach, 0, portReach, 0));
    return path;
}

QPointF CardItem::inPort() const
{
    return pos() + QPointF(0, m_info.rect.height() / 2);
}

QPointF CardItem::outPort() const
{
    return pos() + QPointF(m_info.rect.width(), m_info.rect.height() / 2);
}

QRectF CardItem::nameRect() const
{
    return {textLeft - 6, nameTop - 4, m_info.rect.width() - textLeft - 2, nameHeight + 8};
}

CardItem::Part CardItem::partAt(const QPointF &scenePosition) const
{
    if (QLineF(scenePosition, inPort()).length() <= portReach)
        return Part::InPort;
    if (QLineF(scenePosition, outPort()).length() <= portReach)
        return Part::OutPort;
    return Part::Body;
}

void CardItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const qreal zoom = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    const bool isFaded = m_mark == Mark::Faded;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    // The box stays opaque: needs that pass behind a card must not strike through its text.
    paintBox(painter, zoom);
    if (isFaded)
        painter->setOpacity(painter->opacity() * 0.35);
    if (!m_info.included && !(option->state & QStyle::State_Selected))
        painter->setOpacity(painter->opacity() * 0.6);
    if (zoom >= nameZoom)
        paintText(painter);
    if (zoom >= detailZoom) {
        paintBadges(painter);
        paintPorts(painter);
    }
    paintStatus(painter);
    painter->restore();
}

void CardItem::paintBox(QPainter *painter, qreal zoom) const
{
    const Colors &c = colors();
    const QRectF box = QRectF(QPointF(), m_info.rect.size()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (zoom >= detailZoom && m_info.included) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(c.shadow);
        painter->drawRoundedRect(box.translated(0, 1.5), cornerRadius, cornerRadius);
    }
    QColor outline = c.border;
    qreal width = 1;
    if (m_mark == Mark::Target || isSelected()) {
        outline = c.accent;
        width = 2;
    } else if (m_mark == Mark::Valid) {
        outline = c.accent;
        width = 1.2;
    } else if (m_hovered) {
        outline = c.borderStrong;
    }
    QPen pen(outline, width);
    if (!m_info.included)
        pen.setStyle(Qt::DashLine);
    painter->setPen(pen);
    painter->setBrush(m_mark == Mark::Target || isSelected() ? c.accentSoft : m_info.included ? c.raised : c.column);
    painter->drawRoundedRect(box, cornerRadius, cornerRadius);
    if (m_current && !isSelected()) {
        painter->setPen(QPen(c.accent, 1, Qt::DotLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), cornerRadius + 2, cornerRadius + 2);
    }
}

void CardItem::paintText(QPainter *painter) const
{
    const Colors &c = colors();
    painter->setPen(c.text);
    painter->setFont(font(FontRole::Strong));
    const qreal width = m_info.rect.width() - textLeft - textRight;
    painter->drawText(QRectF(textLeft, nameTop, width, nameHeight), Qt::AlignLeft | Qt::AlignVCenter, m_name);

    painter->setFont(font(FontRole::Small));
    const QRectF line(textLeft, detailTop, width, detailHeight);
    if (m_run && m_run->state.startedAt.isValid()) {
        const QDateTime end = m_run->state.finishedAt.isValid() ? m_run->state.finishedAt
                                                                : QDateTime::currentDateTimeUtc();
        const bool isPaused = m_run->state.paused != nullptr;
        painter->setPen(isPaused ? c.failed : statusColor(m_run->state.status, m_run->state.allowedToFail));
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          isPaused ? translated(QT_TRANSLATE_NOOP("stagecraft", "Paused"))
                                   : durationText(m_run->state.startedAt.msecsTo(end)));
    } else {
        painter->setPen(c.textMuted);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_detail);
    }
}

void CardItem::paintBadges(QPainter *painter) const
{
    const Colors &c = colors();
    const qreal ratio = painter->device()->devicePixelRatio();
    const QFontMetricsF metrics(font(FontRole::Small));
    qreal x = m_info.rect.width() - textRight - m_badgesWidth + 6;
    const qreal y = detailTop + (detailHeight - 13) / 2;
    painter->setFont(font(FontRole::Small));
    painter->setPen(c.textMuted);
    for (const Badge &badge : badgesOf(m_info)) {
        painter->drawPixmap(QPointF(x, y), iconPixmap(badge.icon, 13, c.textMuted, ratio));
        x += 13;
        if (!badge.text.isEmpty()) {
            const qreal width = metrics.horizontalAdvance(badge.text);
            painter->drawText(QRectF(x + 2, detailTop, width + 2, detailHeight), Qt::AlignVCenter, badge.text);
            x += width + 2;
        }
        x += 6;
    }
}

void CardItem::paintStatus(QPainter *painter) const
{
    const Colors &c = colors();
    const qreal ratio = painter->device()->devicePixelRatio();
    const qreal middle = m_info.rect.height() / 2;
    const QRectF place(iconLeft - 1, middle - 9, 18, 18);
    if (!m_run) {
        const QString name = m_info.isTrigger ? QStringLiteral("arrow-right") : QStringLiteral("job");
        painter->drawPixmap(QPointF(place.x() + 1, place.y() + 1), iconPixmap(name, 16, c.textFaint, ratio));
        return;
    }
    const engine::JobState &state = m_run->state;
    const QColor color = state.paused ? c.failed : statusColor(state.status, state.allowedToFail);
    // The stripe can be read at any zoom.
    QPainterPath clip;
    clip.addRoundedRect(QRectF(QPointF(), m_info.rect.size()).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius, cornerRadius);
    painter->save();
    painter->setClipPath(clip, Qt::IntersectClip);
    painter->fillRect(QRectF(0, 0, 4, m_info.rect.height()), color);
    painter->restore();
    if (state.paused || state.status != engine::JobStatus::Running) {
        const QString name = state.paused ? QStringLiteral("status-paused")
                                          : statusIconName(state.status, state.allowedToFail);
        painter->drawPixmap(place.topLeft(), iconPixmap(name, 18, color, ratio));
        return;
    }
    const QRectF ring = place.adjusted(2, 2, -2, -2);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(c.runningSoft, 2.4));
    painter->drawEllipse(ring);
    painter->setPen(QPen(color, 2.4, Qt::SolidLine, Qt::RoundCap));
    if (m_run->fraction >= 0) {
        painter->drawArc(ring, 90 * 16, -qRound(m_run->fraction * 360 * 16));
    } else {
        const qint64 turn = QDateTime::currentMSecsSinceEpoch() % 1200;
        painter->drawArc(ring, -qRound(double(turn) / 1200 * 360 * 16), 100 * 16);
    }
}

void CardItem::paintPorts(QPainter *painter) const
{
    const Colors &c = colors();
    const bool isOffered = m_hovered || m_mark == Mark::Valid || m_mark == Mark::Target;
    const auto port = [&](const QPointF &centre, bool isConnected) {
        if (!isOffered && !isConnected)
            return;
        painter->setPen(QPen(isOffered ? c.accent : c.edge, 1.5));
        painter->setBrush(isOffered ? c.raised : c.edge);
        const qreal radius = isOffered ? portRadius : 2.5;
        painter->drawEllipse(centre, radius, radius);
    };
    const qreal middle = m_info.rect.height() / 2;
    port({0, middle}, m_connectedIn);
    port({m_info.rect.width(), middle}, m_connectedOut);
}

} // namespace stagecraft::ui
