// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/terminal_text.h"

#include "core/engine/ansi_text.h"
#include "core/engine/section_marker.h"

#include <algorithm>
#include <optional>

namespace stagecraft::cli {

namespace {

/// The length of the control sequence "ESC [ … letter" at the start of `text`; 0 when there is none.
qsizetype controlSequenceLength(QByteArrayView text)
{
    if (!text.startsWith("\x1b["))
        return 0;
    for (qsizetype i = 2; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x40 && c <= 0x7e)
            return i + 1;
        if (c < 0x20 || c > 0x3f)
            return 0;
    }
    return 0;
}

/// How many bytes are text: up to a control character or a section marker.
qsizetype plainLength(QByteArrayView text)
{
    qsizetype end = 0;
    const auto isText = [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); };
    while (end < text.size() && isText(text[end]) && (text[end] != 's' || !engine::sectionMarkerAt(text.sliced(end))))
        ++end;
    return end;
}

bool isAscii(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isColour(QByteArrayView sequence)
{
    return sequence.endsWith('m') && std::all_of(sequence.begin() + 2, sequence.end() - 1, [](char c) {
               return (c >= '0' && c <= '9') || c == ';' || c == ':';
           });
}

bool isEraseLine(QByteArrayView sequence)
{
    return sequence == "\x1b[0K" || sequence == "\x1b[K";
}

} // namespace

QByteArray terminalLine(QByteArrayView line, bool colours)
{
    QByteArray shown;
    bool sawMarker = false;
    bool sawColour = false;
    while (!line.isEmpty()) {
        if (const std::optional<engine::SectionMarker> marker = engine::sectionMarkerAt(line)) {
            sawMarker = true;
            line = line.sliced(marker->length);
            continue;
        }
        const char c = line.front();
        if (c == '\r') {
            if (line.size() > 1 && !engine::sectionMarkerAt(line.sliced(1)))
                shown.clear();
            line = line.sliced(1);
        } else if (const qsizetype length = controlSequenceLength(line); length > 0) {
            const QByteArrayView sequence = line.first(length);
            if (isColour(sequence)) {
                if (colours) {
                    shown.append(sequence);
                    sawColour = true;
                }
            } else if (!isEraseLine(sequence)) {
                shown.append("\xe2\x90\x9b").append(sequence.sliced(1));
            }
            line = line.sliced(length);
        } else {
            const auto byte = static_cast<unsigned char>(c);
            if (byte == 0x1b)
                shown.append("\xe2\x90\x9b");
            else if ((byte < 0x20 && c != '\t') || byte == 0x7f)
                shown.append("\xef\xbf\xbd");
            const qsizetype plain = plainLength(line);
            if (isAscii(line.first(plain)))
                shown.append(line.first(plain));
            else
                shown.append(engine::visibleText(QString::fromUtf8(line.first(plain))).toUtf8());
            line = line.sliced(std::max<qsizetype>(plain, 1));
        }
    }
    if (shown.isEmpty() && sawMarker)
        return {};
    if (sawColour)
        shown.append("\x1b[0m");
    return shown.isNull() ? QByteArray("") : shown;
}

} // namespace stagecraft::cli
