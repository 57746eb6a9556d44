// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/complete.h"

#include "core/assist/complete_keys.h"
#include "core/assist/complete_values.h"
#include "core/assist/complete_variables.h"

#include <algorithm>
#include <iterator>

namespace stagecraft::assist {

Completion complete(const text::TextBuffer &text, const Knowledge &known, qsizetype offset)
{
    offset = std::clamp<qsizetype>(offset, 0, text.size());
    if (offset > text.lineRange(text.positionAt(offset).line).end)
        return {.range = {offset, offset}, .items = {}}; // between a CR and its LF
    const Sketch sketch = sketchAt(text, offset);
    if (sketch.isComment)
        return {.range = {offset, offset}, .items = {}};
    if (auto variables = completeVariable(text, known, sketch, offset))
        return *std::move(variables);
    if (sketch.isBlockText)
        return {.range = {offset, offset}, .items = {}};

    Completion completion{.range = {offset, offset}, .items = {}};
    // One word may become a key, or be the value: both are offered.
    if (const auto key = keySketchAt(text, offset)) {
        completion.items = keyItems(text, known, *key);
        if (!completion.isEmpty())
            completion.range = key->range;
    }
    if (sketch.node == yaml::NodeId::None)
        return completion;
    const bool isSameRange = completion.isEmpty() || completion.range == sketch.range;
    std::vector<CompletionItem> others;
    if (!sketch.place.isKey && isSameRange)
        others = valueItems(text, known, sketch);
    else if (completion.isEmpty())
        others = keyItems(text, known, sketch);
    if (!others.empty()) {
        completion.range = sketch.range;
        std::ranges::move(others, std::back_inserter(completion.items));
    }
    return completion;
}

} // namespace stagecraft::assist
