// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 4: hostile texts in every field of a pipeline, in refs and in the runner's settings. Nothing on this machine executes them:
// a canary program that they name never runs, and the kernel tells each program that is executed with its arguments.
#include "core/base/remove_tree.h"
#include "core/expand/expand.h"
#include "core/runner/runner_mode.h"
#include "tests/e2e/cli_run.h"
#include "tests/support/require_docker.h"
#include "tests/trust/injection_texts.h"
#include "tests/trust/score.h"
#include "tests/trust/syscall_trap.h"

#include <QJsonArray>

#include <sys/stat.h>

using namespace stagecraft;
using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

namespace {

/// A YAML string in double quotes.
QByteArray quoted(const QByteArray &text)
{
    QByteArray json = QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact);
    return json.sliced(1, json.size() - 2);
}

/// A field of a job: what stands below the job's name, with "TEXT" for the text in quotes.
struct Field {
    const char *name;
    QByteArray lines;
    bool isOfContainers = false; ///< means something in containers only
};

std::vector<Field> fields()
{
    const QByteArray script = "script: [':']";
    std::vector<Field> all = {
        {"variable value", script + ", variables: {V: TEXT}"},
        {"variable value, not expanded", script + ", variables: {V: {value: TEXT, expand: false}}"},
        {"variable from a variable", script + ", variables: {W: TEXT, V: '$W'}"},
        {"variable name", script + ", variables: {TEXT: x}"},
        {"value of HOME", script + ", variables: {HOME: TEXT}"},
        {"value of GIT_STRATEGY", script + ", variables: {GIT_STRATEGY: TEXT}"},
        {"value of GIT_DEPTH", script + ", variables: {GIT_DEPTH: TEXT}"},
        {"value of GIT_CLONE_PATH", script + ", variables: {GIT_CLONE_PATH: TEXT}"},
        {"value of CI_PROJECT_PATH", script + ", variables: {CI_PROJECT_PATH: TEXT}"},
        {"image", script + ", image: TEXT", true},
        {"image through a variable", script + ", variables: {I: TEXT}, image: '$I'", true},
        {"user", script + ", image: {name: 'busybox:stable', docker: {user: TEXT}}", true},
        {"platform", script + ", image: {name: 'busybox:stable', docker: {platform: TEXT}}", true},
        {"entrypoint", script + ", image: {name: 'busybox:stable', entrypoint: [TEXT]}", true},
        {"service", script + ", image: 'busybox:stable', services: [TEXT]", true},
        {"service alias",
         script + ", image: 'busybox:stable', services: [{name: 'busybox:stable', alias: TEXT, command: [sleep, '5']}]",
         true},
        {"service command", script + ", image: 'busybox:stable', services: [{name: 'busybox:stable', command: [TEXT]}]",
         true},
        {"service entrypoint",
         script
             + ", image: 'busybox:stable', services: [{name: 'busybox:stable', entrypoint: [TEXT], command: [TEXT]}]",
         true},
        {"service variables",
         script
             + ", image: 'busybox:stable', services: [{name: 'busybox:stable', command: [sleep, '5'], variables: {V: TEXT, TEXT: x}}]",
         true},
        {"artifact path", script + ", artifacts: {paths: [TEXT]}"},
        {"artifact exclude", script + ", artifacts: {paths: ['.'], exclude: [TEXT]}"},
        {"artifact name", script + ", artifacts: {name: TEXT, paths: ['.']}"},
        {"report", script + ", artifacts: {reports: {junit: TEXT, dotenv: TEXT}}"},
        {"cache key", script + ", cache: {key: TEXT, paths: ['.gitlab-ci.yml']}"},
        {"cache path", script + ", cache: {key: a, paths: [TEXT]}"},
        {"cache key files", script + ", cache: {key: {files: [TEXT], prefix: TEXT}, paths: [a]}"},
        {"cache fallback keys", script + ", cache: {key: b, fallback_keys: [TEXT], paths: [a]}"},
        {"environment name", script + ", environment: TEXT"},
        {"environment url", script + ", environment: {name: a, url: TEXT}"},
        {"tags", script + ", tags: [TEXT]"},
        {"coverage", script + ", coverage: TEXT"},
        {"resource group", script + ", resource_group: TEXT"},
        {"rules:variables", script + ", rules: [{variables: {V: TEXT}}]"},
        {"rules:changes", script + ", rules: [{changes: [TEXT]}, {when: always}]"},
        {"rules:exists", script + ", rules: [{exists: [TEXT]}, {when: always}]"},
        {"rules:if", script + ", variables: {V: a}, rules: [{if: '$CI_COMMIT_BRANCH != \"TEXT\"'}]"},
        {"only:refs", script + ", except: [TEXT]"},
        {"matrix", script + ", parallel: {matrix: [{V: [TEXT]}]}"},
        {"retry", script + ", retry: {max: 0, when: [TEXT]}"},
        {"timeout", script + ", timeout: TEXT"},
        {"description of a variable", script + ", id_tokens: {ID: {aud: TEXT}}"},
        {"secrets", script + ", secrets: {S: {vault: TEXT}}"},
        {"after_script beside it", script + ", after_script: [':'], variables: {V: TEXT}"},
    };
    return all;
}

/// Whether GitLab would accept it: a text that it refuses runs nowhere.
bool isAccepted(const QByteArray &pipeline)
{
    const QString file = u".gitlab-ci.yml"_s;
    const expand::FileReader files{.read = [](const QString &) { return std::optional<QByteArray>(); },
                                   .files = [] { return QStringList(); }};
    const expand::EffectivePipeline effective = expand::expand(yaml::parse(text::TextBuffer(pipeline), file), file, {},
                                                               files);
    return effective.valid && expand::select(effective, {}, files).created;
}

bool isShell(const QByteArray &program)
{
    const QByteArray name = program.mid(program.lastIndexOf('/') + 1);
    return name == "sh" || name == "bash" || name == "dash" || name == "busybox" || name == "env" || name == "xargs"
           || name == "sudo";
}

} // namespace

class TestTrustInjection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_score.judge(); }
    void cleanupTestCase()
    {
        m_score.save();
        removeTree(QFile::encodeName(m_places.state()).toStdString()); // with names that are no text
    }
    void theCanaryAndTheTrapWork();
    void fieldsOfShellJobs();
    void stagesJobsAndFiles();
    void dangerousVariables();
    void refsAndCommits();
    void fieldsOfDockerJobs();
    void registerCommands();
    void configFiles();

private:
    bool hasSung() const { return QFileInfo::exists(m_cage.filePath(u"ran"_s)); }
    /// Runs stagecraft-cli under the trap. What was executed that should not be; empty: nothing.
    QString executedBy(const QStringList &arguments);
    QByteArrayList texts() const
    {
        const QByteArrayList all = trust::injectionTexts(m_canary);
        return all;
    }

    QTemporaryDir m_cage;
    QByteArray m_canary;
    Places m_places;
    QSet<QByteArray> m_programs; ///< that were executed
    int m_executions = 0;
    int m_refused = 0;
    trust::Score m_score{4, "Injection", "at least 60 strings in every field: 0 host executions"};
};

void TestTrustInjection::initTestCase()
{
    const QString canary = m_cage.filePath(u"canary"_s);
    QFile file(canary);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\necho \"$0 $*\" >> " + QFile::encodeName(m_cage.filePath(u"ran"_s)) + "\n");
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    m_canary = QFile::encodeName(canary);
    QVERIFY(texts().size() >= 60);
}

QString TestTrustInjection::executedBy(const QStringList &arguments)
{
    const trust::TrapEnding ending = trust::runInTrap(trust::Trap::Programs,
                                                      {.program = QStringLiteral(STAGECRAFT_CLI),
                                                       .arguments = arguments,
                                                       .environment = m_places.environment(),
                                                       .output = m_cage.filePath(u"output"_s)},
                                                      300);
    if (!ending.isOver)
        return u"it does not end"_s;
    for (const trust::TrappedCall &call : ending.calls) {
        ++m_executions;
        m_programs << call.arguments.value(0).mid(call.arguments.value(0).lastIndexOf('/') + 1);
        const bool isCanary = call.arguments.value(0).contains("/canary");
        // A text may be an argument of a program of ours that takes it as data, never one of a shell.
        const bool isCommand = isShell(call.arguments.value(0)) && call.arguments.mid(1).join(' ').contains(m_canary);
        if (isCanary || isCommand)
            return QString::fromUtf8(call.program + " executes " + call.arguments.join(' '));
    }
    return hasSung() ? QString::fromUtf8("the canary ran: " + trust::contentOf(m_cage.filePath(u"ran"_s))) : QString();
}

void TestTrustInjection::theCanaryAndTheTrapWork()
{
    // A script may do what it likes: that is seen, by both.
    const Repository repository("job: {script: " + quoted(m_canary + " tweets") + "}\n");
    const QString seen = executedBy({u"run"_s, u"--mode"_s, u"shell"_s, repository.path()});
    if (m_executions == 0)
        QSKIP("the kernel, or what this runs in, has no user notifications of seccomp");
    QVERIFY2(seen.contains("canary tweets"_L1), qPrintable(seen));
    QVERIFY(hasSung());
    QVERIFY(QFile::remove(m_cage.filePath(u"ran"_s)));
    for (const QByteArray &text : {QByteArray("$(" + m_canary + ")"), QByteArray(";" + m_canary + ";")}) {
        outputOf(u"sh"_s, {u"-c"_s, u"true "_s + QString::fromUtf8(text)});
        QVERIFY(hasSung());
        QVERIFY(QFile::remove(m_cage.filePath(u"ran"_s)));
    }
}

void TestTrustInjection::fieldsOfShellJobs()
{
    m_executions = 0;
    int jobs = 0;
    int refused = 0;
    const qsizetype step = trust::isLong() ? 1 : 23;
    qsizetype turn = 0;
    for (const Field &field : fields()) {
        QByteArray pipeline;
        const QByteArrayList all = texts();
        for (qsizetype i = turn++ % step; i < all.size(); i += step) { // others for the next field
            QByteArray lines = field.lines;
            const bool isInQuotes = lines.contains("\"TEXT\"");
            const QByteArray job = "job" + QByteArray::number(i) + ": {"
                                   + (isInQuotes ? lines.replace("TEXT", QByteArray(all[i]).replace('\'', "''"))
                                                 : lines.replace("TEXT", quoted(all[i])))
                                   + "}\n";
            if (isAccepted(job))
                pipeline += job;
            else
                ++refused;
        }
        if (pipeline.isEmpty())
            continue;
        const Repository repository(pipeline);
        const QString executed = executedBy({u"run"_s, u"--mode"_s, u"shell"_s, u"--yes-deploy"_s, repository.path()});
        QVERIFY2(executed.isEmpty(), qPrintable(QLatin1StringView(field.name) + u": "_s + executed));
        const QByteArray output = trust::contentOf(m_cage.filePath(u"output"_s));
        QVERIFY2(output.contains("Job succeeded") || output.contains("Job failed"),
                 QByteArray(field.name) + ": " + output.right(2000));
        jobs += static_cast<int>(pipeline.count(": {script"));
    }
    QCOMPARE_GE(jobs, trust::times(60, 1000)); // every text in some fields, in the long form in all
    m_score.note(
        u"%1 texts in %2 fields, %3 shell jobs with %4 programs executed (%5 jobs refused before): 0 of a text"_s
            .arg(texts().size())
            .arg(fields().size())
            .arg(jobs)
            .arg(m_executions)
            .arg(refused));
}

/// What is no field of a job.
void TestTrustInjection::stagesJobsAndFiles()
{
    const QByteArrayList all = texts();
    QByteArray stages;
    QByteArray names;
    QByteArray staged;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QByteArray stage = "stages: [" + quoted(all[i]) + "]\na: {stage: " + quoted(all[i]) + ", script: ':'}\n";
        if (isAccepted(stage)) {
            stages += quoted(all[i]) + ", ";
            staged += "job" + QByteArray::number(i) + ": {stage: " + quoted(all[i])
                      + ", script: ':', artifacts: {paths: [.gitlab-ci.yml]}}\n";
        }
        const QByteArray name = quoted(all[i]) + ": {script: ':', artifacts: {paths: [.gitlab-ci.yml]}}\n";
        const QByteArray need = "needs" + QByteArray::number(i) + ": {script: ':', needs: [" + quoted(all[i]) + "]}\n";
        if (isAccepted(name + need))
            names += name + need;
    }
    QVERIFY(staged.count("job") > 40 && names.count("needs:") > 40);
    for (const QByteArray &pipeline :
         {"stages: [" + stages + "]\n" + staged, names,
          "workflow: {name: " + quoted(all.first()) + "}\nvariables: {V: {value: a, description: " + quoted(all.first())
              + "}}\njob: {script: ':'}\n"}) {
        const Repository repository(pipeline);
        for (const QStringList &command : {QStringList{u"lint"_s}, QStringList{u"expand"_s}, QStringList{u"list"_s},
                                           QStringList{u"run"_s, u"--mode"_s, u"shell"_s}}) {
            const QString executed = executedBy(command + QStringList{repository.path()});
            QVERIFY2(executed.isEmpty(), qPrintable(executed));
        }
    }
    // The project's own files: a job works on a copy of them.
    const Repository repository(
        "job: {script: ':', artifacts: {untracked: true, paths: ['.']}, cache: {paths: ['.']}}\n");
    int files = 0;
    for (QByteArray name : all) {
        const QByteArray path = QFile::encodeName(repository.path()) + '/' + name.replace('/', '_').left(200);
        if (FILE *file = ::fopen(path.constData(), "we"))
            files += ::fclose(file) == 0 ? 1 : 0;
    }
    QVERIFY2(files > 60, QByteArray::number(files));
    const QString executed = executedBy({u"run"_s, u"--mode"_s, u"shell"_s, repository.path()});
    QVERIFY2(executed.isEmpty(), qPrintable(executed));
    for (QByteArray name : all) // some names are no text, and Qt leaves their files
        ::unlink((QFile::encodeName(repository.path()) + '/' + name.replace('/', '_').left(200)).constData());
    m_score.note(u"as stages, names of jobs and files: 0"_s);
}

/// Names that shells, loaders and git take for orders. The job's own shell may obey; no program of ours does.
void TestTrustInjection::dangerousVariables()
{
    const char *const names[] = {"BASH_ENV",
                                 "ENV",
                                 "PROMPT_COMMAND",
                                 "PS4",
                                 "SHELLOPTS",
                                 "BASHOPTS",
                                 "IFS",
                                 "PAGER",
                                 "EDITOR",
                                 "VISUAL",
                                 "BROWSER",
                                 "SHELL",
                                 "GIT_SSH",
                                 "GIT_SSH_COMMAND",
                                 "GIT_EXTERNAL_DIFF",
                                 "GIT_EDITOR",
                                 "GIT_ASKPASS",
                                 "SSH_ASKPASS",
                                 "GIT_PROXY_COMMAND",
                                 "GIT_EXEC_PATH",
                                 "GIT_TEMPLATE_DIR",
                                 "LD_PRELOAD",
                                 "LD_AUDIT",
                                 "QT_PLUGIN_PATH",
                                 "DOCKER_HOST",
                                 "DOCKER_CONFIG",
                                 "PATH",
                                 "TMPDIR",
                                 "XDG_CONFIG_HOME",
                                 "PERL5OPT",
                                 "PYTHONSTARTUP",
                                 "STAGECRAFT_GUARD",
                                 "CI_SERVER_URL",
                                 "GIT_CONFIG_COUNT",
                                 "FF_NETWORK_PER_BUILD",
                                 "CI_BUILDS_DIR",
                                 "RUNNER_SCRIPT_TIMEOUT"};
    const QByteArray directory = QFile::encodeName(m_cage.path()) + "/path";
    QVERIFY(QDir().mkpath(QFile::decodeName(directory)));
    for (const char *program : {"git", "bash", "sh", "env", "docker", "stagecraft-guard", "stagecraft-docker-sweep",
                                "rm", "mkdir", "cat", "tar", "ssh", "setsid", "id", "uname", "hostname"})
        QVERIFY(QFile::link(QFile::decodeName(m_canary), QFile::decodeName(directory + '/' + program)));
    QByteArray pipeline;
    for (const char *name : names) {
        const QByteArray value = QByteArray(name) == "PATH" || QByteArray(name) == "GIT_EXEC_PATH" ? directory
                                                                                                   : m_canary;
        pipeline += QByteArray(name).toLower() + ": {script: ':', variables: {" + name + ": " + quoted(value) + "}}\n";
    }
    const Repository repository(pipeline);
    const QString executed = executedBy({u"run"_s, u"--mode"_s, u"shell"_s, repository.path()});
    QVERIFY2(executed.isEmpty(), qPrintable(executed));
    m_score.note(u"%1 variables such as BASH_ENV and PATH: 0"_s.arg(std::size(names)));
}

void TestTrustInjection::refsAndCommits()
{
    const QByteArrayList all = texts();
    const Repository repository("job: {script: ':', variables: {V: \"$CI_COMMIT_REF_NAME $CI_COMMIT_MESSAGE\"}}\n");
    const qsizetype step = trust::isLong() ? 1 : 29;
    int refs = 0;
    for (qsizetype i = 0; i < all.size(); i += step) {
        const QString text = QString::fromUtf8(all[i]);
        for (const QStringList &options : {QStringList{u"--ref="_s + text}, QStringList{u"--ref="_s + text, u"--tag"_s},
                                           QStringList{u"--source="_s + text}, QStringList{u"--var=V="_s + text},
                                           QStringList{u"--changes="_s + text}, QStringList{u"--input=a="_s + text}}) {
            const QString executed = executedBy(QStringList{u"run"_s, u"--mode"_s, u"shell"_s} + options
                                                + QStringList{repository.path()});
            QVERIFY2(executed.isEmpty(), qPrintable(executed));
            ++refs;
        }
    }
    // What git itself lets somebody name a branch, a tag and himself.
    const auto git = [&repository](const QStringList &arguments) {
        return outputOf(u"env"_s, QStringList{u"GIT_CONFIG_NOSYSTEM=1"_s, u"git"_s, u"-C"_s, repository.path(), u"-c"_s,
                                              u"user.email=a@b"_s}
                                      + arguments);
    };
    git({u"init"_s, u"-q"_s, u"-b"_s, u"main"_s});
    git({u"add"_s, u"-A"_s});
    int branches = 0;
    for (qsizetype i = 0; i < all.size(); i += step) {
        const QString text = QString::fromUtf8(all[i]);
        git({u"-c"_s, u"user.name="_s + text, u"commit"_s, u"-q"_s, u"--allow-empty"_s, u"-m"_s, text});
        git({u"checkout"_s, u"-q"_s, u"main"_s});
        const bool isRef = !git({u"check-ref-format"_s, u"--branch"_s, text}).isEmpty();
        if (isRef) {
            git({u"checkout"_s, u"-q"_s, u"-b"_s, text});
            git({u"tag"_s, text});
            ++branches;
        }
        git({u"remote"_s, u"remove"_s, u"origin"_s});
        git({u"remote"_s, u"add"_s, u"origin"_s, text});
        for (const QStringList &command : {QStringList{u"list"_s}, QStringList{u"run"_s, u"--mode"_s, u"shell"_s}}) {
            const QString executed = executedBy(command + QStringList{repository.path()});
            QVERIFY2(executed.isEmpty(), qPrintable(executed));
        }
    }
    QVERIFY(branches > 0);
    m_score.note(
        u"as refs, events, variables, inputs and paths of %1 runs, and as authors, messages, remotes and %2 branches of a repository: 0"_s
            .arg(refs)
            .arg(branches));
}

void TestTrustInjection::fieldsOfDockerJobs()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
    const QByteArrayList all = texts();
    const qsizetype step = trust::isLong() ? 7 : 60;
    QByteArray pipeline;
    int jobs = 0;
    qsizetype turn = 0;
    for (const Field &field : fields()) {
        if (!field.isOfContainers && !trust::isLong() && turn % 4 != 0) {
            ++turn;
            continue;
        }
        for (qsizetype i = turn++ % step; i < all.size(); i += step) {
            QByteArray lines = field.lines;
            if (lines.contains("\"TEXT\""))
                continue;
            const QByteArray job = "job" + QByteArray::number(jobs) + ": {" + lines.replace("TEXT", quoted(all[i]))
                                   + "}\n";
            if (!isAccepted(job))
                continue;
            pipeline += job;
            ++jobs;
        }
    }
    const Repository repository("default: {image: 'busybox:stable'}\nvariables: {CI_DEBUG_SERVICES: 'false'}\n"
                                + pipeline);
    const QString executed = executedBy(
        {u"run"_s, u"--mode"_s, u"socket"_s, u"--yes-deploy"_s, u"--concurrency"_s, u"4"_s, repository.path()});
    QVERIFY2(executed.isEmpty(), qPrintable(executed));
    const QByteArray output = trust::contentOf(m_cage.filePath(u"output"_s));
    QVERIFY2(output.contains("Job succeeded"), output.right(3000));
    m_score.note(u"%1 Docker jobs: 0"_s.arg(jobs));
}

/// The line is pasted into a shell, where `sudo` is a program of ours: each text is one word, as it was.
void TestTrustInjection::registerCommands()
{
    const QString words = m_cage.filePath(u"words"_s);
    const QString bin = m_cage.filePath(u"bin"_s);
    QVERIFY(QDir().mkpath(bin));
    QFile sudo(bin + u"/sudo"_s);
    QVERIFY(sudo.open(QIODevice::WriteOnly));
    sudo.write("#!/bin/sh\nprintf '%s\\0' \"$@\" > " + QFile::encodeName(words) + "\n");
    sudo.close();
    QVERIFY(sudo.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    int pasted = 0;
    for (const char *shell : {"sh", "bash"}) {
        for (const QByteArray &bytes : texts()) {
            const QString text = QString::fromUtf8(bytes);
            for (const runner::RunnerMode mode : {runner::RunnerMode::Shell, runner::RunnerMode::DockerInDocker}) {
                runner::ModeOptions options;
                options.mode = mode;
                options.runnerName = options.url = options.token = options.cliImage = options.dindImage = text;
                options.legacyRegistration = pasted % 2 == 1;
                QFile::remove(words);
                QProcess process;
                QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
                environment.insert(u"PATH"_s, bin + u':' + environment.value(u"PATH"_s));
                process.setProcessEnvironment(environment);
                process.start(QLatin1StringView(shell), {}); // as a terminal gives it to the shell
                process.write(runner::registerCommand(options).toUtf8() + '\n');
                process.closeWriteChannel();
                QVERIFY(process.waitForFinished());
                QCOMPARE(process.exitCode(), 0);
                QVERIFY2(!hasSung(), bytes);
                const QByteArrayList got = trust::contentOf(words).split('\0');
                QCOMPARE(got.value(0), "gitlab-runner");
                QCOMPARE_GE(got.count(text.toUtf8()), mode == runner::RunnerMode::Shell ? 3 : 4);
                ++pasted;
            }
        }
    }
    m_score.note(u"%1 register commands pasted into a shell: each text one word, 0"_s.arg(pasted));
}

/// A text stays the value that it is, in the file as in what is read of it.
void TestTrustInjection::configFiles()
{
    int files = 0;
    for (const QByteArray &bytes : texts()) {
        const QString text = QString::fromUtf8(bytes);
        for (const runner::RunnerMode mode :
             {runner::RunnerMode::Shell, runner::RunnerMode::DockerInDocker, runner::RunnerMode::DockerSocket}) {
            runner::ModeOptions options;
            options.mode = mode;
            options.runnerName = options.url = options.token = options.cliImage = text;
            const QByteArray written = runner::configToml(options);
            const auto read = runner::runnerSettings(text::TextBuffer(written));
            QVERIFY2(read.has_value(), written);
            QCOMPARE(QString::fromStdString(read->name), text);
            QCOMPARE(written.count("[[runners]]\n"),
                     qsizetype(1)
                         + (bytes.contains("[[runners]]\n") && written.contains("\n[[runners]]\nexecutor") ? 1 : 0));
            if (mode != runner::RunnerMode::Shell)
                QCOMPARE(QString::fromStdString(read->defaultImage), text);
            ++files;
            // And when it is patched into somebody's file.
            const QByteArray other =
                "concurrent = 1\n\n[[runners]]\n  name = \"mine\"\n  executor = \"docker\"\n  [runners.docker]\n    image = \"alpine\"\n";
            const auto patch = runner::patchConfigToml(text::TextBuffer(other), options);
            QVERIFY(patch.has_value());
            const QByteArray patched = patch->appliedTo(other);
            const auto first = runner::runnerSettings(text::TextBuffer(patched));
            QVERIFY2(patched.startsWith(other) && first.has_value() && first->name == "mine"
                         && first->defaultImage == "alpine",
                     patched);
        }
    }
    m_score.note(u"%1 config.toml: each text the value of its key, no key or runner more"_s.arg(files));
}

QTEST_GUILESS_MAIN(TestTrustInjection)
#include "tst_trust_injection.moc"
