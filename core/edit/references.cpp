// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/references.h"

#include <algorithm>
#include <cctype>
#include <unordered_set>

namespace stagecraft::edit {

using yaml::Entry;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;
using yaml::SyntaxTree;

namespace {

/// The mappings that can be (parts of) jobs: all at the top level, and those that they merge in.
std::vector<NodeId> jobMappings(const PipelineView &view)
{
    const SyntaxTree &tree = view.tree();
    std::vector<NodeId> mappings;
    std::unordered_set<NodeId> seen;
    std::vector<NodeId> open;
    for (const Entry &entry : view.entries())
        open.push_back(entry.value);
    while (!open.empty()) {
        const NodeId id = tree.resolved(open.back());
        open.pop_back();
        if (id == NodeId::None || !seen.insert(id).second)
            continue;
        if (tree.node(id).kind == NodeKind::Sequence) {
            // `<<: [*a, *b]`; other lists at the top level hold no jobs.
            for (const Entry &item : tree.node(id).entries) {
                if (tree.node(item.value).kind == NodeKind::Alias)
                    open.push_back(item.value);
            }
        } else if (tree.node(id).kind == NodeKind::Mapping) {
            mappings.push_back(id);
            if (const Entry *merge = tree.find(id, "<<"))
                open.push_back(merge->value);
        }
    }
    return mappings;
}

bool isReferenceTag(const SyntaxTree &tree, const Node &node)
{
    return node.kind == NodeKind::Sequence && tree.buffer().slice(node.tag) == QByteArrayView("!reference");
}

/// " 1/3" or ": [a, b]"
bool isInstanceSuffix(std::string_view rest)
{
    if (rest.starts_with(": [") && rest.ends_with(']'))
        return true;
    const std::size_t slash = rest.find('/');
    const auto isNumber = [](std::string_view digits) {
        return !digits.empty() && std::ranges::all_of(digits, [](unsigned char c) { return std::isdigit(c) != 0; });
    };
    return rest.starts_with(' ') && slash != std::string_view::npos && isNumber(rest.substr(1, slash - 1))
        && isNumber(rest.substr(slash + 1));
}

class Collector
{
public:
    Collector(const PipelineView &view, const std::string &name) : m_view(view), m_tree(view.tree()), m_name(name) {}

    std::vector<Reference> jobReferences()
    {
        for (const NodeId job : jobMappings(m_view))
            visitJob(job);
        for (const NodeId document : m_tree.documents())
            visitReferenceTags(document);
        return finish();
    }

    std::vector<Reference> stageUses()
    {
        if (const NodeId stages = m_view.stagesNode(); stages != NodeId::None)
            visitWords(stages, ReferenceKind::Other);
        for (const NodeId job : jobMappings(m_view)) {
            if (const Entry *stage = m_tree.find(job, "stage"))
                visitWords(stage->value, ReferenceKind::Other);
        }
        return finish();
    }

private:
    void visitJob(NodeId job)
    {
        for (const Entry &entry : m_tree.node(job).entries) {
            const std::string_view key = m_view.keyOf(entry);
            if (key == "needs")
                visitNeeds(entry.value);
            else if (key == "dependencies")
                visitWords(entry.value, ReferenceKind::Dependency);
            else if (key == "extends")
                visitWords(entry.value, ReferenceKind::Other);
            else if (key == "rules")
                visitRules(entry.value);
            else if (key == "environment")
                visitMember(entry.value, "on_stop");
            else if (key == "trigger")
                visitTrigger(entry.value);
        }
    }

    void visitMember(NodeId id, std::string_view key)
    {
        if (const Entry *member = m_tree.find(m_tree.resolved(id), key))
            visitWords(member->value, ReferenceKind::Other);
    }

    void visitTrigger(NodeId id)
    {
        const Entry *include = m_tree.find(m_tree.resolved(id), "include");
        const NodeId value = include ? m_tree.resolved(include->value) : NodeId::None;
        if (value == NodeId::None)
            return;
        visitMember(value, "job");
        if (m_tree.node(value).kind == NodeKind::Sequence) {
            for (const Entry &item : m_tree.node(value).entries)
                visitMember(item.value, "job");
        }
    }

    void visitRules(NodeId id)
    {
        id = m_tree.resolved(id);
        if (id == NodeId::None || !m_seenRules.insert(id).second)
            return;
        for (const Entry &item : m_tree.node(id).entries) {
            if (m_tree.node(id).kind == NodeKind::Sequence)
                visitRules(item.value);
            else if (m_view.keyOf(item) == "needs")
                visitNeeds(item.value);
        }
    }

    void visitNeeds(NodeId id)
    {
        const Node &node = m_tree.node(id);
        if (node.kind == NodeKind::Alias && node.target != NodeId::None
            && m_tree.node(node.target).kind != NodeKind::Scalar) {
            visitNeeds(node.target);
            return;
        }
        if (!m_seenNeeds.insert(id).second)
            return;
        if (isReferenceTag(m_tree, node)) {
            if (const NodeId target = followReference(node); target != NodeId::None)
                visitNeeds(target);
        } else if (node.kind == NodeKind::Sequence) {
            for (const Entry &item : node.entries)
                visitNeeds(item.value);
        } else if (node.kind == NodeKind::Mapping) {
            // With `project:` or `pipeline:` the job is one of another pipeline.
            const Entry *job = m_tree.find(id, "job");
            if (job && !m_tree.find(id, "project") && !m_tree.find(id, "pipeline"))
                addWord(job->value, ReferenceKind::Need);
        } else {
            addWord(id, ReferenceKind::Need);
        }
    }

    NodeId followReference(const Node &reference) const
    {
        NodeId id = m_view.root();
        for (const Entry &step : reference.entries) {
            const NodeId word = m_tree.resolved(step.value);
            const Entry *next = word == NodeId::None ? nullptr : m_tree.find(m_tree.resolved(id), m_tree.node(word).scalar);
            if (!next)
                return NodeId::None;
            id = next->value;
        }
        return id;
    }

    void visitWords(NodeId id, ReferenceKind kind)
    {
        std::vector<NodeId> scalars;
        collectScalars(m_tree, id, scalars);
        for (const NodeId scalar : scalars)
            addWord(scalar, kind);
    }

    void visitReferenceTags(NodeId root)
    {
        std::vector<NodeId> open = {root};
        while (!open.empty()) {
            const Node &node = m_tree.node(open.back());
            open.pop_back();
            if (isReferenceTag(m_tree, node) && !node.entries.empty()) {
                const NodeId first = m_tree.resolved(node.entries.front().value);
                if (first != NodeId::None && m_tree.node(first).scalar == m_name)
                    addWord(node.entries.front().value, ReferenceKind::Other);
            }
            for (const Entry &entry : node.entries)
                open.push_back(entry.value);
        }
    }

    void addWord(NodeId id, ReferenceKind kind)
    {
        const NodeId word = m_tree.resolved(id);
        if (word == NodeId::None || m_tree.node(word).kind != NodeKind::Scalar)
            return;
        const std::string &text = m_tree.node(word).scalar;
        if (!text.starts_with(m_name))
            return;
        std::string rest = text.substr(m_name.size());
        if (!rest.empty() && (kind == ReferenceKind::Other || !isInstanceSuffix(rest) || m_view.indexOf(text)))
            return;
        if (m_seen.insert(id).second)
            m_references.push_back({id, kind, std::move(rest)});
    }

    /// An alias follows its anchor: where the anchored word names the job itself, rewording that is enough.
    std::vector<Reference> finish()
    {
        std::erase_if(m_references, [&](const Reference &reference) {
            const Node &node = m_tree.node(reference.node);
            return node.kind == NodeKind::Alias && m_seen.contains(node.target);
        });
        return std::move(m_references);
    }

    const PipelineView &m_view;
    const SyntaxTree &m_tree;
    const std::string &m_name;
    std::vector<Reference> m_references;
    std::unordered_set<NodeId> m_seen;
    std::unordered_set<NodeId> m_seenNeeds;
    std::unordered_set<NodeId> m_seenRules;
};

} // namespace

std::vector<Reference> referencesToJob(const PipelineView &view, const std::string &job)
{
    return Collector(view, job).jobReferences();
}

std::vector<NodeId> usesOfStage(const PipelineView &view, const std::string &stage)
{
    std::vector<NodeId> nodes;
    for (const Reference &reference : Collector(view, stage).stageUses())
        nodes.push_back(reference.node);
    return nodes;
}

} // namespace stagecraft::edit
