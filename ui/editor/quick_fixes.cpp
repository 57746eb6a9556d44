// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/quick_fixes.h"

#include "ui/editor/code_edit.h"
#include "ui/editor/document_binding.h"
#include "ui/session/apply_fix.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QToolTip>

namespace stagecraft::ui {

QuickFixes::QuickFixes(CodeEdit *edit, DocumentBinding *binding, Session *session, Document document)
    : QObject(edit), m_edit(edit), m_binding(binding), m_session(session), m_document(document)
{
    connect(edit, &CodeEdit::menuAboutToShow, this, &QuickFixes::extendMenu);
}

void QuickFixes::showMenu()
{
    const QPoint below = m_edit->viewport()->mapToGlobal(m_edit->cursorRect().bottomLeft());
    auto *menu = new QMenu(m_edit);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (addTo(menu) == 0) {
        menu->deleteLater();
        QToolTip::showText(below, tr("There is no fix for this line"), m_edit);
        return;
    }
    menu->setActiveAction(menu->actions().constFirst());
    menu->popup(below);
}

int QuickFixes::addTo(QMenu *menu)
{
    const auto analysis = m_session->analysis();
    const text::TextBuffer &buffer = m_binding->buffer();
    const quint64 analysed = m_document == Document::Config ? analysis->configRevision : analysis->revision;
    if (analysed != buffer.revision() || m_binding->isTooLarge())
        return 0;
    const int line = buffer.positionAt(m_binding->offsetOf(m_edit->textCursor().position())).line;
    for (const text::Diagnostic &diagnostic : analysis->diagnostics) {
        const bool isHere = buffer.positionAt(diagnostic.range.begin).line <= line
                            && line <= buffer.positionAt(diagnostic.range.end).line;
        if (diagnostic.fixes.empty() || !isHere || documentOf(*m_session, diagnostic.file) != m_document)
            continue;
        for (const text::Fix &fix : diagnostic.fixes) {
            QAction *action = menu->addAction(icon(QStringLiteral("fix"), IconTone::Muted), fix.title);
            connect(action, &QAction::triggered, this, [this, diagnostic, fix] {
                m_binding->endUndoStep();
                applyFix(*m_session, diagnostic, fix);
            });
        }
    }
    // The next analysis has fixes of its own.
    connect(m_session, &Session::analysisChanged, menu, &QMenu::close);
    return static_cast<int>(menu->actions().size());
}

void QuickFixes::extendMenu(QMenu *menu)
{
    QMenu fixes;
    if (addTo(&fixes) == 0)
        return;
    QAction *first = menu->actions().value(0);
    for (QAction *fix : fixes.actions()) {
        fix->setParent(menu);
        menu->insertAction(first, fix);
    }
    menu->insertSeparator(first);
    connect(m_session, &Session::analysisChanged, menu, &QMenu::close);
}

} // namespace stagecraft::ui
