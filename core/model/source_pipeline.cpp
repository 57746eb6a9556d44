// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/model/source_pipeline.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace stagecraft::model {

namespace {

using yaml::Entry;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;

/// Root keys that are never jobs.
constexpr std::array<std::string_view, 10> Sections = {"default",  "include",      "before_script", "image",
                                                       "services", "after_script", "variables",     "stages",
                                                       "cache",    "workflow"};

class Projector
{
public:
    explicit Projector(const yaml::SyntaxTree &tree) : m_tree(tree) {}

    SourcePipeline project()
    {
        SourcePipeline pipeline;
        pipeline.revision = m_tree.buffer().revision();
        pipeline.editable = m_tree.isTrusted();
        pipeline.stages = {"build", "test", "deploy"};
        const std::vector<NodeId> &documents = m_tree.documents();
        if (documents.empty())
            return pipeline;
        if (documents.size() > 1 && m_tree.find(documents.front(), "spec"))
            pipeline.document = documents.size() - 1;
        const NodeId root = documents[pipeline.document];
        if (m_tree.node(root).kind != NodeKind::Mapping)
            return pipeline;
        if (const Entry *stages = m_tree.find(root, "stages")) {
            pipeline.hasStages = true;
            pipeline.stages = strings(stages->value);
        }
        // Of two keys of one name the later one counts.
        std::unordered_map<std::string_view, const Entry *> last;
        for (const Entry &entry : m_tree.node(root).entries) {
            if (entry.key != NodeId::None)
                last[m_tree.node(entry.key).scalar] = &entry;
        }
        for (const Entry &entry : m_tree.node(root).entries) {
            if (entry.key != NodeId::None && last[m_tree.node(entry.key).scalar] == &entry)
                addJob(entry, pipeline);
        }
        return pipeline;
    }

private:
    const Node *resolved(NodeId id) const
    {
        const NodeId target = id == NodeId::None ? NodeId::None : m_tree.resolved(id);
        return target == NodeId::None ? nullptr : &m_tree.node(target);
    }

    /// A scalar, or the scalars of a list and of the lists in it.
    std::vector<std::string> strings(NodeId id, int depth = 0) const
    {
        std::vector<std::string> result;
        const Node *node = resolved(id);
        if (!node || depth > 10)
            return result;
        if (node->kind == NodeKind::Scalar && node->style != yaml::ScalarStyle::Empty)
            result.push_back(node->scalar);
        if (node->kind == NodeKind::Sequence) {
            for (const Entry &entry : node->entries) {
                std::vector<std::string> inner = strings(entry.value, depth + 1);
                std::ranges::move(inner, std::back_inserter(result));
            }
        }
        return result;
    }

    std::vector<std::string> needs(NodeId id) const
    {
        std::vector<std::string> result;
        const Node *list = resolved(id);
        if (!list || list->kind != NodeKind::Sequence)
            return result;
        for (const Entry &entry : list->entries) {
            const Node *item = resolved(entry.value);
            if (!item)
                continue;
            if (item->kind == NodeKind::Scalar) {
                result.push_back(item->scalar);
            } else if (item->kind == NodeKind::Mapping) {
                const NodeId map = m_tree.resolved(entry.value);
                const Entry *job = m_tree.find(map, "job");
                const Node *name = job ? resolved(job->value) : nullptr;
                if (name && !m_tree.find(map, "pipeline") && !m_tree.find(map, "project"))
                    result.push_back(name->scalar);
            }
        }
        return result;
    }

    void addJob(const Entry &entry, SourcePipeline &pipeline) const
    {
        if (m_tree.node(entry.key).kind != NodeKind::Scalar)
            return;
        const std::string &name = m_tree.node(entry.key).scalar;
        const Node *value = resolved(entry.value);
        const bool isSection = std::ranges::find(Sections, name) != Sections.end();
        const bool isMap = value && value->kind == NodeKind::Mapping;
        const bool looksLikeJob = isMap && isJob(m_tree.resolved(entry.value));
        const bool sectionAsJob = (name == "default" || name == "workflow") && looksLikeJob;
        if (name.empty() || name == "<<" || (isSection && !sectionAsJob))
            return;
        SourceJob job;
        job.name = name;
        job.hidden = name.starts_with('.');
        job.key = entry.key;
        job.value = entry.value;
        job.full = entry.full;
        job.broken = (value && value->broken) || !isMap;
        if (isMap) {
            const NodeId map = m_tree.resolved(entry.value);
            if (const Entry *stage = m_tree.find(map, "stage")) {
                const Node *text = resolved(stage->value);
                job.stage = text ? text->scalar : std::string();
            }
            if (const Entry *needed = m_tree.find(map, "needs"))
                job.needs = needs(needed->value);
            if (const Entry *extends = m_tree.find(map, "extends"))
                job.extends = strings(extends->value);
        }
        pipeline.jobs.push_back(std::move(job));
    }

    bool isJob(NodeId map) const
    {
        return std::ranges::any_of(std::array<std::string_view, 4>{"script", "run", "trigger", "needs"},
                                   [this, map](std::string_view key) { return m_tree.find(map, key) != nullptr; });
    }

    const yaml::SyntaxTree &m_tree;
};

} // namespace

const SourceJob *SourcePipeline::job(std::string_view name) const
{
    const auto found = std::ranges::find(jobs, name, &SourceJob::name);
    return found == jobs.end() ? nullptr : &*found;
}

SourcePipeline projectSource(const yaml::SyntaxTree &tree)
{
    return Projector(tree).project();
}

} // namespace stagecraft::model
