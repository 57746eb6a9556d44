// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/model/keyword_table.h"

#include "core/model/predefined_table.h"

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

    void everyKeywordStandsUnderAnother()
    {
        for (const Keyword &keyword : keywords()) {
            const std::size_t colon = keyword.name.rfind(':');
            if (colon == std::string::npos || keyword.scope == KeywordScope::Global)
                continue;
            QVERIFY2(findKeyword(keyword.scope, std::string_view(keyword.name).substr(0, colon)), keyword.name.c_str());
        }
    }

    void paidKeywordsSayTheirTier()
    {
        QCOMPARE(findKeyword(KeywordScope::Job, "secrets")->tier, QStringLiteral("premium"));
        QCOMPARE(findKeyword(KeywordScope::Job, "dast_configuration")->tier, QStringLiteral("ultimate"));
        QVERIFY(findKeyword(KeywordScope::Job, "script")->tier.isEmpty());
        for (const Keyword &keyword : keywords()) {
            const QStringList tiers = {QString(), QStringLiteral("premium"), QStringLiteral("ultimate")};
            QVERIFY2(tiers.contains(keyword.tier), keyword.name.c_str());
        }
    }

    void predefinedVariablesAreExplained()
    {
        QVERIFY(predefinedVariables().size() > 150);
        std::set<std::string> seen;
        for (const PredefinedVariable &variable : predefinedVariables()) {
            QVERIFY2(!variable.help.isEmpty(), variable.name.c_str());
            QVERIFY2(seen.insert(variable.name).second, variable.name.c_str());
        }
        QVERIFY(findPredefinedVariable("CI_COMMIT_BRANCH")->inRules);
        QVERIFY(!findPredefinedVariable("CI_JOB_ID")->inRules);
        QVERIFY(!findPredefinedVariable("CI_NO_SUCH"));
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
