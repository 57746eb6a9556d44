// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/theme/palettes.h"

namespace stagecraft::ui {

namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

QColor withAlpha(QRgb value, int alpha)
{
    QColor color = QColor::fromRgb(value);
    color.setAlpha(alpha);
    return color;
}

} // namespace

Colors lightColors()
{
    Colors c;
    c.dark = false;
    c.window = rgb(0xf4f5f7);
    c.surface = rgb(0xffffff);
    c.raised = rgb(0xffffff);
    c.sunken = rgb(0xeceef2);
    c.border = rgb(0xe1e4ea);
    c.borderStrong = rgb(0xc9ced8);
    c.hover = withAlpha(0x1c2536, 14);
    c.selection = rgb(0xdfe6fd);
    c.text = rgb(0x1a2130);
    c.textMuted = rgb(0x5a6579);
    c.textFaint = rgb(0x8b94a6);
    c.accent = rgb(0x4459d6);
    c.accentHover = rgb(0x3a4dc0);
    c.accentSoft = rgb(0xe9edfd);
    c.onAccent = rgb(0xffffff);
    c.canvas = rgb(0xf0f2f5);
    c.canvasDot = rgb(0xdadee6);
    c.column = rgb(0xe8ebf0);
    c.edge = rgb(0x98a3b8);
    c.shadow = withAlpha(0x101828, 26);
    c.success = rgb(0x1b8a4e);
    c.running = rgb(0x2f6fde);
    c.failed = rgb(0xd03a34);
    c.warning = rgb(0xb26a00);
    c.pending = rgb(0x8a6d1f);
    c.canceled = rgb(0x5d6678);
    c.skipped = rgb(0x8b94a6);
    c.manual = rgb(0x6b4fc4);
    c.successSoft = rgb(0xe2f4ea);
    c.runningSoft = rgb(0xe4eefc);
    c.failedSoft = rgb(0xfce8e6);
    c.warningSoft = rgb(0xfdf1dc);
    c.info = rgb(0x2878b8);
    c.diffAdded = rgb(0xe2f5e7);
    c.diffRemoved = rgb(0xfde9e7);
    c.diffAddedText = rgb(0x177a43);
    c.diffRemovedText = rgb(0xc03530);
    return c;
}

Colors darkColors()
{
    Colors c;
    c.dark = true;
    c.window = rgb(0x16181d);
    c.surface = rgb(0x1b1e24);
    c.raised = rgb(0x262a32);
    c.sunken = rgb(0x121419);
    c.border = rgb(0x2b2f38);
    c.borderStrong = rgb(0x3d434f);
    c.hover = withAlpha(0xffffff, 16);
    c.selection = rgb(0x2d3a66);
    c.text = rgb(0xe5e8ee);
    c.textMuted = rgb(0x9ba4b5);
    c.textFaint = rgb(0x6d7687);
    c.accent = rgb(0x7d90ff);
    c.accentHover = rgb(0x93a3ff);
    c.accentSoft = rgb(0x272d4d);
    c.onAccent = rgb(0x0f1222);
    c.canvas = rgb(0x121419);
    c.canvasDot = rgb(0x23272f);
    c.column = rgb(0x1a1d23);
    c.edge = rgb(0x5f6a80);
    c.shadow = withAlpha(0x000000, 110);
    c.success = rgb(0x4cc38a);
    c.running = rgb(0x6aa7ff);
    c.failed = rgb(0xf2716b);
    c.warning = rgb(0xe8ad4a);
    c.pending = rgb(0xd0b054);
    c.canceled = rgb(0x9aa3b2);
    c.skipped = rgb(0x717a8b);
    c.manual = rgb(0xa993f5);
    c.successSoft = rgb(0x183326);
    c.runningSoft = rgb(0x1a2b47);
    c.failedSoft = rgb(0x3d2021);
    c.warningSoft = rgb(0x3a2d15);
    c.info = rgb(0x5fb0e8);
    c.diffAdded = rgb(0x173324);
    c.diffRemoved = rgb(0x3c1f20);
    c.diffAddedText = rgb(0x5fd39a);
    c.diffRemovedText = rgb(0xf58a84);
    return c;
}

Colors highContrastColors()
{
    Colors c;
    c.dark = true;
    c.window = rgb(0x000000);
    c.surface = rgb(0x000000);
    c.raised = rgb(0x0a0a0a);
    c.sunken = rgb(0x000000);
    c.border = rgb(0xffffff);
    c.borderStrong = rgb(0xffffff);
    c.hover = rgb(0x2a2a2a);
    c.selection = rgb(0x004a9f);
    c.text = rgb(0xffffff);
    c.textMuted = rgb(0xf0f0f0);
    c.textFaint = rgb(0xc8c8c8);
    c.accent = rgb(0xffd60a);
    c.accentHover = rgb(0xffe45c);
    c.accentSoft = rgb(0x332b00);
    c.onAccent = rgb(0x000000);
    c.canvas = rgb(0x000000);
    c.canvasDot = rgb(0x303030);
    c.column = rgb(0x000000);
    c.edge = rgb(0xffffff);
    c.shadow = withAlpha(0x000000, 0);
    c.success = rgb(0x3dff8f);
    c.running = rgb(0x5cc8ff);
    c.failed = rgb(0xff7b72);
    c.warning = rgb(0xffb13d);
    c.pending = rgb(0xffe45c);
    c.canceled = rgb(0xd0d0d0);
    c.skipped = rgb(0xb8b8b8);
    c.manual = rgb(0xd2b8ff);
    c.successSoft = rgb(0x003319);
    c.runningSoft = rgb(0x002a44);
    c.failedSoft = rgb(0x400a08);
    c.warningSoft = rgb(0x3a2400);
    c.info = rgb(0x5cc8ff);
    c.diffAdded = rgb(0x003319);
    c.diffRemoved = rgb(0x400a08);
    c.diffAddedText = rgb(0x3dff8f);
    c.diffRemovedText = rgb(0xff7b72);
    return c;
}

} // namespace stagecraft::ui
