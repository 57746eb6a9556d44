// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/expand.h"
#include "core/lint/advice.h"
#include "core/lint/fixes.h"
#include "core/lint/nearest.h"

#include <QTest>

using namespace stagecraft;

namespace {

struct Offered {
    text::TextBuffer buffer;
    text::Diagnostics diagnostics;

    /// What the fix with this title makes of the text.
    QString after(const QString &title) const
    {
        for (const text::Diagnostic &diagnostic : diagnostics) {
            for (const text::Fix &fix : diagnostic.fixes) {
                if (fix.title == title)
                    return QString::fromUtf8(fix.patch.appliedTo(buffer.bytes()));
            }
        }
        return titles().join(QLatin1String(" | ")) + QLatin1String(" are offered only");
    }

    QStringList titles() const
    {
        QStringList result;
        for (const text::Diagnostic &diagnostic : diagnostics) {
            for (const text::Fix &fix : diagnostic.fixes)
                result.append(fix.title);
        }
        return result;
    }
};

Offered offered(const QByteArray &yaml)
{
    const text::TextBuffer buffer(yaml);
    const QString file = QStringLiteral(".gitlab-ci.yml");
    const yaml::SyntaxTree tree = yaml::parse(buffer, file);
    const expand::FileReader files{[](const QString &) { return std::optional<QByteArray>(); },
                                   [] { return QStringList{QStringLiteral("ci/build.yml"), QStringLiteral("README")}; }};
    const expand::EffectivePipeline pipeline = expand::expand(tree, file, {}, files);
    text::Diagnostics diagnostics = pipeline.diagnostics;
    std::ranges::move(lint::advise(tree, pipeline, file), std::back_inserter(diagnostics));
    lint::offerFixes(diagnostics, tree, pipeline, file, files.files);
    return {buffer, diagnostics};
}

} // namespace

class FixesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesTheText_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("after");
        const auto row = [](const char *name, const char *before, const char *title, const char *after) {
            QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(title) << QString::fromUtf8(after);
        };
        // keywords
        row("misspelt keyword", "a:\n  script: x\n  artifacts:\n    pahts: [b]\n", "Change to “paths”",
            "a:\n  script: x\n  artifacts:\n    paths: [b]\n");
        row("unknown keyword", "a:\n  script: x\n  artifacts:\n    paths: [b]\n    colour: red # why\n",
            "Remove “colour”", "a:\n  script: x\n  artifacts:\n    paths: [b]\n");
        row("misspelt script", "a:\n  scirpt: x\n", "Change to “script”", "a:\n  script: x\n");
        row("misspelt global keyword", "stagess: [b]\na: {script: x, stage: b}\n", "Change to “stages”",
            "stages: [b]\na: {script: x, stage: b}\n");
        row("no script", "a:\n  image: x\n", "Add a script", "a:\n  image: x\n  script:\n    - echo\n");
        row("template without a dot", "a:\n  image: x\nb:\n  extends: a\n  script: y\n", "Make it a template",
            ".a:\n  image: x\nb:\n  extends: .a\n  script: y\n");
        row("rules and only", "a:\n  script: x\n  rules:\n    - if: $A\n  only: [main]\n", "Remove “only”",
            "a:\n  script: x\n  rules:\n    - if: $A\n");
        row("key twice", "a:\n  script: x\n  script: y\n", "Remove the “script” that does not count",
            "a:\n  script: y\n");
        row("timeout in default", "default:\n  timeout: 1h\n  retry: 1\na:\n  script: x\n", "Remove “timeout”",
            "default:\n  retry: 1\na:\n  script: x\n");
        // values
        row("misspelt value", "a:\n  script: x\n  when: on_sucess\n", "Change to “on_success”",
            "a:\n  script: x\n  when: on_success\n");
        row("misspelt value in a rule", "a:\n  script: x\n  rules:\n    - if: $A\n      when: 'alwys'\n",
            "Change to “always”", "a:\n  script: x\n  rules:\n    - if: $A\n      when: 'always'\n");
        row("text for a list", "a:\n  script: x\n  tags: docker # big\n", "Make it a list",
            "a:\n  script: x\n  tags: [docker] # big\n");
        row("quoted boolean", "a:\n  script: x\n  interruptible: \"true\"\n", "Change to “true”",
            "a:\n  script: x\n  interruptible: true\n");
        row("number for a text", "a:\n  script: x\n  image: 3.10\n", "Put it in quotes",
            "a:\n  script: x\n  image: \"3.10\"\n");
        row("text for a number", "a:\n  script: x\n  parallel: '3'\n", "Remove the quotes",
            "a:\n  script: x\n  parallel: 3\n");
        row("number for a duration", "a:\n  script: x\n  timeout: 30\n", "Change to “30 minutes”",
            "a:\n  script: x\n  timeout: 30 minutes\n");
        row("empty value", "a:\n  script: x\n  environment:\n    name: ''\n    url: y\n", "Remove “name”",
            "a:\n  script: x\n  environment:\n    url: y\n");
        row("single =", "a:\n  script: x\n  rules:\n    - if: $A = \"x\"\n", "Change to “$A == \"x\"”",
            "a:\n  script: x\n  rules:\n    - if: $A == \"x\"\n");
        row("words for operators", "a:\n  script: x\n  rules:\n    - if: '$A and $B or $C'\n",
            "Change to “$A && $B || $C”", "a:\n  script: x\n  rules:\n    - if: '$A && $B || $C'\n");
        row("variable without $", "a:\n  script: x\n  rules:\n    - if: CI_COMMIT_BRANCH == \"x\"\n",
            "Change to “$CI_COMMIT_BRANCH == \"x\"”",
            "a:\n  script: x\n  rules:\n    - if: $CI_COMMIT_BRANCH == \"x\"\n");
        row("retry without max", "a:\n  script: x\n  retry:\n    when: always\n", "Try again twice (max: 2)",
            "a:\n  script: x\n  retry:\n    max: 2\n    when: always\n");
        row("cancelled deployment", "a:\n  script: x\n  environment: p\n  interruptible: true\n", "Change to “false”",
            "a:\n  script: x\n  environment: p\n  interruptible: false\n");
        row("only", "a:\n  script: x\n  only:\n    - main\n    - tags\n", "Write it as rules",
            "a:\n  script: x\n  rules:\n    - if: $CI_COMMIT_REF_NAME == \"main\"\n    - if: $CI_COMMIT_TAG\n");
        // stages and jobs
        row("misspelt stage", "a:\n  script: x\n  stage: biuld\n", "Change to “build”",
            "a:\n  script: x\n  stage: build\n");
        row("missing stage", "stages:\n  - one\na:\n  script: x\n  stage: two\n", "Add the stage “two”",
            "stages:\n  - one\n  - two\na:\n  script: x\n  stage: two\n");
        row("unused stage", "stages: [one, two]\na:\n  script: x\n  stage: two\n", "Remove “one”",
            "stages: [two]\na:\n  script: x\n  stage: two\n");
        row("misspelt need", "build:\n  script: x\nb:\n  script: x\n  needs: [biuld]\n", "Change to “build”",
            "build:\n  script: x\nb:\n  script: x\n  needs: [build]\n");
        row("unknown need", "b:\n  script: x\n  needs: [other, c]\nc: {script: x}\n", "Remove “other”",
            "b:\n  script: x\n  needs: [c]\nc: {script: x}\n");
        row("optional need", "b:\n  script: x\n  needs:\n    - other\n", "Make the need optional",
            "b:\n  script: x\n  needs:\n    - {job: other, optional: true}\n");
        row("optional need in a map", "b:\n  script: x\n  needs:\n    - job: other\n", "Make the need optional",
            "b:\n  script: x\n  needs:\n    - optional: true\n      job: other\n");
        row("later need", "a:\n  script: x\n  stage: deploy\nb:\n  script: x\n  stage: test\n  needs: [a]\n",
            "Move b to the stage “deploy”",
            "a:\n  script: x\n  stage: deploy\nb:\n  script: x\n  stage: deploy\n  needs: [a]\n");
        row("need twice", "a:\n  script: x\nb:\n  script: x\n  needs: [a, a]\n", "Remove the repetition",
            "a:\n  script: x\nb:\n  script: x\n  needs: [a]\n");
        row("cycle", "a:\n  script: x\n  needs: [b]\nb:\n  script: x\n  needs: [c, a]\nc: {script: x}\n",
            "Do not wait for b", "a:\n  script: x\nb:\n  script: x\n  needs: [c, a]\nc: {script: x}\n");
        row("misspelt dependency", "build:\n  script: x\nb:\n  script: x\n  stage: deploy\n  dependencies: [biuld]\n",
            "Change to “build”", "build:\n  script: x\nb:\n  script: x\n  stage: deploy\n  dependencies: [build]\n");
        row("dot forgotten", ".base:\n  image: y\na:\n  script: x\n  extends: base\n", "Change to “.base”",
            ".base:\n  image: y\na:\n  script: x\n  extends: .base\n");
        row("misspelt reference", ".base:\n  script: y\na:\n  script: x\n  before_script: !reference [.bsae, script]\n",
            "Change to “.base”", ".base:\n  script: y\na:\n  script: x\n  before_script: !reference [.base, script]\n");
        row("on_stop", "a:\n  script: x\n  environment: {name: p, on_stop: stpo}\nstop:\n  script: x\n",
            "Change to “stop”", "a:\n  script: x\n  environment: {name: p, on_stop: stop}\nstop:\n  script: x\n");
        row("on_stop without action",
            "a:\n  script: x\n  environment: {name: p, on_stop: stop}\nstop:\n  script: x\n  environment:\n    name: p\n",
            "Give stop the action stop",
            "a:\n  script: x\n  environment: {name: p, on_stop: stop}\nstop:\n  script: x\n  environment:\n    name: p\n"
            "    action: stop\n");
        row("include in another folder", "include: build.yml\na:\n  script: x\n", "Change to “ci/build.yml”",
            "include: ci/build.yml\na:\n  script: x\n");
        // syntax
        row("tabs", "a:\n\tscript: x\n\timage: y\n", "Replace the tabs by blanks", "a:\n  script: x\n  image: y\n");
        row("colon in a value", "a:\n  script: x\n  variables:\n    A: it's: so # yes\n", "Put the value in quotes",
            "a:\n  script: x\n  variables:\n    A: 'it''s: so' # yes\n");
        row("@ in front", "a:\n  script: x\n  image: @foo\n", "Put the value in quotes",
            "a:\n  script: x\n  image: '@foo'\n");
        row("* in front", "a:\n  script: x\n  artifacts:\n    paths:\n      - *.js\n", "Put the value in quotes",
            "a:\n  script: x\n  artifacts:\n    paths:\n      - '*.js'\n");
        row("misspelt anchor", "a: &base\n  script: x\nb:\n  <<: *bsae\n", "Change to “base”",
            "a: &base\n  script: x\nb:\n  <<: *base\n");
    }

    void changesTheText()
    {
        QFETCH(QString, before);
        QFETCH(QString, title);
        QFETCH(QString, after);
        QCOMPARE(offered(before.toUtf8()).after(title), after);
    }

    void guessesOnlyWhatIsNear()
    {
        const std::vector<std::string> words = {"script", "stage", "services"};
        QCOMPARE(lint::nearest("scrpit", words), std::optional<std::string>("script"));
        QCOMPARE(lint::nearest("Stage", words), std::optional<std::string>("stage"));
        QCOMPARE(lint::nearest("colour", words), std::nullopt);
        QCOMPARE(lint::nearest("script", words), std::nullopt);
    }

    void leavesATextOfNothingButMistakesAlone()
    {
        QByteArray jobs;
        for (int i = 0; i < 2'000; ++i)
            jobs += "j" + QByteArray::number(i) + ": {script: x, stgae: test}\n";
        const Offered result = offered(jobs);
        QVERIFY(result.diagnostics.size() > 1'000);
        QVERIFY(!result.titles().isEmpty());
        QVERIFY(result.titles().size() <= 200);
    }

    void offersNothingForAFileThatIsNotOpen()
    {
        const QByteArray yaml("a:\n  script: x\n  when: alwys\n");
        Offered result = offered(yaml);
        result.diagnostics.front().file = QStringLiteral("other.yml");
        result.diagnostics.front().fixes.clear();
        lint::offerFixes(result.diagnostics, yaml::parse(result.buffer), {}, QStringLiteral(".gitlab-ci.yml"), {});
        QCOMPARE(result.titles(), QStringList());
    }
};

QTEST_GUILESS_MAIN(FixesTest)
#include "tst_fixes.moc"
