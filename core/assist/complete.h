// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// complete(): what can be written at a place of a `.gitlab-ci.yml`. It reads the entry around the cursor from the text as
// it is, broken or not; names of jobs, stages, anchors … come from the knowledge, which may be of an older text. Pure but
// for asking for file names; any thread. Its time does not grow with the file but for the lists of names themselves.
#pragma once

#include "core/assist/knowledge.h"

#include <QByteArray>

namespace stagecraft::assist {

enum class CompletionKind { Keyword, Value, Job, Template, Stage, Variable, Predefined, Anchor, Input, File };

struct CompletionItem {
    CompletionKind kind = CompletionKind::Keyword;
    QString label;          ///< what people look for; filters compare with it
    QByteArray insertion;   ///< replaces the range
    qsizetype caret = 0;    ///< where in the insertion the caret goes
    QString detail = {};    ///< a few words: types, the stage of a job …
    Help help = {};
};

struct Completion {
    text::TextRange range; ///< of the text; the cursor stands inside or at its end
    std::vector<CompletionItem> items; ///< best first; not filtered by what is written in the range

    bool isEmpty() const { return items.empty(); }
};

Completion complete(const text::TextBuffer &text, const Knowledge &known, qsizetype offset);

} // namespace stagecraft::assist
