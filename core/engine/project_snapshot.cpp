// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/project_snapshot.h"

#include "core/base/process.h"

#include <QFile>
#include <QThread>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <mutex>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace stagecraft::engine {

namespace {

constexpr mode_t keptModes = 0777;
/// More of them wait for each other in the file system.
constexpr qsizetype mostThreads = 4;
/// Files that a thread takes at once: neighbours, mostly of one directory.
constexpr qsizetype pieceSize = 128;

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

struct Roots {
    FileDescriptor from;
    FileDescriptor to;
};

FileDescriptor duplicateOf(const FileDescriptor &descriptor)
{
    return FileDescriptor(::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, 0));
}

/// The directory pair in which the files of a sorted list lie: reopened only where the path changes.
class DirectoryWalk
{
public:
    explicit DirectoryWalk(const Roots &roots)
    {
        m_levels.push_back({{}, duplicateOf(roots.from), duplicateOf(roots.to)});
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
void makeWay(int to, const char *name, bool forDirectory)
{
    struct stat status = {};
    if (::fstatat(to, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (!S_ISDIR(status.st_mode) || !forDirectory)
        ::unlinkat(to, name, S_ISDIR(status.st_mode) ? AT_REMOVEDIR : 0);
}

enum class Existing { Keep, Replace };
enum class Vanished { LeaveOut, Fail };

struct CopyRules {
    Transfer transfer = Transfer::Copy;
    Existing existing = Existing::Keep;
    Vanished vanished = Vanished::Fail;
    QByteArray source = {}; ///< before the paths of messages
};

/// Copies the files of a sorted list by several threads: most of a copy is the system's work for each file.
class ListCopy
{
public:
    ListCopy(const Roots &roots, const QByteArrayList &files, const CopyRules &rules, const StopFlag &stop)
        : m_roots(roots), m_files(files), m_rules(rules), m_stop(stop)
    {
    }

    /// `progress` is called in this thread.
    Result<> run(const std::function<void(double fraction)> &progress)
    {
        const qsizetype threads = std::min<qsizetype>(
            {mostThreads, QThread::idealThreadCount(), m_files.size() / pieceSize});
        {
            std::vector<std::jthread> others;
            try {
                for (qsizetype i = 1; i < threads; ++i)
                    others.emplace_back([this] { work([](double) {}); });
            } catch (const std::system_error &) { // the system has no more threads for us
            }
            work(progress);
        }
        return m_result;
    }

private:
    void work(const std::function<void(double fraction)> &progress)
    {
        DirectoryWalk walk(m_roots);
        for (qsizetype first = 0; (first = m_next.fetch_add(pieceSize)) < m_files.size();) {
            progress(static_cast<double>(first) / static_cast<double>(m_files.size()));
            for (qsizetype i = first; i < std::min(first + pieceSize, m_files.size()); ++i) {
                if (m_hasFailed)
                    return;
                if (const Result<> copied = copyOne(walk, m_files[i]); !copied)
                    return fail(copied);
            }
        }
    }

    Result<> copyOne(DirectoryWalk &walk, QByteArray path) const
    {
        if (m_stop->load())
            return stopped();
        while (path.endsWith('/')) // an empty directory may be marked so
            path.chop(1);
        QList<QByteArray> parts = path.split('/');
        const QByteArray name = parts.takeLast();
        int error = name.isEmpty() || name == "." || name == ".." ? EINVAL : walk.enter(parts);
        if (error == 0 && m_rules.existing == Existing::Replace)
            makeWay(walk.to(), name.constData(), false);
        if (error == 0)
            error = copyEntry(walk.from(), walk.to(), name.constData(), m_rules.transfer);
        // A link has taken a directory's place: then its files are gone, as git sees it, and the link stands in the list itself.
        const bool gone = error == ENOENT || error == ENOTDIR || error == ELOOP;
        if (error != 0 && !(gone && m_rules.vanished == Vanished::LeaveOut))
            return failed(m_rules.source + path, error);
        return {};
    }

    void fail(const Result<> &reason)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_hasFailed.exchange(true))
            m_result = reason;
    }

    const Roots &m_roots;
    const QByteArrayList &m_files;
    const CopyRules &m_rules;
    const StopFlag &m_stop;
    std::atomic<qsizetype> m_next = 0;
    std::atomic_bool m_hasFailed = false;
    std::mutex m_mutex; ///< of m_result
    Result<> m_result;
};

/// What there is to copy of a tree whose directories have been made.
struct TreeListing {
    const CopyRules &rules;
    const StopFlag &stop;
    const QByteArrayList &leftOut; ///< relative to the source; these directories stay empty
    QByteArrayList files = {};     ///< relative to the source
};

/// Makes the directories of a tree and lists everything else.
Result<> makeDirectories(const FileDescriptor &from, const FileDescriptor &to, const QByteArray &path,
                         TreeListing &listing)
{
    const int duplicate = ::fcntl(from.get(), F_DUPFD_CLOEXEC, 0);
    const std::unique_ptr<DIR, int (*)(DIR *)> directory(::fdopendir(duplicate), ::closedir);
    if (!directory)
        return failed(listing.rules.source + path, errno);
    QByteArrayList directories;
    while (const dirent *entry = ::readdir(directory.get())) {
        const QByteArray name(entry->d_name);
        if (name == "." || name == "..")
            continue;
        if (listing.stop->load())
            return stopped();
        (isDirectory(from.get(), *entry) ? directories : listing.files) << path + name;
    }
    for (const QByteArray &inside : directories) {
        const QByteArray name = inside.sliced(path.size());
        if (listing.rules.existing == Existing::Replace)
            makeWay(to.get(), name.constData(), true);
        if (const int error = makeDirectory(to.get(), name.constData()))
            return failed(listing.rules.source + inside, error);
        if (listing.leftOut.contains(inside))
            continue;
        const FileDescriptor inner = openDirectory(from.get(), name);
        const FileDescriptor made = openDirectory(to.get(), name);
        if (!inner || !made)
            return failed(listing.rules.source + inside, errno);
        if (const Result<> listed = makeDirectories(inner, made, inside + '/', listing); !listed)
            return listed;
    }
    return {};
}

Result<Roots> openRoots(const QString &source, const QString &target)
{
    const QByteArray from = QFile::encodeName(source);
    const QByteArray to = QFile::encodeName(target);
    Roots roots{FileDescriptor(::open(from.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), {}};
    if (!roots.from)
        return failed(from, errno);
    if (const int error = makeDirectory(AT_FDCWD, to.constData()))
        return failed(to, error);
    roots.to = openDirectory(AT_FDCWD, to);
    if (!roots.to)
        return failed(to, errno);
    return roots;
}

Result<> copyAll(const QString &source, const QString &target, const StopFlag &stop, CopyRules rules,
                 const QByteArrayList &leftOut)
{
    const Result<Roots> roots = openRoots(source, target);
    if (!roots)
        return std::unexpected(roots.error());
    rules.source = QFile::encodeName(source) + '/';
    TreeListing listing{rules, stop, leftOut};
    if (const Result<> made = makeDirectories(roots->from, roots->to, {}, listing); !made)
        return made;
    return ListCopy(*roots, listing.files, rules, stop).run([](double) {});
}

} // namespace

Result<> copyProject(const ProjectSource &source, const QString &target, const StopFlag &stop,
                     const std::function<void(double fraction)> &progress, Transfer transfer)
{
    const Result<Roots> roots = openRoots(source.root, target);
    if (!roots)
        return std::unexpected(roots.error());
    QByteArrayList files = source.files;
    std::ranges::sort(files);
    const CopyRules rules{.transfer = transfer, .vanished = Vanished::LeaveOut};
    return ListCopy(*roots, files, rules, stop).run(progress);
}

Result<> copyTree(const QString &source, const QString &target, const StopFlag &stop, const QByteArrayList &leftOut)
{
    return copyAll(source, target, stop, {}, leftOut);
}

Result<> layOver(const QString &source, const QString &target, const StopFlag &stop)
{
    return copyAll(source, target, stop, {.existing = Existing::Replace}, {});
}

} // namespace stagecraft::engine
