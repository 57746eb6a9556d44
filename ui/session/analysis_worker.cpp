// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/session/analysis_worker.h"

#include "core/project/run_request.h"

#include <QMetaObject>
#include <QPointer>

#include <utility>

namespace stagecraft::ui {

namespace {

AnalysisAnswer compute(AnalysisRequest request)
{
    if (request.detectContext) {
        expand::Context detected = project::contextOfCheckout(request.input.root);
        detected.projectVariables = std::move(request.input.context.projectVariables);
        detected.protectedRefs = std::move(request.input.context.protectedRefs);
        request.input.context = std::move(detected);
    }
    return {.serial = request.serial, .analysis = project::analyse(request.input), .mode = runner::modeOf(request.input.config)};
}

} // namespace

AnalysisWorker::AnalysisWorker(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_start.setSingleShot(true);
    m_start.setInterval(0);
    connect(&m_start, &QTimer::timeout, this, &AnalysisWorker::startNext);
}

// The pool's destructor lets the analysis that is under way end: it holds only values, so there is nothing to cancel.
AnalysisWorker::~AnalysisWorker() = default;

void AnalysisWorker::request(AnalysisRequest request)
{
    if (m_waiting)
        request.detectContext |= m_waiting->detectContext;
    m_waiting = std::move(request);
    if (!m_busy)
        m_start.start();
}

void AnalysisWorker::reset()
{
    ++m_generation;
    m_waiting.reset();
}

void AnalysisWorker::startNext()
{
    if (m_busy || !m_waiting)
        return;
    m_busy = true;
    m_pool.start([this, generation = m_generation, request = *std::exchange(m_waiting, std::nullopt)]() mutable {
        AnalysisAnswer answer = compute(std::move(request));
        // `this` outlives the pool's threads: its destructor waits for them.
        QMetaObject::invokeMethod(
            this, [this, generation, answer = std::move(answer)] { deliver(generation, answer); },
            Qt::QueuedConnection);
    });
}

void AnalysisWorker::deliver(quint64 generation, const AnalysisAnswer &answer)
{
    m_busy = false;
    if (m_waiting)
        startNext();
    if (generation == m_generation)
        Q_EMIT finished(answer);
}

} // namespace stagecraft::ui
