// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The merged view as YAML text. Reading it back gives the same value, but for keys that are lists, maps or
// references: their text is written. Pure; any thread.
#pragma once

#include "core/model/value.h"

#include "core/yaml/syntax_tree.h"

#include <QByteArray>

#include <vector>

namespace stagecraft::expand {

QByteArray toYaml(const model::Value &value);

/// What stands in one line of the text: the value that begins there, and where that was written.
struct MergedLine {
    yaml::NodePath path; ///< from the root of the merged configuration
    model::Origin origin;
};
struct MergedText {
    QByteArray text;
    std::vector<MergedLine> lines; ///< one for each line; further lines of a value repeat its first
};
MergedText toMergedText(const model::Value &value);

} // namespace stagecraft::expand
