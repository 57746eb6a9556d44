// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// SourcePipeline: the jobs, stages and templates that are written in one file, with their places. No merging, no includes:
// the picture of what can be edited here. Made by projectSource(); immutable, safe on any thread.
#pragma once

#include "core/yaml/syntax_tree.h"

#include <string>
#include <vector>

namespace stagecraft::model {

struct SourceJob {
    std::string name;
    bool hidden = false; ///< a template: the name begins with "."
    yaml::NodeId key = yaml::NodeId::None;
    yaml::NodeId value = yaml::NodeId::None;
    text::TextRange full;           ///< whole entry, attached comments included
    std::string stage;              ///< as written in this job; empty when it is not
    std::vector<std::string> needs; ///< names of same-pipeline needs written in this job
    std::vector<std::string> extends;
    bool broken = false;
};

struct SourcePipeline {
    quint64 revision = 0;
    std::size_t document = 0; ///< which YAML document holds the pipeline (1 after a `spec:` header)
    bool hasStages = false;
    std::vector<std::string> stages; ///< as written; GitLab's defaults when hasStages is false
    std::vector<SourceJob> jobs;     ///< in the order of the file, templates included
    bool editable = false;           ///< the tree is trusted

    const SourceJob *job(std::string_view name) const;
};

SourcePipeline projectSource(const yaml::SyntaxTree &tree);

} // namespace stagecraft::model
