// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/yaml/scalar_resolver.h"
#include "tests/core/yaml/yaml_test_support.h"

#include <QTest>

using namespace stagecraft;
using namespace stagecraft::yaml;
using namespace stagecraft::yaml::test;

namespace {

const char *rubyClass(const ScalarValue &value)
{
    switch (value.type) {
    case ScalarType::Null: return "NilClass";
    case ScalarType::Bool: return value.boolean ? "TrueClass" : "FalseClass";
    case ScalarType::Integer: return "Integer";
    case ScalarType::Float: return "Float";
    case ScalarType::String: return "String";
    case ScalarType::Symbol: return "Symbol";
    case ScalarType::Disallowed: return "ERROR";
    }
    return "";
}

/// The value as Ruby's inspect prints it, for the simple texts of the table.
QString inspected(const ScalarValue &value)
{
    QString text = QString::fromStdString(value.text);
    switch (value.type) {
    case ScalarType::Null: return QStringLiteral("nil");
    case ScalarType::String:
        text.replace(QLatin1Char('\t'), QLatin1String("\\t"));
        return QLatin1Char('"') + text + QLatin1Char('"');
    case ScalarType::Symbol: return QLatin1Char(':') + text;
    case ScalarType::Disallowed: return QStringLiteral("Psych::DisallowedClass: Tried to load unspecified class: ") + text;
    default: return text;
    }
}

} // namespace

class ScalarResolverTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typesAsRubyDoes_data();
    void typesAsRubyDoes();
    void refusesWhatRubyRefuses_data();
    void refusesWhatRubyRefuses();
    void readsShortFoldedWords();
    void printsFloatsAsRuby_data();
    void printsFloatsAsRuby();

private:
    static QList<QByteArrayList> vectors();
};

/// Rows "text, class, value" of the table's first part.
QList<QByteArrayList> ScalarResolverTest::vectors()
{
    QList<QByteArrayList> rows;
    const QByteArray table = contentOf(sharedDirectory() + QStringLiteral("/conformance/vectors/yaml_scalars.tsv"));
    for (const QByteArray &line : table.split('\n')) {
        if (line == "# documents")
            break;
        if (const QByteArrayList row = line.split('\t'); row.size() == 3)
            rows.append(row);
    }
    return rows;
}

void ScalarResolverTest::typesAsRubyDoes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("value");
    int number = 0;
    for (const QByteArrayList &row : vectors()) {
        ++number;
        const bool scalar = !row[1].startsWith("Hash") && !row[1].startsWith("Array") && !row[1].startsWith("Psych")
                            && !row[2].startsWith("Psych::SyntaxError") && !row[2].startsWith("Psych::AnchorNot")
                            && !row[0].contains("{");
        if (scalar || row[0] == "${A}")
            QTest::addRow("%d: %s", number, row[0].constData()) << row[0] << row[1] << row[2];
    }
}

void ScalarResolverTest::typesAsRubyDoes()
{
    if (sharedDirectory().isEmpty())
        QSKIP("../shared is not there");
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, value);
    const SyntaxTree tree = parsed("a: " + text + "\n");
    QVERIFY(tree.isTrusted());
    const ScalarValue resolved = resolveScalar(tree, tree.at({std::string("a")}));
    QCOMPARE(QByteArray(rubyClass(resolved)), type);
    QCOMPARE(inspected(resolved), QString::fromUtf8(value));
}

void ScalarResolverTest::refusesWhatRubyRefuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("error");
    for (const QByteArrayList &row : vectors()) {
        if (row[2].startsWith("Psych::SyntaxError: "))
            QTest::newRow(row[0].constData()) << row[0] << row[2].mid(qstrlen("Psych::SyntaxError: "));
    }
}

void ScalarResolverTest::refusesWhatRubyRefuses()
{
    if (sharedDirectory().isEmpty())
        QSKIP("../shared is not there");
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, error);
    const SyntaxTree tree = parsed("a: " + text + "\n");
    QVERIFY(!tree.isTrusted());
    QCOMPARE(tree.diagnostics().size(), 1U);
    QCOMPARE(tree.diagnostics().front().message, QString::fromUtf8(error));
}

void ScalarResolverTest::readsShortFoldedWords()
{
    QCOMPARE(resolvePlain("n\nno").type, ScalarType::Bool);
    QCOMPARE(resolvePlain("no\non").boolean, true);
    QCOMPARE(resolvePlain("a\nno").type, ScalarType::String);
    QCOMPARE(resolvePlain("no\nfalse").type, ScalarType::String);
}

void ScalarResolverTest::printsFloatsAsRuby_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<QString>("text");
    QTest::newRow("whole") << 100.0 << QStringLiteral("100.0");
    QTest::newRow("fraction") << 1234.5 << QStringLiteral("1234.5");
    QTest::newRow("largest fixed") << 1e14 << QStringLiteral("100000000000000.0");
    QTest::newRow("smallest with exponent") << 1e15 << QStringLiteral("1.0e+15");
    QTest::newRow("smallest fixed") << 0.0001 << QStringLiteral("0.0001");
    QTest::newRow("small with exponent") << 0.00001 << QStringLiteral("1.0e-05");
    QTest::newRow("negative zero") << -0.0 << QStringLiteral("-0.0");
}

void ScalarResolverTest::printsFloatsAsRuby()
{
    QFETCH(double, number);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(rubyFloatText(number)), text);
}

QTEST_GUILESS_MAIN(ScalarResolverTest)
#include "tst_scalar_resolver.moc"
