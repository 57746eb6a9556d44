// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Docker-mode runs in Podman. STAGECRAFT_TEST_PODMAN names the address of a `podman system service` that has busybox:stable
// (podman load); skipped without it.
#include "tests/cli/cli_process.h"

#include <QJsonArray>

using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

class PodmanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPipelineRunsInPodman();
};

void PodmanTest::initTestCase()
{
    if (qEnvironmentVariableIsEmpty("STAGECRAFT_TEST_PODMAN"))
        QSKIP("STAGECRAFT_TEST_PODMAN names no Podman");
    qputenv("DOCKER_HOST", qgetenv("STAGECRAFT_TEST_PODMAN"));
}

void PodmanTest::aPipelineRunsInPodman()
{
    const Repository repository(
        R"(
stages: [make, use]
make:
  stage: make
  script: [mkdir out, 'echo "made by $(id -un)"
        > out / file'] after_script : ['echo "then $CI_JOB_STATUS"'] artifacts : {
              paths : [out]
          } breaks : {stage : make, script : exit 4, allow_failure : true} nobody : {
              stage : make,
              image : {name : "busybox:stable", docker : {user : nobody}},
              script : [ id - un, touch mine ]
          } late : {stage : make, timeout : 2 seconds, script : sleep 60, allow_failure : true} take : {
              stage : use,
              needs : [make],
              script : cat out / file
          } service:stage : use variables : {HEALTHCHECK_TCP_PORT : "8080"} services : [ {
              name : "busybox:stable",
              alias : web,
              entrypoint : [ sh, -c ],
              command : ['mkdir /tmp/w; cd /tmp/w; echo served > index.html; exec httpd -f -p 8080']
          } ] script : wget
              - qO - http : //web:8080/
        ) ");
        repository.write(u"config.toml"_s,
                         "[[runners]]\nexecutor = \"docker\"\n[runners.docker]\nimage = \"busybox:stable\"\n");
const QTemporaryDir state;
const QString reportFile = state.filePath(u"report.json"_s);
const CliAnswer answer = runCli({u"run"_s, repository.path(), u"--report"_s, reportFile}, {}, state.path());
QVERIFY2(answer.exitCode == 0, answer.out + answer.err);
QFile file(reportFile);
QVERIFY(file.open(QIODevice::ReadOnly));
QMap<QString, QString> statuses;
const QJsonArray jobs = QJsonDocument::fromJson(file.readAll()).object().value("jobs"_L1).toArray();
for (const auto &job : jobs)
    statuses.insert(job.toObject().value("name"_L1).toString(), job.toObject().value("status"_L1).toString());
const QMap<QString, QString> expected{{u"make"_s, u"success"_s},   {u"breaks"_s, u"failed"_s},
                                      {u"nobody"_s, u"success"_s}, {u"late"_s, u"failed"_s},
                                      {u"take"_s, u"success"_s},   {u"service"_s, u"success"_s}};
QVERIFY2(statuses == expected, answer.out + answer.err);
for (const char *line : {"made by root", "then success", "nobody", "execution took longer than 2s seconds", "served"})
    QVERIFY2(answer.out.contains(line), answer.out);
}

QTEST_GUILESS_MAIN(PodmanTest)
#include "tst_podman.moc"
