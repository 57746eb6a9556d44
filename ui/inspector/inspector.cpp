// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/inspector/inspector.h"

namespace stagecraft::ui {

struct Inspector::Private {
    Session *session = nullptr;
};

Inspector::Inspector(Session *session, QWidget *parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->session = session;
}

Inspector::~Inspector() = default;

QSize Inspector::sizeHint() const { return {320, 480}; }

} // namespace stagecraft::ui
