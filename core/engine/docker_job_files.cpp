// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The third part of DockerJob: caches and artifacts, in and out of the build container by the engine's archive calls. The
// runner uses a helper container for that; no such image is needed here.
#include "core/engine/docker_job.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace stagecraft::engine {

StepTask<> DockerJob::restoreFiles()
{
    if (m_job.caches.empty() && m_context.downloads.empty())
        co_return Step<>();
    const auto steps = co_await pooled(this, [files = *m_files] { return Result<std::vector<FileStep>>(files.before()); });
    for (const FileStep &step : *steps) {
        m_trace.section(step.section, step.title);
        print(m_trace, step.lines);
        if (!step.failure.isEmpty())
            co_return failed(FailureReason::RunnerSystemFailure, step.failure);
        if (step.source.isEmpty())
            continue;
        ArchiveRequest request{step.source, m_buildDirectory, QFileInfo(m_context.workDirectory).absolutePath()};
        request.asProject = false;
        const auto packed = co_await pooled(this, [request] {
            return makeProjectArchive(request, std::make_shared<std::atomic_bool>(false));
        });
        Result<> copied = packed ? Result<>() : Result<>(std::unexpected(packed.error()));
        if (packed) {
            const auto content = (*packed)->reader();
            copied = co_await m_client->putArchive(m_container, QStringLiteral("/"), content.get());
        }
        if (copied)
            print(m_trace, step.linesAfter);
        else if (step.section == "restore_cache")
            m_trace.caution(QStringLiteral("Failed to extract cache: %1").arg(describe(copied.error())));
        else
            co_return systemFailure(copied.error());
        if (m_stop != Stop::None)
            break;
    }
    co_return Step<>();
}

docker::Task<> DockerJob::keepFiles(JobOutcome &outcome)
{
    if (m_job.caches.empty() && !m_job.artifacts)
        co_return;
    QDir().mkpath(m_context.workDirectory);
    const bool succeeded = outcome.status == JobStatus::Success;
    const std::vector<FileStep> steps = m_files->after(succeeded);
    for (const FileStep &step : steps) {
        m_trace.section(step.section, step.title);
        print(m_trace, step.lines);
        if (step.keeps == FileStep::Keeps::Nothing)
            continue;
        const KeptFiles kept = co_await keepStep(step);
        print(m_trace, kept.lines);
        addTo(outcome, kept);
    }
}

docker::Task<KeptFiles> DockerJob::keepStep(FileStep step)
{
    const auto selection = std::make_shared<FileSelection>(m_files->selection(step));
    const QString tar = step.target + QStringLiteral(".tar");
    Result<> copied;
    for (const QByteArray &root : selection->roots()) {
        const QString path = root.isEmpty() ? m_buildDirectory : m_buildDirectory + QLatin1Char('/') + QFile::decodeName(root);
        copied = co_await m_client->getArchive(m_container, path, tar);
        if (copied) {
            copied = co_await pooled(this, [tar, root, selection, target = step.target] {
                return keepFromTar(tar, root, *selection, target, std::make_shared<std::atomic_bool>(false));
            });
        } else if (copied.error().kind == ErrorKind::NotFound) {
            copied = {}; // nothing matches
        }
        QFile::remove(tar);
        if (!copied)
            break;
    }
    KeptFiles kept;
    if (copied) {
        const auto finished = co_await pooled(this, [files = *m_files, step, selection] {
            return Result<KeptFiles>(files.finish(step, *selection));
        });
        kept = *finished;
    } else if (step.keeps == FileStep::Keeps::Cache) {
        kept.lines.push_back(
            {TraceLine::Kind::Caution, QStringLiteral("Failed to create cache: %1").arg(describe(copied.error()))});
    } else {
        kept.failure = describe(copied.error());
    }
    co_return kept;
}

} // namespace stagecraft::engine
