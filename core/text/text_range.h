// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Places in a text. All offsets and columns count bytes of the buffer, a byte order mark included. Plain values.
// 32 bits are enough: texts are read up to maximumTextSize (core/base/files.h), and a tree holds many of these.
#pragma once

#include <QtTypes>

namespace stagecraft::text {

/// Half-open [begin, end) in bytes.
struct TextRange {
    qint32 begin = 0;
    qint32 end = 0;

    constexpr TextRange() = default;
    /// Pre: both below 2 GiB.
    constexpr TextRange(qsizetype from, qsizetype to) : begin(static_cast<qint32>(from)), end(static_cast<qint32>(to))
    {
    }

    qsizetype length() const { return end - begin; }
    bool isEmpty() const { return begin == end; }
    bool contains(qsizetype offset) const { return begin <= offset && offset < end; }
    bool contains(const TextRange &other) const { return begin <= other.begin && other.end <= end; }
    bool operator==(const TextRange &) const = default;
};

/// Zero-based line and byte column. People see both plus one.
struct TextPosition {
    int line = 0;
    int column = 0;
    bool operator==(const TextPosition &) const = default;
};

} // namespace stagecraft::text
