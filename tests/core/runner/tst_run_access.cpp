// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/run_access.h"
#include "core/runner/runner_mode.h"

#include <QSet>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::runner;
using namespace Qt::StringLiterals;

class TestRunAccess : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsSerious_data();
    void saysWhatIsSerious();
    void theKeyChangesWithTheRights();
    void deniesNoMountThatThereIs();
    void namesTheMode();
};

namespace {

RunnerSettings docker(const std::vector<std::string> &volumes = {})
{
    RunnerSettings settings;
    settings.executor = RunnerSettings::Executor::Docker;
    settings.volumes = volumes;
    return settings;
}

RunnerSettings ofMode(RunnerMode mode)
{
    ModeOptions options;
    options.mode = mode;
    return runnerSettings(options);
}

} // namespace

void TestRunAccess::saysWhatIsSerious_data()
{
    QTest::addColumn<RunnerSettings>("settings");
    QTest::addColumn<QStringList>("serious");
    QTest::newRow("shell") << ofMode(RunnerMode::Shell) << QStringList{u"Jobs run as you"_s};
    QTest::newRow("dind") << ofMode(RunnerMode::DockerInDocker) << QStringList{u"Privileged containers"_s};
    QTest::newRow("socket") << ofMode(RunnerMode::DockerSocket) << QStringList{u"The Docker socket of this machine"_s};
    QTest::newRow("plain containers") << docker({"/cache", "/certs/client"}) << QStringList();
    QTest::newRow("folders") << docker({"/srv/data:/data:ro", "named:/n", "/opt:/opt"})
                             << QStringList{u"The folder /srv/data"_s, u"The folder /opt"_s};
    QTest::newRow("a socket under another name")
        << docker({"/run/user/1000/docker.sock:/tmp/d.sock"}) << QStringList{u"The Docker socket of this machine"_s};
    RunnerSettings services = docker();
    services.servicesPrivileged = true;
    QTest::newRow("services only") << services << QStringList{u"Privileged service containers"_s};
    RunnerSettings host = docker();
    host.networkMode = "host";
    host.pidMode = "host";
    host.ipcMode = "host";
    host.usernsMode = "host";
    QTest::newRow("of the host") << host
                                 << QStringList{u"The network of this machine"_s, u"The processes of this machine"_s,
                                                u"The shared memory of this machine"_s, u"The users of this machine"_s};
    RunnerSettings kernel = docker();
    kernel.devices = {"/dev/kvm"};
    kernel.capAdd = {"NET_ADMIN"};
    kernel.securityOpt = {"seccomp=unconfined"};
    kernel.volumesFrom = {"other"};
    QTest::newRow("of the kernel") << kernel
                                   << QStringList{u"Folders of other containers"_s, u"Devices of this machine"_s,
                                                  u"More rights in the kernel"_s, u"Less protection by the kernel"_s};
    RunnerSettings stricter = docker();
    stricter.securityOpt = {"no-new-privileges"};
    QTest::newRow("stricter is not less") << stricter << QStringList();
}

void TestRunAccess::saysWhatIsSerious()
{
    QFETCH(RunnerSettings, settings);
    QFETCH(QStringList, serious);
    QStringList found;
    bool sawOther = false;
    for (const RunAccess &access : runAccess(settings)) {
        QVERIFY(!access.text.isEmpty());
        QVERIFY2(!access.serious || !sawOther, "the serious ones stand first");
        if (access.serious)
            found << access.title;
        else
            sawOther = true;
    }
    QCOMPARE(found, serious);
    QVERIFY(sawOther);
}

void TestRunAccess::theKeyChangesWithTheRights()
{
    const QByteArray plain = accessKey(docker({"/cache"}));
    QCOMPARE(accessKey(docker({"/certs/client"})), plain);
    QCOMPARE(accessKey(docker({"/b:/b", "/a:/a"})), accessKey(docker({"/a:/a", "/b:/b"})));
    QList<QByteArray> keys{plain, accessKey(docker({"/a:/a"})), accessKey(docker({"/a:/a:ro"}))};
    for (const RunnerMode mode : {RunnerMode::Shell, RunnerMode::DockerInDocker, RunnerMode::DockerSocket})
        keys << accessKey(ofMode(mode));
    RunnerSettings host = docker({"/cache"});
    host.networkMode = "host";
    keys << accessKey(host);
    RunnerSettings device = docker({"/cache"});
    device.devices = {"/dev/kvm"};
    keys << accessKey(device);
    device.devices = {"/dev/fuse"};
    keys << accessKey(device);
    QCOMPARE(QSet<QByteArray>(keys.begin(), keys.end()).size(), keys.size());
}

void TestRunAccess::deniesNoMountThatThereIs()
{
    QVERIFY(runAccess(docker()).last().text.contains(u"home folder and your working tree are not mounted"_s));
    QVERIFY(!runAccess(docker({"/home/ann:/home/ann"})).last().text.contains(u"not mounted"_s));
}

void TestRunAccess::namesTheMode()
{
    for (const RunnerMode mode : {RunnerMode::Shell, RunnerMode::DockerInDocker, RunnerMode::DockerSocket})
        QCOMPARE(modeWord(ofMode(mode)), toText(mode));
    QCOMPARE(modeWord(docker({"/cache"})), QStringLiteral("docker"));
}

QTEST_GUILESS_MAIN(TestRunAccess)
#include "tst_run_access.moc"
