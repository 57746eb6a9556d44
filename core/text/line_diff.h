// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which lines two texts share, by Myers' algorithm with a bound on its work. Pure functions; any thread.
#pragma once

#include <QByteArrayView>

#include <vector>

namespace stagecraft::text {

/// The lines of a text with their "\n"; the last one may lack it.
std::vector<QByteArrayView> splitLines(QByteArrayView text);

/// Lines [beforeBegin, beforeEnd) became [afterBegin, afterEnd); one of the two may be empty.
struct LineChange {
    int beforeBegin = 0;
    int beforeEnd = 0;
    int afterBegin = 0;
    int afterEnd = 0;
    bool operator==(const LineChange &) const = default;
};

/// The changes in order; they do not touch each other.
std::vector<LineChange> changedLines(const std::vector<QByteArrayView> &before,
                                     const std::vector<QByteArrayView> &after);

} // namespace stagecraft::text
