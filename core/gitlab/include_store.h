// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// IncludeStore: the included files that were fetched, on the disk, and why others could not be. Two files each: the content,
// named by its hash, and a small JSON file that says what it is; both are written atomically, in a directory that only the
// user can read. No token is ever part of it. Failures are kept in memory only.
//
// Thread: any; it is shared by the analysis and the fetcher. Functions block for one access to small files.
#pragma once

#include "core/base/result.h"
#include "core/expand/include_source.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QMutex>
#include <QString>
#include <QUrl>

#include <optional>

namespace stagecraft::gitlab {

struct StoredInclude {
    QByteArray bytes;
    QByteArray etag = {};
    QString address = {}; ///< where it was found in the end, without secrets
    QString project = {};
    QString sha = {};
    QString version = {};
    QDateTime fetchedAt = {};
};

class IncludeStore
{
public:
    /// `instance` is the configured GitLab instance: files of another one are others.
    explicit IncludeStore(QString directory = defaultDirectory(), QUrl instance = {});

    /// <cache>/stagecraft/includes of the user.
    static QString defaultDirectory();

    /// What expand() may know. A refusal wins over an older copy, a failure does not.
    expand::FetchedFile lookUp(const expand::IncludeSource &source) const;

    std::optional<StoredInclude> read(const expand::IncludeSource &source) const;
    Result<> write(const expand::IncludeSource &source, const StoredInclude &file);
    void setFailure(const expand::IncludeSource &source, bool isRefusal, const QString &text);

private:
    QString keyOf(const expand::IncludeSource &source) const;
    QString indexFile(const expand::IncludeSource &source) const;
    QString bodyFile(const QString &hash) const;

    QString m_directory;
    QUrl m_instance;
    mutable QMutex m_mutex; ///< guards m_failures
    QHash<QString, expand::FetchedFile> m_failures;
};

} // namespace stagecraft::gitlab
