// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/runner_form.h"

#include <QCoreApplication>

namespace stagecraft::runner {

namespace {

/// Text::tr() has the context that lupdate would not see through a function.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(stagecraft)
};

SetupStep installRunner()
{
    return {Text::tr("Install GitLab Runner"), QStringLiteral("sudo apt-get install gitlab-runner"),
            Text::tr("The service that asks GitLab for jobs. Take it from GitLab's own package repository to have the version "
                     "that fits your server.")};
}

SetupStep installDocker()
{
    return {Text::tr("Install the Docker engine"), QStringLiteral("sudo apt-get install docker.io"),
            Text::tr("The runner starts a container for every job.")};
}

SetupStep registerRunner(const ModeOptions &options)
{
    return {Text::tr("Register the runner"), registerCommand(options),
            options.legacyRegistration
                ? Text::tr("Registration tokens are deprecated and switched off by default since GitLab 17.0.")
                : Text::tr("Create the runner in GitLab (Settings, CI/CD, Runners), choose its tags there, and put its "
                           "glrt- token here.")};
}

SetupStep startService()
{
    return {Text::tr("Check that the service runs"), QStringLiteral("sudo systemctl enable --now gitlab-runner && sudo gitlab-runner status"),
            Text::tr("The runner reads config.toml again by itself when it changes.")};
}

SetupStep verifyRunner()
{
    return {Text::tr("Check that GitLab knows the runner"), QStringLiteral("sudo gitlab-runner verify"),
            Text::tr("Says \"is valid\" for each runner whose token GitLab accepts.")};
}

SetupStep checkEngine()
{
    return {Text::tr("Check the engine"), QStringLiteral("sudo docker info"),
            Text::tr("Must print the server's version. If it does not, the Docker service is not running.")};
}

ModeGuide shellGuide(const ModeOptions &options)
{
    ModeGuide guide;
    guide.title = Text::tr("Shell");
    guide.summary = Text::tr("Jobs run directly on the runner's machine as the user gitlab-runner, with the programs that are "
                             "installed there, Docker included.");
    guide.risks = {
        {Text::tr("No isolation"),
         Text::tr("Nothing separates a job from the machine or from other jobs. A script can read what other projects left "
                  "behind, their checkouts and credentials included, and can leave programs running.")},
        {Text::tr("The docker group is root"),
         Text::tr("To use Docker, gitlab-runner has to be in the group docker. Everyone who may use the engine can mount the "
                  "host's root folder into a container: every author of a pipeline is then as good as root on this machine.")},
        {Text::tr("Jobs depend on the machine"),
         Text::tr("image: and services: of the pipeline have no effect. A job works only where the same tools are installed.")},
    };
    guide.steps = {
        installRunner(),
        {Text::tr("Install the Docker engine with its plugins"), QStringLiteral("sudo apt-get install docker.io docker-buildx docker-compose"),
         Text::tr("Only for pipelines that call docker.")},
        {Text::tr("Let the runner's user use Docker"), QStringLiteral("sudo usermod -aG docker gitlab-runner"),
         Text::tr("Gives gitlab-runner access to the engine, which equals root on this machine.")},
        {Text::tr("Restart the runner"), QStringLiteral("sudo systemctl restart gitlab-runner"),
         Text::tr("A process learns its groups when it starts.")},
        {Text::tr("Check the access"), QStringLiteral("sudo -u gitlab-runner -H docker info"),
         Text::tr("Must print the server's version without \"permission denied\".")},
        registerRunner(options),
        startService(),
        verifyRunner(),
    };
    return guide;
}

ModeGuide dindGuide(const ModeOptions &options)
{
    ModeGuide guide;
    guide.title = options.tls ? Text::tr("Docker-in-Docker") : Text::tr("Docker-in-Docker without TLS");
    guide.summary = options.tls
        ? Text::tr("Each job gets an engine of its own in a service container, spoken to with TLS on port 2376. Images and "
                   "containers of one job are invisible to others and gone afterwards.")
        : Text::tr("Each job gets an engine of its own in a service container, spoken to without encryption on port 2375. "
                   "Images and containers of one job are invisible to others and gone afterwards.");
    guide.risks = {
        {Text::tr("Privileged containers"),
         Text::tr("privileged = true switches off the walls of a container: jobs see the host's devices and may change its "
                  "kernel settings. Every author of a pipeline can become root on the runner's machine. Use a machine that has "
                  "nothing else to lose, and let only trusted projects use the runner.")},
        {Text::tr("Every job starts empty"),
         Text::tr("The job's engine has no images. Each job downloads what it uses, which is slow and can hit the limits of a "
                  "registry; a registry mirror helps.")},
        {Text::tr("A safer way"),
         Text::tr("Rootless: a docker:…-dind-rootless service, services_privileged = true, and allowed_privileged_services with "
                  "just that image. The job's own container then stays unprivileged.")},
    };
    if (!options.tls) {
        guide.risks.prepend({Text::tr("No encryption, no password"),
                             Text::tr("Every container that reaches port 2375 controls the engine. Acceptable only because each "
                                      "job has a network of its own (FF_NETWORK_PER_BUILD).")});
    }
    guide.steps = {installRunner(), installDocker(), checkEngine()};
    guide.steps += {Text::tr("Check that privileged containers work"),
                    QStringLiteral("sudo docker run --rm --privileged docker:29-cli true"),
                    Text::tr("Fails where the machine itself is a restricted container.")};
    guide.steps += {registerRunner(options), startService(), verifyRunner()};
    guide.steps += {Text::tr("Give the service a health check on the right port"),
                    options.tls ? QStringLiteral("HEALTHCHECK_TCP_PORT: \"2376\"") : QStringLiteral("HEALTHCHECK_TCP_PORT: \"2375\""),
                    Text::tr("Only if logs warn that the service \"probably didn't start properly\": set this variable on the dind "
                             "service in .gitlab-ci.yml.")};
    return guide;
}

ModeGuide socketGuide(const ModeOptions &options)
{
    ModeGuide guide;
    guide.title = Text::tr("Docker socket");
    guide.summary = Text::tr("Jobs talk to the machine's own engine through its socket. Fast, because images stay; containers "
                             "that a job starts are neighbours of the job, not inside it.");
    guide.risks = {
        {Text::tr("The socket is root"),
         Text::tr("Whoever can use the socket can start a container that mounts the host's root folder. Every author of a "
                  "pipeline is then root on the runner's machine: the same power as privileged, without the word.")},
        {Text::tr("Jobs share one engine"),
         Text::tr("Names and ports of containers collide between jobs that run at once, and a job can stop or read the "
                  "containers of others, the runner's own included.")},
        {Text::tr("Nothing is cleaned up"),
         Text::tr("Containers, images and volumes that a job makes stay on the machine until somebody removes them.")},
        {Text::tr("Paths are the host's"),
         Text::tr("docker run -v /path means a path on the host, where the job's checkout is not; such folders turn up empty.")},
    };
    guide.steps = {installRunner(),
                   installDocker(),
                   {Text::tr("Let the runner's user use Docker"), QStringLiteral("sudo usermod -aG docker gitlab-runner"),
                    Text::tr("Needed when the runner does not run as root. Membership in docker equals root on this machine.")},
                   checkEngine(),
                   {Text::tr("Check the socket"), QStringLiteral("ls -l /var/run/docker.sock"),
                    Text::tr("It must exist before the first job, else Docker makes a folder of that name.")},
                   registerRunner(options),
                   startService(),
                   verifyRunner(),
                   {Text::tr("Clean up regularly"), QStringLiteral("docker system prune --force --filter until=72h"),
                    Text::tr("Removes what jobs left behind and nobody uses; put it into a timer.")}};
    return guide;
}

} // namespace

ModeGuide guide(const ModeOptions &options)
{
    switch (options.mode) {
    case RunnerMode::Shell: return shellGuide(options);
    case RunnerMode::DockerInDocker: return dindGuide(options);
    case RunnerMode::DockerSocket: break;
    }
    return socketGuide(options);
}

} // namespace stagecraft::runner
