// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/recipes.h"
#include "core/edit/references.h"

#include <algorithm>

namespace stagecraft::edit {

using yaml::Entry;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;

namespace {

/// `.pre` and `.post` are GitLab's own: always there, first and last.
bool acceptStage(TreeEdit &edit, const std::string &stage)
{
    if (!acceptName(edit, stage))
        return false;
    if (stage != ".pre" && stage != ".post")
        return true;
    edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "The stage \"%1\" is always there; it cannot be changed."), {quoted(stage)});
    return false;
}

bool isNewStage(const PipelineView &view, TreeEdit &edit, const std::string &stage)
{
    const std::vector<std::string> stages = view.stages();
    if (std::ranges::find(stages, stage) == stages.end())
        return true;
    edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "There is a stage \"%1\" already."), {quoted(stage)});
    return false;
}

std::optional<std::size_t> stageIndex(const std::vector<std::string> &stages, TreeEdit &edit, const std::string &stage)
{
    const auto found = std::ranges::find(stages, stage);
    if (found == stages.end()) {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "There is no stage \"%1\" in this file."), {quoted(stage)});
        return {};
    }
    if (std::ranges::count(stages, stage) > 1) {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "The stage \"%1\" is listed more than once."), {quoted(stage)});
        return {};
    }
    return static_cast<std::size_t>(found - stages.begin());
}

/// The list when it can be changed item by item: written here, one word an item.
NodeId plainList(const PipelineView &view)
{
    const yaml::SyntaxTree &tree = view.tree();
    const NodeId list = view.stagesNode();
    if (list == NodeId::None || tree.node(list).kind != NodeKind::Sequence || !tree.node(list).tag.isEmpty()
        || tree.node(list).entries.empty())
        return NodeId::None;
    const bool plain = std::ranges::all_of(tree.node(list).entries, [&](const Entry &item) {
        const NodeId word = tree.resolved(item.value);
        return word != NodeId::None && tree.node(word).kind == NodeKind::Scalar;
    });
    return plain ? list : NodeId::None;
}

/// Writes the whole list: there is none yet, or it comes from elsewhere.
void writeStages(const PipelineView &view, TreeEdit &edit, const std::vector<std::string> &stages)
{
    const Entry *entry = view.tree().find(view.root(), "stages");
    if (!entry) {
        if (view.root() == NodeId::None)
            edit.startRoot("stages", listOf(stages));
        else
            edit.insert(view.root(), view.firstJob(), "stages", listOf(stages));
        return;
    }
    const Node &value = view.tree().node(entry->value);
    const bool isNested = value.kind == NodeKind::Sequence && !value.entries.empty();
    if (!value.tag.isEmpty() || isNested) {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "The list of stages is put together from other lists; change it by hand."), {},
                    entry->full);
        return;
    }
    edit.replace(view.root(), static_cast<std::size_t>(entry - view.entries().data()), listOf(stages));
}

/// Visible jobs whose stage, as far as this file tells, is this one.
std::vector<std::size_t> jobsIn(const PipelineView &view, const std::string &stage)
{
    std::vector<std::size_t> jobs;
    for (std::size_t i = 0; i < view.entries().size(); ++i) {
        if (view.isJob(i) && !PipelineView::isHidden(view.keyOf(view.entries()[i]))
            && view.stageOf(view.entries()[i].value) == stage)
            jobs.push_back(i);
    }
    return jobs;
}

} // namespace

void apply(const AddStage &recipe, const PipelineView &view, TreeEdit &edit)
{
    if (!acceptStage(edit, recipe.name) || !isNewStage(view, edit, recipe.name))
        return;
    std::vector<std::string> stages = view.stages();
    std::size_t place = stages.size();
    if (recipe.before) {
        const auto before = stageIndex(stages, edit, *recipe.before);
        if (!before)
            return;
        place = *before;
    }
    if (const NodeId list = plainList(view); list != NodeId::None) {
        edit.insert(list, place, {}, NewValue::string(recipe.name));
        return;
    }
    stages.insert(stages.begin() + static_cast<std::ptrdiff_t>(place), recipe.name);
    writeStages(view, edit, stages);
}

void apply(const RenameStage &recipe, const PipelineView &view, TreeEdit &edit)
{
    if (recipe.stage == recipe.to || !acceptStage(edit, recipe.stage) || !acceptStage(edit, recipe.to)
        || !isNewStage(view, edit, recipe.to))
        return;
    std::vector<std::string> stages = view.stages();
    const bool isListed = std::ranges::find(stages, recipe.stage) != stages.end();
    const std::vector<NodeId> uses = usesOfStage(view, recipe.stage);
    if (!isListed && uses.empty()) {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "There is no stage \"%1\" in this file."), {quoted(recipe.stage)});
        return;
    }
    for (const NodeId use : uses)
        edit.reword(use, recipe.to);
    if (!isListed)
        return;
    if (view.stagesNode() == NodeId::None) {
        std::ranges::replace(stages, recipe.stage, recipe.to);
        writeStages(view, edit, stages);
    }
    if (recipe.stage != "test")
        return;
    // Jobs that name no stage are in "test", which there is no more.
    for (const std::size_t job : jobsIn(view, recipe.stage)) {
        const NodeId value = view.entries()[job].value;
        const bool isRunnable = view.tree().resolved(value) != NodeId::None
            && view.tree().node(view.tree().resolved(value)).kind == NodeKind::Mapping;
        if (isRunnable && view.sourceOf(value, "stage").value == NodeId::None)
            setInJob(view, edit, job, "stage", QString::fromStdString(recipe.to));
    }
}

void apply(const MoveStage &recipe, const PipelineView &view, TreeEdit &edit)
{
    if (!acceptStage(edit, recipe.stage))
        return;
    std::vector<std::string> stages = view.stages();
    const auto from = stageIndex(stages, edit, recipe.stage);
    const auto before = recipe.before ? stageIndex(stages, edit, *recipe.before) : std::optional(stages.size());
    if (!from || !before)
        return;
    if (const NodeId list = plainList(view); list != NodeId::None) {
        edit.move(list, *from, *before);
        return;
    }
    if (*before == *from || *before == *from + 1)
        return;
    stages.erase(stages.begin() + static_cast<std::ptrdiff_t>(*from));
    stages.insert(stages.begin() + static_cast<std::ptrdiff_t>(*before > *from ? *before - 1 : *before), recipe.stage);
    writeStages(view, edit, stages);
}

void apply(const DeleteStage &recipe, const PipelineView &view, TreeEdit &edit)
{
    if (!acceptStage(edit, recipe.stage))
        return;
    std::vector<std::string> stages = view.stages();
    const auto index = stageIndex(stages, edit, recipe.stage);
    if (!index)
        return;
    if (const std::vector<std::size_t> jobs = jobsIn(view, recipe.stage); !jobs.empty()) {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "The job \"%1\" is in the stage \"%2\"; move or delete its jobs first."),
                    {quoted(std::string(view.keyOf(view.entries()[jobs.front()]))), quoted(recipe.stage)},
                    view.entries()[jobs.front()].full);
        return;
    }
    if (const NodeId list = plainList(view); list != NodeId::None) {
        removeEntry(view, edit, list, *index);
        return;
    }
    stages.erase(stages.begin() + static_cast<std::ptrdiff_t>(*index));
    writeStages(view, edit, stages);
}

} // namespace stagecraft::edit
