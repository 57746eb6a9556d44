// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/complete.h"
#include "tests/core/assist/marked_text.h"

#include <QTest>

using namespace stagecraft;
using namespace Qt::StringLiterals;

namespace {

QStringList labels(const assist::Completion &completion)
{
    QStringList names;
    for (const assist::CompletionItem &item : completion.items)
        names += item.label;
    return names;
}

assist::Completion completeAt(const QByteArray &marked, std::map<QString, QByteArray> included = {})
{
    const test::MarkedText text(marked, std::move(included));
    return assist::complete(text.buffer, text.known(), text.offset);
}

/// The text after the item was accepted, with the caret as "|".
QByteArray accepted(const QByteArray &marked, const QString &label)
{
    const test::MarkedText text(marked);
    const assist::Completion completion = assist::complete(text.buffer, text.known(), text.offset);
    for (const assist::CompletionItem &item : completion.items) {
        if (item.label != label)
            continue;
        QByteArray insertion = item.insertion;
        insertion.insert(item.caret, '|');
        return text.buffer.bytes().first(completion.range.begin) + insertion + text.buffer.bytes().sliced(completion.range.end);
    }
    return "no such item";
}

} // namespace

class CompleteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offersWhatMayStandHere_data();
    void offersWhatMayStandHere();
    void insertsInTheStyleOfTheFile_data();
    void insertsInTheStyleOfTheFile();
    void staysSilent_data();
    void staysSilent();
    void replacesTheWholeWord();
    void leavesOutWhatIsThere();
    void knowsIncludedFiles();
    void paidKeywordsAreMarked();
    void secretsAreNotShown();
};

void CompleteTest::offersWhatMayStandHere_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("offered");
    QTest::addColumn<QStringList>("notOffered");
    const QByteArray jobs = "stages: [build, check]\nbuild:\n  stage: build\n  script: [a]\n.base:\n  tags: [x]\n";
    const auto row = [](const char *name, const QByteArray &text, const QStringList &offered, const QStringList &not_ = {}) {
        QTest::newRow(name) << text << offered << not_;
    };
    row("empty file", "|", {u"stages"_s, u"default"_s, u"workflow"_s, u"include"_s, u"spec"_s}, {u"script"_s});
    row("top level word", jobs + "wor|", {u"workflow"_s}, {u"stages"_s, u"script"_s, u"spec"_s});
    row("top level blank line", jobs + "\n|\n", {u"workflow"_s, u"variables"_s}, {u"stages"_s});
    row("job, unfinished key", "a:\n  script: [x]\n  ne|\n", {u"needs"_s, u"stage"_s}, {u"script"_s, u"stages"_s});
    row("job, blank line", "a:\n  script: [x]\n  |\n\nb:\n  script: [y]\n", {u"needs"_s}, {u"script"_s});
    row("job, first line", "a:\n  |\nb:\n  script: [y]\n", {u"script"_s, u"needs"_s});
    row("job, trailing spaces", "a:\n  ne|   \n  script: [x]\n", {u"needs"_s}, {u"script"_s});
    row("job, before another key", "a:\n  im|\n  script: [x]\n", {u"image"_s});
    row("key with colon", "a:\n  sc|ipt: [x]\n", {u"script"_s, u"image"_s});
    row("default", "default:\n  |\n", {u"image"_s, u"retry"_s}, {u"script"_s, u"needs"_s});
    row("workflow", "workflow:\n  |\n", {u"rules"_s, u"name"_s, u"auto_cancel"_s}, {u"script"_s});
    row("rule", "a:\n  rules:\n    - |\n", {u"if"_s, u"when"_s, u"changes"_s}, {u"script"_s});
    row("rule, second key", "a:\n  rules:\n    - if: $X\n      wh|\n", {u"when"_s, u"allow_failure"_s}, {u"if"_s});
    row("workflow rule", "workflow:\n  rules:\n    - if: $X\n      |\n", {u"when"_s, u"auto_cancel"_s});
    row("image", "a:\n  image:\n    |\n", {u"name"_s, u"entrypoint"_s, u"pull_policy"_s});
    row("image at the top level", "image:\n  |\n", {u"name"_s, u"entrypoint"_s});
    row("service", "a:\n  services:\n    - name: x\n      al|\n", {u"alias"_s}, {u"name"_s});
    row("cache", "a:\n  cache:\n    ke|\n", {u"key"_s, u"paths"_s});
    row("cache in a list", "a:\n  cache:\n    - ke|\n", {u"key"_s, u"paths"_s});
    row("artifacts", "a:\n  artifacts:\n    |\n", {u"paths"_s, u"reports"_s, u"expire_in"_s});
    row("reports", "a:\n  artifacts:\n    reports:\n      |\n", {u"junit"_s, u"dotenv"_s, u"sast"_s});
    row("environment", "a:\n  environment:\n    |\n", {u"name"_s, u"on_stop"_s, u"action"_s});
    row("retry", "a:\n  retry:\n    |\n", {u"max"_s, u"when"_s});
    row("trigger", "a:\n  trigger:\n    |\n", {u"project"_s, u"include"_s, u"strategy"_s});
    row("trigger include", "a:\n  trigger:\n    include:\n      - |\n", {u"local"_s, u"artifact"_s});
    row("include entry", "include:\n  - |\n", {u"local"_s, u"project"_s, u"component"_s, u"template"_s});
    row("release", "a:\n  release:\n    |\n", {u"tag_name"_s, u"description"_s});
    row("secrets", "a:\n  secrets:\n    TOKEN:\n      |\n", {u"vault"_s, u"file"_s});
    row("id token", "a:\n  id_tokens:\n    T:\n      |\n", {u"aud"_s});
    row("pages", "a:\n  pages:\n    |\n", {u"publish"_s, u"path_prefix"_s});
    row("parallel", "a:\n  parallel:\n    |\n", {u"matrix"_s});
    row("spec inputs", "spec:\n  inputs:\n    name:\n      |\n---\na:\n  script: x\n", {u"default"_s, u"type"_s, u"options"_s});
    row("variable settings", "variables:\n  X:\n    |\n", {u"value"_s, u"description"_s});
    row("flow map", "a:\n  needs: [{jo|}]\n", {u"job"_s, u"artifacts"_s});

    row("when", "a:\n  when: |\n", {u"manual"_s, u"always"_s}, {u"never"_s});
    row("when in a rule", "a:\n  rules:\n    - when: |\n", {u"never"_s});
    row("without space", "a:\n  when:|\n", {u"manual"_s});
    row("half a value", "a:\n  when: ma|\n  script: x\n", {u"manual"_s});
    row("boolean", "a:\n  interruptible: |\n", {u"true"_s, u"false"_s});
    row("pull policy", "a:\n  image:\n    pull_policy: [|]\n", {u"always"_s, u"if-not-present"_s});
    row("retry when", "a:\n  retry:\n    when:\n      - |\n", {u"script_failure"_s});
    row("input type", "spec:\n  inputs:\n    a:\n      type: |\n---\n", {u"number"_s});
    row("stage", jobs + "t:\n  stage: |\n", {u"build"_s, u"check"_s, u".pre"_s, u".post"_s}, {u"test"_s});
    row("stage, defaults", "t:\n  stage: |\n", {u"build"_s, u"test"_s, u"deploy"_s});
    row("stage in quotes", jobs + "t:\n  stage: \"ch|\"\n", {u"check"_s});
    row("needs, flow", jobs + "t:\n  needs: [|]\n", {u"build"_s}, {u".base"_s, u"t"_s});
    row("needs, open bracket", jobs + "t:\n  needs: [bu|\n  script: x\n", {u"build"_s});
    row("needs, second of a list", jobs + "u:\n  script: x\nt:\n  needs: [build, |]\n", {u"u"_s}, {u"build"_s});
    row("needs, item", jobs + "t:\n  needs:\n    - |\n", {u"build"_s, u"job"_s});
    row("needs, lone dash", jobs + "t:\n  needs:\n    -|\n", {u"build"_s});
    row("needs job", jobs + "t:\n  needs:\n    - job: |\n", {u"build"_s});
    row("rules needs", jobs + "t:\n  rules:\n    - needs: [|]\n", {u"build"_s});
    row("dependencies", jobs + "t:\n  dependencies:\n    - b|\n", {u"build"_s});
    row("extends", jobs + "t:\n  extends: |\n", {u".base"_s, u"build"_s});
    row("on_stop", jobs + "t:\n  environment:\n    name: x\n    on_stop: |\n", {u"build"_s});
    row("reference, job", jobs + "t:\n  script:\n    - !reference [|]\n", {u".base"_s, u"build"_s});
    row("reference, key", jobs + "t:\n  tags:\n    - !reference [.base, |]\n", {u"tags"_s}, {u"script"_s});
    row("anchor", ".x: &common\n  tags: [a]\nt:\n  <<: *|\n", {u"common"_s});
    row("inherit", "t:\n  inherit:\n    default: [|]\n", {u"image"_s, u"retry"_s}, {u"script"_s});
    row("variables of rules", "variables:\n  MODE: x\nt:\n  rules:\n    - if: |\n", {u"$MODE"_s, u"$CI_COMMIT_BRANCH"_s}, {u"$CI_JOB_ID"_s});
    row("dollar in rules", "variables:\n  MODE: x\nt:\n  rules:\n    - if: $C|\n", {u"MODE"_s, u"CI_COMMIT_TAG"_s}, {u"CI_JOB_ID"_s});
    row("dollar in quotes", "t:\n  rules:\n    - if: '$C| == \"a\"'\n", {u"CI_COMMIT_TAG"_s});
    row("dollar in a script", "t:\n  variables:\n    OWN: 1\n  script:\n    - echo $|\n", {u"OWN"_s, u"CI_JOB_ID"_s});
    row("brace in block text", "t:\n  script:\n    - >\n      echo ${CI|\n", {u"CI_JOB_ID"_s});
    row("dollar in an image", "t:\n  image: $CI_REG|/x\n", {u"CI_REGISTRY_IMAGE"_s});
    row("compared value", "t:\n  rules:\n    - if: $CI_PIPELINE_SOURCE == \"|\"\n", {u"push"_s, u"schedule"_s}, {u"CI"_s});
    row("compared value, quoted", "t:\n  rules:\n    - if: '$CI_PIPELINE_SOURCE != \"pu|'\n", {u"push"_s});
    row("compared value, escaped", "t:\n  rules:\n    - if: \"$CI_PIPELINE_SOURCE == \\\"|\n", {u"push"_s});
    row("input", "spec:\n  inputs:\n    env:\n---\nt:\n  stage: $[[ inputs.|\n", {u"inputs.env"_s});
    row("input, closed", "spec:\n  inputs:\n    env:\n---\nt:\n  script: echo \"$[[ | ]]\"\n", {u"inputs.env"_s});
    row("CR LF", "a:\r\n  script: [x]\r\n  ne|\r\n", {u"needs"_s});
}

void CompleteTest::offersWhatMayStandHere()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, offered);
    QFETCH(QStringList, notOffered);
    const QStringList found = labels(completeAt(text));
    for (const QString &label : offered)
        QVERIFY2(found.contains(label), qPrintable(label + u" is missing in "_s + found.join(u' ')));
    for (const QString &label : notOffered)
        QVERIFY2(!found.contains(label), qPrintable(label));
}

void CompleteTest::insertsInTheStyleOfTheFile_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const QByteArray &text, const QString &label, const QByteArray &after) {
        QTest::newRow(name) << text << label << after;
    };
    row("word", "a:\n  sta|\n", u"stage"_s, "a:\n  stage: |\n");
    row("list", "a:\n  tags:\n    - x\n  scr|\n", u"script"_s, "a:\n  tags:\n    - x\n  script:\n    - |\n");
    row("list without indent", "a:\n  tags:\n  - x\n  scr|\n", u"script"_s, "a:\n  tags:\n  - x\n  script:\n  - |\n");
    row("map", "a:\n  art|\n", u"artifacts"_s, "a:\n  artifacts:\n    |\n");
    row("map, wide", "a:\n    stage: x\n    art|\n", u"artifacts"_s, "a:\n    stage: x\n    artifacts:\n        |\n");
    row("learns from other jobs", "b:\n  script:\n  - x\na:\n  scr|\n", u"script"_s, "b:\n  script:\n  - x\na:\n  script:\n  - |\n");
    row("CR LF", "a:\r\n  art|\r\n", u"artifacts"_s, "a:\r\n  artifacts:\r\n    |\r\n");
    row("needs", "a:\n  ne|\n", u"needs"_s, "a:\n  needs: [|]\n");
    row("in an item", "a:\n  rules:\n    - |\n", u"if"_s, "a:\n  rules:\n    - if: |\n");
    row("map in an item", "a:\n  rules:\n    - var|\n", u"variables"_s, "a:\n  rules:\n    - variables:\n        |\n");
    row("colon is there", "a:\n  sta|: test\n", u"stage"_s, "a:\n  stage|: test\n");
    row("flow map", "a: { sta| }\n", u"stage"_s, "a: { stage: | }\n");
    row("no space", "a:\n  when:|\n", u"manual"_s, "a:\n  when: manual|\n");
    row("dash without space", "b:\n  script: x\na:\n  needs:\n    -|\n", u"b"_s, "b:\n  script: x\na:\n  needs:\n    - b|\n");
    row("name that needs quotes", "\"a: b\":\n  script: x\nt:\n  needs: [|]\n", u"a: b"_s, "\"a: b\":\n  script: x\nt:\n  needs: [\"a: b\"|]\n");
    row("brace", "t:\n  script: echo ${CI_JOB_I|\n", u"CI_JOB_ID"_s, "t:\n  script: echo ${CI_JOB_ID}|\n");
    row("closed brace", "t:\n  script: echo ${CI_|}\n", u"CI_JOB_ID"_s, "t:\n  script: echo ${CI_JOB_ID|}\n");
    row("input", "spec:\n  inputs:\n    env:\n---\nt:\n  stage: $[[ in|\n", u"inputs.env"_s,
        "spec:\n  inputs:\n    env:\n---\nt:\n  stage: $[[ inputs.env ]]|\n");
    row("top level", "wo|", u"workflow"_s, "workflow:\n  |");
    row("reports", "a:\n  artifacts:\n    rep|\n", u"reports"_s, "a:\n  artifacts:\n    reports:\n      |\n");
}

void CompleteTest::insertsInTheStyleOfTheFile()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, label);
    QFETCH(QByteArray, after);
    QCOMPARE(accepted(text, label), after);
}

void CompleteTest::staysSilent_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("comment") << QByteArray("a:\n  # ne|\n  script: x\n");
    QTest::newRow("comment with a variable") << QByteArray("a:\n  script: x # $C|\n");
    QTest::newRow("block text") << QByteArray("a:\n  script:\n    - >\n      ne|\n");
    QTest::newRow("script item") << QByteArray("a:\n  script:\n    - ec|\n");
    QTest::newRow("name of a variable's value") << QByteArray("variables:\n  X: a|\n");
    QTest::newRow("unknown keyword") << QByteArray("a:\n  nonsense:\n    |\n");
    QTest::newRow("free text") << QByteArray("a:\n  coverage: |\n");
}

void CompleteTest::staysSilent()
{
    QFETCH(QByteArray, text);
    QCOMPARE(labels(completeAt(text)), QStringList());
}

void CompleteTest::replacesTheWholeWord()
{
    const test::MarkedText text("a b:\n  script: x\nt:\n  needs: [a| c, d]\n");
    const assist::Completion completion = assist::complete(text.buffer, text.known(), text.offset);
    QCOMPARE(text.buffer.slice(completion.range), QByteArrayView("a c"));
    QVERIFY(labels(completion).contains(u"a b"_s));
}

void CompleteTest::leavesOutWhatIsThere()
{
    const QStringList found = labels(completeAt("a:\n  retry:\n    when: [always, |]\n"));
    QVERIFY(!found.contains(u"always"_s));
    QVERIFY(found.contains(u"script_failure"_s));
}

void CompleteTest::knowsIncludedFiles()
{
    const std::map<QString, QByteArray> files = {{u"ci/more.yml"_s, "far:\n  script: x\n.far-base:\n  tags: [a]\n"}};
    QVERIFY(labels(completeAt("include: ci/more.yml\nt:\n  script: x\n  needs: [|]\n", files)).contains(u"far"_s));
    QVERIFY(labels(completeAt("include: ci/more.yml\nt:\n  script: x\n  extends: |\n", files)).contains(u".far-base"_s));
    const QStringList paths = labels(completeAt("include:\n  - local: |\n", files));
    QCOMPARE(paths, QStringList{u"/ci/more.yml"_s});
    QVERIFY(labels(completeAt("a:\n  cache:\n    key:\n      files: [|]\n", files)).contains(u"README.md"_s));
}

void CompleteTest::paidKeywordsAreMarked()
{
    for (const assist::CompletionItem &item : completeAt("a:\n  |\n").items) {
        QVERIFY(!item.help.text.isEmpty());
        QVERIFY(item.help.fidelity.has_value());
        if (item.label == u"secrets"_s)
            QCOMPARE(item.help.tier, u"premium"_s);
    }
}

void CompleteTest::secretsAreNotShown()
{
    test::MarkedText text("t:\n  script: echo $|\n");
    text.context.variables = {{.key = "TOKEN", .value = "hunter2", .masked = true}, {.key = "OPEN", .value = "yes"}};
    bool found = false;
    for (const assist::CompletionItem &item : assist::complete(text.buffer, text.known(), text.offset).items) {
        found = found || item.label == u"TOKEN"_s;
        QVERIFY(!item.detail.contains(u"hunter2"_s));
        for (const assist::Fact &fact : item.help.facts)
            QVERIFY(!fact.text.contains(u"hunter2"_s));
    }
    QVERIFY(found);
}

QTEST_GUILESS_MAIN(CompleteTest)
#include "tst_complete.moc"
