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
    void aPipelineRunsInPodman();
};

void PodmanTest::aPipelineRunsInPodman()
{
    const QByteArray podman = qgetenv("STAGECRAFT_TEST_PODMAN");
    if (podman.isEmpty())
        QSKIP("STAGECRAFT_TEST_PODMAN names no Podman");
    qputenv("DOCKER_HOST", podman);
    const Repository repository(
        "stages: [make, use]\n"
        "make:\n"
        "  stage: make\n"
        "  script: [mkdir out, 'echo \"made by $(id -un)\" > out/file']\n"
        "  after_script: ['echo \"then $CI_JOB_STATUS\"']\n"
        "  artifacts: {paths: [out]}\n"
        "breaks: {stage: make, script: exit 4, allow_failure: true}\n"
        "nobody: {stage: make, image: {name: 'busybox:stable', docker: {user: nobody}}, script: [id -un, touch mine]}\n"
        "late: {stage: make, timeout: 2 seconds, script: sleep 60, allow_failure: true}\n"
        "take: {stage: use, needs: [make], script: cat out/file}\n"
        "service:\n"
        "  stage: use\n"
        "  variables: {HEALTHCHECK_TCP_PORT: '8080'}\n"
        "  services:\n"
        "    - {name: 'busybox:stable', alias: web, entrypoint: [sh, -c],\n"
        "       command: ['mkdir /tmp/w; cd /tmp/w; echo served > index.html; exec httpd -f -p 8080']}\n"
        "  script: wget -qO- http://web:8080/\n");
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
    const QMap<QString, QString> expected{{u"make"_s, u"success"_s}, {u"breaks"_s, u"failed"_s},
                                          {u"nobody"_s, u"success"_s}, {u"late"_s, u"failed"_s},
                                          {u"take"_s, u"success"_s}, {u"service"_s, u"success"_s}};
    QVERIFY2(statuses == expected, answer.out + answer.err);
    for (const char *line :
         {"made by root", "then success", "nobody", "execution took longer than 2s seconds", "served"})
        QVERIFY2(answer.out.contains(line), answer.out);
}

QTEST_GUILESS_MAIN(PodmanTest)
#include "tst_podman.moc"
