// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/run_controller.h"

namespace stagecraft::ui {

struct RunController::Private {
    Session *session = nullptr;
};

RunController::RunController(Session *session, QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->session = session;
}

RunController::~RunController() = default;

bool RunController::isRunning() const { return false; }
QStringList RunController::jobs() const { return {}; }
std::optional<engine::JobState> RunController::jobState(const QString &) const { return std::nullopt; }
std::optional<RunProgress> RunController::progressOf(const QString &) const { return std::nullopt; }
std::optional<engine::JobStatus> RunController::result() const { return std::nullopt; }
std::optional<RunProblem> RunController::problem() const { return std::nullopt; }
QDateTime RunController::startedAt() const { return {}; }
QDateTime RunController::finishedAt() const { return {}; }
int RunController::concurrency() const { return 1; }
void RunController::runPipeline() {}
void RunController::runJobs(const QStringList &) {}
void RunController::cancel() {}
void RunController::cancelJob(const QString &) {}
void RunController::playManual(const QString &) {}

} // namespace stagecraft::ui
