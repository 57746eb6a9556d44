// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which comments and which line ends belong to which entry: fills in Entry::full and Entry::leading.
//
// Comment lines directly above a key or dash, at the same column and without a blank line in between, belong to the
// entry and move with it. Comment lines below it that are indented deeper belong to it too: they stand in its body.
// Every other comment belongs to nobody and stays where it is.
#pragma once

#include "core/yaml/syntax_tree_data.h"

namespace stagecraft::yaml {

void computeEntrySpans(SyntaxTree::Data &data);

} // namespace stagecraft::yaml
