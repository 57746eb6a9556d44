// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/config_editor.h"

#include "core/runner/toml_text.h"

#include <algorithm>

namespace stagecraft::runner {

namespace {

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

bool isBlank(QByteArrayView bytes)
{
    return bytes.trimmed().isEmpty();
}

const toml::key *keyOf(const toml::table &table, std::string_view name)
{
    const auto found = table.find(name);
    return found == table.end() ? nullptr : &found->first;
}

} // namespace

ConfigEditor::ConfigEditor(const ConfigDocument &document) : m_document(document) {}

QByteArray ConfigEditor::newline() const
{
    return m_document.buffer().lineEndingText().toByteArray();
}

void ConfigEditor::insert(qsizetype offset, const QByteArray &lines)
{
    const QByteArray &bytes = m_document.buffer().bytes();
    const bool lineIsOpen = offset > 0 && offset == bytes.size() && !bytes.endsWith('\n');
    if (!lineIsOpen) {
        replace({offset, offset}, lines);
        return;
    }
    // The last line has no ending and keeps none: the new lines go behind a new ending.
    const bool openedBefore = std::ranges::any_of(m_edits, [&](const text::TextEdit &edit) {
        return edit.range == text::TextRange{offset, offset};
    });
    replace({offset, offset}, openedBefore ? lines : newline() + lines);
}

void ConfigEditor::remove(text::TextRange range)
{
    replace(range, {});
}

void ConfigEditor::replace(text::TextRange range, const QByteArray &text)
{
    m_edits.push_back({range, text});
}

QByteArray ConfigEditor::indentationOf(const toml::table &table) const
{
    const text::TextBuffer &buffer = m_document.buffer();
    const auto leading = [&](qsizetype offset) {
        const text::TextRange line = m_document.lineAt(offset);
        const QByteArrayView before = buffer.slice({line.begin, std::max<qsizetype>(line.begin, offset)});
        return isBlank(before) ? before.toByteArray() : QByteArray();
    };
    for (const auto &[key, value] : table) {
        if (!value.is_table() && !value.is_array_of_tables())
            return leading(m_document.rangeOf(key.source()).begin);
    }
    return leading(m_document.rangeOf(table).begin) + "  ";
}

void ConfigEditor::set(const toml::table &table, const FormLine &line, std::string_view after)
{
    if (const toml::node *value = table.get(view(line.key))) {
        const text::TextRange range = m_document.rangeOf(*value);
        if (m_document.buffer().slice(range) != line.value)
            replace(range, line.value);
        return;
    }
    if (table.is_inline()) {
        const qsizetype end = m_document.rangeOf(table).end - 1;
        const QByteArray separator = table.empty() ? " " : ", ";
        qsizetype place = end;
        const QByteArray &bytes = m_document.buffer().bytes();
        while (place > 0 && bytes[place - 1] == ' ')
            --place;
        replace({place, place}, separator + line.key + " = " + line.value);
        return;
    }
    if (!m_document.buffer().slice(m_document.rangeOf(table)).startsWith('[')) {
        m_complete = false;
        return;
    }
    const toml::key *anchor = after.empty() ? nullptr : keyOf(table, after);
    const qsizetype place = anchor ? m_document.linesOf(*anchor, *table.get(after)).end : m_document.endOfLines(table);
    insert(place, indentationOf(table) + line.key + " = " + line.value + newline());
}

void ConfigEditor::removeIfOurs(const toml::table &table, const FormLine &line)
{
    const toml::key *key = keyOf(table, view(line.key));
    if (!key || table.is_inline())
        return;
    const text::TextRange lines = m_document.linesOf(*key, *table.get(view(line.key)));
    if (m_document.buffer().slice(lines).trimmed() == line.key + " = " + line.value)
        remove(lines);
}

void ConfigEditor::removeItems(const toml::array &array, const std::vector<std::size_t> &dropped)
{
    const text::TextBuffer &buffer = m_document.buffer();
    std::size_t end = array.size(); // from here on every item goes, and with them the comma in front of them
    while (end > 0 && std::ranges::binary_search(dropped, end - 1))
        --end;
    for (const std::size_t index : dropped) {
        const text::TextRange item = m_document.rangeOf(array[index]);
        const text::TextRange line = m_document.lineAt(item.begin);
        QByteArrayView rest = buffer.slice({item.end, std::max(item.end, line.end)}).trimmed();
        if (rest.startsWith(','))
            rest = rest.sliced(1).trimmed();
        if (isBlank(buffer.slice({line.begin, item.begin})) && (rest.isEmpty() || rest.startsWith('#')))
            remove(line);
        else if (index < end)
            remove({item.begin, m_document.rangeOf(array[index + 1]).begin});
        else
            remove({m_document.rangeOf(array[index - 1]).end, item.end});
    }
}

void ConfigEditor::setItem(const toml::table &table, const QByteArray &key,
                           const std::function<bool(std::string_view)> &unwanted, const QByteArray &wanted,
                           const std::function<bool(std::string_view)> &present)
{
    const toml::node *node = table.get(view(key));
    const toml::array *array = node ? node->as_array() : nullptr;
    if (!array) {
        if (!wanted.isEmpty())
            set(table, {key, tomlStrings({wanted})});
        return;
    }
    std::vector<std::size_t> dropped;
    bool isPresent = wanted.isEmpty();
    for (std::size_t i = 0; i < array->size(); ++i) {
        const auto text = (*array)[i].value<std::string>();
        if (!text)
            continue;
        if (unwanted(*text))
            dropped.push_back(i);
        else if (present(*text))
            isPresent = true;
    }
    if (!isPresent) {
        if (!dropped.empty()) {
            replace(m_document.rangeOf((*array)[dropped.front()]), tomlString(wanted));
            dropped.erase(dropped.begin());
        } else if (array->empty()) {
            replace(m_document.rangeOf(*array), tomlStrings({wanted}));
            return;
        } else {
            const qsizetype first = m_document.rangeOf(array->front()).begin;
            const QByteArray before =
                m_document.buffer().slice({m_document.lineAt(first).begin, first}).toByteArray();
            replace({first, first}, tomlString(wanted) + (isBlank(before) ? "," + newline() + before : QByteArray(", ")));
        }
    }
    if (!dropped.empty() && dropped.size() == array->size()) {
        if (table.is_inline())
            replace(m_document.rangeOf(*array), "[]");
        else
            remove(m_document.linesOf(*keyOf(table, view(key)), *array));
        return;
    }
    removeItems(*array, dropped);
}

text::TextPatch ConfigEditor::patch() const
{
    text::TextPatch patch{m_edits};
    std::ranges::stable_sort(patch.edits, {}, [](const text::TextEdit &edit) {
        return std::pair(edit.range.begin, edit.range.end);
    });
    return patch;
}

} // namespace stagecraft::runner
