// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Sketch: the part of a text around a cursor, completed so that it can be read while somebody is in the middle of
// writing it: a mark stands at the cursor, a key gets the colon that it lacks, open brackets and quotes of the line are
// closed. Only the top-level entry around the cursor is read again, so the cost does not grow with the file. Any thread.
#pragma once

#include "core/model/keyword_place.h"
#include "core/text/text_buffer.h"

#include <optional>

namespace stagecraft::assist {

struct Sketch {
    yaml::SyntaxTree tree;
    yaml::NodeId node = yaml::NodeId::None; ///< the scalar or alias that holds the mark; None in broken text
    model::KeywordPlace place = {};
    text::TextRange range = {}; ///< what was written of it, in the text; without quotes
    bool isComment = false;
    bool isBlockText = false; ///< inside of a block scalar or of a text over several lines
    bool isQuoted = false;
    bool lacksColon = false; ///< a key that is only a word yet
    bool lacksSpace = false; ///< directly behind a colon or dash
    bool isFlow = false;
};

/// As what is being written stands there now. Pre, here and below: the offset is not inside of a line's ending.
Sketch sketchAt(const text::TextBuffer &text, qsizetype offset);
/// As if the word at the cursor were to become a key; nothing where it can't.
std::optional<Sketch> keySketchAt(const text::TextBuffer &text, qsizetype offset);

} // namespace stagecraft::assist
