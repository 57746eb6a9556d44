// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// ModePanel: the runner workbench: the three modes with their costs, their options, the register command and the set-up
// steps of a host. Changes go through the mode switch dialog. Lives in the GUI thread; the Session must outlive it.
#pragma once

#include "ui/session/session.h"

#include <QWidget>

#include <memory>

namespace stagecraft::ui {

class ModePanel : public QWidget
{
    Q_OBJECT
public:
    explicit ModePanel(Session *session, QWidget *parent = nullptr);
    ~ModePanel() override;

Q_SIGNALS:
    /// A matching problem was activated. `file` is relative to the repository, or the config file's path.
    void revealRequested(const QString &file, stagecraft::text::TextRange range);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace stagecraft::ui
