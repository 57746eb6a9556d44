// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Where each value of a merged job comes from: its file and range, and over which way it came into the job. Made with the
// job, read by the inspector and the merged view. Pure; any thread.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/yaml/syntax_tree.h"

#include <optional>

namespace stagecraft::expand {

/// `path` begins with a keyword: ["variables", "MODE"], ["script", 0]. Nothing for a value that the merged job has not.
std::optional<Provenance> provenanceAt(const EffectivePipeline &pipeline, const EffectiveJob &job,
                                       const yaml::NodePath &path);

/// The way in one line of plain English, for tools: "own", "extends .base", "anchor x" …
std::string toText(const Provenance &provenance);

} // namespace stagecraft::expand
