// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/session/apply_fix.h"

#include <QDir>

namespace stagecraft::ui {

std::optional<Document> documentOf(const Session &session, const QString &file)
{
    const QString path = QDir::cleanPath(QDir(session.root()).absoluteFilePath(file));
    if (path == QDir::cleanPath(session.configFile()))
        return Document::Config;
    if (path == QDir::cleanPath(session.pipelineFile()))
        return Document::Pipeline;
    return std::nullopt;
}

bool applyFix(Session &session, const text::Diagnostic &diagnostic, const text::Fix &fix)
{
    const std::optional<Document> document = documentOf(session, fix.file.isEmpty() ? diagnostic.file : fix.file);
    if (!document)
        return false;
    const quint64 analysed = *document == Document::Config ? session.analysis()->configRevision
                                                             : session.analysis()->revision;
    if (session.buffer(*document).revision() != analysed)
        return false;
    session.apply(*document, text::TextPatch(fix.patch), QString(fix.title));
    return true;
}

} // namespace stagecraft::ui
