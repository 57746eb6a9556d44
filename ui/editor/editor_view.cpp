// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/editor_view.h"

#include <QFocusEvent>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace stagecraft::ui {

struct EditorView::Private {
    Session *session = nullptr;
    Document document = Document::Pipeline;
    QPlainTextEdit *edit = nullptr;
};

EditorView::EditorView(Session *session, Document document, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>())
{
    d->session = session;
    d->document = document;
    d->edit = new QPlainTextEdit(this);
    d->edit->setReadOnly(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(d->edit);
    const auto load = [this] { d->edit->setPlainText(QString::fromUtf8(d->session->buffer(d->document).bytes())); };
    connect(session, &Session::opened, this, load);
    connect(session, &Session::textChanged, this, load);
    load();
}

EditorView::~EditorView() = default;

Document EditorView::document() const { return d->document; }
int EditorView::caretLine() const { return d->edit->textCursor().blockNumber(); }
int EditorView::caretColumn() const { return d->edit->textCursor().positionInBlock(); }
void EditorView::reveal(text::TextRange) { d->edit->setFocus(); }
void EditorView::showFind() {}
void EditorView::showReplace() {}
void EditorView::showGoToLine() {}
void EditorView::toggleComment() {}
void EditorView::zoomIn() { d->edit->zoomIn(); }
void EditorView::zoomOut() { d->edit->zoomOut(); }
void EditorView::resetZoom() {}
void EditorView::focusInEvent(QFocusEvent *) { d->edit->setFocus(); }

} // namespace stagecraft::ui
