// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/gitlab/include_fetcher.h"
#include "tests/support/certificates.h"
#include "tests/support/http_server.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTest>

using namespace stagecraft;
using namespace Qt::StringLiterals;
using expand::FetchedFile;
using expand::IncludeSource;
using State = FetchedFile::State;
using Answer = test::HttpServer::Answer;
using Request = test::HttpServer::Request;

/// Fetching over https: which certificates are trusted, and what a redirect may do.
class IncludeTlsTest : public QObject
{
    Q_OBJECT

private:
    struct Desk {
        explicit Desk(const test::Certificates &certificates) : server(certificates.server()), authority(certificates.authorityFile()) { }

        test::HttpServer server;
        QString authority;
        QTemporaryDir cache;
        gitlab::IncludeSettings settings{.instance = {}, .allowedHosts = {u"127.0.0.1"_s, u"localhost"_s}, .caFile = authority};
        gitlab::HttpLimits limits{.bytes = 1000, .silenceMs = 5000, .totalMs = 10000, .pauseMs = 1};
        QByteArray token;
        std::shared_ptr<gitlab::IncludeStore> store = std::make_shared<gitlab::IncludeStore>(cache.path());

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
    std::unique_ptr<test::Certificates> m_certificates;

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<test::Certificates>(u"IP:127.0.0.1"_s);
        if (!m_certificates->areMade() || !QSslSocket::supportsSsl())
            QSKIP("needs the openssl program and Qt with TLS");
    }

    void trustsTheNamedAuthority()
    {
        Desk desk(*m_certificates);
        desk.server.on("/a.yml", "a: 1\n");
        const FetchedFile file = desk.fetch(desk.remote(u"/a.yml"_s));
        QVERIFY2(file.state == State::Found, file.error.c_str());
        QCOMPARE(file.bytes, QByteArray("a: 1\n"));
    }

    void refusesOthers()
    {
        Desk desk(*m_certificates);
        desk.server.on("/a.yml", "a: 1\n");
        desk.settings.caFile.clear();
        const FetchedFile file = desk.fetch(desk.remote(u"/a.yml"_s));
        QCOMPARE(file.state, State::Failed);
        QVERIFY2(file.error.starts_with("The certificate of 127.0.0.1 is not trusted: "), file.error.c_str());
        QVERIFY(file.error.contains("name its file in the include settings"));
        QVERIFY(desk.server.requests.isEmpty());
    }

    /// A certificate for another host is none, whoever signed it.
    void refusesAnotherName()
    {
        Desk desk(*m_certificates);
        desk.server.on("/a.yml", "a: 1\n");
        const IncludeSource byName{.location = desk.server.url(u"/a.yml"_s, u"localhost"_s).toStdString()};
        const FetchedFile file = desk.fetch(byName);
        QVERIFY2(file.error.starts_with("The certificate of localhost is not trusted: "), file.error.c_str());
        QVERIFY(desk.server.requests.isEmpty());
    }

    void saysWhatIsWrongWithTheAuthoritysFile()
    {
        Desk desk(*m_certificates);
        desk.settings.caFile = desk.cache.filePath(u"no.pem"_s);
        QVERIFY(desk.fetch(desk.remote(u"/a.yml"_s)).error.contains("no.pem"));
        QFile file(desk.settings.caFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("nothing\n");
        file.close();
        const FetchedFile answer = desk.fetch(desk.remote(u"/a.yml"_s));
        QCOMPARE(answer.state, State::Failed);
        QVERIFY2(answer.error.starts_with("There is no certificate in "), answer.error.c_str());
        QCOMPARE(desk.server.connections, 0);
    }

    /// Not even where http is allowed.
    void doesNotFollowToHttp()
    {
        Desk desk(*m_certificates);
        test::HttpServer plain;
        plain.on("/a.yml", "a: 1\n");
        const QByteArray target = plain.url(u"/a.yml"_s).toLatin1();
        desk.server.on("/a.yml", [target](const Request &) { return Answer{.status = 302, .headers = "Location: " + target + "\r\n"}; });
        for (const bool allowsHttp : {false, true}) {
            desk.settings.allowsHttp = allowsHttp;
            const FetchedFile file = desk.fetch(desk.remote(u"/a.yml"_s));
            QCOMPARE(file.state, State::Failed);
            QVERIFY2(file.error.contains("leads from https to http"), file.error.c_str());
        }
        QCOMPARE(plain.connections, 0);
    }

    /// A redirect to another server goes without the token, and no file knows it.
    void theTokenStaysWithTheInstance()
    {
        Desk desk(*m_certificates);
        test::HttpServer other(m_certificates->server());
        desk.settings.instance = QUrl(desk.server.url());
        desk.token = "glpat-secret";
        desk.store = std::make_shared<gitlab::IncludeStore>(desk.cache.path(), desk.settings.instance);
        const QByteArray target = other.url(u"/elsewhere"_s).toLatin1();
        desk.server.on("/api/v4/projects/g%2Fp/repository/commits/HEAD", R"({"id":"abc"})");
        desk.server.on("/api/v4/projects/g%2Fp/repository/files/a.yml/raw?ref=abc",
                       [target](const Request &) { return Answer{.status = 302, .headers = "Location: " + target + "\r\n"}; });
        other.on("/elsewhere", "a: 1\n");
        const IncludeSource source{.kind = IncludeSource::Kind::Project, .location = "a.yml", .project = "g/p"};
        QCOMPARE(desk.fetch(source).bytes, QByteArray("a: 1\n"));
        QVERIFY(desk.server.requests.at(0).has("private-token: glpat-secret"));
        QCOMPARE(other.requests.size(), 1);
        QVERIFY(!other.requests.at(0).has("private-token") && !other.requests.at(0).has("glpat"));
        QDirIterator files(desk.cache.path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile stored(files.next());
            QVERIFY(stored.open(QIODevice::ReadOnly));
            QVERIFY(!stored.readAll().contains("glpat"));
        }
    }

    void workedOnceWorksOffline()
    {
        Desk desk(*m_certificates);
        desk.server.on("/a.yml", [](const Request &request) {
            return request.has("if-none-match: \"1\"") ? Answer{.status = 304} : Answer{.body = "a: 1\n", .headers = "ETag: \"1\"\r\n"};
        });
        const IncludeSource source = desk.remote(u"/a.yml"_s);
        QCOMPARE(desk.fetch(source).state, State::Found);
        QCOMPARE(desk.fetch(source).bytes, QByteArray("a: 1\n"));
        QVERIFY(desk.server.requests.at(1).has("if-none-match"));
        desk.server.close();
        QCOMPARE(desk.fetch(source).bytes, QByteArray("a: 1\n"));
        QCOMPARE(gitlab::IncludeStore(desk.cache.path()).lookUp(source).bytes, QByteArray("a: 1\n"));
    }
};

QTEST_GUILESS_MAIN(IncludeTlsTest)
#include "tst_include_tls.moc"
