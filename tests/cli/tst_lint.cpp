// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/cli/cli_process.h"

#include <QJsonArray>

using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

/// lint: exit codes, the JSON form, and that every kind of bad input gets a clear answer.
class TestLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsValidPipeline();
    void placesErrors();
    void tellsRepeatsOnceToPeople();
    void answersUsage_data();
    void answersUsage();
    void survivesBadFiles_data();
    void survivesBadFiles();
    void refusesHugeFileQuickly();
};

void TestLint::acceptsValidPipeline()
{
    const Repository repository("build:\n  script: make\n");
    const CliAnswer text = runCli({u"lint"_s, repository.path()});
    QCOMPARE(text.exitCode, 0);
    QVERIFY(text.out.contains(".gitlab-ci.yml is valid."));
    const CliAnswer json = runCli({u"lint"_s, u"--format"_s, u"json"_s, repository.file(u".gitlab-ci.yml"_s)});
    QCOMPARE(json.exitCode, 0);
    QCOMPARE(json.json()[u"valid"_s].toBool(), true);
    QVERIFY(json.json()[u"errors"_s].toArray().isEmpty());
    QVERIFY(json.json()[u"warnings"_s].isArray());
    QVERIFY(json.json()[u"advice"_s].isArray());
}

void TestLint::placesErrors()
{
    const Repository repository("stages: [build]\n\nbuild:\n  stage: biuld\n  script: make\n");
    const CliAnswer answer = runCli({u"lint"_s, u"--format"_s, u"json"_s, repository.path()});
    QCOMPARE(answer.exitCode, 1);
    const QJsonObject error = answer.json()[u"errors"_s].toArray().at(0).toObject();
    QVERIFY2(error[u"message"_s].toString().contains(u"biuld"_s), answer.out.constData());
    QCOMPARE(error[u"file"_s].toString(), u".gitlab-ci.yml"_s);
    QCOMPARE(error[u"line"_s].toInt(), 4);
    QCOMPARE(error[u"column"_s].toInt(), 10);
}

void TestLint::tellsRepeatsOnceToPeople()
{
    const Repository repository(".base:\n  script: make\n  retry: 7\na:\n  extends: .base\nb:\n  extends: .base\n");
    const CliAnswer text = runCli({u"lint"_s, repository.path()});
    QCOMPARE(text.out.count("retry config"), 1);
    QVERIFY2(text.out.contains("(2 times)"), text.out.constData());
    const CliAnswer json = runCli({u"lint"_s, u"--format"_s, u"json"_s, repository.path()});
    QCOMPARE(json.json()[u"errors"_s].toArray().size(), 2); // as GitLab does
}

void TestLint::answersUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no command") << QStringList();
    QTest::newRow("unknown command") << QStringList{u"lnit"_s};
    QTest::newRow("unknown option") << QStringList{u"lint"_s, u"--frmat"_s, u"json"_s};
    QTest::newRow("unknown format") << QStringList{u"lint"_s, u"--format"_s, u"xml"_s};
    QTest::newRow("no such directory") << QStringList{u"lint"_s, u"/nonexistent/directory"_s};
    QTest::newRow("broken --var") << QStringList{u"lint"_s, u"--var"_s, u"novalue"_s};
}

void TestLint::answersUsage()
{
    QFETCH(QStringList, arguments);
    const CliAnswer answer = runCli(arguments);
    QCOMPARE(answer.exitCode, 2);
    QVERIFY(answer.err.startsWith("stagecraft-cli: "));
    QVERIFY(answer.out.isEmpty());
}

void TestLint::survivesBadFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("binary") << QByteArray("\0\1\2\3\xff\xfe\0abc", 10);
    QTest::newRow("invalid UTF-8") << QByteArray("build:\n  script: \xff\xfe\n");
    QTest::newRow("unclosed quotes") << QByteArray("build:\n  script: \"make\nother:\n  script: x\n");
    QTest::newRow("unclosed bracket") << QByteArray("build:\n  script: [make\n");
    QTest::newRow("tabs") << QByteArray("build:\n\tscript: make\n");
    QTest::newRow("a list") << QByteArray("- a\n- b\n");
    QTest::newRow("deep") << QByteArray(1000000, '[');
    QTest::newRow("aliases") << QByteArray("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                                           "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                                           "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
                                           "g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\nh: [*g,*g,*g,*g,*g,*g,*g,*g,*g]\n");
}

void TestLint::survivesBadFiles()
{
    QFETCH(QByteArray, bytes);
    const Repository repository(bytes);
    const CliAnswer answer = runCli({u"lint"_s, u"--format"_s, u"json"_s, repository.path()});
    QCOMPARE(answer.exitCode, 1);
    QCOMPARE(answer.json()[u"valid"_s].toBool(true), false);
    const QJsonArray errors = answer.json()[u"errors"_s].toArray();
    QVERIFY(!errors.isEmpty());
    QVERIFY(!errors.at(0).toObject()[u"message"_s].toString().isEmpty());
    QCOMPARE(repository.read(), bytes);
}

void TestLint::refusesHugeFileQuickly()
{
    const Repository repository("");
    QFile file(repository.file(u".gitlab-ci.yml"_s));
    QVERIFY(file.resize(qint64(100) * 1024 * 1024));
    const CliAnswer answer = runCli({u"lint"_s, repository.path()});
    QVERIFY(answer.exitCode > 0);
    QVERIFY(answer.err.contains("100.0 MB"));
}

QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"
