// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/analysis.h"

#include "core/lint/advice.h"
#include "core/lint/fixes.h"
#include "core/lint/variable_advice.h"
#include "core/runner/runner_mode.h"
#include "core/yaml/syntax_tree.h"

#include <QHash>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace stagecraft::project {

namespace {

void sortForPeople(text::Diagnostics &diagnostics)
{
    // Stable: GitLab's errors without a place keep GitLab's order.
    std::ranges::stable_sort(diagnostics, [](const text::Diagnostic &a, const text::Diagnostic &b) {
        return std::tie(a.severity, a.file, a.range.begin) < std::tie(b.severity, b.file, b.range.begin);
    });
}

} // namespace

std::shared_ptr<const Analysis> analyse(const AnalysisInput &input)
{
    auto result = std::make_shared<Analysis>();
    result->revision = input.pipeline.revision();
    result->configRevision = input.config.revision();
    result->pipeline = input.pipeline;
    result->config = input.config;
    result->root = input.root;
    result->context = input.context;
    result->includes = input.includes;

    QHash<QString, bool> seen;
    expand::FileReader files = repositoryReader(input.root, input.includes, [&](const QString &path, const QByteArray *bytes) {
        if (std::exchange(seen[path], true))
            return;
        result->readFiles.push_back({path, bytes ? contentHash(*bytes) : ContentHash()});
    });
    if (!input.given.isEmpty()) {
        files.read = [given = input.given, read = files.read](const QString &path) {
            const auto found = given.constFind(path.startsWith(u'/') ? path.sliced(1) : path);
            return found != given.cend() ? std::optional(*found) : read(path);
        };
    }
    result->tree = yaml::parse(input.pipeline, input.pipelineFile);
    result->effective = expand::expand(result->tree, input.pipelineFile, input.context, files);
    result->selection = expand::select(result->effective, input.context, files);
    if (input.isForWindow) {
        result->source = model::projectSource(result->tree);
        result->graph = graph::layout(result->effective);
    }

    result->diagnostics = result->effective.diagnostics;
    std::ranges::move(lint::advise(result->tree, result->effective, input.pipelineFile),
                      std::back_inserter(result->diagnostics));
    std::ranges::move(lint::adviseOnVariables(result->tree, result->effective, input.context, input.pipelineFile),
                      std::back_inserter(result->diagnostics));
    if (input.config.size() > 0) {
        std::ranges::move(runner::matchingProblems(result->tree, input.config, input.pipelineFile, input.configFile),
                          std::back_inserter(result->diagnostics));
    }
    sortForPeople(result->diagnostics);
    const auto fixed = input.isForWindow ? result->diagnostics.begin()
                                         : std::ranges::find(result->diagnostics, text::Severity::Advice,
                                                             &text::Diagnostic::severity);
    lint::offerFixes({fixed, result->diagnostics.end()}, result->tree, result->effective, input.pipelineFile, files.files);
    return result;
}

} // namespace stagecraft::project
