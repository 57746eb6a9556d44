// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A second opinion on every YAML file of ../shared: where yaml-cpp accepts a text too, it must see the nodes that we see.
// No exception is needed so far; one that is would be a rule of yaml-cpp, never a list of files.
#include "core/yaml/document_parts.h"
#include "core/yaml/referee.h"
#include "tests/core/model/yaml_cpp_child.h"
#include "tests/core/yaml/yaml_test_support.h"

#include <QTest>

#include <array>
#include <map>

using namespace stagecraft;
using namespace stagecraft::yaml;
using namespace stagecraft::yaml::test;

namespace {

/// Our tree as the lines that yaml-cpp's events make.
class TreeLines
{
public:
    explicit TreeLines(const SyntaxTree &tree) : m_tree(tree) {}

    std::string of(NodeId root)
    {
        if (root != NodeId::None)
            write(root);
        return m_lines.text();
    }

private:
    std::string slice(text::TextRange range) const
    {
        const QByteArrayView view = m_tree.buffer().slice(range);
        return {view.data(), static_cast<std::size_t>(view.size())};
    }

    void write(NodeId id)
    {
        const Node &node = m_tree.node(id);
        if (node.kind == NodeKind::Alias) {
            m_lines.alias(m_anchors[node.target]);
            return;
        }
        unsigned long anchor = 0;
        if (!node.anchor.isEmpty())
            anchor = m_anchors.try_emplace(id, m_anchors.size() + 1).first->second;
        const std::string tag = tagName(slice(node.tag));
        if (node.kind == NodeKind::Scalar) {
            const bool plain = node.style == ScalarStyle::Plain || node.style == ScalarStyle::Empty;
            static constexpr std::array<std::string_view, 5> Nulls = {"", "~", "null", "Null", "NULL"};
            if (plain && node.tag.isEmpty() && std::ranges::find(Nulls, node.scalar) != Nulls.end())
                m_lines.null(anchor);
            else
                m_lines.scalar(tag, anchor, node.scalar);
            return;
        }
        m_lines.open(node.kind == NodeKind::Mapping ? '{' : '[', tag, anchor);
        for (const Entry &entry : node.entries) {
            if (entry.key != NodeId::None)
                write(entry.key);
            if (entry.value != NodeId::None)
                write(entry.value);
        }
        m_lines.close();
    }

    const SyntaxTree &m_tree;
    NodeLines m_lines;
    std::map<NodeId, unsigned long> m_anchors;
};

QByteArray firstDifference(const QByteArray &ours, const QByteArray &theirs)
{
    const QByteArrayList a = ours.split('\n');
    const QByteArrayList b = theirs.split('\n');
    for (qsizetype i = 0; i < std::max(a.size(), b.size()); ++i) {
        if (a.value(i) != b.value(i))
            return "node " + QByteArray::number(i + 1) + ": ours \"" + a.value(i) + "\", yaml-cpp's \"" + b.value(i)
                   + '"';
    }
    return {};
}

} // namespace

class SecondRefereeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seesWhatYamlCppSees();
    void survivesWhatKillsYamlCpp();
};

void SecondRefereeTest::seesWhatYamlCppSees()
{
    const QStringList files = sharedYamlFiles();
    if (files.isEmpty())
        QSKIP("../shared is not there");
    std::vector<QString> names;
    std::vector<QByteArray> texts;
    for (const QString &file : files) {
        // GitLab cuts a text into documents by itself, and so do we: each is a text of its own here.
        const QByteArray bytes = contentOf(file);
        const std::string_view view(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        for (const text::TextRange part : documentParts(view)) {
            names.push_back(file);
            texts.push_back(bytes.sliced(part.begin, part.length()));
        }
    }
    const std::vector<ChildAnswer> answers = readWithYamlCpp(texts);
    QCOMPARE(answers.size(), texts.size());
    int agreed = 0;
    int refused = 0;
    QStringList differences;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const SyntaxTree tree = parsed(texts[i]);
        if (answers[i].kind != ChildAnswer::Kind::Read || !tree.isTrusted()) {
            ++refused;
            continue;
        }
        const NodeId root = tree.documents().empty() ? NodeId::None : tree.documents().front();
        const QByteArray ours = QByteArray::fromStdString(TreeLines(tree).of(root));
        if (ours == answers[i].lines) {
            ++agreed;
            continue;
        }
        differences += names[i] + QStringLiteral(": ") + QString::fromUtf8(firstDifference(ours, answers[i].lines));
    }
    qInfo("%zu documents: %d read alike, %d refused by one of the two", texts.size(), agreed, refused);
    QVERIFY2(differences.isEmpty(), qPrintable(u'\n' + differences.join(u'\n')));
    QVERIFY(agreed > 1000);
}

void SecondRefereeTest::survivesWhatKillsYamlCpp()
{
    const std::vector<ChildAnswer> answers = readWithYamlCpp({"a: 1\n", QByteArray(3000000, '['), "b: 2\n"});
    QCOMPARE(answers.size(), 3U);
    QCOMPARE(answers.front().kind, ChildAnswer::Kind::Read);
    QCOMPARE(answers.back().lines, "{ \nscalar b\nscalar 2\nend\n");
    QVERIFY(answers[1].kind != ChildAnswer::Kind::Read);
}

int main(int argc, char *argv[])
{
    if (argc > 1 && std::string_view(argv[1]) == ChildArgument)
        return childMain();
    QCoreApplication application(argc, argv);
    SecondRefereeTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_second_referee.moc"
