// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The files that a pipeline was loaded from: origins name them by index. Internal to core/expand.
#pragma once

#include "core/expand/effective_pipeline.h"
#include "core/expand/report.h"

#include <deque>

namespace stagecraft::expand {

class SourceFiles
{
public:
    std::uint32_t add(SourceFile file);
    const SourceFile &at(std::uint32_t index) const { return m_files.at(index); }
    std::size_t size() const { return m_files.size(); }
    std::vector<SourceFile> all() const { return {m_files.begin(), m_files.end()}; }
    text::Diagnostic diagnostic(const Problem &problem, text::Severity severity) const;

private:
    std::deque<SourceFile> m_files;
};

} // namespace stagecraft::expand
