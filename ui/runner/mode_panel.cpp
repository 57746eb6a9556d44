// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/runner/mode_panel.h"

namespace stagecraft::ui {

struct ModePanel::Private {
    Session *session = nullptr;
};

ModePanel::ModePanel(Session *session, QWidget *parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->session = session;
}

ModePanel::~ModePanel() = default;

} // namespace stagecraft::ui
