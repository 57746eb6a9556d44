// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// config.toml: what is written for a mode, how existing files are patched, and what is read from them.
#include "core/runner/runner_mode.h"

#include <QTest>

using namespace stagecraft;
using namespace stagecraft::runner;

namespace {

ModeOptions mode(RunnerMode mode, bool tls = true)
{
    ModeOptions options;
    options.mode = mode;
    options.tls = tls;
    return options;
}

QByteArray patched(const QByteArray &config, const ModeOptions &options)
{
    const text::TextBuffer buffer(config);
    const auto patch = patchConfigToml(buffer, options);
    if (!patch)
        return "REFUSED " + patch.error().message.toUtf8();
    const QByteArray after = patch->appliedTo(config);
    if (patch->inverse(config).appliedTo(after) != config)
        return "NOT INVERTIBLE";
    return after;
}

const QByteArray head = "concurrent = 4\ncheck_interval = 0\nconnection_max_age = \"15m0s\"\nshutdown_timeout = 0\n\n"
                        "[session_server]\n  session_timeout = 1800\n\n";

const QByteArray handWritten =
    "# our machines\n"
    "concurrent = 2   # two at once\n"
    "\n"
    "[[runners]]\n"
    "  # belongs to team é\n"
    "  name = \"builder\"\n"
    "  url = \"https://git.example.org\"\n"
    "  token = \"glrt-secret\"  # do not share\n"
    "  executor = \"docker\"\n"
    "  [runners.docker]\n"
    "    image = \"ruby:3.3\"\n"
    "    privileged = true # for dind\n"
    "    pull_policy = [\"if-not-present\"]\n"
    "    volumes = [\n"
    "      \"/certs/client\", # TLS\n"
    "      \"/srv/cache:/cache\",\n"
    "    ]\n"
    "\n"
    "# the other one\n"
    "[[runners]]\n"
    "  name = \"other\"\n"
    "  executor = \"kubernetes\"\n"
    "  [runners.cache.s3]\n"
    "    BucketName = \"b\"\n";

} // namespace

class TestConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAWholeFile_data();
    void writesAWholeFile();
    void patchesAHandWrittenFile_data();
    void patchesAHandWrittenFile();
    void switchingAroundGivesTheSameBytes_data();
    void switchingAroundGivesTheSameBytes();
    void patchingTwiceChangesNothing_data();
    void patchingTwiceChangesNothing();
    void anEmptyFileBecomesAWholeOne();
    void aRunnerOfAnotherNameIsAppended();
    void aRunnerOfAnotherKindIsLeftAlone();
    void identityIsSetOnlyWhenGiven();
    void keepsLineEndings();
    void saysWhereAFileIsNotToml();
    void quotesNames();
    void readsTheModeBack_data();
    void readsTheModeBack();
    void noModeForAPlainDockerRunner();
    void readsSettings();
    void settingsOfAMode();
    void limitsOfStages();
    void directoriesOfTheRunnerAreNotUsed();
    void refusesUnknownExecutors();
    void onlySomeFormsOfTablesArePatched_data();
    void onlySomeFormsOfTablesArePatched();
};

void TestConfig::writesAWholeFile_data()
{
    QTest::addColumn<ModeOptions>("options");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray identity = "  url = \"https://gitlab.example.com\"\n  token = \"glrt-REPLACE_ME\"\n";
    const QByteArray docker = "  [runners.docker]\n    tls_verify = false\n    image = \"docker:29-cli\"\n";
    const QByteArray network = "  [runners.feature_flags]\n    FF_NETWORK_PER_BUILD = true\n";
    QTest::newRow("shell") << mode(RunnerMode::Shell)
                           << head + "[[runners]]\n  name = \"shell-runner\"\n" + identity
            + "  executor = \"shell\"\n  shell = \"bash\"\n  builds_dir = \"/home/gitlab-runner/builds\"\n"
              "  cache_dir = \"/home/gitlab-runner/cache\"\n";
    QTest::newRow("dind") << mode(RunnerMode::DockerInDocker)
                          << head + "[[runners]]\n  name = \"dind-tls\"\n" + identity + "  executor = \"docker\"\n" + network
            + docker + "    privileged = true\n    disable_cache = false\n    volumes = [\"/certs/client\", \"/cache\"]\n";
    QTest::newRow("dind without TLS")
        << mode(RunnerMode::DockerInDocker, false)
        << head + "[[runners]]\n  name = \"dind-plain\"\n" + identity
            + "  executor = \"docker\"\n  environment = [\"DOCKER_TLS_CERTDIR=\"]\n" + network + docker
            + "    privileged = true\n    disable_cache = false\n    volumes = [\"/cache\"]\n";
    QTest::newRow("socket")
        << mode(RunnerMode::DockerSocket)
        << head + "[[runners]]\n  name = \"socket\"\n" + identity + "  executor = \"docker\"\n" + docker
            + "    privileged = false\n    disable_cache = false\n"
              "    volumes = [\"/var/run/docker.sock:/var/run/docker.sock\", \"/cache\"]\n";
}

void TestConfig::writesAWholeFile()
{
    QFETCH(ModeOptions, options);
    QFETCH(QByteArray, expected);
    QCOMPARE(configToml(options), expected);
}

void TestConfig::patchesAHandWrittenFile_data()
{
    QTest::addColumn<ModeOptions>("options");
    QTest::addColumn<QList<std::pair<QByteArray, QByteArray>>>("replacements");
    ModeOptions socket = mode(RunnerMode::DockerSocket);
    socket.runnerName = QStringLiteral("builder");
    QTest::newRow("socket") << socket
                            << QList<std::pair<QByteArray, QByteArray>>{
                                   {"privileged = true # for dind", "privileged = false # for dind"},
                                   {"\"/certs/client\", # TLS", "\"/var/run/docker.sock:/var/run/docker.sock\", # TLS"}};
    QTest::newRow("first runner with the executor when no name is given")
        << mode(RunnerMode::DockerSocket)
        << QList<std::pair<QByteArray, QByteArray>>{
               {"privileged = true # for dind", "privileged = false # for dind"},
               {"\"/certs/client\", # TLS", "\"/var/run/docker.sock:/var/run/docker.sock\", # TLS"}};
    ModeOptions dind = mode(RunnerMode::DockerInDocker);
    dind.runnerName = QStringLiteral("builder");
    QTest::newRow("dind") << dind
                          << QList<std::pair<QByteArray, QByteArray>>{
                                 {"  [runners.docker]\n",
                                  "  [runners.feature_flags]\n    FF_NETWORK_PER_BUILD = true\n  [runners.docker]\n"}};
    ModeOptions plain = dind;
    plain.tls = false;
    QTest::newRow("dind without TLS")
        << plain
        << QList<std::pair<QByteArray, QByteArray>>{
               {"  executor = \"docker\"\n", "  executor = \"docker\"\n  environment = [\"DOCKER_TLS_CERTDIR=\"]\n"},
               {"  [runners.docker]\n",
                "  [runners.feature_flags]\n    FF_NETWORK_PER_BUILD = true\n  [runners.docker]\n"},
               {"      \"/certs/client\", # TLS\n", ""}};
    ModeOptions shell = mode(RunnerMode::Shell);
    shell.runnerName = QStringLiteral("builder");
    QTest::newRow("shell: the docker table of the user stays")
        << shell
        << QList<std::pair<QByteArray, QByteArray>>{
               {"  executor = \"docker\"\n",
                "  executor = \"shell\"\n  shell = \"bash\"\n  builds_dir = \"/home/gitlab-runner/builds\"\n"
                "  cache_dir = \"/home/gitlab-runner/cache\"\n"}};
}

void TestConfig::patchesAHandWrittenFile()
{
    QFETCH(ModeOptions, options);
    using Replacements = QList<std::pair<QByteArray, QByteArray>>;
    QFETCH(Replacements, replacements);
    QByteArray expected = handWritten;
    for (const auto &[before, after] : replacements) {
        QVERIFY(expected.contains(before));
        expected.replace(before, after);
    }
    QCOMPARE(patched(handWritten, options), expected);
}

void TestConfig::switchingAroundGivesTheSameBytes_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::newRow("shell") << configToml(mode(RunnerMode::Shell));
    QTest::newRow("dind") << configToml(mode(RunnerMode::DockerInDocker));
    QTest::newRow("plain") << configToml(mode(RunnerMode::DockerInDocker, false));
    QTest::newRow("socket") << configToml(mode(RunnerMode::DockerSocket));
}

void TestConfig::switchingAroundGivesTheSameBytes()
{
    QFETCH(QByteArray, config);
    const auto start = modeOf(text::TextBuffer(config));
    QVERIFY(start);
    for (const RunnerMode first : {RunnerMode::Shell, RunnerMode::DockerInDocker, RunnerMode::DockerSocket}) {
        for (const RunnerMode second : {RunnerMode::Shell, RunnerMode::DockerInDocker, RunnerMode::DockerSocket}) {
            for (const bool tls : {true, false}) {
                const QByteArray there = patched(config, mode(first, tls));
                QCOMPARE(modeOf(text::TextBuffer(there))->mode, first);
                const QByteArray further = patched(there, mode(second, !tls));
                QCOMPARE(patched(further, mode(start->mode, start->tls)), config);
            }
        }
    }
}

void TestConfig::patchingTwiceChangesNothing_data()
{
    QTest::addColumn<ModeOptions>("options");
    QTest::newRow("shell") << mode(RunnerMode::Shell);
    QTest::newRow("dind") << mode(RunnerMode::DockerInDocker);
    QTest::newRow("plain") << mode(RunnerMode::DockerInDocker, false);
    QTest::newRow("socket") << mode(RunnerMode::DockerSocket);
}

void TestConfig::patchingTwiceChangesNothing()
{
    QFETCH(ModeOptions, options);
    options.runnerName = QStringLiteral("builder");
    const QByteArray once = patched(handWritten, options);
    QCOMPARE(patched(once, options), once);
    QCOMPARE(patched(configToml(options), options), configToml(options));
}

void TestConfig::anEmptyFileBecomesAWholeOne()
{
    const ModeOptions options = mode(RunnerMode::DockerInDocker);
    QCOMPARE(patched({}, options), configToml(options));
}

void TestConfig::aRunnerOfAnotherNameIsAppended()
{
    ModeOptions options = mode(RunnerMode::DockerSocket);
    options.runnerName = QStringLiteral("mine");
    const QByteArray after = patched(handWritten, options);
    QVERIFY(after.startsWith(handWritten + "\n[[runners]]\n  name = \"mine\"\n"));
    QCOMPARE(patched("concurrent = 1", options).left(28), QByteArray("concurrent = 1\n\n[[runners]]\n"));
}

void TestConfig::aRunnerOfAnotherKindIsLeftAlone()
{
    const QByteArray config = "[[runners]]\nname = \"k\"\nexecutor = \"kubernetes\"\n";
    const QByteArray after = patched(config, mode(RunnerMode::Shell));
    QVERIFY2(after.startsWith(config + "\n[[runners]]\n"), after);
}

void TestConfig::identityIsSetOnlyWhenGiven()
{
    ModeOptions options = mode(RunnerMode::DockerInDocker);
    options.runnerName = QStringLiteral("builder");
    QVERIFY(patched(handWritten, options).contains("token = \"glrt-secret\"  # do not share"));
    options.token = QStringLiteral("glrt-new");
    options.url = QStringLiteral("https://gitlab.com");
    const QByteArray after = patched(handWritten, options);
    QVERIFY(after.contains("token = \"glrt-new\"  # do not share"));
    QVERIFY(after.contains("url = \"https://gitlab.com\""));
}

void TestConfig::keepsLineEndings()
{
    QByteArray windows = handWritten;
    windows.replace("\n", "\r\n");
    const QByteArray after = patched(windows, mode(RunnerMode::DockerInDocker, false));
    QVERIFY(after != windows);
    QCOMPARE(after.count('\n'), after.count("\r\n"));

    const QByteArray open = "[[runners]]\nname = \"a\"\nexecutor = \"shell\"";
    const QByteArray docker = patched(open, mode(RunnerMode::DockerSocket));
    QVERIFY2(docker.contains("executor = \"docker\"\nurl = "), docker);
    QVERIFY2(docker.contains("\n  [runners.docker]\n"), docker);
    QVERIFY(modeOf(text::TextBuffer(docker)));
}

void TestConfig::saysWhereAFileIsNotToml()
{
    const text::TextBuffer config(QByteArray("concurrent = 1\n[[runners]]\n  name = é\n"));
    const auto patch = patchConfigToml(config, mode(RunnerMode::Shell));
    QVERIFY(!patch);
    QCOMPARE(patch.error().position.line, 2);
    QCOMPARE(patch.error().id, QStringLiteral("toml-syntax"));
    QVERIFY(!runnerSettings(config));
    QVERIFY(!modeOf(config));
    QVERIFY(!patchConfigToml(text::TextBuffer(QByteArray("name = \"\xff\"\n")), mode(RunnerMode::Shell)));
    QVERIFY(!patchConfigToml(text::TextBuffer(QByteArray("a = " + QByteArray(100000, '['))), mode(RunnerMode::Shell)));
}

void TestConfig::quotesNames()
{
    ModeOptions options = mode(RunnerMode::Shell);
    options.runnerName = QStringLiteral("say \"hi\" \\ \u00e9\n");
    const auto read = modeOf(text::TextBuffer(configToml(options)));
    QVERIFY(read);
    QCOMPARE(read->runnerName, options.runnerName);
}

void TestConfig::readsTheModeBack_data()
{
    patchingTwiceChangesNothing_data();
}

void TestConfig::readsTheModeBack()
{
    QFETCH(ModeOptions, options);
    options.runnerName = QStringLiteral("r");
    options.concurrent = 7;
    options.cliImage = QStringLiteral("docker:cli");
    options.token = QStringLiteral("glrt-secret");
    const auto read = modeOf(text::TextBuffer(configToml(options)));
    QVERIFY(read);
    QCOMPARE(read->mode, options.mode);
    QCOMPARE(read->concurrent, 7);
    QCOMPARE(read->runnerName, options.runnerName);
    QVERIFY2(read->token != options.token, "a token is a secret and is not handed around");
    if (options.mode == RunnerMode::DockerInDocker) {
        QCOMPARE(read->tls, options.tls);
        QCOMPARE(read->cliImage, options.cliImage);
    }
}

void TestConfig::noModeForAPlainDockerRunner()
{
    QVERIFY(!modeOf(text::TextBuffer(QByteArray("[[runners]]\nexecutor = \"docker\"\n[runners.docker]\nimage = \"a\"\n"))));
    QVERIFY(!modeOf(text::TextBuffer(QByteArray("concurrent = 1\n"))));
    QVERIFY(!modeOf(text::TextBuffer()));
}

void TestConfig::readsSettings()
{
    const auto settings = runnerSettings(text::TextBuffer(QByteArray(R"(
[[runners]]
  name = "r"
  executor = "docker"
  environment = ["A=1", "B=x y"]
  [runners.feature_flags]
    FF_NETWORK_PER_BUILD = false
  [runners.docker]
    image = "alpine"
    privileged = true
    services_privileged = false
    pull_policy = "never"
    extra_hosts = ["h:10.0.0.1"]
    network_mode = "host"
    helper_image = "helper"
    volumes = ["/cache"]
    wait_for_services_timeout = -1
    [[runners.docker.services]]
      name = "docker:29-dind"
      alias = "docker"
      command = ["--mtu=1360"]
      environment = ["X=1"]
)")));
    QVERIFY(settings);
    QCOMPARE(settings->executor, RunnerSettings::Executor::Docker);
    QCOMPARE(settings->environment, (std::vector<std::string>{"A=1", "B=x y"}));
    QCOMPARE(settings->defaultImage, std::string("alpine"));
    QVERIFY(settings->privileged);
    QCOMPARE(settings->servicesPrivileged, std::optional(false));
    QCOMPARE(settings->pullPolicy, std::vector<std::string>{"never"});
    QCOMPARE(settings->extraHosts, std::vector<std::string>{"h:10.0.0.1"});
    QCOMPARE(settings->networkMode, std::string("host"));
    QCOMPARE(settings->helperImage, std::string("helper"));
    QCOMPARE(settings->volumes, std::vector<std::string>{"/cache"});
    QCOMPARE(settings->waitForServicesSeconds, -1);
    QVERIFY(!settings->networkPerBuild);
    QCOMPARE(settings->services.size(), std::size_t(1));
    QCOMPARE(settings->services[0].alias, std::string("docker"));
    QCOMPARE(settings->services[0].command, std::vector<std::string>{"--mtu=1360"});
}

void TestConfig::settingsOfAMode()
{
    for (const RunnerMode kind : {RunnerMode::Shell, RunnerMode::DockerInDocker, RunnerMode::DockerSocket}) {
        for (const bool tls : {true, false}) {
            const ModeOptions options = mode(kind, tls);
            const RunnerSettings direct = runnerSettings(options);
            const auto read = runnerSettings(text::TextBuffer(configToml(options)));
            QVERIFY(read);
            QCOMPARE(direct.executor, read->executor);
            QCOMPARE(direct.volumes, read->volumes);
            QCOMPARE(direct.privileged, read->privileged);
            QCOMPARE(direct.environment, read->environment);
            QCOMPARE(direct.defaultImage, read->defaultImage);
            QCOMPARE(direct.name, read->name);
        }
    }
}

void TestConfig::limitsOfStages()
{
    const auto settings = runnerSettings(text::TextBuffer(
        QByteArray("[[runners]]\nexecutor = \"shell\"\nprepare_timeout = \"1m30s\"\nget_sources_timeout = \"5m\"\n")));
    QVERIFY(settings);
    QVERIFY(settings->prepareTimeout == std::chrono::seconds(90));
    QVERIFY(settings->getSourcesTimeout == std::chrono::minutes(5));
    QVERIFY(settings->notes.empty());
    const auto malformed = runnerSettings(
        text::TextBuffer(QByteArray("[[runners]]\nexecutor = \"shell\"\nprepare_timeout = \"soon\"\n")));
    QVERIFY(malformed->prepareTimeout == std::chrono::seconds(0));
    QCOMPARE(malformed->notes.size(), std::size_t(1));
}

void TestConfig::directoriesOfTheRunnerAreNotUsed()
{
    const QByteArray lines = "builds_dir = \"/srv/builds\"\ncache_dir = \"/srv/cache\"\n";
    const auto shell = runnerSettings(text::TextBuffer("[[runners]]\nexecutor = \"shell\"\n" + lines));
    QVERIFY(shell);
    QVERIFY(shell->buildsDirectory.empty());
    const std::string ownCache = "config.toml: cache_dir has no effect here. Caches of local runs are kept by Stagecraft.";
    QCOMPARE(shell->notes,
             (std::vector<std::string>{ownCache, "config.toml: builds_dir has no effect here. Local jobs that run in shells work in "
                                                 "directories of their run, which removes them."}));
    const auto docker = runnerSettings(text::TextBuffer("[[runners]]\nexecutor = \"docker\"\n" + lines));
    QVERIFY(docker);
    QCOMPARE(docker->buildsDirectory, std::string("/srv/builds")); // of the containers
    QCOMPARE(docker->notes, std::vector<std::string>{ownCache});
}

void TestConfig::refusesUnknownExecutors()
{
    const auto settings = runnerSettings(text::TextBuffer(QByteArray("[[runners]]\nexecutor = \"ssh\"\n")));
    QVERIFY(!settings);
    QVERIFY(settings.error().message.contains(QStringLiteral("\"ssh\"")));
    const auto first = runnerSettings(text::TextBuffer(
        QByteArray("[[runners]]\nname = \"a\"\nexecutor = \"shell\"\n[[runners]]\nname = \"b\"\nexecutor = \"ssh\"\n")));
    QVERIFY(first);
    QCOMPARE(first->name, std::string("a"));
    QCOMPARE(first->notes, std::vector<std::string>{"config.toml: of its 2 runners, only the first is obeyed here."});
    QVERIFY(!runnerSettings(text::TextBuffer()));
}

void TestConfig::onlySomeFormsOfTablesArePatched_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::newRow("inline docker table")
        << QByteArray("[[runners]]\nexecutor = \"docker\"\ndocker = { image = \"a\", privileged = true, volumes = [\"/certs/client\"] }\n");
    QTest::newRow("dotted docker table")
        << QByteArray("[[runners]]\nexecutor = \"docker\"\ndocker.image = \"a\"\ndocker.privileged = true\n");
    QTest::newRow("no docker table") << QByteArray("[[runners]]\nexecutor = \"docker\"\n");
    QTest::newRow("inline runner") << QByteArray("runners = [ { executor = \"docker\" } ]\n");
    QTest::newRow("no runner in the list") << QByteArray("runners = []\n");
    QTest::newRow("implied docker table")
        << QByteArray("[[runners]]\nexecutor = \"docker\"\n[runners.docker.sysctls]\n\"a.b\" = \"1\"\n");
    QTest::newRow("quoted keys") << QByteArray("[[\"runners\"]]\n\"executor\" = 'docker'\n[ runners . \"docker\" ]\n'image'='x'\n");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF[[runners]]\nexecutor = \"docker\"\n[runners.docker]\nimage='x'\n");
}

/// Whatever the form: the result is what was asked for, or a reason.
void TestConfig::onlySomeFormsOfTablesArePatched()
{
    QFETCH(QByteArray, config);
    for (const RunnerMode kind : {RunnerMode::Shell, RunnerMode::DockerInDocker, RunnerMode::DockerSocket}) {
        const QByteArray after = patched(config, mode(kind));
        if (after.startsWith("REFUSED"))
            continue;
        const auto read = modeOf(text::TextBuffer(after));
        QVERIFY2(read, after);
        QVERIFY2(read->mode == kind, after);
        if (kind == RunnerMode::DockerInDocker)
            QVERIFY2(read->tls, after);
    }
}

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
