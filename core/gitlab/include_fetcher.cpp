// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/gitlab/include_fetcher.h"

#include "core/gitlab/certificates.h"
#include "core/gitlab/versions.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QTimer>

#include <algorithm>

namespace stagecraft::gitlab {

using namespace Qt::StringLiterals;
using expand::IncludeSource;
using Kind = IncludeSource::Kind;

namespace {

QString translated(const char *text, const QStringList &arguments = {})
{
    return describe(Error{.text = text, .arguments = arguments});
}

/// GitLab's words for a remote file that it did not get.
QString remoteText(const IncludeSource &source, const HttpAnswer &answer)
{
    const QString cause = answer.failure == HttpAnswer::Failure::Timeout  ? u"a timeout error"_s
                          : answer.failure == HttpAnswer::Failure::Socket ? u"a socket error"_s
                                                                          : u"HTTP code `%1` error"_s.arg(answer.status);
    return u"Remote file `%1` could not be fetched after %2 because of %3!"_s
        .arg(QString::fromStdString(source.location),
             answer.attempts == 1 ? u"1 attempt"_s : u"%1 attempts"_s.arg(answer.attempts), cause);
}

bool isRefusedHere(const HttpAnswer &answer)
{
    return answer.failure == HttpAnswer::Failure::Refused || answer.failure == HttpAnswer::Failure::TooBig;
}

} // namespace

IncludeFetcher::IncludeFetcher(IncludeSettings settings, QByteArray token, std::shared_ptr<IncludeStore> store,
                               HttpLimits limits, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_token(std::move(token)), m_store(std::move(store)), m_limits(limits)
{
    m_network.setProxy(QNetworkProxy::NoProxy); // a proxy would resolve names again, unchecked
}

IncludeFetcher::~IncludeFetcher()
{
    m_start.reset();
    m_tasks.clear();
}

void IncludeFetcher::fetch(const std::vector<IncludeSource> &sources)
{
    Q_ASSERT(!m_isRunning);
    m_isRunning = true;
    m_done = 0;
    ++m_generation;
    m_start.reset();
    m_tasks.clear();
    std::vector<IncludeSource> distinct;
    for (const IncludeSource &source : sources) {
        if (!std::ranges::contains(distinct, source))
            distinct.push_back(source);
    }
    m_start = start(std::move(distinct));
}

docker::Task<> IncludeFetcher::start(std::vector<IncludeSource> sources)
{
    const Result<QSslConfiguration> trust = co_await trustedBy(m_settings.caFile);
    if (trust) {
        m_trust = *trust;
        m_tasks.reserve(sources.size());
        for (const IncludeSource &source : sources)
            m_tasks.push_back(run(source));
        if (!sources.empty())
            co_return;
    } else {
        for (const IncludeSource &source : sources)
            giveUp(source, {}, describe(trust.error()));
    }
    QTimer::singleShot(0, this, [this, generation = m_generation] {
        if (generation == m_generation)
            end(false);
    });
}

void IncludeFetcher::cancel()
{
    if (m_isRunning)
        end(true);
}

/// Never from inside a task: it drops them.
void IncludeFetcher::end(bool cancelled)
{
    if (!m_isRunning)
        return;
    m_isRunning = false;
    ++m_generation;
    m_start.reset();
    m_tasks.clear();
    Q_EMIT finished(cancelled);
}

docker::Task<> IncludeFetcher::run(IncludeSource source)
{
    switch (source.kind) {
    case Kind::Remote: co_await fetchRemote(source); break;
    case Kind::Project: co_await fetchProject(source); break;
    case Kind::Component: co_await fetchComponent(source); break;
    case Kind::Template: co_await fetchTemplate(source); break;
    }
    QTimer::singleShot(0, this, [this, generation = m_generation] {
        if (generation != m_generation)
            return;
        ++m_done;
        Q_EMIT progressed(static_cast<int>(m_done), static_cast<int>(m_tasks.size()));
        if (generation == m_generation && m_done == m_tasks.size())
            end(false);
    });
}

docker::Task<> IncludeFetcher::fetchRemote(IncludeSource source)
{
    const std::optional<StoredInclude> old = m_store->read(source);
    HttpRequest request{.url = QUrl(QString::fromStdString(source.location)), .trust = m_trust};
    if (old)
        request.etag = old->etag;
    const AddressRules rules{.allowedHosts = m_settings.allowedHosts, .allowsHttp = m_settings.allowsHttp};
    const HttpAnswer answer = co_await httpGet(m_network, request, rules, m_limits);
    if (answer.failure == HttpAnswer::Failure::None && answer.status == 304 && old)
        keep(source, answer, *old);
    else if (answer.isFound())
        keep(source, answer, {.bytes = answer.body, .etag = answer.etag});
    else if (isRefusedHere(answer))
        giveUp(source, {}, describe(answer.error));
    else if (answer.status >= 300 && answer.status < 500 && answer.status != 429)
        refuse(source, remoteText(source, answer));
    else
        giveUp(source, remoteText(source, answer), reasonOf(answer));
}

docker::Task<> IncludeFetcher::fetchProject(IncludeSource source)
{
    const QString server = QString::fromStdString(source.server);
    const QString project = QString::fromStdString(source.project);
    const QString file = QString::fromStdString(source.location);
    const QString id = QString::fromLatin1(QUrl::toPercentEncoding(project));
    const Commit commit = co_await commitOf(server, project, source.ref.empty() ? u"HEAD"_s : QString::fromStdString(source.ref));
    QString missing;
    HttpAnswer answer = commit.answer;
    if (commit.sha.isEmpty() && answer.status == 404) {
        answer = co_await api(server, "projects/"_L1 + id);
        missing = answer.isFound() ? u"Project `%1` reference `%2` does not exist!"_s.arg(project, QString::fromStdString(source.ref))
                                   : u"Project `%1` not found or access denied! Make sure any includes in the pipeline "
                                     "configuration are correctly defined."_s.arg(project);
        if (answer.isFound())
            answer.status = 404;
    } else if (!commit.sha.isEmpty()) {
        const QString path = QString::fromLatin1(QUrl::toPercentEncoding(file));
        answer = co_await api(server, u"projects/%1/repository/files/%2/raw?ref=%3"_s.arg(id, path, commit.sha));
        missing = u"Project `%1` file `%2` does not exist!"_s.arg(project, file);
    }
    if (answer.isFound())
        keep(source, answer, {.bytes = answer.body, .etag = answer.etag, .project = project, .sha = commit.sha});
    else if (isDefinite(answer))
        refuse(source, missing);
    else
        giveUp(source, answer.status == 404 ? missing : QString(), reasonOf(answer));
}

docker::Task<> IncludeFetcher::fetchComponent(IncludeSource source)
{
    const QString server = QString::fromStdString(source.server);
    const expand::ComponentAddress address = expand::parseComponentAddress(source.location);
    const QString host = QString::fromStdString(address.host);
    const QString project = QString::fromStdString(address.project);
    const QString missing = u"Component '%1' - content not found"_s.arg(QString::fromStdString(source.location));
    const QUrl instance = instanceFor(server);
    if (host != server && host != hostAndPort(instance) && host != instance.host()) {
        giveUp(source, {}, translated(QT_TRANSLATE_NOOP("stagecraft", "The component is on %1, and includes come from the "
                                                                      "GitLab instance %2. Set the instance in the include settings."),
                                      {host, hostAndPort(instance)}));
        co_return;
    }
    const Commit commit = co_await commitOfVersion(server, project, QString::fromStdString(address.version));
    HttpAnswer answer = commit.answer;
    if (!commit.sha.isEmpty()) {
        for (const QLatin1StringView end : {".yml"_L1, "/template.yml"_L1}) {
            const QString path = "templates/"_L1 + QString::fromStdString(address.name) + end;
            answer = co_await api(server, u"projects/%1/repository/files/%2/raw?ref=%3"_s
                                              .arg(QString::fromLatin1(QUrl::toPercentEncoding(project)),
                                                   QString::fromLatin1(QUrl::toPercentEncoding(path)), commit.sha));
            if (answer.status != 404)
                break;
        }
    }
    if (!commit.sha.isEmpty() && answer.isFound()) {
        keep(source, answer,
             {.bytes = answer.body, .etag = answer.etag, .project = project, .sha = commit.sha, .version = versionOfTag(commit.tag)});
    } else if (isDefinite(answer) || (answer.isFound() && !m_token.isEmpty())) {
        refuse(source, missing);
    } else {
        giveUp(source, answer.failure == HttpAnswer::Failure::None ? missing : QString(), reasonOf(answer));
    }
}

docker::Task<> IncludeFetcher::fetchTemplate(IncludeSource source)
{
    QString name = QString::fromStdString(source.location);
    name.chop(QLatin1StringView(".gitlab-ci.yml").size());
    HttpAnswer answer = co_await api(QString::fromStdString(source.server),
                                     "templates/gitlab_ci_ymls/"_L1 + QString::fromLatin1(QUrl::toPercentEncoding(name)));
    const QString content = QJsonDocument::fromJson(answer.body).object()[u"content"_s].toString();
    if (answer.isFound() && !content.isEmpty()) {
        keep(source, answer, {.bytes = content.toUtf8(), .etag = {}});
    } else { // the API does not hand out every template that GitLab has
        const bool isMissing = answer.failure == HttpAnswer::Failure::None && (answer.isFound() || answer.status == 404);
        giveUp(source, {}, isMissing ? translated(QT_TRANSLATE_NOOP("stagecraft", "The GitLab instance hands out no template of this name. "
                                                                                  "Keep a copy in .stagecraft/includes/templates/."))
                                     : reasonOf(answer));
    }
}

docker::Task<HttpAnswer> IncludeFetcher::api(QString server, QString path, QByteArray etag)
{
    const QUrl instance = instanceFor(server);
    const QUrl url = QUrl::fromEncoded(instance.toEncoded() + "/api/v4/" + path.toUtf8());
    AddressRules rules{.allowedHosts = m_settings.allowedHosts, .allowsHttp = m_settings.allowsHttp};
    HttpRequest request{.url = url, .etag = std::move(etag), .trust = m_trust};
    if (m_settings.instance.isValid()) { // the user named it, so its network is no secret, and the token is for it
        rules.allowedHosts += instance.host();
        request.token = m_token;
    }
    co_return co_await httpGet(m_network, request, rules, m_limits);
}

docker::Task<IncludeFetcher::Commit> IncludeFetcher::commitOf(QString server, QString project, QString ref)
{
    if (isSha(ref))
        co_return Commit{.answer = {}, .sha = ref, .tag = {}};
    Commit commit;
    commit.answer = co_await api(server, u"projects/%1/repository/commits/%2"_s
                                             .arg(QString::fromLatin1(QUrl::toPercentEncoding(project)),
                                                  QString::fromLatin1(QUrl::toPercentEncoding(ref))));
    if (commit.answer.isFound())
        commit.sha = QJsonDocument::fromJson(commit.answer.body).object()[u"id"_s].toString();
    co_return commit;
}

/// GitLab's order: a commit, a tag, a branch, the newest release, the newest release of a range.
docker::Task<IncludeFetcher::Commit> IncludeFetcher::commitOfVersion(QString server, QString project, QString version)
{
    if (isSha(version))
        co_return co_await commitOf(server, project, version);
    Commit commit;
    const QString id = QString::fromLatin1(QUrl::toPercentEncoding(project));
    const QString name = QString::fromLatin1(QUrl::toPercentEncoding(version));
    if (version != "~latest"_L1) {
        for (const QLatin1StringView list : {"tags"_L1, "branches"_L1}) {
            commit.answer = co_await api(server, u"projects/%1/repository/%2/%3"_s.arg(id, list, name));
            if (commit.answer.isFound()) {
                commit.sha = QJsonDocument::fromJson(commit.answer.body).object()[u"commit"_s].toObject()[u"id"_s].toString();
                commit.tag = list == "tags"_L1 ? version : QString();
                co_return commit;
            }
            if (commit.answer.failure != HttpAnswer::Failure::None || commit.answer.status != 404)
                co_return commit;
        }
    }
    if (isVersionRange(version))
        co_return co_await newestReleaseOf(server, project, version);
    co_return commit;
}

docker::Task<IncludeFetcher::Commit> IncludeFetcher::newestReleaseOf(QString server, QString project, QString range)
{
    constexpr int PageSize = 100;
    constexpr int MaximalPages = 10;
    Commit commit;
    QHash<QString, QString> commits; // by tag
    for (int page = 1; page <= MaximalPages; ++page) {
        commit.answer = co_await api(server, u"projects/%1/releases?per_page=%2&page=%3"_s
                                                 .arg(QString::fromLatin1(QUrl::toPercentEncoding(project)),
                                                      QString::number(PageSize), QString::number(page)));
        if (!commit.answer.isFound())
            co_return commit;
        const QJsonArray releases = QJsonDocument::fromJson(commit.answer.body).array();
        for (const QJsonValue &release : releases)
            commits.insert(release[u"tag_name"_s].toString(), release[u"commit"_s][u"id"_s].toString());
        if (releases.size() < PageSize)
            break;
    }
    if (const std::optional<QString> newest = newestRelease(commits.keys(), range)) {
        commit.tag = *newest;
        commit.sha = commits.value(*newest);
    }
    co_return commit;
}

void IncludeFetcher::keep(const IncludeSource &source, const HttpAnswer &answer, StoredInclude file)
{
    file.fetchedAt = QDateTime::currentDateTimeUtc();
    file.address = answer.address.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
    if (const Result<> written = m_store->write(source, file); !written)
        giveUp(source, {}, describe(written.error()));
}

void IncludeFetcher::refuse(const IncludeSource &source, const QString &text)
{
    m_store->setFailure(source, true, text);
}

void IncludeFetcher::giveUp(const IncludeSource &source, const QString &gitlabText, const QString &reason)
{
    m_store->setFailure(source, false, QStringList{gitlabText, reason}.join(u' ').trimmed());
}

/// GitLab would not find it either. Without a token a private project looks as if it were not there.
bool IncludeFetcher::isDefinite(const HttpAnswer &answer) const
{
    return answer.failure == HttpAnswer::Failure::None && answer.status == 404 && !m_token.isEmpty();
}

QString IncludeFetcher::reasonOf(const HttpAnswer &answer) const
{
    if (answer.failure != HttpAnswer::Failure::None)
        return describe(answer.error);
    if (answer.status == 401 || answer.status == 403)
        return translated(QT_TRANSLATE_NOOP("stagecraft", "GitLab did not accept the access token, or it may not read this "
                                                          "(HTTP code %1). Set a token with the scope read_api."),
                          {QString::number(answer.status)});
    if ((answer.status == 404 || answer.isFound()) && m_token.isEmpty())
        return translated(QT_TRANSLATE_NOOP("stagecraft", "No access token is set, and without one GitLab shows public "
                                                          "projects only. Set a token if the project is private."));
    return translated(QT_TRANSLATE_NOOP("stagecraft", "The server answered with HTTP code %1. Try again later."),
                      {QString::number(answer.status)});
}

QUrl IncludeFetcher::instanceFor(const QString &server) const
{
    return m_settings.instance.isValid() ? m_settings.instance : instanceFromText(server);
}

QStringList IncludeFetcher::hostsOf(const std::vector<IncludeSource> &sources, const IncludeSettings &settings)
{
    QStringList hosts;
    for (const IncludeSource &source : sources) {
        const QUrl url = source.kind == Kind::Remote     ? QUrl(QString::fromStdString(source.location))
                         : settings.instance.isValid() ? settings.instance
                                                       : instanceFromText(QString::fromStdString(source.server));
        if (const QString host = hostAndPort(url); !hosts.contains(host))
            hosts += host;
    }
    hosts.sort();
    return hosts;
}

} // namespace stagecraft::gitlab
