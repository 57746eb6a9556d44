// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/docker_images.h"

#include "core/docker/registry_auth.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace stagecraft::engine {

namespace {

QString textOf(PullPolicy policy)
{
    switch (policy) {
    case PullPolicy::IfNotPresent: return QStringLiteral("if-not-present");
    case PullPolicy::Never: return QStringLiteral("never");
    case PullPolicy::Always: break;
    }
    return QStringLiteral("always");
}

QString textOf(const std::vector<PullPolicy> &policies)
{
    QStringList texts;
    for (const PullPolicy policy : policies)
        texts << textOf(policy);
    return texts.join(QLatin1Char(' '));
}

using Attempt = docker::Task<Result<docker::ImageInfo>>;

constexpr int pullTries = 3; // of what may be better in a moment
constexpr int shortestPause = 2000;
constexpr int longestPause = 10'000;

bool isTransient(const Error &error)
{
    return error.kind != ErrorKind::Unavailable
           && pullFailureReason(describe(error)) == FailureReason::RunnerExternalDependencyFailure;
}

Attempt pull(DockerTools &tools, QString name, QString platform)
{
    const docker::JobCredentials ofJob{tools.expand("$DOCKER_AUTH_CONFIG"), tools.expand("$CI_REGISTRY"), tools.expand("$CI_REGISTRY_USER"),
                                       tools.expand("$CI_REGISTRY_PASSWORD")};
    const auto credentials = co_await tools.interruption.watch(docker::credentialsFor(name, ofJob));
    if (credentials && !credentials->warning.isEmpty())
        tools.trace.warning(credentials->warning);
    if (credentials && !credentials->source.isEmpty())
        tools.trace.line(QStringLiteral("Authenticating with credentials from %1").arg(credentials->source));
    tools.trace.line(platform.isEmpty() ? QStringLiteral("Pulling docker image %1 ...").arg(name)
                                        : QStringLiteral("Pulling docker image %1 for platform %2 ...").arg(name, platform));
    const docker::PullRequest request{name, platform, credentials ? credentials->header : QByteArray()};
    const auto meter = std::make_shared<PullMeter>();
    const QString what = QStringLiteral("Pulling %1").arg(name);
    tools.progress(what, -1);
    Result<> pulled;
    for (int i = 1; i <= pullTries; ++i) {
        pulled = co_await tools.interruption.watch(
            tools.client.pullImage(request, [&tools, meter, what](const docker::PullProgress &progress) {
                meter->take(progress);
                tools.progress(what, meter->fraction());
            }));
        if (pulled || i == pullTries || tools.interruption.requested() || !isTransient(pulled.error()))
            break;
        tools.trace.warning(QStringLiteral("Failed to pull image \"%1\" (attempt #%2), retrying: %3")
                                .arg(name, QString::number(i), describe(pulled.error())));
        co_await tools.interruption.watch(docker::delay(
            QRandomGenerator::global()->bounded(shortestPause, std::min(longestPause, shortestPause << i))));
    }
    tools.progress({}, -1);
    if (!pulled)
        co_return std::unexpected(pulled.error());
    co_return co_await tools.client.inspectImage(name);
}

Attempt attempt(DockerTools &tools, QString name, QString platform, PullPolicy policy)
{
    if (policy != PullPolicy::Always) {
        auto found = co_await tools.client.inspectImage(name);
        const bool missing = !found && found.error().kind == ErrorKind::NotFound;
        if (found && policy == PullPolicy::IfNotPresent)
            tools.trace.line(QStringLiteral("Using locally found image version due to \"if-not-present\" pull policy"));
        if (!missing || policy == PullPolicy::Never)
            co_return found;
    }
    co_return co_await pull(tools, name, platform);
}

} // namespace

std::optional<PullPolicy> pullPolicyFromText(const std::string &text)
{
    if (text == "always")
        return PullPolicy::Always;
    if (text == "if-not-present")
        return PullPolicy::IfNotPresent;
    if (text == "never")
        return PullPolicy::Never;
    return std::nullopt;
}

std::expected<std::vector<PullPolicy>, QString> effectivePolicies(const QString &image, const std::vector<std::string> &ofJob,
                                                                  const runner::RunnerSettings &runner)
{
    static const std::vector<std::string> always{"always"};
    const auto parsed = [](const char *key, const std::vector<std::string> &texts) -> std::expected<std::vector<PullPolicy>, QString> {
        std::vector<PullPolicy> policies;
        for (const std::string &text : texts) {
            const auto policy = pullPolicyFromText(text);
            if (!policy)
                return std::unexpected(QStringLiteral("unsupported %1 config: \"%2\"").arg(QLatin1String(key), QString::fromStdString(text)));
            policies.push_back(*policy);
        }
        return policies;
    };
    const auto &ofRunner = runner.namesPullPolicy ? runner.pullPolicy : always;
    const auto wanted = parsed("pull_policy", ofJob.empty() ? ofRunner : ofJob);
    const auto allowed = parsed("allowed_pull_policies", runner.allowedPullPolicies.empty() ? ofRunner : runner.allowedPullPolicies);
    if (!wanted || !allowed)
        return std::unexpected(wanted ? allowed.error() : wanted.error());
    std::vector<PullPolicy> policies;
    std::ranges::copy_if(*wanted, std::back_inserter(policies), [&](PullPolicy policy) { return std::ranges::contains(*allowed, policy); });
    if (policies.empty()) {
        const QString source = !ofJob.empty()          ? QStringLiteral("GitLab pipeline config")
                               : runner.namesPullPolicy ? QStringLiteral("Runner config")
                                                        : QStringLiteral("Runner config (default)");
        return std::unexpected(QStringLiteral("invalid pull policy for image \"%1\": pull_policy ([%2]) defined in %3 is not one of the "
                                              "allowed_pull_policies ([%4])").arg(image, textOf(*wanted), source, textOf(*allowed)));
    }
    // Where nobody says anything, a local run does not download what is here.
    if (ofJob.empty() && !runner.namesPullPolicy)
        return parsed("pull_policy", runner.pullPolicy);
    return policies;
}

FailureReason pullFailureReason(const QString &message)
{
    static constexpr std::array external{"dial tcp",         "connection refused", "no such host",
                                         "i/o timeout",      "tls handshake",      "client.timeout exceeded",
                                         "request canceled", "connection reset"};
    static constexpr std::array configuration{"not found",
                                              "manifest unknown",
                                              "pull access denied",
                                              "access to the resource is denied",
                                              "no basic auth credentials",
                                              "repository does not exist or may require",
                                              "unauthorized",
                                              "authentication required"};
    const auto says = [&message](const char *words) {
        return message.contains(QLatin1String(words), Qt::CaseInsensitive);
    };
    if (std::ranges::any_of(external, says))
        return FailureReason::RunnerExternalDependencyFailure;
    return std::ranges::any_of(configuration, says) ? FailureReason::RunnerConfigurationError
                                                    : FailureReason::ImagePullFailure;
}

QString withTag(const QString &name)
{
    if (name.contains(QLatin1Char(':')) || name.contains(QLatin1Char('@')))
        return name;
    return name + QStringLiteral(":latest");
}

void PullMeter::take(const docker::PullProgress &progress)
{
    if (progress.layer.isEmpty())
        return;
    Layer &layer = m_layers[progress.layer];
    if (progress.status == QLatin1String("Downloading") && progress.total > 0)
        layer = {progress.current, progress.total};
    else if (progress.status == QLatin1String("Download complete") || progress.status == QLatin1String("Pull complete"))
        layer.current = layer.total;
}

double PullMeter::fraction() const
{
    qint64 current = 0;
    qint64 total = 0;
    for (const Layer &layer : m_layers) {
        current += layer.current;
        total += layer.total;
    }
    return total > 0 ? static_cast<double>(current) / static_cast<double>(total) : -1;
}

StepTask<docker::ImageInfo> provideImage(DockerTools &tools, QString name, plan::Image image)
{
    const auto policies = effectivePolicies(name, image.pullPolicy, tools.runner);
    if (!policies)
        co_return failed(FailureReason::RunnerConfigurationError, policies.error());
    tools.trace.line(QStringLiteral("Using effective pull policy of [%1] for container %2").arg(textOf(*policies), name));
    const QString tagged = withTag(name);
    const QString platform = tools.expand(image.platform);
    Error last;
    for (std::size_t i = 0; i < policies->size() && !tools.interruption.requested(); ++i) {
        const PullPolicy policy = (*policies)[i];
        if (i > 0) {
            tools.trace.line(QStringLiteral("Attempt #%1: Trying \"%2\" pull policy").arg(i + 1).arg(textOf(policy)));
        }
        const auto found = co_await attempt(tools, tagged, platform, policy);
        if (found) {
            const QString digest = found->repoDigests.value(0);
            tools.trace.line(QStringLiteral("Using docker image %1 for %2 ...")
                                 .arg(found->id, digest.isEmpty() ? name : name + QStringLiteral(" with digest ") + digest));
            tools.images.insert(tagged, found->id);
            co_return *found;
        }
        last = found.error();
        if (last.kind == ErrorKind::Unavailable)
            co_return systemFailure(last);
        if (!tools.interruption.requested()) {
            tools.trace.warning(QStringLiteral("Failed to pull image with policy \"%1\": %2").arg(textOf(policy), describe(last)));
        }
    }
    co_return failed(pullFailureReason(describe(last)),
                     QStringLiteral("failed to pull image \"%1\" with specified policies [%2]: %3")
                         .arg(name, textOf(*policies), describe(last)));
}

} // namespace stagecraft::engine
