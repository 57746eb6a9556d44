// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/pipeline_view.h"

#include "core/yaml/token.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace stagecraft::edit {

using yaml::Entry;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;
using yaml::ScalarStyle;

namespace {

constexpr int maxTemplates = 10; // GitLab follows extends this deep

} // namespace

PipelineView::PipelineView(const yaml::SyntaxTree &tree) : m_tree(tree)
{
    const std::vector<NodeId> &documents = tree.documents();
    if (documents.empty())
        return;
    // In front of a "---", a document with `spec:` is a header and the pipeline is the one behind it.
    const bool hasHeader = tree.find(documents.front(), "spec") != nullptr;
    NodeId root = documents.front();
    if (hasHeader && documents.size() > 1) {
        root = documents[1];
    } else if (hasHeader) {
        const qsizetype end = tree.node(root).value.end;
        const auto divider = std::ranges::find_if(tree.tokens(), [&](const yaml::Token &token) {
            return token.kind == yaml::TokenKind::DocumentStart && token.range.begin >= end;
        });
        if (divider != tree.tokens().end())
            return;
    }
    const Node &node = tree.node(root);
    if (node.kind == NodeKind::Mapping)
        m_root = root;
    else
        m_unusable = node.kind != NodeKind::Scalar || node.style != ScalarStyle::Empty;
}

const std::vector<Entry> &PipelineView::entries() const
{
    static const std::vector<Entry> none;
    return m_root == NodeId::None ? none : m_tree.node(m_root).entries;
}

bool PipelineView::isReserved(std::string_view name)
{
    static constexpr std::array words = {"include", "before_script", "image", "services", "after_script", "variables",
                                         "stages",  "cache",         "default", "workflow", "spec",       "<<"};
    return std::ranges::find(words, name) != words.end();
}

std::string_view PipelineView::keyOf(const Entry &entry) const
{
    if (entry.key == NodeId::None)
        return {};
    const NodeId key = m_tree.resolved(entry.key);
    return key == NodeId::None ? std::string_view() : std::string_view(m_tree.node(key).scalar);
}

std::optional<std::size_t> PipelineView::indexOf(std::string_view key) const
{
    const Entry *entry = m_tree.find(m_root, key);
    if (!entry)
        return {};
    return static_cast<std::size_t>(entry - entries().data());
}

bool PipelineView::isJob(std::size_t index) const
{
    const std::string_view key = keyOf(entries()[index]);
    return !key.empty() && !isReserved(key);
}

std::size_t PipelineView::countOf(std::string_view key) const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(entries(), [&](const Entry &entry) { return keyOf(entry) == key; }));
}

std::size_t PipelineView::firstJob() const
{
    for (std::size_t i = 0; i < entries().size(); ++i) {
        if (isJob(i))
            return i;
    }
    return entries().size();
}

NodeId PipelineView::stagesNode() const
{
    const Entry *entry = m_tree.find(m_root, "stages");
    if (!entry)
        return NodeId::None;
    const Node &node = m_tree.node(entry->value);
    return node.kind == NodeKind::Scalar && node.style == ScalarStyle::Empty ? NodeId::None : entry->value;
}

std::vector<std::string> PipelineView::stages() const
{
    const NodeId node = stagesNode();
    if (node == NodeId::None)
        return {"build", "test", "deploy"};
    std::vector<NodeId> scalars;
    collectScalars(m_tree, node, scalars);
    std::vector<std::string> names;
    for (const NodeId scalar : scalars)
        names.push_back(m_tree.node(m_tree.resolved(scalar)).scalar);
    return names;
}

PipelineView::Source PipelineView::sourceOf(NodeId job, std::string_view key) const
{
    return find(job, {.key = key});
}

PipelineView::Source PipelineView::mergedSourceOf(NodeId job, std::string_view key) const
{
    return find(job, {.key = key, .throughExtends = false});
}

PipelineView::Source PipelineView::find(NodeId job, Lookup lookup) const
{
    if (const Entry *own = m_tree.find(job, lookup.key))
        return {Source::Kind::Own, own->value};
    return inherited(job, lookup, 0);
}

PipelineView::Source PipelineView::inherited(NodeId job, Lookup &lookup, int depth) const
{
    const NodeId mapping = m_tree.resolved(job);
    if (depth > maxTemplates || --lookup.budget < 0 || mapping == NodeId::None
        || m_tree.node(mapping).kind != NodeKind::Mapping)
        return {};
    if (const Entry *own = m_tree.find(mapping, lookup.key))
        return {Source::Kind::Inherited, own->value};

    if (const Entry *merge = m_tree.find(mapping, "<<")) {
        const Node &value = m_tree.node(merge->value);
        std::vector<NodeId> parents;
        if (value.kind == NodeKind::Sequence) {
            for (const Entry &item : value.entries)
                parents.push_back(item.value);
        } else {
            parents.push_back(merge->value);
        }
        // Psych: the first of several merged maps wins.
        for (const NodeId parent : parents) {
            if (const Source source = inherited(parent, lookup, depth + 1); source.kind != Source::Kind::Absent)
                return source;
        }
    }
    const Entry *extends = m_tree.find(mapping, "extends");
    if (!extends || !lookup.throughExtends || lookup.key == "extends")
        return {};
    std::vector<NodeId> names;
    collectScalars(m_tree, extends->value, names);
    for (const NodeId name : names | std::views::reverse) {
        const Entry *parent = m_tree.find(m_root, m_tree.node(m_tree.resolved(name)).scalar);
        if (!parent)
            return {Source::Kind::Unknown};
        if (const Source source = inherited(parent->value, lookup, depth + 1); source.kind != Source::Kind::Absent)
            return source;
    }
    return {};
}

std::optional<std::string> PipelineView::stageOf(NodeId job) const
{
    const Source source = sourceOf(job, "stage");
    if (source.kind == Source::Kind::Unknown)
        return {};
    const NodeId value = source.value == NodeId::None ? NodeId::None : m_tree.resolved(source.value);
    if (value == NodeId::None || m_tree.node(value).style == ScalarStyle::Empty)
        return "test";
    const Node &node = m_tree.node(value);
    if (node.kind != NodeKind::Scalar || !node.tag.isEmpty())
        return {};
    return node.scalar;
}

bool PipelineView::isInside(NodeId id, NodeId subtree) const
{
    while (id != NodeId::None && id != subtree)
        id = m_tree.node(id).parent;
    return id == subtree;
}

std::vector<NodeId> PipelineView::aliasesInto(NodeId subtree) const
{
    std::vector<NodeId> aliases;
    std::vector<NodeId> open = m_tree.documents();
    while (!open.empty()) {
        const NodeId id = open.back();
        open.pop_back();
        if (id == subtree)
            continue;
        const Node &node = m_tree.node(id);
        if (node.kind == NodeKind::Alias && node.target != NodeId::None && isInside(node.target, subtree))
            aliases.push_back(id);
        for (const Entry &entry : node.entries) {
            if (entry.key != NodeId::None)
                open.push_back(entry.key);
            open.push_back(entry.value);
        }
    }
    return aliases;
}

void collectScalars(const yaml::SyntaxTree &tree, NodeId id, std::vector<NodeId> &scalars)
{
    constexpr int maxNesting = 10; // GitLab flattens this deep
    int budget = 100'000;            // aliases of aliases can stand for more than memory holds
    std::vector<std::pair<NodeId, int>> open = {{id, 0}};
    while (!open.empty() && --budget > 0) {
        const auto [current, depth] = open.back();
        open.pop_back();
        const NodeId resolved = tree.resolved(current);
        if (resolved == NodeId::None || !tree.node(resolved).tag.isEmpty())
            continue;
        const Node &node = tree.node(resolved);
        if (node.kind == NodeKind::Scalar && node.style != ScalarStyle::Empty)
            scalars.push_back(current);
        if (node.kind == NodeKind::Sequence && depth < maxNesting) {
            for (const Entry &item : node.entries | std::views::reverse)
                open.emplace_back(item.value, depth + 1);
        }
    }
}

} // namespace stagecraft::edit
