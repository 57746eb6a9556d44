// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/completion_assistant.h"

#include "ui/editor/analysis_knowledge.h"
#include "ui/editor/code_edit.h"
#include "ui/editor/completion_popup.h"
#include "ui/editor/document_binding.h"
#include "ui/session/background.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

namespace stagecraft::ui {

namespace {

bool isWordLetter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'.' || c == u'-' || c == u'/';
}

bool isName(assist::CompletionKind kind)
{
    return kind == assist::CompletionKind::Variable || kind == assist::CompletionKind::Predefined;
}

} // namespace

CompletionAssistant::CompletionAssistant(CodeEdit *edit, DocumentBinding *binding, Session *session)
    : QObject(edit), m_edit(edit), m_binding(binding), m_session(session), m_popup(new CompletionPopup(edit))
{
    edit->installEventFilter(this);
    connect(m_popup, &CompletionPopup::accepted, this, &CompletionAssistant::accept);
    for (const QScrollBar *bar : {edit->verticalScrollBar(), edit->horizontalScrollBar()})
        connect(bar, &QScrollBar::valueChanged, this, &CompletionAssistant::hide);
    connect(edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        const text::TextRange range = rangeNow();
        if (m_popup->isVisible() && (caretOffset() < range.begin || caretOffset() > range.end))
            hide();
    });
}

void CompletionAssistant::complete()
{
    request(Cause::Asked);
}

bool CompletionAssistant::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        // These keys mean the popup while it is there, whatever the window's shortcuts say.
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (m_popup->isVisible() && (key == Qt::Key_Escape || key == Qt::Key_Tab || key == Qt::Key_Return || key == Qt::Key_Enter)) {
            event->accept();
            return true;
        }
        return false;
    }
    case QEvent::KeyPress:
        return handleKey(static_cast<QKeyEvent *>(event));
    case QEvent::FocusOut:
    case QEvent::Hide:
        hide();
        return false;
    default:
        return false;
    }
}

bool CompletionAssistant::handleKey(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        complete();
        return true;
    }
    if (m_popup->isVisible()) {
        switch (event->key()) {
        case Qt::Key_Escape: hide(); return true;
        case Qt::Key_Down: m_popup->moveBy(1); return true;
        case Qt::Key_Up: m_popup->moveBy(-1); return true;
        case Qt::Key_PageDown: m_popup->moveBy(8); return true;
        case Qt::Key_PageUp: m_popup->moveBy(-8); return true;
        case Qt::Key_Tab:
            if (m_popup->row() < 0)
                m_popup->choose(0);
            accept();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (m_popup->row() >= 0 && !(event->modifiers() & ~Qt::KeypadModifier)) {
                accept();
                return true;
            }
            hide();
            break;
        default: break;
        }
    }
    const QString text = event->text();
    const bool isTyped = !text.isEmpty() && (text.front().isPrint() || event->key() == Qt::Key_Backspace)
        && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    if (isTyped) {
        const QChar typed = event->key() == Qt::Key_Backspace ? QChar() : text.back();
        QMetaObject::invokeMethod(this, [this, typed] { afterTyping(typed); }, Qt::QueuedConnection);
    }
    return false;
}

/// The key has changed the text by now.
void CompletionAssistant::afterTyping(QChar typed)
{
    if (m_popup->isVisible()) {
        refilter();
        if (m_popup->isVisible())
            return;
    }
    const QTextCursor cursor = m_edit->textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    const QString start = before.trimmed();
    const bool opensValue = typed == u' ' && (start.endsWith(u':') || start.endsWith(u'-') || start.endsWith(u',') || start.endsWith(u'['));
    const bool opensName = typed == u'$' || typed == u'[' || typed == u'*' || typed == u'"' || typed == u'\'' || (typed == u'{' && before.endsWith(QLatin1StringView("${")));
    if (isWordLetter(typed) || opensValue || opensName)
        request(Cause::Typed);
    else
        ++m_serial; // what is under way is of an older text
}

void CompletionAssistant::request(Cause cause)
{
    if (m_edit->isReadOnly() || m_binding->isTooLarge() || m_edit->textCursor().hasSelection())
        return;
    const text::TextBuffer buffer = m_binding->buffer();
    const qsizetype offset = caretOffset();
    inBackground(
        this,
        [buffer, offset, analysis = m_session->analysis(), root = m_session->root()] {
            const auto files = project::repositoryReader(root).files;
            return assist::complete(buffer, knowledgeOf(*analysis, files), offset);
        },
        [this, cause, serial = ++m_serial, size = buffer.size()](const assist::Completion &completion) {
            if (serial != m_serial)
                return;
            m_textSize = size;
            show(completion, cause);
        });
}

void CompletionAssistant::show(const assist::Completion &completion, Cause cause)
{
    m_range = completion.range;
    if (m_binding->buffer().size() != m_textSize || m_edit->window()->focusWidget() != m_edit)
        return;
    m_popup->setItems(completion.items);
    const QString word = written();
    if (!m_popup->filter(word)) {
        hide();
        if (cause == Cause::Asked)
            QToolTip::showText(m_edit->viewport()->mapToGlobal(m_edit->cursorRect().bottomLeft()), tr("There is nothing to complete here"), m_edit);
        return;
    }
    m_popup->choose(0);
    const assist::CompletionItem first = *m_popup->current();
    if (cause == Cause::Typed) {
        // By itself it comes only for the beginning of a name, and it goes when nothing is left to add.
        const bool fits = matchRank(first.label, word) == 0 || isName(first.kind);
        const bool isWhole = m_popup->count() == 1 && first.insertion == word.toUtf8();
        const bool isWholeValue = first.label == word && first.kind != assist::CompletionKind::Keyword;
        if (!fits || isWhole || isWholeValue) {
            hide();
            return;
        }
        if (word.isEmpty() && !isName(first.kind))
            m_popup->choose(-1); // Enter may be meant as a new line
    }
    QRect caret = m_edit->cursorRect();
    QTextCursor begin = m_edit->textCursor();
    begin.setPosition(m_binding->positionOf(m_range.begin));
    caret.setLeft(m_edit->cursorRect(begin).left());
    m_popup->showAt({m_edit->viewport()->mapToGlobal(caret.topLeft()), caret.size()});
}

void CompletionAssistant::refilter()
{
    const QString word = written();
    if (caretOffset() < rangeNow().begin || !m_popup->filter(word)) {
        hide();
        return;
    }
    m_popup->choose(0);
    const assist::CompletionItem *first = m_popup->current();
    if (first->label == word && first->kind != assist::CompletionKind::Keyword)
        hide(); // nothing is left to add, and Enter is a new line again
}

void CompletionAssistant::accept()
{
    const assist::CompletionItem *chosen = m_popup->current();
    if (!chosen)
        return;
    const assist::CompletionItem item = *chosen;
    const text::TextRange range = rangeNow();
    hide();
    m_binding->endUndoStep();
    m_session->apply(Document::Pipeline, {{{range, item.insertion}}}, tr("Complete %1").arg(item.label));
    m_binding->endUndoStep();
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(m_binding->positionOf(range.begin + item.caret));
    m_edit->setTextCursor(cursor);
    m_edit->ensureCursorVisible();
    m_edit->setFocus();
    // A key asks for its value next.
    if (item.kind == assist::CompletionKind::Keyword && item.insertion.size() > item.label.size())
        QMetaObject::invokeMethod(this, [this] { request(Cause::Typed); }, Qt::QueuedConnection);
}

void CompletionAssistant::hide()
{
    ++m_serial;
    m_popup->hide();
}

/// Of the word in the range, what stands before the caret.
QString CompletionAssistant::written() const
{
    const qsizetype caret = caretOffset();
    return m_range.begin <= caret ? QString::fromUtf8(m_binding->buffer().slice({m_range.begin, caret})) : QString();
}

/// Typing happens inside of the range and makes it longer.
text::TextRange CompletionAssistant::rangeNow() const
{
    const qsizetype size = m_binding->buffer().size();
    const qsizetype begin = std::min<qsizetype>(m_range.begin, size);
    return {begin, std::clamp<qsizetype>(m_range.end + size - m_textSize, begin, size)};
}

qsizetype CompletionAssistant::caretOffset() const
{
    return m_binding->offsetOf(m_edit->textCursor().position());
}

} // namespace stagecraft::ui
