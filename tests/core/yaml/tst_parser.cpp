// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/core/yaml/yaml_test_support.h"

#include <QTest>

using namespace stagecraft;
using namespace stagecraft::yaml;
using namespace stagecraft::yaml::test;

class ParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsStructure_data();
    void readsStructure();
    void readsScalars_data();
    void readsScalars();
    void cutsDocumentsAsGitLabDoes_data();
    void cutsDocumentsAsGitLabDoes();
    void keepsTheOtherJobs_data();
    void keepsTheOtherJobs();
    void tellsOfIgnoredText();
    void offersToRemoveTheByteOrderMark();
    void knowsWhereThingsStand();
    void findsEntriesByKey();
    void walksPathsBothWays();
    void resolvesAliases();
    void findsTheNodeAtAnOffset();
};

void ParserTest::readsStructure_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("tree");
    const auto row = [](const char *name, const QByteArray &text, const char *tree) {
        QTest::newRow(name) << text << QString::fromUtf8(tree);
    };
    row("nothing", "", "");
    row("comment only", "# nothing\n", "");
    row("mapping", "a: 1\nb:\n  c: 2\n", "{a: 1, b: {c: 2}}");
    row("sequence", "- a\n-\n- - b\n  - c\n", "[a, ~, [b, c]]");
    row("sequence at the key's column", "a:\n- x\n- y\nb: z\n", "{a: [x, y], b: z}");
    row("mapping in a sequence", "- a: 1\n  b: 2\n- c: 3\n", "[{a: 1, b: 2}, {c: 3}]");
    row("flow", "a: [x, {b: c, d}, [], {}, e: f]", "{a: [x, {b: c, d: ~}, [], {}, {e: f}]}");
    row("flow over lines", "a: [\n  x, # first\n  y,\n]\nb: c\n", "{a: [x, y], b: c}");
    row("JSON", "{\"a\":[1,\"b\"],\"c\":{}}", "{a: [1, b], c: {}}");
    row("explicit keys", "? a\n: - x\n? b\n", "{a: [x], b: ~}");
    row("collection as key", "? [a, b]\n: c\n[d]: e\n", "{[a, b]: c, [d]: e}");
    row("empty key", "?\n: a\n", "{~: a}");
    row("anchors and aliases", "a: &x\n  b: c\nd: *x\ne: &y f\n", "{a: &x {b: c}, d: *x, e: &y f}");
    row("properties of a key", "&a !t k: v\n", "{&a !t k: v}");
    row("properties of a mapping and its key", "&m\n&k a: b\n", "&m {&k a: b}");
    row("merge key", "a: {<<: *b, c: d}\n", "{a: {<<: *b, c: d}}");
    row("reference", "a: !reference [.b, script]\n", "{a: !reference [.b, script]}");
    row("block sequence with a tag", "a: !reference\n- b\n- c\n", "{a: !reference [b, c]}");
    row("nothing but a tag", "a: !t\nb: c\n", "{a: !t ~, b: c}");
    row("comments anywhere", "a: # x\n  # y\n  b: c # z\n# end\n", "{a: {b: c}}");
    row("mixed line endings", "a: 1\r\nb: 2\rc: 3\nd: 4\xC2\x85" "e: 5\xE2\x80\xA8" "f: 6", "{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6}");
    row("block in a plain scalar", "a: $[[ inputs.x ]]-b\n", "{a: $[[ inputs.x ]]-b}");
}

void ParserTest::readsStructure()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, tree);
    const SyntaxTree read = parsed(text);
    QCOMPARE(sketch(read), tree);
    QVERIFY(read.isTrusted());
    QCOMPARE(tokenFault(read), QString());
    QCOMPARE(nestingFault(read), QString());
}

void ParserTest::readsScalars_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<ScalarStyle>("style");
    const auto row = [](const char *name, const QByteArray &written, const QByteArray &content, ScalarStyle style) {
        QTest::newRow(name) << written << content << style;
    };
    row("plain", "echo a#b", "echo a#b", ScalarStyle::Plain);
    row("plain over lines", "one\n  two\n\n  three", "one two\nthree", ScalarStyle::Plain);
    row("single", "'it''s'", "it's", ScalarStyle::SingleQuoted);
    row("single over lines", "'a \n  b\n\n  c'", "a b\nc", ScalarStyle::SingleQuoted);
    row("double", R"("a\tb\x41\u00e9\U0001F600\e\"\\\/")", "a\tbA\xC3\xA9\xF0\x9F\x98\x80\x1B\"\\/", ScalarStyle::DoubleQuoted);
    row("double over lines", "\"a\n  b\\\n   c\\n\"", "a bc\n", ScalarStyle::DoubleQuoted);
    row("double, not indented", "\"a\nb\"", "a b", ScalarStyle::DoubleQuoted);
    row("literal", "|\n  a\n   b\n\n  c\n\n", "a\n b\n\nc\n", ScalarStyle::Literal);
    row("literal, stripped", "|-\n  a\n", "a", ScalarStyle::Literal);
    row("literal, kept", "|+\n  a\n\n", "a\n\n\n", ScalarStyle::Literal);
    row("literal with indentation", "|1-\n   a\n  b\n", "  a\n b", ScalarStyle::Literal);
    row("literal with a comment", "| # why\n  a\n", "a\n", ScalarStyle::Literal);
    row("folded", ">\n  a\n  b\n\n  c\n    d\n  e\n", "a b\nc\n  d\ne\n", ScalarStyle::Folded);
    row("folded with CR LF", ">-\r\n  a\r\n  b\r\n", "a b", ScalarStyle::Folded);
    row("empty", "", "", ScalarStyle::Empty);
}

void ParserTest::readsScalars()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, content);
    QFETCH(ScalarStyle, style);
    const SyntaxTree tree = parsed("a: " + written + "\nz: end\n");
    QVERIFY(tree.isTrusted());
    const Node &node = tree.node(tree.at({std::string("a")}));
    QCOMPARE(QByteArray::fromStdString(node.scalar), content);
    QCOMPARE(node.style, style);
    QVERIFY(tree.find(tree.documents().front(), "z") != nullptr);
}

void ParserTest::cutsDocumentsAsGitLabDoes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("tree");
    const auto row = [](const char *name, const QByteArray &text, const char *tree) {
        QTest::newRow(name) << text << QString::fromUtf8(tree);
    };
    row("header and body", "spec:\n  inputs: {}\n---\na: b\n", "{spec: {inputs: {}}} --- {a: b}");
    row("marker first", "---\na: b\n", "{a: b}");
    row("comment before the marker", "# licence\n---\na: b\n", "{a: b}");
    row("content behind the marker", "--- a: b\nc: d\n", "{a: b, c: d}");
    row("blank lines behind the marker", "a: b\n---\n\n\nc: d\n", "{a: b} --- {c: d}");
    row("three parts", "a: 1\n---\nb: 2\n---\nc: 3\n", "{a: 1} --- {b: 2} --- {c: 3}");
    row("the third part's first document", "a: 1\n---\nb: 2\n---\nc: 3\n---\nd: 4\n", "{a: 1} --- {b: 2} --- {c: 3}");
    row("document end", "a: 1\n...\nb: 2\n", "{a: 1}");
}

void ParserTest::cutsDocumentsAsGitLabDoes()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, tree);
    const SyntaxTree read = parsed(text);
    QCOMPARE(sketch(read), tree);
    QVERIFY(read.isTrusted());
    QCOMPARE(tokenFault(read), QString());
}

void ParserTest::keepsTheOtherJobs_data()
{
    QTest::addColumn<QByteArray>("broken");
    const auto row = [](const char *name, const QByteArray &broken) { QTest::newRow(name) << broken; };
    row("unclosed double quote", "bad:\n  script: \"echo\n  stage: test\n");
    row("unclosed single quote", "bad:\n  script: 'echo\n  stage: test\n");
    row("unclosed bracket", "bad:\n  script: [a, b\n  stage: test\n");
    row("unclosed brace", "bad:\n  variables: {A: b\n  stage: test\n");
    row("bracket with nothing behind", "bad:\n  script: [\n");
    row("missing colon", "bad\n  script: echo\n");
    row("missing colon inside", "bad:\n  script\n  stage: test\n");
    row("indented too deep", "bad:\n  script: echo\n    stage: test\n");
    row("indented in between", "bad:\n    script: echo\n  stage: test\n");
    row("tab", "bad:\n\tscript: echo\n");
    row("colon in a value", "bad:\n  script: echo a: b\n");
    row("text behind a quote", "bad:\n  script: \"a\" b\n  stage: test\n");
    row("reserved character", "bad:\n  script: @echo\n");
    row("item on the key's line", "bad:\n  script: - echo\n  stage: test\n");
    row("key among items", "bad:\n  script:\n    - a\n    b: c\n");
    row("bracket too many", "bad:\n  script: a]\n  tags: [x]]\n");
    row("bad escape", "bad:\n  script: \"C:\\dir\"\n");
    row("block in brackets", "bad:\n  script: [$[[ inputs.a ]], b]\n");
}

void ParserTest::keepsTheOtherJobs()
{
    QFETCH(QByteArray, broken);
    const SyntaxTree tree = parsed("first:\n  script: one\n" + broken + "last:\n  script: [two, three]\n");
    QVERIFY(tree.isTrusted() == false);
    QCOMPARE(tree.diagnostics().size(), 1U);
    QCOMPARE(tree.diagnostics().front().id, QStringLiteral("yaml-syntax"));
    QCOMPARE(tokenFault(tree), QString());
    QCOMPARE(tree.documents().size(), 1U);
    const NodeId root = tree.documents().front();
    QCOMPARE(tree.node(root).entries.size(), 3U);
    QCOMPARE(QString::fromStdString(sketch(tree, tree.at({std::string("first")}))), QStringLiteral("{script: one}"));
    QCOMPARE(QString::fromStdString(sketch(tree, tree.at({std::string("last")}))), QStringLiteral("{script: [two, three]}"));
    QVERIFY(tree.find(root, "bad") != nullptr);
}

void ParserTest::tellsOfIgnoredText()
{
    const SyntaxTree tree = parsed("  a: 1\nb: 2\n");
    QVERIFY(tree.isTrusted());
    QCOMPARE(sketch(tree), QStringLiteral("{a: 1}"));
    QCOMPARE(tree.diagnostics().size(), 1U);
    QCOMPARE(tree.diagnostics().front().severity, text::Severity::Advice);
    QCOMPARE(tree.diagnostics().front().position, (text::TextPosition{1, 0}));
}

void ParserTest::offersToRemoveTheByteOrderMark()
{
    const SyntaxTree tree = parsed("\xEF\xBB\xBF" "a: 1\nb: 2\n");
    QCOMPARE(sketch(tree), QStringLiteral("{a: 1}")); // as Ruby reads it
    QCOMPARE(tree.diagnostics().size(), 1U);
    QCOMPARE(tree.diagnostics().front().fixes.size(), 1U);
    const SyntaxTree fixed = parse(tree.buffer().patched(tree.diagnostics().front().fixes.front().patch));
    QCOMPARE(sketch(fixed), QStringLiteral("{a: 1, b: 2}"));
    QVERIFY(fixed.diagnostics().empty());
}

void ParserTest::knowsWhereThingsStand()
{
    const QByteArray text = "job: &a !t\n  script: |\n    one\n    two\n  tags: [x,\n    y]\n";
    const SyntaxTree tree = parsed(text);
    const auto slice = [&](text::TextRange range) { return tree.buffer().slice(range).toByteArray(); };
    const Node &job = tree.node(tree.at({std::string("job")}));
    QCOMPARE(slice(job.properties), QByteArray("&a !t"));
    QCOMPARE(slice(job.anchor), QByteArray("a"));
    QCOMPARE(slice(job.tag), QByteArray("!t"));
    QCOMPARE(slice(job.value), text.mid(text.indexOf("script"), text.size() - text.indexOf("script") - 1));
    QCOMPARE(job.indent, 2);
    QCOMPARE(slice(job.entries[0].indicator), QByteArray(":"));
    QCOMPARE(slice(tree.node(job.entries[0].value).value), QByteArray("|\n    one\n    two"));
    QCOMPARE(slice(tree.node(job.entries[1].value).value), QByteArray("[x,\n    y]"));
}

void ParserTest::findsEntriesByKey()
{
    QByteArray text = "a: first\n";
    for (int i = 0; i < 40; ++i) // more than a short mapping has
        text += "k" + QByteArray::number(i) + ": " + QByteArray::number(i) + "\n";
    text += "a: last\n\"quoted\": q\n";
    const SyntaxTree tree = parsed(text);
    const NodeId root = tree.documents().front();
    QCOMPARE(tree.node(tree.find(root, "a")->value).scalar, std::string("last"));
    QCOMPARE(tree.node(tree.find(root, "k17")->value).scalar, std::string("17"));
    QCOMPARE(tree.node(tree.find(root, "quoted")->value).scalar, std::string("q"));
    QVERIFY(tree.find(root, "k40") == nullptr);
    QVERIFY(tree.find(tree.find(root, "a")->value, "a") == nullptr);
    QVERIFY(tree.find(NodeId::None, "a") == nullptr);
}

void ParserTest::walksPathsBothWays()
{
    const SyntaxTree tree = parsed("spec: {}\n---\njob:\n  rules:\n    - if: x\n    - {when: never}\n");
    const NodePath path = {std::string("job"), std::string("rules"), 1, std::string("when")};
    const NodeId node = tree.at(path, 1);
    QVERIFY(node != NodeId::None);
    QCOMPARE(tree.node(node).scalar, std::string("never"));
    QVERIFY(tree.pathOf(node) == path);
    QVERIFY(tree.at(path, 0) == NodeId::None);
    QVERIFY(tree.at({std::string("job"), 0}, 1) == NodeId::None);
    QVERIFY(tree.at({std::string("job"), std::string("rules"), -1}, 1) == NodeId::None);
    QVERIFY(tree.at({}, 7) == NodeId::None);
}

void ParserTest::resolvesAliases()
{
    const SyntaxTree tree = parsed("a: &x 1\nb: *x\nc: &x 2\nd: *x\ne: *nowhere\nf: &f [*f]\n");
    const auto target = [&](const NodePath &path) { return tree.resolved(tree.at(path)); };
    QCOMPARE(tree.node(target({std::string("b")})).scalar, std::string("1"));
    QCOMPARE(tree.node(target({std::string("d")})).scalar, std::string("2"));
    QVERIFY(target({std::string("a")}) == tree.at({std::string("a")}));
    QVERIFY(target({std::string("e")}) == NodeId::None);
    QVERIFY(target({std::string("f"), 0}) == NodeId::None); // a cycle
    QVERIFY(tree.node(tree.at({std::string("f"), 0})).target == tree.at({std::string("f")}));
}

void ParserTest::findsTheNodeAtAnOffset()
{
    const QByteArray text = "a:\n  b: [one, two]\nc: d\n";
    const SyntaxTree tree = parsed(text);
    const auto scalarAt = [&](const char *word) { return tree.node(tree.nodeAt(text.indexOf(word) + 1)).scalar; };
    QCOMPARE(scalarAt("two"), std::string("two"));
    QCOMPARE(scalarAt("b:"), std::string("b"));
    QVERIFY(tree.nodeAt(text.indexOf('[')) == tree.at({std::string("a"), std::string("b")}));
    QVERIFY(tree.nodeAt(text.size() + 5) == NodeId::None);
}

QTEST_GUILESS_MAIN(ParserTest)
#include "tst_parser.moc"
