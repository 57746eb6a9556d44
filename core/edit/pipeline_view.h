// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// PipelineView: the jobs, stages and shared values of one file, as far as recipes have to know them. Borrows the tree.
#pragma once

#include "core/yaml/syntax_tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::edit {

class PipelineView
{
public:
    explicit PipelineView(const yaml::SyntaxTree &tree);

    const yaml::SyntaxTree &tree() const { return m_tree; }
    /// The mapping of the jobs; None when the document to edit has no content yet.
    yaml::NodeId root() const { return m_root; }
    /// There is content, but no mapping.
    bool isUnusable() const { return m_unusable; }
    const std::vector<yaml::Entry> &entries() const;

    /// GitLab's rule: these keys are never jobs. "default" and "workflow" are taken as the sections that they mostly are.
    static bool isReserved(std::string_view name);
    static bool isHidden(std::string_view name) { return name.starts_with('.'); }
    /// The text of a key; empty for keys that are no words.
    std::string_view keyOf(const yaml::Entry &entry) const;
    std::optional<std::size_t> indexOf(std::string_view key) const; ///< of a top-level key, the last of that name
    bool isJob(std::size_t index) const;
    std::size_t countOf(std::string_view key) const;
    /// Index of the first job or template; the number of entries when there is none.
    std::size_t firstJob() const;

    /// The list under `stages:`; None when absent or empty.
    yaml::NodeId stagesNode() const;
    /// The names in it, nested lists flattened; GitLab's defaults when there is none.
    std::vector<std::string> stages() const;

    /// Where a job has a key from: itself, its merge keys, its templates in this file.
    struct Source {
        enum class Kind { Own, Inherited, Absent, Unknown /* a template that is not in this file */ };
        Kind kind = Kind::Absent;
        yaml::NodeId value = yaml::NodeId::None;
    };
    Source sourceOf(yaml::NodeId job, std::string_view key) const;
    /// The same without templates: own or merged in. GitLab sees such a map as written in the job.
    Source mergedSourceOf(yaml::NodeId job, std::string_view key) const;
    /// The job's stage as far as this file tells; nullopt when a template from elsewhere may say it.
    std::optional<std::string> stageOf(yaml::NodeId job) const;

    /// Aliases outside of `subtree` that name an anchor inside of it.
    std::vector<yaml::NodeId> aliasesInto(yaml::NodeId subtree) const;
    bool isInside(yaml::NodeId id, yaml::NodeId subtree) const;

private:
    struct Lookup {
        std::string_view key;
        bool throughExtends = true;
        int budget = 10'000;
    };
    Source find(yaml::NodeId job, Lookup lookup) const;
    Source inherited(yaml::NodeId job, Lookup &lookup, int depth) const;

    const yaml::SyntaxTree &m_tree;
    yaml::NodeId m_root = yaml::NodeId::None;
    bool m_unusable = false;
};

/// All scalars of a value that is a word, a list of words, or lists of lists.
void collectScalars(const yaml::SyntaxTree &tree, yaml::NodeId id, std::vector<yaml::NodeId> &scalars);

} // namespace stagecraft::edit
