// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/recipes.h"
#include "core/edit/references.h"

#include <algorithm>
#include <map>

namespace stagecraft::edit {

using yaml::Entry;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;

namespace {

bool acceptJobName(const PipelineView &view, TreeEdit &edit, const std::string &name)
{
    if (!acceptName(edit, name))
        return false;
    if (PipelineView::isReserved(name)) {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "\"%1\" is a keyword and cannot be the name of a job."), {quoted(name)});
        return false;
    }
    if (const auto index = view.indexOf(name)) {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "There is a job \"%1\" already."), {quoted(name)},
                    view.entries()[*index].full);
        return false;
    }
    return true;
}

/// The index to stand in front of: that of `before`, else one past the last; nullopt with a refusal when it is no job.
std::optional<std::size_t> placeBefore(const PipelineView &view, TreeEdit &edit, const std::optional<std::string> &before)
{
    if (!before)
        return view.entries().size();
    const auto index = view.indexOf(*before);
    if (index && view.isJob(*index))
        return index;
    edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "There is no job \"%1\" in this file."), {quoted(*before)});
    return {};
}

/// The words of needs and dependencies that name the job leave their lists; a list of needs that gets empty goes as a
/// whole, because an empty one would let the job start at once.
void removeNeedsOf(const PipelineView &view, TreeEdit &edit, const std::string &job, NodeId deleted)
{
    const yaml::SyntaxTree &tree = view.tree();
    std::map<NodeId, std::vector<std::size_t>> items;
    std::map<NodeId, ReferenceKind> kinds;
    for (const Reference &reference : referencesToJob(view, job)) {
        if (reference.kind == ReferenceKind::Other || view.isInside(reference.node, deleted))
            continue;
        NodeId item = reference.node;
        if (tree.node(tree.node(item).parent).kind == NodeKind::Mapping)
            item = tree.node(item).parent;
        const NodeId list = tree.node(item).parent;
        if (list == NodeId::None || tree.node(list).kind != NodeKind::Sequence)
            continue;
        items[list].push_back(static_cast<std::size_t>(tree.node(item).entry));
        kinds.emplace(list, reference.kind);
    }
    for (auto &[list, indexes] : items) {
        std::ranges::sort(indexes);
        const Node &node = tree.node(list);
        const auto entry = static_cast<std::size_t>(node.entry);
        if (indexes.size() < node.entries.size())
            edit.remove(list, indexes);
        else if (kinds[list] == ReferenceKind::Need && tree.node(node.parent).kind == NodeKind::Mapping)
            removeEntry(view, edit, node.parent, entry);
        else
            edit.replace(node.parent, entry, NewValue::list());
    }
}

} // namespace

void apply(const AddJob &recipe, const PipelineView &view, TreeEdit &edit)
{
    if (!acceptJobName(view, edit, recipe.name))
        return;
    NewValue job = NewValue::map();
    if (!recipe.stage.empty())
        job.entries.emplace_back("stage", NewValue::string(recipe.stage));
    job.entries.emplace_back("script", listOf(recipe.script));
    if (view.root() == NodeId::None && !recipe.before) {
        edit.startRoot(recipe.name, job);
        return;
    }
    if (const auto place = placeBefore(view, edit, recipe.before))
        edit.insert(view.root(), *place, recipe.name, job);
}

void apply(const RenameJob &recipe, const PipelineView &view, TreeEdit &edit)
{
    const auto index = existingJob(view, edit, recipe.job);
    if (!index || recipe.job == recipe.to || !acceptJobName(view, edit, recipe.to))
        return;
    const NodeId key = view.entries()[*index].key;
    if (view.tree().node(key).kind == NodeKind::Alias) {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "The job's name comes from an anchor; rename it there."), {},
                    view.tree().node(key).value);
        return;
    }
    edit.reword(key, recipe.to);
    for (const Reference &reference : referencesToJob(view, recipe.job)) {
        if (reference.node != key)
            edit.reword(reference.node, recipe.to + reference.rest);
    }
}

void apply(const DuplicateJob &recipe, const PipelineView &view, TreeEdit &edit)
{
    const auto index = existingJob(view, edit, recipe.job);
    if (index && acceptJobName(view, edit, recipe.to))
        edit.duplicate(view.root(), *index, recipe.to);
}

void apply(const MoveJob &recipe, const PipelineView &view, TreeEdit &edit)
{
    const auto index = existingJob(view, edit, recipe.job);
    if (!index)
        return;
    const NodeId job = view.entries()[*index].value;
    if (recipe.before || !recipe.stage) {
        if (const auto place = placeBefore(view, edit, recipe.before))
            edit.move(view.root(), *index, *place);
    } else if (view.stageOf(job) != recipe.stage && acceptName(edit, *recipe.stage)) {
        setInJob(view, edit, *index, "stage", QString::fromStdString(*recipe.stage));
    }
}

void apply(const DeleteJob &recipe, const PipelineView &view, TreeEdit &edit)
{
    const auto index = existingJob(view, edit, recipe.job);
    if (!index || holdsSharedAnchor(view, edit, view.entries()[*index]))
        return;
    if (recipe.alsoNeeds)
        removeNeedsOf(view, edit, recipe.job, view.entries()[*index].value);
    edit.removeFromRoot(*index);
}

} // namespace stagecraft::edit
