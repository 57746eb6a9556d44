// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a user can do to a pipeline file, as data. A recipe is applied by recipeToPatch(), a pure function that answers
// with the smallest text patch, verified by re-parsing a copy: the asked change is there, and every other node has its
// old value and its old bytes. Where that is not possible it refuses with a reason, and nothing changes.
//
// The JSON forms are those of `stagecraft-cli edit` and stay stable.
#pragma once

#include "core/text/text_edit.h"
#include "core/yaml/syntax_tree.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>

#include <expected>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace stagecraft::edit {

/// "before" names the job or stage to stand in front of; without it the end is meant.
struct AddJob { std::string name; std::string stage; std::vector<std::string> script; std::optional<std::string> before = {}; };
struct RenameJob { std::string job; std::string to; };
struct DuplicateJob { std::string job; std::string to; };
/// A job's position is its order in the file. Without a stage only the position changes, without `before` only the stage.
struct MoveJob { std::string job; std::optional<std::string> stage = {}; std::optional<std::string> before = {}; };
struct DeleteJob { std::string job; bool alsoNeeds = false; /* removes the needs and dependencies that name it */ };
struct AddStage { std::string name; std::optional<std::string> before = {}; };
struct RenameStage { std::string stage; std::string to; };
struct MoveStage { std::string stage; std::optional<std::string> before = {}; };
struct DeleteStage { std::string stage; };
struct AddNeed { std::string job; std::string need; };
struct RemoveNeed { std::string job; std::string need; };
/// Sets a scalar, list or map; missing maps on the way are made. ["job","script",2] style paths edit one list item.
struct SetField { yaml::NodePath path; QJsonValue value; };
struct ClearField { yaml::NodePath path; };

using Recipe = std::variant<AddJob, RenameJob, DuplicateJob, MoveJob, DeleteJob, AddStage, RenameStage, MoveStage,
                            DeleteStage, AddNeed, RemoveNeed, SetField, ClearField>;

/// Why a recipe is not carried out; a translated-at-the-edge source text like Error, with the place if there is one.
struct Refusal {
    const char *text = "";
    QStringList arguments = {};
    text::TextRange range = {};
};
QString describe(const Refusal &refusal);

/// Pure; thread-safe. Linear in the size of the text.
std::expected<text::TextPatch, Refusal> recipeToPatch(const yaml::SyntaxTree &tree, const Recipe &recipe);

/// All of them in order, each on what the ones before it made, as one patch; the first refusal refuses all.
std::expected<text::TextPatch, Refusal> recipesToPatch(const yaml::SyntaxTree &tree, const std::vector<Recipe> &recipes);

/// The JSON list of `stagecraft-cli edit --ops`. The error names the entry and what is wrong with it.
std::expected<std::vector<Recipe>, QString> recipesFromJson(const QByteArray &json);

/// One line for the undo menu, e.g. "Rename job build to compile". Translated when called.
QString titleOf(const Recipe &recipe);

} // namespace stagecraft::edit
