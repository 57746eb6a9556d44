// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/recipes.h"

#include <QJsonArray>
#include <QUtf8StringView>

#include <algorithm>
#include <array>

namespace stagecraft::edit {

using yaml::Entry;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;
using yaml::ScalarStyle;

namespace {

constexpr int maxNameLength = 255; // GitLab's limit for job names

/// The alias is the value of a merge key, alone or in a list.
NodeId mappingThatMerges(const yaml::SyntaxTree &tree, NodeId alias)
{
    NodeId id = alias;
    NodeId parent = tree.node(id).parent;
    if (parent != NodeId::None && tree.node(parent).kind == NodeKind::Sequence) {
        id = parent;
        parent = tree.node(id).parent;
    }
    if (parent == NodeId::None || tree.node(parent).kind != NodeKind::Mapping)
        return NodeId::None;
    const Entry &entry = tree.node(parent).entries[static_cast<std::size_t>(tree.node(id).entry)];
    return entry.value == id && tree.node(entry.key).scalar == "<<" ? parent : NodeId::None;
}

} // namespace

QString quoted(const std::string &text)
{
    return QString::fromStdString(text);
}

bool acceptName(TreeEdit &edit, const std::string &name)
{
    const QUtf8StringView view(name);
    if (name.empty() || !view.isValidUtf8() || QString::fromStdString(name).size() > maxNameLength
        || std::ranges::any_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; })) {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "A name has between 1 and 255 characters, all on one line."));
        return false;
    }
    return true;
}

std::optional<std::size_t> existingJob(const PipelineView &view, TreeEdit &edit, const std::string &name)
{
    const auto index = view.indexOf(name);
    if (!index || !view.isJob(*index)) {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "There is no job \"%1\" in this file."), {quoted(name)});
        return {};
    }
    if (view.countOf(name) > 1) {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "The job \"%1\" is written more than once; make it one first."),
                    {quoted(name)}, view.entries()[*index].full);
        return {};
    }
    return index;
}

std::size_t placeOfKey(const PipelineView &view, NodeId mapping, std::string_view key)
{
    static constexpr std::array order = {"extends", "<<", "stage", "needs"};
    const std::vector<Entry> &entries = view.tree().node(mapping).entries;
    const auto rank = [](std::string_view name) { return std::ranges::find(order, name) - order.begin(); };
    if (rank(key) == std::ssize(order))
        return entries.size();
    // Behind the last of those that belong in front of it; the first place when there is none.
    std::size_t place = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (rank(view.keyOf(entries[i])) < rank(key))
            place = i + 1;
    }
    // Without a stage in front, needs go to the end: nobody looks for them above the template.
    return place == 0 && key == "needs" ? entries.size() : place;
}

bool isSharedWithOthers(const PipelineView &view, TreeEdit &edit, NodeId id, std::string_view key)
{
    const yaml::SyntaxTree &tree = view.tree();
    NodeId top = id;
    while (tree.node(top).parent != view.root() && tree.node(top).parent != NodeId::None)
        top = tree.node(top).parent;
    // A template is there to be shared; whoever changes it by its name means all of its users.
    const Node &topNode = tree.node(top);
    if (topNode.parent == view.root()
        && PipelineView::isHidden(view.keyOf(view.entries()[static_cast<std::size_t>(topNode.entry)])))
        return false;

    std::vector<std::pair<NodeId, std::string_view>> anchored; // with the key below that the change is in
    std::string_view below = key;
    for (NodeId around = id; around != NodeId::None && around != view.root(); around = tree.node(around).parent) {
        const Node &node = tree.node(around);
        if (!node.anchor.isEmpty() && node.kind != NodeKind::Alias)
            anchored.emplace_back(around, below);
        const Node &parent = tree.node(node.parent);
        below = parent.kind == NodeKind::Mapping ? view.keyOf(parent.entries[static_cast<std::size_t>(node.entry)])
                                                 : std::string_view();
    }
    if (anchored.empty())
        return false;
    for (const NodeId alias : view.aliasesInto(anchored.back().first)) {
        const auto source = std::ranges::find(anchored, tree.node(alias).target, &std::pair<NodeId, std::string_view>::first);
        if (source == anchored.end())
            continue;
        const NodeId merging = mappingThatMerges(tree, alias);
        if (merging != NodeId::None && !source->second.empty() && tree.find(merging, source->second))
            continue;
        const text::TextPosition place = tree.buffer().positionAt(tree.node(alias).value.begin);
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "This value has the anchor \"%1\", which line %2 uses: it would change there, too."),
                    {QString::fromUtf8(tree.buffer().slice(tree.node(source->first).anchor)), QString::number(place.line + 1)},
                    tree.node(source->first).properties);
        return true;
    }
    return false;
}

bool holdsSharedAnchor(const PipelineView &view, TreeEdit &edit, const Entry &entry)
{
    const yaml::SyntaxTree &tree = view.tree();
    for (const NodeId alias : view.aliasesInto(entry.value)) {
        const Node &target = tree.node(tree.node(alias).target);
        const text::TextPosition place = tree.buffer().positionAt(tree.node(alias).value.begin);
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "It holds the anchor \"%1\", which line %2 uses."),
                    {QString::fromUtf8(tree.buffer().slice(target.anchor)), QString::number(place.line + 1)},
                    target.properties);
        return true;
    }
    return false;
}

void removeEntry(const PipelineView &view, TreeEdit &edit, NodeId collection, std::size_t index)
{
    const Node &node = view.tree().node(collection);
    if (collection == view.root()) {
        edit.removeFromRoot(index);
    } else if (node.entries.size() > 1) {
        edit.remove(collection, {index});
    } else if (node.kind == NodeKind::Sequence) {
        edit.replace(node.parent, static_cast<std::size_t>(node.entry), NewValue::list());
    } else if (node.parent == view.root() && view.isJob(static_cast<std::size_t>(node.entry))) {
        edit.replace(node.parent, static_cast<std::size_t>(node.entry), NewValue::map());
    } else {
        removeEntry(view, edit, node.parent, static_cast<std::size_t>(node.entry));
    }
}

NewValue listOf(const std::vector<std::string> &words)
{
    NewValue list = NewValue::list();
    for (const std::string &word : words)
        list.entries.emplace_back(std::string(), NewValue::string(word));
    return list;
}

void setInJob(const PipelineView &view, TreeEdit &edit, std::size_t job, const std::string &key, const QJsonValue &value)
{
    apply(SetField{{std::string(view.keyOf(view.entries()[job])), key}, value}, view, edit);
}

} // namespace stagecraft::edit
