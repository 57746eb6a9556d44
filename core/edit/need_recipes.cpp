// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/recipes.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace stagecraft::edit {

using yaml::Entry;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;
using yaml::ScalarStyle;

namespace {

/// The job of the same pipeline that an item of `needs` names; empty for other items.
std::string neededJob(const yaml::SyntaxTree &tree, NodeId item)
{
    NodeId id = tree.resolved(item);
    if (id != NodeId::None && tree.node(id).kind == NodeKind::Mapping) {
        const Entry *job = tree.find(id, "project") || tree.find(id, "pipeline") ? nullptr : tree.find(id, "job");
        id = job ? tree.resolved(job->value) : NodeId::None;
    }
    return id != NodeId::None && tree.node(id).kind == NodeKind::Scalar ? tree.node(id).scalar : std::string();
}

QString neededJob(const QJsonValue &item)
{
    const QJsonObject object = item.toObject();
    return object.contains(QLatin1String("project")) || object.contains(QLatin1String("pipeline")) ? QString()
           : item.isObject() ? object.value(QLatin1String("job")).toString()
                             : item.toString();
}

/// A new item in the form that the list's items have.
NewValue needLike(const yaml::SyntaxTree &tree, const Node &list, const std::string &need)
{
    const bool maps = !list.entries.empty() && std::ranges::all_of(list.entries, [&](const Entry &item) {
        return tree.node(item.value).kind == NodeKind::Mapping;
    });
    if (!maps)
        return NewValue::string(need);
    NewValue map = NewValue::map();
    map.entries.emplace_back("job", NewValue::string(need));
    return map;
}

enum class ListState { Own, Copied, Absent, Unusable };

/// What the job's needs are, so that the job can have its own: the node when it is written in the job, else a copy of what
/// an anchor or a template says.
struct Needs {
    ListState state = ListState::Absent;
    NodeId node = NodeId::None;
    QJsonArray copy = {};
};

Needs needsOf(const PipelineView &view, NodeId job)
{
    const yaml::SyntaxTree &tree = view.tree();
    const PipelineView::Source source = view.sourceOf(job, "needs");
    if (source.value == NodeId::None)
        return {source.kind == PipelineView::Source::Kind::Unknown ? ListState::Unusable : ListState::Absent};
    const Node &node = tree.node(source.value);
    const bool isOwn = source.kind == PipelineView::Source::Kind::Own;
    if (node.kind == NodeKind::Scalar && node.style == ScalarStyle::Empty)
        return {ListState::Absent};
    if (isOwn && node.kind == NodeKind::Sequence)
        return {ListState::Own, source.value};
    const auto copy = toJson(tree, source.value);
    if (!copy || !copy->isArray())
        return {ListState::Unusable, source.value};
    return {ListState::Copied, source.value, copy->toArray()};
}

void refuseNeeds(TreeEdit &edit, const std::string &job, const Needs &needs)
{
    edit.refuse(
        QT_TRANSLATE_NOOP("stagecraft",
                          "The needs of \"%1\" come from a place that cannot be copied here; write them by hand."),
        {quoted(job)}, needs.node == NodeId::None ? text::TextRange() : edit.tree().node(needs.node).value);
}

/// Puts a whole list under the job's own `needs:`.
void writeNeeds(const PipelineView &view, TreeEdit &edit, std::size_t job, const QJsonArray &needs)
{
    const yaml::SyntaxTree &tree = view.tree();
    const NodeId value = view.entries()[job].value;
    const bool isBlock = tree.node(value).kind == NodeKind::Mapping && !tree.node(value).flow;
    const bool words = std::ranges::all_of(needs, [](const QJsonValue &need) { return need.isString(); });
    const Entry *own = tree.find(value, "needs");
    if (!isBlock || own || !words || !edit.style().flowNeeds || needs.isEmpty()) {
        setInJob(view, edit, job, "needs", needs);
        return;
    }
    if (isSharedWithOthers(view, edit, value, "needs"))
        return;
    NewValue list = NewValue::flowList();
    for (const QJsonValue need : needs)
        list.entries.emplace_back(std::string(), NewValue::of(need));
    edit.insert(value, placeOfKey(view, value, "needs"), "needs", list);
}

/// Beside needs GitLab takes no dependencies but needed ones. A list that gets empty stays: it means that nothing is downloaded.
void removeDependency(const PipelineView &view, TreeEdit &edit, NodeId job, const std::string &name)
{
    const yaml::SyntaxTree &tree = view.tree();
    const Entry *entry = tree.find(job, "dependencies");
    if (!entry || tree.node(entry->value).kind != NodeKind::Sequence || !tree.node(entry->value).tag.isEmpty())
        return;
    const Node &list = tree.node(entry->value);
    std::vector<std::size_t> items;
    for (std::size_t i = 0; i < list.entries.size(); ++i) {
        const NodeId item = tree.resolved(list.entries[i].value);
        if (item != NodeId::None && tree.node(item).kind == NodeKind::Scalar && tree.node(item).scalar == name)
            items.push_back(i);
    }
    if (items.empty() || isSharedWithOthers(view, edit, entry->value))
        return;
    if (items.size() == list.entries.size())
        edit.replace(job, static_cast<std::size_t>(list.entry), NewValue::list());
    else
        edit.remove(entry->value, items);
}

} // namespace

void apply(const AddNeed &recipe, const PipelineView &view, TreeEdit &edit)
{
    const yaml::SyntaxTree &tree = view.tree();
    const auto index = existingJob(view, edit, recipe.job);
    if (!index || !acceptName(edit, recipe.need))
        return;
    if (recipe.job == recipe.need) {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "A job cannot need itself."));
        return;
    }
    const NodeId job = view.entries()[*index].value;
    const Needs needs = needsOf(view, job);
    const auto refuseTwice = [&] {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "\"%1\" needs \"%2\" already."),
                    {quoted(recipe.job), quoted(recipe.need)});
    };
    if (needs.state == ListState::Unusable) {
        refuseNeeds(edit, recipe.job, needs);
    } else if (needs.state == ListState::Own) {
        const Node &list = tree.node(needs.node);
        if (std::ranges::any_of(list.entries,
                                [&](const Entry &item) { return neededJob(tree, item.value) == recipe.need; }))
            refuseTwice();
        else if (isSharedWithOthers(view, edit, needs.node))
            return;
        else if (!list.tag.isEmpty())
            edit.wrapInList(job, static_cast<std::size_t>(list.entry), NewValue::string(recipe.need));
        else if (list.entries.empty())
            edit.replace(job, static_cast<std::size_t>(list.entry), listOf({recipe.need}));
        else
            edit.insert(needs.node, list.entries.size(), {}, needLike(tree, list, recipe.need));
    } else {
        QJsonArray copy = needs.copy;
        const QString need = QString::fromStdString(recipe.need);
        if (std::ranges::any_of(copy, [&](const QJsonValue &item) { return neededJob(item) == need; })) {
            refuseTwice();
            return;
        }
        copy.append(need);
        writeNeeds(view, edit, *index, copy);
    }
}

void apply(const RemoveNeed &recipe, const PipelineView &view, TreeEdit &edit)
{
    const yaml::SyntaxTree &tree = view.tree();
    const auto index = existingJob(view, edit, recipe.job);
    if (!index)
        return;
    const Needs needs = needsOf(view, view.entries()[*index].value);
    if (needs.state == ListState::Unusable || (needs.state == ListState::Own && !tree.node(needs.node).tag.isEmpty())) {
        refuseNeeds(edit, recipe.job, needs);
        return;
    }
    if (needs.state == ListState::Own) {
        const Node &list = tree.node(needs.node);
        std::vector<std::size_t> items;
        for (std::size_t i = 0; i < list.entries.size(); ++i) {
            if (neededJob(tree, list.entries[i].value) == recipe.need)
                items.push_back(i);
        }
        if (!items.empty()) {
            if (isSharedWithOthers(view, edit, needs.node))
                return;
            // An empty list would let the job start at once; without one it waits for its stage.
            if (items.size() == list.entries.size()) {
                removeEntry(view, edit, list.parent, static_cast<std::size_t>(list.entry));
            } else {
                edit.remove(needs.node, items);
                removeDependency(view, edit, list.parent, recipe.need);
            }
            return;
        }
    }
    QJsonArray rest;
    const QString need = QString::fromStdString(recipe.need);
    for (const QJsonValue item : needs.copy) {
        if (neededJob(item) != need)
            rest.append(item);
    }
    if (rest.size() == needs.copy.size())
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "\"%1\" does not need \"%2\" here."),
                    {quoted(recipe.job), quoted(recipe.need)});
    else
        writeNeeds(view, edit, *index, rest);
    if (!rest.isEmpty() && !edit.isRefused())
        removeDependency(view, edit, view.entries()[*index].value, recipe.need);
}

} // namespace stagecraft::edit
