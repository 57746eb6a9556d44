// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/definition.h"
#include "core/assist/hover.h"
#include "tests/core/assist/marked_text.h"

#include <QTest>

using namespace stagecraft;
using namespace Qt::StringLiterals;

namespace {

/// The text without its marks, and where « and » stood.
struct Marks {
    QByteArray text;
    std::vector<text::TextRange> ranges;

    explicit Marks(const QByteArray &marked)
    {
        for (qsizetype i = 0; i < marked.size(); ++i) {
            if (marked[i] == '<' && marked.mid(i, 2) != "<<" && (i == 0 || marked[i - 1] != '<')) {
                ranges.push_back({text.size() - text.left(text.size()).count('|'), 0});
            } else if (marked[i] == '>') {
                ranges.back().end = text.size() - text.count('|');
            } else {
                text += marked[i];
            }
        }
    }
};

QStringList factsOf(const assist::Help &help, assist::FactKind kind)
{
    QStringList texts;
    for (const assist::Fact &fact : help.facts) {
        if (fact.kind == kind)
            texts += fact.text;
    }
    return texts;
}

std::optional<assist::Hover> hoverAt(const QByteArray &marked)
{
    const test::MarkedText text(marked);
    return assist::hover(text.known(), text.offset);
}

} // namespace

class NavigationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsDefinitions_data();
    void findsDefinitions();
    void findsUses_data();
    void findsUses();
    void findsJobsOfIncludedFiles();
    void opensLocalIncludes();
    void opensIncludesOfElsewhere();
    void explainsKeywords();
    void explainsVariables();
    void explainsJobsAndStages();
    void saysNothingInComments();
};

void NavigationTest::findsDefinitions_data()
{
    QTest::addColumn<QByteArray>("marked");
    QTest::newRow("need") << QByteArray("<build>:\n  script: x\nt:\n  needs: [bu|ild]\n");
    QTest::newRow("need as a map") << QByteArray("<build>:\n  script: x\nt:\n  needs:\n    - job: build|\n");
    QTest::newRow("need of one instance") << QByteArray("<build>:\n  parallel: 2\n  script: x\nt:\n  script: x\n  needs: [\"bui|ld 1/2\"]\n");
    QTest::newRow("dependency") << QByteArray("<build>:\n  script: x\nt:\n  dependencies: [|build]\n");
    QTest::newRow("extends") << QByteArray("<.base>:\n  script: x\nt:\n  extends: .ba|se\n");
    QTest::newRow("on_stop") << QByteArray("<stop>:\n  script: x\nt:\n  environment:\n    on_stop: st|op\n");
    QTest::newRow("reference") << QByteArray("<.base>:\n  script: [x]\nt:\n  script:\n    - !reference [.ba|se, script]\n");
    QTest::newRow("child pipeline") << QByteArray("<make>:\n  script: x\nt:\n  trigger:\n    include:\n      - artifact: a.yml\n        job: ma|ke\n");
    QTest::newRow("stage") << QByteArray("stages: [build, <check>]\nt:\n  stage: ch|eck\n");
    QTest::newRow("alias") << QByteArray(".x: &<common>\n  script: x\nt: *com|mon\n");
    QTest::newRow("variable of the job") << QByteArray("variables:\n  <A>: 1\nt:\n  variables:\n    B: 2\n  script: echo $A|\n");
    QTest::newRow("variable in braces") << QByteArray("t:\n  variables:\n    <B>: 2\n  script:\n    - echo ${B|}\n");
    QTest::newRow("variable on its dollar") << QByteArray("t:\n  variables:\n    <B>: 2\n  script:\n    - echo |$B\n");
    QTest::newRow("input") << QByteArray("spec:\n  inputs:\n    <env>:\n---\nt:\n  stage: $[[ inputs.en|v ]]\n");
}

void NavigationTest::findsDefinitions()
{
    QFETCH(QByteArray, marked);
    const Marks marks(marked);
    const test::MarkedText text(marks.text);
    const std::vector<assist::Location> found = assist::definition(text.known(), text.offset);
    QVERIFY(!found.empty());
    QCOMPARE(found.front().file, QString());
    QCOMPARE(text.buffer.slice(found.front().range), text.buffer.slice(marks.ranges.front()));
    QCOMPARE(found.front().range, marks.ranges.front());
}

void NavigationTest::findsUses_data()
{
    QTest::addColumn<QByteArray>("marked");
    QTest::newRow("job") << QByteArray("<bu|ild>:\n  script: x\nt:\n  needs: [<build>]\n  dependencies: [<build>]\nu:\n  extends: <build>\n");
    QTest::newRow("stage") << QByteArray("stages: [<check>]\nt:\n  stage: <ch|eck>\nu:\n  stage: <check>\n");
    QTest::newRow("anchor") << QByteArray(".x: &<com|mon>\n  script: x\nt: *<common>\nu: *<common>\n");
    QTest::newRow("variable") << QByteArray("variables:\n  <A>: 1\nt:\n  script: echo $<A|> ${<A>} $AB # $A\n");
    QTest::newRow("input") << QByteArray("spec:\n  inputs:\n    <en|v>:\n---\nt:\n  stage: $[[ inputs.<env> ]]\n");
}

void NavigationTest::findsUses()
{
    QFETCH(QByteArray, marked);
    const Marks marks(marked);
    const test::MarkedText text(marks.text);
    const std::vector<assist::Location> found = assist::uses(text.known(), text.offset);
    QCOMPARE(found.size(), marks.ranges.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        QCOMPARE(found[i].range, marks.ranges[i]);
}

void NavigationTest::findsJobsOfIncludedFiles()
{
    const QByteArray more = "far:\n  script: x\n.far-base:\n  tags: [a]\n";
    const std::map<QString, QByteArray> files = {{u"ci/more.yml"_s, more}};
    const test::MarkedText job("include: ci/more.yml\nt:\n  script: x\n  needs: [fa|r]\n", files);
    const auto found = assist::definition(job.known(), job.offset);
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found.front().file, u"ci/more.yml"_s);
    QCOMPARE(found.front().range, (text::TextRange{0, 3}));
    const test::MarkedText base("include: ci/more.yml\nt:\n  script: x\n  extends: .far|-base\n", files);
    const auto template_ = assist::definition(base.known(), base.offset);
    QCOMPARE(template_.size(), 1U);
    QCOMPARE(template_.front().file, u"ci/more.yml"_s);
    QCOMPARE(template_.front().range.begin, more.indexOf(".far"));
}

void NavigationTest::opensLocalIncludes()
{
    for (const QByteArray &marked : {QByteArray("include: /ci/mo|re.yml\n"), QByteArray("include:\n  - local: ci/more.yml|\n")}) {
        const test::MarkedText text(marked);
        const auto found = assist::definition(text.known(), text.offset);
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found.front().file, u"ci/more.yml"_s);
    }
    const std::map<QString, QByteArray> files = {{u"ci/a.yml"_s, "a: {script: x}\n"}, {u"ci/b.yml"_s, "b: {script: x}\n"}};
    const test::MarkedText several("include: ci/*.y|ml\n", files);
    const auto both = assist::definition(several.known(), several.offset);
    QCOMPARE(both.size(), 2U);
    QCOMPARE(both.back().file, u"ci/b.yml"_s);
    const test::MarkedText wild("include: ci/*.y|ml\n");
    QVERIFY(assist::definition(wild.known(), wild.offset).empty());
}

void NavigationTest::opensIncludesOfElsewhere()
{
    const std::map<QString, QByteArray> files = {{u"https://example.com/a.yml"_s, "a: {script: x}\n"},
                                                 {u"g/p:b.yml"_s, "b: {script: x}\n"},
                                                 {u"g/p:c.yml"_s, "c: {script: x}\n"},
                                                 {u"T.gitlab-ci.yml"_s, "t: {script: x}\n"}};
    const auto filesAt = [&files](const QByteArray &marked) {
        const test::MarkedText text(marked, files);
        QStringList found;
        for (const assist::Location &place : assist::definition(text.known(), text.offset))
            found += place.file;
        return found;
    };
    QCOMPARE(filesAt("include: https://example.com|/a.yml\n"), QStringList{u"https://example.com/a.yml"_s});
    QCOMPARE(filesAt("include:\n  - remote: https://example.com|/a.yml\n"), QStringList{u"https://example.com/a.yml"_s});
    QCOMPARE(filesAt("include:\n  - template: T.git|lab-ci.yml\n"), QStringList{u"T.gitlab-ci.yml"_s});
    QCOMPARE(filesAt("include:\n  - project: g/p\n    file: b.y|ml\n"), QStringList{u"g/p:b.yml"_s});
    QCOMPARE(filesAt("include:\n  - project: g|/p\n    file: [b.yml, c.yml]\n"), (QStringList{u"g/p:b.yml"_s, u"g/p:c.yml"_s}));
    QCOMPARE(filesAt("include:\n  - project: g/p\n    file: [b.yml, c|.yml]\n"), QStringList{u"g/p:c.yml"_s});
    // What is not here leads nowhere.
    QCOMPARE(filesAt("include: https://example.com|/no.yml\n"), QStringList());
}

void NavigationTest::explainsKeywords()
{
    const auto retry = hoverAt("t:\n  ret|ry: 1\n");
    QVERIFY(retry);
    QCOMPARE(retry->help.title, u"retry"_s);
    QVERIFY(!retry->help.text.isEmpty());
    QCOMPARE(retry->help.fidelity, std::optional(model::Fidelity::Exact));
    const auto when = hoverAt("t:\n  rules:\n    - when: man|ual\n");
    QVERIFY(when);
    QCOMPARE(when->help.title, u"rules:when: manual"_s);
    const auto secrets = hoverAt("t:\n  secr|ets:\n    A:\n      vault: x\n");
    QVERIFY(secrets);
    QCOMPARE(secrets->help.tier, u"premium"_s);
    QVERIFY(!secrets->help.fidelityNote.isEmpty());
    QVERIFY(hoverAt("workflow:\n  na|me: x\n"));
    QVERIFY(!hoverAt("t:\n  nonse|nse: 1\n"));
}

void NavigationTest::explainsVariables()
{
    const auto own = hoverAt("variables:\n  MODE: fast\nt:\n  script: echo $MO|DE\n");
    QVERIFY(own);
    QCOMPARE(factsOf(own->help, assist::FactKind::Value), QStringList{u"fast"_s});
    QCOMPARE(factsOf(own->help, assist::FactKind::SetIn), QStringList{u".gitlab-ci.yml:2"_s});
    const auto branch = hoverAt("t:\n  rules:\n    - if: $CI_COMMIT_BR|ANCH == \"x\"\n  script: x\n");
    QVERIFY(branch);
    QVERIFY(!branch->help.text.isEmpty());
    QCOMPARE(factsOf(branch->help, assist::FactKind::ValueHere), QStringList{u"main"_s});
    QVERIFY(!hoverAt("t:\n  script: echo $UNKNO|WN\n"));
}

void NavigationTest::explainsJobsAndStages()
{
    const QByteArray file = "stages: [build]\nmake:\n  stage: build\n  image: busybox\n  script: x\nt:\n  stage: build\n  script: x\n  needs: [ma|ke]\n";
    const auto job = hoverAt(file);
    QVERIFY(job);
    QCOMPARE(factsOf(job->help, assist::FactKind::Stage), QStringList{u"build"_s});
    QCOMPARE(factsOf(job->help, assist::FactKind::Image), QStringList{u"busybox"_s});
    QCOMPARE(factsOf(job->help, assist::FactKind::DefinedIn), QStringList{u".gitlab-ci.yml:2"_s});
    const auto stage = hoverAt("stages: [bu|ild]\nmake:\n  stage: build\n  script: x\n");
    QVERIFY(stage);
    QCOMPARE(factsOf(stage->help, assist::FactKind::Jobs), QStringList{u"make"_s});
}

void NavigationTest::saysNothingInComments()
{
    QVERIFY(!hoverAt("t:\n  script: x # $CI_JOB|_ID\n"));
    const test::MarkedText text("variables:\n  A: 1\n# $A|\n");
    QVERIFY(assist::definition(text.known(), text.offset).empty());
    QVERIFY(assist::uses(text.known(), text.offset).empty());
}

QTEST_GUILESS_MAIN(NavigationTest)
#include "tst_navigation.moc"
