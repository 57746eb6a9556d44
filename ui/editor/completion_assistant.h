// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// CompletionAssistant: when the completion popup of a pipeline's editor comes, what it shows and what it changes. What can
// stand at the caret is worked out on the pool over the newest text; late answers are dropped. An accepted item is one
// undo step. GUI thread; editor, binding and session must outlive it.
#pragma once

#include "core/assist/complete.h"

#include <QObject>

class QKeyEvent;

namespace stagecraft::ui {

class CodeEdit;
class CompletionPopup;
class DocumentBinding;
class Session;

class CompletionAssistant : public QObject
{
    Q_OBJECT
public:
    CompletionAssistant(CodeEdit *edit, DocumentBinding *binding, Session *session);

    /// As the user asks for it: shows whatever there is.
    void complete();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Cause { Asked, Typed };
    bool handleKey(QKeyEvent *event);
    void afterTyping(QChar typed);
    void request(Cause cause);
    void show(const assist::Completion &completion, Cause cause);
    void refilter();
    void accept();
    void hide();
    QString written() const;
    text::TextRange rangeNow() const;
    qsizetype caretOffset() const;

    CodeEdit *m_edit;
    DocumentBinding *m_binding;
    Session *m_session;
    CompletionPopup *m_popup;
    quint64 m_serial = 0;
    text::TextRange m_range;   ///< in the text that was asked about
    qsizetype m_textSize = 0;  ///< of that text
};

} // namespace stagecraft::ui
