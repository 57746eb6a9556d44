// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/names.h"

#include "core/assist/definition.h"
#include "core/assist/variable_book.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace stagecraft::assist {

using yaml::NodeId;

namespace {

constexpr std::array WhenTexts = {"on_success", "on_failure", "always", "manual", "delayed", "never"};

QString joined(const std::vector<std::string> &names)
{
    QStringList list;
    for (const std::string &name : names)
        list += QString::fromStdString(name);
    return list.join(QLatin1StringView(", "));
}

/// The text of a word under a key of an input; empty otherwise.
QString wordUnder(const yaml::SyntaxTree &tree, NodeId mapping, std::string_view key)
{
    const yaml::Entry *entry = tree.find(tree.resolved(mapping), key);
    const NodeId value = entry ? tree.resolved(entry->value) : NodeId::None;
    return value == NodeId::None ? QString() : QString::fromStdString(tree.node(value).scalar);
}

} // namespace

NodeId rootNode(const Knowledge &known)
{
    const auto &documents = known.tree.documents();
    return known.source.document < documents.size() ? documents[known.source.document] : NodeId::None;
}

NodeId inputsNode(const yaml::SyntaxTree &tree)
{
    const yaml::Entry *spec = tree.documents().empty() ? nullptr : tree.find(tree.documents().front(), "spec");
    const yaml::Entry *inputs = spec ? tree.find(tree.resolved(spec->value), "inputs") : nullptr;
    const NodeId node = inputs ? tree.resolved(inputs->value) : NodeId::None;
    return node != NodeId::None && tree.node(node).kind == yaml::NodeKind::Mapping ? node : NodeId::None;
}

std::vector<JobName> jobNames(const Knowledge &known)
{
    std::vector<JobName> jobs;
    std::unordered_set<std::string_view> seen;
    for (const model::SourceJob &job : known.source.jobs) {
        if (seen.insert(job.name).second)
            jobs.push_back({job.name, job.hidden, QString::fromStdString(job.stage)});
    }
    for (const expand::EffectiveJob &job : known.effective.jobs) {
        const bool isElsewhere = job.file != known.effective.file;
        if (isElsewhere && seen.insert(job.sourceName).second)
            jobs.push_back({job.sourceName, false, QString::fromStdString(job.stage)});
    }
    for (const std::string &name : known.effective.hiddenJobs) {
        // Those of this file are known from its newest text.
        const model::Value::Member *member = known.effective.merged.member(name);
        if ((!member || member->keyOrigin.file != 0) && seen.insert(name).second)
            jobs.push_back({name, true, {}});
    }
    return jobs;
}

std::vector<std::string> stageNames(const Knowledge &known)
{
    std::vector<std::string> stages = known.source.stages;
    for (const auto *list : {&known.effective.declaredStages, &known.effective.stages}) {
        for (const std::string &stage : *list) {
            if (!known.source.hasStages && !std::ranges::contains(stages, stage))
                stages.push_back(stage);
        }
    }
    std::erase(stages, ".pre");
    std::erase(stages, ".post");
    stages.emplace_back(".pre");
    stages.emplace_back(".post");
    return stages;
}

const expand::EffectiveJob *effectiveJob(const Knowledge &known, std::string_view name)
{
    for (const expand::EffectiveJob &job : known.effective.jobs) {
        if (job.sourceName == name || job.name == name)
            return &job;
    }
    return nullptr;
}

Help helpForJob(const Knowledge &known, std::string_view name)
{
    const expand::EffectiveJob *job = effectiveJob(known, name);
    const model::SourceJob *written = known.source.job(job ? job->sourceName : std::string(name));
    const std::vector<Location> places = placesOfJob(known, name);
    Help help;
    if (!job && !written && places.empty())
        return help;
    help.title = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    if (job) {
        help.facts.push_back({FactKind::Stage, QString::fromStdString(job->stage)});
        help.facts.push_back({FactKind::When, QString::fromLatin1(WhenTexts[static_cast<std::size_t>(job->when)])});
        if (job->image)
            help.facts.push_back({FactKind::Image, QString::fromStdString(job->image->name)});
        if (job->needs) {
            std::vector<std::string> needs;
            for (const expand::Need &need : *job->needs)
                needs.push_back(need.job);
            if (!needs.empty())
                help.facts.push_back({FactKind::Needs, joined(needs)});
        }
    }
    const std::vector<std::string> &extends = job ? job->extends : written ? written->extends : std::vector<std::string>();
    if (!extends.empty())
        help.facts.push_back({FactKind::Extends, joined(extends)});
    for (const Location &place : places)
        help.facts.push_back({FactKind::DefinedIn, placeText(known, place)});
    return help;
}

Help helpForStage(const Knowledge &known, std::string_view name)
{
    constexpr std::size_t most = 12;
    std::vector<std::string> jobs;
    for (const expand::EffectiveJob &job : known.effective.jobs) {
        if (job.stage == name && (jobs.empty() || jobs.back() != job.sourceName))
            jobs.push_back(job.sourceName);
        if (jobs.size() > most) {
            jobs.back() = "…";
            break;
        }
    }
    Help help{.title = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))};
    if (!jobs.empty())
        help.facts.push_back({FactKind::Jobs, joined(jobs)});
    return help;
}

Help helpForInput(const Knowledge &known, std::string_view name)
{
    const yaml::Entry *entry = known.tree.find(inputsNode(known.tree), name);
    Help help;
    if (!entry)
        return help;
    help.title = QStringLiteral("inputs.") + QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    help.text = wordUnder(known.tree, entry->value, "description");
    const QString type = wordUnder(known.tree, entry->value, "type");
    help.facts.push_back({FactKind::Types, type.isEmpty() ? QStringLiteral("string") : type});
    if (const QString value = wordUnder(known.tree, entry->value, "default"); !value.isEmpty())
        help.facts.push_back({FactKind::Default, value});
    return help;
}

} // namespace stagecraft::assist
