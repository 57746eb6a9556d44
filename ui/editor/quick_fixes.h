// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// QuickFixes: offers the fixes for the problems in the caret's line, as a menu of their own (Ctrl+.) and on top of the
// context menu. GUI thread; a child of the edit.
#pragma once

#include "ui/session/session.h"

#include <QObject>

class QMenu;

namespace stagecraft::ui {

class CodeEdit;
class DocumentBinding;

class QuickFixes : public QObject
{
    Q_OBJECT
public:
    QuickFixes(CodeEdit *edit, DocumentBinding *binding, Session *session, Document document);

    void showMenu();

private:
    /// How many were added.
    int addTo(QMenu *menu);
    void extendMenu(QMenu *menu);

    CodeEdit *m_edit;
    DocumentBinding *m_binding;
    Session *m_session;
    Document m_document;
};

} // namespace stagecraft::ui
