// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Variables and inputs as they are written in text: $NAME, ${NAME}, $[[ inputs.name ]]. Only bytes are looked at. Pure;
// any thread.
#pragma once

#include "core/text/text_buffer.h"

#include <optional>
#include <string_view>
#include <vector>

namespace stagecraft::assist {

struct VariableText {
    text::TextRange name;
    bool hasBrace = false;
};

/// The variable whose name is being written at the offset: the whole of it, which may be empty.
std::optional<VariableText> variableBefore(const text::TextBuffer &text, qsizetype offset);
/// "inputs.name" or its begin, when the offset stands inside of "$[[".
std::optional<text::TextRange> inputBefore(const text::TextBuffer &text, qsizetype offset);

/// The name of a variable, or of an input, that is written around the offset.
std::optional<text::TextRange> variableAt(const text::TextBuffer &text, qsizetype offset);
std::optional<text::TextRange> inputAt(const text::TextBuffer &text, qsizetype offset);

/// In an expression such as `$NAME == "va`: the name, and the value that is being written in quotes at the offset.
struct Comparison {
    text::TextRange name;
    text::TextRange value;
};
std::optional<Comparison> comparisonBefore(const text::TextBuffer &text, qsizetype offset);

/// All places at which the variable's name, or the input's, is written behind "$", "${" or "inputs.".
std::vector<text::TextRange> usesOfVariable(const text::TextBuffer &text, std::string_view name);
std::vector<text::TextRange> usesOfInput(const text::TextBuffer &text, std::string_view name);

} // namespace stagecraft::assist
