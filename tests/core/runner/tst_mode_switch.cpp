// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Switching a mode in both files, and what is said when the files do not fit together.
#include "core/runner/runner_mode.h"

#include <QTest>

using namespace stagecraft;
using namespace stagecraft::runner;

namespace {

ModeOptions mode(RunnerMode kind, bool tls = true)
{
    ModeOptions options;
    options.mode = kind;
    options.tls = tls;
    return options;
}

struct Files {
    QByteArray pipeline;
    QByteArray config;
    QStringList notes = {};
    bool operator==(const Files &other) const { return pipeline == other.pipeline && config == other.config; }
};

Files switched(const Files &files, const ModeOptions &options)
{
    const auto change = switchMode(text::TextBuffer(files.pipeline), text::TextBuffer(files.config), options);
    if (!change)
        return {"REFUSED " + change.error().message.toUtf8(), {}};
    return {change->pipelinePatch.appliedTo(files.pipeline), change->configPatch.appliedTo(files.config), change->notes};
}

const QByteArray plainPipeline = "# our pipeline\n\nstages: [build, test]\n\nbuild: # first\n  stage: build\n  script:\n    - docker build .\n";

} // namespace

class TestModeSwitch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesWhatDindNeeds();
    void writesWhatPlainDindNeeds();
    void keepsDeprecatedTopLevelKeys();
    void roundTripsGiveTheSameBytes_data();
    void roundTripsGiveTheSameBytes();
    void keepsWhatTheUserSet();
    void aSwitchedPairFits_data();
    void aSwitchedPairFits();
    void findsProblems_data();
    void findsProblems();
    void fixesAreApplicable();
    void fixesReachTheOtherFile_data();
    void fixesReachTheOtherFile();
};

void TestModeSwitch::writesWhatDindNeeds()
{
    const Files files = switched({plainPipeline, {}}, mode(RunnerMode::DockerInDocker));
    QCOMPARE(files.pipeline,
             QByteArray("# our pipeline\n\nstages: [build, test]\n\ndefault:\n  image: docker:29-cli\n  services:\n    - docker:29-dind\n\n"
                        "variables:\n  DOCKER_HOST: tcp://docker:2376\n  DOCKER_TLS_CERTDIR: /certs\n  DOCKER_TLS_VERIFY: \"1\"\n"
                        "  DOCKER_CERT_PATH: $DOCKER_TLS_CERTDIR/client\n\nbuild: # first\n  stage: build\n  script:\n    - docker build .\n"));
    QCOMPARE(files.config, configToml(mode(RunnerMode::DockerInDocker)));
}

void TestModeSwitch::writesWhatPlainDindNeeds()
{
    const QByteArray before = "variables:\n  A: b # c\ndefault:\n  image: ruby\n\njob:\n  image: x\n  script: y\n";
    const Files files = switched({before, {}}, mode(RunnerMode::DockerInDocker, false));
    QCOMPARE(files.pipeline,
             QByteArray("variables:\n  A: b # c\n  DOCKER_HOST: tcp://docker:2375\n  DOCKER_TLS_CERTDIR: \"\"\ndefault:\n  image: ruby\n"
                        "  services:\n    - docker:29-dind\n\njob:\n  image: x\n  script: y\n"));
    QCOMPARE(files.notes.size(), 1);
}

void TestModeSwitch::keepsDeprecatedTopLevelKeys()
{
    const QByteArray before = "image: docker:24\nservices:\n  - redis\n\njob:\n  script: y\n";
    const Files files = switched({before, {}}, mode(RunnerMode::DockerInDocker));
    QVERIFY2(files.pipeline.startsWith("image: docker:24\nservices:\n  - redis\n  - docker:29-dind\n"), files.pipeline);
    QVERIFY(!files.pipeline.contains("default:"));
}

void TestModeSwitch::roundTripsGiveTheSameBytes_data()
{
    QTest::addColumn<QByteArray>("pipeline");
    QTest::newRow("plain") << plainPipeline;
    QTest::newRow("only jobs") << QByteArray("a:\n  script: x\n\nb:\n  script: y");
    QTest::newRow("with variables") << QByteArray("variables:\n  A: b # c\n\na:\n  script: x\n");
    QTest::newRow("with default") << QByteArray("default:\n  tags: [x]\n\na:\n  script: x\n");
    QTest::newRow("with services") << QByteArray("services: [redis]\n\na:\n  script: x\n");
    QTest::newRow("windows") << QByteArray("a:\r\n  script: x\r\n");
}

void TestModeSwitch::roundTripsGiveTheSameBytes()
{
    QFETCH(QByteArray, pipeline);
    const Files shell = {pipeline, configToml(mode(RunnerMode::Shell))};
    const QList<ModeOptions> modes = {mode(RunnerMode::DockerInDocker), mode(RunnerMode::DockerInDocker, false),
                                      mode(RunnerMode::DockerSocket)};
    for (const ModeOptions &first : modes) {
        const Files there = switched(shell, first);
        QCOMPARE(switched(there, first), there);
        QCOMPARE(switched(there, mode(RunnerMode::Shell)), shell);
        for (const ModeOptions &second : modes)
            QCOMPARE(switched(switched(there, second), first), there);
    }
}

void TestModeSwitch::keepsWhatTheUserSet()
{
    const QByteArray before = "variables:\n  DOCKER_HOST: tcp://build.example.org:2376\n\njob:\n  script: y\n  services: [redis]\n";
    const Files files = switched({before, {}}, mode(RunnerMode::DockerInDocker));
    QVERIFY(files.pipeline.contains("DOCKER_HOST: tcp://build.example.org:2376\n"));
    QVERIFY(std::ranges::any_of(files.notes, [](const QString &note) { return note.contains(QLatin1String("DOCKER_HOST")); }));
    QVERIFY(std::ranges::any_of(files.notes, [](const QString &note) { return note.contains(QLatin1String("job")); }));
    QVERIFY(switched({"a: [\n", {}}, mode(RunnerMode::Shell)).pipeline.contains("a: ["));
    QVERIFY(switched({"a: [\n", {}}, mode(RunnerMode::DockerInDocker)).pipeline.startsWith("REFUSED"));
}

void TestModeSwitch::aSwitchedPairFits_data()
{
    QTest::addColumn<ModeOptions>("options");
    QTest::newRow("shell") << mode(RunnerMode::Shell);
    QTest::newRow("dind") << mode(RunnerMode::DockerInDocker);
    QTest::newRow("plain") << mode(RunnerMode::DockerInDocker, false);
    QTest::newRow("socket") << mode(RunnerMode::DockerSocket);
}

void TestModeSwitch::aSwitchedPairFits()
{
    QFETCH(ModeOptions, options);
    const Files files = switched({plainPipeline, {}}, options);
    QVERIFY(matchingProblems(text::TextBuffer(files.pipeline), text::TextBuffer(files.config), {}, {}).empty());
}

void TestModeSwitch::findsProblems_data()
{
    QTest::addColumn<QByteArray>("pipeline");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("id");
    const QByteArray dind = configToml(mode(RunnerMode::DockerInDocker));
    const QByteArray socket = configToml(mode(RunnerMode::DockerSocket));
    const QByteArray service = "default:\n  services: [docker:29-dind]\na:\n  script: x\n";
    const QByteArray mirrored = "a:\n  services: [r.example.org/hub/docker:29-dind]\n  script: x\n";
    QTest::newRow("not privileged") << service << QByteArray(dind).replace("privileged = true", "privileged = false") << QStringLiteral("dind-not-privileged");
    QTest::newRow("port without TLS") << "variables:\n  DOCKER_HOST: tcp://docker:2375\n" + service << dind << QStringLiteral("docker-port");
    QTest::newRow("port with TLS") << "variables:\n  DOCKER_HOST: tcp://docker:2376\n  DOCKER_TLS_CERTDIR: ''\n" + service << dind << QStringLiteral("docker-port");
    QTest::newRow("socket and dind") << service << socket << QStringLiteral("socket-with-dind");
    QTest::newRow("host with socket") << QByteArray("variables:\n  DOCKER_HOST: tcp://docker:2376\na:\n  script: x\n") << socket << QStringLiteral("docker-host-with-socket");
    QTest::newRow("no certificates") << service << QByteArray(dind).replace("\"/certs/client\", ", "") << QStringLiteral("certificates-not-shared");
    QTest::newRow("alias") << mirrored << dind << QStringLiteral("dind-alias");
    QTest::newRow("dind in shell") << service << configToml(mode(RunnerMode::Shell)) << QStringLiteral("dind-in-shell");
    QTest::newRow("no dind") << QByteArray("variables:\n  DOCKER_HOST: tcp://docker:2376\na:\n  script: x\n") << dind << QStringLiteral("docker-host-without-dind");
    QTest::newRow("localhost") << "variables:\n  DOCKER_HOST: tcp://localhost:2376\n" + service << dind << QStringLiteral("docker-host-localhost");
    QTest::newRow("command") << QByteArray("a:\n  services:\n    - name: docker:dind\n      command: [dockerd, --mtu=1360]\n  script: x\n") << dind << QStringLiteral("dind-command");
    QTest::newRow("not TOML") << service << QByteArray("a = \n") << QStringLiteral("toml-syntax");
}

void TestModeSwitch::findsProblems()
{
    QFETCH(QByteArray, pipeline);
    QFETCH(QByteArray, config);
    QFETCH(QString, id);
    const auto problems = matchingProblems(text::TextBuffer(pipeline), text::TextBuffer(config), QStringLiteral(".gitlab-ci.yml"), QStringLiteral("config.toml"));
    QCOMPARE(problems.size(), std::size_t(1));
    QCOMPARE(problems.front().id, id);
    QVERIFY(!problems.front().file.isEmpty());
}

void TestModeSwitch::fixesAreApplicable()
{
    const QByteArray dind = configToml(mode(RunnerMode::DockerInDocker));
    const QByteArray pipeline = "variables:\n  DOCKER_HOST: tcp://docker:2375\na:\n  services: [r.example.org/docker:dind]\n  script: x\n";
    QByteArray text = pipeline;
    for (int round = 0; round < 3; ++round) {
        const auto problems = matchingProblems(text::TextBuffer(text), text::TextBuffer(dind), {}, {});
        if (problems.empty())
            break;
        QVERIFY(problems.front().fixes.size() == 1);
        text = problems.front().fixes.front().patch.appliedTo(text);
    }
    QVERIFY2(matchingProblems(text::TextBuffer(text), text::TextBuffer(dind), {}, {}).empty(), text);
}

void TestModeSwitch::fixesReachTheOtherFile_data()
{
    QTest::addColumn<QByteArray>("docker");
    QTest::addColumn<QByteArray>("fixed");
    QTest::newRow("not privileged") << QByteArray("  image = \"a\" # mine\n  privileged = false\n  volumes = [\"/certs/client\"]\n")
                                    << QByteArray("  image = \"a\" # mine\n  privileged = true\n  volumes = [\"/certs/client\"]\n");
    QTest::newRow("no certificates") << QByteArray("  privileged = true\n  volumes = [\"/cache\"] # keep\n")
                                     << QByteArray("  privileged = true\n  volumes = [\"/certs/client\", \"/cache\"] # keep\n");
}

void TestModeSwitch::fixesReachTheOtherFile()
{
    QFETCH(QByteArray, docker);
    QFETCH(QByteArray, fixed);
    const QByteArray head = "concurrent = 2\n[[runners]]\n  executor = \"docker\"\n  [runners.docker]\n";
    const text::TextBuffer pipeline(QByteArray("a:\n  services: [docker:29-dind]\n  script: x\n"));
    const auto problems = matchingProblems(pipeline, text::TextBuffer(head + docker), QStringLiteral(".gitlab-ci.yml"), QStringLiteral("config.toml"));
    QCOMPARE(problems.size(), std::size_t(1));
    QCOMPARE(problems.front().file, QStringLiteral(".gitlab-ci.yml"));
    QVERIFY(problems.front().fixes.size() == 1);
    QCOMPARE(problems.front().fixes.front().file, QStringLiteral("config.toml"));
    QCOMPARE(problems.front().fixes.front().patch.appliedTo(head + docker), head + fixed);
    QVERIFY(matchingProblems(pipeline, text::TextBuffer(head + fixed), {}, {}).empty());
}

QTEST_GUILESS_MAIN(TestModeSwitch)
#include "tst_mode_switch.moc"
