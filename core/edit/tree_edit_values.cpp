// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// TreeEdit: new values in the place of old ones.
#include "core/edit/tree_edit.h"

#include "core/edit/scalar_text.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace stagecraft::edit {

using yaml::Entry;
using yaml::Node;
using yaml::NodeKind;
using yaml::ScalarStyle;

namespace {

bool isBlockCollection(const Node &node)
{
    return (node.kind == NodeKind::Mapping || node.kind == NodeKind::Sequence) && !node.flow;
}

} // namespace

void TreeEdit::replace(NodeId id, std::size_t index, const NewValue &value)
{
    const Node &parent = node(id);
    const Entry &entry = parent.entries[index];
    const Node &old = node(entry.value);
    m_expectation.values.insert_or_assign(entry.value, value);
    if (parent.flow) {
        const bool isWritten = !old.value.isEmpty() || !old.properties.isEmpty();
        const qsizetype begin = old.properties.isEmpty() ? old.value.begin : old.properties.begin;
        if (isWritten)
            edit({begin, std::max(old.value.end, old.properties.end)}, m_writer.flow(value));
        else
            refuse(QT_TRANSLATE_NOOP("stagecraft", "There is no value to replace."), {}, entry.full);
        return;
    }
    const bool isScalar = value.kind == NewValue::Kind::Json && value.json.isString();
    ValueText text = parent.kind == NodeKind::Sequence ? m_writer.behindDash(value, parent.indent)
                                                       : m_writer.behindKey(value, parent.indent);
    // A word keeps the quotes that it has, unless they were there for nothing else than to say "empty".
    if (isScalar && text.body.isEmpty() && old.kind == NodeKind::Scalar && !old.scalar.empty())
        text.head = m_writer.scalar(value.json, false, old.style);
    if (isBlockCollection(old))
        replaceBlock(entry, text);
    else
        replaceInline(entry, text);
}

/// The old value is a scalar, an alias or in brackets.
void TreeEdit::replaceInline(const Entry &entry, const ValueText &text)
{
    const Node &old = node(entry.value);
    const qsizetype end = std::max({entry.indicator.end, old.value.end, old.properties.end});
    // An anchor stays, a tag goes with the value that it described.
    const qsizetype kept = std::max(entry.indicator.end, old.tag.isEmpty() ? old.properties.end : 0);
    const bool isWritten = old.value.length() > 0 || !old.tag.isEmpty();
    const qsizetype begin = !isWritten ? kept : old.tag.isEmpty() ? old.value.begin : old.properties.begin;
    if (!old.tag.isEmpty() && !old.anchor.isEmpty()) {
        refuse(QT_TRANSLATE_NOOP("stagecraft", "The value carries an anchor and a tag; change it by hand."), {}, old.properties);
        return;
    }
    if (!text.head.isEmpty()) {
        edit({begin, end}, isWritten ? text.head : ' ' + text.head);
    } else if (m_tree.buffer().slice({kept, begin}).trimmed().isEmpty()) {
        edit({kept, end}, {});
    } else {
        refuse(QT_TRANSLATE_NOOP("stagecraft", "A comment stands between the key and its value; change it by hand."), {},
               {kept, begin});
        return;
    }
    const qsizetype line = lineEnd(end);
    edit({line, line}, text.body);
}

void TreeEdit::replaceBlock(const Entry &entry, const ValueText &text)
{
    const Node &old = node(entry.value);
    const qsizetype first = contentOf(old.entries.front()).begin;
    if (!old.tag.isEmpty()) {
        refuse(QT_TRANSLATE_NOOP("stagecraft", "The value carries a tag; change it by hand."), {}, old.properties);
        return;
    }
    if (!startsLine(first)) {
        // A map or list that begins on the line of its dash.
        edit({first, text.body.isEmpty() ? old.value.end : lineEnd(old.value.end)}, text.head + text.body);
        return;
    }
    const qsizetype key = std::max(entry.indicator.end, old.properties.end);
    edit({key, key}, text.head.isEmpty() ? QByteArray() : ' ' + text.head);
    const text::TextRange lines = {fullOf(old.entries.front()).begin, fullOf(old.entries.back()).end};
    edit(lines, text.body.isEmpty() ? QByteArray() : text.body.sliced(m_style.newline.size()) + m_style.newline);
}

void TreeEdit::assign(NodeId id, std::size_t index, const QJsonValue &value)
{
    const Entry &entry = node(id).entries[index];
    const Node &old = node(entry.value);
    const bool plain = old.tag.isEmpty() && old.kind != NodeKind::Alias;
    if (plain && old.kind == NodeKind::Sequence && value.isArray() && !value.toArray().isEmpty() && !old.entries.empty()) {
        assignList(entry.value, value.toArray());
    } else if (plain && old.kind == NodeKind::Mapping && value.isObject() && !value.toObject().isEmpty() && !old.entries.empty()) {
        assignMap(entry.value, value.toObject());
    } else if (!says(entry.value, value)) {
        replace(id, index, NewValue::of(value));
    }
}

bool TreeEdit::says(NodeId id, const QJsonValue &value) const
{
    const Node &present = node(m_tree.resolved(id) == NodeId::None ? id : m_tree.resolved(id));
    // A plain word that might be a number in some notation is not known to be a string.
    if (value.isString() && present.style == ScalarStyle::Plain && !canBePlain(present.scalar, false))
        return false;
    const auto json = toJson(m_tree, id);
    return json && *json == value;
}

void TreeEdit::assignList(NodeId list, const QJsonArray &items)
{
    const std::vector<Entry> &entries = node(list).entries;
    const auto isSame = [&](std::size_t entry, std::size_t item) {
        return says(entries[entry].value, items[static_cast<qsizetype>(item)]);
    };
    const auto size = static_cast<std::size_t>(items.size());
    std::size_t head = 0;
    while (head < size && head < entries.size() && isSame(head, head))
        ++head;
    std::size_t tail = 0;
    while (head + tail < size && head + tail < entries.size() && isSame(entries.size() - tail - 1, size - tail - 1))
        ++tail;
    const std::size_t common = std::min(entries.size(), size) - head - tail;
    for (std::size_t i = head; i < head + common; ++i)
        assign(list, i, items[static_cast<qsizetype>(i)]);
    std::vector<std::size_t> dropped;
    for (std::size_t i = head + common; i + tail < entries.size(); ++i)
        dropped.push_back(i);
    if (!dropped.empty())
        remove(list, dropped);
    for (std::size_t i = head + common; i + tail < size; ++i)
        insert(list, head + common, {}, NewValue::of(items[static_cast<qsizetype>(i)]));
}

void TreeEdit::assignMap(NodeId map, const QJsonObject &members)
{
    const std::vector<Entry> &entries = node(map).entries;
    std::vector<std::size_t> dropped;
    QStringList kept;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const QString key = QString::fromStdString(node(entries[i].key).scalar);
        if (!members.contains(key)) {
            dropped.push_back(i);
        } else {
            kept += key;
            assign(map, i, members[key]);
        }
    }
    if (dropped.size() == entries.size()) {
        const Node &old = node(map);
        replace(old.parent, static_cast<std::size_t>(old.entry), NewValue::of(members));
        return;
    }
    if (!dropped.empty())
        remove(map, dropped);
    for (auto member = members.begin(); member != members.end(); ++member) {
        if (!kept.contains(member.key()))
            insert(map, entries.size(), member.key().toStdString(), NewValue::of(member.value()));
    }
}

} // namespace stagecraft::edit
