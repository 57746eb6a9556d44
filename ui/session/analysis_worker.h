// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// AnalysisWorker: analyses snapshots on a thread pool, one at a time, the newest first. A request that is overtaken before it
// starts is never computed; an answer that was overtaken after reset() is dropped. Lives in the GUI thread.
#pragma once

#include "core/project/analysis.h"
#include "core/runner/runner_mode.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>

namespace stagecraft::ui {

struct AnalysisRequest {
    project::AnalysisInput input;
    quint64 serial = 0;         ///< comes back with the answer
    bool detectContext = false; ///< take the context of the checkout at input.root instead of input.context
};

struct AnalysisAnswer {
    quint64 serial = 0;
    std::shared_ptr<const project::Analysis> analysis;
    std::optional<runner::ModeOptions> mode; ///< that the config text amounts to
};

class AnalysisWorker : public QObject
{
    Q_OBJECT
public:
    explicit AnalysisWorker(QObject *parent = nullptr);
    ~AnalysisWorker() override;

    /// Starts when control returns to the event loop, so that patches of one gesture are analysed once.
    void request(AnalysisRequest request);
    /// Answers to earlier requests are no longer wanted.
    void reset();

Q_SIGNALS:
    void finished(const stagecraft::ui::AnalysisAnswer &answer);

private:
    void startNext();
    void deliver(quint64 generation, const AnalysisAnswer &answer);

    QThreadPool m_pool;
    QTimer m_start;
    std::optional<AnalysisRequest> m_waiting;
    bool m_busy = false;
    quint64 m_generation = 0;
};

} // namespace stagecraft::ui
