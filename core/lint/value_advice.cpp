// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/lint/value_advice.h"

#include "core/yaml/scalar_resolver.h"

#include <QCoreApplication>

#include <array>

namespace stagecraft::lint {

namespace {

using yaml::Entry;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;
using yaml::ScalarType;

constexpr std::array<std::string_view, 3> ScriptKeys = {"script", "before_script", "after_script"};

class ValueAdvisor
{
    Q_DECLARE_TR_FUNCTIONS(stagecraft)

public:
    ValueAdvisor(const yaml::SyntaxTree &tree, const QString &file) : m_tree(tree), m_file(file) {}

    text::Diagnostics run()
    {
        if (m_tree.documents().empty())
            return {};
        const NodeId root = m_tree.documents().back();
        visitVariables(root);
        if (m_tree.node(root).kind != NodeKind::Mapping)
            return std::move(m_advice);
        for (const Entry &entry : m_tree.node(root).entries) {
            if (entry.value == NodeId::None)
                continue;
            visitVariables(entry.value);
            visitScripts(entry.value);
        }
        visitScripts(root);
        return std::move(m_advice);
    }

private:
    void add(const char *id, const QString &message, text::TextRange range, std::vector<text::Fix> fixes)
    {
        text::Diagnostic diagnostic;
        diagnostic.severity = text::Severity::Advice;
        diagnostic.id = QLatin1String(id);
        diagnostic.message = message;
        diagnostic.file = m_file;
        diagnostic.range = range;
        diagnostic.fixes = std::move(fixes);
        m_advice.push_back(std::move(diagnostic));
    }

    text::Fix quoteFix(const Node &node) const
    {
        const QByteArray written = m_tree.buffer().slice(node.value).toByteArray();
        return {QCoreApplication::translate("stagecraft", "Put it in quotes"), {{{node.value, '"' + written + '"'}}}};
    }

    /// Values of variables that arrive as something else: 1.10 as 1.1, yes as true, 010 as 8.
    void visitVariables(NodeId map)
    {
        const Entry *variables = m_tree.find(map, "variables");
        if (!variables || variables->value == NodeId::None || m_tree.node(variables->value).kind != NodeKind::Mapping)
            return;
        for (const Entry &entry : m_tree.node(variables->value).entries) {
            NodeId value = entry.value;
            if (value == NodeId::None)
                continue;
            if (const Entry *inner = m_tree.find(value, "value"))
                value = inner->value;
            if (value != NodeId::None)
                visitValue(value);
        }
    }

    void visitValue(NodeId id)
    {
        const Node &node = m_tree.node(id);
        if (node.kind != NodeKind::Scalar || node.style != yaml::ScalarStyle::Plain)
            return;
        const yaml::ScalarValue value = yaml::resolveScalar(m_tree, id);
        const bool typed = value.type == ScalarType::Bool || value.type == ScalarType::Integer
                           || value.type == ScalarType::Float || value.type == ScalarType::Symbol
                           || value.type == ScalarType::Disallowed;
        if (!typed || (value.text == node.scalar && value.type != ScalarType::Disallowed))
            return;
        const QString written = QString::fromStdString(node.scalar);
        const QString message
            = value.type == ScalarType::Disallowed
                  ? tr("GitLab refuses the unquoted date or time %1.").arg(written)
                  : tr("YAML reads %1 as %2.").arg(written, QString::fromStdString(value.text));
        add("unquoted-value", message, node.value, {quoteFix(node)});
    }

    /// "- echo key: value" is a map for YAML, not a command.
    void visitScripts(NodeId map)
    {
        for (const std::string_view key : ScriptKeys) {
            const Entry *script = m_tree.find(map, key);
            if (!script || script->value == NodeId::None || m_tree.node(script->value).kind != NodeKind::Sequence)
                continue;
            for (const Entry &item : m_tree.node(script->value).entries) {
                if (item.value == NodeId::None)
                    continue;
                const Node &node = m_tree.node(item.value);
                if (node.kind != NodeKind::Mapping || node.flow || node.entries.size() != 1)
                    continue;
                add("script-is-map", tr("Because of the “: ” in it, YAML reads this command as a map."), node.value,
                    singleLineFix(node));
            }
        }
    }

    std::vector<text::Fix> singleLineFix(const Node &node) const
    {
        QByteArray written = m_tree.buffer().slice(node.value).toByteArray();
        if (written.contains('\n') || written.contains(" #"))
            return {};
        written.replace('\'', "''");
        return {{tr("Put the command in quotes"), {{{node.value, '\'' + written + '\''}}}}};
    }

    const yaml::SyntaxTree &m_tree;
    const QString &m_file;
    text::Diagnostics m_advice;
};

} // namespace

text::Diagnostics adviseOnValues(const yaml::SyntaxTree &tree, const QString &file)
{
    return ValueAdvisor(tree, file).run();
}

} // namespace stagecraft::lint
