// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/given_tree.h"

#include "core/base/process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <string_view>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace stagecraft::engine {

namespace {

namespace fs = std::filesystem;

constexpr mode_t permissions = 07777;
constexpr timespec never{0, -1};

/// Of the local disk, with inodes that stay and times of change that every way to write moves: memory that is mapped does not
/// on tmpfs.
constexpr std::array<long, 6> trustedFileSystems{
    0xEF53,     // ext2, ext3, ext4
    0x58465342, // xfs
    0x9123683E, // btrfs
    0xF2F52010, // f2fs
    0x794C7630, // overlay
    0x2FC12FC1, // zfs
};

bool isTrusted(int directory)
{
    struct statfs status = {};
    return ::fstatfs(directory, &status) == 0 && std::ranges::any_of(trustedFileSystems, [&status](long type) {
               return static_cast<long>(status.f_type) == type;
           });
}

bool same(const timespec &one, const timespec &other)
{
    return one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec;
}

bool isBefore(const timespec &one, const timespec &other)
{
    return one.tv_sec < other.tv_sec || (one.tv_sec == other.tv_sec && one.tv_nsec < other.tv_nsec);
}

bool isUnchanged(const GivenEntry &given, const struct stat &now)
{
    return given.inode == now.st_ino && given.mode == now.st_mode && given.size == now.st_size
           && same(given.changed, now.st_ctim);
}

void note(GivenEntry &given, const struct stat &now)
{
    given.mode = now.st_mode;
    given.user = now.st_uid;
    given.group = now.st_gid;
    given.inode = now.st_ino;
    given.size = now.st_size;
    given.changed = now.st_ctim;
}

FileDescriptor openDirectory(int parent, const char *name)
{
    return FileDescriptor(::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

/// False when it cannot be read.
bool namesIn(int directory, std::vector<std::string> &names)
{
    const int duplicate = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); // with a position of its own
    const std::unique_ptr<DIR, int (*)(DIR *)> stream(duplicate < 0 ? nullptr : ::fdopendir(duplicate), ::closedir);
    if (!stream)
        return false;
    for (;;) {
        errno = 0;
        const dirent *entry = ::readdir(stream.get());
        if (!entry)
            return errno == 0;
        const std::string_view name(entry->d_name);
        if (name != "." && name != "..")
            names.emplace_back(name);
    }
}

/// Access lists and the like, which a mode does not tell. Labels of SELinux are on everything.
bool hasAttributes(int directory)
{
    std::array<char, 4096> names{};
    const ssize_t size = ::flistxattr(directory, names.data(), names.size());
    if (size < 0)
        return errno != ENOTSUP;
    return size > 0
           && std::string_view(names.data(), static_cast<std::size_t>(size))
                  != std::string_view("security.selinux\0", 17);
}

bool isMounted(int parent, const char *name)
{
    struct statx status = {};
    return ::statx(parent, name, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT, STATX_TYPE, &status) != 0
           || (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

/// A directory of a job, whatever mode that has given it.
FileDescriptor openAnyway(int parent, const char *name, const struct stat &now)
{
    if ((now.st_mode & S_IRWXU) != S_IRWXU)
        ::fchmodat(parent, name, (now.st_mode & permissions) | S_IRWXU, 0);
    return openDirectory(parent, name);
}

bool removeEntry(int parent, const char *name, const struct stat &now)
{
    if (!S_ISDIR(now.st_mode))
        return ::unlinkat(parent, name, 0) == 0;
    if (isMounted(parent, name))
        return false;
    const FileDescriptor directory = openAnyway(parent, name, now);
    std::vector<std::string> names;
    if (!directory || !namesIn(directory.get(), names))
        return false;
    for (const std::string &inner : names) {
        struct stat status = {};
        if (::fstatat(directory.get(), inner.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0
            || !removeEntry(directory.get(), inner.c_str(), status))
            return false;
    }
    return ::unlinkat(parent, name, AT_REMOVEDIR) == 0;
}

/// Gives files that stay an inode of their own: others of the same inode are somebody's artifacts.
bool unlinkCopies(const fs::path &path)
{
    std::error_code error;
    const auto separate = [&error](const fs::path &file) {
        if (!fs::is_regular_file(fs::symlink_status(file, error)) || fs::hard_link_count(file, error) == 1)
            return !error;
        const fs::path copy = file.native() + ".stagecraft";
        const auto time = fs::last_write_time(file, error);
        fs::copy_file(file, copy, error);
        if (!error)
            fs::last_write_time(copy, time, error);
        if (!error)
            fs::rename(copy, file, error);
        return !error;
    };
    if (!fs::is_directory(fs::symlink_status(path, error)))
        return separate(path);
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator walk(path, error); !error && walk != fs::recursive_directory_iterator();
         walk.increment(error))
        files.push_back(walk->path());
    return !error && std::ranges::all_of(files, separate);
}

bool noteDirectory(const FileDescriptor &directory, GivenEntry &given, const StopFlag &stop, dev_t device)
{
    struct stat now = {};
    std::vector<std::string> names;
    if (!directory || stop->load() || ::fstat(directory.get(), &now) != 0 || now.st_dev != device
        || !namesIn(directory.get(), names))
        return false;
    note(given, now);
    std::ranges::sort(names);
    given.entries.reserve(names.size());
    for (std::string &name : names) {
        if (::fstatat(directory.get(), name.c_str(), &now, AT_SYMLINK_NOFOLLOW) != 0)
            return false;
        GivenEntry &entry = given.entries.emplace_back();
        entry.name = std::move(name);
        note(entry, now);
        if (S_ISDIR(now.st_mode)
            && !noteDirectory(openDirectory(directory.get(), entry.name.c_str()), entry, stop, device))
            return false;
    }
    return true;
}

/// What the file system calls now, by which it will say when something has changed. Its clock goes in steps: what has changed
/// in this very step may change in it once more, and nobody would see.
std::optional<timespec> clockOf(const std::string &directory)
{
    const std::string file = directory + ".clock";
    const FileDescriptor descriptor(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    struct stat status = {};
    if (!descriptor || ::fstat(descriptor.get(), &status) != 0 || ::unlink(file.c_str()) != 0)
        return std::nullopt;
    return status.st_ctim;
}

void distrustFrom(GivenEntry &given, const timespec &end)
{
    if (!isBefore(given.changed, end))
        given.changed = never;
}

void distrustAllFrom(GivenEntry &given, const timespec &end)
{
    distrustFrom(given, end);
    for (GivenEntry &entry : given.entries)
        distrustAllFrom(entry, end);
}

std::string joined(const std::string &path, const std::string &name)
{
    return path.empty() ? name : path + '/' + name;
}

} // namespace

std::optional<GivenEntry> noteGiven(const QByteArray &directory, const StopFlag &stop)
{
    const FileDescriptor root = openDirectory(AT_FDCWD, directory.constData());
    struct stat now = {};
    GivenEntry given;
    if (!root || !isTrusted(root.get()) || ::fstat(root.get(), &now) != 0
        || !noteDirectory(openDirectory(root.get(), "."), given, stop, now.st_dev))
        return std::nullopt;
    const auto end = clockOf(directory.toStdString());
    if (!end)
        return std::nullopt;
    distrustAllFrom(given, *end);
    return given;
}

GivenTreeCheck::GivenTreeCheck(GivenEntry &given, const QByteArray &directory, const CleanRule &rule,
                               const StopFlag &stop)
    : m_given(given), m_root(directory.toStdString()), m_rule(rule), m_stop(stop)
{
}

bool GivenTreeCheck::run()
{
    const FileDescriptor root = openDirectory(AT_FDCWD, m_root.c_str());
    struct stat now = {};
    if (!root || ::fstat(root.get(), &now) != 0 || now.st_ino != m_given.inode || now.st_uid != m_given.user
        || now.st_gid != m_given.group || isMounted(AT_FDCWD, m_root.c_str()))
        return false;
    if (now.st_mode != m_given.mode && ::fchmod(root.get(), m_given.mode & permissions) != 0)
        return false;
    m_device = now.st_dev;
    return checkDirectory(root.get(), now, m_given, {});
}

bool GivenTreeCheck::checkDirectory(int directory, const struct stat &now, GivenEntry &given, const std::string &path)
{
    if (m_stop->load())
        return false;
    bool changes = !same(given.changed, now.st_ctim); // else no name came or went
    bool keepsForeign = false;
    if (changes && (hasAttributes(directory) || !cleanDirectory(directory, given, path, keepsForeign)))
        return false;
    for (GivenEntry &entry : given.entries) {
        if (!checkEntry(directory, entry, joined(path, entry.name), changes))
            return false;
    }
    if (changes)
        m_renewed.push_back({&given, path, keepsForeign});
    return true;
}

bool GivenTreeCheck::checkEntry(int parent, GivenEntry &given, const std::string &path, bool &changes)
{
    struct stat now = {};
    if (::fstatat(parent, given.name.c_str(), &now, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT)
            return false;
    } else if (S_ISDIR(given.mode) && S_ISDIR(now.st_mode) && given.inode == now.st_ino) {
        if (now.st_dev != m_device || now.st_uid != given.user || now.st_gid != given.group)
            return false;
        if (now.st_mode != given.mode && ::fchmodat(parent, given.name.c_str(), given.mode & permissions, 0) != 0)
            return false;
        const FileDescriptor directory = openDirectory(parent, given.name.c_str());
        return directory && checkDirectory(directory.get(), now, given, path);
    } else if (!S_ISDIR(given.mode) && isUnchanged(given, now)) {
        return true;
    } else if (!removeEntry(parent, given.name.c_str(), now)) {
        return false;
    }
    miss(given, path);
    changes = true;
    return true;
}

bool GivenTreeCheck::cleanDirectory(int directory, const GivenEntry &given, const std::string &path, bool &keepsForeign)
{
    std::vector<std::string> names;
    if (!namesIn(directory, names))
        return false;
    for (const std::string &name : names) {
        if (!std::ranges::binary_search(given.entries, name, {}, &GivenEntry::name)
            && !clean(directory, name, joined(path, name), keepsForeign))
            return false;
    }
    return true;
}

/// What was not given. A directory stays when something in it does.
bool GivenTreeCheck::clean(int parent, const std::string &name, const std::string &path, bool &isKept)
{
    struct stat now = {};
    if (::fstatat(parent, name.c_str(), &now, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    const bool isDirectory = S_ISDIR(now.st_mode);
    const bool isOfGit = path == ".git" || path.starts_with(".git/"); // no flag of `git clean` is about that
    if (!isOfGit && m_rule.keeps(path, isDirectory)) {
        isKept = true;
        return unlinkCopies(fs::path(m_root) / path);
    }
    if (!isDirectory || isOfGit || m_rule.except.empty())
        return removeEntry(parent, name.c_str(), now);
    const FileDescriptor inside = openAnyway(parent, name.c_str(), now);
    std::vector<std::string> names;
    if (isMounted(parent, name.c_str()) || !inside || !namesIn(inside.get(), names))
        return false;
    bool anyKept = false;
    for (const std::string &inner : names) {
        if (!clean(inside.get(), inner, joined(path, inner), anyKept))
            return false;
    }
    isKept = isKept || anyKept;
    return anyKept || ::unlinkat(parent, name.c_str(), AT_REMOVEDIR) == 0;
}

void GivenTreeCheck::miss(GivenEntry &given, const std::string &path)
{
    m_missing << QByteArray::fromStdString(path);
    m_renewed.push_back({&given, path});
    for (GivenEntry &entry : given.entries)
        miss(entry, joined(path, entry.name));
}

bool GivenTreeCheck::noteRestored()
{
    for (const Renewed &renewed : m_renewed) {
        struct stat now = {};
        if (::lstat(joined(m_root, renewed.path).c_str(), &now) != 0
            || ((now.st_mode ^ renewed.entry->mode) & S_IFMT) != 0)
            return false;
        note(*renewed.entry, now);
    }
    const auto end = clockOf(m_root);
    if (!end)
        return false;
    for (const Renewed &renewed : m_renewed) {
        distrustFrom(*renewed.entry, *end);
        if (renewed.keepsForeign) // the next job may want to have it cleaned
            renewed.entry->changed = never;
    }
    return true;
}

} // namespace stagecraft::engine
