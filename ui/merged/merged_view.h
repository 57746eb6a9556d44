// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// MergedView: the pipeline as GitLab reads it, with includes, extends and references in place; for each line, where it was
// written and how it came here. Read-only. Written on a pool, and only while it is seen. GUI thread; the Session must outlive it.
#pragma once

#include "core/expand/to_yaml.h"
#include "ui/session/session.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace stagecraft::ui {

class CodeEdit;

class MergedView : public QWidget
{
    Q_OBJECT
public:
    explicit MergedView(Session *session, QWidget *parent = nullptr);
    ~MergedView() override;

Q_SIGNALS:
    /// The place where a line was written. `file` is relative to the repository.
    void revealRequested(const QString &file, stagecraft::text::TextRange range);

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Place {
        QString text; ///< for people, one line
        QString file = {};
        text::TextRange range = {};
    };
    void compute();
    void display(expand::MergedText merged);
    std::optional<Place> placeOf(int line) const;
    void showPlace();
    void revealLine(int line);

    Session *m_session;
    CodeEdit *m_edit;
    QLabel *m_place;
    QToolButton *m_show;
    QTimer m_delay;
    expand::MergedText m_merged;
    std::shared_ptr<const project::Analysis> m_shownFor;
    bool m_busy = false;
};

} // namespace stagecraft::ui
