// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/runner/mode_switch_dialog.h"

namespace stagecraft::ui {

struct ModeSwitchDialog::Private {
    Session *session = nullptr;
    runner::ModeOptions options;
};

ModeSwitchDialog::ModeSwitchDialog(Session *session, const runner::ModeOptions &options, QWidget *parent)
    : QDialog(parent), d(std::make_unique<Private>())
{
    d->session = session;
    d->options = options;
}

ModeSwitchDialog::~ModeSwitchDialog() = default;

void ModeSwitchDialog::accept()
{
    d->session->setMode(d->options);
    QDialog::accept();
}

ModeSwitchDialog *openModeSwitch(Session *session, const runner::ModeOptions &options, QWidget *parent)
{
    auto *dialog = new ModeSwitchDialog(session, options, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

} // namespace stagecraft::ui
