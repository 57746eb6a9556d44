// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/file_selection.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <archive.h>
#include <archive_entry.h>

#include <climits>
#include <filesystem>
#include <memory>
#include <sys/stat.h>

namespace stagecraft::engine {

namespace {

namespace fs = std::filesystem;

constexpr size_t blockSize = 65536;
constexpr unsigned keptModes = 0777;
/// A tar is not compressed: only by holes its files become bigger than itself.
constexpr la_int64_t largestHoles = la_int64_t(1) << 30;

QString text(const std::string &bytes)
{
    return QString::fromStdString(bytes);
}

/// No directory on the way to `path` is a link.
bool isReachedWithoutLinks(const std::string &directory, const std::string &path)
{
    std::error_code error;
    for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
        if (!fs::is_directory(fs::symlink_status(directory + '/' + path.substr(0, slash), error)))
            return false;
    }
    return true;
}

std::unexpected<Error> notKept(const QString &target, const QString &reason)
{
    return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "The files could not be kept in %1: %2"), {target, reason});
}

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;
using Writer = std::unique_ptr<archive, decltype(&archive_write_free)>;

/// "dist/a" of a tar of "out/dist" is "out/dist/a"; of a tar of the whole project it is "a".
QByteArray pathInProject(const char *name, const QByteArray &root)
{
    QByteArray path(name);
    while (path.endsWith('/'))
        path.chop(1);
    const qsizetype slash = root.isEmpty() ? path.indexOf('/') : root.lastIndexOf('/');
    if (root.isEmpty())
        return slash < 0 ? QByteArray() : path.sliced(slash + 1);
    return slash < 0 ? path : root.first(slash + 1) + path;
}

} // namespace

FileSelection::FileSelection(const FileRule &rule, std::string directory, QString snapshot)
    : m_untracked(rule.untracked)
    , m_directory(std::move(directory))
    , m_snapshot(std::move(snapshot))
{
    const auto read = [this](const std::vector<std::string> &patterns, std::vector<Wanted> &wanted) {
        for (const std::string &pattern : patterns) {
            if (pattern.empty()) {
                m_problems.push_back({TraceLine::Kind::Warning, QStringLiteral("No matching files. Path is empty.")});
                continue;
            }
            const CleanPath clean = cleanPath(pattern, m_directory);
            if (clean.inside)
                wanted.push_back({pattern, PathPattern(clean.path)});
            else
                m_problems.push_back({TraceLine::Kind::Warning,
                                      QStringLiteral("processPath: artifact path is not a subpath of project directory: %1").arg(text(pattern))});
        }
    };
    read(rule.paths, m_paths);
    read(rule.exclude, m_exclude);
}

QByteArrayList FileSelection::roots() const
{
    QByteArrayList roots;
    if (m_untracked)
        return {QByteArray()};
    for (const Wanted &wanted : m_paths)
        roots << QByteArray::fromStdString(wanted.pattern.root());
    std::ranges::sort(roots);
    QByteArrayList result;
    for (const QByteArray &root : std::as_const(roots)) {
        const bool covered = std::ranges::any_of(result, [&root](const QByteArray &other) {
            return other.isEmpty() || root == other || root.startsWith(other + '/');
        });
        if (!covered)
            result << root;
    }
    return result;
}

bool FileSelection::takes(const QByteArray &path, bool isDirectory)
{
    const std::string_view name(path.constData(), static_cast<std::size_t>(path.size()));
    if (name.empty())
        return false;
    bool taken = false;
    for (Wanted &wanted : m_paths) {
        if (wanted.pattern.covers(name)) {
            ++wanted.found;
            taken = true;
        }
    }
    const bool isGits = name == ".git" || name.starts_with(".git/");
    if (m_untracked && !isDirectory && !isGits) {
        struct stat status = {};
        const QByteArray before = QFile::encodeName(m_snapshot) + '/' + path;
        if (m_snapshot.isEmpty() || ::lstat(before.constData(), &status) != 0) {
            ++m_untrackedFound;
            taken = true;
        }
    }
    for (Wanted &excluded : m_exclude) {
        if (taken && excluded.pattern.matches(name)) {
            ++excluded.found;
            taken = false;
        }
    }
    m_count += taken ? 1 : 0;
    m_takesRepository = m_takesRepository || (taken && isGits);
    return taken;
}

std::vector<TraceLine> FileSelection::lines() const
{
    std::vector<TraceLine> lines = m_problems;
    for (const Wanted &wanted : m_paths) {
        if (wanted.found > 0)
            lines.push_back({TraceLine::Kind::Plain, QStringLiteral("%1: found %2 matching artifact files and directories")
                                                         .arg(text(wanted.text)).arg(wanted.found)});
        else
            lines.push_back({TraceLine::Kind::Warning,
                             QStringLiteral("%1: no matching files. Ensure that the artifact path is relative to the working directory (%2)")
                                 .arg(text(wanted.text), text(m_directory))});
    }
    if (m_untracked)
        lines.push_back({TraceLine::Kind::Plain, m_untrackedFound > 0 ? QStringLiteral("untracked: found %1 files").arg(m_untrackedFound)
                                                                      : QStringLiteral("untracked: no files")});
    for (const Wanted &excluded : m_exclude) {
        if (excluded.found > 0)
            lines.push_back({TraceLine::Kind::Plain, QStringLiteral("%1: excluded %2 files").arg(text(excluded.text)).arg(excluded.found)});
    }
    if (m_takesRepository)
        lines.push_back({TraceLine::Kind::Warning, QStringLiteral("Part of .git directory is on the list of files to archive")});
    return lines;
}

Result<> keepFromDirectory(const QString &directory, FileSelection &selection, const QString &target, const StopFlag &stop,
                           Transfer transfer)
{
    const std::string base = QFile::encodeName(directory).toStdString();
    ProjectSource source{directory, {}};
    const QByteArrayList roots = selection.roots();
    for (const QByteArray &root : roots) {
        const std::string start = root.isEmpty() ? base : base + '/' + root.toStdString();
        std::error_code error;
        const fs::file_status status = fs::symlink_status(start, error);
        if (!fs::exists(status) || !isReachedWithoutLinks(base, root.toStdString()))
            continue;
        if (selection.takes(root, fs::is_directory(status)))
            source.files << root;
        if (!fs::is_directory(status))
            continue;
        fs::recursive_directory_iterator walk(start, fs::directory_options::skip_permission_denied, error);
        for (; !error && !stop->load() && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
            const QByteArray path = QByteArray::fromStdString(walk->path().native().substr(base.size() + 1));
            std::error_code unknown;
            if (selection.takes(path, fs::is_directory(walk->symlink_status(unknown))))
                source.files << path;
        }
        if (error)
            return notKept(target, QString::fromStdString(error.message()));
    }
    return copyProject(source, target, stop, [](double) {}, transfer);
}

Result<> keepFromTar(const QString &tar, const QByteArray &root, FileSelection &selection, const QString &target, const StopFlag &stop)
{
    if (!QDir().mkpath(target))
        return notKept(target, qt_error_string());
    // Without links on the way, because none is followed below.
    const QByteArray base = QFile::encodeName(QDir(target).canonicalPath()) + '/';
    const Reader reader(archive_read_new(), archive_read_free);
    const Writer writer(archive_write_disk_new(), archive_write_free);
    archive_read_support_format_tar(reader.get());
    archive_write_disk_set_options(writer.get(), ARCHIVE_EXTRACT_PERM | ARCHIVE_EXTRACT_TIME | ARCHIVE_EXTRACT_SECURE_SYMLINKS
                                                     | ARCHIVE_EXTRACT_SECURE_NODOTDOT);
    const auto reason = [](archive *where) { return QString::fromUtf8(archive_error_string(where)); };
    if (archive_read_open_filename(reader.get(), QFile::encodeName(tar).constData(), blockSize) != ARCHIVE_OK)
        return notKept(target, reason(reader.get()));
    archive_entry *entry = nullptr;
    int state = ARCHIVE_OK;
    la_int64_t room = QFileInfo(tar).size() + largestHoles;
    while ((state = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK || state == ARCHIVE_WARN) {
        if (stop->load())
            return failure(ErrorKind::Cancelled, QT_TRANSLATE_NOOP("stagecraft", "Cancelled"));
        const auto type = archive_entry_filetype(entry);
        const char *hardLink = archive_entry_hardlink(entry);
        if (type != AE_IFREG && type != AE_IFDIR && type != AE_IFLNK && !hardLink)
            continue; // pipes, sockets, devices
        const QByteArray path = pathInProject(archive_entry_pathname(entry), root);
        if (!selection.takes(path, type == AE_IFDIR))
            continue;
        if (hardLink) {
            const QByteArray first = base + pathInProject(hardLink, root);
            if (!QFile::exists(QFile::decodeName(first)))
                continue; // its first name is not selected
            archive_entry_set_hardlink(entry, first.constData());
        }
        if (base.size() + path.size() >= PATH_MAX) // nobody could open it, and making its directories takes for ever
            return notKept(target, QStringLiteral("a path in the archive has %1 bytes").arg(path.size()));
        const la_int64_t declared = archive_entry_size(entry);
        if (declared < 0 || declared > room)
            return notKept(target, QStringLiteral("%1 claims more bytes than the archive has").arg(QFile::decodeName(path)));
        room -= declared;
        archive_entry_set_pathname(entry, (base + path).constData());
        archive_entry_set_perm(entry, archive_entry_perm(entry) & keptModes);
        if (archive_write_header(writer.get(), entry) < ARCHIVE_WARN)
            return notKept(target, reason(writer.get()));
        const void *block = nullptr;
        size_t size = 0;
        la_int64_t offset = 0;
        while ((state = archive_read_data_block(reader.get(), &block, &size, &offset)) == ARCHIVE_OK) {
            if (archive_write_data_block(writer.get(), block, size, offset) < ARCHIVE_OK)
                return notKept(target, reason(writer.get()));
        }
        if (state != ARCHIVE_EOF)
            return notKept(target, reason(reader.get()));
    }
    if (state != ARCHIVE_EOF)
        return notKept(target, reason(reader.get()));
    return archive_write_close(writer.get()) == ARCHIVE_OK ? Result<>() : notKept(target, reason(writer.get()));
}

} // namespace stagecraft::engine
