// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/core/yaml/yaml_test_support.h"

#include <QTest>

using namespace stagecraft;
using namespace stagecraft::yaml;
using namespace stagecraft::yaml::test;

class EntrySpansTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownsItsLines_data();
    void ownsItsLines();
    void endsBeforeTheCommaInFlowStyle();
    void startsBehindTheDash();
    void coversTheFileWithoutLoss();
};

void EntrySpansTest::ownsItsLines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("full");
    QTest::addColumn<QByteArray>("leading");
    const auto row = [](const char *name, const QByteArray &text, const QByteArray &full, const QByteArray &leading = {}) {
        QTest::newRow(name) << text << full << leading;
    };
    row("its line", "a: 1\nb: 2\nc: 3\n", "b: 2\n");
    row("comment behind", "a: 1\nb: 2 # two\nc: 3\n", "b: 2 # two\n");
    row("comment above", "a: 1\n# about b\nb: 2\nc: 3\n", "# about b\nb: 2\n", "# about b\n");
    row("comments above", "a: 1\n# about\n# b\nb: 2\n", "# about\n# b\nb: 2\n", "# about\n# b\n");
    row("comment apart", "a: 1\n# section\n\nb: 2\nc: 3\n", "b: 2\n");
    row("comment apart and comment above", "# file\n\n# b\nb: 2\n", "# b\nb: 2\n", "# b\n");
    row("comment indented otherwise", "a:\n  x: 1\n  # in a\nb: 2\n", "b: 2\n");
    row("comment in its body", "b:\n  x: 1\n  # y: 2\n\n# about c\nc: 3\n", "b:\n  x: 1\n  # y: 2\n");
    row("comment in its body behind a blank line", "b:\n  x: 1\n\n  # y: 2\nc: 3\n", "b:\n  x: 1\n\n  # y: 2\n");
    row("block scalar", "b: |\n  x\n\n  # no comment\n\nc: 3\n", "b: |\n  x\n\n  # no comment\n");
    row("kept block scalar", "b: |+\n  x\n\nc: 3\n", "b: |+\n  x\n\n");
    row("no line end", "a: 1\nb: 2", "b: 2");
    row("no value", "a: 1\nb:\n\nc: 3\n", "b:\n");
    row("CR LF", "a: 1\r\n# about b\r\nb: 2\r\nc: 3\r\n", "# about b\r\nb: 2\r\n", "# about b\r\n");
    row("several lines", "b: [x,\n  y] # z\nc: 3\n", "b: [x,\n  y] # z\n");
    row("properties of the key", "a: 1\n&k b: 2\n", "&k b: 2\n");
}

void EntrySpansTest::ownsItsLines()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, full);
    QFETCH(QByteArray, leading);
    const SyntaxTree tree = parsed(text);
    const Entry *entry = tree.find(tree.documents().front(), "b");
    QVERIFY(entry != nullptr);
    QCOMPARE(tree.buffer().slice(entry->full).toByteArray(), full);
    QCOMPARE(tree.buffer().slice(entry->leading).toByteArray(), leading);
}

void EntrySpansTest::endsBeforeTheCommaInFlowStyle()
{
    const SyntaxTree tree = parsed("a: [x, {k: v}, y]\n");
    const Node &list = tree.node(tree.at({std::string("a")}));
    QCOMPARE(tree.buffer().slice(list.entries[0].full).toByteArray(), QByteArray("x"));
    QCOMPARE(tree.buffer().slice(list.entries[1].full).toByteArray(), QByteArray("{k: v}"));
    QVERIFY(list.entries[1].leading.isEmpty());
}

void EntrySpansTest::startsBehindTheDash()
{
    const SyntaxTree tree = parsed("- a: 1 # x\n  b: 2\n# next\n- c\n");
    const Node &list = tree.node(tree.documents().front());
    const auto slice = [&](text::TextRange range) { return tree.buffer().slice(range).toByteArray(); };
    QCOMPARE(slice(list.entries[0].full), QByteArray("- a: 1 # x\n  b: 2\n"));
    QCOMPARE(slice(list.entries[1].full), QByteArray("# next\n- c\n"));
    const Node &item = tree.node(list.entries[0].value);
    QCOMPARE(slice(item.entries[0].full), QByteArray("a: 1 # x\n"));
    QCOMPARE(slice(item.entries[1].full), QByteArray("  b: 2\n"));
    QCOMPARE(slice(item.entries[1].leading), QByteArray("  "));
}

/// Entries of one block collection follow each other without overlapping, so that any of them can be moved.
void EntrySpansTest::coversTheFileWithoutLoss()
{
    const QStringList files = sharedYamlFiles();
    if (files.isEmpty())
        QSKIP("../shared is not there");
    for (const QString &file : files) {
        const SyntaxTree tree = parsed(contentOf(file));
        if (!tree.isTrusted())
            continue;
        QCOMPARE(nestingFault(tree), QString());
        std::vector<NodeId> open(tree.documents().begin(), tree.documents().end());
        while (!open.empty()) {
            const Node &node = tree.node(open.back());
            open.pop_back();
            qsizetype end = 0;
            for (const Entry &entry : node.entries) {
                QVERIFY2(entry.full.begin >= end, qPrintable(file));
                end = entry.full.end;
                open.push_back(entry.value);
            }
        }
    }
}

QTEST_GUILESS_MAIN(EntrySpansTest)
#include "tst_entry_spans.moc"
