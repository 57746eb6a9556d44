// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/recipe.h"
#include "core/runner/pipeline_docker.h"
#include "core/runner/runner_form.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace stagecraft::runner {

namespace {

using yaml::NodePath;

struct Variable {
    const char *name;
    const char *value;
};

/// What a job's docker client has to know, in the order in which it is written.
std::vector<Variable> variablesOf(const ModeOptions &options)
{
    if (options.mode != RunnerMode::DockerInDocker)
        return {};
    if (!options.tls)
        return {{"DOCKER_HOST", "tcp://docker:2375"}, {"DOCKER_TLS_CERTDIR", ""}};
    return {{"DOCKER_HOST", "tcp://docker:2376"},
            {"DOCKER_TLS_CERTDIR", "/certs"},
            {"DOCKER_TLS_VERIFY", "1"},
            {"DOCKER_CERT_PATH", "$DOCKER_TLS_CERTDIR/client"}};
}

/// Values that one of our modes writes; others are the user's.
bool isOurs(const std::string &name, const std::string &value)
{
    ModeOptions options;
    for (const bool tls : {true, false}) {
        options.tls = tls;
        if (std::ranges::any_of(variablesOf(options), [&](const Variable &ours) { return name == ours.name && value == ours.value; }))
            return true;
    }
    return false;
}

class PipelineSwitch
{
    Q_DECLARE_TR_FUNCTIONS(stagecraft)

public:
    PipelineSwitch(const PipelineDocker &docker, const ModeOptions &options) : m_docker(docker), m_options(options) {}

    std::vector<edit::Recipe> recipes()
    {
        setImage();
        setServices();
        setVariables();
        return std::move(m_recipes);
    }

    QStringList notes() const { return m_notes; }

private:
    static NodePath below(NodePath path, yaml::PathStep step)
    {
        path.push_back(std::move(step));
        return path;
    }

    /// Shell jobs have no image: the one that our modes write goes, another one does no harm.
    void setImage()
    {
        const NodePath path = below(m_docker.imageHome, std::string("image"));
        const std::optional<std::string> &image = m_docker.global.image;
        if (m_options.mode == RunnerMode::Shell) {
            if (image && QString::fromStdString(*image) == m_options.cliImage)
                m_recipes.push_back(edit::ClearField{path});
        } else if (!image) {
            m_recipes.push_back(edit::SetField{path, m_options.cliImage});
        } else if (!QString::fromStdString(*image).contains(QLatin1String("docker"))) {
            m_notes += tr("The default image %1 stays. Jobs that call docker need an image with a Docker client, such as %2.")
                           .arg(QString::fromStdString(*image), m_options.cliImage);
        }
    }

    void setServices()
    {
        const NodePath list = below(m_docker.servicesHome, std::string("services"));
        const std::vector<PipelineService> &services = m_docker.global.services;
        const bool hasDind = std::ranges::any_of(services, [](const PipelineService &service) { return isDind(service.name); });
        if (m_options.mode == RunnerMode::DockerInDocker) {
            if (!hasDind && m_docker.global.hasServices)
                m_recipes.push_back(edit::SetField{below(list, static_cast<int>(services.size())), m_options.dindImage});
            else if (!hasDind)
                m_recipes.push_back(edit::SetField{list, QJsonArray{m_options.dindImage}});
            noteJobs(false);
            return;
        }
        if (hasDind) {
            if (services.size() == 1) {
                m_recipes.push_back(edit::ClearField{list});
            } else {
                for (auto service = services.rbegin(); service != services.rend(); ++service) {
                    if (isDind(service->name))
                        m_recipes.push_back(edit::ClearField{service->path});
                }
            }
        }
        noteJobs(true);
    }

    /// A job's own services take the place of the default ones.
    void noteJobs(bool hasDind)
    {
        for (const PipelineScope &job : m_docker.jobs) {
            const bool uses = std::ranges::any_of(job.services, [](const PipelineService &service) { return isDind(service.name); });
            if (job.hasServices && uses && hasDind)
                m_notes += tr("The job %1 has a dind service of its own; it stays.").arg(QString::fromStdString(job.job));
            else if (job.hasServices && !uses && !hasDind)
                m_notes += tr("The job %1 has services of its own, without dind; docker does not work in it.").arg(QString::fromStdString(job.job));
        }
    }

    void setVariables()
    {
        const NodePath home = {std::string("variables")};
        const std::vector<Variable> wanted = variablesOf(m_options);
        for (const char *name : {"DOCKER_HOST", "DOCKER_TLS_CERTDIR", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH"}) {
            const auto written = m_docker.global.variables.find(name);
            const auto needed = std::ranges::find_if(wanted, [&](const Variable &variable) { return std::string_view(variable.name) == name; });
            const bool isWritten = written != m_docker.global.variables.end();
            if (needed != wanted.end()) {
                if (!isWritten || (written->second.value != needed->value && isOurs(name, written->second.value)))
                    m_recipes.push_back(edit::SetField{below(home, std::string(name)), QLatin1String(needed->value)});
                else if (written->second.value != needed->value)
                    noteVariable(name, written->second.value);
            } else if (isWritten) {
                if (isOurs(name, written->second.value))
                    m_recipes.push_back(edit::ClearField{below(home, std::string(name))});
                else
                    noteVariable(name, written->second.value);
            }
        }
        for (const PipelineScope &job : m_docker.jobs) {
            for (const auto &[name, variable] : job.variables) {
                if (name.starts_with("DOCKER_") && isOurs(name, variable.value)
                    && std::ranges::none_of(wanted, [&](const Variable &other) { return name == other.name && variable.value == other.value; }))
                    m_notes += tr("The job %1 sets %2 for another mode; it stays.").arg(QString::fromStdString(job.job), QString::fromStdString(name));
            }
        }
    }

    void noteVariable(const std::string &name, const std::string &value)
    {
        m_notes += tr("The variable %1 has a value of its own (\"%2\") and stays.").arg(QString::fromStdString(name), QString::fromStdString(value));
    }

    const PipelineDocker &m_docker;
    const ModeOptions &m_options;
    std::vector<edit::Recipe> m_recipes;
    QStringList m_notes;
};

text::Diagnostic refusal(const text::TextBuffer &pipeline, const edit::Refusal &reason)
{
    text::Diagnostic problem;
    problem.id = QStringLiteral("mode-switch-refused");
    problem.message = edit::describe(reason);
    problem.range = reason.range;
    problem.position = pipeline.positionAt(reason.range.begin);
    return problem;
}

} // namespace

std::expected<ModeSwitch, text::Diagnostic> switchMode(const text::TextBuffer &pipeline, const text::TextBuffer &config,
                                                       const ModeOptions &options)
{
    ModeOptions wanted = options;
    // A local run obeys the first runner of the file, so that is the one to switch.
    if (wanted.runnerName.isEmpty()) {
        if (const auto present = modeOf(config))
            wanted.runnerName = present->runnerName;
    }
    auto configPatch = patchConfigToml(config, wanted);
    if (!configPatch)
        return std::unexpected(configPatch.error());

    const yaml::SyntaxTree tree = yaml::parse(pipeline);
    const PipelineDocker docker = readPipelineDocker(tree);
    PipelineSwitch pipelineSwitch(docker, options);
    const auto pipelinePatch = edit::recipesToPatch(tree, pipelineSwitch.recipes());
    if (!pipelinePatch)
        return std::unexpected(refusal(pipeline, pipelinePatch.error()));
    return ModeSwitch{*pipelinePatch, std::move(*configPatch), pipelineSwitch.notes()};
}

} // namespace stagecraft::runner
