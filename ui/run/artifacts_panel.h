// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// ArtifactsPanel: what a finished job left, beside its log: test results with the messages of failed tests, coverage, and
// the files of its artifacts, to open or to save elsewhere. GUI thread; files are listed and copied in other threads.
#pragma once

#include "core/engine/run_event.h"

#include <QWidget>

#include <memory>

namespace stagecraft::ui {

class ArtifactsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ArtifactsPanel(QWidget *parent = nullptr);
    ~ArtifactsPanel() override;

    /// Whether there is anything to show of a job.
    static bool hasAnything(const engine::JobResults &results);
    void setResults(const engine::JobResults &results);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace stagecraft::ui
