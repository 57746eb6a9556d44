// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Where .gitlab-ci.yml and config.toml do not fit together. The cases and their fixes are those of the failure catalogue.
#include "core/edit/recipe.h"
#include "core/runner/config_document.h"
#include "core/runner/config_editor.h"
#include "core/runner/mode_reader.h"
#include "core/runner/pipeline_docker.h"
#include "core/runner/runner_form.h"
#include "core/runner/toml_text.h"
#include "core/runner/volume.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <algorithm>

namespace stagecraft::runner {

namespace {

/// What the runner gives to each job.
struct Host {
    bool isDocker = false;
    bool privilegedServices = false;
    bool hasSocket = false;
    bool hasCertificates = false;
    bool hasDind = false;
    std::optional<std::string> tlsDirectory = {};
};

class Matcher
{
    Q_DECLARE_TR_FUNCTIONS(stagecraft)

public:
    Matcher(const yaml::SyntaxTree &tree, const ConfigDocument &document, QString pipelineFile, QString configFile)
        : m_document(document),
          m_runner(*document.runners().front()),
          m_tree(tree),
          m_pipelineFile(std::move(pipelineFile)),
          m_configFile(std::move(configFile))
    {
    }

    text::Diagnostics run()
    {
        readHost();
        m_docker = readPipelineDocker(m_tree);
        check(m_docker.global, m_docker.global);
        for (const PipelineScope &job : m_docker.jobs) {
            if (job.hasServices || !job.variables.empty())
                check(job, m_docker.global);
        }
        return std::move(m_problems);
    }

private:
    void readHost()
    {
        m_host.isDocker = textAt(m_runner, "executor") == "docker";
        for (const std::string &item : textsAt(m_runner, "environment")) {
            if (item.starts_with("DOCKER_TLS_CERTDIR="))
                m_host.tlsDirectory = item.substr(item.find('=') + 1);
        }
        const toml::table *docker = tableAt(m_runner, "docker");
        if (!docker)
            return;
        m_host.privilegedServices = boolAt(*docker, "services_privileged", boolAt(*docker, "privileged", false));
        for (const std::string &volume : textsAt(*docker, "volumes")) {
            m_host.hasSocket = m_host.hasSocket || isDockerSocket(volume);
            const std::string_view path = containerPathOf(volume);
            m_host.hasCertificates = m_host.hasCertificates || path == clientCertificates || path == "/certs";
        }
        if (const toml::array *services = (*docker)["services"].as_array()) {
            for (const toml::node &service : *services) {
                if (const toml::table *table = service.as_table())
                    m_host.hasDind = m_host.hasDind || isDind(textAt(*table, "name"));
            }
        }
    }

    static const PipelineVariable *variable(const PipelineScope &scope, const PipelineScope &global, std::string_view name)
    {
        for (const PipelineScope *each : {&scope, &global}) {
            if (const auto found = each->variables.find(name); found != each->variables.end())
                return &found->second;
        }
        return nullptr;
    }

    void check(const PipelineScope &scope, const PipelineScope &global)
    {
        const std::vector<PipelineService> &services = scope.hasServices ? scope.services : global.services;
        const auto dind = std::ranges::find_if(services, [](const PipelineService &service) { return isDind(service.name); });
        const PipelineService *service = dind == services.end() ? nullptr : &*dind;
        const bool isGlobal = scope.job.empty();
        if (service && (isGlobal || scope.hasServices))
            checkService(*service);
        const PipelineVariable *host = variable(scope, global, "DOCKER_HOST");
        const bool ownHost = isGlobal || scope.variables.contains("DOCKER_HOST") || scope.variables.contains("DOCKER_TLS_CERTDIR");
        if (host && ownHost)
            checkHost(*host, variable(scope, global, "DOCKER_TLS_CERTDIR"), service, isGlobal);
        if (service && m_host.isDocker && (isGlobal || scope.hasServices || scope.variables.contains("DOCKER_TLS_CERTDIR")))
            checkCertificates(*service, variable(scope, global, "DOCKER_TLS_CERTDIR"));
    }

    void checkService(const PipelineService &service)
    {
        if (!m_host.isDocker) {
            report("dind-in-shell", service.range,
                   tr("The runner's executor is shell, which starts no services: %1 has no effect.").arg(QString::fromStdString(service.name)));
            return;
        }
        if (!m_host.privilegedServices && !m_host.hasSocket) {
            text::Diagnostic &problem = report(
                "dind-not-privileged", service.range,
                tr("The dind service needs privileged = true in %1. Without it: \"mount: permission denied (are you root?)\".").arg(m_configFile));
            addConfigFix(problem, tr("Set privileged = true in %1").arg(m_configFile), [](ConfigEditor &editor, const toml::table &docker) {
                editor.set(docker, {"privileged", "true"});
            });
        }
        if (m_host.hasSocket) {
            text::Diagnostic &problem = report(
                "socket-with-dind", service.range,
                tr("%1 binds the host's Docker socket into every container, the dind service included, which then cannot make its own: "
                   "\"can't create unix socket /var/run/docker.sock\". Use one of the two.").arg(m_configFile));
            addFix(problem, tr("Remove the dind service"), edit::ClearField{service.path});
        }
        if (impliedAlias(service.name) != "docker" && std::ranges::find(service.aliases, "docker") == service.aliases.end()) {
            text::Diagnostic &problem = report(
                "dind-alias", service.range,
                tr("The service %1 is not reachable as \"docker\": its name comes from the image. Jobs fail with \"lookup docker: no such host\".")
                    .arg(QString::fromStdString(service.name)));
            addFix(problem, tr("Add alias: docker"), aliasFor(service));
        }
        if (!service.command.empty() && service.command.front() == "dockerd") {
            report("dind-command", service.range,
                   tr("With \"dockerd\" as first word of its command the dind image adds no hosts and no TLS settings. Give only the options."));
        }
    }

    edit::Recipe aliasFor(const PipelineService &service) const
    {
        const yaml::NodeId item = m_tree.at(service.path);
        if (item != yaml::NodeId::None && m_tree.node(item).kind == yaml::NodeKind::Mapping) {
            yaml::NodePath path = service.path;
            path.emplace_back(std::string("alias"));
            return edit::SetField{path, QStringLiteral("docker")};
        }
        return edit::SetField{service.path, QJsonObject{{QStringLiteral("name"), QString::fromStdString(service.name)},
                                                        {QStringLiteral("alias"), QStringLiteral("docker")}}};
    }

    bool usesTls(const PipelineService *service, const PipelineVariable *directory) const
    {
        if (service && service->tlsDirectory)
            return !service->tlsDirectory->empty();
        if (directory)
            return !directory->value.empty();
        return !m_host.tlsDirectory || !m_host.tlsDirectory->empty();
    }

    void checkHost(const PipelineVariable &host, const PipelineVariable *directory, const PipelineService *service, bool isGlobal)
    {
        if (!host.value.starts_with("tcp://"))
            return;
        const bool noEngine = !service && !m_host.hasDind;
        if (m_host.isDocker && m_host.hasSocket && noEngine) {
            text::Diagnostic &problem = report(
                "docker-host-with-socket", host.range,
                tr("%1 gives jobs the host's Docker socket, but DOCKER_HOST sends them to %2, where nothing listens.")
                    .arg(m_configFile, QString::fromStdString(host.value)));
            addFix(problem, tr("Remove DOCKER_HOST"), edit::ClearField{host.path});
            return;
        }
        if (noEngine) {
            // A job may bring the service along; then the default one may be missing.
            const bool inJobs = isGlobal && std::ranges::any_of(m_docker.jobs, [](const PipelineScope &job) {
                return std::ranges::any_of(job.services, [](const PipelineService &each) { return isDind(each.name); });
            });
            if (!inJobs && host.value.starts_with("tcp://docker:"))
                report("docker-host-without-dind", host.range,
                       tr("DOCKER_HOST is %1, but there is no dind service. Jobs fail with \"lookup docker: no such host\".").arg(QString::fromStdString(host.value)));
            return;
        }
        const bool tls = usesTls(service, directory);
        const QString wanted = tls ? QStringLiteral("tcp://docker:2376") : QStringLiteral("tcp://docker:2375");
        const QString title = tr("Set DOCKER_HOST to %1").arg(wanted);
        if (host.value.starts_with("tcp://localhost") || host.value.starts_with("tcp://127.")) {
            text::Diagnostic &problem = report(
                "docker-host-localhost", host.range,
                tr("The dind service is another container: its host is \"docker\", not localhost."));
            addFix(problem, title, edit::SetField{host.path, wanted});
            return;
        }
        if (!host.value.ends_with(tls ? ":2375" : ":2376"))
            return;
        text::Diagnostic &problem = report(
            "docker-port", host.range,
            tls ? tr("The dind service uses TLS on port 2376, because DOCKER_TLS_CERTDIR is not empty; on 2375 nothing listens: "
                     "\"Cannot connect to the Docker daemon at tcp://docker:2375\".")
                : tr("DOCKER_TLS_CERTDIR is empty, so the dind service listens on port 2375 without TLS; on 2376 nothing listens."));
        addFix(problem, title, edit::SetField{host.path, wanted});
    }

    void checkCertificates(const PipelineService &service, const PipelineVariable *directory)
    {
        if (!usesTls(&service, directory) || m_host.hasCertificates || m_host.hasSocket)
            return;
        text::Diagnostic &problem = report(
            "certificates-not-shared", directory ? directory->range : service.range,
            tr("The dind service uses TLS, but %1 does not share its certificates: add \"/certs/client\" to volumes in [runners.docker]. Without it: "
               "\"open /certs/client/ca.pem: no such file\".").arg(m_configFile));
        addConfigFix(problem, tr("Share /certs/client in %1").arg(m_configFile), [](ConfigEditor &editor, const toml::table &docker) {
            editor.setItem(docker, "volumes", [](std::string_view) { return false; }, clientCertificates,
                           [](std::string_view volume) { return containerPathOf(volume) == clientCertificates; });
        });
    }

    text::Diagnostic &report(const char *id, text::TextRange range, const QString &message)
    {
        // What the default section says is said once, not for every job.
        const auto known = std::ranges::find_if(m_problems, [&](const text::Diagnostic &problem) {
            return problem.id == QLatin1String(id) && problem.range == range;
        });
        if (known != m_problems.end())
            return *known;
        text::Diagnostic problem;
        problem.severity = text::Severity::Warning;
        problem.id = QLatin1String(id);
        problem.message = message;
        problem.file = m_pipelineFile;
        problem.range = range;
        problem.position = m_tree.buffer().positionAt(range.begin);
        return m_problems.emplace_back(std::move(problem));
    }

    void addFix(text::Diagnostic &problem, const QString &title, const edit::Recipe &recipe)
    {
        if (!problem.fixes.empty())
            return;
        if (auto patch = edit::recipeToPatch(m_tree, recipe))
            problem.fixes.push_back({title, std::move(*patch)});
    }

    template<typename Change>
    void addConfigFix(text::Diagnostic &problem, const QString &title, const Change &change)
    {
        const toml::table *docker = tableAt(m_runner, "docker");
        if (!problem.fixes.empty() || !docker || m_document.isImplied(*docker))
            return;
        ConfigEditor editor(m_document);
        change(editor, *docker);
        if (editor.isComplete())
            problem.fixes.push_back({title, editor.patch(), m_configFile});
    }

    const ConfigDocument &m_document;
    const toml::table &m_runner;
    const yaml::SyntaxTree &m_tree;
    QString m_pipelineFile;
    QString m_configFile;
    Host m_host;
    PipelineDocker m_docker;
    text::Diagnostics m_problems;
};

} // namespace

text::Diagnostics matchingProblems(const yaml::SyntaxTree &pipeline, const text::TextBuffer &config,
                                   const QString &pipelineFile, const QString &configFile)
{
    if (config.bytes().trimmed().isEmpty())
        return {};
    const auto document = ConfigDocument::read(config, configFile);
    if (!document)
        return {document.error()};
    if (document->runners().empty())
        return {};
    return Matcher(pipeline, *document, pipelineFile, configFile).run();
}

text::Diagnostics matchingProblems(const text::TextBuffer &pipeline, const text::TextBuffer &config,
                                   const QString &pipelineFile, const QString &configFile)
{
    return matchingProblems(yaml::parse(pipeline), config, pipelineFile, configFile);
}

} // namespace stagecraft::runner
