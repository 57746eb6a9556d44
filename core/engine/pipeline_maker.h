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

#include <functional>
#include <memory>
#include <vector>

namespace stagecraft::engine {

/// What of the project the jobs get. Made by project::prepareRun(); the working tree is only read. The functions block and
/// run on pool threads.
struct ProjectSource {
    QString root;         ///< of the repository
    QByteArrayList files; ///< relative to root; files, symbolic links and empty directories
    QByteArrayList submodules = {}; ///< directories of submodules, relative to root
    QString commit = {};  ///< CI_COMMIT_SHA
    QString ref = {};     ///< CI_COMMIT_REF_NAME
    bool committedOnly = false; ///< the files are those of the commit: makeRepository() writes them, `files` is not used

    /// How .git comes into the copy.
    struct RepositoryNeeds {
        int depth = 20;          ///< commits of history; 0: all
        bool ownObjects = false; ///< for containers, which do not see the person's repository
        QString packStore = {};  ///< where packs for those are kept from run to run
    };
    /// Makes `directory`/.git; empty: jobs get none.
    std::function<Result<>(const QString &directory, const RepositoryNeeds &needs)> makeRepository = {};
    /// Limits the history of such a .git further.
    std::function<Result<>(const QString &gitDirectory, int depth)> writeHistory = {};
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
