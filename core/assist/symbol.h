// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Symbol: what a place of a text names: a job, a stage, a variable …, or which keyword it is. The offset counts in
// known.tree's text. Pure; any thread.
#pragma once

#include "core/assist/knowledge.h"
#include "core/model/keyword_place.h"

#include <optional>

namespace stagecraft::assist {

enum class SymbolKind { Keyword, KeywordValue, Job, Stage, Anchor, Variable, Input, File };

struct Symbol {
    SymbolKind kind = SymbolKind::Keyword;
    std::string name;
    text::TextRange range;
    std::string entry = {};                 ///< the key at the top level around it
    const model::Keyword *keyword = nullptr; ///< of Keyword and KeywordValue
    yaml::NodeId node = yaml::NodeId::None;
};

std::optional<Symbol> symbolAt(const Knowledge &known, qsizetype offset);

} // namespace stagecraft::assist
