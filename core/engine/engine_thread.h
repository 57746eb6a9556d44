// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// EngineThread: the one thread in which Runs live. Made and used in the GUI thread (or the CLI's main thread).
#pragma once

#include "core/engine/run.h"

#include <QThread>

#include <functional>

namespace stagecraft::engine {

class EngineThread
{
public:
    EngineThread();
    /// Ends all runs that are still there and waits for the thread, a few seconds at most.
    ~EngineThread();
    EngineThread(const EngineThread &) = delete;
    EngineThread &operator=(const EngineThread &) = delete;

    /// Makes a run in the thread and starts it. Its events are delivered to `listener`, in the thread of `context`, in
    /// order; no more once `context` is gone. The run stays (for manual jobs) until remove() or the end of this object.
    /// Call its slots through post().
    Run *start(plan::RunPlan plan, RunOptions options, QObject *context,
               const std::function<void(const RunEvent &)> &listener);
    /// Runs a call in the thread: post(run, &Run::cancel), post(run, [run] { run->playManualJob(name); }).
    template<typename Call>
    void post(Run *run, Call call)
    {
        QMetaObject::invokeMethod(run, call, Qt::QueuedConnection);
    }
    /// Ends the run, if need be, and deletes it.
    void remove(Run *run);

private:
    QThread m_thread;
    QObject *m_root; ///< lives in the thread and owns the runs
};

} // namespace stagecraft::engine
