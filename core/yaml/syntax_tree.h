// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// SyntaxTree: what a YAML text says and where each byte of it stands. Made by yaml::parse(), never changed afterwards;
// implicitly shared, safe on any thread. Nodes live in one arena and are named by NodeId; an id means nothing in
// another tree. To recognise a node after an edit use NodePath.
//
// Spans of a node, widest last:
//   value       the content alone: a scalar with its quotes, a block scalar from its '|' to its last line, a flow
//               collection with its brackets, a block collection from its first key or dash to its last byte
//   properties  the anchor and tag before it ("&base !reference"), empty when there are none
// Spans of an entry (a key with its value, or a sequence item with its dash):
//   full        whole lines in block style: the comment lines directly above that belong to it, the entry itself, the
//               comment behind it, its line ending. In flow style: from the key or value to its end, without the comma
//   leading     the part of `full` before the key or dash (attached comment lines and indentation)
#pragma once

#include "core/text/diagnostic.h"
#include "core/text/text_buffer.h"

#include <QByteArrayView>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stagecraft::yaml {

using text::TextRange;

enum class TokenKind : std::uint8_t;
struct Token;

enum class NodeId : std::uint32_t { None = 0xffffffff };
enum class NodeKind : std::uint8_t { Scalar, Mapping, Sequence, Alias };
/// Empty: a value that is not written at all, as in "key:".
enum class ScalarStyle : std::uint8_t { Plain, SingleQuoted, DoubleQuoted, Literal, Folded, Empty };

/// One key with its value, or one item (then key is None).
struct Entry {
    NodeId key = NodeId::None;
    NodeId value = NodeId::None;
    TextRange full;
    TextRange leading;
    TextRange indicator; ///< the ':' or '-' (or '?'); where none is written empty, behind the key or before the item
};

struct Node {
    NodeKind kind = NodeKind::Scalar;
    ScalarStyle style = ScalarStyle::Empty; ///< scalars only
    bool flow = false;                      ///< collections: written with brackets
    bool broken = false;                    ///< an error was found inside; no structural edit may touch it
    NodeId parent = NodeId::None;
    int entry = -1;                        ///< index of the parent's entry that holds this node as key or value
    NodeId target = NodeId::None;          ///< of an alias: the node it names, in a cycle one around it
    TextRange value;
    TextRange properties;
    TextRange anchor;                      ///< the name without '&'; for an alias the name without '*'
    TextRange tag;                         ///< as written, '!' included
    std::string scalar;                    ///< decoded content of a scalar, UTF-8
    std::vector<Entry> entries = {};       ///< of a mapping or sequence, in the order of the text
    int indent = 0;                        ///< column of the first key or dash of a block collection
};

/// One step from a node to a child: a key's decoded text, or the index of an item. For a key that occurs more than
/// once the last one is meant, as in GitLab.
using PathStep = std::variant<std::string, int>;
using NodePath = std::vector<PathStep>;

class SyntaxTree
{
public:
    SyntaxTree();

    const text::TextBuffer &buffer() const;

    /// Roots in the order of the text; with a `spec:` header there are two. Empty for a text without content.
    const std::vector<NodeId> &documents() const;
    const Node &node(NodeId id) const; ///< Pre: id names a node of this tree.

    /// All tokens in order. They touch each other and cover every byte.
    const std::vector<Token> &tokens() const;

    /// Errors of our parser, or the referee's where it refuses the text or reads it otherwise.
    const text::Diagnostics &diagnostics() const;
    /// False: the referee (libyaml) and this tree disagree, or the text is broken. Text may be edited, structure not.
    bool isTrusted() const;

    /// Entry of a mapping by decoded key, the last of that name; nullptr when absent or not a mapping.
    const Entry *find(NodeId mapping, std::string_view key) const;
    /// Follows aliases to the node they name; the node itself otherwise. None for an unknown or cyclic alias.
    NodeId resolved(NodeId id) const;
    /// From the given document's root; None when there is no such node. Does not look through aliases or merge keys.
    NodeId at(const NodePath &path, std::size_t document = 0) const;
    NodePath pathOf(NodeId id) const;
    /// The deepest node whose spans hold the offset.
    NodeId nodeAt(qsizetype offset) const;

    struct Data;
    explicit SyntaxTree(std::shared_ptr<const Data> data);

private:
    std::shared_ptr<const Data> m_data;
};

/// Total: any bytes give a tree, never an exception, in time and memory linear to the text.
/// `file` names the text in diagnostics.
SyntaxTree parse(const text::TextBuffer &buffer, const QString &file = {});

} // namespace stagecraft::yaml
