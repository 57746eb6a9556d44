// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A look at a file that the pipeline includes, of the repository or of elsewhere: read-only, highlighted, with its problems,
// at the place in question. It shows what the analysis read and follows the session; a file that was not loaded is read on
// the pool, from inside the repository only. What cannot be shown is said in the window. It does not block. GUI thread.
#pragma once

#include "core/text/text_range.h"

#include <QString>

class QDialog;
class QWidget;

namespace stagecraft::ui {

class Session;

/// `file` as diagnostics, jobs and provenances name it. The dialog is shown, and deletes itself when it is closed or when
/// another repository is opened. The session must outlive it.
QDialog *openSourceViewer(Session *session, const QString &file, text::TextRange range, QWidget *window);

} // namespace stagecraft::ui
