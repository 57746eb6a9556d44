// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// expand(): from the text of a pipeline to what GitLab makes of it. Pure but for reading included files through the given
// FileReader. Total: any text gives a pipeline with diagnostics, in time linear to text and result.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/yaml/syntax_tree.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <optional>

namespace stagecraft::expand {

/// What is known of the paths that changed.
struct ChangedPaths {
    bool isValidRef = true;                               ///< there is what was to be compared with
    std::optional<std::vector<std::string>> paths = {}; ///< nothing: nobody knows, and rules:changes match
};

/// Reads the repository's files for include:local; paths are relative to its root and stay inside it. Other includes are
/// looked up in what is here already: nothing in expand() opens a connection.
struct FileReader {
    std::function<std::optional<QByteArray>(const QString &path)> read;
    std::function<QStringList()> files; ///< all of them, sorted; for include:local with wildcards and rules:exists
    /// Whether the GitLab instance has another project, for include:project. Unset: nobody knows, and the include is a note.
    std::function<bool(const QString &path)> hasProject = {};
    /// What is known here about a file that is not in the repository. Unset: nothing.
    std::function<FetchedFile(const IncludeSource &source)> fetched = {};
    /// The paths that changed in the pipeline's commits, or, with `compareTo` (a branch, tag or sha), since its commit and that of
    /// the context parted. Asked only where the context does not say which changed. Unset: nobody knows.
    std::function<ChangedPaths(const Context &context, const std::string &compareTo)> changes = {};
};

EffectivePipeline expand(const yaml::SyntaxTree &tree, const QString &file, const Context &context,
                         const FileReader &files);

/// Which jobs a pipeline for this context has, and why. Pure.
PipelineSelection select(const EffectivePipeline &pipeline, const Context &context, const FileReader &files);

/// The variables that GitLab itself would define for a pipeline of this context (CI, CI_COMMIT_REF_NAME …).
std::vector<Variable> predefinedVariables(const Context &context);
/// Those that a job has beside (CI_JOB_NAME, CI_JOB_STAGE, CI_NODE_TOTAL, CI_ENVIRONMENT_NAME …), as its rules see them.
std::vector<Variable> predefinedVariables(const EffectiveJob &job);

} // namespace stagecraft::expand
