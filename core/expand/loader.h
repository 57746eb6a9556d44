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
    /// Of local files, with wildcards.
    const std::vector<std::string> &patterns() const { return m_patterns; }
    /// The included files that are not here.
    const std::vector<IncludeSource> &foreign() const { return m_foreign; }
    const std::vector<WantedInclude> &wanted() const { return m_wanted; }
    /// Whether there is a file whose content is not known.
    bool isIncomplete() const { return m_isIncomplete; }
    /// The text of the main file as far as it is a map, without what it includes.
    const Value &bestEffort() const { return m_bestEffort; }

private:
    struct Include { ///< an entry of include:, normalised
        std::string kind;
        std::string location;
        Value config;
        Origin origin;
    };

    /// In which repository a file's includes are looked for.
    struct Scope {
        enum class Kind { Own, Project, None };
        Kind kind = Kind::Own;
        std::string project = {}; ///< of Kind::Project, at `ref`
        std::string ref = {};
    };
    /// The content of an included file, and what it brings along.
    struct Content {
        QByteArray bytes;
        QString path;
        bool isInRepository = true;
        Scope scope;
        Value component; ///< what `component.*` can name in it; null in other files
    };

    bool fail(std::string id, std::string message, Origin origin);
    std::optional<Value> loadTree(const yaml::SyntaxTree &tree, std::uint32_t file, const Value &inputs, bool given,
                                  const Content &content);
    std::optional<Value> withIncludedInputs(const Value &header, const Scope &scope, bool &missing);
    bool addInputsOf(const Include &include, const Scope &scope, Value::Map &inputs, bool &missing);
    std::optional<Value> addIncludes(const Value &config, const Scope &scope, int depth);
    std::optional<std::vector<Include>> includesOf(const Value &config, const Scope &scope);
    bool normalise(const Value &item, std::vector<Include> &result);
    bool keepByRules(const Value &item, const Scope &scope, bool &keep);
    void expandWildcards(const Include &include, std::vector<Include> &result);
    std::optional<Problem> note(const Include &include, const Scope &scope);
    static std::string locationOf(const Include &include);
    std::string expanded(const std::string &text) const;
    const std::vector<std::string> &repositoryFiles();

    // loader_files.cpp
    bool isHere(const Include &include, const Scope &scope) const;
    std::string textOf(const Include &include, std::string_view key) const;
    IncludeSource sourceOf(const Include &include, const Scope &scope) const;
    std::optional<Content> readHere(const Include &include);
    std::optional<Content> lookUp(const Include &include, const Scope &scope, bool &missing);
    std::optional<Content> contentOf(const Include &include, const Scope &scope, bool &missing);
    void wish(const Include &include, const IncludeSource &source, const FetchedFile &answer);
    std::uint32_t addSource(const Include &include, const Content &content, const text::TextBuffer &buffer);
    std::optional<Value> fetch(const Include &include, const Scope &scope, int depth, std::size_t index);

    const Context &m_context;
    const FileReader &m_files;
    SourceFiles &m_sources;
    Report &m_report;
    std::vector<Variable> m_variables;
    Links m_links;
    std::vector<LoadedInclude> m_includes;
    std::vector<std::string> m_patterns;
    std::vector<IncludeSource> m_foreign;
    std::vector<WantedInclude> m_wanted;
    bool m_isIncomplete = false;
    bool m_isNestedError = false; ///< the last error ends everything, whatever else is wrong beside it
    qsizetype m_totalBytes = 0;   ///< of the included files
    std::optional<std::vector<std::string>> m_repositoryFiles;
    Value m_bestEffort;
};

} // namespace stagecraft::expand
