// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// PipelineMaker: how the engine, which knows no YAML, comes to the pipelines that trigger jobs start. Made when such a job's
// turn comes, because its file may be an artifact of an earlier job. Implemented by project::TriggeredPipelines.
#pragma once

#include "core/base/result.h"
#include "core/plan/job_plan.h"

#include <QByteArrayList>
#include <QString>

#include <memory>
#include <vector>

namespace stagecraft::engine {

/// Which files of the project the jobs get. Made by git::projectFiles(); the working tree is only read.
struct ProjectSource {
    QString root;         ///< of the repository
    QByteArrayList files; ///< relative to root; files, symbolic links and empty directories
};

struct PipelineRequest {
    std::string job; ///< the trigger job
    plan::Bridge bridge;
    std::vector<plan::Variable> variables; ///< for the pipeline, expanded
    QString artifact;                      ///< the file that bridge.artifactFile is here; empty: none
    int number = 2;                        ///< of the pipeline in its run: CI_PIPELINE_ID
};

class PipelineMaker;

struct MadePipeline {
    plan::RunPlan plan;
    ProjectSource source = {};                       ///< of another project; without a root: the parent's
    std::shared_ptr<const PipelineMaker> maker = {}; ///< for its own trigger jobs
};

class PipelineMaker
{
public:
    virtual ~PipelineMaker() = default;
    /// Called on a worker thread, by several at once. Errors: why GitLab would create no pipeline.
    virtual Result<MadePipeline> make(const PipelineRequest &request) const = 0;
};

} // namespace stagecraft::engine
