// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/model/keyword_table.h"

#include <QTest>

#include <set>

using namespace stagecraft::model;

class KeywordTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeywordSaysWhatItIs()
    {
        QVERIFY(keywords().size() > 150);
        std::set<std::pair<int, std::string>> seen;
        for (const Keyword &keyword : keywords()) {
            QVERIFY2(!keyword.help.isEmpty() && !keyword.types.isEmpty(), keyword.name.c_str());
            QVERIFY2(keyword.fidelity == Fidelity::Exact || !keyword.fidelityNote.isEmpty(), keyword.name.c_str());
            QVERIFY2(seen.emplace(static_cast<int>(keyword.scope), keyword.name).second, keyword.name.c_str());
        }
    }

    void findsKeywordsInTheirScope()
    {
        const Keyword *when = findKeyword(KeywordScope::Job, "when");
        QVERIFY(when);
        QVERIFY(when->values.contains(QStringLiteral("delayed")));
        QVERIFY(findKeyword(KeywordScope::Default, "image"));
        QVERIFY(!findKeyword(KeywordScope::Default, "script"));
        QVERIFY(findKeyword(KeywordScope::Workflow, "rules:if"));
        QVERIFY(!findKeyword(KeywordScope::Job, "no_such_keyword"));
    }
};

QTEST_GUILESS_MAIN(KeywordTableTest)
#include "tst_keyword_table.moc"
