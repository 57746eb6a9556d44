// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Each recipe on texts in several styles: the whole text before and after.
#include "core/edit/recipe.h"

#include <QTest>

using namespace stagecraft;
using namespace stagecraft::edit;

namespace {

QByteArray edited(const QByteArray &before, const QByteArray &json)
{
    const auto recipes = recipesFromJson(json);
    if (!recipes)
        return "BAD JSON " + recipes.error().toUtf8();
    const auto patch = recipesToPatch(yaml::parse(text::TextBuffer(before)), *recipes);
    if (!patch)
        return "REFUSED " + describe(patch.error()).toUtf8();
    const QByteArray after = patch->appliedTo(before);
    return patch->inverse(before).appliedTo(after) == before ? after : QByteArray("NOT INVERTIBLE");
}

} // namespace

class TestRecipes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesTheText_data();
    void changesTheText();
    void refuses_data();
    void refuses();
    void keepsLineEndingsAndMarks();
    void explainsBadJson_data();
    void explainsBadJson();
    void namesItself();
};

void TestRecipes::changesTheText_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("ops");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, const char *ops, const char *after) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(ops) << QByteArray(after);
    };
    // jobs
    row("add job to an empty text", "", R"([{"op":"add_job","name":"build","stage":"build","script":["make","make test"]}])",
        "build:\n  stage: build\n  script:\n    - make\n    - make test\n");
    row("add job behind comments", "# ours\n", R"([{"op":"add_job","name":"a","stage":"","script":["x"]}])",
        "# ours\n\na:\n  script:\n    - x\n");
    row("add job in the style of others", "a:\n    script:\n    - x\n\n\nb:\n    script:\n    - y\n",
        R"([{"op":"add_job","name":"c","stage":"test","script":["z"]}])",
        "a:\n    script:\n    - x\n\n\nb:\n    script:\n    - y\n\n\nc:\n    stage: test\n    script:\n    - z\n");
    row("add job before", "a:\n  script: x\n\n# about b\nb:\n  script: y\n",
        R"([{"op":"add_job","name":"yes","stage":"","script":["echo: 1"],"before":"b"}])",
        "a:\n  script: x\n\n\"yes\":\n  script:\n    - \"echo: 1\"\n\n# about b\nb:\n  script: y\n");
    row("add job without final newline", "a:\n  script: x", R"([{"op":"add_job","name":"b","stage":"","script":["y"]}])",
        "a:\n  script: x\n\nb:\n  script:\n    - y");
    row("add job behind a header", "spec:\n  inputs: {}\n---\n", R"([{"op":"add_job","name":"b","stage":"","script":["y"]}])",
        "spec:\n  inputs: {}\n---\nb:\n  script:\n    - y\n");
    row("add job in brackets", "{a: {script: x}}\n", R"([{"op":"add_job","name":"b","stage":"","script":["y"]}])",
        "{a: {script: x}, b: {script: [y]}}\n");
    row("add job behind kept lines", "a:\n  script: |+\n    x\n\n", R"([{"op":"add_job","name":"b","stage":"","script":["y"]}])",
        "a:\n  script: |+\n    x\n\nb:\n  script:\n    - y\n");
    row("rename job everywhere",
        "build: &b # c\n  script: x\n\n.t:\n  needs: [build, 'other']\n\ntest:\n  extends: build\n  needs:\n    - job: build\n"
        "    - \"build\"\n    - {project: p, job: build, ref: m}\n  dependencies: [build]\n  script:\n    - !reference [build, script]\n"
        "    - build\n  rules:\n    - if: $X\n      needs: [build]\n  environment:\n    name: build\n    on_stop: build\n",
        R"([{"op":"rename_job","job":"build","to":"compile"}])",
        "compile: &b # c\n  script: x\n\n.t:\n  needs: [compile, 'other']\n\ntest:\n  extends: compile\n  needs:\n    - job: compile\n"
        "    - \"compile\"\n    - {project: p, job: build, ref: m}\n  dependencies: [compile]\n  script:\n    - !reference [compile, script]\n"
        "    - build\n  rules:\n    - if: $X\n      needs: [compile]\n  environment:\n    name: build\n    on_stop: compile\n");
    row("rename job and its instances", "a:\n  parallel: 2\n  script: x\nb:\n  needs: [\"a 1/2\", 'a: [x, y]', a b]\n",
        R"([{"op":"rename_job","job":"a","to":"c"}])",
        "c:\n  parallel: 2\n  script: x\nb:\n  needs: [\"c 1/2\", 'c: [x, y]', a b]\n");
    row("rename job whose needs come from an anchor", ".n: &n [a]\na: {script: x}\nb:\n  needs: *n\n",
        R"([{"op":"rename_job","job":"a","to":"c"}])", ".n: &n [c]\nc: {script: x}\nb:\n  needs: *n\n");
    row("rename to a word that needs quotes", "a:\n  script: x\nb:\n  needs: [a]\n", R"([{"op":"rename_job","job":"a","to":"on"}])",
        "\"on\":\n  script: x\nb:\n  needs: [\"on\"]\n");
    row("duplicate job", "# about a\na: &x\n  script: x # y\n\nb:\n  <<: *x\n", R"([{"op":"duplicate_job","job":"a","to":"c"}])",
        "# about a\na: &x\n  script: x # y\n\n# about a\nc:\n  script: x # y\n\nb:\n  <<: *x\n");
    row("move job to another stage", "a:\n  stage: build # now\n  script: x\n", R"([{"op":"move_job","job":"a","stage":"test"}])",
        "a:\n  stage: test # now\n  script: x\n");
    row("move job whose stage is a template's", ".t:\n  stage: build\na:\n  extends: .t\n  script: x\n",
        R"([{"op":"move_job","job":"a","stage":"test"}])", ".t:\n  stage: build\na:\n  extends: .t\n  stage: test\n  script: x\n");
    row("move job whose stage is merged", ".t: &t\n  stage: build\na:\n  <<: *t\n  script: x\n",
        R"([{"op":"move_job","job":"a","stage":"test"}])", ".t: &t\n  stage: build\na:\n  <<: *t\n  stage: test\n  script: x\n");
    row("move job whose stage is an alias", ".s: &s build\na:\n  stage: *s\n  script: x\n",
        R"([{"op":"move_job","job":"a","stage":"test"}])", ".s: &s build\na:\n  stage: test\n  script: x\n");
    row("move job that is an alias", ".t: &t\n  stage: build\n  script: x\na: *t\n",
        R"([{"op":"move_job","job":"a","stage":"test"}])",
        ".t: &t\n  stage: build\n  script: x\na:\n  <<: *t\n  stage: test\n");
    row("move job without a stage", "a:\n  script: x\n", R"([{"op":"move_job","job":"a","stage":"deploy"}])",
        "a:\n  stage: deploy\n  script: x\n");
    row("move job to where it is", "a:\n  script: x\n", R"([{"op":"move_job","job":"a","stage":"test"}])", "a:\n  script: x\n");
    row("move job up with its comment", "a:\n  script: x\n\nb:\n  script: y\n\n# about c\nc:\n  script: z # z\n",
        R"([{"op":"move_job","job":"c","before":"a"}])",
        "# about c\nc:\n  script: z # z\n\na:\n  script: x\n\nb:\n  script: y\n");
    row("move job to the end", "a:\n  script: x\n\nb:\n  script: y\n", R"([{"op":"move_job","job":"a"}])",
        "b:\n  script: y\n\na:\n  script: x\n");
    row("move job to the end without final newline", "a:\n  script: x\n\nb:\n  script: y", R"([{"op":"move_job","job":"a"}])",
        "b:\n  script: y\n\na:\n  script: x");
    row("move stage and position", "a:\n  stage: build\n  script: x\n\nb:\n  script: y\n",
        R"([{"op":"move_job","job":"b","stage":"build","before":"a"}])",
        "b:\n  stage: build\n  script: y\n\na:\n  stage: build\n  script: x\n");
    row("move in brackets", "{a: {script: x}, b: {script: y}}\n", R"([{"op":"move_job","job":"b","before":"a"}])",
        "{b: {script: y}, a: {script: x}}\n");
    row("delete job", "a:\n  script: x\n\n# about b\nb:\n  script: y\n\nc:\n  needs: [b]\n", R"([{"op":"delete_job","job":"b"}])",
        "a:\n  script: x\n\nc:\n  needs: [b]\n");
    row("delete last job", "a:\n  script: x\n\nb:\n  script: y\n", R"([{"op":"delete_job","job":"b"}])", "a:\n  script: x\n");
    row("delete only job", "a:\n  script: x\n", R"([{"op":"delete_job","job":"a"}])", "");
    row("delete job and needs",
        "a:\n  script: x\n\nb:\n  needs: [a, c]\n  dependencies: [a]\n\nc:\n  needs:\n    - job: a\n  script: y\n",
        R"([{"op":"delete_job","job":"a","also_needs":true}])", "b:\n  needs: [c]\n  dependencies: []\n\nc:\n  script: y\n");
    // stages
    row("add stage to a block list", "stages:\n- a # one\n- b\n", R"([{"op":"add_stage","name":"c"}])",
        "stages:\n- a # one\n- b\n- c\n");
    row("add stage before", "stages:\n  - a\n  - b\n", R"([{"op":"add_stage","name":"1","before":"b"}])",
        "stages:\n  - a\n  - \"1\"\n  - b\n");
    row("add stage to a flow list", "stages: [a, b]\n", R"([{"op":"add_stage","name":"c","before":"a"}])", "stages: [c, a, b]\n");
    row("add stage to a long flow list", "stages: [\n  a,\n  b\n]\n", R"([{"op":"add_stage","name":"c"}])",
        "stages: [\n  a,\n  b,\n  c\n]\n");
    row("add stage where there are none", "include: x.yml\n\na:\n  script: x\n", R"([{"op":"add_stage","name":"c"}])",
        "include: x.yml\n\nstages:\n  - build\n  - test\n  - deploy\n  - c\n\na:\n  script: x\n");
    row("add stage to an empty text", "", R"([{"op":"add_stage","name":"c","before":"build"}])",
        "stages:\n  - c\n  - build\n  - test\n  - deploy\n");
    row("rename stage", "stages: [a, 'b']\n.t:\n  stage: \"a\"\nj:\n  stage: a # a\n  script: a\n",
        R"([{"op":"rename_stage","stage":"a","to":"c"}])",
        "stages: [c, 'b']\n.t:\n  stage: \"c\"\nj:\n  stage: c # a\n  script: a\n");
    row("rename a default stage", "a:\n  stage: build\n  script: x\nb:\n  script: y\n", R"([{"op":"rename_stage","stage":"test","to":"check"}])",
        "stages:\n  - build\n  - check\n  - deploy\na:\n  stage: build\n  script: x\nb:\n  stage: check\n  script: y\n");
    row("move stage", "stages:\n  - a\n  - b # two\n  # about c\n  - c\n", R"([{"op":"move_stage","stage":"c","before":"a"}])",
        "stages:\n  # about c\n  - c\n  - a\n  - b # two\n");
    row("move stage in brackets", "stages: [a, b, c]\n", R"([{"op":"move_stage","stage":"a"}])", "stages: [b, c, a]\n");
    row("delete stage", "stages:\n  - a\n  - b\nj: {stage: a, script: x}\n", R"([{"op":"delete_stage","stage":"b"}])",
        "stages:\n  - a\nj: {stage: a, script: x}\n");
    row("delete first stage in brackets", "stages: [a, b]\n", R"([{"op":"delete_stage","stage":"a"}])", "stages: [b]\n");
    // needs
    row("add need", "a: {script: x}\nb:\n  stage: test\n  script: y\n", R"([{"op":"add_need","job":"b","need":"a"}])",
        "a: {script: x}\nb:\n  stage: test\n  needs: [a]\n  script: y\n");
    row("add need to a flow list", "b:\n  needs: [a]\n", R"([{"op":"add_need","job":"b","need":"c d"}])", "b:\n  needs: [a, c d]\n");
    row("add need to maps", "b:\n  needs:\n  - job: a\n    artifacts: false\n", R"([{"op":"add_need","job":"b","need":"c"}])",
        "b:\n  needs:\n  - job: a\n    artifacts: false\n  - job: c\n");
    row("add need to what an anchor gives", ".n: &n [a]\nb:\n  needs: *n\n", R"([{"op":"add_need","job":"b","need":"c"}])",
        ".n: &n [a]\nb:\n  needs:\n    - a\n    - c\n");
    row("add need to a reference", ".n: {needs: [a]}\nb:\n  needs: !reference [.n, needs]\n", R"([{"op":"add_need","job":"b","need":"c"}])",
        ".n: {needs: [a]}\nb:\n  needs: [!reference [.n, needs], c]\n");
    row("remove need", "b:\n  needs:\n    - a # first\n    - job: c\n", R"([{"op":"remove_need","job":"b","need":"c"}])",
        "b:\n  needs:\n    - a # first\n");
    row("remove the only need", "b:\n  needs: [a]\n  script: x\n", R"([{"op":"remove_need","job":"b","need":"a"}])",
        "b:\n  script: x\n");
    row("remove a need that is a dependency too", "b:\n  needs: [a, c]\n  dependencies: [a, c]\n  script: x\n",
        R"([{"op":"remove_need","job":"b","need":"a"}])", "b:\n  needs: [c]\n  dependencies: [c]\n  script: x\n");
    row("remove a need that is the only dependency", "b:\n  needs: [a, c]\n  dependencies: [a]\n  script: x\n",
        R"([{"op":"remove_need","job":"b","need":"a"}])", "b:\n  needs: [c]\n  dependencies: []\n  script: x\n");
    row("remove the last need beside dependencies", "b:\n  needs: [a]\n  dependencies: [a]\n  script: x\n",
        R"([{"op":"remove_need","job":"b","need":"a"}])", "b:\n  dependencies: [a]\n  script: x\n");
    row("remove an inherited need", ".t:\n  needs: [a, c]\nb:\n  extends: .t\n  script: x\n", R"([{"op":"remove_need","job":"b","need":"a"}])",
        ".t:\n  needs: [a, c]\nb:\n  extends: .t\n  needs: [c]\n  script: x\n");
    // fields
    row("set a word", "a:\n  image: 'ruby'  # slim\n", R"([{"op":"set","path":["a","image"],"value":"python"}])",
        "a:\n  image: 'python'  # slim\n");
    row("set a missing word", "a:\n  script: x\n\nb: {}\n", R"([{"op":"set","path":["a","when"],"value":"manual"}])",
        "a:\n  script: x\n  when: manual\n\nb: {}\n");
    row("set below missing maps", "a:\n  script: x\n", R"([{"op":"set","path":["a","artifacts","paths"],"value":["x/"]}])",
        "a:\n  script: x\n  artifacts:\n    paths:\n      - x/\n");
    row("set a script line", "a:\n  script:\n    - one # 1\n    - two\n", R"([{"op":"set","path":["a","script",1],"value":"three: 3"}])",
        "a:\n  script:\n    - one # 1\n    - \"three: 3\"\n");
    row("append a script line", "a:\n  script:\n    - one\n", R"([{"op":"set","path":["a","script",1],"value":"two\nthree\n"}])",
        "a:\n  script:\n    - one\n    - |\n      two\n      three\n");
    row("set a list keeps what stays", "a:\n  script:\n    - one # 1\n    - two # 2\n    - three # 3\n",
        R"([{"op":"set","path":["a","script"],"value":["one","2","three","four"]}])",
        "a:\n  script:\n    - one # 1\n    - \"2\" # 2\n    - three # 3\n    - four\n");
    row("set a word to a list", "a:\n  script: x # y\n", R"([{"op":"set","path":["a","script"],"value":["a","b"]}])",
        "a:\n  script: # y\n    - a\n    - b\n");
    row("set a list to a word", "a:\n  script: # y\n    - x\n    - z\n  when: always\n", R"([{"op":"set","path":["a","script"],"value":"b"}])",
        "a:\n  script: b # y\n  when: always\n");
    row("set a map keeps what stays", "variables:\n  A: \"1\" # a\n  B: \"2\"\n",
        R"([{"op":"set","path":["variables"],"value":{"A":"1","C":"3"}}])", "variables:\n  A: \"1\" # a\n  C: \"3\"\n");
    row("set numbers and booleans", "a:\n  script: x\n",
        R"([{"op":"set","path":["a","parallel"],"value":3},{"op":"set","path":["a","interruptible"],"value":true}])",
        "a:\n  script: x\n  parallel: 3\n  interruptible: true\n");
    row("set a keyword of the top level", "# head\n\na:\n  script: x\n", R"([{"op":"set","path":["variables","A"],"value":"1"}])",
        "# head\n\nvariables:\n  A: \"1\"\n\na:\n  script: x\n");
    row("set in brackets", "a: {script: [x], tags: []}\n",
        R"([{"op":"set","path":["a","tags",0],"value":"t"},{"op":"set","path":["a","when"],"value":"a, b"}])",
        "a: {script: [x], tags: [t], when: \"a, b\"}\n");
    row("set below an alias", ".v: &v {A: \"1\"}\na:\n  variables: *v\n", R"([{"op":"set","path":["a","variables","B"],"value":"2"}])",
        ".v: &v {A: \"1\"}\na:\n  variables:\n    <<: *v\n    B: \"2\"\n");
    row("set in merged variables", ".v: &v\n  variables:\n    A: \"1\"\na:\n  <<: *v\n",
        R"([{"op":"set","path":["a","variables","B"],"value":"2"}])",
        ".v: &v\n  variables:\n    A: \"1\"\na:\n  <<: *v\n  variables:\n    A: \"1\"\n    B: \"2\"\n");
    row("clear a word", "a:\n  image: x\n  script: y\n", R"([{"op":"clear","path":["a","image"]}])", "a:\n  script: y\n");
    row("clear a list item", "a:\n  tags: [x, y]\n", R"([{"op":"clear","path":["a","tags",0]}])", "a:\n  tags: [y]\n");
    row("clear the last item", "a:\n  tags:\n    - x\n  script: y\n", R"([{"op":"clear","path":["a","tags",0]}])",
        "a:\n  tags: []\n  script: y\n");
    row("clear the last variable", "a:\n  variables:\n    X: 1\n  script: y\n", R"([{"op":"clear","path":["a","variables","X"]}])",
        "a:\n  script: y\n");
    row("clear the first key behind a dash", "a:\n  services:\n    - name: x\n      alias: y\n", R"([{"op":"clear","path":["a","services",0,"name"]}])",
        "a:\n  services:\n    - alias: y\n");
}

void TestRecipes::changesTheText()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, ops);
    QFETCH(QByteArray, after);
    QCOMPARE(edited(before, ops), after);
}

void TestRecipes::refuses_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("ops");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const char *before, const char *ops, const char *reason) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(ops) << QByteArray(reason);
    };
    row("broken text", "a: [\n", R"([{"op":"delete_job","job":"a"}])", "syntax error");
    row("no map", "- a\n", R"([{"op":"add_job","name":"b","stage":"","script":[]}])", "no map of jobs");
    row("a word", "hello\n", R"([{"op":"add_stage","name":"b"}])", "no map of jobs");
    row("no such job", "a: {script: x}\n", R"([{"op":"rename_job","job":"b","to":"c"}])", "no job \"b\"");
    row("keyword as job", "stages: [a]\n", R"([{"op":"rename_job","job":"stages","to":"c"}])", "no job \"stages\"");
    row("name taken", "a: {script: x}\nb: {script: x}\n", R"([{"op":"rename_job","job":"b","to":"a"}])", "job \"a\" already");
    row("name reserved", "a: {script: x}\n", R"([{"op":"rename_job","job":"a","to":"image"}])", "keyword");
    row("name empty", "a: {script: x}\n", R"([{"op":"rename_job","job":"a","to":""}])", "1 and 255");
    row("name of two lines", "a: {script: x}\n", R"([{"op":"duplicate_job","job":"a","to":"b\nc"}])", "1 and 255");
    row("job twice", "a: {script: x}\na: {script: y}\n", R"([{"op":"rename_job","job":"a","to":"b"}])", "more than once");
    row("anchor in use", "a: &a {script: x}\nb: *a\n", R"([{"op":"delete_job","job":"a"}])", "anchor \"a\", which line 2");
    row("shared value", "a: &a\n  stage: build\nb:\n  <<: *a\n", R"([{"op":"move_job","job":"a","stage":"test"}])", "anchor \"a\", which line 4");
    row("anchor behind its alias", "a: &a {script: x}\nb: *a\n", R"([{"op":"move_job","job":"a"}])", "without changing more");
    row("stage in use", "stages: [a]\nj: {stage: a, script: x}\n", R"([{"op":"delete_stage","stage":"a"}])", "\"j\" is in the stage");
    row("default stage in use", "j: {script: x}\n", R"([{"op":"delete_stage","stage":"test"}])", "\"j\" is in the stage");
    row("stage exists", "stages: [a]\n", R"([{"op":"add_stage","name":"a"}])", "already");
    row("GitLab's stage", "stages: [a]\n", R"([{"op":"add_stage","name":".pre"}])", "always there");
    row("unknown stage", "stages: [a]\n", R"([{"op":"move_stage","stage":"b"}])", "no stage \"b\"");
    row("need twice", "a: {needs: [b]}\n", R"([{"op":"add_need","job":"a","need":"b"}])", "already");
    row("need itself", "a: {script: x}\n", R"([{"op":"add_need","job":"a","need":"a"}])", "itself");
    row("no such need", "a: {needs: [b]}\n", R"([{"op":"remove_need","job":"a","need":"c"}])", "does not need");
    row("no such place", "a: {script: [x]}\n", R"([{"op":"set","path":["a","script",5],"value":"y"}])", "no place");
    row("word in the way", "a: {image: x}\n", R"([{"op":"set","path":["a","image","name"],"value":"y"}])", "single value");
    row("reference in the way", "a:\n  script: !reference [.x, script]\n", R"([{"op":"set","path":["a","script",0],"value":"y"}])", "!reference");
    row("not written", "a: {script: x}\n", R"([{"op":"clear","path":["a","image"]}])", "not written here");
    row("comes from an anchor", ".v: &v {A: 1}\na: {variables: *v}\n", R"([{"op":"clear","path":["a","variables","A"]}])", "from an anchor");
}

void TestRecipes::refuses()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, ops);
    QFETCH(QByteArray, reason);
    const QByteArray answer = edited(before, ops);
    QVERIFY2(answer.startsWith("REFUSED "), answer);
    QVERIFY2(answer.contains(reason), answer);
}

void TestRecipes::keepsLineEndingsAndMarks()
{
    QCOMPARE(edited("a:\r\n  script: x\r\n\r\nb:\r\n  script: y\r\n",
                    R"([{"op":"move_job","job":"b","before":"a"},{"op":"add_need","job":"a","need":"b"},
                        {"op":"add_job","name":"c","stage":"test","script":["z"]}])"),
             QByteArray("b:\r\n  script: y\r\n\r\na:\r\n  script: x\r\n  needs: [b]\r\n\r\n"
                        "c:\r\n  stage: test\r\n  script:\r\n    - z\r\n"));
    QCOMPARE(edited("\xEF\xBB\xBF" "a: {script: x}\n", R"([{"op":"delete_job","job":"a"}])"), QByteArray("\xEF\xBB\xBF"));
    QCOMPARE(edited("\xEF\xBB\xBF", R"([{"op":"add_job","name":"c","stage":"","script":["z"]}])"),
             QByteArray("\xEF\xBB\xBF" "c:\n  script:\n    - z\n"));
}

void TestRecipes::explainsBadJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no JSON") << QByteArray("[{") << QStringLiteral("not JSON");
    QTest::newRow("no list") << QByteArray("{}") << QStringLiteral("list");
    QTest::newRow("no object") << QByteArray("[1]") << QStringLiteral("Operation 1");
    QTest::newRow("no op") << QByteArray("[{}]") << QStringLiteral("\"op\" is missing");
    QTest::newRow("unknown op") << QByteArray(R"([{"op":"explode"}])") << QStringLiteral("\"explode\" is no operation");
    QTest::newRow("second") << QByteArray(R"([{"op":"delete_job","job":"a"},{"op":"rename_job","job":"a"}])")
                            << QStringLiteral("Operation 2 (rename_job): \"to\" is missing");
    QTest::newRow("wrong type") << QByteArray(R"([{"op":"delete_job","job":1}])") << QStringLiteral("\"job\" has to be a string");
    QTest::newRow("unknown member") << QByteArray(R"([{"op":"delete_job","job":"a","x":1}])") << QStringLiteral("\"x\" is not known");
    QTest::newRow("no path") << QByteArray(R"([{"op":"clear","path":[]}])") << QStringLiteral("\"path\"");
    QTest::newRow("bad step") << QByteArray(R"([{"op":"clear","path":["a",-1]}])") << QStringLiteral("\"path\"");
    QTest::newRow("no value") << QByteArray(R"([{"op":"set","path":["a"]}])") << QStringLiteral("\"value\" is missing");
    QTest::newRow("script is no list") << QByteArray(R"([{"op":"add_job","name":"a","stage":"b","script":1}])") << QStringLiteral("list of strings");
}

void TestRecipes::explainsBadJson()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, reason);
    const auto recipes = recipesFromJson(json);
    QVERIFY(!recipes);
    QVERIFY2(recipes.error().contains(reason), qPrintable(recipes.error()));
}

void TestRecipes::namesItself()
{
    QCOMPARE(titleOf(RenameJob{"build", "compile"}), QStringLiteral("Rename job build to compile"));
    QCOMPARE(titleOf(SetField{{std::string("a"), std::string("script"), 2}, {}}), QStringLiteral("Set a:script:2"));
}

QTEST_GUILESS_MAIN(TestRecipes)
#include "tst_recipes.moc"
