// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// LogView paints the log of a job out of its file: only the lines on screen are ever held, so the size of a log does not
// matter. It follows the end while the log grows, folds GitLab's sections, shows ANSI colours, searches and copies. All
// reading is done by a LogReader off the GUI thread; until its answer comes the view shows what it showed.
#pragma once

#include "ui/log/folded_rows.h"
#include "ui/log/log_reader.h"

#include <QAbstractScrollArea>
#include <QSet>

#include <memory>

class QTextLayout;

namespace stagecraft::ui {

class LogView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit LogView(QWidget *parent = nullptr);
    ~LogView() override;

    /// Shows another log from its end; an empty name shows nothing. The file may not exist yet.
    void setFile(const QString &file);
    QString file() const { return m_file; }
    /// There may be more in the file.
    void grew();

    qint64 lineCount() const { return m_rows.lineCount(); }
    qint64 rowCount() const { return m_rows.rowCount(); }
    bool isComplete() const { return m_snapshot.complete; }
    /// The text of a line that is held now; empty for others.
    QString lineText(qint64 line) const;
    qint64 topLine() const;
    qint64 bottomLine() const;
    void showLine(qint64 line);

    bool isFollowing() const { return m_following; }
    void setFollowing(bool following);

    const std::vector<engine::LogSection> &sections() const;
    bool isFolded(std::size_t section) const;
    void setFolded(std::size_t section, bool folded);

    void search(const QString &text);
    void step(int direction); ///< to the next (1) or previous (-1) match
    int currentMatch() const { return m_currentMatch; } ///< -1: none
    int matchCount() const;
    bool isSearching() const { return m_snapshot.searching; }
    void goToFirstError();

    bool hasSelection() const;
    void selectAll();
    void copy();

Q_SIGNALS:
    void changed(); ///< lines, sections or matches
    void followingChanged(bool following);
    void matchesChanged();
    void noErrorFound();
    void findRequested();
    void copied(qsizetype characters);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    struct Place {
        qint64 line = 0;
        int column = 0;
        auto operator<=>(const Place &) const = default;
    };

    void takeSnapshot();
    void foldRows();
    void updateScrollBars();
    void requestWindow();
    bool hasLinesFor(qint64 topRow) const;
    void showRow(qint64 row);
    int visibleRows() const;
    int rowHeight() const;
    int gutterWidth() const;
    int sectionAt(qint64 line) const; ///< that begins at this line; -1
    void layOut(QTextLayout &layout, qint64 line, const LogLine &content) const;
    void paintRow(QPainter &painter, int y, qint64 line) const;
    void paintSection(QPainter &painter, int y, std::size_t section) const;
    Place placeAt(const QPoint &position) const;
    void setSelection(Place anchor, Place caret);

    QString m_file;
    std::shared_ptr<LogReader> m_reader;
    LogSnapshot m_snapshot;
    FoldedRows m_rows;
    QSet<qint64> m_toggled; ///< sections, by first line, that the user turned over
    std::vector<std::size_t> m_sectionOrder; ///< indices of sections by first line
    qint64 m_shownTop = 0;
    qint64 m_pendingLine = -1; ///< to be shown once it is there
    bool m_following = true;
    bool m_adjusting = false; ///< scroll bars are being set by us
    mutable int m_contentWidth = 0; ///< widest line that has been painted
    QByteArray m_needle;
    int m_currentMatch = -1;
    bool m_matchPending = false; ///< go to a match as soon as there is one
    Place m_anchor;
    Place m_caret;
    QPoint m_pressedAt;
    bool m_dragging = false;
};

} // namespace stagecraft::ui
