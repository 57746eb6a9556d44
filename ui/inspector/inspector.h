// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Inspector: a form for what is selected in a Session: one job, several jobs, a stage, or the pipeline itself. Every field
// says where its value comes from; a commit is one undo step. Lives in the GUI thread; the Session must outlive it.
#pragma once

#include "core/text/text_range.h"
#include "ui/session/session.h"

#include <QWidget>

#include <memory>

namespace stagecraft::ui {

class Inspector : public QWidget
{
    Q_OBJECT
public:
    explicit Inspector(Session *session, QWidget *parent = nullptr);
    ~Inspector() override;

    QSize sizeHint() const override;

Q_SIGNALS:
    /// The user wants to see where a value is written. `file` is relative to the repository.
    void revealRequested(const QString &file, stagecraft::text::TextRange range);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace stagecraft::ui
