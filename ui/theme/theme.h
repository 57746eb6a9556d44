// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The look of the application as named tokens: spacing, radii, font roles, colours, icons. Widgets take everything from
// here, never a literal colour or size of their own, so that light, dark and high contrast stay one design.
//
// GUI thread only. Theme::changed() is emitted after palette, style sheet and fonts of the application were replaced;
// widgets that paint themselves only need to read colors() again in paintEvent().
#pragma once

#include "core/engine/run_event.h"
#include "core/text/diagnostic.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QString>

class QWidget;

namespace stagecraft::ui {

/// The one spacing scale, in device-independent pixels.
namespace space {
inline constexpr int hair = 2, xs = 4, s = 8, m = 12, l = 16, xl = 24, xxl = 32;
}

namespace radius {
inline constexpr int small = 4, medium = 6, large = 10;
}

/// Heights that make controls of one row line up.
namespace size {
inline constexpr int control = 30, row = 28, icon = 16, largeIcon = 20, toolbar = 48;
}

enum class ThemeMode { System, Light, Dark, HighContrast };
QString toText(ThemeMode mode); ///< "system", "light", "dark", "contrast"
ThemeMode themeModeFromText(const QString &text);

/// Every colour of the application. Surfaces go from the back (window) to the front (raised).
struct Colors {
    bool dark = false;

    QColor window;        ///< behind panels and toolbars
    QColor surface;       ///< panels, editors, lists
    QColor raised;        ///< cards, menus, popups
    QColor sunken;        ///< wells: inputs, segmented controls, log background
    QColor border;        ///< hairlines between things
    QColor borderStrong;  ///< outlines of controls
    QColor hover;         ///< behind what the pointer is over
    QColor selection;     ///< behind selected rows and text
    QColor text;
    QColor textMuted;     ///< second lines, captions
    QColor textFaint;     ///< placeholders, disabled
    QColor accent;        ///< the one colour for "act here" and focus
    QColor accentHover;
    QColor accentSoft;    ///< tinted background for accents
    QColor onAccent;      ///< text and icons on accent

    QColor canvas;        ///< behind the columns
    QColor canvasDot;     ///< the grid
    QColor column;        ///< stage columns
    QColor edge;          ///< needs
    QColor shadow;

    QColor success, running, failed, warning, pending, canceled, skipped, manual;
    QColor successSoft, runningSoft, failedSoft, warningSoft;
    QColor info;          ///< advice

    QColor diffAdded, diffRemoved;         ///< backgrounds of lines
    QColor diffAddedText, diffRemovedText; ///< their signs and inline marks
};

enum class FontRole {
    Body,     ///< everything ordinary
    Small,    ///< badges, second lines, captions
    Strong,   ///< body, semibold: names, selected things
    Heading,  ///< titles of panels and dialogs
    Title,    ///< start page, empty states
    Mono,     ///< code and logs
    MonoSmall,
};

class Theme : public QObject
{
    Q_OBJECT
public:
    /// The application's; made on first use, after QApplication.
    static Theme &instance();

    /// Puts style, palette, fonts and style sheet on the application.
    void setMode(ThemeMode mode);
    ThemeMode mode() const { return m_mode; }
    const Colors &colors() const { return m_colors; }
    bool isDark() const { return m_colors.dark; }

Q_SIGNALS:
    void changed();

private:
    Theme();
    void apply();

    ThemeMode m_mode = ThemeMode::System;
    Colors m_colors;
};

/// Shorthand for Theme::instance().colors().
const Colors &colors();
QFont font(FontRole role);

/// What an icon is coloured with; resolved when it is painted, so icons follow a theme change by themselves.
enum class IconTone { Normal, Muted, Accent, OnAccent, Success, Running, Failed, Warning, Info };
/// An icon of resources/icons by its name without ".svg"; a null icon when there is none.
QIcon icon(const QString &name, IconTone tone = IconTone::Normal);
/// The same picture in a fixed colour, for painters.
QPixmap iconPixmap(const QString &name, int size, const QColor &color, qreal devicePixelRatio);

QColor statusColor(engine::JobStatus status, bool allowedToFail = false);
/// The name of its icon: "status-success" …
QString statusIconName(engine::JobStatus status, bool allowedToFail = false);
QIcon statusIcon(engine::JobStatus status, bool allowedToFail = false);
QColor severityColor(text::Severity severity);
QIcon severityIcon(text::Severity severity);

/// Marks a widget for the style sheet: "primary", "quiet", "danger" buttons; "panel", "card", "bar" frames;
/// "muted", "heading", "title", "strong" labels; "mono" edits.
void setRole(QWidget *widget, const char *role);

} // namespace stagecraft::ui
