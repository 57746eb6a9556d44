// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/cli/cli_process.h"

#include <QElapsedTimer>
#include <QJsonArray>

#include <csignal>

using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

/// run in shell mode: real bash, live logs, report, exit codes, cancelling, nothing left.
class TestRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_state = std::make_unique<QTemporaryDir>(); }
    void runsPipelineInOrder();
    void reportsFailure();
    void runsNamedJobOnly();
    void saysWhyNothingRuns();
    void leavesWorkingTreeAlone();
    void masksNothingButRunsEveryByte();
    void obeysConfigToml();
    void runsAsManyJobsAtOnceAsTheRunner();
    void saysWhatToDoWithoutAnEngine();
    void cancelsOnInterrupt();

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
    QJsonObject job(const QString &name) const
    {
        for (const QJsonValue &value : report()[u"jobs"_s].toArray()) {
            if (value[u"name"_s] == name)
                return value.toObject();
        }
        return {};
    }
    std::unique_ptr<QTemporaryDir> m_state;
};

void TestRun::runsPipelineInOrder()
{
    const Repository repository("stages: [one, two]\nvariables: {GREETING: hello}\n"
                                "second:\n  stage: two\n  script: echo \"$GREETING from $CI_JOB_NAME in $CI_JOB_STAGE\"\n"
                                "first:\n  stage: one\n  before_script: [X=1]\n  script:\n    - test \"$X\" = 1\n"
                                "    - echo from first\n  after_script: [echo \"after $CI_JOB_STATUS\"]\n");
    const CliAnswer answer = runShell(repository);
    QVERIFY2(answer.exitCode == 0, (answer.out + answer.err).constData());
    QVERIFY(answer.out.contains("first  | from first"));
    QVERIFY(answer.out.contains("first  | after success"));
    QVERIFY(answer.out.contains("second | hello from second in two"));
    QVERIFY(answer.out.indexOf("from first") < answer.out.indexOf("hello from second"));
    QCOMPARE(report()[u"status"_s].toString(), u"success"_s);
    const QJsonObject first = job(u"first"_s);
    QCOMPARE(first[u"stage"_s].toString(), u"one"_s);
    QCOMPARE(first[u"status"_s].toString(), u"success"_s);
    QCOMPARE(first[u"exit_code"_s].toInt(-1), 0);
    QCOMPARE(first[u"attempts"_s].toInt(), 1);
    for (const QString &key : {u"queued_at"_s, u"started_at"_s, u"finished_at"_s})
        QVERIFY2(QDateTime::fromString(first[key].toString(), Qt::ISODateWithMs).isValid(), qPrintable(key));
    QVERIFY(QFileInfo::exists(first[u"log"_s].toString()));
    QVERIFY(!QFile::permissions(first[u"log"_s].toString()).testAnyFlags(QFile::ReadGroup | QFile::ReadOther));
}

void TestRun::reportsFailure()
{
    const Repository repository("stages: [one, two]\nbad:\n  stage: one\n  script: [exit 7]\n"
                                "tolerated:\n  stage: one\n  script: [\"false\"]\n  allow_failure: true\n"
                                "never:\n  stage: two\n  script: echo no\n"
                                "cleanup:\n  stage: two\n  script: echo cleaning\n  when: on_failure\n");
    const CliAnswer answer = runShell(repository);
    QCOMPARE(answer.exitCode, 1);
    QCOMPARE(report()[u"status"_s].toString(), u"failed"_s);
    QCOMPARE(job(u"bad"_s)[u"status"_s].toString(), u"failed"_s);
    QCOMPARE(job(u"bad"_s)[u"exit_code"_s].toInt(), 7);
    QCOMPARE(job(u"bad"_s)[u"failure_reason"_s].toString(), u"script_failure"_s);
    QCOMPARE(job(u"never"_s)[u"status"_s].toString(), u"skipped"_s);
    QCOMPARE(job(u"cleanup"_s)[u"status"_s].toString(), u"success"_s);
    QVERIFY(answer.out.contains("ERROR: Job failed: exit status 7"));
}

void TestRun::runsNamedJobOnly()
{
    const Repository repository("a:\n  script: echo ran-a\nb:\n  script: echo ran-b\n");
    const CliAnswer answer = runShell(repository, {u"b"_s});
    QVERIFY2(answer.exitCode == 0, answer.err.constData());
    QVERIFY(answer.out.contains("ran-b"));
    QVERIFY(!answer.out.contains("ran-a"));
}

void TestRun::saysWhyNothingRuns()
{
    const CliAnswer invalid = runShell(Repository("build:\n  stage: nowhere\n  script: x\n"));
    QCOMPARE(invalid.exitCode, 1);
    QVERIFY(invalid.err.contains("nowhere"));
    const CliAnswer unknownJob = runShell(Repository("build:\n  script: x\n"), {u"nosuch"_s});
    QCOMPARE(unknownJob.exitCode, 1);
    QVERIFY(unknownJob.err.contains("nosuch"));
    const CliAnswer nothing = runShell(Repository("build:\n  script: x\n  rules: [{if: $NEVER_SET}]\n"));
    QCOMPARE(nothing.exitCode, 1);
    QVERIFY(nothing.err.contains("no pipeline"));
}

void TestRun::leavesWorkingTreeAlone()
{
    const Repository repository("job:\n  script:\n    - test \"$(cat data)\" = precious\n    - rm data\n    - touch made\n");
    repository.write(u"data"_s, "precious");
    const CliAnswer answer = runShell(repository);
    QVERIFY2(answer.exitCode == 0, (answer.out + answer.err).constData());
    QCOMPARE(repository.read(u"data"_s), "precious");
    QVERIFY(!QFileInfo::exists(repository.file(u"made"_s)));
}

void TestRun::masksNothingButRunsEveryByte()
{
    const Repository repository("job:\n  variables: {ODD: \"a'b\\\"c\\\\d`e (f)\"}\n  script:\n    - printf '%s\\n' \"$ODD\"\n");
    const CliAnswer answer = runShell(repository);
    QVERIFY2(answer.exitCode == 0, (answer.out + answer.err).constData());
    QVERIFY(answer.out.contains("a'b\"c\\d`e (f)"));
}

void TestRun::obeysConfigToml()
{
    const Repository repository("job:\n  script: echo \"from config $FROM_CONFIG\"\n");
    repository.write(u"config.toml"_s, "concurrent = 1\n[[runners]]\n  name = \"r\"\n  executor = \"shell\"\n"
                                       "  environment = [\"FROM_CONFIG=yes\"]\n");
    const CliAnswer answer = runCli({u"run"_s, repository.path()}, {}, m_state->path());
    QVERIFY2(answer.exitCode == 0, (answer.out + answer.err).constData());
    QVERIFY(answer.out.contains("from config yes"));
}

void TestRun::runsAsManyJobsAtOnceAsTheRunner()
{
    const Repository repository("a: {script: sleep 1}\nb: {script: sleep 1}\n");
    const auto areTogether = [&](const QByteArray &config, const QStringList &more) {
        repository.write(u"config.toml"_s, config);
        const CliAnswer answer = runCli(QStringList{u"run"_s, u"--report"_s, m_state->filePath(u"report.json"_s),
                                                    repository.path()}
                                            + more,
                                        {}, m_state->path());
        const auto time = [this](const QString &name, const QString &key) {
            return QDateTime::fromString(job(name)[key].toString(), Qt::ISODateWithMs);
        };
        return answer.exitCode == 0 && time(u"b"_s, u"started_at"_s) < time(u"a"_s, u"finished_at"_s);
    };
    QVERIFY(areTogether("[[runners]]\nexecutor = \"shell\"\n", {}));
    QVERIFY(areTogether("concurrent = 4\n[[runners]]\nexecutor = \"shell\"\n", {}));
    QVERIFY(!areTogether("concurrent = 1\n[[runners]]\nexecutor = \"shell\"\n", {}));
    QVERIFY(!areTogether("concurrent = 4\n[[runners]]\nexecutor = \"shell\"\nlimit = 1\n", {}));
    QVERIFY(areTogether("concurrent = 1\n[[runners]]\nexecutor = \"shell\"\n", {u"--concurrency"_s, u"2"_s}));
}

void TestRun::saysWhatToDoWithoutAnEngine()
{
    const Repository repository("a: {image: busybox, script: 'true'}\n");
    qputenv("DOCKER_HOST", "unix:///nowhere/docker.sock");
    const CliAnswer answer = runCli({u"run"_s, u"--mode"_s, u"socket"_s, repository.path()}, {}, m_state->path());
    qunsetenv("DOCKER_HOST");
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(answer.out.contains("Cannot reach the Docker engine at unix:///nowhere/docker.sock"), answer.out);
    QVERIFY2(answer.out.contains("Start Docker (or Podman's socket)"), answer.out);
}

void TestRun::cancelsOnInterrupt()
{
    const Repository repository("job:\n  script:\n    - echo started-$$\n    - setsid sleep 300 &\n    - sleep 300\n");
    QProcess process;
    const QProcessEnvironment environment = environmentWith(m_state->path());
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(STAGECRAFT_CLI), {u"run"_s, u"--mode"_s, u"shell"_s, repository.path()});
    QByteArray out;
    QTRY_VERIFY_WITH_TIMEOUT((out += process.readAllStandardOutput(), out.contains("| started-")), 20000);
    QElapsedTimer timer;
    timer.start();
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(20000));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(timer.elapsed() < 10000);
}

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
