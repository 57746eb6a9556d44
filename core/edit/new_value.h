// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// NewValue: what a recipe puts into a file. The writer makes text of it, the verifier compares the re-parsed text with it.
#pragma once

#include "core/yaml/syntax_tree.h"

#include <QJsonValue>

#include <string>
#include <utility>
#include <vector>

namespace stagecraft::edit {

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
    std::vector<std::pair<std::string, NewValue>> entries = {}; ///< of a list the keys are empty
    bool inBrackets = false; ///< even where the file's style is block

    static NewValue of(const QJsonValue &json) { return {.kind = Kind::Json, .json = json}; }
    static NewValue string(std::string_view text)
    {
        return of(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    }
    static NewValue copyOf(yaml::NodeId node) { return {.kind = Kind::Copy, .source = node}; }
    static NewValue alias(std::string name) { return {.kind = Kind::Alias, .text = std::move(name)}; }
    static NewValue list() { return {.kind = Kind::List}; }
    static NewValue flowList() { return {.kind = Kind::List, .inBrackets = true}; }
    static NewValue map() { return {.kind = Kind::Map}; }
};

} // namespace stagecraft::edit
