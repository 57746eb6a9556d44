// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_layers.h"

#include "core/docker/labels.h"
#include "core/engine/docker_executor.h"

#include <QRegularExpression>

namespace stagecraft::engine {

namespace {

/// From here on unpacking takes longer than making two volumes and a container.
constexpr qint64 largeBytes = qint64(32) << 20;
constexpr qsizetype manyFiles = 4000;

bool isLarge(const ProjectArchive &archive)
{
    return archive.files >= manyFiles || archive.file->size() >= largeBytes;
}

/// Mount options have separators, and not every path can be said in them.
bool isPlain(const QString &path)
{
    static const QRegularExpression plain(QStringLiteral("^/[A-Za-z0-9/._@+-]+$"));
    return plain.match(path).hasMatch();
}

std::unexpected<Error> impossible()
{
    return failure(ErrorKind::Other,
                   QT_TRANSLATE_NOOP("stagecraft", "The engine cannot lay a job's files over the project."));
}

} // namespace

bool ProjectLayers::isPossible(const ArchiveRequest &request) const
{
    const auto shared = m_shared.find({archiveKey(request), true});
    return m_works && (shared == m_shared.end() || !shared->second.made || !shared->second.made->layer.isEmpty());
}

docker::Pending<ProjectInEngine> ProjectLayers::provide(const ArchiveRequest &request, const QString &buildsDirectory,
                                                        const JobContext &context, bool mayLay)
{
    const Key key(archiveKey(request), mayLay);
    Shared &shared = m_shared[key];
    if (shared.made && (m_works || shared.made->layer.isEmpty()))
        return Result<ProjectInEngine>(*shared.made);
    if (!m_scope) {
        plan::JobPlan project;
        project.name = "project";
        m_scope.emplace(project, context, request.buildDirectory.mid(buildsDirectory.size() + 1));
    }
    const docker::Completer<ProjectInEngine> completer;
    shared.waiting.push_back(completer);
    if (!shared.making || shared.making->done())
        shared.making.emplace(make(key, request, buildsDirectory));
    return completer;
}

docker::Task<> ProjectLayers::make(Key key, ArchiveRequest request, QString buildsDirectory)
{
    const auto archive = co_await m_executor.archive(request);
    Result<ProjectInEngine> made;
    bool isFinal = true;
    if (!archive) {
        made = std::unexpected(archive.error());
        isFinal = false;
    } else {
        made = ProjectInEngine{{}, *archive, (*archive)->files};
        if (key.second && m_works && isLarge(**archive)) {
            const auto layer = co_await makeLayer(*archive, buildsDirectory);
            ArchiveRequest rest = request;
            rest.source.clear();
            const auto directories = co_await m_executor.archive(rest);
            isFinal = layer.has_value();
            m_works = isFinal || layer.error().kind == ErrorKind::NotFound; // an image to make it with may come
            if (layer && directories) {
                made = ProjectInEngine{*layer, *directories, (*archive)->files};
                m_executor.forgetArchive(request);
            }
        }
    }
    Shared &shared = m_shared[key];
    if (isFinal)
        shared.made = *made;
    for (const auto &waiting : std::exchange(shared.waiting, {}))
        waiting.complete(made);
}

docker::Task<Result<QString>> ProjectLayers::makeLayer(std::shared_ptr<ProjectArchive> archive, QString buildsDirectory)
{
    docker::Client &client = *m_executor.client();
    const QString name = QStringLiteral("%1-%2").arg(m_scope->volumePrefix()).arg(++m_layers);
    m_scope->noteVolume(name);
    const docker::Labels labels = m_scope->labels(docker::labels::kindVolume);
    const auto created = co_await client.createVolume({.name = name, .labels = labels});
    if (!created)
        co_return std::unexpected(created.error());
    const auto filled = co_await unpackInto(m_scope->newContainer(QStringLiteral("fill-%1").arg(m_layers)),
                                            name + QLatin1Char(':') + buildsDirectory, labels, std::move(archive));
    if (!filled)
        co_return std::unexpected(filled.error());
    co_return co_await client.volumeDirectory(name);
}

/// By a container that never runs: of whatever image there is.
docker::Task<Result<>> ProjectLayers::unpackInto(QString name, QString bind, docker::Labels labels,
                                                 std::shared_ptr<ProjectArchive> archive)
{
    docker::Client &client = *m_executor.client();
    const auto image = co_await client.anyImage();
    if (!image)
        co_return std::unexpected(image.error());
    docker::ContainerSpec spec;
    spec.name = name;
    spec.image = *image;
    spec.entrypoint = QStringList{QString()};
    spec.command = QStringList{QStringLiteral("true")};
    spec.labels = labels;
    spec.binds = {bind + QStringLiteral(":nocopy")};
    spec.networkMode = QStringLiteral("none");
    const auto created = co_await client.createContainer(spec);
    if (!created)
        co_return std::unexpected(created.error());
    const auto content = archive->reader();
    const auto unpacked = co_await m_interruption.watch(
        client.putArchive(*created, QStringLiteral("/"), content.get()));
    const auto removed = co_await client.removeContainer(*created);
    if (!unpacked)
        co_return std::unexpected(unpacked.error());
    co_return removed;
}

docker::Task<Result<>> ProjectLayers::layOver(DockerScope &scope, QString volume, QString buildsDirectory,
                                              QString where, ProjectInEngine project)
{
    const auto made = co_await makeOverlay(scope, volume, buildsDirectory, where, project);
    if (!made) {
        m_works = false;
        co_await m_executor.client()->removeVolume(volume); // another one takes its name
    }
    co_return made;
}

docker::Task<Result<>> ProjectLayers::makeOverlay(DockerScope &scope, QString volume, QString buildsDirectory,
                                                  QString where, ProjectInEngine project)
{
    docker::Client &client = *m_executor.client();
    const docker::Labels labels = scope.labels(docker::labels::kindVolume);
    const QString changes = scope.volumePrefix() + QStringLiteral("-changes");
    scope.noteVolume(changes);
    const auto created = co_await client.createVolume({.name = changes, .labels = labels});
    if (!created)
        co_return created;
    ArchiveRequest directories{.source = {}, .buildDirectory = {}, .where = where};
    directories.directories = {QStringLiteral("/changes/upper"), QStringLiteral("/changes/work")};
    directories.asProject = false;
    const auto packed = co_await m_executor.archive(directories);
    if (!packed)
        co_return std::unexpected(packed.error());
    const auto unpacked = co_await unpackInto(scope.newContainer(QStringLiteral("changes")),
                                              changes + QStringLiteral(":/changes"), labels, *packed);
    if (!unpacked)
        co_return unpacked;
    const auto directory = co_await client.volumeDirectory(changes);
    if (!directory)
        co_return std::unexpected(directory.error());
    if (!isPlain(*directory) || !isPlain(project.layer))
        co_return impossible();

    docker::VolumeSpec spec{.name = volume, .labels = labels, .driver = QStringLiteral("local")};
    // Directories of the project can be renamed, and chmod or chown copies nothing.
    const QString options = QStringLiteral("lowerdir=%1,upperdir=%2/upper,workdir=%2/work,redirect_dir=on,metacopy=on")
                                .arg(project.layer, *directory);
    spec.driverOptions = {{QStringLiteral("type"), QStringLiteral("overlay")},
                          {QStringLiteral("device"), QStringLiteral("overlay")},
                          {QStringLiteral("o"), options}};
    scope.noteVolume(volume);
    const auto made = co_await client.createVolume(spec);
    if (!made || m_isProven)
        co_return made;
    const auto mounted = co_await unpackInto(scope.newContainer(QStringLiteral("probe")),
                                             volume + QLatin1Char(':') + buildsDirectory, labels, project.archive);
    m_isProven = mounted.has_value();
    co_return mounted;
}

docker::Task<QStringList> ProjectLayers::removeAll()
{
    m_interruption.request();
    for (auto &[key, shared] : m_shared) {
        if (shared.making)
            co_await *shared.making;
    }
    if (!m_scope || !m_executor.client())
        co_return QStringList();
    co_return co_await m_scope->removeAll(*m_executor.client());
}

} // namespace stagecraft::engine
