// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/file_store.h"

#include "core/base/process.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRandomGenerator>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace stagecraft::engine {

namespace {

namespace fs = std::filesystem;

// Below that a link saves nothing: the file system rounds up to blocks, and a directory entry is needed either way.
constexpr off_t smallest = 4096;
constexpr qsizetype pieceSize = qsizetype(1) << 20;

/// The content's SHA-256; empty when it cannot be read.
QByteArray hashOf(int file)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QByteArray piece(pieceSize, Qt::Uninitialized);
    for (;;) {
        const ssize_t got = ::read(file, piece.data(), static_cast<std::size_t>(piece.size()));
        if (got == 0)
            return hash.result().toHex();
        if (got < 0)
            return {};
        hash.addData(QByteArrayView(piece).first(got));
    }
}

/// Whoever opened an artifact in an editor has changed the blob: what was stored is believed only after a look.
bool haveEqualContent(int a, int b)
{
    QByteArray pieceOfA(pieceSize, Qt::Uninitialized);
    QByteArray pieceOfB(pieceSize, Qt::Uninitialized);
    for (off_t at = 0;;) {
        const ssize_t gotA = ::pread(a, pieceOfA.data(), static_cast<std::size_t>(pieceSize), at);
        const ssize_t gotB = ::pread(b, pieceOfB.data(), static_cast<std::size_t>(pieceSize), at);
        if (gotA != gotB || gotA < 0)
            return false;
        if (gotA == 0)
            return true;
        if (QByteArrayView(pieceOfA).first(gotA) != QByteArrayView(pieceOfB).first(gotA))
            return false;
        at += gotA;
    }
}

FileDescriptor openFile(const std::string &path)
{
    return FileDescriptor(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
}

} // namespace

FileStore::FileStore(const QString &stateDirectory)
    : m_path(stateDirectory + QStringLiteral("/store"))
{
}

qint64 FileStore::absorb(const QString &directory, Times times, const StopFlag &stop) const
{
    const std::string store = QFile::encodeName(m_path).toStdString();
    ::mkdir(store.c_str(), 0700);
    qint64 saved = 0;
    std::error_code error;
    fs::recursive_directory_iterator walk(QFile::encodeName(directory).toStdString(), fs::directory_options::skip_permission_denied, error);
    for (; !error && !stop->load() && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
        const std::string path = walk->path().native();
        const FileDescriptor file = openFile(path);
        struct stat status = {};
        if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < smallest || status.st_nlink != 1)
            continue;
        QByteArray name = hashOf(file.get());
        if (name.isEmpty())
            continue;
        name += '.' + QByteArray::number(status.st_mode & 0777, 8);
        if (times == Times::Exact)
            name += '.' + QByteArray::number(qint64(status.st_mtim.tv_sec));
        const std::string folder = store + '/' + name.first(2).toStdString();
        const std::string blob = folder + '/' + name.toStdString();
        ::mkdir(folder.c_str(), 0700);
        if (::link(path.c_str(), blob.c_str()) == 0 || errno != EEXIST)
            continue; // the first of its kind
        const FileDescriptor stored = openFile(blob);
        if (!stored || !haveEqualContent(file.get(), stored.get())) {
            if (::unlink(blob.c_str()) == 0)
                ::link(path.c_str(), blob.c_str());
            continue;
        }
        const std::string linked = path + ".stagecraft-" + std::to_string(QRandomGenerator::system()->generate());
        if (::link(blob.c_str(), linked.c_str()) != 0)
            continue;
        if (::rename(linked.c_str(), path.c_str()) != 0) {
            ::unlink(linked.c_str());
            continue;
        }
        saved += status.st_blocks * 512;
        const std::array newest{timespec{0, UTIME_OMIT}, status.st_mtim};
        if (times == Times::Newest)
            ::futimens(stored.get(), newest.data());
    }
    return saved;
}

FileStore::Sweep FileStore::sweep() const
{
    Sweep result;
    std::error_code error;
    fs::recursive_directory_iterator walk(QFile::encodeName(m_path).toStdString(), error);
    for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
        struct stat status = {};
        if (::lstat(walk->path().c_str(), &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        const qint64 size = status.st_blocks * 512;
        if (status.st_nlink == 1 && ::unlink(walk->path().c_str()) == 0)
            result.freed += size;
        else
            result.left += size;
    }
    return result;
}

} // namespace stagecraft::engine
