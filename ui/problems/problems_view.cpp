// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/problems/problems_view.h"

#include <algorithm>

namespace stagecraft::ui {

struct ProblemsView::Private {
    Session *session = nullptr;
};

ProblemsView::ProblemsView(Session *session, QWidget *parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->session = session;
}

ProblemsView::~ProblemsView() = default;

int ProblemsView::count(text::Severity severity) const
{
    const auto analysis = d->session->analysis();
    return static_cast<int>(std::ranges::count(analysis->diagnostics, severity, &text::Diagnostic::severity));
}

} // namespace stagecraft::ui
