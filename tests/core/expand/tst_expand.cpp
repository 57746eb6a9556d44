// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What the conformance set cannot say: places, reasons, provenance, and what is shown in spite of errors.
#include "core/expand/expand.h"

#include <QTest>

using namespace stagecraft;

namespace {

struct Expanded {
    text::TextBuffer buffer;
    expand::EffectivePipeline pipeline;
    QString at(std::size_t diagnostic) const
    {
        return QString::fromUtf8(buffer.slice(pipeline.diagnostics[diagnostic].range));
    }
};

Expanded expanded(const char *yaml, const expand::FileReader &files = {})
{
    const text::TextBuffer buffer{QByteArray(yaml)};
    const QString file = QStringLiteral(".gitlab-ci.yml");
    return {buffer, expand::expand(yaml::parse(buffer, file), file, {}, files)};
}

} // namespace

class ExpandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pointsAtTheValueToBlame()
    {
        const Expanded result = expanded("job:\n  script: x\n  when: daily\nother:\n  script: y\n  scripts: z\n");
        QVERIFY(!result.pipeline.valid);
        QCOMPARE(result.pipeline.diagnostics.size(), std::size_t(2));
        QCOMPARE(result.at(0), QStringLiteral("daily"));
        QCOMPARE(result.at(1), QStringLiteral("scripts"));
        QCOMPARE(result.pipeline.diagnostics[1].id, QStringLiteral("unknown-keyword"));
        QCOMPARE(result.pipeline.diagnostics[1].position, (text::TextPosition{5, 2}));
    }

    void pointsAtTheNeedThatDoesNotExist()
    {
        const Expanded result = expanded("job:\n  script: x\n  needs: [nope]\n");
        QCOMPARE(result.pipeline.diagnostics[0].message, QStringLiteral("job job: undefined need: nope"));
        QCOMPARE(result.at(0), QStringLiteral("nope"));
    }

    void showsTheOtherJobsInSpiteOfErrors()
    {
        QCOMPARE(expanded("a: {script: x}\nb: {script: x, when: never}\n").pipeline.jobs.size(), std::size_t(2));
        QCOMPARE(expanded("include: nope.yml\na: {script: x}\n").pipeline.jobs.size(), std::size_t(1));
        QCOMPARE(expanded("a: {script: x, extends: .nope}\n").pipeline.jobs.size(), std::size_t(1));
        // Known bases help, whatever stands beside them, before or after.
        const Expanded half = expanded(".base: {script: x}\na: {extends: [.nope, .base]}\nb: {extends: .base}\n"
                                       "c: {extends: c, script: x}\nd: {extends: c}\n");
        QCOMPARE(half.pipeline.jobs.size(), std::size_t(4));
        QCOMPARE(half.pipeline.diagnostics.size(), std::size_t(1));
        QCOMPARE(half.pipeline.diagnostics[0].message, QStringLiteral("a: unknown keys in `extends` (.nope)"));
    }

    void showsTheRestWhenAnIncludeIsNotFetched()
    {
        const Expanded result = expanded("include:\n  - remote: https://example.com/a.yml\na: {script: x}\n");
        QVERIFY(result.pipeline.valid);
        QCOMPARE(result.pipeline.diagnostics[0].id, QStringLiteral("include-not-fetched"));
        QCOMPARE(result.pipeline.diagnostics[0].severity, text::Severity::Warning);
        QCOMPARE(result.at(0), QStringLiteral("https://example.com/a.yml"));
        QVERIFY(!result.pipeline.includes[0].loaded);
    }

    void anotherProjectIsMissingOnlyWhereThatIsKnown()
    {
        const char *yaml = "include:\n  - {project: group/other, file: a.yml}\na: {script: x}\n";
        const Expanded unknown = expanded(yaml);
        QVERIFY(unknown.pipeline.valid);
        QCOMPARE(unknown.pipeline.diagnostics[0].id, QStringLiteral("include-not-fetched"));
        const Expanded missing = expanded(yaml, {.read = {}, .files = {}, .hasProject = [](const QString &) { return false; }});
        QVERIFY(!missing.pipeline.valid);
        QCOMPARE(missing.pipeline.diagnostics[0].id, QStringLiteral("include-project"));
        QVERIFY(missing.pipeline.diagnostics[0].message.startsWith(QStringLiteral("Project `group/other` not found or access denied!")));
    }

    void errorsOfAnIncludedFileStandInIt()
    {
        const expand::FileReader files{.read =
                                           [](const QString &) {
                                               return std::optional<QByteArray>("lib:\n  script: x\n  when: 5\n");
                                           },
                                       .files = {}};
        const Expanded result = expanded("include: lib.yml\n", files);
        QCOMPARE(result.pipeline.diagnostics[0].file, QStringLiteral("lib.yml"));
        QCOMPARE(result.pipeline.diagnostics[0].position, (text::TextPosition{2, 8}));
        QCOMPARE(result.pipeline.jobs[0].file, QStringLiteral("lib.yml"));
    }

    void tellsWhereValuesComeFrom()
    {
        const Expanded result = expanded(
            "default:\n  tags: [t]\n.base:\n  image: alpine\njob:\n  extends: .base\n  script: x\n");
        const auto &provenance = result.pipeline.jobs.at(0).provenance;
        QCOMPARE(provenance.at("script").via, expand::Via::Own);
        QCOMPARE(provenance.at("image").via, expand::Via::Extends);
        QCOMPARE(provenance.at("image").from, std::string(".base"));
        QCOMPARE(provenance.at("tags").via, expand::Via::Default);
        QCOMPARE(QString::fromUtf8(result.buffer.slice(provenance.at("image").range)), QStringLiteral("alpine"));
    }

    void saysWhichRuleDecided()
    {
        const Expanded result = expanded("a:\n  script: x\n  rules:\n    - if: $CI_COMMIT_TAG\n      when: never\n"
                                         "    - if: $CI_COMMIT_BRANCH\nb:\n  script: x\n  rules:\n    - if: $NOPE\n"
                                         "c:\n  script: x\n  only: [tags]\n");
        const expand::PipelineSelection selection = expand::select(result.pipeline, {}, {});
        QVERIFY(selection.created);
        QCOMPARE(selection.jobs[0].reason, QStringLiteral("rules[1]: $CI_COMMIT_BRANCH is set"));
        QVERIFY(!selection.jobs[1].included);
        QCOMPARE(selection.jobs[1].reason, QStringLiteral("rules: no rule matches"));
        QVERIFY(!selection.jobs[2].included);
        QCOMPARE(selection.stages, std::vector<std::string>{"test"});
    }

    void warnsAboutKeysWrittenTwice()
    {
        const Expanded result = expanded("job:\n  script: x\n  script: y\n");
        QVERIFY(result.pipeline.valid);
        QCOMPARE(result.pipeline.diagnostics[0].id, QStringLiteral("duplicate-key"));
    }

    void anyTextGivesAPipeline()
    {
        for (const char *text :
             {"", "\n", "---\n", "- a\n", "a", "a: [", "a: *b", "\xff\xfe", "job: {script: !reference [job, script]}",
              "a: &a [*a]", "spec:\n---\n$[[ x ]]: 1\n", "include: [[[]]]\n", "? {a: b}\n: c\n"}) {
            const Expanded result = expanded(text);
            QVERIFY(!result.pipeline.valid);
            QVERIFY(!result.pipeline.diagnostics.empty());
            expand::select(result.pipeline, {}, {});
        }
    }
};

QTEST_GUILESS_MAIN(ExpandTest)
#include "tst_expand.moc"
