// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/tree_edit.h"

#include <algorithm>

namespace stagecraft::edit {

using yaml::Entry;
using yaml::Node;
using yaml::NodeKind;
using yaml::ScalarStyle;

namespace {

const char severalLines[] =
    QT_TRANSLATE_NOOP("stagecraft", "This value is written over several lines in a way that cannot be changed safely.");

} // namespace

TreeEdit::TreeEdit(const yaml::SyntaxTree &tree, NodeId root)
    : m_tree(tree), m_root(root), m_style(styleOf(tree, root)), m_writer(m_tree, m_style)
{
}

void TreeEdit::refuse(const char *text, QStringList arguments, text::TextRange range)
{
    if (!m_refusal)
        m_refusal = Refusal{text, std::move(arguments), range};
}

bool TreeEdit::isInsideFlow(NodeId id) const
{
    const NodeId parent = node(id).parent;
    return parent != NodeId::None && node(parent).flow;
}

std::vector<ExpectedEntry> &TreeEdit::expectedEntries(NodeId collection)
{
    std::vector<ExpectedEntry> &entries = m_expectation.entries[collection];
    if (entries.empty()) {
        for (std::size_t i = 0; i < node(collection).entries.size(); ++i)
            entries.push_back({.before = static_cast<int>(i)});
    }
    return entries;
}

namespace {

/// The place of the entry that had this index, or the end.
std::vector<ExpectedEntry>::iterator placeOf(std::vector<ExpectedEntry> &entries, std::size_t before)
{
    return std::ranges::find(entries, static_cast<int>(before), &ExpectedEntry::before);
}

} // namespace

void TreeEdit::reword(NodeId id, const std::string &text)
{
    const Node &scalar = node(id);
    if (scalar.kind == NodeKind::Alias) {
        edit(scalar.value, m_writer.scalar(QString::fromStdString(text), isInsideFlow(id)));
        m_expectation.values.insert_or_assign(id, NewValue::string(text));
        return;
    }
    if (scalar.style == ScalarStyle::Literal || scalar.style == ScalarStyle::Folded) {
        refuse(severalLines, {}, scalar.value);
        return;
    }
    edit(scalar.value, m_writer.scalar(QString::fromStdString(text), isInsideFlow(id), scalar.style));
    m_expectation.texts.insert_or_assign(id, text);
}

void TreeEdit::insert(NodeId id, std::size_t index, const std::string &key, const NewValue &value)
{
    const Node &collection = node(id);
    const bool isList = collection.kind == NodeKind::Sequence;
    if (collection.flow) {
        insertFlow(collection, index, isList ? m_writer.flow(value) : m_writer.flowEntry(key, value));
    } else {
        insertBlock(collection, index,
                    isList ? m_writer.blockItem(value, collection.indent)
                           : m_writer.blockEntry(key, value, collection.indent),
                    id == m_root);
    }
    std::vector<ExpectedEntry> &expected = expectedEntries(id);
    expected.insert(placeOf(expected, index), {.key = key, .value = value});
}

void TreeEdit::insertBlock(const Node &collection, std::size_t index, const QByteArray &text, bool isRoot)
{
    const QByteArray line = QByteArray(collection.indent, ' ') + text + m_style.newline;
    if (index < collection.entries.size()) {
        const Entry &next = collection.entries[index];
        const qsizetype content = contentOf(next).begin;
        if (startsLine(content))
            insertLines(fullOf(next).begin, line + (isRoot ? newlines(m_style.blankLines) : QByteArray()));
        else
            edit({content, content}, text + m_style.newline + QByteArray(collection.indent, ' '));
        return;
    }
    if (!isRoot) {
        insertLines(fullOf(collection.entries.back()).end, line);
        return;
    }
    const qsizetype end = endOfContent();
    const bool spaced = !keepsTrailingLines(m_root) || end > fullOf(collection.entries.back()).end;
    insertLines(end, (spaced ? newlines(m_style.blankLines - blankLinesBefore(end)) : QByteArray()) + line);
}

void TreeEdit::insertFlow(const Node &collection, std::size_t index, const QByteArray &text)
{
    if (collection.entries.empty()) {
        edit({collection.value.begin + 1, collection.value.begin + 1}, text);
        return;
    }
    const bool behind = index >= collection.entries.size();
    const text::TextRange neighbour = (behind ? collection.entries.back() : collection.entries[index]).full;
    QByteArray separator = " ";
    if (startsLine(neighbour.begin)) {
        const qsizetype line = m_tree.buffer().fullLineRange(m_tree.buffer().positionAt(neighbour.begin).line).begin;
        separator = m_style.newline + m_tree.buffer().slice({line, neighbour.begin}).toByteArray();
    }
    const qsizetype place = behind ? neighbour.end : neighbour.begin;
    edit({place, place}, behind ? "," + separator + text : text + "," + separator);
}

/// The lines of an entry; of the root with the blank lines that keep it apart from its neighbour.
text::TextRange TreeEdit::blockWithSpacing(const Node &collection, std::size_t index, bool isRoot) const
{
    text::TextRange range = fullOf(collection.entries[index]);
    if (!isRoot)
        return range;
    if (index + 1 < collection.entries.size()) {
        range.end = std::min<qsizetype>(behindBlankLines(range.end), fullOf(collection.entries[index + 1]).begin);
    } else if (index > 0) {
        range.begin = std::max<qsizetype>(beforeBlankLines(range.begin), fullOf(collection.entries[index - 1]).end);
    }
    return range;
}

void TreeEdit::remove(NodeId id, const std::vector<std::size_t> &indexes)
{
    const Node &collection = node(id);
    if (collection.flow) {
        removeFlow(collection, indexes);
    } else {
        for (const std::size_t index : indexes)
            removeBlock(collection, index, id == m_root);
    }
    std::vector<ExpectedEntry> &expected = expectedEntries(id);
    for (const std::size_t index : indexes)
        expected.erase(placeOf(expected, index));
}

void TreeEdit::removeFromRoot(std::size_t index)
{
    if (node(m_root).entries.size() > 1) {
        remove(m_root, {index});
        return;
    }
    const Node &root = node(m_root);
    if (root.flow)
        edit({root.value.begin + 1, root.value.end - 1}, {});
    else
        edit(startsLine(contentOf(root.entries[0]).begin) ? fullOf(root.entries[0]) : contentOf(root.entries[0]), {});
    m_expectation.entries[m_root] = {};
}

void TreeEdit::removeBlock(const Node &collection, std::size_t index, bool isRoot)
{
    const Entry &entry = collection.entries[index];
    const qsizetype begin = contentOf(entry).begin;
    if (startsLine(begin)) {
        edit(blockWithSpacing(collection, index, isRoot), {});
        return;
    }
    // The first entry, on the line of a dash: the next one takes its place, unless comments stand between.
    const Entry &next = collection.entries[index + 1];
    const qsizetype nextBegin = contentOf(next).begin;
    const bool commented = !m_tree.buffer().slice({entry.full.end, nextBegin}).trimmed().isEmpty();
    edit({begin, commented ? lineEnd(contentOf(entry).end) : nextBegin}, {});
}

void TreeEdit::removeFlow(const Node &collection, const std::vector<std::size_t> &indexes)
{
    std::size_t end = collection.entries.size(); // from here on all go, with the comma in front of them
    while (end > 0 && std::ranges::binary_search(indexes, end - 1))
        --end;
    for (const std::size_t index : indexes) {
        const text::TextRange full = collection.entries[index].full;
        if (index < end)
            edit({full.begin, collection.entries[index + 1].full.begin}, {});
        else
            edit({collection.entries[index - 1].full.end, full.end}, {});
    }
}

void TreeEdit::move(NodeId id, std::size_t index, std::size_t before)
{
    if (before == index || before == index + 1)
        return;
    const Node &collection = node(id);
    if (collection.flow)
        moveFlow(collection, index, before);
    else
        moveBlock(collection, index, before, id == m_root);
    std::vector<ExpectedEntry> &expected = expectedEntries(id);
    const auto from = placeOf(expected, index);
    const ExpectedEntry moved = *from;
    expected.erase(from);
    expected.insert(placeOf(expected, before), moved);
}

void TreeEdit::moveFlow(const Node &collection, std::size_t index, std::size_t before)
{
    // The places with their commas and line breaks stay, the texts change places.
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < collection.entries.size(); ++i)
        order.push_back(i);
    order.erase(order.begin() + static_cast<std::ptrdiff_t>(index));
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(before > index ? before - 1 : before), index);
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (order[i] != i)
            edit(collection.entries[i].full, m_tree.buffer().slice(collection.entries[order[i]].full).toByteArray());
    }
}

void TreeEdit::moveBlock(const Node &collection, std::size_t index, std::size_t before, bool isRoot)
{
    const std::size_t last = collection.entries.size();
    if (!startsLine(contentOf(collection.entries[index]).begin)
        || (before < last && !startsLine(contentOf(collection.entries[before]).begin))) {
        refuse(QT_TRANSLATE_NOOP("stagecraft", "Something else stands on the same line; move it by hand."), {},
               collection.entries[index].full);
        return;
    }
    const text::TextRange full = fullOf(collection.entries[index]);
    const text::TextRange cut = blockWithSpacing(collection, index, isRoot);
    const int spacing = isRoot ? m_style.blankLines : 0;
    edit(cut, {});
    if (before < last) {
        const bool hadFollower = isRoot && index + 1 < last;
        const QByteArray blank = hadFollower ? m_tree.buffer().slice({full.end, cut.end}).toByteArray() : newlines(spacing);
        insertLines(fullOf(collection.entries[before]).begin, closedLines(full) + blank);
        return;
    }
    const qsizetype end = isRoot ? endOfContent() : fullOf(collection.entries.back()).end;
    insertLines(end, newlines(spacing - (isRoot ? blankLinesBefore(end) : 0)) + closedLines(full));
}

void TreeEdit::duplicate(NodeId id, std::size_t index, const std::string &key)
{
    const Node &mapping = node(id);
    const Entry &entry = mapping.entries[index];
    const text::TextRange source = mapping.flow ? entry.full : fullOf(entry);
    if (!mapping.flow && !startsLine(contentOf(entry).begin)) {
        refuse(QT_TRANSLATE_NOOP("stagecraft", "Something else stands on the same line; copy it by hand."), {}, source);
        return;
    }
    text::TextPatch changes;
    changes.edits.push_back({node(entry.key).value, m_writer.scalar(QString::fromStdString(key), mapping.flow, node(entry.key).style)});
    std::vector<NodeId> open = {entry.key, entry.value};
    while (!open.empty()) {
        const Node &current = node(open.back());
        open.pop_back();
        if (!current.anchor.isEmpty() && current.kind != NodeKind::Alias) {
            // "&name " goes, or " &name" at the end of a line; a tag beside it stays.
            const QByteArray &bytes = m_tree.buffer().bytes();
            qsizetype begin = current.anchor.begin - 1;
            qsizetype end = current.anchor.end;
            while (end < bytes.size() && bytes[end] == ' ')
                ++end;
            while (end == lineEnd(end) && bytes[begin - 1] == ' ')
                --begin;
            changes.edits.push_back({{begin, end}, {}});
        }
        for (const Entry &child : current.entries) {
            if (child.key != NodeId::None)
                open.push_back(child.key);
            open.push_back(child.value);
        }
    }
    std::ranges::sort(changes.edits, {}, [](const text::TextEdit &change) { return change.range.begin; });
    for (text::TextEdit &change : changes.edits) {
        change.range.begin -= source.begin;
        change.range.end -= source.begin;
    }
    const QByteArray copy = changes.appliedTo(m_tree.buffer().slice(source).toByteArray());
    if (mapping.flow) {
        insertFlow(mapping, index + 1, copy);
    } else {
        const bool isRoot = id == m_root;
        const bool spaced = isRoot && !keepsTrailingLines(entry.value);
        const QByteArray closed = copy.endsWith('\n') || copy.endsWith('\r') ? copy : copy + m_style.newline;
        insertLines(source.end, (spaced ? newlines(m_style.blankLines) : QByteArray()) + closed);
    }
    std::vector<ExpectedEntry> &expected = expectedEntries(id);
    expected.insert(placeOf(expected, index + 1), {.key = key, .value = NewValue::copyOf(entry.value)});
}

void TreeEdit::wrapInList(NodeId id, std::size_t index, const NewValue &item)
{
    const Node &value = node(node(id).entries[index].value);
    const qsizetype begin = value.properties.isEmpty() ? value.value.begin : value.properties.begin;
    if (!value.anchor.isEmpty() || m_tree.buffer().positionAt(begin).line != m_tree.buffer().positionAt(value.value.end).line) {
        refuse(severalLines, {}, value.value);
        return;
    }
    edit({begin, begin}, "[");
    edit({value.value.end, value.value.end}, ", " + m_writer.flow(item) + "]");
    NewValue list = NewValue::list();
    list.entries.emplace_back(std::string(), NewValue::copyOf(node(id).entries[index].value));
    list.entries.emplace_back(std::string(), item);
    m_expectation.values.insert_or_assign(node(id).entries[index].value, list);
}

void TreeEdit::startRoot(const std::string &key, const NewValue &value)
{
    const text::TextBuffer &buffer = m_tree.buffer();
    const QByteArray line = m_writer.blockEntry(key, value, 0) + m_style.newline;
    const QByteArray content = buffer.bytes().trimmed();
    const bool endsInComment = content.mid(content.lastIndexOf('\n') + 1).trimmed().startsWith('#');
    const bool lineIsOpen = !startsLine(buffer.size());
    // Comments stay apart from the first job, they speak of the file.
    const bool apart = endsInComment && blankLinesBefore(buffer.size()) == 0;
    edit({buffer.size(), buffer.size()}, (lineIsOpen ? m_style.newline : QByteArray()) + newlines(apart ? 1 : 0) + line);
    NewValue root = NewValue::map();
    root.entries.emplace_back(key, value);
    m_expectation.root = root;
}

} // namespace stagecraft::edit
