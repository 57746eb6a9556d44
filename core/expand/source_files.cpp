// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/source_files.h"

namespace stagecraft::expand {

std::uint32_t SourceFiles::add(SourceFile file)
{
    m_files.push_back(std::move(file));
    return static_cast<std::uint32_t>(m_files.size() - 1);
}

text::Diagnostic SourceFiles::diagnostic(const Problem &problem, text::Severity severity) const
{
    text::Diagnostic result;
    result.severity = severity;
    result.id = QString::fromStdString(problem.id);
    result.message = QString::fromStdString(problem.message);
    if (problem.origin.file < m_files.size()) {
        const SourceFile &file = m_files[problem.origin.file];
        result.file = file.path;
        result.range = problem.origin.range;
        result.position = file.buffer.positionAt(problem.origin.range.begin);
    }
    return result;
}

} // namespace stagecraft::expand
