// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_archive.h"

#include <QBuffer>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

namespace stagecraft::engine {

namespace {

constexpr qint64 pieceSize = 256 * 1024;
constexpr unsigned anybodysDirectory = 0777;
constexpr unsigned anybodysFile = 0666;
constexpr unsigned executableBits = 0111;

class TarWriter
{
public:
    explicit TarWriter(int descriptor)
        : m_archive(archive_write_new()), m_entry(archive_entry_new())
    {
        // The GNU form keeps names as the bytes that they are, of any length.
        archive_write_set_format_gnutar(m_archive);
        archive_write_add_filter_none(m_archive);
        archive_write_open_fd(m_archive, descriptor);
    }
    ~TarWriter()
    {
        archive_entry_free(m_entry);
        archive_write_free(m_archive);
    }
    Q_DISABLE_COPY_MOVE(TarWriter)

    bool directory(const QByteArray &path) { return header(path, AE_IFDIR, anybodysDirectory, 0, 0); }

    bool link(const QByteArray &path, const QByteArray &target)
    {
        archive_entry_clear(m_entry);
        archive_entry_set_symlink(m_entry, target.constData());
        return writeHeader(path, AE_IFLNK, 0777, 0, 0);
    }

    bool emptyFile(const QByteArray &path) { return header(path, AE_IFREG, anybodysFile, 0, 0); }

    bool file(const QByteArray &path, QFile &content, const struct stat &status, const StopFlag &stop)
    {
        const unsigned mode = anybodysFile | ((status.st_mode & S_IXUSR) != 0 ? executableBits : 0U);
        if (!header(path, AE_IFREG, mode, status.st_size, status.st_mtime))
            return false;
        QByteArray piece(pieceSize, Qt::Uninitialized);
        for (qint64 left = status.st_size; left > 0;) {
            const qint64 got = content.read(piece.data(), qMin(left, pieceSize));
            // The snapshot is ours and nobody writes it; a file that is shorter now is as good as unreadable.
            if (got <= 0 || stop->load() || archive_write_data(m_archive, piece.constData(), static_cast<size_t>(got)) < 0)
                return false;
            left -= got;
        }
        return true;
    }

    bool close() { return archive_write_close(m_archive) == ARCHIVE_OK; }
    QString error() const { return QString::fromUtf8(archive_error_string(m_archive)); }

private:
    bool header(const QByteArray &path, unsigned type, unsigned mode, qint64 size, time_t modified)
    {
        archive_entry_clear(m_entry);
        return writeHeader(path, type, mode, size, modified);
    }

    bool writeHeader(const QByteArray &path, unsigned type, unsigned mode, qint64 size, time_t modified)
    {
        archive_entry_set_pathname(m_entry, path.constData());
        archive_entry_set_filetype(m_entry, type);
        archive_entry_set_perm(m_entry, mode);
        archive_entry_set_size(m_entry, size);
        archive_entry_set_mtime(m_entry, modified, 0);
        return archive_write_header(m_archive, m_entry) >= ARCHIVE_WARN;
    }

    archive *m_archive;
    archive_entry *m_entry;
};

// "/builds/group/project" → builds, builds/group, builds/group/project.
bool writeParents(TarWriter &tar, const QString &directory)
{
    QByteArray path;
    const QStringList names = directory.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (const QString &name : names) {
        path += (path.isEmpty() ? "" : "/") + QFile::encodeName(name);
        if (!tar.directory(path))
            return false;
    }
    return true;
}

bool writeTree(TarWriter &tar, const QString &source, const QByteArray &target, const StopFlag &stop, qsizetype &files)
{
    QDirIterator entries(source, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext() && !stop->load()) {
        const QFileInfo info = entries.nextFileInfo();
        const QByteArray path = QFile::encodeName(info.filePath());
        const QByteArray inside = target + path.mid(QFile::encodeName(source).size());
        struct stat status = {};
        if (lstat(path.constData(), &status) != 0)
            return false;
        bool written = true;
        if (S_ISDIR(status.st_mode)) {
            written = tar.directory(inside);
        } else if (S_ISLNK(status.st_mode)) {
            written = tar.link(inside, QFile::encodeName(info.readSymLink()));
            ++files;
        } else if (S_ISREG(status.st_mode)) {
            QFile content(info.filePath());
            written = content.open(QIODevice::ReadOnly | QIODevice::Unbuffered) && tar.file(inside, content, status, stop);
            ++files;
        }
        if (!written)
            return false;
    }
    return !stop->load();
}

} // namespace

std::unique_ptr<QIODevice> ProjectArchive::reader() const
{
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(QByteArray::fromRawData(content, file->size()));
    buffer->open(QIODevice::ReadOnly);
    return buffer;
}

Result<std::shared_ptr<ProjectArchive>> makeProjectArchive(const ArchiveRequest &request, const StopFlag &stop)
{
    auto result = std::make_shared<ProjectArchive>();
    result->file = std::make_unique<QTemporaryFile>(request.where + QStringLiteral("/project-XXXXXX.tar"));
    if (!QDir().mkpath(request.where) || !result->file->open()) {
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "Cannot write the copy of the project: %1"),
                       {result->file->errorString()});
    }
    TarWriter tar(result->file->handle());
    const QString temporary = request.buildDirectory + QStringLiteral(".tmp");
    bool written = writeParents(tar, request.buildDirectory) && tar.directory(QFile::encodeName(temporary.mid(1)))
                   && tar.emptyFile(QFile::encodeName(temporary.mid(1)) + "/gitlab_runner_env");
    for (const QString &directory : request.directories)
        written = written && tar.directory(QFile::encodeName(directory.mid(1)));
    if (written && !request.source.isEmpty())
        written = writeTree(tar, request.source, QFile::encodeName(request.buildDirectory.mid(1)), stop, result->files);
    if (stop->load())
        return failure(ErrorKind::Cancelled, QT_TRANSLATE_NOOP("stagecraft", "Cancelled"));
    if (!written || !tar.close()) {
        const QString reason = tar.error().isEmpty() ? qt_error_string() : tar.error();
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "Cannot write the copy of the project: %1"), {reason});
    }
    result->content = reinterpret_cast<const char *>(result->file->map(0, result->file->size()));
    if (!result->content) {
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "Cannot write the copy of the project: %1"),
                       {result->file->errorString()});
    }
    return result;
}

} // namespace stagecraft::engine
