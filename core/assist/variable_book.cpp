// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/variable_book.h"

#include "core/assist/names.h"
#include "core/expand/expand.h"
#include "core/expand/project_variables.h"
#include "core/expand/provenance.h"
#include "core/model/predefined_table.h"

#include <algorithm>

namespace stagecraft::assist {

using yaml::NodeId;

namespace {

/// The mapping under a key, aliases followed; None when there is none.
NodeId below(const yaml::SyntaxTree &tree, NodeId mapping, std::string_view key)
{
    const yaml::Entry *entry = tree.find(tree.resolved(mapping), key);
    return entry ? tree.resolved(entry->value) : NodeId::None;
}

/// The text of a variable's value: a word, or the `value` of a map.
std::string valueText(const yaml::SyntaxTree &tree, NodeId value)
{
    value = tree.resolved(value);
    if (value != NodeId::None && tree.node(value).kind == yaml::NodeKind::Mapping)
        value = below(tree, value, "value");
    return value == NodeId::None ? std::string() : tree.node(value).scalar;
}

} // namespace

QString placeText(const Knowledge &known, const Location &location)
{
    const QString &file = location.file.isEmpty() ? known.effective.file : location.file;
    if (!location.file.isEmpty() && location.file != known.effective.file)
        return file;
    return QStringLiteral("%1:%2").arg(file).arg(known.tree.buffer().positionAt(location.range.begin).line + 1);
}

VariableBook::VariableBook(const Knowledge &known, std::string_view entry) : m_known(known), m_entry(entry)
{
    m_job = effectiveJob(known, entry);
    if (known.context)
        m_predefined = expand::predefinedVariables(*known.context);
    if (m_job) {
        const auto ofJob = expand::predefinedVariables(*m_job);
        m_predefined.insert(m_predefined.end(), ofJob.begin(), ofJob.end());
    }
    const NodeId root = rootNode(known);
    if (!m_entry.empty() && !model::findKeyword(model::KeywordScope::Global, m_entry))
        addWritten(below(known.tree, below(known.tree, root, m_entry), "variables"));
    if (m_job) {
        for (const expand::Variable &variable : m_job->variables) {
            if (std::ranges::contains(m_job->ownVariables, variable.key))
                add(variable.key, variable.value);
        }
    }
    addWritten(below(known.tree, root, "variables"));
    for (const expand::Variable &variable : known.effective.variables)
        add(variable.key, variable.value);
    if (known.context) {
        const auto addGiven = [this](const expand::Variable &variable) {
            add(variable.key, variable.masked || variable.file ? std::string() : variable.value);
        };
        std::ranges::for_each(known.context->pipelineVariables, addGiven);
        const std::vector<expand::Variable> ofProject = expand::variablesOfProject(*known.context, m_job ? m_job->environment : std::string());
        std::ranges::for_each(ofProject.rbegin(), ofProject.rend(), addGiven);
    }
}

void VariableBook::add(const std::string &name, const std::string &value)
{
    if (!name.empty() && m_places.emplace(name, m_names.size()).second)
        m_names.push_back({name, QString::fromStdString(value)});
}

const VariableName *VariableBook::find(std::string_view name) const
{
    const auto found = m_places.find(std::string(name));
    return found == m_places.end() ? nullptr : &m_names[found->second];
}

void VariableBook::addWritten(NodeId mapping)
{
    if (mapping == NodeId::None || m_known.tree.node(mapping).kind != yaml::NodeKind::Mapping)
        return;
    for (const yaml::Entry &entry : m_known.tree.node(mapping).entries) {
        const std::string key = entry.key == NodeId::None ? std::string() : m_known.tree.node(entry.key).scalar;
        if (key != "<<")
            add(key, valueText(m_known.tree, entry.value));
    }
}

QString VariableBook::predefinedValue(std::string_view name) const
{
    const auto found = std::ranges::find(m_predefined, name, &expand::Variable::key);
    return found == m_predefined.end() ? QString() : QString::fromStdString(found->value);
}

void VariableBook::addPlaceIn(NodeId mapping, std::string_view name, std::vector<Location> &places) const
{
    if (const yaml::Entry *entry = m_known.tree.find(mapping, name))
        places.push_back({{}, m_known.tree.node(entry->key).value});
}

void VariableBook::addRulePlaces(NodeId rules, std::string_view name, std::vector<Location> &places) const
{
    if (rules == NodeId::None || m_known.tree.node(rules).kind != yaml::NodeKind::Sequence)
        return;
    for (const yaml::Entry &rule : m_known.tree.node(rules).entries)
        addPlaceIn(below(m_known.tree, rule.value, "variables"), name, places);
}

std::vector<Location> VariableBook::places(std::string_view name) const
{
    const yaml::SyntaxTree &tree = m_known.tree;
    std::vector<Location> places;
    const NodeId root = rootNode(m_known);
    const NodeId job = below(tree, root, m_entry);
    const bool isJob = !m_entry.empty() && !model::findKeyword(model::KeywordScope::Global, m_entry);
    if (isJob) {
        addPlaceIn(below(tree, job, "variables"), name, places);
        addRulePlaces(below(tree, job, "rules"), name, places);
        const NodeId matrix = below(tree, below(tree, job, "parallel"), "matrix");
        if (matrix != NodeId::None && tree.node(matrix).kind == yaml::NodeKind::Sequence) {
            for (const yaml::Entry &item : tree.node(matrix).entries)
                addPlaceIn(tree.resolved(item.value), name, places);
        }
    }
    // A template or an included file may set it for the job.
    if (places.empty() && m_job && std::ranges::contains(m_job->ownVariables, name)) {
        const auto from = expand::provenanceAt(m_known.effective, *m_job, {std::string("variables"), std::string(name)});
        if (from && !from->range.isEmpty())
            places.push_back({from->file == m_known.effective.file ? QString() : from->file, from->range});
    }
    addPlaceIn(below(tree, root, "variables"), name, places);
    addRulePlaces(below(tree, below(tree, root, "workflow"), "rules"), name, places);
    return places;
}

Help VariableBook::help(std::string_view name) const
{
    const QString title = u'$' + QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    const VariableName *own = find(name);
    const model::PredefinedVariable *predefined = model::findPredefinedVariable(name);
    Help help;
    if (!own && !predefined)
        return help;
    help.title = title;
    if (predefined) {
        help.text = predefined->help;
        if (!predefined->values.isEmpty())
            help.facts.push_back({FactKind::Values, predefined->values.join(QLatin1StringView(", "))});
        if (!predefined->only.isEmpty())
            help.facts.push_back({FactKind::Only, predefined->only});
        if (const QString value = predefinedValue(name); !value.isEmpty())
            help.facts.push_back({FactKind::ValueHere, value});
    }
    if (own) {
        if (!own->value.isEmpty())
            help.facts.push_back({FactKind::Value, own->value});
        for (const Location &place : places(name))
            help.facts.push_back({FactKind::SetIn, placeText(m_known, place)});
    }
    return help;
}

} // namespace stagecraft::assist
