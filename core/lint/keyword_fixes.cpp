// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/lint/fix_rules.h"
#include "core/lint/nearest.h"
#include "core/model/keyword_place.h"

#include <QJsonArray>

#include <algorithm>

namespace stagecraft::lint {

namespace {

constexpr qsizetype MostNames = 20; // nobody looks through more fixes

/// "… config contains unknown keys: a, b" names them behind the last colon. The first of them.
QStringList namesIn(const QString &message)
{
    const QStringList all = message.mid(message.lastIndexOf(QLatin1String(": ")) + 2)
                                .split(QStringLiteral(", "), Qt::SkipEmptyParts);
    return all.mid(0, MostNames);
}

/// The keywords that may stand where this key stands.
std::vector<std::string> keywordsFor(const FixContext &context, NodeId key)
{
    std::vector<std::string> names;
    for (const model::Keyword *keyword : model::keywordsAt(model::placeOf(context.writer.tree(), key)))
        names.push_back(keyword->name.substr(keyword->name.rfind(':') + 1));
    return names;
}

void offerKeyword(FixContext &context, Fixes &fixes, NodeId mapping, const Entry &entry,
                  std::vector<std::string> keywords)
{
    const Node &key = context.writer.node(entry.key);
    std::erase_if(keywords, [&](const std::string &keyword) { return context.writer.tree().find(mapping, keyword); });
    if (const auto meant = nearest(key.scalar, keywords))
        context.writer.reword(fixes, changeTitle(*meant), entry.key, *meant);
}

} // namespace

QString changeTitle(const std::string &to)
{
    return FixText::tr("Change to “%1”").arg(QString::fromStdString(to));
}

QString removeTitle(const std::string &what)
{
    return FixText::tr("Remove “%1”").arg(QString::fromStdString(what));
}

Fixes fixUnknownKeyword(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NodeId first = context.writer.nodeAt(diagnostic.range);
    const NodeId mapping = first == NodeId::None ? NodeId::None : context.writer.node(first).parent;
    if (mapping == NodeId::None)
        return fixes;
    for (const QString &name : namesIn(diagnostic.message)) {
        const std::string key = name.toStdString();
        const Entry *entry = context.writer.tree().find(mapping, key);
        if (!entry)
            continue;
        offerKeyword(context, fixes, mapping, *entry, keywordsFor(context, entry->key));
        context.writer.remove(fixes, removeTitle(key), mapping, context.writer.node(entry->key).entry);
    }
    return fixes;
}

Fixes fixJobWithoutScript(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NodeId key = context.writer.nodeAt(diagnostic.range);
    if (key == NodeId::None || context.writer.node(key).parent == NodeId::None)
        return fixes;
    const NodeId root = context.writer.node(key).parent;
    const Node &parent = context.writer.node(root);
    const Entry &job = parent.entries[static_cast<std::size_t>(context.writer.node(key).entry)];
    const std::string name = context.writer.node(key).scalar;
    const bool isMap = job.value != NodeId::None && context.writer.node(job.value).kind == NodeKind::Mapping;
    if (isMap) {
        for (const Entry &entry : context.writer.node(job.value).entries) {
            if (entry.key == NodeId::None)
                continue;
            const std::vector<std::string> wanted = {"script", "trigger", "run"};
            if (nearest(context.writer.node(entry.key).scalar, wanted))
                offerKeyword(context, fixes, job.value, entry, wanted);
        }
    }
    offerKeyword(context, fixes, root, job, keywordsFor(context, key));
    if (!isMap)
        return fixes;
    if (fixes.empty())
        context.writer.perform(fixes, FixText::tr("Add a script"),
                               edit::SetField{{name, "script"}, QJsonArray{QStringLiteral("echo")}});
    context.writer.perform(fixes, FixText::tr("Make it a template"), edit::RenameJob{name, '.' + name});
    return fixes;
}

Fixes fixConflictingKeywords(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NodeId key = context.writer.nodeAt(diagnostic.range);
    const NodeId mapping = key == NodeId::None ? NodeId::None : context.writer.node(key).parent;
    if (mapping == NodeId::None)
        return fixes;
    for (const QString &name : namesIn(diagnostic.message)) {
        if (const Entry *entry = context.writer.tree().find(mapping, name.toStdString())) {
            context.writer.remove(fixes, removeTitle(name.toStdString()), mapping,
                                  context.writer.node(entry->key).entry);
        }
    }
    return fixes;
}

/// The last of several counts, as everywhere in GitLab.
Fixes fixDuplicateKey(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NodeId id = context.writer.nodeAt(diagnostic.range);
    if (id == NodeId::None || context.writer.node(id).parent == NodeId::None)
        return fixes;
    const NodeId mapping = context.writer.node(id).parent;
    const std::string &key = context.writer.node(id).scalar;
    const std::vector<Entry> &entries = context.writer.node(mapping).entries;
    for (int i = context.writer.node(id).entry - 1; i >= 0; --i) {
        const NodeId other = entries[static_cast<std::size_t>(i)].key;
        if (other == NodeId::None || context.writer.node(other).scalar != key)
            continue;
        context.writer.remove(fixes,
                              FixText::tr("Remove the “%1” that does not count").arg(QString::fromStdString(key)),
                              mapping, i);
        break;
    }
    return fixes;
}

Fixes removeEntryOf(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    NodeId id = context.writer.nodeAt(diagnostic.range);
    if (id == NodeId::None)
        return fixes;
    const Node *node = &context.writer.node(id);
    // An item of a list stands for itself, any other value for its key.
    if (node->parent == NodeId::None || node->entry < 0)
        return fixes;
    const Entry &entry = context.writer.node(node->parent).entries[static_cast<std::size_t>(node->entry)];
    if (entry.key == NodeId::None)
        return fixes;
    context.writer.remove(fixes, removeTitle(context.writer.node(entry.key).scalar), node->parent, node->entry);
    return fixes;
}

} // namespace stagecraft::lint
