// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Icons: monochrome SVGs, coloured when they are painted.
#include "ui/theme/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace stagecraft::ui {

namespace {

const QByteArray &svgOf(const QString &name)
{
    static QHash<QString, QByteArray> loaded;
    auto found = loaded.constFind(name);
    if (found == loaded.cend()) {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
        QByteArray bytes;
        if (file.open(QIODevice::ReadOnly))
            bytes = file.readAll();
        found = loaded.insert(name, bytes);
    }
    return *found;
}

QColor toneColor(IconTone tone)
{
    const Colors &c = colors();
    switch (tone) {
    case IconTone::Normal: return c.text;
    case IconTone::Muted: return c.textMuted;
    case IconTone::Accent: return c.accent;
    case IconTone::OnAccent: return c.onAccent;
    case IconTone::Success: return c.success;
    case IconTone::Running: return c.running;
    case IconTone::Failed: return c.failed;
    case IconTone::Warning: return c.warning;
    case IconTone::Info: return c.info;
    }
    return c.text;
}

class SvgIconEngine : public QIconEngine
{
public:
    SvgIconEngine(QString name, IconTone tone) : m_name(std::move(name)), m_tone(tone) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const int side = qMin(rect.width(), rect.height());
        const QPixmap picture = iconPixmap(m_name, side, color(mode), painter->device()->devicePixelRatio());
        painter->drawPixmap(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, picture);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        // `size` is in device pixels here.
        return iconPixmap(m_name, qRound(qMin(size.width(), size.height()) / scale), color(mode), scale);
    }

    QIconEngine *clone() const override { return new SvgIconEngine(m_name, m_tone); }
    QString key() const override { return QStringLiteral("stagecraft"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return svgOf(m_name).isEmpty(); }

private:
    QColor color(QIcon::Mode mode) const { return mode == QIcon::Disabled ? colors().textFaint : toneColor(m_tone); }

    QString m_name;
    IconTone m_tone;
};

} // namespace

QIcon icon(const QString &name, IconTone tone)
{
    return svgOf(name).isEmpty() ? QIcon() : QIcon(new SvgIconEngine(name, tone));
}

QPixmap iconPixmap(const QString &name, int size, const QColor &color, qreal devicePixelRatio)
{
    const QString key = QStringLiteral("stagecraft/%1/%2/%3/%4")
                            .arg(name, QString::number(size), QString::number(color.rgba(), 16),
                                 QString::number(devicePixelRatio));
    QPixmap picture;
    if (QPixmapCache::find(key, &picture))
        return picture;
    QByteArray svg = svgOf(name);
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    const int pixels = qMax(1, qRound(size * devicePixelRatio));
    picture = QPixmap(pixels, pixels);
    picture.fill(Qt::transparent);
    QSvgRenderer renderer(svg);
    QPainter painter(&picture);
    painter.setOpacity(color.alphaF());
    renderer.render(&painter);
    painter.end();
    picture.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, picture);
    return picture;
}

QColor statusColor(engine::JobStatus status, bool allowedToFail)
{
    const Colors &c = colors();
    switch (status) {
    case engine::JobStatus::Created: return c.textFaint;
    case engine::JobStatus::WaitingForResource:
    case engine::JobStatus::Scheduled:
    case engine::JobStatus::Pending: return c.pending;
    case engine::JobStatus::Running: return c.running;
    case engine::JobStatus::Success: return c.success;
    case engine::JobStatus::Failed: return allowedToFail ? c.warning : c.failed;
    case engine::JobStatus::Canceled: return c.canceled;
    case engine::JobStatus::Skipped: return c.skipped;
    case engine::JobStatus::Manual: return c.manual;
    }
    return c.textFaint;
}

QString statusIconName(engine::JobStatus status, bool allowedToFail)
{
    switch (status) {
    case engine::JobStatus::Created: return QStringLiteral("status-created");
    case engine::JobStatus::WaitingForResource:
    case engine::JobStatus::Scheduled:
    case engine::JobStatus::Pending: return QStringLiteral("status-pending");
    case engine::JobStatus::Running: return QStringLiteral("status-running");
    case engine::JobStatus::Success: return QStringLiteral("status-success");
    case engine::JobStatus::Failed:
        return allowedToFail ? QStringLiteral("status-warning") : QStringLiteral("status-failed");
    case engine::JobStatus::Canceled: return QStringLiteral("status-canceled");
    case engine::JobStatus::Skipped: return QStringLiteral("status-skipped");
    case engine::JobStatus::Manual: return QStringLiteral("status-manual");
    }
    return QStringLiteral("status-created");
}

namespace {

/// Status icons keep the status' colour in every theme; it is looked up when they are painted.
class StatusIconEngine : public QIconEngine
{
public:
    StatusIconEngine(engine::JobStatus status, bool allowedToFail) : m_status(status), m_allowed(allowedToFail) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const int side = qMin(rect.width(), rect.height());
        painter->drawPixmap(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2,
                            picture(side, painter->device()->devicePixelRatio()));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode, QIcon::State, qreal scale) override
    {
        return picture(qRound(qMin(size.width(), size.height()) / scale), scale);
    }

    QIconEngine *clone() const override { return new StatusIconEngine(m_status, m_allowed); }

private:
    QPixmap picture(int side, qreal ratio) const
    {
        return iconPixmap(statusIconName(m_status, m_allowed), side, statusColor(m_status, m_allowed), ratio);
    }

    engine::JobStatus m_status;
    bool m_allowed;
};

} // namespace

QIcon statusIcon(engine::JobStatus status, bool allowedToFail)
{
    return QIcon(new StatusIconEngine(status, allowedToFail));
}

QColor severityColor(text::Severity severity)
{
    switch (severity) {
    case text::Severity::Error: return colors().failed;
    case text::Severity::Warning: return colors().warning;
    case text::Severity::Advice: return colors().info;
    }
    return colors().info;
}

QIcon severityIcon(text::Severity severity)
{
    switch (severity) {
    case text::Severity::Error: return icon(QStringLiteral("error"), IconTone::Failed);
    case text::Severity::Warning: return icon(QStringLiteral("warning"), IconTone::Warning);
    case text::Severity::Advice: return icon(QStringLiteral("advice"), IconTone::Info);
    }
    return {};
}

} // namespace stagecraft::ui
