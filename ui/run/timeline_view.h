// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// TimelineView: the jobs of a run as rows, grouped by stage: status, name, a bar for when it ran, how long it took.
// Choosing a row shows its log. GUI thread.
#pragma once

#include "ui/run/run_controller.h"

#include <QAbstractScrollArea>
#include <QTimer>

#include <vector>

namespace stagecraft::ui {

class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit TimelineView(RunController *controller, QWidget *parent = nullptr);

    QString currentJob() const { return m_current; }
    void setCurrentJob(const QString &name);
    QSize sizeHint() const override { return {400, 240}; }
    QSize minimumSizeHint() const override { return {220, 80}; }

Q_SIGNALS:
    void jobChosen(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    /// A stage's heading or a job.
    struct Row {
        QString stage;
        QString job;
        int top = 0;
        int height = 0;
    };

    void rebuild();
    void updateScrollBar();
    int rowAt(const QPoint &position) const;
    int rowOf(const QString &job) const;
    void choose(int row);
    void step(int direction);
    void ensureVisible(int row);
    void paintJob(QPainter &painter, const QRect &area, const Row &row, const QDateTime &now, qint64 span);
    void paintBar(QPainter &painter, const QRect &track, const engine::JobState &state, const QDateTime &now, qint64 span);
    QRect playButton(const QRect &area) const;

    RunController *m_controller;
    std::vector<Row> m_rows;
    int m_contentHeight = 0;
    QString m_current;
    int m_hovered = -1;
    QTimer m_clock; ///< moves the bars of running jobs
};

} // namespace stagecraft::ui
