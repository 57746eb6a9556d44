// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// RunView: the run of a RunController: timeline of jobs on the left, log of the chosen job on the right, state and Stop on
// top. Lives in the GUI thread; the controller must outlive it.
#pragma once

#include "ui/run/run_controller.h"

#include <QWidget>

#include <memory>

namespace stagecraft::ui {

class RunView : public QWidget
{
    Q_OBJECT
public:
    explicit RunView(RunController *controller, QWidget *parent = nullptr);
    ~RunView() override;

    QString shownJob() const;

public Q_SLOTS:
    void showJob(const QString &name);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace stagecraft::ui
