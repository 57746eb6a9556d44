// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/lint/fix_rules.h"
#include "core/lint/nearest.h"

#include <algorithm>

namespace stagecraft::lint {

namespace {

std::vector<std::string> jobNames(const FixContext &context, const std::string &except)
{
    std::vector<std::string> names;
    for (const expand::EffectiveJob &job : context.pipeline.jobs) {
        if (job.sourceName != except && (names.empty() || names.back() != job.sourceName))
            names.push_back(job.sourceName);
    }
    return names;
}

const expand::EffectiveJob *jobFrom(const FixContext &context, std::string_view key)
{
    const auto found = std::ranges::find(context.pipeline.jobs, key, &expand::EffectiveJob::sourceName);
    return found == context.pipeline.jobs.end() ? nullptr : &*found;
}

/// The scalar with this text at the place or among the items and values there.
NodeId scalarIn(const FixWriter &writer, NodeId id, std::string_view text)
{
    if (id == NodeId::None)
        return id;
    const Node &node = writer.node(id);
    if (node.kind == NodeKind::Scalar)
        return node.scalar == text ? id : NodeId::None;
    for (const Entry &entry : node.entries) {
        if (const NodeId found = scalarIn(writer, entry.value, text); found != NodeId::None)
            return found;
    }
    return NodeId::None;
}

/// What stands behind the last mark: "… undefined need: build" names build.
std::string behind(const QString &message, QLatin1String mark)
{
    const qsizetype at = message.lastIndexOf(mark);
    return at < 0 ? std::string() : message.mid(at + mark.size()).toStdString();
}

std::string between(const QString &message, QLatin1String from, QLatin1String to)
{
    const qsizetype begin = message.indexOf(from);
    const qsizetype end = begin < 0 ? -1 : message.indexOf(to, begin + from.size());
    return end < 0 ? std::string() : message.mid(begin + from.size(), end - begin - from.size()).toStdString();
}

struct NamedPlace {
    NodeId scalar = NodeId::None;
    std::string job; ///< in which it stands
    std::string name;
};

NamedPlace placeOf(const FixContext &context, const text::Diagnostic &diagnostic, std::string name)
{
    const NodeId id = context.writer.nodeAt(diagnostic.range);
    return {scalarIn(context.writer, id, name), context.writer.rootKeyOf(id), std::move(name)};
}

} // namespace

Fixes fixMissingStage(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NamedPlace place = placeOf(context, diagnostic,
                                     between(diagnostic.message, QLatin1String("chosen stage "),
                                             QLatin1String(" does not exist")));
    if (place.name.empty())
        return fixes;
    if (const auto meant = nearest(place.name, context.pipeline.stages); meant && place.scalar != NodeId::None)
        context.writer.reword(fixes, changeTitle(*meant), place.scalar, *meant);
    context.writer.perform(fixes, FixText::tr("Add the stage “%1”").arg(QString::fromStdString(place.name)),
                           edit::AddStage{place.name});
    return fixes;
}

Fixes fixUnusedStage(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NodeId id = context.writer.nodeAt(diagnostic.range);
    if (id == NodeId::None || context.writer.node(id).kind != NodeKind::Scalar)
        return fixes;
    context.writer.perform(fixes, removeTitle(context.writer.node(id).scalar),
                           edit::DeleteStage{context.writer.node(id).scalar});
    return fixes;
}

Fixes fixUndefinedNeed(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    FixWriter &writer = context.writer;
    const NamedPlace place = placeOf(context, diagnostic, behind(diagnostic.message, QLatin1String("undefined need: ")));
    if (place.scalar == NodeId::None)
        return fixes;
    if (const auto meant = nearest(place.name, jobNames(context, place.job)))
        writer.reword(fixes, changeTitle(*meant), place.scalar, *meant);
    writer.perform(fixes, removeTitle(place.name), edit::RemoveNeed{place.job, place.name});
    const Node &scalar = writer.node(place.scalar);
    const NodeId parent = scalar.parent;
    const QString optional = FixText::tr("Make the need optional");
    if (writer.node(parent).kind == NodeKind::Mapping && !writer.tree().find(parent, "optional")) {
        writer.insert(fixes, optional, parent, "optional: true");
    } else if (writer.node(parent).kind == NodeKind::Sequence) {
        const QByteArray name = writer.written(scalar.value);
        writer.rewrite(fixes, optional, scalar.value, "{job: " + name + ", optional: true}");
    }
    return fixes;
}

Fixes fixLaterNeed(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NamedPlace place = placeOf(context, diagnostic,
                                     between(diagnostic.message, QLatin1String("job: need "),
                                             QLatin1String(" is not defined in current")));
    if (place.scalar == NodeId::None)
        return fixes;
    if (const expand::EffectiveJob *needed = jobFrom(context, place.name)) {
        context.writer.perform(fixes,
                               FixText::tr("Move %1 to the stage “%2”")
                                   .arg(QString::fromStdString(place.job), QString::fromStdString(needed->stage)),
                               edit::MoveJob{place.job, needed->stage});
    }
    context.writer.perform(fixes, removeTitle(place.name), edit::RemoveNeed{place.job, place.name});
    return fixes;
}

Fixes fixDuplicatedNeed(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NodeId id = context.writer.nodeAt(diagnostic.range);
    if (id != NodeId::None)
        context.writer.perform(fixes, FixText::tr("Remove the repetition"), edit::ClearField{context.writer.tree().pathOf(id)});
    return fixes;
}

Fixes fixNeedCycle(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const std::string job = context.writer.rootKeyOf(context.writer.nodeAt(diagnostic.range));
    const expand::EffectiveJob *waiting = jobFrom(context, job);
    if (!waiting || !waiting->needs)
        return fixes;
    for (const expand::Need &need : *waiting->needs) {
        const bool inCycle = need.job == job || diagnostic.message.contains(QString::fromStdString('"' + need.job + '"'));
        if (inCycle)
            context.writer.perform(fixes, FixText::tr("Do not wait for %1").arg(QString::fromStdString(need.job)),
                                   edit::RemoveNeed{job, need.job});
    }
    return fixes;
}

Fixes fixUndefinedDependency(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NamedPlace place = placeOf(context, diagnostic,
                                     behind(diagnostic.message, QLatin1String("undefined dependency: ")));
    if (place.scalar == NodeId::None)
        return fixes;
    if (const auto meant = nearest(place.name, jobNames(context, place.job)))
        context.writer.reword(fixes, changeTitle(*meant), place.scalar, *meant);
    context.writer.perform(fixes, removeTitle(place.name),
                           edit::ClearField{context.writer.tree().pathOf(place.scalar)});
    return fixes;
}

Fixes fixExtends(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    std::string unknown = behind(diagnostic.message, QLatin1String("unknown keys in `extends` ("));
    if (unknown.empty())
        return fixes;
    unknown.pop_back(); // the bracket
    const NodeId id = context.writer.nodeAt(diagnostic.range);
    const std::string job = context.writer.rootKeyOf(id);
    std::vector<std::string> names = context.pipeline.hiddenJobs;
    std::ranges::copy(jobNames(context, job), std::back_inserter(names));
    std::erase(names, job);
    for (const QString &item : QString::fromStdString(unknown).split(QStringLiteral(", "))) {
        const std::string name = item.toStdString();
        const NodeId scalar = scalarIn(context.writer, id, name);
        if (scalar == NodeId::None)
            continue;
        const bool dotForgotten = std::ranges::find(names, '.' + name) != names.end();
        if (const auto meant = dotForgotten ? std::optional('.' + name) : nearest(name, names))
            context.writer.reword(fixes, changeTitle(*meant), scalar, *meant);
        context.writer.perform(fixes, removeTitle(name), edit::ClearField{context.writer.tree().pathOf(scalar)});
    }
    return fixes;
}

Fixes fixReference(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NodeId id = context.writer.nodeAt(diagnostic.range);
    if (id == NodeId::None || context.writer.node(id).kind != NodeKind::Sequence)
        return fixes;
    const yaml::SyntaxTree &tree = context.writer.tree();
    NodeId target = tree.documents().back();
    for (const Entry &entry : context.writer.node(id).entries) {
        const std::string &name = context.writer.node(entry.value).scalar;
        if (const Entry *next = tree.find(target, name)) {
            target = tree.resolved(next->value);
            if (target == NodeId::None)
                return fixes;
            continue;
        }
        std::vector<std::string> names;
        for (const Entry &member : context.writer.node(target).entries) {
            if (member.key != NodeId::None)
                names.push_back(context.writer.node(member.key).scalar);
        }
        if (const auto meant = nearest(name, names))
            context.writer.reword(fixes, changeTitle(*meant), entry.value, *meant);
        break;
    }
    return fixes;
}

Fixes fixOnStop(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const std::string name = between(diagnostic.message, QLatin1String("on_stop job "), QLatin1String(" is not defined"));
    const NamedPlace place = placeOf(context, diagnostic, name);
    if (place.scalar != NodeId::None) {
        if (const auto meant = nearest(name, jobNames(context, place.job)))
            context.writer.reword(fixes, changeTitle(*meant), place.scalar, *meant);
    }
    const std::string stop = between(diagnostic.message, QLatin1String("on_stop job "),
                                     QLatin1String(" needs to have action stop defined"));
    if (!stop.empty()) {
        context.writer.perform(fixes, FixText::tr("Give %1 the action stop").arg(QString::fromStdString(stop)),
                               edit::SetField{{stop, "environment", "action"}, QStringLiteral("stop")});
    }
    return fixes;
}

Fixes fixMissingInclude(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const std::string path = between(diagnostic.message, QLatin1String("Local file `"), QLatin1String("` does not exist"));
    const NodeId id = context.writer.nodeAt(diagnostic.range);
    const bool isPlain = id != NodeId::None && context.writer.node(id).kind == NodeKind::Scalar;
    if (path.empty() || !isPlain || !context.repositoryFiles)
        return fixes;
    std::vector<std::string> files;
    for (const QString &file : context.repositoryFiles()) {
        if (file.endsWith(QLatin1String(".yml")) || file.endsWith(QLatin1String(".yaml")))
            files.push_back(file.toStdString());
    }
    // The right name in another folder is likelier than a name that is spelt like it.
    const std::string name = path.substr(path.rfind('/') + 1);
    const auto sameName = std::ranges::find_if(files, [&name](const std::string &file) {
        return file.substr(file.rfind('/') + 1) == name;
    });
    if (const auto meant = sameName != files.end() ? std::optional(*sameName) : nearest(path, files)) {
        const bool rooted = context.writer.node(id).scalar.starts_with('/');
        context.writer.reword(fixes, changeTitle(*meant), id, (rooted ? "/" : "") + *meant);
    }
    return fixes;
}

} // namespace stagecraft::lint
