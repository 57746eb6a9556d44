// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>

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

std::unexpected<Error> readFailure(const QString &path, const QFile &file)
{
    switch (file.error()) {
    case QFileDevice::PermissionsError:
        return failure(ErrorKind::PermissionDenied,
                       QT_TRANSLATE_NOOP("stagecraft", "%1 cannot be read: permission denied."), {path});
    default:
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "%1 cannot be read: %2."),
                       {path, file.errorString()});
    }
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
    const QFileInfo info(path);
    if (!info.exists())
        return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "%1 does not exist."), {path});
    if (!info.isFile())
        return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "%1 is not a file."), {path});
    if (info.size() > maximumSize) {
        return failure(ErrorKind::TooLarge,
                       QT_TRANSLATE_NOOP("stagecraft", "%1 has %2; files of more than %3 are not opened."),
                       {path, sizeText(info.size()), sizeText(maximumSize)});
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return readFailure(path, file);
    const QByteArray bytes = file.read(maximumSize + 1);
    if (file.error() != QFileDevice::NoError)
        return readFailure(path, file);
    if (bytes.size() > maximumSize) {
        return failure(ErrorKind::TooLarge, QT_TRANSLATE_NOOP("stagecraft", "%1 has more than %2 and is not opened."),
                       {path, sizeText(maximumSize)});
    }
    return bytes;
}

Result<> saveAtomically(const QString &path, const QByteArray &bytes, const std::optional<ContentHash> &expected)
{
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
                           QT_TRANSLATE_NOOP("stagecraft", "%1 was not saved: another program has changed it meanwhile."),
                           {path});
        }
    }
    errno = 0;
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly))
        return writeFailure(path, file);
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
