// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Scenarios of the fidelity suite, read from fidelity/*.yaml. One of them is a map of
//
//   name        what it shows, as a sentence
//   shows       keywords of the keyword table that it runs
//   experiment  number of the experiment with another local runner that it repeats (reference, peers and demands 1.3)
//   pipeline    text of the .gitlab-ci.yml; files: others, by path
//   git         the project is a repository with one commit of all files, on the branch main
//   untracked   files that are written after that commit, by path
//   mode        shell (when left out), dind, or config: as its file config.toml says; options: more of them for `stagecraft-cli run`,
//               where {project} is the project's directory
//   runs        how often it is run with the same state; the last run counts
//   expect      what a GitLab with a runner would do:
//     exit      of the program; complaint: a text on its standard error
//     jobs      all jobs of the pipeline with their last status
//     logs, without   texts that a job's log holds, or does not
//     attempts, reasons, coverage   of a job
//     order     pairs of jobs: the first ended before the second started
//     together  pairs of jobs: the second started before the first ended
//     takes, within   seconds that the run lasts at least, at most
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QStringList>

#include <yaml-cpp/yaml.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stagecraft::tests {

struct Scenario {
    using Texts = std::map<std::string, std::vector<std::string>>;
    using Pairs = std::vector<std::pair<std::string, std::string>>;

    std::string name;
    std::vector<std::string> shows;
    int experiment = 0;
    QByteArray pipeline;
    std::map<std::string, std::string> files;
    bool git = false;
    std::map<std::string, std::string> untracked;
    QString mode;
    QStringList options;
    int runs = 1;

    int exitCode = 0;
    std::string complaint;
    std::map<std::string, std::string> jobs;
    Texts logs, without;
    std::map<std::string, int> attempts;
    std::map<std::string, std::string> reasons;
    std::map<std::string, double> coverage;
    Pairs order, together;
    double takes = 0;
    std::optional<double> within;
};

template<typename Type>
Type valueOr(const YAML::Node &map, const char *key, Type fallback)
{
    return map[key] ? map[key].as<Type>() : fallback;
}

inline Scenario scenarioFrom(const YAML::Node &node)
{
    Scenario scenario;
    scenario.name = node["name"].as<std::string>();
    scenario.shows = valueOr<std::vector<std::string>>(node, "shows", {});
    scenario.experiment = valueOr(node, "experiment", 0);
    scenario.pipeline = QByteArray::fromStdString(node["pipeline"].as<std::string>());
    scenario.files = valueOr<std::map<std::string, std::string>>(node, "files", {});
    scenario.git = valueOr(node, "git", false);
    scenario.untracked = valueOr<std::map<std::string, std::string>>(node, "untracked", {});
    scenario.mode = QString::fromStdString(valueOr<std::string>(node, "mode", "shell"));
    for (const auto &option : valueOr<std::vector<std::string>>(node, "options", {}))
        scenario.options << QString::fromStdString(option);
    scenario.runs = valueOr(node, "runs", 1);
    const YAML::Node expect = node["expect"];
    scenario.exitCode = valueOr(expect, "exit", 0);
    scenario.complaint = valueOr<std::string>(expect, "complaint", {});
    scenario.jobs = valueOr<std::map<std::string, std::string>>(expect, "jobs", {});
    scenario.logs = valueOr<Scenario::Texts>(expect, "logs", {});
    scenario.without = valueOr<Scenario::Texts>(expect, "without", {});
    scenario.attempts = valueOr<std::map<std::string, int>>(expect, "attempts", {});
    scenario.reasons = valueOr<std::map<std::string, std::string>>(expect, "reasons", {});
    scenario.coverage = valueOr<std::map<std::string, double>>(expect, "coverage", {});
    scenario.order = valueOr<Scenario::Pairs>(expect, "order", {});
    scenario.together = valueOr<Scenario::Pairs>(expect, "together", {});
    scenario.takes = valueOr(expect, "takes", 0.0);
    if (expect["within"])
        scenario.within = expect["within"].as<double>();
    return scenario;
}

/// Of all files, in the order of their names. Throws YAML::Exception.
inline std::vector<Scenario> allScenarios(const QString &directory)
{
    std::vector<Scenario> scenarios;
    for (const QFileInfo &file : QDir(directory).entryInfoList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name)) {
        for (const YAML::Node &node : YAML::LoadFile(QFile::encodeName(file.filePath()).toStdString()))
            scenarios.push_back(scenarioFrom(node));
    }
    return scenarios;
}

} // namespace stagecraft::tests
