// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_archive.h"

#include "core/base/process.h"

#include <QBuffer>
#include <QDir>
#include <QFile>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace stagecraft::engine {

namespace {

constexpr qint64 pieceSize = 256 * 1024;
constexpr unsigned anybodysDirectory = 0777;
constexpr unsigned anybodysFile = 0666;
constexpr unsigned executableBits = 0111;

class TarWriter
{
public:
    TarWriter(int descriptor, bool keepsModes)
        : m_archive(archive_write_new()), m_entry(archive_entry_new()), m_keepsModes(keepsModes)
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

    bool directory(const QByteArray &path, unsigned mode = anybodysDirectory)
    {
        return header(path, AE_IFDIR, m_keepsModes ? mode & anybodysDirectory : anybodysDirectory, 0, 0);
    }

    bool link(const QByteArray &path, const QByteArray &target)
    {
        archive_entry_clear(m_entry);
        archive_entry_set_symlink(m_entry, target.constData());
        return writeHeader(path, AE_IFLNK, 0777, 0, 0);
    }

    bool emptyFile(const QByteArray &path) { return header(path, AE_IFREG, anybodysFile, 0, 0); }

    bool file(const QByteArray &path, const FileDescriptor &content, const struct stat &status, const StopFlag &stop)
    {
        const unsigned open = anybodysFile | ((status.st_mode & S_IXUSR) != 0 ? executableBits : 0U);
        const unsigned mode = m_keepsModes ? status.st_mode & anybodysDirectory : open;
        if (!header(path, AE_IFREG, mode, status.st_size, status.st_mtime))
            return false;
        QByteArray piece(pieceSize, Qt::Uninitialized);
        for (qint64 left = status.st_size; left > 0;) {
            const ssize_t got = ::read(content.get(), piece.data(), static_cast<size_t>(qMin(left, pieceSize)));
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
    bool m_keepsModes;
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

// Not with QDirIterator: it hands out names that are not UTF-8 damaged.
bool writeTree(TarWriter &tar, const QByteArray &source, const QByteArray &target, const QByteArrayList &leftOut,
               const StopFlag &stop, qsizetype &files)
{
    namespace fs = std::filesystem;
    std::error_code error;
    fs::recursive_directory_iterator walk(fs::path(source.toStdString()), error);
    for (; !error && !stop->load() && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
        const QByteArray path = QByteArray::fromStdString(walk->path().native());
        const QByteArray inside = target + path.sliced(source.size());
        struct stat status = {};
        if (::lstat(path.constData(), &status) != 0)
            return false;
        bool written = true;
        if (S_ISDIR(status.st_mode)) {
            written = tar.directory(inside, status.st_mode);
            if (!leftOut.isEmpty() && leftOut.contains(path.mid(source.size() + 1)))
                walk.disable_recursion_pending();
        } else if (S_ISLNK(status.st_mode)) {
            written = tar.link(inside, QByteArray::fromStdString(fs::read_symlink(walk->path(), error).native()));
            ++files;
        } else if (S_ISREG(status.st_mode)) {
            const FileDescriptor content(::open(path.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
            written = content && tar.file(inside, content, status, stop);
            ++files;
        }
        if (!written)
            return false;
    }
    return !error && !stop->load();
}

} // namespace

QByteArray archiveKey(const ArchiveRequest &request)
{
    // Jobs differ in little of it: their GIT_* variables, and where GIT_CLONE_PATH puts it.
    QByteArrayList words{request.source.toUtf8(), request.buildDirectory.toUtf8(), request.part.toUtf8(),
                         request.directories.join(QChar(u'\0')).toUtf8(), request.asProject ? "project" : "files"};
    words += request.leftOut;
    return words.join('\0');
}

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
    TarWriter tar(result->file->handle(), !request.asProject);
    const QString temporary = request.buildDirectory + QStringLiteral(".tmp");
    bool written = !request.asProject
                   || (writeParents(tar, request.buildDirectory) && tar.directory(QFile::encodeName(temporary.mid(1)))
                       && tar.emptyFile(QFile::encodeName(temporary.mid(1)) + "/gitlab_runner_env"));
    for (const QString &directory : request.directories)
        written = written && tar.directory(QFile::encodeName(directory.mid(1)));
    if (written && !request.source.isEmpty()) {
        const QByteArray part = request.part.isEmpty() ? QByteArray() : '/' + QFile::encodeName(request.part);
        const QByteArray target = QFile::encodeName(request.buildDirectory.mid(1)) + part;
        written = (part.isEmpty() || tar.directory(target))
                  && writeTree(tar, QFile::encodeName(request.source) + part, target, request.leftOut, stop, result->files);
    }
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
