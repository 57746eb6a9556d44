// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/theme/theme.h"

#include "ui/theme/palettes.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPalette>
#include <QPixmapCache>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>
#include <QWidget>

// The macros need the global namespace; resources in a static library do not register themselves.
static void registerResources()
{
    Q_INIT_RESOURCE(stagecraft_icons);
    Q_INIT_RESOURCE(stagecraft_style);
}

namespace stagecraft::ui {

namespace {

QString firstInstalled(const QStringList &families, const QFont &fallback)
{
    for (const QString &family : families) {
        if (QFontDatabase::hasFamily(family))
            return family;
    }
    return fallback.family();
}

QPalette paletteFor(const Colors &c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.window);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.surface);
    p.setColor(QPalette::AlternateBase, c.window);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::Button, c.raised);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.failed);
    p.setColor(QPalette::Highlight, c.selection);
    p.setColor(QPalette::HighlightedText, c.text);
    p.setColor(QPalette::ToolTipBase, c.raised);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::PlaceholderText, c.textFaint);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.accent);
    p.setColor(QPalette::Accent, c.accent);
    p.setColor(QPalette::Light, c.raised);
    p.setColor(QPalette::Midlight, c.border);
    p.setColor(QPalette::Mid, c.border);
    p.setColor(QPalette::Dark, c.borderStrong);
    p.setColor(QPalette::Shadow, c.dark ? QColor(Qt::black) : c.borderStrong);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c.textFaint);
    return p;
}

/// "@name" in the style sheet stands for a colour.
QString styleSheetFor(const Colors &c)
{
    QFile file(QStringLiteral(":/theme/application.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const auto css = [](const QColor &color) {
        return QStringLiteral("rgba(%1,%2,%3,%4)")
            .arg(QString::number(color.red()), QString::number(color.green()), QString::number(color.blue()),
                 QString::number(color.alpha()));
    };
    // Longer names first, so that no name is replaced inside another.
    const std::pair<const char *, QColor> tokens[] = {
        {"@borderStrong", c.borderStrong}, {"@border", c.border}, {"@accentHover", c.accentHover},
        {"@accentSoft", c.accentSoft}, {"@accent", c.accent}, {"@onAccent", c.onAccent},
        {"@textMuted", c.textMuted}, {"@textFaint", c.textFaint}, {"@text", c.text},
        {"@window", c.window}, {"@surface", c.surface}, {"@raised", c.raised}, {"@sunken", c.sunken},
        {"@hover", c.hover}, {"@selection", c.selection}, {"@failedSoft", c.failedSoft}, {"@failed", c.failed},
        {"@warningSoft", c.warningSoft}, {"@warning", c.warning}, {"@runningSoft", c.runningSoft},
        {"@running", c.running}, {"@successSoft", c.successSoft}, {"@success", c.success}, {"@canvas", c.canvas},
    };
    for (const auto &[name, color] : tokens)
        sheet.replace(QLatin1StringView(name), css(color));
    return sheet;
}

} // namespace

QString toText(ThemeMode mode)
{
    switch (mode) {
    case ThemeMode::System: return QStringLiteral("system");
    case ThemeMode::Light: return QStringLiteral("light");
    case ThemeMode::Dark: return QStringLiteral("dark");
    case ThemeMode::HighContrast: return QStringLiteral("contrast");
    }
    return QStringLiteral("system");
}

ThemeMode themeModeFromText(const QString &text)
{
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark, ThemeMode::HighContrast}) {
        if (toText(mode) == text)
            return mode;
    }
    return ThemeMode::System;
}

Theme &Theme::instance()
{
    static Theme *theme = new Theme; // owned by the application from its constructor on
    return *theme;
}

Theme::Theme() : QObject(qApp)
{
    registerResources();
    m_colors = lightColors();
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_mode == ThemeMode::System)
            apply();
    });
}

void Theme::setMode(ThemeMode mode)
{
    m_mode = mode;
    apply();
}

void Theme::apply()
{
    const bool systemIsDark = QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
    switch (m_mode) {
    case ThemeMode::System: m_colors = systemIsDark ? darkColors() : lightColors(); break;
    case ThemeMode::Light: m_colors = lightColors(); break;
    case ThemeMode::Dark: m_colors = darkColors(); break;
    case ThemeMode::HighContrast: m_colors = highContrastColors(); break;
    }
    QPixmapCache::clear();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(paletteFor(m_colors));
    QApplication::setFont(font(FontRole::Body));
    qApp->setStyleSheet(styleSheetFor(m_colors));
    Q_EMIT changed();
}

const Colors &colors()
{
    return Theme::instance().colors();
}

QFont font(FontRole role)
{
    static const QString sans = firstInstalled(
        {QStringLiteral("Inter"), QStringLiteral("Inter Variable")},
        QFontDatabase::systemFont(QFontDatabase::GeneralFont));
    static const QString mono = firstInstalled(
        {QStringLiteral("JetBrains Mono"), QStringLiteral("Fira Code"), QStringLiteral("Source Code Pro"),
         QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono")},
        QFontDatabase::systemFont(QFontDatabase::FixedFont));
    QFont font(sans);
    font.setPointSizeF(9.75);
    switch (role) {
    case FontRole::Body:
        break;
    case FontRole::Small:
        font.setPointSizeF(8.25);
        break;
    case FontRole::Strong:
        font.setWeight(QFont::DemiBold);
        break;
    case FontRole::Heading:
        font.setPointSizeF(10.5);
        font.setWeight(QFont::DemiBold);
        break;
    case FontRole::Title:
        font.setPointSizeF(18);
        font.setWeight(QFont::DemiBold);
        break;
    case FontRole::Mono:
    case FontRole::MonoSmall:
        font = QFont(mono);
        font.setStyleHint(QFont::Monospace);
        font.setFeature("calt", 0); // "->" stays what was written
        font.setPointSizeF(role == FontRole::Mono ? 9.75 : 8.5);
        break;
    }
    return font;
}

void setRole(QWidget *widget, const char *role)
{
    widget->setProperty("role", QString::fromLatin1(role));
    const QLatin1StringView name(role);
    if (name == QLatin1StringView("heading"))
        widget->setFont(font(FontRole::Heading));
    else if (name == QLatin1StringView("title"))
        widget->setFont(font(FontRole::Title));
    else if (name == QLatin1StringView("strong"))
        widget->setFont(font(FontRole::Strong));
    else if (name == QLatin1StringView("mono"))
        widget->setFont(font(FontRole::Mono));
    else if (name == QLatin1StringView("muted"))
        widget->setFont(font(FontRole::Small));
}

} // namespace stagecraft::ui
