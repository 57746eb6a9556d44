// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A line of a log as people read it: text and styled spans out of bytes with escape sequences. Understood: colours and
// styles (SGR), carriage returns (what stood before is replaced, as GitLab shows progress bars), erase-line, GitLab's
// section markers (removed). Every other escape, control or direction-changing character is shown as a mark, so that a
// log cannot reach a title, a clipboard or a reader's trust. Invalid UTF-8 is replaced here and only here.
// Pure function; any thread.
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringView>

#include <vector>

namespace stagecraft::engine {

/// -1: the default colour; 0 … 255: the terminal palette; otherwise 0x1000000 | 0xRRGGBB.
using AnsiColor = int;

struct TextStyle {
    AnsiColor foreground = -1;
    AnsiColor background = -1;
    bool bold = false;
    bool faint = false;
    bool italic = false;
    bool underline = false;
    bool strikeOut = false;
    bool inverse = false;
    bool operator==(const TextStyle &) const = default;
};

struct StyleSpan {
    qsizetype start = 0; ///< in AnsiLine::text
    qsizetype length = 0;
    TextStyle style;
};

struct AnsiLine {
    QString text;
    std::vector<StyleSpan> spans; ///< in order; text outside of them has the default style
    TextStyle endStyle;           ///< with which the next line begins
    bool onlyMarkers = false;     ///< nothing but section markers: views leave the line out
};

/// Text with a mark in place of each character that would change what its reader believes to see, or what a terminal
/// does: controls other than tabs and line feeds, direction changes, invisible characters.
QString visibleText(QStringView text);

/// `line` without its line feed.
AnsiLine ansiLine(QByteArrayView line, const TextStyle &startStyle = {});

} // namespace stagecraft::engine
