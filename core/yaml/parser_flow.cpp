// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Flow style: structure by brackets; and the content that both styles share.
#include "core/yaml/parser.h"

#include <algorithm>

namespace stagecraft::yaml {

/// Scalar, alias or flow collection. What may not stand here becomes an empty broken node.
Parser::Content Parser::parseContent()
{
    const Lookahead ahead = peek();
    const bool oneLine = ahead.place.line == ahead.endLine;
    switch (ahead.kind()) {
    case TokenKind::Alias: return {parseAlias(), oneLine};
    case TokenKind::FlowSequenceStart:
    case TokenKind::FlowMappingStart: {
        const NodeId node = parseFlowCollection(ahead.kind() == TokenKind::FlowSequenceStart ? NodeKind::Sequence
                                                                                             : NodeKind::Mapping);
        return {node, true};
    }
    case TokenKind::Plain:
    case TokenKind::SingleQuoted:
    case TokenKind::DoubleQuoted:
    case TokenKind::Invalid: return {parseScalar(), oneLine};
    case TokenKind::Literal:
    case TokenKind::Folded: return {parseScalar(), false};
    default: break;
    }
    reportError();
    take();
    const NodeId empty = addEmpty(ahead.place.offset);
    m_data.at(empty).broken = true;
    return {empty, false};
}

/// The brackets are not closed here: the document ends, or a line follows that belongs to the block around them.
bool Parser::flowEndsHere()
{
    if (atDocumentEnd())
        return true;
    const TokenKind kind = peek().kind();
    if (!m_tolerant || kind == TokenKind::FlowSequenceEnd || kind == TokenKind::FlowMappingEnd)
        return false;
    return !m_indents.empty() && peek().startsLineWithin(m_indents.back());
}

NodeId Parser::parseFlowCollection(NodeKind kind)
{
    const std::size_t errorsBefore = m_errors;
    const NodeId collection = addNode(kind, peek().place.offset);
    m_data.at(collection).flow = true;
    ++m_flowDepth;
    qsizetype end = take().range.end;
    bool closed = false;
    bool commaExpected = false;
    while (!closed && !flowEndsHere()) {
        const TokenKind next = peek().kind();
        if (next == TokenKind::FlowSequenceEnd || next == TokenKind::FlowMappingEnd) {
            if ((next == TokenKind::FlowSequenceEnd) != (kind == NodeKind::Sequence))
                reportError();
            end = take().range.end;
            closed = true;
        } else if (next == TokenKind::FlowEntry) {
            if (!commaExpected)
                reportError();
            end = take().range.end;
            commaExpected = false;
        } else {
            if (commaExpected)
                reportError();
            parseFlowEntry(collection, kind);
            commaExpected = true;
        }
    }
    --m_flowDepth;
    if (!closed) {
        reportError();
        relex();
    }
    Node &node = m_data.at(collection);
    node.value.end = static_cast<qint32>(std::max<qsizetype>(node.value.end, end));
    finishCollection(collection, errorsBefore);
    return collection;
}

NodeId Parser::parseFlowNode()
{
    if (m_depth > maxDepth)
        return skipTooDeep(m_indents.empty() ? -1 : m_indents.back());
    Properties properties;
    while (atProperty()) {
        if (!properties.absorb(parseProperties()))
            reportError();
    }
    const TokenKind kind = peek().kind();
    const bool missing = kind == TokenKind::FlowEntry || kind == TokenKind::FlowSequenceEnd
                         || kind == TokenKind::FlowMappingEnd || kind == TokenKind::Value || flowEndsHere();
    if (missing)
        return properties.isEmpty() ? addEmpty(endOfLastToken()) : addEmptyWith(properties);
    const DepthGuard guard(m_depth);
    const NodeId node = parseContent().node;
    applyProperties(node, properties);
    return node;
}

void Parser::parseFlowEntry(NodeId collection, NodeKind kind)
{
    const std::size_t errorsBefore = m_errors;
    Entry entry;
    const bool explicitKey = peek().kind() == TokenKind::Key;
    const qsizetype begin = peek().place.offset;
    if (explicitKey)
        entry.indicator = take().range;
    const NodeId first = parseFlowNode();
    const bool pair = peek().kind() == TokenKind::Value;
    if (kind == NodeKind::Sequence && !pair && !explicitKey) {
        entry.value = first;
        addEntry(collection, entry);
        return;
    }
    entry.key = first;
    if (pair) {
        entry.indicator = take().range;
        entry.value = parseFlowNode();
    } else {
        entry.value = addEmpty(m_data.at(first).value.end);
    }
    if (kind == NodeKind::Mapping) {
        addEntry(collection, entry);
        return;
    }
    // "[a: b]": a mapping of one entry without brackets of its own
    const NodeId single = addNode(NodeKind::Mapping, explicitKey ? begin : startOf(first));
    m_data.at(single).flow = true;
    addEntry(single, entry);
    finishCollection(single, errorsBefore);
    Entry item;
    item.value = single;
    addEntry(collection, item);
}

} // namespace stagecraft::yaml
