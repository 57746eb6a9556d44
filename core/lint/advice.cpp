// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/lint/advice.h"

#include "core/lint/job_advice.h"
#include "core/lint/limit_advice.h"
#include "core/lint/value_advice.h"

#include <algorithm>

namespace stagecraft::lint {

text::Diagnostics advise(const yaml::SyntaxTree &tree, const expand::EffectivePipeline &pipeline, const QString &file)
{
    text::Diagnostics advice = adviseOnValues(tree, file);
    text::Diagnostics more = adviseOnJobs(pipeline);
    std::ranges::move(more, std::back_inserter(advice));
    std::ranges::move(adviseOnLimits(tree, pipeline, file), std::back_inserter(advice));
    for (text::Diagnostic &diagnostic : advice) {
        if (diagnostic.file == file)
            diagnostic.position = tree.buffer().positionAt(diagnostic.range.begin);
        else if (const expand::SourceFile *included = pipeline.sourceFile(diagnostic.file))
            diagnostic.position = included->buffer.positionAt(diagnostic.range.begin);
    }
    std::ranges::stable_sort(advice, {}, [](const text::Diagnostic &diagnostic) { return diagnostic.range.begin; });
    return advice;
}

} // namespace stagecraft::lint
