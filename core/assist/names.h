// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The names that a pipeline defines, with what is known about them: jobs, stages, inputs. Pure; any thread.
#pragma once

#include "core/assist/knowledge.h"

#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::assist {

struct JobName {
    std::string name;
    bool hidden = false;
    QString stage = {}; ///< empty for templates
};

/// Of this file first, in its order, then those of included files.
std::vector<JobName> jobNames(const Knowledge &known);
/// In the order in which they run.
std::vector<std::string> stageNames(const Knowledge &known);

/// The mapping under `spec:inputs:`; None without a header.
yaml::NodeId inputsNode(const yaml::SyntaxTree &tree);
/// The mapping of the pipeline's entries; None when it has none.
yaml::NodeId rootNode(const Knowledge &known);
/// The effective job that a key of the file or a name in `needs` became; nullptr when there is none.
const expand::EffectiveJob *effectiveJob(const Knowledge &known, std::string_view name);

Help helpForJob(const Knowledge &known, std::string_view name);
Help helpForInput(const Knowledge &known, std::string_view name);
Help helpForStage(const Knowledge &known, std::string_view name);

} // namespace stagecraft::assist
