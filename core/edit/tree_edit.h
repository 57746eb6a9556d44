// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// TreeEdit: the few things that can be done to a tree (insert, remove, move, replace, reword), each as small text edits
// in the file's own style, together with what they must change in the tree. finish() verifies the sum on a copy.
// The first refusal sticks; later calls are harmless. Borrows the tree; one thread.
#pragma once

#include "core/edit/expectation.h"
#include "core/edit/recipe.h"
#include "core/edit/style.h"
#include "core/edit/value_writer.h"

#include <expected>

namespace stagecraft::edit {

class TreeEdit
{
public:
    /// `root`: the mapping whose entries are spaced by blank lines, or None.
    TreeEdit(const yaml::SyntaxTree &tree, yaml::NodeId root);
    TreeEdit(const TreeEdit &) = delete;
    TreeEdit &operator=(const TreeEdit &) = delete;

    const yaml::SyntaxTree &tree() const { return m_tree; }
    const Style &style() const { return m_style; }

    /// A scalar (a key, too) says something else; its quotes stay. An alias gives way to the text.
    void reword(yaml::NodeId scalar, const std::string &text);
    void insert(yaml::NodeId collection, std::size_t index, const std::string &key, const NewValue &value);
    /// A copy of a block or flow entry under another key, directly behind it.
    void duplicate(yaml::NodeId mapping, std::size_t index, const std::string &key);
    /// Pre: indexes ascend and are not all; a collection is emptied by replace() in its parent.
    void remove(yaml::NodeId collection, const std::vector<std::size_t> &indexes);
    /// Also the last entry, but only of the root.
    void removeFromRoot(std::size_t index);
    /// In front of the entry `before`, which may be one past the last.
    void move(yaml::NodeId collection, std::size_t index, std::size_t before);
    /// The value of an entry, with its tag; its anchor stays where the value keeps its place.
    void replace(yaml::NodeId collection, std::size_t index, const NewValue &value);
    /// The nearest way from the old to the new value: lists and maps keep the entries that stay.
    void assign(yaml::NodeId collection, std::size_t index, const QJsonValue &value);
    /// Brackets around a value of one line, with one more item behind it.
    void wrapInList(yaml::NodeId collection, std::size_t index, const NewValue &item);
    /// Gives a text without content its first entry.
    void startRoot(const std::string &key, const NewValue &value);

    void refuse(const char *text, QStringList arguments = {}, text::TextRange range = {});
    bool isRefused() const { return m_refusal.has_value(); }

    std::expected<text::TextPatch, Refusal> finish();

private:
    using NodeId = yaml::NodeId;

    const yaml::Node &node(NodeId id) const { return m_tree.node(id); }
    bool isInsideFlow(NodeId id) const;

    // text_edits.cpp
    void edit(text::TextRange range, const QByteArray &replacement);
    void insertLines(qsizetype offset, const QByteArray &lines);
    text::TextRange fullOf(const yaml::Entry &entry) const;
    text::TextRange contentOf(const yaml::Entry &entry) const;
    bool startsLine(qsizetype offset) const;
    qsizetype lineEnd(qsizetype offset) const;     ///< in front of the line ending
    qsizetype nextLine(qsizetype offset) const;    ///< behind the line ending
    qsizetype behindBlankLines(qsizetype offset) const;
    qsizetype beforeBlankLines(qsizetype offset) const;
    qsizetype endOfContent() const;
    int blankLinesBefore(qsizetype offset) const;
    bool keepsTrailingLines(NodeId collection) const;
    QByteArray closedLines(text::TextRange range) const;
    QByteArray newlines(int count) const;

    void insertBlock(const yaml::Node &collection, std::size_t index, const QByteArray &text, bool isRoot);
    void insertFlow(const yaml::Node &collection, std::size_t index, const QByteArray &text);
    void removeBlock(const yaml::Node &collection, std::size_t index, bool isRoot);
    void removeFlow(const yaml::Node &collection, const std::vector<std::size_t> &indexes);
    void moveBlock(const yaml::Node &collection, std::size_t index, std::size_t before, bool isRoot);
    void moveFlow(const yaml::Node &collection, std::size_t index, std::size_t before);
    text::TextRange blockWithSpacing(const yaml::Node &collection, std::size_t index, bool isRoot) const;
    void replaceInline(const yaml::Entry &entry, const ValueText &text);
    void replaceBlock(const yaml::Entry &entry, const ValueText &text);
    bool says(NodeId id, const QJsonValue &value) const;
    void assignList(NodeId list, const QJsonArray &items);
    void assignMap(NodeId map, const QJsonObject &members);
    std::vector<ExpectedEntry> &expectedEntries(NodeId collection);

    const yaml::SyntaxTree &m_tree;
    NodeId m_root;
    Style m_style;
    ValueWriter m_writer;
    std::vector<text::TextEdit> m_edits;
    Expectation m_expectation;
    std::optional<Refusal> m_refusal;
};

} // namespace stagecraft::edit
