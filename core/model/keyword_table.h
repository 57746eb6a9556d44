// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The keyword table: every keyword of `.gitlab-ci.yml` that Stagecraft knows, in one place: where it may stand, what
// types it takes, its default, one paragraph of help, and how faithfully a local run treats it. Completion, hover help,
// the inspector, unknown-key errors and the fidelity badge all read it. The data are in resources/keywords/*.yaml.
#pragma once

#include <QString>
#include <QStringList>

#include <span>
#include <string>
#include <string_view>

namespace stagecraft::model {

enum class KeywordScope { Global, Job, Default, Workflow };
enum class Fidelity { Exact, Approximated, NotRunLocally };

struct Keyword {
    std::string name;        ///< path inside the scope: "image", "image:entrypoint", "rules:if"
    KeywordScope scope = KeywordScope::Job;
    QStringList types;       ///< "string", "integer", "boolean", "list", "map", "null"
    QStringList values;      ///< where only these are allowed
    QString defaultValue;
    QString help;            ///< one short paragraph
    QString tier;            ///< "premium" or "ultimate" where GitLab's free tier has no use for it
    bool named = false;      ///< a map whose keys are names that the user makes up, such as variables
    Fidelity fidelity = Fidelity::Exact;
    QString fidelityNote;
};

/// Loaded once from the program's resources; safe on any thread.
std::span<const Keyword> keywords();
const Keyword *findKeyword(KeywordScope scope, std::string_view name);

} // namespace stagecraft::model
