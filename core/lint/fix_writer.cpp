// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/lint/fix_writer.h"

#include "core/yaml/scalar_writer.h"
#include "core/yaml/token.h"

#include <algorithm>

namespace stagecraft::lint {

using yaml::Entry;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;

namespace {

constexpr std::size_t MostRecipes = 4;
constexpr std::size_t MostTokens = 100'000; ///< that are read again to check them

} // namespace

FixWriter::FixWriter(const yaml::SyntaxTree &tree)
    : m_tree(tree), m_recipesLeft(std::min(MostRecipes, MostTokens / (tree.tokens().size() + 1)))
{
}

NodeId FixWriter::nodeAt(text::TextRange range) const
{
    if (range.isEmpty())
        return NodeId::None;
    NodeId found = m_tree.nodeAt(range.begin);
    // The deepest node may be the first word of the value that is meant.
    for (NodeId id = found; id != NodeId::None && node(id).value.begin >= range.begin; id = node(id).parent) {
        found = id;
        if (node(id).value == range)
            return id;
    }
    return found;
}

std::string FixWriter::rootKeyOf(NodeId id) const
{
    if (id == NodeId::None)
        return {};
    const yaml::NodePath path = m_tree.pathOf(id);
    const auto *key = path.empty() ? nullptr : std::get_if<std::string>(&path.front());
    return key ? *key : std::string();
}

void FixWriter::reword(Fixes &fixes, const QString &title, NodeId scalar, const std::string &text) const
{
    const Node &old = node(scalar);
    if (old.kind != NodeKind::Scalar || old.value.isEmpty())
        return;
    const bool key = old.parent != NodeId::None && old.entry >= 0
                     && node(old.parent).entries[static_cast<std::size_t>(old.entry)].key == scalar;
    const bool flow = old.parent != NodeId::None && node(old.parent).flow;
    const bool inBlockScalar = old.style == yaml::ScalarStyle::Literal || old.style == yaml::ScalarStyle::Folded;
    if (inBlockScalar)
        return;
    rewrite(fixes, title, old.value,
            QByteArray::fromStdString(yaml::writeString(text, {.flow = flow, .key = key}, old.style)));
}

void FixWriter::rewrite(Fixes &fixes, const QString &title, text::TextRange range, const QByteArray &text) const
{
    fixes.push_back({title, {{{range, text}}}});
}

qsizetype FixWriter::beginOf(const Entry &entry) const
{
    if (entry.key == NodeId::None)
        return entry.indicator.begin;
    const Node &key = node(entry.key);
    return key.properties.isEmpty() ? key.value.begin : key.properties.begin;
}

bool FixWriter::startsLine(qsizetype offset) const
{
    const QByteArray &bytes = m_tree.buffer().bytes();
    while (offset > 0 && bytes[offset - 1] == ' ')
        --offset;
    return offset == 0 || bytes[offset - 1] == '\n' || bytes[offset - 1] == '\r';
}

void FixWriter::remove(Fixes &fixes, const QString &title, NodeId collection, int entry) const
{
    const Node &parent = node(collection);
    if (parent.flow || parent.broken || entry < 0 || parent.entries.size() < 2)
        return;
    const Entry &doomed = parent.entries[static_cast<std::size_t>(entry)];
    const qsizetype begin = beginOf(doomed);
    if (startsLine(begin)) {
        rewrite(fixes, title, doomed.full, {});
    } else if (entry == 0) { // behind a dash: what follows moves up to it
        rewrite(fixes, title, {begin, beginOf(parent.entries[1])}, {});
    }
}

void FixWriter::insert(Fixes &fixes, const QString &title, NodeId map, const QByteArray &text) const
{
    const Node &parent = node(map);
    if (parent.kind != NodeKind::Mapping || parent.broken || parent.entries.empty()
        || parent.entries.front().key == NodeId::None)
        return;
    const qsizetype begin = beginOf(parent.entries.front());
    const QByteArray separator = parent.flow
                                     ? QByteArray(", ")
                                     : m_tree.buffer().lineEndingText().toByteArray() + QByteArray(parent.indent, ' ');
    rewrite(fixes, title, {begin, begin}, text + separator);
}

void FixWriter::perform(Fixes &fixes, const QString &title, const edit::Recipe &recipe)
{
    if (m_recipesLeft == 0)
        return;
    --m_recipesLeft;
    if (auto patch = edit::recipeToPatch(m_tree, recipe))
        fixes.push_back({title, std::move(*patch)});
}

} // namespace stagecraft::lint
