// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/cli/cli_process.h"
#include "tests/support/http_server.h"

#include <QJsonArray>

using namespace stagecraft::tests;
using namespace Qt::StringLiterals;
using stagecraft::test::HttpServer;

/// Included files of elsewhere: nothing is asked without --fetch, and what was fetched stays.
class TestIncludes : public QObject
{
    Q_OBJECT

private:
    /// The program runs in a process of its own, so that the server here can answer it meanwhile.
    static CliAnswer runBeside(const QStringList &arguments, const QTemporaryDir &cache, const QString &token = {})
    {
        QProcess process;
        QProcessEnvironment environment = environmentWith({});
        environment.insert(u"XDG_CACHE_HOME"_s, cache.path());
        environment.insert(u"STAGECRAFT_GITLAB_TOKEN"_s, token);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(STAGECRAFT_CLI), arguments);
        CliAnswer answer;
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60000))
            return answer;
        answer.exitCode = process.exitCode();
        answer.out = process.readAllStandardOutput();
        answer.err = process.readAllStandardError();
        return answer;
    }

private Q_SLOTS:
    void asksOnlyWhenTold()
    {
        HttpServer server;
        QTemporaryDir cache;
        server.on("/a.yml", "include: " + server.url(u"/b.yml"_s).toLatin1() + "\nfrom-a:\n  script: x\n");
        server.on("/b.yml", "from-b:\n  script: x\n");
        const Repository repository("include: " + server.url(u"/a.yml"_s).toLatin1() + "\nown:\n  script: x\n");
        const QStringList list{u"list"_s, u"--format"_s, u"csv"_s, repository.path()};
        const CliAnswer before = runBeside(list, cache);
        QCOMPARE(before.exitCode, 0);
        QVERIFY(!before.out.contains("from-a"));
        QCOMPARE(server.connections, 0);

        const QStringList options{u"--fetch"_s, u"--allow-http"_s, u"--allow-host"_s, u"127.0.0.1"_s};
        const CliAnswer fetched = runBeside(list + options, cache);
        QVERIFY2(fetched.out.contains("from-a") && fetched.out.contains("from-b"), fetched.err.constData());
        QVERIFY(fetched.err.contains("fetching includes: 1 of 1"));
        QCOMPARE(server.connections, 2);

        // The cache answers now.
        const CliAnswer after = runBeside(list, cache);
        QVERIFY(after.out.contains("from-b"));
        QCOMPARE(server.connections, 2);
    }

    void saysWhatWentWrongAtTheInclude()
    {
        HttpServer server;
        QTemporaryDir cache;
        const Repository repository("own:\n  script: x\ninclude:\n  - " + server.url(u"/a.yml"_s).toLatin1() + "\n");
        const QStringList lint{u"lint"_s, u"--format"_s, u"json"_s, u"--fetch"_s, repository.path()};
        const CliAnswer refused = runBeside(lint, cache);
        QCOMPARE(refused.exitCode, 0);
        QVERIFY(refused.out.contains("without encryption"));
        QCOMPARE(server.connections, 0);
        const CliAnswer missing = runBeside(lint + QStringList{u"--allow-http"_s, u"--allow-host"_s, u"127.0.0.1"_s}, cache);
        QCOMPARE(missing.exitCode, 1);
        const QJsonObject error = missing.json()[u"errors"_s].toArray().at(0).toObject();
        QVERIFY(error[u"message"_s].toString().contains("because of HTTP code `404` error!"_L1));
        QCOMPARE(error[u"line"_s].toInt(), 4);
    }

    void usesTheInstanceAndItsToken()
    {
        HttpServer server;
        QTemporaryDir cache;
        server.on("/api/v4/projects/g%2Fp/repository/commits/HEAD", R"({"id":"abc"})");
        server.on("/api/v4/projects/g%2Fp/repository/files/a.yml/raw?ref=abc", "from-project:\n  script: x\n");
        const Repository repository("include: {project: g/p, file: a.yml}\n");
        const CliAnswer answer = runBeside({u"list"_s, u"--format"_s, u"csv"_s, u"--fetch"_s, u"--gitlab-url"_s, server.url(),
                                            u"--allow-http"_s, repository.path()},
                                           cache, u"glpat-secret"_s);
        QVERIFY2(answer.out.contains("from-project"), answer.err.constData());
        QVERIFY(server.requests.at(0).has("private-token: glpat-secret"));
        QVERIFY(!answer.err.contains("glpat"));
        QCOMPARE(runBeside({u"lint"_s, u"--gitlab-url"_s, u"not an address"_s, repository.path()}, cache).exitCode, 2);
    }

    void takesTheCopyInTheRepository()
    {
        QTemporaryDir cache;
        const Repository repository("include: https://example.com/ci/a.yml\n");
        repository.write(u".stagecraft/includes/example.com/ci/a.yml"_s, "vendored:\n  script: x\n");
        const CliAnswer answer = runBeside({u"list"_s, u"--format"_s, u"csv"_s, repository.path()}, cache);
        QVERIFY2(answer.out.contains("vendored"), answer.err.constData());
    }

    /// Lists them, and keeps copies that a machine without network and cache is content with.
    void keepsCopies()
    {
        HttpServer server;
        QTemporaryDir cache;
        const QByteArray commit(40, 'a');
        server.on("/api/v4/projects/g%2Fp/repository/commits/v1", "{\"id\":\"" + commit + "\"}");
        server.on("/api/v4/projects/g%2Fp/repository/files/a.yml/raw?ref=" + commit, "include: deep/b.yml\nouter:\n  script: x\n");
        server.on("/api/v4/projects/g%2Fp/repository/files/deep%2Fb.yml/raw?ref=" + commit, "inner:\n  script: x\n");
        const Repository repository("include: {project: g/p, ref: v1, file: a.yml}\n");
        const CliAnswer missing = runBeside({u"includes"_s, repository.path()}, cache);
        QCOMPARE(missing.exitCode, 1);
        QCOMPARE(missing.out, QByteArray("missing\tfile\ta.yml\n"));
        const CliAnswer kept = runBeside({u"includes"_s, u"--vendor"_s, u"--fetch"_s, u"--gitlab-url"_s, server.url(), u"--allow-http"_s,
                                          repository.path()},
                                         cache);
        QVERIFY2(kept.exitCode == 0, kept.err.constData());
        QCOMPARE(kept.out.count(".stagecraft/includes/"), 2);
        QVERIFY2(kept.out.contains("/g/p/v1/deep/b.yml\n"), kept.out.constData());
        const QTemporaryDir empty;
        const CliAnswer offline = runBeside({u"list"_s, u"--format"_s, u"csv"_s, repository.path()}, empty);
        QVERIFY2(offline.out.contains("outer") && offline.out.contains("inner"), offline.err.constData());
    }

    void doesNotRunHalfAPipeline()
    {
        QTemporaryDir cache;
        const Repository repository("include: https://example.com/ci/a.yml\nbuild:\n  extends: .elsewhere\n");
        const CliAnswer answer = runBeside({u"run"_s, u"--mode"_s, u"shell"_s, repository.path()}, cache);
        QCOMPARE(answer.exitCode, 1);
        QVERIFY2(answer.err.contains("needs includes that are not here"), answer.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestIncludes)
#include "tst_includes.moc"
