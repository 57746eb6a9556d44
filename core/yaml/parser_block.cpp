// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Block style: structure by indentation.
#include "core/yaml/parser.h"

namespace stagecraft::yaml {

/// Nothing more of a collection with this indent: the document ends, or something that stands further left. As a rule
/// it starts a line; behind the end of a flow collection or quoted scalar of several lines it need not.
bool Parser::endsBlock(int indent)
{
    return atDocumentEnd() || peek().column() < indent;
}

/// After an error in a collection: goes on at the next line that is indented like it, or less.
void Parser::resynchronise(int indent)
{
    reportError();
    while (!atDocumentEnd() && !peek().startsLineWithin(indent))
        take();
}

/// The value of a collection with this indent is not written: the next line belongs to the collection itself.
bool Parser::valueIsMissing(int parentIndent, bool indentlessSequence)
{
    const Lookahead &ahead = peek();
    if (ahead.firstOnLine() && ahead.column() == parentIndent) {
        // "key:⏎- item", and libyaml also takes a '|' or '>' that stands below its key
        const bool isValue = ahead.kind() == TokenKind::Literal || ahead.kind() == TokenKind::Folded
                             || (indentlessSequence && ahead.kind() == TokenKind::BlockEntry);
        if (isValue)
            return false;
    }
    return endsBlock(parentIndent + 1);
}

/// Properties on lines above the content belong to the node itself, those on its line to the key if it begins with one.
/// False when libyaml would stop reading here: the node is nothing but its properties then.
bool Parser::parseBlockProperties(int parentIndent, bool indentlessSequence, Properties &above, Properties &beside)
{
    beside = parseProperties();
    while (atProperty() && peek().place.line != beside.line && !valueIsMissing(parentIndent, indentlessSequence)) {
        if (!above.absorb(beside))
            return false;
        beside = parseProperties();
    }
    if (beside.isEmpty())
        return true;
    const bool missing = valueIsMissing(parentIndent, indentlessSequence);
    if (missing || peek().place.line != beside.line) {
        if (!above.absorb(beside))
            return false;
        beside = {};
    }
    return !missing && (beside.isEmpty() || (!atProperty() && peek().kind() != TokenKind::Alias));
}

NodeId Parser::parseBlockNode(int parentIndent, KeyAllowed keyAllowed, bool indentlessSequence)
{
    if (valueIsMissing(parentIndent, indentlessSequence))
        return addEmpty(endOfLastToken());
    if (m_depth > maxDepth)
        return skipTooDeep(parentIndent);

    const bool onParentLine = keyAllowed == KeyAllowed::OnLaterLine && !peek().firstOnLine();
    const int parentLine = peek().place.line;
    Properties above;
    Properties beside;
    if (!parseBlockProperties(parentIndent, indentlessSequence, above, beside)) {
        above.absorb(beside);
        return addEmptyWith(above);
    }
    Properties all = above;
    const bool clash = !all.absorb(beside);

    const Lookahead ahead = peek();
    const int column = beside.isEmpty() ? ahead.column() : beside.column;
    const bool mayOpenBlock = !onParentLine || ahead.place.line != parentLine;
    const DepthGuard guard(m_depth);
    NodeId node = NodeId::None;
    if (ahead.kind() == TokenKind::BlockEntry) {
        if (!mayOpenBlock)
            reportError();
        node = parseBlockSequence(ahead.column());
        applyProperties(node, all);
        return node;
    }
    if (ahead.kind() == TokenKind::Key || ahead.kind() == TokenKind::Value) {
        node = parseBlockMapping(column, beside, NodeId::None);
        applyProperties(node, above);
        return node;
    }
    const Content content = parseContent();
    if (mayOpenBlock && content.mayBeKey && atColonOf(ahead.place.line)) {
        node = parseBlockMapping(column, beside, content.node);
        applyProperties(node, above);
        return node;
    }
    if (clash || (ahead.kind() == TokenKind::Alias && !all.isEmpty())) {
        reportError();
        return addEmptyWith(above);
    }
    applyProperties(content.node, all);
    return content.node;
}

NodeId Parser::parseBlockMapping(int indent, const Properties &keyProperties, NodeId key)
{
    const std::size_t errorsBefore = m_errors;
    const qsizetype begin = !keyProperties.isEmpty() ? keyProperties.range.begin
                            : key != NodeId::None    ? startOf(key)
                                                     : peek().place.offset;
    const NodeId mapping = addNode(NodeKind::Mapping, begin);
    m_data.at(mapping).indent = indent;
    m_indents.push_back(indent);
    if (key == NodeId::None && !keyProperties.isEmpty())
        key = addEmptyWith(keyProperties);
    else if (key != NodeId::None)
        applyProperties(key, keyProperties);
    parseBlockMappingEntry(mapping, indent, key);
    while (!endsBlock(indent)) {
        const bool atDash = peek().kind() == TokenKind::BlockEntry;
        if (peek().startsLineWithin(indent) && !atDash) {
            parseBlockMappingEntry(mapping, indent, NodeId::None);
        } else {
            if (atDash)
                take();
            resynchronise(indent);
        }
    }
    m_indents.pop_back();
    finishCollection(mapping, errorsBefore);
    return mapping;
}

/// `key` has been read already when it opened the mapping.
void Parser::parseBlockMappingEntry(NodeId mapping, int indent, NodeId key)
{
    Entry entry;
    if (key == NodeId::None && peek().kind() == TokenKind::Key) {
        entry.indicator = take().range;
        entry.key = parseBlockNode(indent, KeyAllowed::Yes, true);
        if (peek().kind() == TokenKind::Value && peek().firstOnLine() && peek().column() == indent) {
            entry.indicator = take().range;
            entry.value = parseBlockNode(indent, KeyAllowed::Yes, true);
        } else {
            entry.value = addEmpty(endOfEntry(entry));
        }
    } else if (key == NodeId::None && peek().kind() == TokenKind::Value) {
        entry.key = addEmpty(peek().place.offset);
        entry.indicator = take().range;
        entry.value = parseBlockNode(indent, KeyAllowed::Yes, true);
    } else {
        const int line = peek().place.line;
        entry.key = key == NodeId::None ? parseBlockMappingKey(indent) : key;
        if (atColonOf(line)) {
            entry.indicator = take().range;
            entry.value = parseBlockNode(indent, KeyAllowed::OnLaterLine, true);
        } else {
            // "key" without a colon: what is indented below it is its value all the same.
            reportError();
            m_data.at(entry.key).broken = true;
            const bool valueBelow = peek().firstOnLine() && !endsBlock(indent + 1);
            entry.value = valueBelow ? parseBlockNode(indent, KeyAllowed::Yes, true) : addEmpty(endOfEntry(entry));
        }
    }
    addEntry(mapping, entry);
}

NodeId Parser::parseBlockMappingKey(int indent)
{
    const Properties properties = parseProperties();
    const bool onlyProperties = !properties.isEmpty() && peek().startsLineWithin(indent);
    if (peek().kind() == TokenKind::Value || atDocumentEnd() || onlyProperties)
        return addEmptyWith(properties);
    const NodeId key = parseContent().node;
    applyProperties(key, properties);
    return key;
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
