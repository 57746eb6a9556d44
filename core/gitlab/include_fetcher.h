// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// IncludeFetcher: fetches included files into an IncludeStore: `remote` over HTTP, `project`, `component` and `template` through
// the REST API of the GitLab instance. What cannot be fetched is noted in the store, with GitLab's text where it has one.
// It asks nobody before fetch() is called.
//
// Thread: that of its creator, with an event loop; nothing blocks. Ownership: destroying it ends all requests.
#pragma once

#include "core/docker/task.h"
#include "core/gitlab/http.h"
#include "core/gitlab/include_settings.h"
#include "core/gitlab/include_store.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace stagecraft::gitlab {

class IncludeFetcher : public QObject
{
    Q_OBJECT
public:
    IncludeFetcher(IncludeSettings settings, QByteArray token, std::shared_ptr<IncludeStore> store, HttpLimits limits = {},
                   QObject *parent = nullptr);
    ~IncludeFetcher() override;

    /// Each source once. What is stored is asked for again with its ETag. Pre: !isRunning().
    void fetch(const std::vector<expand::IncludeSource> &sources);
    /// finished() follows; what was not done yet stays as it was.
    void cancel();
    bool isRunning() const { return m_isRunning; }
    /// The hosts that fetch() would ask first, for people.
    static QStringList hostsOf(const std::vector<expand::IncludeSource> &sources, const IncludeSettings &settings);

Q_SIGNALS:
    void progressed(int done, int total);
    void finished(bool cancelled);

private:
    struct Commit {
        HttpAnswer answer; ///< the last one
        QString sha;       ///< empty when there is no such commit
        QString tag;       ///< that led to it
    };
    docker::Task<> start(std::vector<expand::IncludeSource> sources);
    docker::Task<> run(expand::IncludeSource source);
    docker::Task<> fetchRemote(expand::IncludeSource source);
    docker::Task<> fetchProject(expand::IncludeSource source);
    docker::Task<> fetchComponent(expand::IncludeSource source);
    docker::Task<> fetchTemplate(expand::IncludeSource source);
    docker::Task<HttpAnswer> api(QString server, QString path, QByteArray etag = {});
    docker::Task<Commit> commitOf(QString server, QString project, QString ref);
    docker::Task<Commit> commitOfVersion(QString server, QString project, QString version);
    docker::Task<Commit> newestReleaseOf(QString server, QString project, QString range);
    void keep(const expand::IncludeSource &source, const HttpAnswer &answer, StoredInclude file);
    void refuse(const expand::IncludeSource &source, const QString &text);
    void giveUp(const expand::IncludeSource &source, const QString &gitlabText, const QString &reason);
    QString reasonOf(const HttpAnswer &answer) const;
    bool isDefinite(const HttpAnswer &answer) const;
    QUrl instanceFor(const QString &server) const;
    void end(bool cancelled);

    IncludeSettings m_settings;
    QByteArray m_token;
    std::shared_ptr<IncludeStore> m_store;
    HttpLimits m_limits;
    QNetworkAccessManager m_network;
    QSslConfiguration m_trust;
    std::optional<docker::Task<>> m_start; ///< reads whom to trust, then starts the others
    std::vector<docker::Task<>> m_tasks;
    std::size_t m_done = 0;
    int m_generation = 0;
    bool m_isRunning = false;
};

} // namespace stagecraft::gitlab
