// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/cli/cli_process.h"

using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

class TestKeywords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsAKeywordWithItsParts();
    void saysThatThereIsNoSuchKeyword();
    void thePageInTheDocsIsUpToDate();
};

void TestKeywords::listsAKeywordWithItsParts()
{
    const CliAnswer answer = runCli({u"keywords"_s, u"retry"_s, u"--format"_s, u"csv"_s});
    QCOMPARE(answer.exitCode, 0);
    QVERIFY2(answer.out.contains("\nretry,"), answer.out);
    QVERIFY2(answer.out.contains("retry:max,"), answer.out);
    QVERIFY2(!answer.out.contains("timeout"), answer.out);
}

void TestKeywords::saysThatThereIsNoSuchKeyword()
{
    const CliAnswer answer = runCli({u"keywords"_s, u"retri"_s});
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(answer.err.contains("'retri'"), answer.err);
}

void TestKeywords::thePageInTheDocsIsUpToDate()
{
    QFile page(qEnvironmentVariable("STAGECRAFT_SOURCE_DIR") + "/docs/keywords.md"_L1);
    QVERIFY(page.open(QIODevice::ReadOnly));
    QVERIFY2(page.readAll() == runCli({u"keywords"_s, u"--format"_s, u"markdown"_s}).out, "run ./dev docs");
}

QTEST_GUILESS_MAIN(TestKeywords)
#include "tst_keywords.moc"
