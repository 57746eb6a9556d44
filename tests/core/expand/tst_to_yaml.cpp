// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/expand.h"
#include "core/expand/to_yaml.h"
#include "core/model/value_builder.h"
#include "tests/core/expand/conformance_set.h"

#include <QTest>

using namespace stagecraft;
using namespace stagecraft::tests;

namespace {

model::Value valueOf(const QByteArray &text)
{
    const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(text));
    return tree.documents().empty() ? model::Value() : model::buildValue(tree, tree.documents().front()).value;
}

} // namespace

class ToYamlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheMergedPipeline()
    {
        const text::TextBuffer buffer(
            QByteArray(".base: &base\n  image: alpine\n  script: [echo a, \"echo b: c\"]\n"
                       "job:\n  extends: .base\n  variables: {A: '1', B: yes}\n  tags: []\n"));
        const expand::EffectivePipeline pipeline = expand::expand(yaml::parse(buffer), QStringLiteral(".gitlab-ci.yml"),
                                                                  {}, {});
        QCOMPARE(expand::toYaml(pipeline.merged), QByteArray(R"(.base:
  image: alpine
  script:
    - echo a
    - "echo b: c"
job:
  image: alpine
  script:
    - echo a
    - "echo b: c"
  extends: .base
  variables:
    A: "1"
    B: true
  tags: []
)"));
    }

    void isReadBackTheSame_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("scalars") << QByteArray(
            "a: [1, 1.5, yes, ~, '', ' x', 'y: z', '# no', \"line\\nbreak\", :sym, .inf]\n");
        QTest::newRow("block") << QByteArray(
            "a:\n  - |\n    one\n      two\n\n    three\n  - >-\n    folded\n    text\n");
        QTest::newRow("empty lines at the end") << QByteArray("a:\n  - |+\n    one\n\n\nb: |+\n  two\n\n");
        QTest::newRow("bytes") << QByteArray("a: !!binary sbG8\n!!binary /w==: b\n");
        QTest::newRow("odd symbols") << QByteArray("a: [!ruby/symbol '', !ruby/symbol 'b: c', !ruby/symbol d]\n");
        QTest::newRow("nested") << QByteArray("a: [[1, [2, []]], {b: {c: []}}, [{d: e, f: g}]]\n");
        QTest::newRow("keys") << QByteArray("'a b': 1\n'1': 2\n2: 3\n'': 4\n'x: y': 5\ntrue: 6\n");
        QTest::newRow("reference") << QByteArray("a: !reference [b, c]\n");
        QTest::newRow("empty") << QByteArray("{}\n");
    }

    void isReadBackTheSame()
    {
        QFETCH(QByteArray, text);
        const model::Value value = valueOf(text);
        const QByteArray written = expand::toYaml(value);
        QVERIFY2(valueOf(written) == value, written.constData());
    }

    void everyMergedPipelineIsReadBackTheSame()
    {
        const QString set = conformancePath();
        if (set.isEmpty())
            QSKIP("the conformance set is not beside this checkout");
        int checked = 0;
        QDirIterator it(set + QStringLiteral("/cases"), {QStringLiteral(".gitlab-ci.yml")}, QDir::Files | QDir::Hidden,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next();
            const expand::EffectivePipeline pipeline = expand::expand(yaml::parse(text::TextBuffer(readBytes(path))),
                                                                      QStringLiteral(".gitlab-ci.yml"), {},
                                                                      repositoryOf(QFileInfo(path).path()));
            if (!pipeline.merged.isMap() || pipeline.merged.inspect().contains("NaN")
                || pipeline.merged.inspect().contains("Reference:0x"))
                continue;
            const QByteArray written = expand::toYaml(pipeline.merged);
            const model::Value again = valueOf(written);
            QVERIFY2(again == pipeline.merged || (again.isNull() && pipeline.merged.members().empty()),
                     qPrintable(path + QLatin1Char('\n') + QString::fromUtf8(written)));
            ++checked;
        }
        QVERIFY(checked > 900);
    }
};

QTEST_GUILESS_MAIN(ToYamlTest)
#include "tst_to_yaml.moc"
