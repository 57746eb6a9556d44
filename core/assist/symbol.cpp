// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/symbol.h"

#include "core/assist/name_places.h"
#include "core/assist/variable_text.h"
#include "core/yaml/token.h"

#include <algorithm>

namespace stagecraft::assist {

using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;

namespace {

bool isInComment(const yaml::SyntaxTree &tree, qsizetype offset)
{
    const auto &tokens = tree.tokens();
    const auto behind = std::ranges::lower_bound(tokens, offset, {}, [](const yaml::Token &token) { return token.range.begin; });
    return behind != tokens.begin() && std::prev(behind)->kind == yaml::TokenKind::Comment;
}

std::string textOf(const yaml::SyntaxTree &tree, text::TextRange range)
{
    return tree.buffer().slice(range).toByteArray().toStdString();
}

Symbol named(SymbolKind kind, std::string name, const Node &node, NodeId id, const model::KeywordPlace &place)
{
    return {.kind = kind, .name = std::move(name), .range = node.value, .entry = place.entry, .node = id};
}

std::optional<Symbol> symbolOfKey(NodeId id, const Node &node, const model::KeywordPlace &place)
{
    if (place.isRoot() && !model::findKeyword(model::KeywordScope::Global, node.scalar) && node.scalar != "<<") {
        Symbol symbol = named(SymbolKind::Job, node.scalar, node, id, place);
        symbol.entry = node.scalar;
        return symbol;
    }
    if (place.isNamed) {
        if (place.keyword == "spec:inputs")
            return named(SymbolKind::Input, node.scalar, node, id, place);
        const bool isVariable = place.keyword.ends_with("variables") || place.keyword.ends_with("matrix");
        return isVariable ? std::optional(named(SymbolKind::Variable, node.scalar, node, id, place)) : std::nullopt;
    }
    const model::Keyword *keyword = keywordOf(place, node.scalar);
    if (!keyword)
        return {};
    Symbol symbol = named(SymbolKind::Keyword, keyword->name, node, id, place);
    symbol.keyword = keyword;
    return symbol;
}

std::optional<Symbol> symbolOfValue(NodeId id, const Node &node, const model::KeywordPlace &place)
{
    if (place.reference != NodeId::None) {
        if (place.item == 0)
            return named(SymbolKind::Job, node.scalar, node, id, place);
        const model::Keyword *keyword = place.item == 1 ? model::findKeyword(model::KeywordScope::Job, node.scalar) : nullptr;
        if (!keyword)
            return {};
        Symbol symbol = named(SymbolKind::Keyword, keyword->name, node, id, place);
        symbol.keyword = keyword;
        return symbol;
    }
    if (place.isValueOf("stages") && place.scope == model::KeywordScope::Global)
        return named(SymbolKind::Stage, node.scalar, node, id, place);
    switch (nameKindAt(place)) {
    case NameKind::Job: return named(SymbolKind::Job, node.scalar, node, id, place);
    case NameKind::Stage: return named(SymbolKind::Stage, node.scalar, node, id, place);
    case NameKind::ConfigFile: return named(SymbolKind::File, node.scalar, node, id, place);
    case NameKind::Variable:
        return place.isValueOf("inherit:variables") ? std::optional(named(SymbolKind::Variable, node.scalar, node, id, place)) : std::nullopt;
    case NameKind::ForeignFile: return named(SymbolKind::File, node.scalar, node, id, place);
    case NameKind::File:
    case NameKind::None: break;
    }
    const model::Keyword *keyword = keywordOf(place);
    if (!keyword || !keyword->values.contains(QString::fromStdString(node.scalar)))
        return {};
    Symbol symbol = named(SymbolKind::KeywordValue, node.scalar, node, id, place);
    symbol.keyword = keyword;
    return symbol;
}

} // namespace

std::optional<Symbol> symbolAt(const Knowledge &known, qsizetype offset)
{
    const yaml::SyntaxTree &tree = known.tree;
    if (offset < 0 || offset > tree.buffer().size() || isInComment(tree, offset))
        return {};
    const NodeId id = tree.nodeAt(offset);
    const model::KeywordPlace place = id == NodeId::None ? model::KeywordPlace() : model::placeOf(tree, id);
    if (const auto input = inputAt(tree.buffer(), offset))
        return Symbol{.kind = SymbolKind::Input, .name = textOf(tree, *input), .range = *input, .entry = place.entry, .node = id};
    if (const auto variable = variableAt(tree.buffer(), offset))
        return Symbol{.kind = SymbolKind::Variable, .name = textOf(tree, *variable), .range = *variable, .entry = place.entry, .node = id};
    if (id == NodeId::None)
        return {};
    const Node &node = tree.node(id);
    const text::TextRange anchor{std::max<qsizetype>(0, node.anchor.begin - 1), node.anchor.end};
    if (!node.anchor.isEmpty() && anchor.begin <= offset && offset <= anchor.end)
        return Symbol{.kind = SymbolKind::Anchor, .name = textOf(tree, node.anchor), .range = node.anchor, .entry = place.entry, .node = id};
    const bool isWord = node.kind == NodeKind::Scalar && node.style != yaml::ScalarStyle::Empty && node.value.begin <= offset
        && offset <= node.value.end && node.style != yaml::ScalarStyle::Literal && node.style != yaml::ScalarStyle::Folded;
    if (!isWord)
        return {};
    return place.isKey ? symbolOfKey(id, node, place) : symbolOfValue(id, node, place);
}

} // namespace stagecraft::assist
