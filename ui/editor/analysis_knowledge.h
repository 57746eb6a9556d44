// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What language help may know of an analysis. Borrows it. Any thread.
#pragma once

#include "core/assist/knowledge.h"
#include "core/project/analysis.h"

namespace stagecraft::ui {

inline assist::Knowledge knowledgeOf(const project::Analysis &analysis, std::function<QStringList()> files = {})
{
    return {.tree = analysis.tree,
            .source = analysis.source,
            .effective = analysis.effective,
            .context = &analysis.context,
            .files = std::move(files)};
}

} // namespace stagecraft::ui
