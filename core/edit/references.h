// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// All places of a file that name a job or a stage. Linear; borrows the view.
#pragma once

#include "core/edit/pipeline_view.h"

#include <string>
#include <vector>

namespace stagecraft::edit {

enum class ReferenceKind { Need, Dependency, Other };

struct Reference {
    yaml::NodeId node;     ///< the scalar, or an alias to a scalar that does not name a job where it stands itself
    ReferenceKind kind;
    std::string rest = {}; ///< what follows the name: " 1/3" or ": [a, b]" of an instance of a parallel job
};

/// needs (words, `job:` maps, in rules too), dependencies, extends, !reference, environment:on_stop, trigger:include:job.
std::vector<Reference> referencesToJob(const PipelineView &view, const std::string &job);
/// The words of `stages:` and of each `stage:`, templates included.
std::vector<yaml::NodeId> usesOfStage(const PipelineView &view, const std::string &stage);

} // namespace stagecraft::edit
