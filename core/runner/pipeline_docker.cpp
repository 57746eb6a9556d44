// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/pipeline_docker.h"

#include <algorithm>
#include <array>

namespace stagecraft::runner {

using yaml::Entry;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;
using yaml::NodePath;
using yaml::SyntaxTree;

namespace {

constexpr std::array keywords = {"include", "before_script", "image", "services", "after_script", "variables",
                                 "stages",  "cache",         "default", "workflow", "spec",       "<<"};

class Reader
{
public:
    explicit Reader(const SyntaxTree &tree) : m_tree(tree) {}

    PipelineDocker read()
    {
        PipelineDocker docker;
        const NodeId root = rootMapping();
        const Entry *section = m_tree.find(root, "default");
        const NodePath inDefault = {std::string("default")};
        docker.imageHome = m_tree.find(root, "image") ? NodePath() : inDefault;
        docker.servicesHome = m_tree.find(root, "services") ? NodePath() : inDefault;
        if (root == NodeId::None)
            return docker;
        readScope(docker.global, root, {});
        if (section)
            readScope(docker.global, m_tree.resolved(section->value), inDefault);
        for (const Entry &entry : m_tree.node(root).entries) {
            const std::string name = word(entry.key);
            if (std::ranges::find(keywords, name) != keywords.end())
                continue;
            PipelineScope &job = docker.jobs.emplace_back();
            job.job = name;
            readScope(job, m_tree.resolved(entry.value), {name});
        }
        return docker;
    }

private:
    NodeId rootMapping() const
    {
        const std::vector<NodeId> &documents = m_tree.documents();
        if (documents.empty())
            return NodeId::None;
        const bool hasHeader = documents.size() > 1 && m_tree.find(documents[0], "spec");
        const NodeId root = documents[hasHeader ? 1 : 0];
        return m_tree.node(root).kind == NodeKind::Mapping ? root : NodeId::None;
    }

    std::string word(NodeId id) const
    {
        id = id == NodeId::None ? id : m_tree.resolved(id);
        return id != NodeId::None && m_tree.node(id).kind == NodeKind::Scalar ? m_tree.node(id).scalar : std::string();
    }

    std::string member(NodeId mapping, std::string_view key) const
    {
        const Entry *entry = m_tree.find(mapping, key);
        return entry ? word(entry->value) : std::string();
    }

    static NodePath below(NodePath path, yaml::PathStep step)
    {
        path.push_back(std::move(step));
        return path;
    }

    void readScope(PipelineScope &scope, NodeId mapping, const NodePath &path) const
    {
        if (mapping == NodeId::None)
            return;
        if (const Entry *image = m_tree.find(mapping, "image")) {
            const NodeId value = m_tree.resolved(image->value);
            scope.image = value != NodeId::None && m_tree.node(value).kind == NodeKind::Mapping ? member(value, "name") : word(value);
        }
        if (const Entry *services = m_tree.find(mapping, "services")) {
            scope.hasServices = true;
            readServices(scope, m_tree.resolved(services->value), below(path, std::string("services")));
        }
        if (const Entry *variables = m_tree.find(mapping, "variables"))
            readVariables(scope, m_tree.resolved(variables->value), below(path, std::string("variables")));
    }

    void readServices(PipelineScope &scope, NodeId list, const NodePath &path) const
    {
        if (list == NodeId::None || m_tree.node(list).kind != NodeKind::Sequence)
            return;
        int index = 0;
        for (const Entry &item : m_tree.node(list).entries) {
            PipelineService service;
            service.path = below(path, index++);
            const NodeId value = m_tree.resolved(item.value);
            service.range = m_tree.node(item.value).value;
            if (value != NodeId::None && m_tree.node(value).kind == NodeKind::Mapping)
                readService(service, value);
            else
                service.name = word(value);
            if (!service.name.empty())
                scope.services.push_back(std::move(service));
        }
    }

    void readService(PipelineService &service, NodeId mapping) const
    {
        service.name = member(mapping, "name");
        if (const Entry *name = m_tree.find(mapping, "name"))
            service.range = m_tree.node(name->value).value;
        std::string alias;
        for (const char c : member(mapping, "alias") + ' ') {
            if (c != ' ' && c != ',') {
                alias += c;
            } else if (!alias.empty()) {
                service.aliases.push_back(std::move(alias));
                alias.clear();
            }
        }
        if (const Entry *command = m_tree.find(mapping, "command")) {
            const NodeId value = m_tree.resolved(command->value);
            if (value != NodeId::None) {
                for (const Entry &item : m_tree.node(value).entries)
                    service.command.push_back(word(item.value));
            }
        }
        if (const Entry *variables = m_tree.find(mapping, "variables")) {
            if (const Entry *tls = m_tree.find(m_tree.resolved(variables->value), "DOCKER_TLS_CERTDIR"))
                service.tlsDirectory = word(tls->value);
        }
    }

    void readVariables(PipelineScope &scope, NodeId mapping, const NodePath &path) const
    {
        if (mapping == NodeId::None || m_tree.node(mapping).kind != NodeKind::Mapping)
            return;
        for (const Entry &entry : m_tree.node(mapping).entries) {
            const std::string name = word(entry.key);
            const NodeId value = m_tree.resolved(entry.value);
            const bool isMap = value != NodeId::None && m_tree.node(value).kind == NodeKind::Mapping;
            scope.variables.insert_or_assign(
                name, PipelineVariable{isMap ? member(value, "value") : word(value), below(path, name),
                                       m_tree.node(entry.value).value});
        }
    }

    const SyntaxTree &m_tree;
};

std::string_view withoutTag(std::string_view image)
{
    image = image.substr(0, image.find('@'));
    const std::size_t slash = image.rfind('/');
    const std::size_t colon = image.rfind(':');
    const bool hasTag = colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash);
    return hasTag ? image.substr(0, colon) : image;
}

} // namespace

PipelineDocker readPipelineDocker(const SyntaxTree &tree)
{
    return Reader(tree).read();
}

bool isDind(std::string_view image)
{
    const std::string_view name = withoutTag(image);
    const std::string_view tag = image.substr(name.size());
    return (name == "docker" || name.ends_with("/docker") || name.contains("dind")) && (tag.contains("dind") || name.contains("dind"));
}

std::string impliedAlias(std::string_view image)
{
    std::string alias;
    for (const char c : withoutTag(image))
        alias += c == '/' ? std::string("__") : std::string(1, c);
    return alias;
}

} // namespace stagecraft::runner
