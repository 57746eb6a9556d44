// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// ConfigEditor: collects small text edits of one config.toml. Each call states a wish in terms of tables and keys; the
// lines that fulfil it already stay as they are. Borrows the document for its own life; one thread.
#pragma once

#include "core/runner/config_document.h"
#include "core/runner/runner_form.h"

#include <functional>

namespace stagecraft::runner {

class ConfigEditor
{
public:
    explicit ConfigEditor(const ConfigDocument &document);

    /// Sets the value where it differs, or adds a line behind the line of `after`, else behind the table's last line.
    void set(const toml::table &table, const FormLine &line, std::string_view after = {});
    /// Removes the whole line when it is written exactly as the form writes it.
    void removeIfOurs(const toml::table &table, const FormLine &line);
    /// In an array of strings: drops the items that `unwanted` names, and puts `wanted` (if any, and if `present` finds no
    /// item for it) in place of the first of them, else in front. An array that gets empty loses its line.
    /// An absent array is made with `wanted` alone.
    void setItem(const toml::table &table, const QByteArray &key, const std::function<bool(std::string_view)> &unwanted,
                 const QByteArray &wanted, const std::function<bool(std::string_view)> &present);

    void insert(qsizetype offset, const QByteArray &lines);
    void remove(text::TextRange range);
    /// False when a wish could not be put into the file's form of tables (a line for a dotted table).
    bool isComplete() const { return m_complete; }
    text::TextPatch patch() const;
    QByteArray newline() const;

private:
    void replace(text::TextRange range, const QByteArray &text);
    void removeItems(const toml::array &array, const std::vector<std::size_t> &dropped);
    QByteArray indentationOf(const toml::table &table) const;

    const ConfigDocument &m_document;
    std::vector<text::TextEdit> m_edits;
    bool m_complete = true;
};

} // namespace stagecraft::runner
