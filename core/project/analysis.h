// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Analysis: everything that is derived from the text of a pipeline, for one revision. analyse() is pure (but for reading
// included files) and meant for a worker thread; the result is immutable and shared between views.
#pragma once

#include "core/base/files.h"
#include "core/expand/effective_pipeline.h"
#include "core/expand/expand.h"
#include "core/gitlab/include_store.h"
#include "core/graph/pipeline_graph.h"
#include "core/model/source_pipeline.h"
#include "core/text/diagnostic.h"
#include "core/yaml/syntax_tree.h"

#include <QHash>

#include <functional>
#include <memory>
#include <vector>

namespace stagecraft::project {

struct AnalysisInput {
    text::TextBuffer pipeline;
    text::TextBuffer config; ///< config.toml; empty text when there is none
    QString pipelineFile = QStringLiteral(".gitlab-ci.yml");
    QString configFile = QStringLiteral("config.toml");
    QString root; ///< of the repository; includes are read from here
    expand::Context context;
    QHash<QString, QByteArray> given = {}; ///< files that the repository does not hold and include:local may name; by path
    std::shared_ptr<const gitlab::IncludeStore> includes = {}; ///< what was fetched; without it, only what the repository keeps
    bool isForWindow = true; ///< false: without source, graph and the fixes of errors, which only windows show
};

/// A file of the repository that the pipeline asks for, be it there or not.
struct RepositoryFile {
    QString path;     ///< relative to the root
    ContentHash hash; ///< of what was read; empty when there was nothing to read
};

struct Analysis {
    quint64 revision = 0;       ///< of the pipeline text
    quint64 configRevision = 0; ///< of the config text
    text::TextBuffer pipeline;
    text::TextBuffer config;
    QString root; ///< as given, like the next two
    expand::Context context;
    std::shared_ptr<const gitlab::IncludeStore> includes;
    yaml::SyntaxTree tree;
    model::SourcePipeline source;
    expand::EffectivePipeline effective;
    expand::PipelineSelection selection;
    graph::PipelineGraph graph;
    std::vector<RepositoryFile> readFiles; ///< beside the two texts, each once
    text::Diagnostics diagnostics; ///< GitLab's, our advice, YAML against config.toml; sorted by severity, then place
};

std::shared_ptr<const Analysis> analyse(const AnalysisInput &input);

/// Reads inside root only; symbolic links that lead out are not followed. Files of elsewhere come from the repository's folder
/// `.stagecraft/includes`, then from the store.
/// `observe` gets each file that was asked for and lies inside.
expand::FileReader repositoryReader(const QString &root, const std::shared_ptr<const gitlab::IncludeStore> &includes = {},
                                    const std::function<void(const QString &path, const QByteArray *bytes)> &observe = {});

} // namespace stagecraft::project
