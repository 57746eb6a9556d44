// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// ValueWriter: a NewValue as YAML text, in the style of the file. One thread; borrows the tree for its own life.
#pragma once

#include "core/edit/new_value.h"
#include "core/edit/style.h"

#include <QByteArray>

#include <optional>

namespace stagecraft::edit {

/// A value's text: what stands on the line of its key or dash, and the lines below. Neither has a line ending at its end.
struct ValueText {
    QByteArray head; ///< without the blank in front; empty for a block list or map
    QByteArray body; ///< begins with a line ending; empty for a value of one line
};

class ValueWriter
{
public:
    ValueWriter(const yaml::SyntaxTree &tree, const Style &style) : m_tree(tree), m_style(style) {}

    /// Behind a key that stands in column `indent`.
    ValueText behindKey(const NewValue &value, int indent) const;
    /// Behind a dash in column `indent`.
    ValueText behindDash(const NewValue &value, int indent) const;
    /// On one line, as inside of brackets.
    QByteArray flow(const NewValue &value) const;
    /// `key: value`, several lines in block style; the first line is not indented.
    QByteArray blockEntry(const std::string &key, const NewValue &value, int indent) const;
    /// `- value`
    QByteArray blockItem(const NewValue &value, int indent) const;
    QByteArray flowEntry(const std::string &key, const NewValue &value) const;
    QByteArray key(const std::string &key, bool flow) const;
    /// With the quotes of `like` where it has some.
    QByteArray scalar(const QJsonValue &value, bool flow, yaml::ScalarStyle like = yaml::ScalarStyle::Plain) const;

private:
    NewValue expanded(const NewValue &value) const;
    QByteArray copied(yaml::NodeId node) const;
    QByteArray entryLines(const NewValue &map, int indent) const;
    QByteArray itemLines(const NewValue &list, int indent) const;

    const yaml::SyntaxTree &m_tree;
    const Style &m_style;
};

/// The node as JSON would say it: aliases resolved, plain words and numbers typed. nullopt for tags and merge keys, which
/// JSON cannot say, and for values without bounds.
std::optional<QJsonValue> toJson(const yaml::SyntaxTree &tree, yaml::NodeId node);
/// What a plain scalar means: null, a boolean, a number in its usual notation, else a string.
QJsonValue plainToJson(std::string_view scalar);

} // namespace stagecraft::edit
