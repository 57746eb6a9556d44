// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/expand.h"
#include "core/lint/advice.h"

#include <QTest>

using namespace stagecraft;

namespace {

struct Advised {
    text::TextBuffer buffer;
    text::Diagnostics advice;

    QStringList ids() const
    {
        QStringList result;
        for (const text::Diagnostic &diagnostic : advice)
            result.append(diagnostic.id);
        return result;
    }

    QString at(qsizetype index) const
    {
        return QString::fromUtf8(buffer.slice(advice[static_cast<std::size_t>(index)].range));
    }

    QByteArray fixed(qsizetype index) const
    {
        return advice[static_cast<std::size_t>(index)].fixes.front().patch.appliedTo(buffer.bytes());
    }
};

Advised advised(const char *yaml)
{
    const text::TextBuffer buffer{QByteArray(yaml)};
    const QString file = QStringLiteral(".gitlab-ci.yml");
    const yaml::SyntaxTree tree = yaml::parse(buffer, file);
    const expand::EffectivePipeline pipeline = expand::expand(tree, file, {}, {});
    return {buffer, lint::advise(tree, pipeline, file)};
}

} // namespace

class AdviceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsThePlaceInAnIncludedFile()
    {
        const text::TextBuffer buffer{QByteArray("include: /more.yml\nmain:\n  image: alpine:3.20\n  script: echo\n")};
        const QString file = QStringLiteral(".gitlab-ci.yml");
        const yaml::SyntaxTree tree = yaml::parse(buffer, file);
        expand::FileReader files;
        files.read = [](const QString &) { return QByteArray("\nother:\n  script: echo\n  image: alpine:latest\n"); };
        const text::Diagnostics advice = lint::advise(tree, expand::expand(tree, file, {}, files), file);
        QCOMPARE(advice.size(), std::size_t(1));
        QCOMPARE(advice.front().file, QStringLiteral("more.yml"));
        QCOMPARE(advice.front().position, (text::TextPosition{3, 9}));
    }

    void saysNothingAboutAGoodPipeline()
    {
        QCOMPARE(advised("variables:\n  A: one\n  N: 3\njob:\n  image: alpine:3.20\n  script: echo\n").ids(),
                 QStringList());
    }

    void tellsWhenYamlChangesAValue()
    {
        const Advised result = advised(
            "variables:\n  PYTHON: 3.10\n  MODE: 010\njob:\n  script: x\n  variables: {DEBUG: yes}\n");
        QCOMPARE(result.ids(), QStringList(3, QStringLiteral("unquoted-value")));
        QCOMPARE(result.at(0), QStringLiteral("3.10"));
        QCOMPARE(result.advice[1].message, QStringLiteral("YAML reads 010 as 8."));
        QVERIFY(result.fixed(0).contains("PYTHON: \"3.10\"\n"));
    }

    void tellsThatACommandIsAMap()
    {
        const Advised result = advised("job:\n  script:\n    - echo it's: done\n");
        QCOMPARE(result.ids(), QStringList{QStringLiteral("script-is-map")});
        QVERIFY(result.fixed(0).contains("- 'echo it''s: done'\n"));
    }

    void asksForAnImageVersionOnce()
    {
        const Advised result = advised("default:\n  image: registry:5000/tools/node\na: {script: x}\nb: {script: x}\n"
                                       "c: {script: x, image: 'alpine:3'}\nd: {script: x, image: $IMAGE}\n");
        QCOMPARE(result.ids(), QStringList{QStringLiteral("image-latest")});
        QCOMPARE(result.at(0), QStringLiteral("registry:5000/tools/node"));
    }

    void tellsWhichJobsMergeRequestsMiss()
    {
        const Advised result = advised(
            "a:\n  script: x\n  rules:\n    - if: $CI_PIPELINE_SOURCE == \"merge_request_event\"\n"
            "b:\n  script: x\n");
        QCOMPARE(result.ids(), QStringList{QStringLiteral("branch-and-merge-request")});
        QCOMPARE(result.at(0), QStringLiteral("b"));
    }

    void knowsSettingsWithoutEffect()
    {
        const Advised result = advised("stages: [build, idle]\ndefault:\n  timeout: 1 hour\n"
                                       "job:\n  stage: build\n  script: x\n  retry: {when: always}\n");
        QCOMPARE(result.ids(), (QStringList{QStringLiteral("stage-unused"), QStringLiteral("default-timeout"),
                                            QStringLiteral("retry-never")}));
    }

    void warnsAboutDeploymentsThatMayBeCancelled()
    {
        const Advised result = advised("job:\n  script: x\n  interruptible: true\n  environment: production\n");
        QCOMPARE(result.ids(), QStringList{QStringLiteral("interruptible-deployment")});
    }

    void mentionsOnlyAndExcept()
    {
        const Advised result = advised("job:\n  script: x\n  only: [main]\n");
        QCOMPARE(result.ids(), QStringList{QStringLiteral("only-except-deprecated")});
        QCOMPARE(result.advice[0].position, (text::TextPosition{2, 8}));
    }

    void survivesWhatIsNoPipeline()
    {
        QCOMPARE(advised("").ids(), QStringList());
        QCOMPARE(advised("- a\n- b\n").ids(), QStringList());
        QCOMPARE(advised("a: [\n").ids(), QStringList());
    }
};

QTEST_GUILESS_MAIN(AdviceTest)
#include "tst_advice.moc"
