// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Diagnostic: something to say about a place in a file, as plain data. Everything that judges a text (YAML, GitLab's
// validation, our advice, the mode check) answers with these; views decide about icons and colours.
#pragma once

#include "core/text/text_edit.h"
#include "core/text/text_range.h"

#include <QString>

#include <vector>

namespace stagecraft::text {

enum class Severity { Error, Warning, Advice };

/// A change that would settle the matter, offered to the user by its title.
struct Fix {
    QString title;
    TextPatch patch;
    QString file = {}; ///< the file to patch, like Diagnostic::file; empty: the one that is to blame
};

struct Diagnostic {
    Severity severity = Severity::Error;
    QString id;      ///< stable, kebab-case, e.g. "yaml-syntax", "stage-missing"
    QString message; ///< GitLab's own text where GitLab says it, ours otherwise
    QString file;    ///< path relative to the repository; empty when no file is to blame
    TextRange range; ///< in that file
    TextPosition position; ///< of range.begin, for people and the CLI
    std::vector<Fix> fixes = {}; ///< ways to settle it, the likeliest first
};

using Diagnostics = std::vector<Diagnostic>;

} // namespace stagecraft::text
