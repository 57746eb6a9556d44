// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// NewValue: what a recipe puts into a file. The writer makes text of it, the verifier compares the re-parsed text with it.
#pragma once

#include "core/yaml/syntax_tree.h"

#include <QJsonValue>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stagecraft::edit {

struct NewEntry;

struct NewValue {
    enum class Kind {
        Json,
        Copy,  ///< of a node of the tree before; anchors do not count
        Alias, ///< to the anchor that `text` names
        List,
        Map,
    };
    Kind kind = Kind::Json;
    QJsonValue json = {};
    yaml::NodeId source = yaml::NodeId::None;
    std::string text = {};
    std::vector<NewEntry> entries; ///< of List and Map
    bool inBrackets = false;       ///< even where the file's style is block

    static NewValue of(const QJsonValue &json);
    static NewValue string(std::string_view text);
    static NewValue copyOf(yaml::NodeId node);
    static NewValue alias(std::string name);
    static NewValue list();
    static NewValue flowList();
    static NewValue map();
};

struct NewEntry {
    std::string key; ///< empty in a list
    NewValue value;
};

// Below NewEntry, because clang wants to see it whole wherever a NewValue is made.

inline NewValue NewValue::of(const QJsonValue &json)
{
    NewValue value;
    value.json = json;
    return value;
}

inline NewValue NewValue::string(std::string_view text)
{
    return of(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

inline NewValue NewValue::copyOf(yaml::NodeId node)
{
    NewValue value;
    value.kind = Kind::Copy;
    value.source = node;
    return value;
}

inline NewValue NewValue::alias(std::string name)
{
    NewValue value;
    value.kind = Kind::Alias;
    value.text = std::move(name);
    return value;
}

inline NewValue NewValue::list()
{
    NewValue value;
    value.kind = Kind::List;
    return value;
}

inline NewValue NewValue::flowList()
{
    NewValue value = list();
    value.inBrackets = true;
    return value;
}

inline NewValue NewValue::map()
{
    NewValue value;
    value.kind = Kind::Map;
    return value;
}

} // namespace stagecraft::edit
