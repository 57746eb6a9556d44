// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// VariableSettings: what the user told about a project's CI/CD variables, which GitLab keeps in its settings and not in the
// repository. They are kept in a file of the user's settings directory, one a repository, without the values of masked ones: those
// are in the keychain, or nowhere. Blocks for disk access; any thread.
#pragma once

#include "core/base/result.h"
#include "core/expand/effective_pipeline.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace stagecraft::project {

struct VariableSettings {
    /// A masked variable without a value is one whose value is not known here.
    std::vector<expand::ProjectVariable> variables;
    std::vector<std::string> protectedRefs; ///< as Context::protectedRefs
    bool operator==(const VariableSettings &) const = default;
};

/// Where the settings of the repository at `root` are; the same for all paths that lead to it.
QString variableSettingsFile(const QString &root);
/// The name of a masked variable's value in the keychain. Not the value's, so it may be shown.
QString secretNameOf(const QString &root, const expand::ProjectVariable &variable);

/// Nothing stored yet gives empty settings. Invalid when the file is not one of ours.
Result<VariableSettings> loadVariableSettings(const QString &root);
/// Crash-safe, readable for the user only. Values of masked variables are left out; empty settings remove the file.
Result<> saveVariableSettings(const QString &root, const VariableSettings &settings);

/// Lines KEY=value, as in a dotenv file: blank lines and those with "#" in front are skipped, "export " in front of a key and one
/// pair of quotes around a value are dropped. Or a JSON list of variables in the form of GitLab's REST API. Invalid, naming the line
/// and never the value, when it is neither.
Result<std::vector<expand::ProjectVariable>> readVariablesFile(const QByteArray &text);

/// GitLab's rules for the key and for what can be masked; empty when it would take the variable. `others` are those with which it
/// must not share key and scope. Text for people, without the value.
QString problemOf(const expand::ProjectVariable &variable, const std::vector<expand::ProjectVariable> &others);

/// Gives the context these variables and protected refs, in place of those it has from before. Masked ones without a value are
/// left out: nobody knows them.
void applyTo(expand::Context &context, const VariableSettings &settings);

} // namespace stagecraft::project
