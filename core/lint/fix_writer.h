// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// FixWriter: the small changes that fixes are made of. It borrows the tree; one thread. Internal to core/lint.
#pragma once

#include "core/edit/recipe.h"
#include "core/text/diagnostic.h"
#include "core/yaml/syntax_tree.h"

namespace stagecraft::lint {

using Fixes = std::vector<text::Fix>;

class FixWriter
{
public:
    explicit FixWriter(const yaml::SyntaxTree &tree);

    const yaml::SyntaxTree &tree() const { return m_tree; }
    const yaml::Node &node(yaml::NodeId id) const { return m_tree.node(id); }
    /// The node that fills this range or begins it; None where the text is not part of one.
    yaml::NodeId nodeAt(text::TextRange range) const;
    /// The key of the root's entry that the node stands in: a job's name or a global keyword; empty outside of one.
    std::string rootKeyOf(yaml::NodeId id) const;
    QByteArray written(text::TextRange range) const { return m_tree.buffer().slice(range).toByteArray(); }

    /// A scalar or key says something else, in its own quotes.
    void reword(Fixes &fixes, const QString &title, yaml::NodeId scalar, const std::string &text) const;
    /// The value is written as this.
    void rewrite(Fixes &fixes, const QString &title, text::TextRange range, const QByteArray &text) const;
    /// An entry with its lines. Not the only one of its collection, and none of a flow collection.
    void remove(Fixes &fixes, const QString &title, yaml::NodeId collection, int entry) const;
    /// Another entry of one line in front of the first of a map. `text` is "key: value".
    void insert(Fixes &fixes, const QString &title, yaml::NodeId map, const QByteArray &text) const;
    /// What the canvas or the inspector would do. Each costs a parse of the text, so there are only a few, and in
    /// a very large one none.
    void perform(Fixes &fixes, const QString &title, const edit::Recipe &recipe);

private:
    qsizetype beginOf(const yaml::Entry &entry) const; ///< of its key or dash
    bool startsLine(qsizetype offset) const;

    const yaml::SyntaxTree &m_tree;
    std::size_t m_recipesLeft;
};

} // namespace stagecraft::lint
