// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Carries out a fix that a diagnostic of the session's newest analysis offers, as one undo step. GUI thread.
#pragma once

#include "ui/session/session.h"

#include <optional>

namespace stagecraft::ui {

/// The document of the session that this file is; the path is relative to the repository.
std::optional<Document> documentOf(const Session &session, const QString &file);

/// False, and nothing changes, when the text is no longer the one that was analysed (its fixes come with the next
/// analysis) or the file is not open.
bool applyFix(Session &session, const text::Diagnostic &diagnostic, const text::Fix &fix);

} // namespace stagecraft::ui
