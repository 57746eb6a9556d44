// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_services.h"

#include "core/docker/labels.h"
#include "core/engine/docker_images.h"
#include "core/engine/docker_options.h"

#include <QRegularExpression>
#include <QSet>

namespace stagecraft::engine {

namespace {

// The OCI image reference: [host[:port]/]path[:tag][@digest].
const QRegularExpression &imageReference()
{
    static const QRegularExpression expression(QRegularExpression::anchoredPattern(QStringLiteral(
        "(?<name>(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?<port>:[0-9]+)?/)?"
        "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)"
        "(?::(?<tag>[\\w][\\w.-]{0,127}))?(?:@(?<digest>[A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,}))?")));
    return expression;
}

plan::Service fromSettings(const runner::RunnerService &settings)
{
    plan::Service service;
    service.image.name = settings.name;
    service.alias = settings.alias;
    if (!settings.entrypoint.empty())
        service.image.entrypoint = settings.entrypoint;
    if (!settings.command.empty())
        service.command = settings.command;
    for (const std::string &entry : settings.environment) {
        const auto equals = entry.find('=');
        plan::Variable variable;
        variable.key = entry.substr(0, equals);
        variable.value = equals == std::string::npos ? std::string() : entry.substr(equals + 1);
        variable.raw = true;
        service.variables.push_back(variable);
    }
    return service;
}

/// As Go reads a boolean.
bool isTrue(const QString &text)
{
    static const QStringList yes{QStringLiteral("1"), QStringLiteral("t"), QStringLiteral("true")};
    return yes.contains(text, Qt::CaseInsensitive);
}

/// What the service prints goes to the job's log, line by line.
void follow(DockerTools &tools, const RunningService &service)
{
    const QString frame = QStringLiteral("\x1b[0;37m[service:%1] %2\x1b[0;m").arg(service.aliases.join(QLatin1Char('-')));
    tools.followed.push_back(tools.client.followLogs(service.id, [&tools, frame](const QByteArray &line) {
        tools.trace.line(frame.arg(QString::fromUtf8(line).trimmed()));
    }));
}

StepTask<RunningService> startService(DockerTools &tools, DockerScope &scope, plan::Service service, RunningService running,
                                      int index, ServiceNetwork network, QStringList binds)
{
    const QString shown = running.name.version.startsWith(QLatin1Char('@'))
                              ? running.name.service + running.name.version
                              : running.name.service + QLatin1Char(':') + running.name.version;
    tools.trace.line(QStringLiteral("Starting service %1...").arg(shown));
    const auto image = co_await provideImage(tools, running.name.image, service.image);
    if (!image)
        co_return std::unexpected(image.error());

    docker::ContainerSpec spec;
    spec.name = scope.newContainer(QStringLiteral("%1-%2").arg(QString(running.name.service).replace(QLatin1Char('/'), QLatin1String("__")))
                                       .arg(index));
    spec.image = image->id;
    spec.environment = serviceEnvironment(tools.variables, service.variables);
    spec.labels = scope.labels(docker::labels::kindService);
    spec.binds = binds;
    spec.networkMode = network.mode;
    if (network.aliasesWork)
        spec.networkAliases = running.aliases;
    spec.logDriver = QStringLiteral("json-file"); // for the warning when it does not come up
    spec.logOptions = {{QStringLiteral("max-size"), QStringLiteral("10m")}};
    ContainerChoices choices{spec};
    const auto applied = applyToService(choices, tools.runner, running.name.image, service,
                                        [&tools](const std::string &text) { return tools.expand(text); });
    if (!applied)
        co_return failed(FailureReason::RunnerConfigurationError, applied.error());
    for (const QString &warning : std::as_const(choices.warnings))
        tools.trace.warning(warning);
    const auto created = co_await tools.client.createContainer(spec);
    if (!created)
        co_return notCreated(created.error());
    const auto started = co_await tools.client.startContainer(*created);
    if (!started)
        co_return systemFailure(started.error());
    running.container = spec.name;
    running.id = *created;
    const auto info = co_await tools.client.inspectContainer(*created);
    if (!info)
        co_return systemFailure(info.error());
    running.addresses = info->addresses;
    if (isTrue(tools.expand("$CI_DEBUG_SERVICES")))
        follow(tools, running);
    co_return running;
}

} // namespace

ServiceName serviceName(const QString &image)
{
    const auto match = imageReference().match(image);
    if (!match.hasMatch())
        return {};
    ServiceName name;
    name.image = image;
    name.service = match.captured(QStringLiteral("name"));
    const auto portAt = match.capturedStart(QStringLiteral("port"));
    if (portAt >= 0)
        name.service.remove(portAt, match.capturedLength(QStringLiteral("port")));
    name.version = match.captured(QStringLiteral("tag"));
    const QString digest = match.captured(QStringLiteral("digest"));
    if (name.version.isEmpty() && !digest.isEmpty()) {
        name.version = QLatin1Char('@') + digest;
    } else if (name.version.isEmpty()) {
        name.version = QStringLiteral("latest");
        name.image += QStringLiteral(":latest");
    }
    name.aliases << QString(name.service).replace(QLatin1Char('/'), QLatin1String("__"));
    const QString dashes = QString(name.service).replace(QLatin1Char('/'), QLatin1Char('-'));
    if (dashes != name.aliases.first())
        name.aliases << dashes;
    return name;
}

QStringList serviceEnvironment(const std::vector<plan::Variable> &variables, const std::vector<plan::Variable> &own)
{
    std::vector<plan::Variable> all = variables;
    all.insert(all.end(), own.begin(), own.end());
    QStringList environment;
    for (const plan::Variable &variable : plan::resolvedVariables(all)) {
        if (variable.secret || variable.file)
            continue;
        environment << QString::fromStdString(variable.key) + QLatin1Char('=') + QString::fromStdString(variable.value);
    }
    return environment;
}

StepTask<QList<RunningService>> startServices(DockerTools &tools, DockerScope &scope, std::vector<plan::Service> services,
                                              ServiceNetwork network, QStringList binds)
{
    std::vector<plan::Service> all;
    for (const runner::RunnerService &settings : tools.runner.services)
        all.push_back(fromSettings(settings));
    all.insert(all.end(), services.begin(), services.end());

    const std::int64_t most = tools.runner.servicesLimit;
    if (most >= 0 && all.size() > static_cast<std::size_t>(most)) {
        co_return failed(FailureReason::RunnerConfigurationError,
                         QStringLiteral("too many services requested: %1, only %2 allowed").arg(all.size()).arg(most));
    }

    QList<RunningService> running;
    QSet<QString> taken;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const plan::Service &service = all[i];
        const QString image = tools.expand(service.image.name);
        RunningService next;
        next.name = serviceName(image);
        static const QRegularExpression separators(QStringLiteral("[\\s,]+"));
        QStringList wanted = next.name.aliases + tools.expand(service.alias).split(separators, Qt::SkipEmptyParts);
        if (next.name.image.isEmpty() && !wanted.isEmpty())
            co_return failed(FailureReason::RunnerConfigurationError, QStringLiteral("invalid service image name: %1").arg(image));
        wanted.removeDuplicates();
        for (const QString &alias : std::as_const(wanted)) {
            if (taken.contains(alias)) {
                tools.trace.warning(QStringLiteral("Skipping alias \"%1\" for service \"%2\" (services[%3]): alias is already in use by "
                                                   "another service.").arg(alias, image).arg(i));
            } else {
                next.aliases << alias;
            }
        }
        // As the runner: a service without a free alias does not start.
        if (next.aliases.isEmpty())
            continue;
        taken.unite(QSet<QString>(next.aliases.begin(), next.aliases.end()));
        if (const auto refused = refuse(tools, AllowList::Services, image))
            co_return std::unexpected(*refused);
        auto started = co_await startService(tools, scope, service, next, static_cast<int>(i), network, binds);
        if (!started)
            co_return std::unexpected(started.error());
        running << *started;
        if (tools.interruption.requested())
            break;
    }
    co_return running;
}

} // namespace stagecraft::engine
