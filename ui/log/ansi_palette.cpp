// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/log/ansi_palette.h"

#include "ui/theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stagecraft::ui {

namespace {

// black, red, green, yellow, blue, magenta, cyan, white; then bright
constexpr std::array<QRgb, 16> LightPalette = {0x1a2130, 0xc02a2a, 0x1a7f46, 0x8f6400, 0x2457c5, 0x8a3ab0, 0x0b7a8c, 0x6b7486,
                                               0x4b5566, 0xd6403a, 0x239a57, 0xa87800, 0x3b6fe0, 0xa04cc8, 0x0f92a6, 0x3a4352};
constexpr std::array<QRgb, 16> DarkPalette = {0x6d7687, 0xf2716b, 0x5cc98f, 0xe0b64f, 0x7aa8ff, 0xc79bf2, 0x5fcbd9, 0xd3d9e4,
                                              0x8b94a6, 0xff8f89, 0x7fe0ab, 0xf2cf75, 0x9dc0ff, 0xdab6ff, 0x86e0ec, 0xffffff};

double channel(double value)
{
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    return QColor::fromRgbF(static_cast<float>(a.redF() + (b.redF() - a.redF()) * share),
                            static_cast<float>(a.greenF() + (b.greenF() - a.greenF()) * share),
                            static_cast<float>(a.blueF() + (b.blueF() - a.blueF()) * share));
}

QColor readable(QColor color, const QColor &background)
{
    for (int step = 0; step < 4 && contrast(color, background) < 3.0; ++step)
        color = mixed(color, colors().text, 0.3);
    return color;
}

QColor colorOf(engine::AnsiColor code)
{
    if (code < 16)
        return QColor::fromRgb((colors().dark ? DarkPalette : LightPalette)[static_cast<std::size_t>(code)]);
    if (code < 232) {
        const int cube = code - 16;
        const auto level = [](int step) { return step == 0 ? 0 : 55 + step * 40; };
        return QColor(level(cube / 36), level(cube / 6 % 6), level(cube % 6));
    }
    if (code < 256) {
        const int grey = 8 + (code - 232) * 10;
        return QColor(grey, grey, grey);
    }
    return QColor::fromRgb(static_cast<QRgb>(code & 0xffffff));
}

} // namespace

QTextCharFormat ansiFormat(const engine::TextStyle &style)
{
    const Colors &c = colors();
    QColor background = style.background >= 0 ? colorOf(style.background) : c.sunken;
    QColor foreground = style.foreground >= 0 ? colorOf(style.foreground) : c.text;
    if (style.inverse)
        std::swap(foreground, background);
    else if (style.foreground >= 0 || style.background >= 0)
        foreground = readable(foreground, background);
    if (style.faint)
        foreground = mixed(foreground, background, 0.4);

    QTextCharFormat format;
    format.setForeground(foreground);
    if (style.background >= 0 || style.inverse)
        format.setBackground(background);
    if (style.bold)
        format.setFontWeight(QFont::Bold);
    if (style.italic)
        format.setFontItalic(true);
    if (style.underline)
        format.setFontUnderline(true);
    if (style.strikeOut)
        format.setFontStrikeOut(true);
    return format;
}

} // namespace stagecraft::ui
