// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The variables that GitLab and its runner define themselves, each with one line of help, for completion and hover. Their
// local values are made in core/expand and core/plan. The data are in resources/keywords/predefined_variables.yaml; facts
// from reference/gitlab-ci-language.md §4.8.
#pragma once

#include <QString>
#include <QStringList>

#include <span>
#include <string>
#include <string_view>

namespace stagecraft::model {

struct PredefinedVariable {
    std::string name;
    QString help;
    QString only;         ///< the pipelines or jobs that have it, such as "merge request pipelines"; empty for all
    QStringList values;   ///< where only these occur
    bool inRules = false; ///< rules can use it already; otherwise only the running job has it
};

/// Loaded once from the program's resources; sorted by name; safe on any thread.
std::span<const PredefinedVariable> predefinedVariables();
const PredefinedVariable *findPredefinedVariable(std::string_view name);

} // namespace stagecraft::model
