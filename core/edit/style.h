// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// How the people of a file write: learnt from what most of it does, so that new lines look like their neighbours.
#pragma once

#include "core/yaml/syntax_tree.h"

#include <QByteArray>

namespace stagecraft::edit {

struct Style {
    int indent = 2;       ///< of a job's keys
    int dashOffset = 2;   ///< from a key to the dashes of its list
    char quote = '"';     ///< for strings that need quotes
    int blankLines = 1;   ///< between jobs
    bool flowNeeds = true;
    QByteArray newline = "\n";
};

/// Linear. `root` is the mapping of the jobs, or None.
Style styleOf(const yaml::SyntaxTree &tree, yaml::NodeId root);

} // namespace stagecraft::edit
