// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// EditorView: the text of one document of a Session. The Session's TextBuffer is the truth; what is typed here becomes
// byte patches through Session::apply(), and patches from elsewhere (canvas, inspector, undo) appear here as minimal
// edits that keep caret and scroll position. Lives in the GUI thread; the Session must outlive it.
#pragma once

#include "core/text/text_range.h"
#include "ui/session/session.h"

#include <QWidget>

#include <memory>

namespace stagecraft::ui {

class EditorView : public QWidget
{
    Q_OBJECT
public:
    EditorView(Session *session, Document document, QWidget *parent = nullptr);
    ~EditorView() override;

    Document document() const;
    /// Zero-based; the column counts characters as people see them.
    int caretLine() const;
    int caretColumn() const;

public Q_SLOTS:
    /// Scrolls there, selects the range and takes the focus. Bytes of the document; ranges past the end are clipped.
    void reveal(stagecraft::text::TextRange range);
    void showFind();
    void showReplace();
    void showGoToLine();
    void toggleComment();
    /// Language help; only the pipeline's text has it.
    void complete();
    void showFixes(); ///< for the problems in the caret's line
    void goToDefinition();
    void showUses();
    void goBack();
    void goForward();
    void zoomIn();
    void zoomOut();
    void resetZoom();

Q_SIGNALS:
    void caretMoved(int line, int column);

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace stagecraft::ui
