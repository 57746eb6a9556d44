// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/yaml/scalar_resolver.h"
#include "core/yaml/scalar_writer.h"
#include "tests/core/yaml/yaml_test_support.h"

#include <QRandomGenerator>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::yaml;
using namespace stagecraft::yaml::test;

namespace {

/// A document that holds the value, and where to find it.
struct Sample {
    std::string text;
    NodePath path;
    bool inKey = false;
};

Sample sampleWith(const std::string &value, int shape, ScalarStyle preferred, std::string_view lineEnding)
{
    ScalarContext context;
    context.lineEnding = lineEnding;
    const std::string end(lineEnding);
    switch (shape) {
    case 0: return {"a: " + writeString(value, context, preferred) + end + "b: c" + end, {std::string("a")}};
    case 1:
        context.indent = 2;
        return {"a:" + end + "  k: " + writeString(value, context, preferred) + end, {std::string("a"), std::string("k")}};
    case 2: {
        context.indent = 2;
        const std::string first = writeString(value, context, preferred);
        return {"a:" + end + "  - " + first + end + "  - z" + end, {std::string("a"), 0}};
    }
    case 3: {
        context.flow = true;
        const std::string item = writeString(value, context, preferred);
        return {"a: [x, " + item + ", " + item + "]" + end, {std::string("a"), 1}};
    }
    case 4:
        context.flow = true;
        context.key = true;
        return {"a: {" + writeString(value, context, preferred) + ": v}" + end, {std::string("a")}, true};
    default:
        context.key = true;
        return {writeString(value, context, preferred) + ": v" + end, {}, true};
    }
}

} // namespace

class ScalarWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheLeast_data();
    void writesTheLeast();
    void isReadBack();
};

void ScalarWriterTest::writesTheLeast_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<ScalarStyle>("preferred");
    QTest::addColumn<QByteArray>("written");
    const auto row = [](const char *name, const QByteArray &value, const QByteArray &written,
                        ScalarStyle preferred = ScalarStyle::Plain) {
        QTest::newRow(name) << value << preferred << written;
    };
    row("word", "build", "build");
    row("command", "make -j4 && make test", "make -j4 && make test");
    row("image", "registry.example.com:5000/a/b:1.2.3", "registry.example.com:5000/a/b:1.2.3");
    row("variable", "$CI_COMMIT_BRANCH == \"main\"", "$CI_COMMIT_BRANCH == \"main\"");
    row("boolean word", "yes", "\"yes\"");
    row("null word", "~", "\"~\"");
    row("number", "3.10", "\"3.10\"");
    row("octal", "0123", "\"0123\"");
    row("base 60", "12:30", "\"12:30\"");
    row("date", "2024-01-02", "\"2024-01-02\"");
    row("symbol", ":foo", "\":foo\"");
    row("empty", "", "\"\"");
    row("colon and space", "echo a: b", "\"echo a: b\"");
    row("comment", "echo #1", "\"echo #1\"");
    row("no comment", "a#b", "a#b");
    row("backslash inside", "echo \"a: b\"", "'echo \"a: b\"'");
    row("sibling in single quotes", "build", "'build'", ScalarStyle::SingleQuoted);
    row("sibling in double quotes", "build", "\"build\"", ScalarStyle::DoubleQuoted);
    row("single quote in single quotes", "it's: x", "'it''s: x'", ScalarStyle::SingleQuoted);
    row("escape sequence", "\x1B[31m", "\"\\e[31m\"");
    row("glob", "*.txt", "\"*.txt\"");
    row("option", "-v", "-v");
    row("lines", "a\nb\n", "|\n  a\n  b");
    row("lines without end", "a\nb", "|-\n  a\n  b");
    row("lines with empty lines behind", "a\n\n\n", "|+\n  a\n\n");
    row("first line indented", "  a\nb\n", "|2\n    a\n  b");
    row("only a line break", "\n", "\"\\n\"");
    row("carriage return", "a\r\nb", "\"a\\r\\nb\"");
}

void ScalarWriterTest::writesTheLeast()
{
    QFETCH(QByteArray, value);
    QFETCH(ScalarStyle, preferred);
    QFETCH(QByteArray, written);
    QCOMPARE(QByteArray::fromStdString(writeString(value.toStdString(), {}, preferred)), written);
}

void ScalarWriterTest::isReadBack()
{
    constexpr std::string_view pieces[] = {
        "a", "b c", "é", "中", "😀", " ", "  ", "\n", "\n\n", "\t", ": ", ":", " #", "#", "-", "- ", "?", "? ", ",", "[", "]",
        "{", "}", "&a", "*a", "!t", "|", ">", "'", "\"", "%", "@", "`", "\\", "\\n", "~", "null", "yes", "no", "0", "12",
        ".5", "1.0", "0x1", "12:30", "---", "...", "<<", "=", "$[[ inputs.a ]]", "$A", "\r", "\x01", "\x7F", "\xC2\x85",
        "\xE2\x80\xA8", "\xEF\xBB\xBF", "\xEF\xBF\xBE", "2024-01-02", "+", "_", ":x", "true",
    };
    constexpr ScalarStyle styles[] = {ScalarStyle::Plain, ScalarStyle::SingleQuoted, ScalarStyle::DoubleQuoted,
                                      ScalarStyle::Literal};
    constexpr std::string_view lineEndings[] = {"\n", "\r\n"};
    QRandomGenerator random(20240102);
    for (int round = 0; round < 60000; ++round) {
        std::string value;
        for (int count = random.bounded(6); count >= 0; --count)
            value += pieces[random.bounded(static_cast<int>(std::size(pieces)))];
        const Sample sample = sampleWith(value, random.bounded(6), styles[random.bounded(4)],
                                         lineEndings[random.bounded(2)]);
        const SyntaxTree tree = parsed(QByteArray::fromStdString(sample.text));
        QVERIFY2(tree.isTrusted(), sample.text.c_str());
        NodeId node = tree.at(sample.path);
        QVERIFY2(node != NodeId::None, sample.text.c_str());
        if (sample.inKey)
            node = tree.node(node).entries.front().key;
        const ScalarValue read = resolveScalar(tree, node);
        QVERIFY2(read.type == ScalarType::String, sample.text.c_str());
        QVERIFY2(read.text == value, sample.text.c_str());
    }
}

QTEST_GUILESS_MAIN(ScalarWriterTest)
#include "tst_scalar_writer.moc"
