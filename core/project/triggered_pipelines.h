// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// TriggeredPipelines: makes the pipelines that trigger jobs start, for the engine (gitlab-ci-language.md §2.13). Child pipelines
// are of the same commit; those of other projects need a folder that holds that project. Immutable; any thread.
#pragma once

#include "core/engine/pipeline_maker.h"
#include "core/project/run_request.h"

#include <memory>

namespace stagecraft::project {

class TriggeredPipelines : public engine::PipelineMaker
{
public:
    /// `parent`: the pipeline whose trigger jobs ask.
    TriggeredPipelines(std::shared_ptr<const Analysis> parent, RunChoices choices)
        : m_parent(std::move(parent)), m_choices(std::move(choices))
    {
    }

    Result<engine::MadePipeline> make(const engine::PipelineRequest &request) const override;

private:
    Result<AnalysisInput> child(const engine::PipelineRequest &request, const model::Value &trigger) const;
    Result<AnalysisInput> ofProject(const engine::PipelineRequest &request, const model::Value &trigger) const;

    std::shared_ptr<const Analysis> m_parent;
    RunChoices m_choices;
};

} // namespace stagecraft::project
