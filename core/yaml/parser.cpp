// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/yaml/parser.h"

#include "core/yaml/block_scalar.h"
#include "core/yaml/scalar_decoder.h"

#include <algorithm>

namespace stagecraft::yaml {

Parser::Parser(SyntaxTree::Data &data, std::string_view text, TextRange part, bool tolerant)
    : m_data(data), m_text(text), m_part(part), m_lexer(text, part), m_tolerant(tolerant)
{
}

NodeId Parser::parseDocument()
{
    bool explicitStart = false;
    while (peek().kind() == TokenKind::Directive || peek().kind() == TokenKind::DocumentStart
           || peek().kind() == TokenKind::DocumentEnd) {
        const TokenKind kind = take().kind;
        if (kind == TokenKind::DocumentStart) {
            explicitStart = true;
            break;
        }
    }
    NodeId root = NodeId::None;
    if (explicitStart || peek().kind() != TokenKind::End)
        root = parseBlockNode(-1, KeyAllowed::Yes, false);
    if (m_tolerant && root != NodeId::None && !atDocumentEnd())
        reportError();
    if (peek().kind() == TokenKind::DocumentEnd)
        take();
    if (peek().kind() != TokenKind::End)
        m_ignoredFrom = peek().place.offset;
    stop();
    return root;
}

const Parser::Lookahead &Parser::peek()
{
    if (m_hasAhead)
        return m_ahead;
    while (auto trivia = m_lexer.nextTrivia()) {
        m_data.tokens.push_back(*trivia);
        stopAtLimits();
    }
    stopAtLimits();
    m_ahead.place = m_lexer.place();
    // A line that is indented less belongs to a collection further out, although the inner ones are still open.
    int indent = -1;
    const int column = m_ahead.column();
    for (auto it = m_indents.rbegin(); it != m_indents.rend(); ++it) {
        if (*it <= column || m_flowDepth > 0) {
            indent = *it;
            break;
        }
    }
    m_ahead.token = m_lexer.next({.flow = m_flowDepth > 0, .indent = indent, .tolerant = m_tolerant});
    m_ahead.endLine = m_lexer.place().line;
    m_hasAhead = true;
    return m_ahead;
}

Token Parser::take()
{
    peek();
    m_hasAhead = false;
    if (m_ahead.kind() != TokenKind::End)
        m_data.tokens.push_back(m_ahead.token);
    return m_ahead.token;
}

void Parser::relex()
{
    if (m_hasAhead)
        m_lexer.rewind(m_ahead.place);
    m_hasAhead = false;
}

void Parser::stop()
{
    relex();
    if (m_lexer.place().offset < m_part.end)
        m_data.tokens.push_back(m_lexer.skipTo(m_part.end));
}

void Parser::stopAtLimits()
{
    if (m_lexer.place().offset >= m_part.end)
        return;
    if (m_data.tokens.size() >= maxTokens)
        hitLimit(Limit::Size);
    else if (m_errors < maxErrors)
        return;
    stop();
}

void Parser::hitLimit(Limit limit)
{
    relex();
    if (m_limit == Limit::None)
        m_limitOffset = m_lexer.place().offset;
    m_limit = std::max(m_limit, limit);
    m_tolerant = true;
    reportError();
}

bool Parser::atDocumentEnd()
{
    const TokenKind kind = peek().kind();
    return kind == TokenKind::End || kind == TokenKind::DocumentStart || kind == TokenKind::DocumentEnd
           || kind == TokenKind::Directive;
}

std::string_view Parser::slice(TextRange range) const
{
    return m_text.substr(static_cast<std::size_t>(range.begin), static_cast<std::size_t>(range.length()));
}

NodeId Parser::addNode(NodeKind kind, qsizetype offset)
{
    Node &node = m_data.nodes.emplace_back();
    node.kind = kind;
    node.value = {offset, offset};
    if (m_data.nodes.size() >= maxNodes) {
        hitLimit(Limit::Size);
        stop();
    }
    return static_cast<NodeId>(m_data.nodes.size() - 1);
}

NodeId Parser::addEmpty(qsizetype offset)
{
    return addNode(NodeKind::Scalar, offset);
}

NodeId Parser::addEmptyWith(const Properties &properties)
{
    const NodeId id = addEmpty(properties.isEmpty() ? peek().place.offset : properties.range.end);
    applyProperties(id, properties);
    return id;
}

/// Reads nothing of a node that is nested too deeply, up to the next line of the block around it.
NodeId Parser::skipTooDeep(int blockIndent)
{
    hitLimit(Limit::Depth);
    const NodeId id = addEmpty(m_lexer.place().offset);
    m_data.at(id).broken = true;
    m_data.tokens.push_back(m_lexer.skipTo(m_lexer.nextLineWithin(blockIndent)));
    return id;
}

qsizetype Parser::endOfLastToken() const
{
    for (auto token = m_data.tokens.rbegin(); token != m_data.tokens.rend(); ++token) {
        if (!isTrivia(token->kind))
            return std::max(token->range.end, m_part.begin);
    }
    return m_part.begin;
}

/// The ':' of a key that stands on this line.
bool Parser::atColonOf(int line)
{
    return peek().kind() == TokenKind::Value && peek().place.line == line && !peek().firstOnLine();
}

qsizetype Parser::startOf(NodeId id) const
{
    const Node &node = m_data.at(id);
    return node.properties.isEmpty() ? node.value.begin : node.properties.begin;
}

qsizetype Parser::endOfEntry(const Entry &entry) const
{
    qsizetype end = entry.indicator.end;
    for (const NodeId id : {entry.key, entry.value}) {
        if (id != NodeId::None)
            end = std::max<qsizetype>({end, m_data.at(id).value.end, m_data.at(id).properties.end});
    }
    return end;
}

void Parser::applyProperties(NodeId id, const Properties &properties)
{
    if (properties.isEmpty())
        return;
    Node &node = m_data.at(id);
    node.properties = properties.range;
    node.anchor = properties.anchor;
    node.tag = properties.tag;
    if (properties.anchor.isEmpty())
        return;
    Anchor &anchor = m_anchors[slice(properties.anchor)];
    anchor.node = id;
    for (const NodeId alias : anchor.waiting)
        m_data.at(alias).target = id;
    anchor.waiting.clear();
}

void Parser::addEntry(NodeId collection, Entry entry)
{
    const auto index = static_cast<int>(m_data.at(collection).entries.size());
    for (const NodeId child : {entry.key, entry.value}) {
        if (child != NodeId::None) {
            m_data.at(child).parent = collection;
            m_data.at(child).entry = index;
        }
    }
    Node &node = m_data.at(collection);
    node.value.end = static_cast<qint32>(std::max<qsizetype>(node.value.end, endOfEntry(entry)));
    node.entries.push_back(entry);
}

void Parser::finishCollection(NodeId id, std::size_t errorsBefore)
{
    m_data.at(id).broken = m_errors > errorsBefore;
}

bool Parser::Properties::absorb(const Properties &later)
{
    if (later.isEmpty())
        return true;
    if ((!anchor.isEmpty() && !later.anchor.isEmpty()) || (!tag.isEmpty() && !later.tag.isEmpty()))
        return false;
    if (isEmpty()) {
        *this = later;
        return true;
    }
    anchor = anchor.isEmpty() ? later.anchor : anchor;
    tag = tag.isEmpty() ? later.tag : tag;
    range.end = later.range.end;
    return true;
}

bool Parser::atProperty()
{
    return peek().kind() == TokenKind::Anchor || peek().kind() == TokenKind::Tag;
}

/// At most one anchor and one tag, on one line.
Parser::Properties Parser::parseProperties()
{
    Properties properties;
    while (atProperty()) {
        const Lookahead ahead = peek();
        TextRange &slot = ahead.kind() == TokenKind::Anchor ? properties.anchor : properties.tag;
        if (!slot.isEmpty() || (!properties.isEmpty() && ahead.place.line != properties.line))
            break;
        take();
        slot = ahead.token.range;
        if (properties.isEmpty()) {
            properties.line = ahead.place.line;
            properties.column = ahead.column();
            properties.range.begin = slot.begin;
        }
        properties.range.end = slot.end;
        if (ahead.kind() == TokenKind::Anchor) {
            ++slot.begin;
            m_anchors[slice(slot)] = {};
        }
    }
    return properties;
}

NodeId Parser::parseAlias()
{
    const Token token = take();
    const NodeId id = addNode(NodeKind::Alias, token.range.begin);
    Node &node = m_data.at(id);
    node.value = token.range;
    node.anchor = {token.range.begin + 1, token.range.end};
    if (const auto anchor = m_anchors.find(slice(node.anchor)); anchor != m_anchors.end()) {
        node.target = anchor->second.node;
        if (node.target == NodeId::None)
            anchor->second.waiting.push_back(id);
    }
    return id;
}

NodeId Parser::parseScalar()
{
    const Lookahead ahead = peek();
    const TextRange range = take().range;
    const NodeId id = addNode(NodeKind::Scalar, range.begin);
    Node &node = m_data.at(id);
    node.value = range;
    const std::string_view written = slice(range);
    switch (ahead.kind()) {
    case TokenKind::SingleQuoted:
    case TokenKind::DoubleQuoted: {
        const bool single = ahead.kind() == TokenKind::SingleQuoted;
        node.style = single ? ScalarStyle::SingleQuoted : ScalarStyle::DoubleQuoted;
        node.scalar = single ? decodeSingleQuoted(written) : decodeDoubleQuoted(written);
        node.broken = written.size() < 2 || written.back() != written.front();
        break;
    }
    case TokenKind::Literal:
    case TokenKind::Folded: {
        node.style = ahead.kind() == TokenKind::Literal ? ScalarStyle::Literal : ScalarStyle::Folded;
        int indent = -1;
        for (const int open : m_indents)
            indent = open <= ahead.column() ? open : indent;
        scanBlockScalar(m_text.substr(0, static_cast<std::size_t>(m_part.end)), range.begin, indent, &node.scalar);
        break;
    }
    default:
        node.style = ScalarStyle::Plain;
        node.scalar = decodePlain(written);
        node.broken = ahead.kind() == TokenKind::Invalid;
        break;
    }
    if (node.broken)
        reportError();
    return id;
}

} // namespace stagecraft::yaml
