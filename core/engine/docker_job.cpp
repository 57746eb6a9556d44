// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_job.h"

#include "core/docker/labels.h"
#include "core/engine/docker_images.h"
#include "core/engine/job_environment.h"
#include "core/engine/job_sources.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSysInfo>

namespace stagecraft::engine {

namespace {

constexpr int preparationTries = 3;
constexpr std::chrono::seconds preparationPause{3};

/// What the job or the configuration asks for stays wrong; what the engine could not do may pass.
bool mayBeBetterLater(const Step<> &prepared)
{
    return !prepared && prepared.error().failureReason == FailureReason::RunnerSystemFailure;
}

/// In the containers.
QString buildsDirectoryOf(const runner::RunnerSettings &settings)
{
    return settings.buildsDirectory.empty() ? QStringLiteral("/builds") : QDir::cleanPath(QString::fromStdString(settings.buildsDirectory));
}

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
           || std::ranges::any_of(job.preGetSourcesScript, has)
           || std::ranges::any_of(job.variables, [&has](const plan::Variable &variable) { return has(variable.value); });
}

bool isOwnNetwork(const QString &mode)
{
    static const QStringList builtIn{QString(), QStringLiteral("default"), QStringLiteral("bridge"), QStringLiteral("host"),
                                     QStringLiteral("none")};
    return !builtIn.contains(mode) && !mode.startsWith(QLatin1String("container:"));
}

} // namespace

DockerJob::DockerJob(DockerExecutor &executor, const plan::JobPlan &job, const JobContext &context, Turn turn)
    : m_executor(executor)
    , m_job(job)
    , m_context(context)
    , m_projectPath(QString::fromStdString(projectDirectoryName(plan::resolvedVariables(job.variables))))
    , m_buildsDirectory(buildsDirectoryOf(executor.settings()))
    , m_buildDirectory(m_buildsDirectory + QLatin1Char('/') + m_projectPath)
    , m_scope(job, context, m_projectPath)
    , m_trace([this](const QByteArray &bytes) { tell(bytes); })
    , m_isAhead(turn == Turn::Later)
    , m_waits(m_isAhead)
{
    if (m_waits)
        m_held.emplace();
    m_timeLimit = std::chrono::seconds(job.timeoutSeconds);
    connect(&m_timeout, &QTimer::timeout, this, [this] { stop(Stop::TimedOut); });
    connect(&m_stageTimeout, &QTimer::timeout, this, [this] {
        if (m_stop != Stop::None)
            return;
        m_trace.warning(stageTimeoutWarning(m_limitedStage));
        m_timeLimit = m_stageTimeout.intervalAsDuration();
        stop(Stop::TimedOut);
    });
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
    if (!m_waits)
        m_timeout.start(std::chrono::seconds(m_job.timeoutSeconds));
    m_outcome = co_await work();
    m_timeout.stop();
    endStageLimit();
    m_afterScriptTimeout.stop();
    if (m_stop != Stop::None)
        m_outcome = stopped();
    if (m_tools)
        m_tools->followed.clear();
    m_trace.endSection();
    // Others go on while its containers are removed, unless it is uncertain whether the engine still answers.
    const bool isOrderly = m_outcome.status == JobStatus::Success || m_outcome.failureReason == FailureReason::ScriptFailure;
    if (isOrderly && m_client) {
        m_trace.cleanup();
        m_open.reset();
        m_executor.retire(std::move(m_scope), m_job.name);
    } else {
        co_await cleanUp();
    }
    m_trace.jobFinished(m_outcome);
    // Whoever hears of it may destroy this job, and with it this coroutine.
    QMetaObject::invokeMethod(this, &DockerJob::finish, Qt::QueuedConnection);
}

void DockerJob::finish()
{
    m_done = true;
    Q_EMIT finished(m_outcome);
}

/// Whoever listens only does so from its turn on.
void DockerJob::tell(const QByteArray &bytes)
{
    if (m_held)
        *m_held += bytes;
    else
        Q_EMIT output(bytes);
}

docker::Task<JobOutcome> DockerJob::work()
{
    Step<> ready = co_await getReady(m_isAhead ? 1 : preparationTries);
    if (m_isAhead) {
        const bool isFit = co_await awaitTurn(ready.has_value());
        if (m_stop != Stop::None)
            co_return stopped();
        if (!isFit) {
            startAfresh();
            ready = co_await getReady(preparationTries);
        }
    }
    if (!ready || m_stop != Stop::None)
        co_return ready ? stopped() : ready.error();
    const auto hooked = co_await runPreGetSourcesScript();
    endStageLimit();
    if (!hooked || m_stop != Stop::None) {
        JobOutcome outcome = hooked ? stopped() : hooked.error();
        if (m_sourcesFailed)
            co_await keepFiles(outcome);
        co_return outcome;
    }
    const auto restored = co_await restoreFiles();
    if (!restored || m_stop != Stop::None)
        co_return restored ? stopped() : restored.error();
    co_return co_await runScripts();
}

/// Everything up to a build container with the project in it.
StepTask<> DockerJob::getReady(int tries)
{
    m_trace.header(QString::fromStdString(m_executor.settings().name));
    m_trace.notes(m_job.notes);
    m_trace.prepareExecutor(QStringLiteral("docker"));
    limitStage(QStringLiteral("prepare_executor"), settingsOf({}, m_job.timeoutSeconds, m_executor.settings()).prepareTimeout);
    Step<> prepared = co_await prepareExecutor();
    for (int i = 1; i < tries && m_stop == Stop::None && mayBeBetterLater(prepared); ++i) {
        m_trace.error(QStringLiteral("Preparation failed: %1").arg(prepared.error().message));
        m_trace.info(QStringLiteral("Will be retried in %1 ...").arg(durationText(preparationPause.count())));
        retireContainers();
        co_await m_interruption.watch(docker::delay(static_cast<int>(std::chrono::milliseconds(preparationPause).count())));
        if (m_stop == Stop::None)
            prepared = co_await prepareExecutor();
    }
    endStageLimit();
    if (!prepared || m_stop != Stop::None)
        co_return prepared;
    co_return co_await prepareEnvironment();
}

/// The engine, the images, and all that the job's containers need to be started.
StepTask<> DockerJob::prepareExecutor()
{
    const auto client = co_await m_executor.engine();
    if (!client)
        co_return systemFailure(client.error());
    m_client = *client;
    chooseNetwork();
    setVariables();
    co_return co_await makeSurroundings();
}

void DockerJob::setVariables()
{
    const auto &settings = m_executor.settings();
    m_imageName = QString::fromStdString(m_job.image ? m_job.image->name : settings.defaultImage);
    JobPlace place;
    place.buildsDirectory = m_buildsDirectory.toStdString();
    place.disposable = true;
    plan::Variable image;
    image.key = "CI_JOB_IMAGE";
    image.value = m_imageName.toStdString();
    place.extra.push_back(image);

    m_files.reset();
    m_placeProblem.clear();
    m_buildDirectory = m_buildsDirectory + QLatin1Char('/') + m_projectPath;
    std::vector<plan::Variable> variables;
    for (const bool isLast : {false, true}) { // GIT_CLONE_PATH may name what the first round finds out
        place.projectDirectory = m_buildDirectory.toStdString();
        place.temporaryDirectory = m_buildDirectory.toStdString() + ".tmp";
        variables = jobVariables(m_job, m_context, settings, place);
        m_choices = settingsOf(plan::resolvedVariables(variables), m_job.timeoutSeconds, settings);
        if (isLast || m_choices.clonePath.empty())
            break;
        const auto directory = buildDirectoryOf(m_choices, m_buildsDirectory, m_buildDirectory);
        if (directory)
            m_buildDirectory = *directory;
        else
            m_placeProblem = directory.error();
    }
    if (m_ownNetwork)
        setVariable(variables, "CI_BUILD_NETWORK_NAME", m_network.mode.toStdString());
    m_variables = plan::sentVariables(variables);
    m_resolvedVariables = plan::resolvedVariables(variables);
    m_files.emplace(m_job, m_context, m_variables, m_buildDirectory.toStdString());
    if (!m_tools) {
        m_tools = std::make_unique<DockerTools>(*m_client, m_trace, m_interruption, settings, m_variables,
                                                [this](const QString &what, double fraction) { Q_EMIT progress(what, fraction); });
    }
}

void DockerJob::chooseNetwork()
{
    const auto &settings = m_executor.settings();
    // A network of its own only where something can tell the difference: it costs a third of a trivial job.
    const bool wanted = !settings.services.empty() || !m_job.services.empty() || mentions(m_job, "CI_BUILD_NETWORK_NAME")
                        || settings.networkMtu > 0 || settings.enableIpv6;
    m_network.mode = QString::fromStdString(settings.networkMode);
    m_network.aliasesWork = isOwnNetwork(m_network.mode);
    if (m_network.mode.isEmpty() && settings.networkPerBuild && wanted) {
        m_ownNetwork = true;
        m_network = {m_scope.newNetwork(), true};
    }
}

StepTask<> DockerJob::makeSurroundings()
{
    const auto &settings = m_executor.settings();
    if (!m_placeProblem.isEmpty())
        co_return failed(FailureReason::RunnerConfigurationError, m_placeProblem);
    const QString image = m_tools->expand(m_imageName.toStdString());
    if (image.isEmpty())
        co_return failed(FailureReason::RunnerConfigurationError, QStringLiteral("no Docker image specified to run the build in"));
    if (!m_job.image)
        m_trace.info(QStringLiteral("Using default image"));
    if (const auto refused = refuse(*m_tools, AllowList::Images, image))
        co_return std::unexpected(*refused);
    m_trace.line(QStringLiteral("Using Docker executor with image %1 ...").arg(image));
    if (!m_buildsDirectory.startsWith(QLatin1Char('/')))
        co_return failed(FailureReason::RunnerConfigurationError, QStringLiteral("build directory needs to be an absolute path"));
    if (m_buildsDirectory == QLatin1String("/"))
        co_return failed(FailureReason::RunnerConfigurationError, QStringLiteral("build directory needs to be a non-root path"));

    VolumeRequest request;
    request.volumes = toQStrings(settings.volumes);
    request.buildsDirectory = m_buildsDirectory;
    request.prefix = m_scope.volumePrefix();
    if (!settings.cacheDirectory.empty() && !settings.disableCache) {
        const QByteArray name = QCryptographicHash::hash(m_projectPath.toUtf8(), QCryptographicHash::Sha256).toHex().first(32);
        request.cacheDirectory = QStringLiteral("%1/stagecraft-%2-%3").arg(QString::fromStdString(settings.cacheDirectory),
                                                                           QString::fromLatin1(name)).arg(m_context.slot);
    }
    if (m_client->endpoint().kind == docker::Endpoint::Kind::Local)
        request.engineSocket = m_client->endpoint().path;
    request.expand = [this](const QString &text) { return m_tools->expand(text.toStdString()); };
    auto volumes = planVolumes(request);
    if (!volumes)
        co_return failed(FailureReason::RunnerConfigurationError, volumes.error());
    m_volumes = std::move(*volumes);
    for (const QString &note : std::as_const(m_volumes.notes))
        m_trace.line(note);
    const SourceParts parts = sourcePartsOf(m_context, m_choices);
    ArchiveRequest archive{parts.anything ? m_context.projectSnapshot : QString(), m_buildDirectory,
                           QFileInfo(m_context.workDirectory).absolutePath()};
    archive.leftOut = parts.leftOut;
    archive.part = parts.onlyRepository ? QStringLiteral(".git") : QString();
    archive.directories = m_volumes.directories;
    m_layerVolume = layerVolume(archive);
    const bool mayLay = !m_layerVolume.isEmpty();
    auto placing = placeProject(archive); // both go on meanwhile
    auto making = makePlaces();
    const bool hasServices = !settings.services.empty() || !m_job.services.empty();
    Step<> made;
    if (hasServices)
        made = co_await making;
    Step<> placed;
    if (hasServices && mayLay) // services see it, too
        placed = co_await placing;
    if (!made || !placed)
        co_return made ? placed : made;
    const auto services = co_await startServices(*m_tools, m_scope, m_job.services, m_network, m_volumes.binds);
    if (!services)
        co_return std::unexpected(services.error());
    if (!m_network.aliasesWork || m_executor.isPodman()) {
        for (const RunningService &service : *services) {
            for (const QString &alias :
                 service.addresses.isEmpty() ? QStringList() : service.aliases) // none in the host's network
                m_extraHosts << alias + QLatin1Char(':') + service.addresses.first();
        }
    }
    const auto up = co_await waitForServices(*m_tools, *services);
    if (!up)
        co_return up;

    Step<docker::ImageInfo> found;
    if (m_stop == Stop::None)
        found = co_await provideImage(*m_tools, image, m_job.image.value_or(plan::Image()));
    if (!hasServices) // whatever happened: what is in the making could not be removed
        made = co_await making;
    if (!hasServices || !mayLay)
        placed = co_await placing;
    if (m_stop != Stop::None || !made)
        co_return made;
    if (!found)
        co_return std::unexpected(found.error());
    m_image = std::move(*found);
    co_return placed;
}

StepTask<> DockerJob::prepareEnvironment()
{
    m_trace.prepareEnvironment();
    m_trace.line(QStringLiteral("Running on %1 via %2...").arg(m_scope.hostname(), QSysInfo::machineHostName()));
    for (const QString &warning : std::as_const(m_choices.warnings))
        m_trace.warning(warning);
    m_trace.getSources();
    limitStage(QStringLiteral("get_sources"), m_choices.getSourcesTimeout);
    if (!m_choices.problem.isEmpty())
        co_return failed(FailureReason::RunnerSystemFailure, m_choices.problem);
    print(m_trace, sourceLines(m_context, m_choices, m_buildDirectory));
    const auto created = co_await createBuildContainer();
    if (!created)
        co_return created;
    co_return co_await copyProject();
}

/// The job's network and volumes, all at once.
StepTask<> DockerJob::makePlaces()
{
    const auto &settings = m_executor.settings();
    std::vector<docker::Pending<void>> making;
    if (m_ownNetwork)
        making.push_back(m_client->createNetwork({.name = m_network.mode, .labels = m_scope.labels(docker::labels::kindNetwork),
                                                  .mtu = static_cast<int>(settings.networkMtu), .ipv6 = settings.enableIpv6}));
    for (const OwnVolume &volume : std::as_const(m_volumes.toMake)) {
        if (volume.name == m_layerVolume)
            continue;
        m_scope.noteVolume(volume.name);
        docker::VolumeSpec spec{.name = volume.name, .labels = m_scope.labels(docker::labels::kindVolume)};
        spec.driver = QString::fromStdString(settings.volumeDriver);
        for (const auto &[key, value] : settings.volumeDriverOptions)
            spec.driverOptions.insert(QString::fromStdString(key), QString::fromStdString(value));
        making.push_back(m_client->createVolume(spec));
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
    spec.environment = environment();
    spec.labels = m_scope.labels(docker::labels::kindBuild);
    spec.binds = m_volumes.binds;
    spec.networkMode = m_network.mode;
    if (m_network.aliasesWork)
        spec.networkAliases = {QStringLiteral("build"), spec.name};
    spec.extraHosts = m_extraHosts;
    spec.interactive = true;
    // Its output is read while it arrives; twice as fast as json-file.
    spec.logDriver = settings.logOptions.empty() ? QStringLiteral("none") : QStringLiteral("json-file");
    ContainerChoices choices{spec};
    const auto applied = applyToBuild(choices, settings, m_tools->expand(m_imageName.toStdString()), m_job.image,
                                      [this](const std::string &text) { return m_tools->expand(text); });
    if (!applied)
        co_return failed(FailureReason::RunnerConfigurationError, applied.error());
    for (const QString &warning : std::as_const(choices.warnings))
        m_trace.warning(warning);
    const auto created = co_await m_client->createContainer(spec);
    if (!created)
        co_return notCreated(created.error());
    m_container = *created;
    co_return Step<>();
}

StepTask<> DockerJob::copyProject()
{
    const auto content = m_project.archive->reader();
    const auto copied = co_await m_client->putArchive(m_container, QStringLiteral("/"), content.get());
    if (!copied)
        co_return systemFailure(copied.error());
    const int count = static_cast<int>(m_project.files); // not in the call, where lupdate reads no cast
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
