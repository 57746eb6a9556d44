// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Literal ('|') and folded ('>') scalars: extent and content in one reading, so that both always agree.
#pragma once

#include <QtTypes>

#include <string>
#include <string_view>

namespace stagecraft::yaml {

/// Reads the block scalar whose '|' or '>' stands at the offset, inside a collection of that indent (-1: none).
/// Answers its end: after its last line, without that line's ending. The decoded content goes to `content` if given.
qsizetype scanBlockScalar(std::string_view text, qsizetype offset, int parentIndent, std::string *content);

} // namespace stagecraft::yaml
