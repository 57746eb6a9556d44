// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Pipelines for canvas tests, made without any YAML.
#pragma once

#include "ui/canvas/canvas_content.h"

namespace stagecraft::ui {

struct SampleJob {
    std::string name;
    std::string stage;
    std::vector<std::string> needs = {};
};

/// What an analysis of a file with just these jobs would answer.
inline std::shared_ptr<const CanvasContent> sampleContent(const std::vector<std::string> &stages,
                                                          const std::vector<SampleJob> &jobs)
{
    project::Analysis analysis;
    analysis.source.editable = true;
    analysis.effective.valid = true;
    analysis.effective.stages = stages;
    for (const SampleJob &sample : jobs) {
        expand::EffectiveJob job;
        job.name = sample.name;
        job.sourceName = sample.name;
        job.stage = sample.stage;
        job.script = {"make " + sample.name};
        if (!sample.needs.empty()) {
            job.needs.emplace();
            for (const std::string &need : sample.needs)
                job.needs->push_back({.job = need});
        }
        analysis.effective.jobs.push_back(job);
        model::SourceJob source;
        source.name = sample.name;
        source.stage = sample.stage;
        source.needs = sample.needs;
        analysis.source.jobs.push_back(source);
    }
    analysis.graph = graph::layout(analysis.effective);
    return std::make_shared<CanvasContent>(contentOf(analysis));
}

} // namespace stagecraft::ui
