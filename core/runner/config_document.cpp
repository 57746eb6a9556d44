// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/config_document.h"

#include <QCoreApplication>

#include <algorithm>

namespace stagecraft::runner {

namespace {

bool continuesCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

/// toml++ counts code points from 1, and a byte order mark not at all.
qsizetype byteOffset(const text::TextBuffer &buffer, toml::source_position position)
{
    const int line = std::clamp(static_cast<int>(position.line) - 1, 0, buffer.lineCount() - 1);
    const text::TextRange range = buffer.fullLineRange(line);
    const QByteArray &bytes = buffer.bytes();
    qsizetype offset = range.begin + (line == 0 && buffer.hasByteOrderMark() ? 3 : 0);
    for (toml::source_index column = 1; column < position.column && offset < range.end; ++column) {
        ++offset;
        while (offset < range.end && continuesCharacter(bytes[offset]))
            ++offset;
    }
    return offset;
}

qsizetype furthestEnd(const ConfigDocument &document, const toml::node &node)
{
    qsizetype end = document.rangeOf(node).end;
    if (const toml::table *table = node.as_table()) {
        for (const auto &[key, value] : *table)
            end = std::max(end, furthestEnd(document, value));
    } else if (const toml::array *array = node.as_array()) {
        for (const toml::node &item : *array)
            end = std::max(end, furthestEnd(document, item));
    }
    return end;
}

} // namespace

std::expected<ConfigDocument, text::Diagnostic> ConfigDocument::read(const text::TextBuffer &buffer, const QString &file)
{
    try {
        const QByteArray &bytes = buffer.bytes();
        return ConfigDocument(buffer, toml::parse(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
    } catch (const toml::parse_error &error) {
        const qsizetype offset = byteOffset(buffer, error.source().begin);
        const std::string_view description = error.description();
        return std::unexpected(text::Diagnostic{
            .severity = text::Severity::Error,
            .id = QStringLiteral("toml-syntax"),
            .message = QCoreApplication::translate("stagecraft", "This is not valid TOML: %1")
                           .arg(QString::fromUtf8(description.data(), static_cast<qsizetype>(description.size()))),
            .file = file,
            .range = {offset, offset},
            .position = buffer.positionAt(offset)});
    }
}

std::vector<const toml::table *> ConfigDocument::runners() const
{
    std::vector<const toml::table *> tables;
    if (const toml::array *array = m_root["runners"].as_array()) {
        for (const toml::node &item : *array) {
            if (const toml::table *table = item.as_table())
                tables.push_back(table);
        }
    }
    return tables;
}

const toml::table *ConfigDocument::runnerNamed(std::string_view name) const
{
    for (const toml::table *runner : runners()) {
        if (textAt(*runner, "name") == name)
            return runner;
    }
    return nullptr;
}

qsizetype ConfigDocument::offsetOf(toml::source_position position) const
{
    return byteOffset(m_buffer, position);
}

text::TextRange ConfigDocument::rangeOf(const toml::source_region &region) const
{
    const qsizetype begin = offsetOf(region.begin);
    return {begin, std::max(begin, offsetOf(region.end))};
}

text::TextRange ConfigDocument::lineAt(qsizetype offset) const
{
    return m_buffer.fullLineRange(m_buffer.positionAt(offset).line);
}

text::TextRange ConfigDocument::linesOf(const toml::key &key, const toml::node &value) const
{
    return {lineAt(rangeOf(key.source()).begin).begin, lineAt(rangeOf(value).end).end};
}

bool ConfigDocument::isImplied(const toml::table &table) const
{
    // toml++ gives it the range of the header below it.
    if (table.is_inline() || !m_buffer.slice(rangeOf(table)).startsWith('['))
        return false;
    return std::ranges::any_of(table, [&](const auto &entry) {
        const toml::array *array = entry.second.as_array();
        const toml::node &below = array && array->is_array_of_tables() ? array->front() : entry.second;
        return below.is_table() && below.source().begin == table.source().begin;
    });
}

qsizetype ConfigDocument::endOfLines(const toml::table &table) const
{
    qsizetype end = rangeOf(table).end;
    for (const auto &[key, value] : table) {
        const bool below = (value.is_table() && m_buffer.slice(rangeOf(value)).startsWith('['))
            || (value.is_array_of_tables() && m_buffer.slice(rangeOf(value)).startsWith("[["));
        if (!below)
            end = std::max(end, furthestEnd(*this, value));
    }
    return lineAt(end).end;
}

qsizetype ConfigDocument::endOfTables(const toml::table &table) const
{
    return lineAt(furthestEnd(*this, table)).end;
}

std::string textAt(const toml::table &table, std::string_view key)
{
    return table[key].value_or(std::string());
}

bool boolAt(const toml::table &table, std::string_view key, bool otherwise)
{
    return table[key].value_or(otherwise);
}

std::vector<std::string> textsAt(const toml::table &table, std::string_view key)
{
    std::vector<std::string> texts;
    if (const toml::array *array = table[key].as_array()) {
        for (const toml::node &item : *array) {
            if (const auto text = item.value<std::string>())
                texts.push_back(*text);
        }
    } else if (const auto text = table[key].value<std::string>()) {
        texts.push_back(*text);
    }
    return texts;
}

const toml::table *tableAt(const toml::table &table, std::string_view key)
{
    return table[key].as_table();
}

} // namespace stagecraft::runner
