// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The register command, as a user pastes it, and the guide beside it.
#include "core/runner/runner_mode.h"

#include <QProcess>
#include <QTest>

using namespace stagecraft::runner;

class TestRegisterCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheCommand_data();
    void writesTheCommand();
    void everyValueSurvivesTheShell();
    void guidesNameTheirCosts_data();
    void guidesNameTheirCosts();
};

void TestRegisterCommand::writesTheCommand_data()
{
    QTest::addColumn<RunnerMode>("mode");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<bool>("legacy");
    QTest::addColumn<QString>("expected");
    const QString head = QStringLiteral("sudo gitlab-runner register \\\n  --non-interactive \\\n"
                                        "  --url 'https://gitlab.example.com' \\\n");
    const QString token = QStringLiteral("  --token 'glrt-REPLACE_ME' \\\n");
    QTest::newRow("shell") << RunnerMode::Shell << true << false
                           << head + token
            + QStringLiteral("  --description 'shell-runner' \\\n  --executor 'shell' \\\n  --shell 'bash' \\\n"
                             "  --builds-dir '/home/gitlab-runner/builds' \\\n  --cache-dir '/home/gitlab-runner/cache'");
    QTest::newRow("dind") << RunnerMode::DockerInDocker << true << false
                          << head + token
            + QStringLiteral("  --description 'dind-tls' \\\n  --executor 'docker' \\\n  --docker-image 'docker:29-cli' \\\n"
                             "  --docker-privileged \\\n  --docker-volumes '/certs/client' \\\n  --docker-volumes '/cache' \\\n"
                             "  --feature-flags '{\"FF_NETWORK_PER_BUILD\": true}'");
    QTest::newRow("plain") << RunnerMode::DockerInDocker << false << false
                           << head + token
            + QStringLiteral("  --description 'dind-plain' \\\n  --executor 'docker' \\\n  --docker-image 'docker:29-cli' \\\n"
                             "  --docker-privileged \\\n  --docker-volumes '/cache' \\\n"
                             "  --feature-flags '{\"FF_NETWORK_PER_BUILD\": true}' \\\n  --env 'DOCKER_TLS_CERTDIR='");
    QTest::newRow("legacy socket")
        << RunnerMode::DockerSocket << true << true
        << head
            + QStringLiteral("  --registration-token 'REPLACE_ME' \\\n  --tag-list 'docker,socket' \\\n"
                             "  --run-untagged='true' \\\n  --locked='false' \\\n  --access-level 'not_protected' \\\n"
                             "  --description 'socket' \\\n  --executor 'docker' \\\n  --docker-image 'docker:29-cli' \\\n"
                             "  --docker-volumes '/var/run/docker.sock:/var/run/docker.sock' \\\n"
                             "  --docker-volumes '/cache'");
}

void TestRegisterCommand::writesTheCommand()
{
    QFETCH(RunnerMode, mode);
    QFETCH(bool, tls);
    QFETCH(bool, legacy);
    QFETCH(QString, expected);
    ModeOptions options;
    options.mode = mode;
    options.tls = tls;
    options.legacyRegistration = legacy;
    QCOMPARE(registerCommand(options), expected);
}

void TestRegisterCommand::everyValueSurvivesTheShell()
{
    ModeOptions options;
    options.runnerName = QStringLiteral("it's $(touch x) `id` \"q\" \\ \u00e9; rm -rf /");
    options.cliImage = QStringLiteral("a'b");
    QString command = registerCommand(options);
    command.replace(QLatin1String("sudo gitlab-runner register"), QLatin1String("printf '%s\\n'"));
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command});
    QVERIFY(shell.waitForFinished());
    const QStringList words = QString::fromUtf8(shell.readAllStandardOutput()).split(QLatin1Char('\n'));
    QVERIFY(words.contains(options.runnerName));
    QVERIFY(words.contains(options.cliImage));
    QVERIFY(words.contains(QStringLiteral("{\"FF_NETWORK_PER_BUILD\": true}")));
}

void TestRegisterCommand::guidesNameTheirCosts_data()
{
    QTest::addColumn<RunnerMode>("mode");
    QTest::addColumn<QString>("command");
    QTest::newRow("shell") << RunnerMode::Shell << QStringLiteral("sudo usermod -aG docker gitlab-runner");
    QTest::newRow("dind") << RunnerMode::DockerInDocker << QStringLiteral("sudo docker info");
    QTest::newRow("socket") << RunnerMode::DockerSocket << QStringLiteral("sudo usermod -aG docker gitlab-runner");
}

void TestRegisterCommand::guidesNameTheirCosts()
{
    QFETCH(RunnerMode, mode);
    QFETCH(QString, command);
    ModeOptions options;
    options.mode = mode;
    const ModeGuide text = guide(options);
    QVERIFY(std::ranges::any_of(text.risks, [](const Risk &risk) { return risk.text.contains(QLatin1String("root")); }));
    QVERIFY(std::ranges::any_of(text.steps, [&](const SetupStep &step) { return step.command == command; }));
    QVERIFY(std::ranges::any_of(text.steps, [&](const SetupStep &step) { return step.command == registerCommand(options); }));
}

QTEST_GUILESS_MAIN(TestRegisterCommand)
#include "tst_register_command.moc"
