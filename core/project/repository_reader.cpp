// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/files.h"
#include "core/git/repository.h"
#include "core/gitlab/vendored.h"
#include "core/project/analysis.h"
#include "core/project/change_history.h"

#include <QDir>
#include <QFileInfo>

#include <memory>
#include <optional>

namespace stagecraft::project {

namespace {

/// GitLab refuses included files above this size (2 MiB of YAML in all).
constexpr qint64 maximumIncludeSize = qint64(2) * 1024 * 1024;

QString absolutePath(const QString &root, const QString &path)
{
    QString relative = path;
    while (relative.startsWith(u'/'))
        relative.remove(0, 1);
    return QDir::cleanPath(QDir(root).filePath(relative));
}

/// The file itself, links followed; nullopt when it is missing or, by ".." or a link, outside.
std::optional<QString> pathInside(const QString &root, const QString &path)
{
    const QString absolute = QFileInfo(absolutePath(root, path)).canonicalFilePath();
    if (absolute.isEmpty() || !absolute.startsWith(root + u'/'))
        return std::nullopt;
    return absolute;
}

/// The files of a repository, listed once and only when somebody asks.
class FileList
{
public:
    explicit FileList(QString root) : m_root(std::move(root)) {}
    const QStringList &files()
    {
        if (!m_files) {
            m_files.emplace();
            const auto listed = git::projectFiles(m_root, git::UntrackedFiles::Include);
            for (const QByteArray &file : listed.value_or(QByteArrayList()))
                m_files->append(QFile::decodeName(file));
        }
        return *m_files;
    }

private:
    QString m_root;
    std::optional<QStringList> m_files;
};

} // namespace

expand::FileReader repositoryReader(const QString &root, const std::shared_ptr<const gitlab::IncludeStore> &includes,
                                    const std::function<void(const QString &, const QByteArray *)> &observe)
{
    const QString canonical = QFileInfo(root).canonicalFilePath();
    const auto list = std::make_shared<FileList>(canonical);
    expand::FileReader reader;
    reader.read = [canonical, observe](const QString &path) -> std::optional<QByteArray> {
        const std::optional<QString> inside = pathInside(canonical, path);
        std::optional<QByteArray> bytes;
        if (inside) {
            if (Result<QByteArray> read = readFile(*inside, maximumIncludeSize))
                bytes = std::move(*read);
        }
        const QString named = absolutePath(canonical, path);
        if (observe && named.startsWith(canonical + u'/') && (inside || !QFileInfo::exists(named)))
            observe(named.sliced(canonical.size() + 1), bytes ? &*bytes : nullptr);
        return bytes;
    };
    reader.files = [list] { return list->files(); };
    reader.changes = [history = std::make_shared<ChangeHistory>(canonical)](const expand::Context &context,
                                                                            const std::string &compareTo) {
        return history->changes(context, compareTo);
    };
    reader.fetched = [read = reader.read, includes](const expand::IncludeSource &source) {
        if (std::optional<expand::FetchedFile> kept = gitlab::vendoredFile(source, read))
            return *kept;
        return includes ? includes->lookUp(source) : expand::FetchedFile{};
    };
    return reader;
}

} // namespace stagecraft::project
