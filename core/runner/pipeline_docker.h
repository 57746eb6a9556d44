// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a pipeline file says about Docker: its default image, services and variables, and each job's own services and
// variables. As written in this file, aliases resolved. Borrows the tree.
#pragma once

#include "core/yaml/syntax_tree.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace stagecraft::runner {

struct PipelineService {
    std::string name;
    std::vector<std::string> aliases = {};
    std::vector<std::string> command = {};
    yaml::NodePath path;  ///< of the item
    text::TextRange range; ///< of its name
    std::optional<std::string> tlsDirectory = {}; ///< its own DOCKER_TLS_CERTDIR
};

struct PipelineVariable {
    std::string value;
    yaml::NodePath path;
    text::TextRange range;
};

/// One place that says something: the top level with `default:`, or a job.
struct PipelineScope {
    std::string job; ///< empty for the top level
    std::optional<std::string> image = {};
    bool hasServices = false;
    std::vector<PipelineService> services = {};
    std::map<std::string, PipelineVariable, std::less<>> variables = {};
};

struct PipelineDocker {
    PipelineScope global;
    std::vector<PipelineScope> jobs = {};
    /// Where the default image and services stand, or would: {"default"} or the deprecated {} at the top level.
    yaml::NodePath imageHome;
    yaml::NodePath servicesHome;
};

PipelineDocker readPipelineDocker(const yaml::SyntaxTree &tree);

/// docker:dind and its kin, with or without registry and tag.
bool isDind(std::string_view image);
/// The host name that a service gets from its image when no alias is given ("docker" for docker:29-dind).
std::string impliedAlias(std::string_view image);

} // namespace stagecraft::runner
