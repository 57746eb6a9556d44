// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// DiffView paints one file's LineDiff, unified or side by side, as tall as its lines or with scroll bars. GUI thread.
#pragma once

#include "ui/runner/line_diff.h"

#include <QAbstractScrollArea>

namespace stagecraft::ui {

class DiffView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit DiffView(QWidget *parent = nullptr);

    void setDiff(LineDiff diff);
    const LineDiff &diff() const { return m_diff; }
    void setSideBySide(bool sideBySide);
    bool isSideBySide() const { return m_sideBySide; }
    /// The diff as text with "+" and "-", for the clipboard and screen readers.
    QString toText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// Indices into the diff's lines; -1: nothing on that side.
    struct Row { int left = -1; int right = -1; };
    void layOut();
    int rowHeight() const;
    int gutterWidth() const;
    void paintLine(QPainter &painter, const QRect &area, int index, bool left) const;
    void paintGap(QPainter &painter, const QRect &area) const;

    LineDiff m_diff;
    std::vector<Row> m_rows;
    bool m_sideBySide = false;
    int m_textWidth = 0;
};

} // namespace stagecraft::ui
