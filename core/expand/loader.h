// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Loads a configuration: documents, header, inputs, interpolation, and everything it includes, merged into one map;
// reference/gitlab-ci-language.md §2.2 to §2.5. Internal to core/expand.
#pragma once

#include "core/expand/expand.h"
#include "core/expand/links.h"
#include "core/expand/source_files.h"

#include <optional>
#include <string>
#include <vector>

namespace stagecraft::expand {

/// One entry of the list of included files, with the keys beside its kind as written.
struct LoadedInclude {
    std::string kind;
    std::string location;
    Value extra;
    bool loaded = true;
};

class Loader
{
public:
    Loader(const Context &context, const FileReader &files, SourceFiles &sources, Report &report);

    /// The merged map. Nothing when an error ended the loading; then `bestEffort()` holds what could be read.
    std::optional<Value> load(const yaml::SyntaxTree &tree, const QString &file);

    /// The aliases of all files that were loaded.
    Links takeLinks() { return std::move(m_links); }
    const std::vector<LoadedInclude> &includes() const { return m_includes; }
    /// The text of the main file as far as it is a map, without what it includes.
    const Value &bestEffort() const { return m_bestEffort; }

private:
    struct Include { ///< an entry of include:, normalised
        std::string kind;
        std::string location;
        Value config;
        Origin origin;
    };

    bool fail(std::string id, std::string message, Origin origin);
    std::optional<Value> loadTree(const yaml::SyntaxTree &tree, std::uint32_t file, const Value &inputs, bool given);
    std::optional<Value> withIncludedInputs(const Value &header);
    bool addInputsOf(const Include &include, Value::Map &inputs);
    std::optional<Value> addIncludes(const Value &config, int depth);
    std::optional<std::vector<Include>> includesOf(const Value &config);
    bool normalise(const Value &item, std::vector<Include> &result);
    bool keepByRules(const Value &item, bool &keep);
    void expandWildcards(const Include &include, std::vector<Include> &result);
    std::optional<Problem> note(const Include &include);
    bool isOwnProject(const Include &include) const;
    std::optional<QByteArray> readFile(const Include &include);
    static std::string locationOf(const Include &include);
    std::optional<Value> fetch(const Include &include, int depth);
    std::string expanded(const std::string &text) const;
    const std::vector<std::string> &repositoryFiles();

    const Context &m_context;
    const FileReader &m_files;
    SourceFiles &m_sources;
    Report &m_report;
    std::vector<Variable> m_variables;
    Links m_links;
    std::vector<LoadedInclude> m_includes;
    std::optional<std::vector<std::string>> m_repositoryFiles;
    Value m_bestEffort;
};

} // namespace stagecraft::expand
