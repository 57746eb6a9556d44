// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/cli/cli_process.h"

#include <QJsonArray>

using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

/// Which jobs run, what waits for a person, pipelines that jobs start, and what is kept of it.
class TestRunControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_state = std::make_unique<QTemporaryDir>(); }
    void deploysOnlyWhenTold();
    void playsManualJobs();
    void choosesJobs_data();
    void choosesJobs();
    void runsWhatHasFailedAgain();
    void endsARunThatTakesTooLong();
    void startsChildPipelines();
    void startsGeneratedPipelines();
    void ownsUpToFailedChildren();
    void endsAtTwoLevels();
    void startsPipelinesOfOtherProjects();
    void keepsAndComparesRuns();

private:
    CliAnswer runShell(const Repository &repository, const QStringList &more = {}) const
    {
        return runCli(QStringList{u"run"_s, u"--mode"_s, u"shell"_s, u"--report"_s, m_state->filePath(u"report.json"_s),
                                  repository.path()}
                          + more,
                      {}, m_state->path());
    }
    QJsonObject report() const
    {
        QFile file(m_state->filePath(u"report.json"_s));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }
    QString statuses() const
    {
        QStringList list;
        for (const QJsonValue &value : report()[u"jobs"_s].toArray())
            list += value[u"name"_s].toString() + u'=' + value[u"status"_s].toString();
        return list.join(u' ');
    }
    std::unique_ptr<QTemporaryDir> m_state;
};

void TestRunControl::deploysOnlyWhenTold()
{
    const Repository repository(
        "stages: [build, deploy, after]\na:\n  stage: build\n  script: echo a\n"
        "ship:\n  stage: deploy\n  environment: production\n  script: echo shipped-it\n"
        "tag:\n  stage: deploy\n  script: echo tagged-it\n  release: {tag_name: v1, description: d}\n"
        "z:\n  stage: after\n  script: echo z\n");
    for (const QStringList &options : {QStringList{}, {u"--manual"_s}, {u"--play"_s, u"ship"_s}}) {
        const CliAnswer answer = runShell(repository, options);
        QVERIFY2(answer.exitCode == 0, (answer.out + answer.err).constData());
        QVERIFY(!answer.out.contains("shipped-it\n") && !answer.out.contains("tagged-it\n"));
        QCOMPARE(statuses(), u"a=success ship=manual tag=manual z=created"_s);
        QCOMPARE(report()[u"status"_s].toString(), u"manual"_s);
        QVERIFY(answer.out.contains(
            "“ship” waits because it deploys to the environment “production”: --yes-deploy lets it start."));
        QVERIFY(answer.out.contains("“tag” waits because it makes a release"));
    }
    const CliAnswer named = runShell(repository, {u"ship"_s});
    QCOMPARE(statuses(), u"ship=manual"_s);
    QVERIFY(!named.out.contains("shipped-it\n"));
    const CliAnswer told = runShell(repository, {u"--yes-deploy"_s});
    QVERIFY2(told.exitCode == 0, (told.out + told.err).constData());
    QCOMPARE(statuses(), u"a=success ship=success tag=success z=success"_s);
}

void TestRunControl::playsManualJobs()
{
    const Repository repository(
        "stages: [one, two]\ngate:\n  stage: one\n  script: echo opened\n  when: manual\n  allow_failure: false\n"
        "extra:\n  stage: one\n  script: echo extra\n  when: manual\nnext:\n  stage: two\n  script: echo next\n"
        "needy:\n  stage: two\n  needs: [extra]\n  script: echo needy\n");
    const CliAnswer none = runShell(repository);
    QVERIFY2(none.exitCode == 0, (none.out + none.err).constData());
    QCOMPARE(statuses(), u"gate=manual extra=manual next=created needy=skipped"_s);
    QVERIFY(none.out.contains("“gate” waits to be started: --play 'gate'"));
    runShell(repository, {u"--play"_s, u"gate"_s});
    QCOMPARE(statuses(), u"gate=success extra=manual next=success needy=skipped"_s);
    QCOMPARE(report()[u"status"_s].toString(), u"success"_s);
    runShell(repository, {u"--manual"_s});
    QCOMPARE(statuses(), u"gate=success extra=success next=success needy=success"_s);
    runShell(repository, {u"extra"_s}); // naming a job is asking for it
    QCOMPARE(statuses(), u"extra=success"_s);
}

void TestRunControl::choosesJobs_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("jobs");
    QTest::newRow("a stage") << QStringList{u"--stage"_s, u"two"_s} << u"b c"_s;
    QTest::newRow("a stage and what it needs") << QStringList{u"--stage"_s, u"two"_s, u"--needs"_s} << u"a x b c"_s;
    QTest::newRow("a job with its needs") << QStringList{u"--needs"_s, u"b"_s} << u"a b"_s;
    QTest::newRow("a job of stage order with all before it") << QStringList{u"--needs"_s, u"c"_s} << u"a x c"_s;
    QTest::newRow("from a job on") << QStringList{u"--from"_s, u"b"_s} << u"b d"_s;
    QTest::newRow("two jobs") << QStringList{u"x"_s, u"d"_s} << u"x d"_s;
}

void TestRunControl::choosesJobs()
{
    const Repository repository(
        "stages: [one, two, three]\na:\n  stage: one\n  script: echo a\nx:\n  stage: one\n  script: echo x\n"
        "b:\n  stage: two\n  needs: [a]\n  script: echo b\nc:\n  stage: two\n  script: echo c\n"
        "d:\n  stage: three\n  needs: [b]\n  script: echo d\n");
    QFETCH(QStringList, options);
    const CliAnswer answer = runShell(repository, options);
    QVERIFY2(answer.exitCode == 0, (answer.out + answer.err).constData());
    QTEST(statuses().remove(u"=success"_s), "jobs");
    const CliAnswer unknown = runShell(repository, {u"--stage"_s, u"nowhere"_s});
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY(unknown.err.contains("nowhere"));
}

void TestRunControl::runsWhatHasFailedAgain()
{
    const Repository repository(
        "stages: [one, two]\nbuild:\n  stage: one\n  script: echo data > out.txt\n  artifacts: {paths: [out.txt]}\n"
        "good:\n  stage: two\n  script: echo good\nflaky:\n  stage: two\n  script:\n    - cat out.txt\n    - test -e fixed\n");
    const CliAnswer without = runShell(repository, {u"--failed"_s});
    QCOMPARE(without.exitCode, 1);
    QVERIFY(without.err.contains("No run of this project was kept."));
    QCOMPARE(runShell(repository).exitCode, 1);
    QCOMPARE(runShell(repository, {u"--failed"_s}).exitCode, 1);
    QCOMPARE(statuses(), u"flaky=failed"_s);
    repository.write(u"fixed"_s, "");
    const CliAnswer again = runShell(repository, {u"--failed"_s});
    QVERIFY2(again.exitCode == 0, (again.out + again.err).constData());
    QCOMPARE(statuses(), u"flaky=success"_s); // with what the build has left two runs ago
    const CliAnswer nothing = runShell(repository, {u"--failed"_s});
    QCOMPARE(nothing.exitCode, 0);
    QVERIFY(nothing.out.contains("No job has failed"));
    // It was played once; that is no word on this time.
    const Repository strict("a:\n  when: manual\n  allow_failure: false\n  script: exit 1\n");
    QCOMPARE(runShell(strict, {u"--play"_s, u"a"_s}).exitCode, 1);
    runShell(strict, {u"--failed"_s});
    QCOMPARE(statuses(), u"a=manual"_s);
}

void TestRunControl::endsARunThatTakesTooLong()
{
    const Repository repository(
        "stages: [one, two]\nslow:\n  stage: one\n  script: sleep 300\nnext:\n  stage: two\n  script: echo next\n");
    const CliAnswer answer = runShell(repository, {u"--timeout"_s, u"2 seconds"_s});
    QCOMPARE(answer.exitCode, 1);
    QCOMPARE(statuses(), u"slow=failed next=canceled"_s);
    QCOMPARE(report()[u"jobs"_s][0][u"failure_reason"_s].toString(), u"job_execution_timeout"_s);
    QCOMPARE(runShell(repository, {u"--timeout"_s, u"soon"_s}).exitCode, 2);
}

void TestRunControl::startsChildPipelines()
{
    const Repository repository("variables: {COLOUR: red}\nstages: [one, two, three]\n"
                                "vars:\n  stage: one\n  script: [echo SIZE=big > v.env, echo data > d.txt]\n"
                                "  artifacts: {paths: [d.txt], reports: {dotenv: v.env}}\n"
                                "child:\n  stage: two\n  variables: {PARENT: $CI_PIPELINE_ID, PASSED: \"$SIZE\"}\n"
                                "  trigger: {include: child.yml, strategy: depend}\n"
                                "last:\n  stage: three\n  script: echo last\n");
    repository.write(u"child.yml"_s, "inner:\n  needs: [{pipeline: $PARENT, job: vars}]\n  script:\n    - cat d.txt\n"
                                     "    - echo \"$CI_PIPELINE_SOURCE $COLOUR $PASSED\"\n");
    const CliAnswer answer = runShell(repository);
    QVERIFY2(answer.exitCode == 0, (answer.out + answer.err).constData());
    QCOMPARE(statuses(), u"vars=success child=success last=success child: inner=success"_s);
    QVERIFY2(answer.out.contains("parent_pipeline red big"), answer.out.constData());
    QVERIFY(answer.out.contains("| data\n"));
    QVERIFY(answer.out.indexOf("parent_pipeline red") < answer.out.indexOf("| last\n"));
}

void TestRunControl::startsGeneratedPipelines()
{
    const Repository repository(
        "stages: [one, two]\ngenerate:\n  stage: one\n"
        "  script: 'printf \"made:\\n  script: echo made-by-a-job\\n\" > made.yml'\n"
        "  artifacts: {paths: [made.yml]}\n"
        "child:\n  stage: two\n  trigger: {include: [{artifact: made.yml, job: generate}], strategy: depend}\n");
    const CliAnswer answer = runShell(repository);
    QVERIFY2(answer.exitCode == 0, (answer.out + answer.err).constData());
    QVERIFY(answer.out.contains("| made-by-a-job"));
    QCOMPARE(statuses(), u"generate=success child=success child: made=success"_s);
}

void TestRunControl::ownsUpToFailedChildren()
{
    const Repository repository("depends:\n  trigger: {include: bad.yml, strategy: depend}\n"
                                "forgets:\n  trigger: {include: bad.yml}\nbroken:\n  trigger: {include: broken.yml}\n");
    repository.write(u"bad.yml"_s, "job:\n  script: exit 3\n");
    repository.write(u"broken.yml"_s, "job:\n  stage: nowhere\n  script: x\n");
    const CliAnswer answer = runShell(repository);
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(statuses().startsWith(u"depends=failed forgets=success broken=failed"_s), qPrintable(statuses()));
    QCOMPARE(report()[u"jobs"_s][2][u"failure_reason"_s].toString(), u"downstream_pipeline_creation_failed"_s);
    QVERIFY(answer.out.contains("nowhere"));
}

void TestRunControl::endsAtTwoLevels()
{
    const Repository repository("one:\n  trigger: {include: again.yml, strategy: depend}\n");
    repository.write(u"again.yml"_s, "more:\n  trigger: {include: again.yml, strategy: depend}\n");
    const CliAnswer answer = runShell(repository);
    QCOMPARE(answer.exitCode, 1);
    QCOMPARE(statuses(), u"one=failed one: more=failed one: more: more=failed"_s);
    QCOMPARE(report()[u"jobs"_s][2][u"failure_reason"_s].toString(), u"reached_max_descendant_pipelines_depth"_s);
}

void TestRunControl::startsPipelinesOfOtherProjects()
{
    const Repository repository(
        "stages: [one, two]\nthere:\n  variables: {WORD: hello}\n  stage: one\n"
        "  trigger: {project: group/other, strategy: depend}\nlast:\n  stage: two\n  script: echo last\n");
    const Repository other("job:\n  script:\n    - cat file\n    - echo \"$CI_PIPELINE_SOURCE $WORD\"\n");
    other.write(u"file"_s, "of-the-other\n");
    const CliAnswer without = runShell(repository);
    QVERIFY2(without.exitCode == 0, (without.out + without.err).constData());
    QCOMPARE(statuses(), u"there=skipped last=success"_s);
    QVERIFY(without.out.contains("--project group/other=FOLDER"));
    const CliAnswer answer = runShell(repository, {u"--project"_s, u"group/other="_s + other.path()});
    QVERIFY2(answer.exitCode == 0, (answer.out + answer.err).constData());
    QCOMPARE(statuses(), u"there=success last=success there: job=success"_s);
    QVERIFY(answer.out.contains("| of-the-other") && answer.out.contains("| pipeline hello"));
    QCOMPARE(runShell(repository, {u"--project"_s, u"group/other"_s}).exitCode, 2);
}

void TestRunControl::keepsAndComparesRuns()
{
    const Repository repository("a:\n  script: test -e good\nb:\n  script: echo b\n");
    runShell(repository);
    const QString first = report()[u"id"_s].toString();
    const QString hash = report()[u"config_hash"_s].toString();
    QCOMPARE(hash.size(), 64);
    repository.write(u"good"_s, "");
    runShell(repository);
    const QString second = report()[u"id"_s].toString();
    QCOMPARE(report()[u"config_hash"_s].toString(), hash);
    const auto runs = [this](const QStringList &words) {
        return runCli(QStringList{u"runs"_s} + words, {}, m_state->path());
    };
    const CliAnswer list = runs({});
    QVERIFY(list.out.contains(first.toUtf8()) && list.out.indexOf(second.toUtf8()) < list.out.indexOf(first.toUtf8()));
    const CliAnswer compared = runs({u"compare"_s, first, second, u"--format"_s, u"json"_s});
    QCOMPARE(compared.exitCode, 0);
    QCOMPARE(compared.json()[u"same_config"_s].toBool(), true);
    QCOMPARE(compared.json()[u"jobs"_s][0][u"before"_s].toString(), u"failed"_s);
    QCOMPARE(compared.json()[u"jobs"_s][0][u"after"_s].toString(), u"success"_s);
    const QString junit = m_state->filePath(u"junit.xml"_s);
    QCOMPARE(runs({u"show"_s, first, u"--junit"_s, junit}).exitCode, 0);
    QFile file(junit);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray xml = file.readAll();
    QVERIFY2(xml.contains("tests=\"2\" failures=\"1\" skipped=\"0\"")
                 && xml.contains("<failure type=\"script_failure\""),
             xml.constData());
    QCOMPARE(runs({u"show"_s, u"nosuch"_s}).exitCode, 1);
    QCOMPARE(runs({u"dance"_s}).exitCode, 2);
}

QTEST_GUILESS_MAIN(TestRunControl)
#include "tst_run_control.moc"
