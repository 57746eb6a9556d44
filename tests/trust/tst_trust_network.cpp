// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 18: reading a project opens no connection, whatever it includes; and when included files are fetched, no pipeline makes
// this machine ask its own network, however the address is written.
#include "core/gitlab/include_fetcher.h"
#include "tests/cli/cli_process.h"
#include "tests/core/yaml/yaml_test_support.h"
#include "tests/support/http_server.h"
#include "tests/trust/score.h"
#include "tests/trust/syscall_trap.h"

#include <QSignalSpy>

using namespace stagecraft;
using namespace Qt::StringLiterals;
using expand::FetchedFile;
using expand::IncludeSource;
using test::HttpServer;
using tests::Repository;

namespace {

/// Wants files from everywhere, in all ways.
const QByteArray greedy = "include:\n"
                          "  - remote: https://example.com/a.yml\n"
                          "  - remote: http://127.0.0.1:1/b.yml\n"
                          "  - https://example.com/c.yml\n"
                          "  - project: group/project\n    file: d.yml\n"
                          "  - component: gitlab.com/components/sast/sast@1.0\n"
                          "  - template: Jobs/Build.gitlab-ci.yml\n"
                          "job:\n  image: registry.example.com/image\n  services: [mysql:8]\n  script: 'true'\n"
                          "  rules: [{exists: {paths: [a], project: group/other}}]\n"
                          "bridge: {trigger: {project: group/third}}\n"
                          "child: {trigger: {include: [{remote: https://example.com/child.yml}]}}\n";

/// Directories with a pipeline in ../shared, evenly spread over all of them.
QStringList sharedProjects(qsizetype most)
{
    QStringList all;
    for (const QString &file : yaml::test::sharedYamlFiles()) {
        if (file.endsWith("/.gitlab-ci.yml"_L1))
            all << file.chopped(15);
    }
    QStringList chosen;
    for (qsizetype i = 0; i < all.size(); ++i) {
        // The real ones all, of the many small ones some.
        if (all[i].contains("/corpus/"_L1) || i * most / all.size() != (i + 1) * most / all.size())
            chosen << all[i];
    }
    return chosen;
}

} // namespace

class TestTrustNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_score.judge(); }
    void cleanupTestCase() { m_score.save(); }
    void readingOpensNoConnection();
    void addressesOfTheOwnNetworkAreRefused();
    void redirectsIntoTheOwnNetworkAreRefused();

private:
    trust::TrapEnding inTrap(const QStringList &arguments)
    {
        return trust::runInTrap(trust::Trap::Sockets, {.program = QStringLiteral(STAGECRAFT_CLI),
                                                       .arguments = arguments,
                                                       .environment = tests::environmentWith(m_state.path()),
                                                       .output = m_state.filePath(u"output"_s)});
    }
    /// Nothing: the file was fetched. Else why not.
    QString refusalOf(const QString &url, const gitlab::IncludeSettings &settings);

    QTemporaryDir m_state;
    trust::Score m_score{18, "Network",
                         "0 connections when any of 500 projects is opened and checked; at least 30 addresses refused"};
};

void TestTrustNetwork::readingOpensNoConnection()
{
    const Repository demanding(greedy);
    const trust::TrapEnding proof = inTrap(
        {u"lint"_s, u"--fetch"_s, u"--allow-http"_s, u"--allow-host"_s, u"127.0.0.1"_s, demanding.path()});
    if (!proof.hasTrap)
        QSKIP("the kernel, or what this runs in, has no user notifications of seccomp");
    QVERIFY(proof.isOver);
    QVERIFY2(!proof.calls.isEmpty(), "the trap sees nothing"); // who asks for it gets it, and we would see it

    QStringList projects = sharedProjects(trust::times(30, 500));
    const qsizetype ofOthers = projects.size();
    std::vector<std::unique_ptr<Repository>> own;
    own.push_back(std::make_unique<Repository>(greedy));
    QDirIterator starters(qEnvironmentVariable("STAGECRAFT_SOURCE_DIR") + u"/resources/starters"_s, {u"*.yml"_s},
                          QDir::Files);
    while (starters.hasNext())
        own.push_back(std::make_unique<Repository>(yaml::test::contentOf(starters.next())));
    for (const auto &repository : own)
        projects << repository->path();

    int answers = 0;
    for (const QString &project : std::as_const(projects)) {
        for (const char *command : {"lint", "expand", "list"}) {
            const trust::TrapEnding ending = inTrap({QString::fromLatin1(command), project});
            QVERIFY2(ending.isOver, qPrintable(project));
            QVERIFY2(ending.calls.isEmpty(),
                     qPrintable(u"%1 %2: a socket of family %3"_s.arg(QLatin1StringView(command), project)
                                    .arg(ending.calls.value(0).family)));
            QVERIFY2(ending.ending.exitCode == 0 || ending.ending.exitCode == 1,
                     trust::contentOf(m_state.filePath(u"output"_s)));
            ++answers;
        }
    }
    m_score.note(
        u"%1 projects%2 through lint, expand and list: %3 answers, 0 sockets but Unix ones, the programs that they start included"_s
            .arg(projects.size())
            .arg(ofOthers == 0 ? u" (without those of ../shared, which is not here)"_s : QString())
            .arg(answers));
}

QString TestTrustNetwork::refusalOf(const QString &url, const gitlab::IncludeSettings &settings)
{
    const QTemporaryDir cache;
    const auto store = std::make_shared<gitlab::IncludeStore>(cache.path(), settings.instance);
    gitlab::IncludeFetcher fetcher(settings, {}, store, {.silenceMs = 3000, .totalMs = 3000, .attempts = 1});
    const IncludeSource source{.location = url.toStdString()};
    QSignalSpy finished(&fetcher, &gitlab::IncludeFetcher::finished);
    fetcher.fetch({source});
    if (!QTest::qWaitFor([&] { return !finished.isEmpty(); }, 20000))
        return u"it does not end"_s;
    const FetchedFile file = store->lookUp(source);
    return file.state == FetchedFile::State::Found ? QString() : QString::fromStdString(file.error);
}

void TestTrustNetwork::addressesOfTheOwnNetworkAreRefused()
{
    HttpServer server;
    server.on("/a.yml", "a: 1\n");
    const QString port = QString::number(server.serverPort());
    QVERIFY(refusalOf(server.url(u"/a.yml"_s), {.instance = {}, .allowedHosts = {u"127.0.0.1"_s}, .allowsHttp = true})
                .isEmpty());
    const int before = server.connections;
    QCOMPARE(before, 1);

    // Ways to write this machine. "example.invalid" and its like are there to be mistaken for the host.
    const char *const loopback[] = {
        "http://127.0.0.1:PORT/a.yml",
        "http://127.0.0.2:PORT/a.yml",
        "http://127.255.255.254:PORT/a.yml",
        "http://127.1:PORT/a.yml",
        "http://127.0.1:PORT/a.yml",
        "http://2130706433:PORT/a.yml",
        "http://017700000001:PORT/a.yml",
        "http://0x7f000001:PORT/a.yml",
        "http://0x7F.0x0.0x0.0x1:PORT/a.yml",
        "http://0177.0.0.1:PORT/a.yml",
        "http://0177.0.0x0.1:PORT/a.yml",
        "http://0x7f.1:PORT/a.yml",
        "http://127.0.0.1.:PORT/a.yml",
        "http://%31%32%37.0.0.1:PORT/a.yml",
        "http://127%2e0%2e0%2e1:PORT/a.yml",
        "http://\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1:PORT/a.yml",
        "http://\xE2\x91\xA0\xE2\x91\xA1\xE2\x91\xA6.\xE2\x93\xAA.\xE2\x93\xAA.\xE2\x91\xA0:PORT/a.yml",
        "http://127\xE3\x80\x82"
        "0\xE3\x80\x82"
        "0\xE3\x80\x82"
        "1:PORT/a.yml",
        "http://0:PORT/a.yml",
        "http://0.0.0.0:PORT/a.yml",
        "http://00000:PORT/a.yml",
        "http://0.0:PORT/a.yml",
        "http://[::1]:PORT/a.yml",
        "http://[::]:PORT/a.yml",
        "http://[0:0:0:0:0:0:0:1]:PORT/a.yml",
        "http://[0000:0000:0000:0000:0000:0000:0000:0001]:PORT/a.yml",
        "http://[::ffff:127.0.0.1]:PORT/a.yml",
        "http://[::ffff:7f00:1]:PORT/a.yml",
        "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/a.yml",
        "http://[::127.0.0.1]:PORT/a.yml",
        "http://[64:ff9b::7f00:1]:PORT/a.yml",
        "http://[64:ff9b::127.0.0.1]:PORT/a.yml",
        "http://[2002:7f00:1::]:PORT/a.yml",
        "http://localhost:PORT/a.yml",
        "http://LOCALHOST:PORT/a.yml",
        "http://localhost.:PORT/a.yml",
        "http://localhost.localdomain:PORT/a.yml",
        "http://ip6-localhost:PORT/a.yml",
        "http://a.localhost:PORT/a.yml",
        "http://\xE2\x93\x9B\xE2\x93\x9E\xE2\x93\x92\xE2\x93\x90\xE2\x93\x9B\xE2\x93\x97\xE2\x93\x9E\xE2\x93\xA2\xE2\x93\xA3:PORT/a.yml",
        "http://example.invalid@127.0.0.1:PORT/a.yml",
        "http://example.invalid:80@127.0.0.1:PORT/a.yml",
        "http://user:pass@[::1]:PORT/a.yml",
        "http://127.0.0.1:PORT/a.yml#@example.invalid",
        "http://127.0.0.1:PORT/a.yml?@example.invalid",
        "http://127.0.0.1:PORT\\@example.invalid/a.yml",
        "http://example.invalid@127.0.0.1:PORT/a.yml#@example.invalid",
        "http:\\\\127.0.0.1:PORT\\a.yml",
        "http:127.0.0.1:PORT/a.yml",
        "http:///127.0.0.1:PORT/a.yml",
        "http:////127.0.0.1:PORT/a.yml",
        "HTTP://127.0.0.1:PORT/a.yml",
        " http://127.0.0.1:PORT/a.yml",
        "http://127.0.0.1:PORT/a.yml\t",
        "http://127.0.0.1\t:PORT/a.yml",
        "http://MACHINE:PORT/a.yml",
    };
    // Others of this network, of the machine's host, of who rents it out; and what is no web server.
    const char *const elsewhere[] = {
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/latest/meta-data/",
        "http://0xa9fea9fe/",
        "http://0251.0376.0251.0376/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[fd00:ec2::254]/",
        "http://100.100.100.200/latest/meta-data/",
        "http://192.0.0.192/",
        "http://10.0.0.1/",
        "http://10.1/",
        "http://167772161/",
        "http://172.16.0.1/",
        "http://172.17.0.1:2375/version",
        "http://172.31.255.255/",
        "http://192.168.0.1/",
        "http://192.168.1/",
        "http://100.64.0.1/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://240.0.0.1/",
        "http://[fe80::1]/",
        "http://[fe80::1%25lo]/",
        "http://[fc00::1]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://[2001:db8::1]/",
        "http://[2002:a00:1::]/",
        "http://[64:ff9b::a00:1]/",
        "http://[::10.0.0.1]/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "file:///etc/passwd",
        "file://127.0.0.1/etc/passwd",
        "ftp://127.0.0.1/a.yml",
        "gopher://127.0.0.1:PORT/_GET",
        "dict://127.0.0.1:PORT/",
        "ldap://127.0.0.1:PORT/",
        "unix:///var/run/docker.sock",
        "unix+http://localhost/var/run/docker.sock",
        "qrc:/a.yml",
        "data:text/plain,a",
        "jar:http://127.0.0.1:PORT/a.yml",
    };
    const gitlab::IncludeSettings settings{.instance = {}, .allowedHosts = {}, .allowsHttp = true};
    int refused = 0;
    int unknown = 0;
    const auto check = [&](const char *written) {
        QString url = QString::fromUtf8(written);
        url.replace("PORT"_L1, port).replace("MACHINE"_L1, QSysInfo::machineHostName());
        const QString refusal = refusalOf(url, settings);
        QVERIFY2(!refusal.isEmpty(), written);
        QVERIFY2(server.connections == before, written);
        // Names may be unknown here; everything else is refused before anybody is asked.
        const bool isRefused = refusal.contains("is in a private network"_L1)
                               || refusal.contains("is no address of a web server"_L1);
        const bool isUnknown = refusal.contains("was not found"_L1) || refusal.contains("socket error"_L1);
        QVERIFY2(isRefused || isUnknown, qPrintable(url + u": "_s + refusal));
        refused += isRefused ? 1 : 0;
        unknown += isUnknown ? 1 : 0;
        if (isUnknown)
            qInfo("unknown: %s: %s", qPrintable(url), qPrintable(refusal));
    };
    for (const char *written : loopback)
        check(written);
    for (const char *written : elsewhere) {
        const int knownBefore = unknown;
        check(written);
        QVERIFY2(unknown == knownBefore, written);
    }
    QCOMPARE_GE(refused, 30);
    m_score.note(
        u"%1 addresses of the own network refused unasked, %2 that no resolver knows; 0 connections"_s.arg(refused).arg(
            unknown));
}

void TestTrustNetwork::redirectsIntoTheOwnNetworkAreRefused()
{
    HttpServer server; // is allowed by its name only
    HttpServer inside;
    inside.on("/a.yml", "a: 1\n");
    const QByteArray port = QByteArray::number(inside.serverPort());
    const gitlab::IncludeSettings settings{.instance = {}, .allowedHosts = {u"localhost"_s}, .allowsHttp = true};
    server.on("/good.yml", "a: 1\n");
    QVERIFY(refusalOf(server.url(u"/good.yml"_s, u"localhost"_s), settings).isEmpty());
    int count = 0;
    for (const QByteArray &target :
         {"http://127.0.0.1:" + port + "/a.yml", "http://127.1:" + port + "/a.yml",
          "http://2130706433:" + port + "/a.yml", "http://0x7f000001:" + port + "/a.yml",
          "http://[::ffff:127.0.0.1]:" + port + "/a.yml", "http://0:" + port + "/a.yml",
          "//127.0.0.1:" + port + "/a.yml", "http://localhost@127.0.0.1:" + port + "/a.yml",
          QByteArray("http://169.254.169.254/latest/meta-data/"), QByteArray("http://[fd00:ec2::254]/"),
          QByteArray("http://10.0.0.1/"), QByteArray("file:///etc/passwd"), QByteArray("ftp://127.0.0.1/a.yml"),
          QByteArray("unix+http://localhost/var/run/docker.sock")}) {
        for (const int status : {301, 302, 303, 307, 308}) {
            const QByteArray path = "/" + QByteArray::number(++count);
            server.on(path, [&](const HttpServer::Request &) {
                return HttpServer::Answer{.status = status, .headers = "Location: " + target + "\r\n"};
            });
            const QString refusal = refusalOf(server.url(QString::fromLatin1(path), u"localhost"_s), settings);
            QVERIFY2(refusal.contains("is in a private network"_L1)
                         || refusal.contains("is no address of a web server"_L1),
                     qPrintable(QString::fromLatin1(target) + u": "_s + refusal));
        }
    }
    QCOMPARE(inside.connections, 0);
    m_score.note(u"%1 redirects into it refused"_s.arg(count));
}

QTEST_GUILESS_MAIN(TestTrustNetwork)
#include "tst_trust_network.moc"
