// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/engine_thread.h"

#include <QDeadlineTimer>

#include <chrono>

namespace stagecraft::engine {

using namespace std::chrono_literals;

EngineThread::EngineThread()
    : m_root(new QObject)
{
    m_thread.setObjectName(QStringLiteral("engine"));
    m_root->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_root, &QObject::deleteLater);
    m_thread.start();
}

EngineThread::~EngineThread()
{
    m_thread.quit();
    // The guards finish what the thread could not, should it hang.
    if (!m_thread.wait(QDeadlineTimer(5s)))
        m_thread.terminate();
}

Run *EngineThread::start(plan::RunPlan plan, RunOptions options, QObject *context,
                         const std::function<void(const RunEvent &)> &listener)
{
    auto *run = new Run(std::move(plan), std::move(options));
    QObject::connect(run, &Run::event, context, listener, Qt::QueuedConnection);
    run->moveToThread(&m_thread);
    QMetaObject::invokeMethod(m_root, [root = m_root, run] {
        run->setParent(root);
        run->start();
    }, Qt::QueuedConnection);
    return run;
}

void EngineThread::remove(Run *run)
{
    QMetaObject::invokeMethod(run, [run] { delete run; }, Qt::QueuedConnection);
}

} // namespace stagecraft::engine
