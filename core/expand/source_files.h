// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The files that a pipeline was loaded from: origins name them by index. Internal to core/expand.
#pragma once

#include "core/expand/report.h"
#include "core/text/diagnostic.h"
#include "core/text/text_buffer.h"

#include <QString>

#include <deque>

namespace stagecraft::expand {

struct SourceFile {
    QString path; ///< relative to the repository
    text::TextBuffer buffer;
};

class SourceFiles
{
public:
    std::uint32_t add(const QString &path, const text::TextBuffer &buffer);
    const SourceFile &at(std::uint32_t index) const { return m_files.at(index); }
    std::size_t size() const { return m_files.size(); }
    text::Diagnostic diagnostic(const Problem &problem, text::Severity severity) const;

private:
    std::deque<SourceFile> m_files;
};

} // namespace stagecraft::expand
