// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// CodeEdit: the text widget of the editor: gutter with line numbers and problem marks, current line, indent guides,
// brackets, squiggles with messages, the editing keys. It knows no Session; commands that change lines, undo and redo
// are signals. GUI thread.
#pragma once

#include "core/text/diagnostic.h"

#include <QPlainTextEdit>

#include <vector>

class QMenu;

namespace stagecraft::ui {

/// A problem at a place in the view. The cursor moves along with edits.
struct Squiggle {
    QTextCursor place;
    text::Severity severity = text::Severity::Error;
    QString message;
};

class CodeEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit CodeEdit(QWidget *parent = nullptr);

    void setSquiggles(std::vector<Squiggle> squiggles);
    const std::vector<Squiggle> &squiggles() const { return m_squiggles; }
    /// The worst at a position of the view; nullptr when there is none.
    const Squiggle *squiggleAt(int position) const;
    void setFindMatches(QList<QTextCursor> matches);
    /// Underlines what a click leads away from; a null cursor takes the line away.
    void setLink(const QTextCursor &link);
    void setZoom(int steps);
    int zoom() const { return m_zoom; }

    static constexpr int IndentWidth = 2;

    int gutterWidth() const;
    void paintGutter(QPaintEvent *event);
    /// The first line in view, and scrolling that line to the top.
    int topLine() const;
    void setTopLine(int line);

Q_SIGNALS:
    void undoRequested();
    void redoRequested();
    void commentToggleRequested();
    void indentRequested(int width);
    void zoomRequested(int steps);
    void findRequested();
    void replaceRequested();
    void goToLineRequested();
    /// A paste or drop follows: an undo step of its own.
    void insertionAboutToHappen();
    /// The context menu, for others to add to.
    void menuAboutToShow(QMenu *menu);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void applyFont();
    void layoutGutter();
    void updateGutter(const QRect &rect, int dy);
    void updateSelections();
    void appendBracketSelections(QList<QTextEdit::ExtraSelection> &selections) const;
    void newLine();
    bool backspaceToIndentStop();
    void toggleLineBegin(QTextCursor::MoveMode mode);

    QWidget *m_gutter;
    std::vector<Squiggle> m_squiggles;
    QList<QTextCursor> m_findMatches;
    QTextCursor m_link;
    int m_zoom = 0;
};

} // namespace stagecraft::ui
