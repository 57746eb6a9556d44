// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/gitlab/include_fetcher.h"
#include "tests/support/http_server.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft;
using namespace Qt::StringLiterals;
using expand::FetchedFile;
using expand::IncludeSource;
using Kind = IncludeSource::Kind;
using State = FetchedFile::State;
using Answer = test::HttpServer::Answer;
using Request = test::HttpServer::Request;

/// Fetching included files from a real server: answers, retries, redirects, limits, the REST API of GitLab.
class IncludeFetcherTest : public QObject
{
    Q_OBJECT

private:
    struct Desk {
        test::HttpServer server;
        QTemporaryDir cache;
        gitlab::IncludeSettings settings{.instance = QUrl(server.url()), .allowedHosts = {u"127.0.0.1"_s}, .allowsHttp = true};
        gitlab::HttpLimits limits{.bytes = 1000, .silenceMs = 5000, .totalMs = 10000, .pauseMs = 1};
        QByteArray token = "glpat-secret";
        std::shared_ptr<gitlab::IncludeStore> store = std::make_shared<gitlab::IncludeStore>(cache.path(), settings.instance);

        FetchedFile fetch(const IncludeSource &source)
        {
            gitlab::IncludeFetcher fetcher(settings, token, store, limits);
            QSignalSpy finished(&fetcher, &gitlab::IncludeFetcher::finished);
            fetcher.fetch({source});
            if (!QTest::qWaitFor([&] { return !finished.isEmpty(); }, 20000))
                qWarning("the fetcher does not end");
            return store->lookUp(source);
        }
        IncludeSource remote(const QString &path) const { return {.location = server.url(path).toStdString()}; }
    };
    static IncludeSource component(const QByteArray &version)
    {
        return {.kind = Kind::Component, .location = "gitlab.example/g/lib/lint@" + version.toStdString(), .server = "gitlab.example"};
    }

private Q_SLOTS:
    void takesAFile()
    {
        Desk desk;
        desk.server.on("/a.yml", "a: 1\n");
        QCOMPARE(desk.store->lookUp(desk.remote(u"/a.yml"_s)).state, State::NotHere);
        const FetchedFile file = desk.fetch(desk.remote(u"/a.yml"_s));
        QCOMPARE(file.state, State::Found);
        QCOMPARE(file.bytes, QByteArray("a: 1\n"));
        QVERIFY(desk.server.requests.at(0).has("host: 127.0.0.1:" + QByteArray::number(desk.server.serverPort())));
        QVERIFY(!desk.server.requests.at(0).has("private-token")); // it is for GitLab alone
        // A later session finds it without asking anybody.
        const gitlab::IncludeStore later(desk.cache.path(), desk.settings.instance);
        QCOMPARE(later.lookUp(desk.remote(u"/a.yml"_s)).bytes, QByteArray("a: 1\n"));
    }

    void missingIsWhatGitLabSays()
    {
        Desk desk;
        const FetchedFile file = desk.fetch(desk.remote(u"/no.yml"_s));
        QCOMPARE(file.state, State::Refused);
        QCOMPARE(QString::fromStdString(file.error),
                 u"Remote file `%1` could not be fetched after 1 attempt because of HTTP code `404` error!"_s.arg(
                     desk.server.url(u"/no.yml"_s)));
        QCOMPARE(desk.server.connections, 1);
    }

    void triesAgainOnServerErrors()
    {
        Desk desk;
        int asked = 0;
        desk.server.on("/a.yml", [&asked](const Request &) { return ++asked < 3 ? Answer{.status = 500} : Answer{.body = "a: 1\n"}; });
        QCOMPARE(desk.fetch(desk.remote(u"/a.yml"_s)).state, State::Found);
        QCOMPARE(asked, 3);
        desk.server.on("/b.yml", [](const Request &) { return Answer{.status = 503}; });
        const FetchedFile file = desk.fetch(desk.remote(u"/b.yml"_s));
        QCOMPARE(file.state, State::Failed);
        QVERIFY(file.error.contains("after 3 attempts because of HTTP code `503` error!"));
    }

    void followsRedirects()
    {
        Desk desk;
        desk.server.on("/a.yml", [](const Request &) { return Answer{.status = 302, .headers = "Location: /b.yml\r\n"}; });
        desk.server.on("/b.yml", "b: 1\n");
        desk.server.on("/round.yml", [](const Request &) { return Answer{.status = 301, .headers = "Location: /round.yml\r\n"}; });
        QCOMPARE(desk.fetch(desk.remote(u"/a.yml"_s)).bytes, QByteArray("b: 1\n"));
        QCOMPARE(desk.fetch(desk.remote(u"/round.yml"_s)).state, State::Failed);
        QCOMPARE(desk.server.requests.size(), 2 + 6);
    }

    /// Neither directly nor by a redirect nor by a name, until it is allowed.
    void privateAddressesAreNotAsked()
    {
        Desk desk;
        desk.settings.allowedHosts = {u"localhost"_s};
        desk.server.on("/a.yml", "a: 1\n");
        const FetchedFile refused = desk.fetch(desk.remote(u"/a.yml"_s));
        QCOMPARE(refused.state, State::Failed);
        QVERIFY2(refused.error.contains("127.0.0.1 is in a private network"), refused.error.c_str());
        QCOMPARE(desk.server.connections, 0);
        const QByteArray target = desk.server.url(u"/a.yml"_s).toLatin1();
        desk.server.on("/to.yml", [target](const Request &) { return Answer{.status = 302, .headers = "Location: " + target + "\r\n"}; });
        const IncludeSource byName{.location = desk.server.url(u"/to.yml"_s, u"localhost"_s).toStdString()};
        QVERIFY(desk.fetch(byName).error.contains("127.0.0.1 is in a private network"));
        QCOMPARE(desk.server.connections, 1);
        desk.settings.allowedHosts.clear();
        QVERIFY(desk.fetch(byName).error.contains("localhost is in a private network"));
        desk.settings.allowsHttp = false;
        QVERIFY(desk.fetch(byName).error.contains("without encryption"));
        QCOMPARE(desk.server.connections, 1);
    }

    void limitsSizeAndTime()
    {
        Desk desk;
        desk.server.on("/big.yml", QByteArray(5000, 'x'));
        desk.server.on("/slow.yml", [](const Request &) { return Answer{.isSilent = true}; });
        QVERIFY(desk.fetch(desk.remote(u"/big.yml"_s)).error.contains("larger than"));
        desk.limits.silenceMs = 50;
        const FetchedFile slow = desk.fetch(desk.remote(u"/slow.yml"_s));
        QCOMPARE(slow.state, State::Failed);
        QVERIFY2(slow.error.contains("after 3 attempts because of a timeout error!"), slow.error.c_str());
        QCOMPARE(desk.server.requests.size(), 1 + 3);
    }

    void noServerIsASocketError()
    {
        Desk desk;
        const IncludeSource source = desk.remote(u"/a.yml"_s);
        desk.server.close();
        const FetchedFile file = desk.fetch(source);
        QCOMPARE(file.state, State::Failed);
        QVERIFY2(file.error.contains("after 1 attempt because of a socket error!"), file.error.c_str());
    }

    void asksWithTheETagAgain()
    {
        Desk desk;
        desk.server.on("/a.yml", [](const Request &request) {
            return request.has("if-none-match: \"1\"") ? Answer{.status = 304} : Answer{.body = "a: 1\n", .headers = "ETag: \"1\"\r\n"};
        });
        desk.fetch(desk.remote(u"/a.yml"_s));
        QCOMPARE(desk.fetch(desk.remote(u"/a.yml"_s)).bytes, QByteArray("a: 1\n"));
        QVERIFY(desk.server.requests.at(1).has("if-none-match"));
        // A server that is gone leaves what is stored; a server that says "no" does not.
        desk.server.on("/a.yml", [](const Request &) { return Answer{.status = 503}; });
        QCOMPARE(desk.fetch(desk.remote(u"/a.yml"_s)).state, State::Found);
        desk.server.on("/a.yml", [](const Request &) { return Answer{.status = 410}; });
        QCOMPARE(desk.fetch(desk.remote(u"/a.yml"_s)).state, State::Refused);
    }

    void canBeCancelled()
    {
        Desk desk;
        desk.server.on("/slow.yml", [](const Request &) { return Answer{.isSilent = true}; });
        gitlab::IncludeFetcher fetcher(desk.settings, {}, desk.store, desk.limits);
        QSignalSpy finished(&fetcher, &gitlab::IncludeFetcher::finished);
        fetcher.fetch({desk.remote(u"/slow.yml"_s)});
        QTRY_COMPARE(desk.server.requests.size(), 1);
        fetcher.cancel();
        QCOMPARE(finished.size(), 1);
        QVERIFY(finished.at(0).at(0).toBool());
        QVERIFY(!fetcher.isRunning());
        QCOMPARE(desk.store->lookUp(desk.remote(u"/slow.yml"_s)).state, State::NotHere);
    }

    void readsFilesOfProjects()
    {
        Desk desk;
        const IncludeSource source{.kind = Kind::Project, .location = "ci/a.yml", .project = "g/sub/p", .ref = "feature/x"};
        desk.server.on("/api/v4/projects/g%2Fsub%2Fp/repository/commits/feature%2Fx", R"({"id":"abc"})");
        desk.server.on("/api/v4/projects/g%2Fsub%2Fp/repository/files/ci%2Fa.yml/raw?ref=abc", "a: 1\n");
        const FetchedFile file = desk.fetch(source);
        QCOMPARE(file.bytes, QByteArray("a: 1\n"));
        QCOMPARE(file.project, "g/sub/p");
        QCOMPARE(file.sha, "abc");
        QVERIFY(desk.server.requests.at(0).has("private-token: glpat-secret"));
        QDirIterator files(desk.cache.path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile stored(files.next());
            QVERIFY(stored.open(QIODevice::ReadOnly));
            QVERIFY(!stored.readAll().contains("glpat"));
        }
    }

    void tellsWhatAProjectLacks()
    {
        Desk desk;
        IncludeSource source{.kind = Kind::Project, .location = "a.yml", .project = "g/p", .ref = "v1"};
        QVERIFY(desk.fetch(source).error.starts_with("Project `g/p` not found or access denied!"));
        desk.server.on("/api/v4/projects/g%2Fp", "{}");
        QCOMPARE(desk.fetch(source).error, "Project `g/p` reference `v1` does not exist!");
        desk.server.on("/api/v4/projects/g%2Fp/repository/commits/v1", R"({"id":"abc"})");
        QCOMPARE(desk.fetch(source).error, "Project `g/p` file `a.yml` does not exist!");
        QCOMPARE(desk.store->lookUp(source).state, State::Refused);
        // Without a token the project may be private: no error of the pipeline.
        desk.token.clear();
        const FetchedFile unknown = desk.fetch(source);
        QCOMPARE(unknown.state, State::Failed);
        QVERIFY(unknown.error.contains("No access token is set"));
    }

    void findsVersionsOfComponents()
    {
        Desk desk;
        const QByteArray base = "/api/v4/projects/g%2Flib/";
        desk.server.on(base + "repository/tags/1.0.0", R"({"commit":{"id":"tag"}})");
        desk.server.on(base + "repository/branches/main", R"({"commit":{"id":"branch"}})");
        desk.server.on(base + "releases?per_page=100&page=1",
                       R"([{"tag_name":"1.2.3","commit":{"id":"r123"}},{"tag_name":"v1.10.0","commit":{"id":"r1100"}},
                           {"tag_name":"2.0.0-rc1","commit":{"id":"rc"}},{"tag_name":"old","commit":{"id":"old"}}])");
        for (const char *sha : {"tag", "branch", "r123"})
            desk.server.on(base + "repository/files/templates%2Flint.yml/raw?ref=" + sha, sha);
        desk.server.on(base + "repository/files/templates%2Flint%2Ftemplate.yml/raw?ref=r1100", "r1100");
        QCOMPARE(desk.fetch(component("1.0.0")).bytes, QByteArray("tag"));
        QCOMPARE(desk.fetch(component("1.0.0")).version, "1.0.0");
        QCOMPARE(desk.fetch(component("main")).bytes, QByteArray("branch"));
        QCOMPARE(desk.fetch(component("1.2")).bytes, QByteArray("r123"));
        QCOMPARE(desk.fetch(component("1")).bytes, QByteArray("r1100"));
        const FetchedFile latest = desk.fetch(component("~latest"));
        QCOMPARE(latest.bytes, QByteArray("r1100"));
        QCOMPARE(latest.version, "1.10.0");
        QCOMPARE(latest.project, "g/lib");
        QCOMPARE(desk.fetch(component("3")).error, "Component 'gitlab.example/g/lib/lint@3' - content not found");
    }

    void takesTemplates()
    {
        Desk desk;
        desk.server.on("/api/v4/templates/gitlab_ci_ymls/Jobs%2FBuild", R"({"name":"x","content":"build: 1\n"})");
        QCOMPARE(desk.fetch({.kind = Kind::Template, .location = "Jobs/Build.gitlab-ci.yml"}).bytes, QByteArray("build: 1\n"));
        QCOMPARE(desk.fetch({.kind = Kind::Template, .location = "No.gitlab-ci.yml"}).state, State::Failed);
    }
};

QTEST_GUILESS_MAIN(IncludeFetcherTest)
#include "tst_include_fetcher.moc"
