// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stagecraft {

namespace {

QString sizeText(qint64 size)
{
    return QLocale(QLocale::C).formattedDataSize(size, 1, QLocale::DataSizeTraditionalFormat);
}

std::unexpected<Error> openFailure(const QString &path, int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        if (const QFileInfo info(path); info.isSymLink()) {
            return failure(ErrorKind::NotFound,
                           QT_TRANSLATE_NOOP("stagecraft", "%1 is a symbolic link to %2, which does not exist."),
                           {path, info.symLinkTarget()});
        }
        return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "%1 does not exist."), {path});
    case ELOOP:
        return failure(ErrorKind::Invalid,
                       QT_TRANSLATE_NOOP("stagecraft",
                                         "%1 is a symbolic link that leads back to itself. Let it name a file."),
                       {path});
    case EACCES:
    case EPERM:
        return failure(ErrorKind::PermissionDenied,
                       QT_TRANSLATE_NOOP("stagecraft",
                                         "%1 cannot be read: permission denied. See the rights of the file and "
                                         "of the directories above it."),
                       {path});
    case ENXIO:
        return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "%1 is a socket, not a file."), {path});
    default:
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "%1 cannot be read: %2."),
                       {path, qt_error_string(error)});
    }
}

/// Pipes and devices may never end, so they are not read at all.
std::optional<Error> notARegularFile(const QString &path, const struct stat &status)
{
    if (S_ISREG(status.st_mode))
        return {};
    if (S_ISDIR(status.st_mode))
        return Error{ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "%1 is a directory, not a file."), {path}};
    return Error{ErrorKind::Invalid,
                 QT_TRANSLATE_NOOP("stagecraft", "%1 is a pipe, socket or device; only a regular file can be used."),
                 {path}};
}

/// What is at the path must not be replaced: neither a device nor a link that leads nowhere.
std::optional<Error> notReplaceable(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat status = {};
    if (::stat(name.constData(), &status) == 0)
        return notARegularFile(path, status);
    if (::lstat(name.constData(), &status) == 0 && S_ISLNK(status.st_mode)) {
        return Error{ErrorKind::Invalid,
                     QT_TRANSLATE_NOOP("stagecraft", "%1 was not saved: it is a symbolic link that leads nowhere."),
                     {path}};
    }
    return {};
}

std::unexpected<Error> writeFailure(const QString &path, const QFileDevice &file)
{
    if (file.error() == QFileDevice::ResourceError || errno == ENOSPC || errno == EDQUOT) {
        return failure(ErrorKind::NoSpace,
                       QT_TRANSLATE_NOOP("stagecraft", "%1 was not saved: no space is left on the disk. "
                                                       "The old file is untouched."),
                       {path});
    }
    const ErrorKind kind = file.error() == QFileDevice::OpenError || file.error() == QFileDevice::PermissionsError
                                   || file.error() == QFileDevice::WriteError
                               ? ErrorKind::PermissionDenied
                               : ErrorKind::Other;
    return failure(kind, QT_TRANSLATE_NOOP("stagecraft", "%1 was not saved: %2. The old file is untouched."),
                   {path, file.errorString()});
}

/// QSaveFile gives the new file the old one's rights, but says nothing when it can't.
bool keepsMode(const QSaveFile &file, const QString &path)
{
    constexpr mode_t rights = S_IRWXU | S_IRWXG | S_IRWXO;
    struct stat before = {};
    struct stat now = {};
    if (::stat(QFile::encodeName(path).constData(), &before) != 0)
        return true;
    if (::fstat(file.handle(), &now) != 0)
        return false;
    return ((before.st_mode ^ now.st_mode) & rights) == 0 || ::fchmod(file.handle(), before.st_mode & rights) == 0;
}

/// The rename itself must reach the disk too, which QSaveFile leaves to the caller.
void syncDirectory(const QString &directory)
{
    const int descriptor = ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

} // namespace

ContentHash contentHash(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

Result<QByteArray> readFile(const QString &path, qint64 maximumSize)
{
    // Not blocking: to open a pipe that nobody writes to would wait for ever.
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return openFailure(path, errno);
    QFile file;
    struct stat status = {};
    if (!file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle) || ::fstat(descriptor, &status) != 0)
        return openFailure(path, errno);
    if (std::optional<Error> error = notARegularFile(path, status))
        return std::unexpected(std::move(*error));
    if (status.st_size > maximumSize) {
        return failure(ErrorKind::TooLarge,
                       QT_TRANSLATE_NOOP("stagecraft", "%1 has %2; files of more than %3 are not opened."),
                       {path, sizeText(status.st_size), sizeText(maximumSize)});
    }
    // One byte more than there should be shows a file that is being written to.
    QByteArray bytes = file.read(status.st_size + 1);
    while (!file.atEnd() && bytes.size() <= maximumSize) {
        const QByteArray more = file.read(std::min<qint64>(maximumSize + 1 - bytes.size(), qint64(1) * 1024 * 1024));
        if (more.isEmpty())
            break;
        bytes += more;
    }
    if (file.error() != QFileDevice::NoError) {
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "%1 cannot be read: %2."),
                       {path, file.errorString()});
    }
    if (bytes.size() > maximumSize) {
        return failure(ErrorKind::TooLarge, QT_TRANSLATE_NOOP("stagecraft", "%1 has more than %2 and is not opened."),
                       {path, sizeText(maximumSize)});
    }
    return bytes;
}

Result<> saveAtomically(const QString &path, const QByteArray &bytes, const std::optional<ContentHash> &expected)
{
    if (std::optional<Error> error = notReplaceable(path))
        return std::unexpected(std::move(*error));
    if (const QString folder = QFileInfo(path).path(); !QFileInfo(folder).isDir()) {
        return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "%1 was not saved: the folder %2 is not there any more."),
                       {path, folder});
    }
    if (expected) {
        ContentHash onDisk;
        if (QFileInfo::exists(path)) {
            const Result<QByteArray> content = readFile(path);
            if (!content)
                return std::unexpected(content.error());
            onDisk = contentHash(*content);
        }
        if (onDisk != *expected) {
            return failure(ErrorKind::Conflict,
                           QT_TRANSLATE_NOOP("stagecraft",
                                             "%1 was not saved: another program has changed it meanwhile."),
                           {path});
        }
    }
    errno = 0;
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly))
        return writeFailure(path, file);
    if (!keepsMode(file, path)) {
        const QString reason = qt_error_string();
        file.cancelWriting();
        return failure(ErrorKind::PermissionDenied,
                       QT_TRANSLATE_NOOP("stagecraft", "%1 was not saved: its rights cannot be kept: %2. The old file is untouched."), {path, reason});
    }
    if (file.write(bytes) != bytes.size() || !file.commit())
        return writeFailure(path, file);
    syncDirectory(QFileInfo(QFileInfo(path).canonicalFilePath()).path());
    return {};
}

Result<QString> privateDirectory(const QString &path)
{
    if (!QDir().mkpath(path)) {
        return failure(ErrorKind::PermissionDenied,
                       QT_TRANSLATE_NOOP("stagecraft", "The directory %1 cannot be created."), {path});
    }
    if (::chmod(QFile::encodeName(path).constData(), S_IRWXU) != 0) {
        return failure(ErrorKind::PermissionDenied,
                       QT_TRANSLATE_NOOP("stagecraft", "The directory %1 cannot be made private."), {path});
    }
    return path;
}

QString stateDirectory()
{
    QString base = qEnvironmentVariable("XDG_STATE_HOME");
    if (base.isEmpty() || QDir::isRelativePath(base))
        base = QDir::homePath() + QStringLiteral("/.local/state");
    return base + QStringLiteral("/stagecraft");
}

} // namespace stagecraft
