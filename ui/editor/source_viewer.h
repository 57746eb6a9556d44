// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A look at a file that the pipeline includes: read-only, highlighted, at the place in question. The file is read on the
// pool, from inside the repository only; what cannot be read is said in the window. It does not block. GUI thread.
#pragma once

#include "core/text/text_range.h"

#include <QString>

class QDialog;
class QWidget;

namespace stagecraft::ui {

/// `file` is relative to `root`. The dialog is shown, and deletes itself when it is closed.
QDialog *openSourceViewer(const QString &root, const QString &file, text::TextRange range, QWidget *window);

} // namespace stagecraft::ui
