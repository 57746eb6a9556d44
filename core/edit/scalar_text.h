// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// How a string is written as a YAML scalar, so that GitLab's loader reads exactly this string again. Pure; safe on any
// thread.
#pragma once

#include "core/yaml/syntax_tree.h"

#include <QByteArray>

#include <string_view>

namespace stagecraft::edit {

/// May stand unquoted: no other type, no indicator, no comment. Errs on the side of quotes.
bool canBePlain(std::string_view text, bool flow);
/// In the wanted style where that is possible, else in the nearest one; one line. Block styles count as plain.
QByteArray scalarText(std::string_view text, yaml::ScalarStyle wanted, bool flow, char preferredQuote);
/// As a literal block without its header's comment: "|-" and lines, each indented; empty when it needs quotes.
/// `indent` is the column of the lines.
QByteArray literalText(std::string_view text, int indent, QByteArrayView newline);

} // namespace stagecraft::edit
