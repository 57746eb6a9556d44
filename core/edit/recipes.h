// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The recipes, one function each: they say to a TreeEdit what has to happen, or why it cannot.
#pragma once

#include "core/edit/pipeline_view.h"
#include "core/edit/recipe.h"
#include "core/edit/tree_edit.h"

namespace stagecraft::edit {

// job_recipes.cpp
void apply(const AddJob &recipe, const PipelineView &view, TreeEdit &edit);
void apply(const RenameJob &recipe, const PipelineView &view, TreeEdit &edit);
void apply(const DuplicateJob &recipe, const PipelineView &view, TreeEdit &edit);
void apply(const MoveJob &recipe, const PipelineView &view, TreeEdit &edit);
void apply(const DeleteJob &recipe, const PipelineView &view, TreeEdit &edit);
// stage_recipes.cpp
void apply(const AddStage &recipe, const PipelineView &view, TreeEdit &edit);
void apply(const RenameStage &recipe, const PipelineView &view, TreeEdit &edit);
void apply(const MoveStage &recipe, const PipelineView &view, TreeEdit &edit);
void apply(const DeleteStage &recipe, const PipelineView &view, TreeEdit &edit);
// need_recipes.cpp
void apply(const AddNeed &recipe, const PipelineView &view, TreeEdit &edit);
void apply(const RemoveNeed &recipe, const PipelineView &view, TreeEdit &edit);
// field_recipes.cpp
void apply(const SetField &recipe, const PipelineView &view, TreeEdit &edit);
void apply(const ClearField &recipe, const PipelineView &view, TreeEdit &edit);

// recipe_parts.cpp: what several of them need
/// False, with a refusal, for names that GitLab does not take.
bool acceptName(TreeEdit &edit, const std::string &name);
/// The entry of an existing job; nullopt, with a refusal, when there is none or it is written twice.
std::optional<std::size_t> existingJob(const PipelineView &view, TreeEdit &edit, const std::string &name);
/// Where a new key of a job belongs: templates first, then the stage, then the needs, everything else at the end.
std::size_t placeOfKey(const PipelineView &view, yaml::NodeId mapping, std::string_view key);
/// Refuses when `node` (or something around it) is shared through an anchor and its other users would change, too.
/// `key`: only this key of it changes.
bool isSharedWithOthers(const PipelineView &view, TreeEdit &edit, yaml::NodeId node, std::string_view key = {});
/// Refuses when something else uses an anchor inside of the entry.
bool holdsSharedAnchor(const PipelineView &view, TreeEdit &edit, const yaml::Entry &entry);
/// Removes one entry; a map that gets empty goes with it, a list stays as [].
void removeEntry(const PipelineView &view, TreeEdit &edit, yaml::NodeId collection, std::size_t index);
/// A list of words, in brackets or not.
NewValue listOf(const std::vector<std::string> &words);
/// Sets a key in a job that may be an alias, a map or empty. The value replaces the job's own one only.
void setInJob(const PipelineView &view, TreeEdit &edit, std::size_t job, const std::string &key, const QJsonValue &value);
QString quoted(const std::string &text);

} // namespace stagecraft::edit
