// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Changes to a text as data. A patch is the only way in which anything changes a document; its inverse is undo.
#pragma once

#include "core/text/text_range.h"

#include <QByteArray>

#include <vector>

namespace stagecraft::text {

/// Replaces a range of the old text.
struct TextEdit {
    TextRange range;
    QByteArray replacement;
    bool operator==(const TextEdit &) const = default;
};

/// Edits in ascending order that do not overlap; all ranges mean the text before the patch.
struct TextPatch {
    std::vector<TextEdit> edits;

    bool isEmpty() const { return edits.empty(); }
    /// Sorted and not overlapping, and inside a text of this size.
    bool isValidFor(qsizetype size) const;
    /// Pre: isValidFor(before.size()).
    QByteArray appliedTo(const QByteArray &before) const;
    /// The patch that turns the result back into `before`.
    TextPatch inverse(const QByteArray &before) const;
    bool operator==(const TextPatch &) const = default;
};

} // namespace stagecraft::text
