// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/run_view.h"

namespace stagecraft::ui {

struct RunView::Private {
    RunController *controller = nullptr;
    QString job;
};

RunView::RunView(RunController *controller, QWidget *parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->controller = controller;
}

RunView::~RunView() = default;

QString RunView::shownJob() const { return d->job; }
void RunView::showJob(const QString &name) { d->job = name; }

} // namespace stagecraft::ui
