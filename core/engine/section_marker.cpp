// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/section_marker.h"

#include <QList>

namespace stagecraft::engine {

namespace {

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

} // namespace

std::optional<SectionMarker> sectionMarkerAt(QByteArrayView bytes)
{
    constexpr QByteArrayView startWord = "section_start:";
    constexpr QByteArrayView endWord = "section_end:";
    constexpr QByteArrayView eraseLine = "\r\x1b[0K";
    SectionMarker marker;
    marker.isStart = bytes.startsWith(startWord);
    if (!marker.isStart && !bytes.startsWith(endWord))
        return std::nullopt;
    qsizetype at = marker.isStart ? startWord.size() : endWord.size();

    const qsizetype timeAt = at;
    while (at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '9' && at - timeAt < 18)
        marker.time = marker.time * 10 + (bytes[at++] - '0');
    if (at == timeAt || at == bytes.size() || bytes[at] != ':')
        return std::nullopt;
    const qsizetype nameAt = ++at;
    while (at < bytes.size() && isNameCharacter(bytes[at]))
        ++at;
    marker.name = bytes.sliced(nameAt, at - nameAt).toByteArray();
    if (at < bytes.size() && bytes[at] == '[') {
        const qsizetype close = bytes.indexOf(']', at);
        if (close < 0)
            return std::nullopt;
        for (const QByteArray &option : bytes.sliced(at + 1, close - at - 1).toByteArray().split(',')) {
            marker.collapsed = marker.collapsed || option == "collapsed=true";
            marker.hideDuration = marker.hideDuration || option == "hide_duration=true";
        }
        at = close + 1;
    }
    if (marker.name.isEmpty() || !bytes.sliced(at).startsWith(eraseLine))
        return std::nullopt;
    marker.length = at + eraseLine.size();
    return marker;
}

} // namespace stagecraft::engine
