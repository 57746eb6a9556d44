// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Finds a pattern in a QTextDocument, line by line. Pure.
#pragma once

#include "ui/editor/find_bar.h"

#include <QString>

#include <vector>

class QTextDocument;

namespace stagecraft::ui {

struct TextMatch {
    int position = 0; ///< in the document
    int length = 0;
};

struct FindResult {
    std::vector<TextMatch> matches;
    bool more = false; ///< there are more than Limit
    QString error;     ///< the pattern is not a regular expression

    static constexpr std::size_t Limit = 20000;
};

FindResult findAll(const QTextDocument &document, const FindOptions &options);
/// What replaces this match: \\1 … \\9 stand for the groups of a regular expression.
QString replacementFor(const QString &matched, const FindOptions &options, const QString &replacement);

} // namespace stagecraft::ui
