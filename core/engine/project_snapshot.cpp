// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/project_snapshot.h"

#include "core/base/process.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stagecraft::engine {

namespace {

constexpr mode_t keptModes = 0777;

std::unexpected<Error> failed(const QByteArray &path, int error)
{
    const QString name = QFile::decodeName(path);
    const QString reason = QString::fromLocal8Bit(std::strerror(error));
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        return failure(ErrorKind::NoSpace, QT_TRANSLATE_NOOP("stagecraft", "No space left to copy the project (at %1)."),
                       {name});
    case EACCES:
    case EPERM:
        return failure(ErrorKind::PermissionDenied, QT_TRANSLATE_NOOP("stagecraft", "%1 cannot be copied: %2"),
                       {name, reason});
    default:
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "%1 cannot be copied: %2"), {name, reason});
    }
}

std::unexpected<Error> stopped()
{
    return failure(ErrorKind::Cancelled, QT_TRANSLATE_NOOP("stagecraft", "Copying the project was stopped."));
}

FileDescriptor openDirectory(int parent, const QByteArray &name)
{
    return FileDescriptor(::openat(parent, name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

/// 0, or an errno.
int copyContent(int from, int to)
{
    if (::ioctl(to, FICLONE, from) == 0)
        return 0;
    for (;;) {
        const ssize_t copied = ::copy_file_range(from, nullptr, to, nullptr, std::size_t{1} << 30, 0);
        if (copied == 0)
            break;
        if (copied > 0 || errno == EINTR)
            continue;
        if (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
            return errno;
        break;
    }
    // What is left: files that claim to be empty (some kernels' pseudo files) and file systems that cannot do the above.
    std::vector<char> buffer(65536);
    for (;;) {
        const ssize_t got = ::read(from, buffer.data(), buffer.size());
        if (got == 0)
            return 0;
        if (got < 0)
            return errno;
        for (ssize_t done = 0; done < got;) {
            const ssize_t written = ::write(to, buffer.data() + done, static_cast<std::size_t>(got - done));
            if (written < 0)
                return errno;
            done += written;
        }
    }
}

int copyLink(int fromDirectory, int toDirectory, const char *name)
{
    std::vector<char> target(4096);
    const ssize_t length = ::readlinkat(fromDirectory, name, target.data(), target.size() - 1);
    if (length < 0)
        return errno;
    target[static_cast<std::size_t>(length)] = '\0';
    return ::symlinkat(target.data(), toDirectory, name) == 0 || errno == EEXIST ? 0 : errno;
}

int copyFile(int fromDirectory, int toDirectory, const char *name, const struct stat &status)
{
    // Not blocking: a named pipe may have taken the file's place since it was looked at.
    const FileDescriptor from(::openat(fromDirectory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!from)
        return errno;
    const FileDescriptor to(::openat(toDirectory, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!to)
        return errno;
    if (const int error = copyContent(from.get(), to.get()))
        return error;
    const std::array times{timespec{0, UTIME_OMIT}, status.st_mtim};
    return ::fchmod(to.get(), status.st_mode & keptModes) == 0 && ::futimens(to.get(), times.data()) == 0 ? 0 : errno;
}

int makeDirectory(int parent, const char *name)
{
    return ::mkdirat(parent, name, 0755) == 0 || errno == EEXIST ? 0 : errno;
}

/// Nobody else has it, and there is nothing about it that a copy would leave out.
bool isLinked(int fromDirectory, int toDirectory, const char *name, const struct stat &status)
{
    return status.st_nlink == 1 && status.st_uid == ::geteuid() && (status.st_mode & S_IRUSR) != 0
           && (status.st_mode & 07777 & ~keptModes) == 0 && ::linkat(fromDirectory, name, toDirectory, name, 0) == 0;
}

/// One entry that is no directory. ENOENT is the caller's to judge.
int copyEntry(int fromDirectory, int toDirectory, const char *name, Transfer transfer = Transfer::Copy)
{
    struct stat status = {};
    if (::fstatat(fromDirectory, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno;
    if (S_ISLNK(status.st_mode))
        return copyLink(fromDirectory, toDirectory, name);
    if (S_ISREG(status.st_mode) && transfer == Transfer::Link && isLinked(fromDirectory, toDirectory, name, status))
        return 0;
    if (S_ISREG(status.st_mode))
        return copyFile(fromDirectory, toDirectory, name, status);
    if (S_ISDIR(status.st_mode))
        return makeDirectory(toDirectory, name);
    return 0;
}

/// The directory pair in which the files of a sorted list lie: reopened only where the path changes.
class DirectoryWalk
{
public:
    DirectoryWalk(FileDescriptor from, FileDescriptor to)
    {
        m_levels.push_back({{}, std::move(from), std::move(to)});
    }

    /// 0, or an errno.
    int enter(const QList<QByteArray> &parts)
    {
        std::size_t common = 0;
        while (common + 1 < m_levels.size() && common < static_cast<std::size_t>(parts.size())
               && m_levels[common + 1].name == parts[static_cast<qsizetype>(common)])
            ++common;
        m_levels.erase(m_levels.begin() + static_cast<std::ptrdiff_t>(common + 1), m_levels.end());
        for (std::size_t i = common; i < static_cast<std::size_t>(parts.size()); ++i) {
            const QByteArray &name = parts[static_cast<qsizetype>(i)];
            if (name.isEmpty() || name == "." || name == "..")
                return EINVAL;
            FileDescriptor from = openDirectory(m_levels.back().from.get(), name);
            if (!from)
                return errno;
            if (const int error = makeDirectory(m_levels.back().to.get(), name.constData()))
                return error;
            FileDescriptor to = openDirectory(m_levels.back().to.get(), name);
            if (!to)
                return errno;
            m_levels.push_back({name, std::move(from), std::move(to)});
        }
        return 0;
    }

    int from() const { return m_levels.back().from.get(); }
    int to() const { return m_levels.back().to.get(); }

private:
    struct Level {
        QByteArray name;
        FileDescriptor from;
        FileDescriptor to;
    };
    std::vector<Level> m_levels;
};

/// Some file systems leave the type to those who ask.
bool isDirectory(int parent, const dirent &entry)
{
    if (entry.d_type != DT_UNKNOWN)
        return entry.d_type == DT_DIR;
    struct stat status = {};
    return ::fstatat(parent, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

/// Removes what stands in the way of an entry: everything but a directory for a directory.
void makeWay(int from, int to, const dirent &entry)
{
    struct stat status = {};
    if (::fstatat(to, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (!S_ISDIR(status.st_mode) || !isDirectory(from, entry))
        ::unlinkat(to, entry.d_name, S_ISDIR(status.st_mode) ? AT_REMOVEDIR : 0);
}

enum class Existing { Keep, Replace };

/// What all levels of one copy share.
struct TreeCopy {
    Existing existing;
    const StopFlag &stop;
    QByteArrayList leftOut; ///< relative to the source; these directories stay empty
    qsizetype rootLength = 0;
};

Result<> copyDirectory(const FileDescriptor &from, const FileDescriptor &to, const QByteArray &path, const TreeCopy &copy)
{
    const int duplicate = ::fcntl(from.get(), F_DUPFD_CLOEXEC, 0);
    const std::unique_ptr<DIR, int (*)(DIR *)> directory(::fdopendir(duplicate), ::closedir);
    if (!directory)
        return failed(path, errno);
    std::vector<QByteArray> directories;
    while (const dirent *entry = ::readdir(directory.get())) {
        const QByteArray name(entry->d_name);
        if (name == "." || name == "..")
            continue;
        if (copy.stop->load())
            return stopped();
        if (copy.existing == Existing::Replace)
            makeWay(from.get(), to.get(), *entry);
        if (const int error = copyEntry(from.get(), to.get(), entry->d_name))
            return failed(path + '/' + name, error);
        if (!isDirectory(from.get(), *entry))
            continue;
        if (copy.leftOut.isEmpty() || !copy.leftOut.contains((path + '/' + name).mid(copy.rootLength + 1)))
            directories.push_back(name);
    }
    for (const QByteArray &name : directories) {
        const FileDescriptor inner = openDirectory(from.get(), name);
        const FileDescriptor made = openDirectory(to.get(), name);
        if (!inner || !made)
            return failed(path + '/' + name, errno);
        if (const Result<> copied = copyDirectory(inner, made, path + '/' + name, copy); !copied)
            return copied;
    }
    return {};
}

Result<std::pair<FileDescriptor, FileDescriptor>> openRoots(const QString &source, const QString &target)
{
    const QByteArray from = QFile::encodeName(source);
    const QByteArray to = QFile::encodeName(target);
    FileDescriptor fromRoot(::open(from.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fromRoot)
        return failed(from, errno);
    if (const int error = makeDirectory(AT_FDCWD, to.constData()))
        return failed(to, error);
    FileDescriptor toRoot = openDirectory(AT_FDCWD, to);
    if (!toRoot)
        return failed(to, errno);
    return std::pair(std::move(fromRoot), std::move(toRoot));
}

} // namespace

Result<> copyProject(const ProjectSource &source, const QString &target, const StopFlag &stop,
                     const std::function<void(double fraction)> &progress, Transfer transfer)
{
    Result<std::pair<FileDescriptor, FileDescriptor>> roots = openRoots(source.root, target);
    if (!roots)
        return std::unexpected(roots.error());
    DirectoryWalk walk(std::move(roots->first), std::move(roots->second));
    QByteArrayList files = source.files;
    std::ranges::sort(files);
    for (qsizetype i = 0; i < files.size(); ++i) {
        if (stop->load())
            return stopped();
        if (i % 256 == 0)
            progress(static_cast<double>(i) / static_cast<double>(files.size()));
        QByteArray path = files[i];
        while (path.endsWith('/')) // an empty directory may be marked so
            path.chop(1);
        QList<QByteArray> parts = path.split('/');
        const QByteArray name = parts.takeLast();
        int error = name.isEmpty() || name == "." || name == ".." ? EINVAL : walk.enter(parts);
        if (error == 0)
            error = copyEntry(walk.from(), walk.to(), name.constData(), transfer);
        // A link has taken a directory's place: then its files are gone, as git sees it, and the link stands in the list itself.
        const bool gone = error == ENOENT || error == ENOTDIR || error == ELOOP;
        if (error != 0 && !gone)
            return failed(path, error);
    }
    return {};
}

Result<> copyTree(const QString &source, const QString &target, const StopFlag &stop, const QByteArrayList &leftOut)
{
    const Result<std::pair<FileDescriptor, FileDescriptor>> roots = openRoots(source, target);
    if (!roots)
        return std::unexpected(roots.error());
    const QByteArray path = QFile::encodeName(source);
    return copyDirectory(roots->first, roots->second, path, {Existing::Keep, stop, leftOut, path.size()});
}

Result<> layOver(const QString &source, const QString &target, const StopFlag &stop)
{
    const Result<std::pair<FileDescriptor, FileDescriptor>> roots = openRoots(source, target);
    if (!roots)
        return std::unexpected(roots.error());
    return copyDirectory(roots->first, roots->second, QFile::encodeName(source), {Existing::Replace, stop, {}, 0});
}

} // namespace stagecraft::engine
