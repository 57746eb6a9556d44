// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_job.h"

#include "core/docker/labels.h"
#include "core/engine/docker_images.h"
#include "core/engine/job_environment.h"
#include "core/engine/job_sources.h"

#include <QDir>
#include <QFileInfo>
#include <QSysInfo>

namespace stagecraft::engine {

namespace {

const QString buildsDirectory = QStringLiteral("/builds");

// The runner's way to a shell in an unknown image: bash where there is one. Runs in the container, so it is no part of
// any command line of this machine.
const QString detectShell = QStringLiteral(
    "for shell in /usr/local/bin/bash /usr/bin/bash /bin/bash /usr/local/bin/sh /usr/bin/sh /bin/sh /busybox/sh; do\n"
    "    if [ -x \"$shell\" ]; then exec \"$shell\"; fi\n"
    "done\n"
    "echo shell not found\n"
    "exit 1\n");

bool mentions(const plan::JobPlan &job, std::string_view word)
{
    const auto has = [word](const std::string &text) { return text.find(word) != std::string::npos; };
    return std::ranges::any_of(job.script, has) || std::ranges::any_of(job.afterScript, has)
           || std::ranges::any_of(job.variables, [&has](const plan::Variable &variable) { return has(variable.value); });
}

bool isOwnNetwork(const QString &mode)
{
    static const QStringList builtIn{QString(), QStringLiteral("default"), QStringLiteral("bridge"), QStringLiteral("host"),
                                     QStringLiteral("none")};
    return !builtIn.contains(mode) && !mode.startsWith(QLatin1String("container:"));
}

} // namespace

DockerJob::DockerJob(DockerExecutor &executor, const plan::JobPlan &job, const JobContext &context)
    : m_executor(executor)
    , m_job(job)
    , m_context(context)
    , m_projectPath(QString::fromStdString(projectDirectoryName(plan::resolvedVariables(job.variables))))
    , m_buildDirectory(buildsDirectory + QLatin1Char('/') + m_projectPath)
    , m_scope(job, context, m_projectPath)
    , m_trace([this](const QByteArray &bytes) { Q_EMIT output(bytes); })
{
    m_timeout.setSingleShot(true);
    m_afterScriptTimeout.setSingleShot(true);
    m_scriptTimeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] { stop(Stop::TimedOut); });
    connect(&m_scriptTimeout, &QTimer::timeout, this, [this] {
        if (m_stop != Stop::None)
            return;
        m_scriptOutOfTime = true;
        m_trace.warning(stageTimeoutWarning(QStringLiteral("step_script")));
        if (!m_running.isEmpty())
            m_ending = endContainer(m_running, m_executor.graceSeconds());
    });
    connect(&m_afterScriptTimeout, &QTimer::timeout, this, [this] {
        m_trace.warning(stageTimeoutWarning(QStringLiteral("after_script")));
        if (!m_running.isEmpty())
            m_ending = endContainer(m_running, 0);
    });
    QMetaObject::invokeMethod(this, [this] { m_life = live(); }, Qt::QueuedConnection);
}

DockerJob::~DockerJob()
{
    m_ending.reset();
    m_life.reset();
    if (!m_done)
        m_executor.sweep(m_scope.attempt());
}

docker::Task<> DockerJob::live()
{
    m_timeout.start(std::chrono::seconds(m_job.timeoutSeconds));
    m_outcome = co_await work();
    m_timeout.stop();
    m_afterScriptTimeout.stop();
    if (m_stop != Stop::None)
        m_outcome = stopped();
    m_trace.endSection();
    co_await cleanUp();
    m_trace.jobFinished(m_outcome);
    // Whoever hears of it may destroy this job, and with it this coroutine.
    QMetaObject::invokeMethod(this, &DockerJob::finish, Qt::QueuedConnection);
}

void DockerJob::finish()
{
    m_done = true;
    Q_EMIT finished(m_outcome);
}

docker::Task<JobOutcome> DockerJob::work()
{
    m_trace.header(QString::fromStdString(m_executor.settings().name));
    m_trace.notes(m_job.notes);
    m_trace.prepareExecutor(QStringLiteral("docker"));
    const auto client = co_await m_executor.engine();
    if (!client)
        co_return systemFailure(client.error()).error();
    m_client = *client;
    setVariables();

    const auto prepared = co_await prepare();
    if (!prepared || m_stop != Stop::None) {
        JobOutcome outcome = prepared ? stopped() : prepared.error();
        if (m_sourcesFailed)
            co_await keepFiles(outcome);
        co_return outcome;
    }
    co_return co_await runScripts();
}

void DockerJob::setVariables()
{
    const auto &settings = m_executor.settings();
    m_imageName = QString::fromStdString(m_job.image ? m_job.image->name : settings.defaultImage);
    JobPlace place;
    place.buildsDirectory = buildsDirectory.toStdString();
    place.disposable = true;
    plan::Variable image;
    image.key = "CI_JOB_IMAGE";
    image.value = m_imageName.toStdString();
    place.extra.push_back(image);

    // A network of its own only where something can tell the difference: it costs a third of a trivial job.
    const bool wanted = !settings.services.empty() || !m_job.services.empty() || mentions(m_job, "CI_BUILD_NETWORK_NAME");
    m_network.mode = QString::fromStdString(settings.networkMode);
    m_network.aliasesWork = isOwnNetwork(m_network.mode);
    std::vector<plan::Variable> variables;
    for (const bool isLast : {false, true}) { // GIT_CLONE_PATH may name what the first round finds out
        place.projectDirectory = m_buildDirectory.toStdString();
        place.temporaryDirectory = m_buildDirectory.toStdString() + ".tmp";
        variables = jobVariables(m_job, m_context, settings.environment, place);
        m_choices = settingsOf(plan::resolvedVariables(variables), m_job.timeoutSeconds);
        if (isLast || m_choices.clonePath.empty())
            break;
        const auto directory = buildDirectoryOf(m_choices, buildsDirectory, m_buildDirectory);
        if (directory)
            m_buildDirectory = *directory;
        else
            m_placeProblem = directory.error();
    }
    if (m_network.mode.isEmpty() && settings.networkPerBuild && wanted) {
        m_ownNetwork = true;
        m_network = {m_scope.newNetwork(), true};
        setVariable(variables, "CI_BUILD_NETWORK_NAME", m_network.mode.toStdString());
    }
    m_variables = plan::sentVariables(variables);
    m_resolvedVariables = plan::resolvedVariables(variables);
    m_files.emplace(m_job, m_context, m_variables, m_buildDirectory.toStdString());
    m_tools = std::make_unique<DockerTools>(*m_client, m_trace, m_interruption, settings, m_variables,
                                            [this](const QString &what, double fraction) { Q_EMIT progress(what, fraction); });
}

StepTask<> DockerJob::prepare()
{
    const auto &settings = m_executor.settings();
    if (!m_placeProblem.isEmpty())
        co_return failed(FailureReason::ScriptFailure, m_placeProblem); // what GitLab makes of configuration errors
    const QString image = m_tools->expand(m_imageName.toStdString());
    if (image.isEmpty())
        co_return failed(FailureReason::RunnerSystemFailure, QStringLiteral("no Docker image specified to run the build in"));
    if (!m_job.image)
        m_trace.info(QStringLiteral("Using default image"));
    m_trace.line(QStringLiteral("Using Docker executor with image %1 ...").arg(image));

    VolumeRequest request;
    request.volumes = toQStrings(settings.volumes);
    request.buildsDirectory = buildsDirectory;
    request.prefix = m_scope.volumePrefix();
    if (m_client->endpoint().kind == docker::Endpoint::Kind::Local)
        request.engineSocket = m_client->endpoint().path;
    request.expand = [this](const QString &text) { return m_tools->expand(text.toStdString()); };
    auto volumes = planVolumes(request);
    if (!volumes)
        co_return failed(FailureReason::RunnerSystemFailure, volumes.error());
    m_volumes = std::move(*volumes);
    for (const QString &note : std::as_const(m_volumes.notes))
        m_trace.line(note);
    const SourceParts parts = sourcePartsOf(m_context, m_choices);
    ArchiveRequest archive{parts.anything ? m_context.projectSnapshot : QString(), m_buildDirectory,
                           QFileInfo(m_context.workDirectory).absolutePath()};
    archive.leftOut = parts.leftOut;
    archive.part = parts.onlyRepository ? QStringLiteral(".git") : QString();
    for (const OwnVolume &volume : std::as_const(m_volumes.toMake))
        archive.directories << volume.destination;
    auto packing = m_executor.archive(archive); // both go on meanwhile
    auto making = makePlaces();
    const bool hasServices = !settings.services.empty() || !m_job.services.empty();
    Step<> made;
    if (hasServices)
        made = co_await making;
    if (!made)
        co_return made;
    const auto services = co_await startServices(*m_tools, m_scope, m_job.services, m_network, m_volumes.binds);
    if (!services)
        co_return std::unexpected(services.error());
    m_extraHosts = toQStrings(settings.extraHosts);
    if (!m_network.aliasesWork) {
        for (const RunningService &service : *services) {
            for (const QString &alias : service.aliases)
                m_extraHosts << alias + QLatin1Char(':') + service.addresses.value(0);
        }
    }
    co_await waitForServices(*m_tools, *services);

    Step<docker::ImageInfo> found;
    if (m_stop == Stop::None)
        found = co_await provideImage(*m_tools, image, m_job.image.value_or(plan::Image()));
    if (!hasServices) // whatever happened: what is in the making could not be removed
        made = co_await making;
    if (m_stop != Stop::None || !made)
        co_return made;
    if (!found)
        co_return std::unexpected(found.error());
    m_image = std::move(*found);

    m_trace.prepareEnvironment();
    m_trace.line(QStringLiteral("Running on %1 via %2...").arg(m_scope.hostname(), QSysInfo::machineHostName()));
    for (const QString &warning : std::as_const(m_choices.warnings))
        m_trace.warning(warning);
    m_trace.getSources();
    print(m_trace, sourceLines(m_context, m_choices, m_buildDirectory));
    const auto packed = co_await m_interruption.watch(std::move(packing));
    if (!packed)
        co_return systemFailure(packed.error());
    m_archive = *packed;
    const auto created = co_await createBuildContainer();
    if (!created)
        co_return created;
    const auto copied = co_await copyProject();
    if (!copied || m_stop != Stop::None)
        co_return copied;
    const auto hooked = co_await runPreGetSourcesScript();
    if (!hooked || m_stop != Stop::None)
        co_return hooked;
    co_return co_await restoreFiles();
}

/// The job's network and volumes, all at once.
StepTask<> DockerJob::makePlaces()
{
    std::vector<docker::Pending<void>> making;
    if (m_ownNetwork)
        making.push_back(m_client->createNetwork(m_network.mode, m_scope.labels(docker::labels::kindNetwork)));
    for (const OwnVolume &volume : std::as_const(m_volumes.toMake)) {
        m_scope.noteVolume(volume.name);
        making.push_back(m_client->createVolume(volume.name, m_scope.labels(docker::labels::kindVolume)));
    }
    Step<> result;
    for (auto &place : making) { // all of them, so that none is still in the making when the job cleans up
        const auto made = co_await place;
        if (!made && result)
            result = systemFailure(made.error());
    }
    co_return result;
}

StepTask<> DockerJob::createBuildContainer()
{
    const auto &settings = m_executor.settings();
    docker::ContainerSpec spec;
    spec.name = m_scope.newContainer(m_buildContainers == 0 ? QStringLiteral("build") : QStringLiteral("build-%1").arg(m_buildContainers));
    ++m_buildContainers;
    spec.image = m_image.id;
    spec.hostname = m_scope.hostname();
    spec.command = QStringList{QStringLiteral("sh"), QStringLiteral("-c"), detectShell};
    if (m_job.image) {
        spec.platform = m_tools->expand(m_job.image->platform);
        spec.user = m_tools->expand(m_job.image->user);
        if (m_job.image->entrypoint) {
            spec.entrypoint = QStringList();
            for (const std::string &word : *m_job.image->entrypoint)
                spec.entrypoint->append(m_tools->expand(word));
        }
    }
    spec.environment = environment();
    spec.labels = m_scope.labels(docker::labels::kindBuild);
    spec.binds = m_volumes.binds;
    spec.networkMode = m_network.mode;
    if (m_network.aliasesWork)
        spec.networkAliases = {QStringLiteral("build"), spec.name};
    spec.extraHosts = m_extraHosts;
    spec.privileged = settings.privileged;
    spec.interactive = true;
    spec.logDriver = QStringLiteral("none"); // its output is read while it arrives; twice as fast as json-file
    const auto created = co_await m_client->createContainer(spec);
    if (!created)
        co_return systemFailure(created.error());
    m_container = *created;
    co_return Step<>();
}

StepTask<> DockerJob::copyProject()
{
    const auto content = m_archive->reader();
    const auto copied = co_await m_client->putArchive(m_container, QStringLiteral("/"), content.get());
    if (!copied)
        co_return systemFailure(copied.error());
    const int count = static_cast<int>(m_archive->files); // not in the call, where lupdate reads no cast
    m_trace.line(QCoreApplication::translate("stagecraft", "Copied %Ln file(s) of the project into %1", nullptr, count)
                     .arg(m_buildDirectory));
    if (sourcePartsOf(m_context, m_choices).otherHistory)
        co_return co_await limitHistory();
    co_return Step<>();
}

/// GIT_DEPTH, where the job wants less history than the copy has.
StepTask<> DockerJob::limitHistory()
{
    const QString here = m_context.workDirectory + QStringLiteral("/history");
    ArchiveRequest request{here, m_buildDirectory, QFileInfo(m_context.workDirectory).absolutePath()};
    request.asProject = false;
    const auto packed = co_await pooled(this, [request, project = m_context.project, depth = m_choices.gitDepth] {
        QDir().mkpath(request.source + QStringLiteral("/.git"));
        const Result<> written = project->writeHistory(request.source + QStringLiteral("/.git"), depth);
        using Archive = Result<std::shared_ptr<ProjectArchive>>;
        return written ? makeProjectArchive(request, std::make_shared<std::atomic_bool>(false)) : Archive(std::unexpected(written.error()));
    });
    if (!packed)
        co_return systemFailure(packed.error());
    const auto content = (*packed)->reader();
    const auto copied = co_await m_client->putArchive(m_container, QStringLiteral("/"), content.get());
    if (!copied)
        co_return systemFailure(copied.error());
    co_return Step<>();
}

QStringList DockerJob::environment() const
{
    QStringList result;
    for (const plan::Variable &variable : m_resolvedVariables) {
        const QString key = QString::fromStdString(variable.key);
        const QString value = variable.file ? m_buildDirectory + QStringLiteral(".tmp/") + key : QString::fromStdString(variable.value);
        if (!key.isEmpty() && !key.contains(QLatin1Char('=')) && !value.contains(QChar(u'\0')))
            result << key + QLatin1Char('=') + value;
    }
    return result;
}

} // namespace stagecraft::engine
