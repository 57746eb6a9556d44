// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The mode switch: shows what changing the runner mode does to both files, then applies it as one undo step. The dialog
// does not block: it is opened and deletes itself when it is closed. GUI thread; the Session must outlive it.
#pragma once

#include "core/runner/runner_mode.h"
#include "ui/session/session.h"

#include <QDialog>

#include <memory>

namespace stagecraft::ui {

class ModeSwitchDialog : public QDialog
{
    Q_OBJECT
public:
    ModeSwitchDialog(Session *session, const runner::ModeOptions &options, QWidget *parent = nullptr);
    ~ModeSwitchDialog() override;

    void accept() override; ///< applies the change

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Opens the dialog for these options over `parent`'s window.
ModeSwitchDialog *openModeSwitch(Session *session, const runner::ModeOptions &options, QWidget *parent);

} // namespace stagecraft::ui
