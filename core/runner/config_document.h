// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// ConfigDocument: a config.toml as toml++ reads it, with byte ranges for what stands where. Nothing is ever written
// through toml++: ConfigEditor makes text patches at these ranges. Immutable; safe on any thread.
#pragma once

#include "core/text/diagnostic.h"
#include "core/text/text_buffer.h"

#include <toml++/toml.hpp>

#include <expected>
#include <string_view>
#include <vector>

namespace stagecraft::runner {

class ConfigDocument
{
public:
    /// The error says what toml++ does not understand and where; `file` names the text in it.
    static std::expected<ConfigDocument, text::Diagnostic> read(const text::TextBuffer &buffer, const QString &file = {});

    const text::TextBuffer &buffer() const { return m_buffer; }
    const toml::table &root() const { return m_root; }
    /// The entries of [[runners]] in the order of the file.
    std::vector<const toml::table *> runners() const;
    const toml::table *runnerNamed(std::string_view name) const;

    text::TextRange rangeOf(const toml::source_region &region) const;
    text::TextRange rangeOf(const toml::node &node) const { return rangeOf(node.source()); }
    /// From the first byte of the key's line to the end of the value's last line, line ending included.
    text::TextRange linesOf(const toml::key &key, const toml::node &value) const;
    text::TextRange lineAt(qsizetype offset) const;

    /// True for a table that is only implied by the [header] of a table below it.
    bool isImplied(const toml::table &table) const;
    /// Where the table's own lines end: after its last `key = value` line, or after its header.
    qsizetype endOfLines(const toml::table &table) const;
    /// Where the table and all tables below it end, blank lines and comments behind them left out.
    qsizetype endOfTables(const toml::table &table) const;

private:
    ConfigDocument(text::TextBuffer buffer, toml::table root) : m_buffer(std::move(buffer)), m_root(std::move(root)) {}
    qsizetype offsetOf(toml::source_position position) const;

    text::TextBuffer m_buffer;
    toml::table m_root;
};

/// Typed reads that answer a default for absent or wrongly typed values, as a tolerant reader of user files must.
std::string textAt(const toml::table &table, std::string_view key);
bool boolAt(const toml::table &table, std::string_view key, bool otherwise);
std::vector<std::string> textsAt(const toml::table &table, std::string_view key); ///< an array, or one string
const toml::table *tableAt(const toml::table &table, std::string_view key);

} // namespace stagecraft::runner
