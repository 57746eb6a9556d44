// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What the commands that read a pipeline have in common: DIR, the ref and event options, loading, analysing.
#pragma once

#include "app/cli/options.h"
#include "core/project/analysis.h"

#include <QString>

#include <memory>
#include <optional>

namespace stagecraft::cli {

/// Where DIR points to.
struct PipelineLocation {
    QString root;         ///< absolute directory
    QString pipelineFile; ///< relative to root
    QString absoluteFile() const { return root + u'/' + pipelineFile; }
};

/// The default file name, GitLab's ".gitlab-ci.yml", unless DIR is something else than a directory.
PipelineLocation locate(const QString &directory);
/// The pipeline's text. Complains, with what to do about it, and gives nothing when it can't be read.
std::optional<text::TextBuffer> readPipeline(const PipelineLocation &location, Terminal &terminal);

/// Adds --ref, --tag, --source, --var, --variables-file, --input, --changes, --context, and those of include_input.h.
void addContextOptions(Options &options);
/// The context that the options ask for, on top of what git knows. Complains and gives nothing when they are wrong.
std::optional<expand::Context> contextFrom(const Options &options, const QString &root, Terminal &terminal);

/// Reads the pipeline (and a config.toml beside it) and analyses it. Complains and gives null when it can't be read.
std::shared_ptr<const project::Analysis> load(const PipelineLocation &location, const expand::Context &context,
                                              const Options &options, Terminal &terminal);

/// locate(), contextFrom() and load() for a command whose only positional argument is DIR.
std::shared_ptr<const project::Analysis> loadFrom(const Options &options, Terminal &terminal);

/// "file:line:column: " for people and their editors; empty when no file is to blame.
QString placeOf(const text::Diagnostic &diagnostic);

} // namespace stagecraft::cli
