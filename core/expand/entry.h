// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Entry: one node of the configuration being checked, as GitLab's configuration entries do it: first all checks of the
// node itself, each a message "<location> <attribute> <text>" in lower case; only a node without errors looks at its
// children; a few checks come last ("composed") although their messages stand before those of the children.
// Source of the texts and their order: reference/gitlab-ci-language.md §0.2. Internal to core/expand.
#pragma once

#include "core/expand/report.h"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace stagecraft::expand {

/// Where a value stands, as GitLab names it: the keys from the root, joined by colons. Lives on the stack.
struct Location {
    const Location *parent = nullptr;
    std::string_view key = {};

    std::string text() const;
    Location operator/(std::string_view child) const { return Location{this, child}; }
};

class Field;

class Entry
{
public:
    Entry(Report &report, const Location &location, const Value &config)
        : m_report(report), m_location(location), m_config(config), m_end(report.errors.size())
    {
    }
    Entry(const Entry &) = delete;
    Entry &operator=(const Entry &) = delete;

    Report &report() const { return m_report; }
    const Location &location() const { return m_location; }
    const Value &config() const { return m_config; }
    const Value *find(std::string_view key) const { return m_config.find(key); }
    /// The value of a key; null when it is absent.
    Value value(std::string_view key) const;
    bool has(std::string_view key) const { return find(key) != nullptr; }

    /// No error of this node itself so far: its children may be looked at.
    bool ok() const { return !m_failed; }
    /// Adds a message before those of the children, whenever it is called. An empty attribute means the node.
    void error(std::string_view attribute, std::string_view message, Origin origin);
    void error(std::string_view attribute, std::string_view message) { error(attribute, message, m_config.origin()); }

    /// The node's own value under the word "config".
    Field whole();
    /// One of its keys; checks run even when it is absent or null.
    Field field(std::string_view key);
    /// One of its keys; nothing is checked when it is absent or null.
    Field optional(std::string_view key);
    /// One of its keys; nothing is checked when it is blank: absent, null, false or empty.
    Field whenPresent(std::string_view key);

    void allowedKeys(std::span<const std::string_view> keys, std::string_view text = "contains unknown keys: ");
    void requiredKeys(std::initializer_list<std::string_view> keys);
    void notTogether(std::initializer_list<std::string_view> keys);
    void disallowedKeys(std::initializer_list<std::string_view> keys, std::string_view text, bool ignoreNull);

private:
    Report &m_report;
    const Location &m_location;
    const Value &m_config;
    std::size_t m_end;
    bool m_failed = false;
};

/// Checks on one value; each adds a message and returns the field, so that they read as a list of rules.
class Field
{
public:
    Field(Entry &entry, std::string word, Value value, bool skip)
        : m_entry(entry), m_word(std::move(word)), m_value(std::move(value)), m_skip(skip)
    {
    }

    Field &require(bool condition, std::string_view message);
    Field &hash();
    Field &string();
    Field &array();
    Field &boolean();
    Field &present();
    Field &arrayOfStrings();
    Field &arrayOfStringsOrString();
    Field &arrayOfHashes();
    Field &integersOrInteger();
    Field &hashOrString();
    Field &hashOrBoolean();
    Field &hashOrInteger();
    Field &nestedStrings(std::string_view message);
    Field &scalar();
    Field &alphanumeric();
    /// For a list every item must be allowed, as Rails does it.
    Field &oneOf(std::span<const std::string_view> values, std::string_view message);
    Field &allowedValue(std::span<const std::string_view> values);
    Field &allowedArrayValues(std::span<const std::string_view> values);
    Field &maxLength(std::size_t length);
    Field &duration(std::optional<std::int64_t> limitSeconds = {});
    /// Where the seconds are known already; nothing when the text is no duration.
    Field &duration(std::optional<double> seconds, std::optional<std::int64_t> limitSeconds);
    Field &numeric(std::int64_t minimum, std::int64_t maximum);
    Field &re2();

private:
    Entry &m_entry;
    std::string m_word;
    Value m_value;
    bool m_skip;
};

/// "on_success, on_failure".
std::string joined(std::span<const std::string_view> words, std::string_view separator = ", ");
std::string humanized(std::string_view key);  ///< "start_in" → "start in"
std::string lowerCase(std::string_view text); ///< as Ruby's downcase: beyond ASCII too
std::size_t characterCount(std::string_view utf8);
std::size_t rubyLength(const Value &value); ///< what Rails measures: items, members, or characters of the text
bool isTextValue(const Value &value);       ///< a string or symbol: GitLab's lists of strings take both
bool isNestedStrings(const Value &value, int depth);

} // namespace stagecraft::expand
