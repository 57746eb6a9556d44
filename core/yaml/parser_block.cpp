// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Block style: structure by indentation.
#include "core/yaml/parser.h"

namespace stagecraft::yaml {

/// Nothing more of a collection with this indent: the document ends, or a line that starts further left.
bool Parser::endsBlock(int indent)
{
    return atDocumentEnd() || peek().startsLineWithin(indent - 1);
}

/// After an error in a collection: goes on at the next line that is indented like it, or less.
void Parser::resynchronise(int indent)
{
    reportError();
    while (!atDocumentEnd() && !peek().startsLineWithin(indent))
        take();
}

NodeId Parser::parseBlockNode(int parentIndent, KeyAllowed keyAllowed, bool indentlessSequence)
{
    const auto endsHere = [&] {
        if (indentlessSequence && peek().kind() == TokenKind::BlockEntry && peek().firstOnLine()
            && peek().column() == parentIndent) {
            return false;
        }
        return endsBlock(parentIndent + 1);
    };
    qsizetype emptyAt = m_data.tokens.empty() ? m_part.begin : m_data.tokens.back().range.end;
    if (m_hasAhead)
        emptyAt = peek().place.offset;
    if (endsHere())
        return addEmpty(emptyAt);
    if (m_depth > maxDepth) {
        hitLimit(Limit::Depth);
        const NodeId skipped = addEmpty(m_lexer.place().offset);
        m_data.at(skipped).broken = true;
        m_data.tokens.push_back(m_lexer.skipTo(m_lexer.nextLineWithin(parentIndent)));
        return skipped;
    }

    const int startLine = peek().place.line;
    const bool startsLine = peek().firstOnLine();
    Properties outer; // on lines above the content: the node's own
    Properties inner; // on the content's line: a key's, if it is one
    parseProperties(inner);
    while (!inner.isEmpty() && (peek().kind() == TokenKind::Anchor || peek().kind() == TokenKind::Tag) && !endsHere()) {
        if (outer.isEmpty()) {
            outer = inner;
        } else {
            reportError();
        }
        inner = {};
        parseProperties(inner);
    }
    const auto mergeProperties = [&] {
        if (outer.isEmpty())
            return inner;
        Properties all = outer;
        if (!inner.isEmpty()) {
            if ((!all.anchor.isEmpty() && !inner.anchor.isEmpty()) || (!all.tag.isEmpty() && !inner.tag.isEmpty()))
                reportError();
            all.anchor = inner.anchor.isEmpty() ? all.anchor : inner.anchor;
            all.tag = inner.tag.isEmpty() ? all.tag : inner.tag;
            all.range.end = inner.range.end;
        }
        return all;
    };
    if (!inner.isEmpty() && endsHere()) {
        const Properties all = mergeProperties();
        const NodeId empty = addEmpty(all.range.end);
        applyProperties(empty, all);
        return empty;
    }

    const TokenKind kind = peek().kind();
    const int line = peek().place.line;
    const int column = peek().column();
    const bool sameLineAsParentKey = keyAllowed == KeyAllowed::OnLaterLine && line == startLine && !startsLine;
    if (!inner.isEmpty() && inner.line != line) { // they stand above the content
        inner = mergeProperties();
        outer = inner;
        inner = {};
    }

    ++m_depth;
    NodeId node = NodeId::None;
    if (kind == TokenKind::BlockEntry) {
        if (sameLineAsParentKey)
            reportError();
        const Properties all = mergeProperties();
        node = parseBlockSequence(column);
        applyProperties(node, all);
    } else if (kind == TokenKind::Key || kind == TokenKind::Value) {
        node = parseBlockMapping(inner.isEmpty() ? column : inner.column, inner, {});
        applyProperties(node, outer);
    } else {
        const Properties all = mergeProperties();
        const Content content = parseContent();
        const bool isKey = content.mayBeKey && peek().kind() == TokenKind::Value && peek().place.line == line
                           && !peek().firstOnLine();
        if (isKey && !sameLineAsParentKey) {
            node = parseBlockMapping(inner.isEmpty() ? column : inner.column, inner, content);
            applyProperties(node, outer);
        } else {
            node = content.node;
            applyProperties(node, all);
        }
    }
    --m_depth;
    return node;
}

NodeId Parser::parseBlockMapping(int indent, Properties keyProperties, Content key)
{
    const std::size_t errorsBefore = m_errors;
    const qsizetype begin = !keyProperties.isEmpty() ? keyProperties.range.begin
                            : key.node != NodeId::None ? startOf(key.node)
                                                       : peek().place.offset;
    const NodeId mapping = addNode(NodeKind::Mapping, begin);
    m_data.at(mapping).indent = indent;
    m_indents.push_back(indent);
    parseBlockMappingEntry(mapping, indent, keyProperties, key);
    while (!endsBlock(indent)) {
        if (!peek().startsLineWithin(indent) || peek().kind() == TokenKind::BlockEntry) {
            if (peek().kind() == TokenKind::BlockEntry && peek().startsLineWithin(indent))
                take();
            resynchronise(indent);
            continue;
        }
        parseBlockMappingEntry(mapping, indent, {}, {});
    }
    m_indents.pop_back();
    finishCollection(mapping, errorsBefore);
    return mapping;
}

NodeId Parser::parseBlockMappingKey(int indent)
{
    Properties properties;
    parseProperties(properties);
    NodeId key = NodeId::None;
    const bool onlyProperties = !properties.isEmpty() && peek().startsLineWithin(indent);
    if (peek().kind() == TokenKind::Value || atDocumentEnd() || onlyProperties)
        key = addEmpty(properties.isEmpty() ? peek().place.offset : properties.range.end);
    else
        key = parseContent().node;
    applyProperties(key, properties);
    return key;
}

void Parser::parseBlockMappingEntry(NodeId mapping, int indent, const Properties &keyProperties, Content key)
{
    Entry entry;
    const auto takeIndicator = [&] { entry.indicator = take().range; };
    if (key.node != NodeId::None) {
        entry.key = key.node;
        applyProperties(entry.key, keyProperties);
        takeIndicator();
        entry.value = parseBlockNode(indent, KeyAllowed::OnLaterLine, true);
        addEntry(mapping, entry);
        return;
    }
    if (peek().kind() == TokenKind::Key) {
        takeIndicator();
        entry.key = parseBlockNode(indent, KeyAllowed::Yes, true);
        if (peek().kind() == TokenKind::Value && peek().firstOnLine() && peek().column() == indent) {
            takeIndicator();
            entry.value = parseBlockNode(indent, KeyAllowed::Yes, true);
        } else {
            entry.value = addEmpty(endOfEntry(entry));
        }
        addEntry(mapping, entry);
        return;
    }
    const bool withoutKey = peek().kind() == TokenKind::Value && keyProperties.isEmpty();
    if (withoutKey) {
        entry.key = addEmpty(peek().place.offset);
    } else if (!keyProperties.isEmpty()) {
        entry.key = addEmpty(keyProperties.range.end);
        applyProperties(entry.key, keyProperties);
    } else {
        entry.key = parseBlockMappingKey(indent);
    }
    if (peek().kind() == TokenKind::Value && !(peek().firstOnLine() && !withoutKey)) {
        takeIndicator();
        entry.value = parseBlockNode(indent, withoutKey ? KeyAllowed::Yes : KeyAllowed::OnLaterLine, true);
    } else {
        // "key" without a colon: what is indented below it is its value all the same.
        const qsizetype end = endOfEntry(entry);
        reportError();
        m_data.at(entry.key).broken = true;
        entry.value = peek().firstOnLine() && !endsBlock(indent + 1)
                          ? parseBlockNode(indent, KeyAllowed::Yes, true)
                          : addEmpty(end);
    }
    addEntry(mapping, entry);
}

NodeId Parser::parseBlockSequence(int indent)
{
    const std::size_t errorsBefore = m_errors;
    const NodeId sequence = addNode(NodeKind::Sequence, peek().place.offset);
    m_data.at(sequence).indent = indent;
    m_indents.push_back(indent);
    bool first = true;
    while (!endsBlock(indent)) {
        const bool inPlace = first || (peek().firstOnLine() && peek().column() == indent);
        if (peek().kind() == TokenKind::BlockEntry && inPlace) {
            Entry entry;
            entry.indicator = take().range;
            entry.value = parseBlockNode(indent, KeyAllowed::Yes, false);
            addEntry(sequence, entry);
        } else if (inPlace) {
            break; // a key of the mapping around a sequence that is not indented
        } else {
            resynchronise(indent);
        }
        first = false;
    }
    m_indents.pop_back();
    finishCollection(sequence, errorsBefore);
    return sequence;
}

} // namespace stagecraft::yaml
