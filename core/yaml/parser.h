// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Parser: one YAML document text → nodes and tokens in a SyntaxTree::Data. It accepts everything that libyaml accepts
// and reads it the same way; whatever else stands there costs no more than the lines around it: reading goes on at the
// next line that is indented like the collection around the error, or less. Recursive, but never deeper than maxDepth.
// One thread.
#pragma once

#include "core/yaml/lexer.h"
#include "core/yaml/syntax_tree_data.h"

#include <string>
#include <unordered_map>

namespace stagecraft::yaml {

/// GitLab refuses deeper pipelines ("The parsed YAML is too big").
inline constexpr int maxDepth = 100;
/// Bytes of a file; GitLab refuses longer ones ("The provided YAML is too big").
inline constexpr qsizetype maxSize = 2 * 1024 * 1024;
/// More than any pipeline that GitLab accepts has; they bound time and memory.
inline constexpr std::size_t maxNodes = 200'000;
inline constexpr std::size_t maxTokens = 600'000;
/// A text with more is no pipeline that somebody is writing; what follows is skipped.
inline constexpr std::size_t maxErrors = 1'000;

class Parser
{
public:
    /// `tolerant`: the text is known to be broken, so indentation is trusted more than brackets and quotes.
    Parser(SyntaxTree::Data &data, std::string_view text, TextRange part, bool tolerant);

    /// The part's first document; None when it has no content. All bytes of the part become tokens.
    NodeId parseDocument();

    enum class Limit { None, Depth, Size };
    /// The worst limit that was hit, and where the first was.
    Limit limit() const { return m_limit; }
    qsizetype limitOffset() const { return m_limitOffset; }
    /// Where text begins that stands behind the document's end, so that GitLab never looks at it; -1 when there is none.
    qsizetype ignoredFrom() const { return m_ignoredFrom; }

private:
    struct Lookahead {
        Token token;
        Lexer::Place place;
        int endLine = 0;
        TokenKind kind() const { return token.kind; }
        int column() const { return place.column(); }
        bool firstOnLine() const { return place.firstOnLine; }
        bool startsLineWithin(int column) const { return firstOnLine() && place.column() <= column; }
    };
    /// Anchor and tag in front of a node, from one line or several.
    struct Properties {
        TextRange range;
        TextRange anchor;
        TextRange tag;
        int line = -1; ///< of the first
        int column = 0;
        bool isEmpty() const { return line < 0; }
        /// Adds those that follow; false, and nothing is added, when there would be two of a kind.
        bool absorb(const Properties &later);
    };
    struct Content {
        NodeId node = NodeId::None;
        bool mayBeKey = false; ///< on one line, and no block scalar
    };
    enum class KeyAllowed { Yes, OnLaterLine };
    struct DepthGuard {
        explicit DepthGuard(int &depth) : m_depth(depth) { ++m_depth; }
        DepthGuard(const DepthGuard &) = delete;
        DepthGuard &operator=(const DepthGuard &) = delete;
        ~DepthGuard() { --m_depth; }
        int &m_depth;
    };

    // parser.cpp: tokens, nodes, properties, scalars
    const Lookahead &peek();
    Token take();
    void relex();
    bool atDocumentEnd();
    bool atProperty();
    bool atColonOf(int line);
    NodeId addNode(NodeKind kind, qsizetype offset);
    NodeId addEmpty(qsizetype offset);
    NodeId addEmptyWith(const Properties &properties);
    NodeId skipTooDeep(int blockIndent);
    void applyProperties(NodeId id, const Properties &properties);
    void addEntry(NodeId collection, Entry entry);
    void finishCollection(NodeId id, std::size_t errorsBefore);
    std::string_view slice(TextRange range) const;
    qsizetype startOf(NodeId id) const;
    qsizetype endOfEntry(const Entry &entry) const;
    qsizetype endOfLastToken() const;
    Properties parseProperties();
    NodeId parseScalar();
    NodeId parseAlias();
    void hitLimit(Limit limit);
    void stopAtLimits();
    void stop();
    void reportError() { ++m_errors; }

    // parser_block.cpp
    NodeId parseBlockNode(int parentIndent, KeyAllowed keyAllowed, bool indentlessSequence);
    bool parseBlockProperties(int parentIndent, bool indentlessSequence, Properties &above, Properties &beside);
    NodeId parseBlockMapping(int indent, const Properties &keyProperties, NodeId key);
    void parseBlockMappingEntry(NodeId mapping, int indent, NodeId key);
    NodeId parseBlockMappingKey(int indent);
    NodeId parseBlockSequence(int indent);
    bool valueIsMissing(int parentIndent, bool indentlessSequence);
    void resynchronise(int indent);
    bool endsBlock(int indent);

    // parser_flow.cpp
    Content parseContent();
    NodeId parseFlowCollection(NodeKind kind);
    NodeId parseFlowNode();
    void parseFlowEntry(NodeId collection, NodeKind kind);
    bool flowEndsHere();

    SyntaxTree::Data &m_data;
    std::string_view m_text;
    TextRange m_part;
    Lexer m_lexer;
    Lookahead m_ahead;
    bool m_hasAhead = false;
    bool m_tolerant;
    int m_flowDepth = 0;
    int m_depth = 0;
    std::vector<int> m_indents; ///< of the open block collections
    std::size_t m_errors = 0;
    Limit m_limit = Limit::None;
    qsizetype m_limitOffset = 0;
    qsizetype m_ignoredFrom = -1;
    struct Anchor {
        NodeId node = NodeId::None;  ///< None while the node is being read
        std::vector<NodeId> waiting; ///< aliases inside of the node itself
    };
    std::unordered_map<std::string_view, Anchor> m_anchors;
};

} // namespace stagecraft::yaml
