// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/script_writer.h"

#include "core/engine/paused_script.h"

#include <algorithm>

namespace stagecraft::engine {

namespace {

constexpr std::string_view environmentFile = "/gitlab_runner_env";

bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view("_-./,@:+=%").contains(c);
}

bool isVariableName(std::string_view name)
{
    if (name.empty() || (name.front() >= '0' && name.front() <= '9'))
        return false;
    return name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")
        == std::string_view::npos;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// printf, because the echo of some shells interprets backslashes.
std::string greenLine(std::string_view text)
{
    return "printf '%s\\n' " + shellQuoted("\x1b[32;1m" + std::string(text) + "\x1b[0;m") + '\n';
}

std::string exports(const std::vector<plan::Variable> &variables, const ScriptPlace &place, const std::string &directoryOfCommands)
{
    const std::string directory = shellQuoted(place.temporaryDirectory);
    const std::string environment = shellQuoted(place.temporaryDirectory + std::string(environmentFile));
    std::string text;
    if (place.makeTemporaryDirectory)
        text += "mkdir -p " + directory + "\n";
    for (const plan::Variable &variable : variables) {
        // The runner writes any key; a shell would stop at one that is no name, so such a key stays out.
        if (!isVariableName(variable.key))
            continue;
        if (variable.file) {
            const std::string file = shellQuoted(place.temporaryDirectory + '/' + variable.key);
            text += "(umask 077; printf '%s' " + shellQuoted(variable.value) + " > " + file + ")\n";
            text += "export " + variable.key + '=' + file + '\n';
        } else {
            text += "export " + variable.key + '=' + shellQuoted(variable.value) + '\n';
        }
    }
    text += "export GITLAB_ENV=" + environment + '\n';
    if (place.makeTemporaryDirectory)
        text += "touch " + environment + '\n';
    // Taken literally, as the runner does: a line X=$(date) stays that text.
    text += "while read -r line; do export \"$line\"; done < " + environment + '\n';
    text += "cd " + shellQuoted(directoryOfCommands) + '\n';
    return text;
}

/// A marker with the time at which it is printed.
std::string sectionMarker(const std::string &kind, const std::string &name, std::string_view header)
{
    return "printf '" + kind + ":%s:" + name + "\\r\\033[0K%s\\n' \"$(date +%s)\" " + shellQuoted(header) + '\n';
}

std::string commands(const std::vector<std::string> &lines, const ScriptStyle &style, const std::string &step)
{
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view command = trimmed(lines[i]);
        if (command.empty()) {
            text += "echo\n";
            continue;
        }
        const std::size_t newline = command.find('\n');
        const bool isLong = newline != std::string_view::npos;
        const std::string section = "section_" + step + '_' + std::to_string(i);
        if (isLong && style.sections) {
            text += sectionMarker("section_start", section + "[hide_duration=true,collapsed=true]",
                                  "\x1b[32;1m$ " + std::string(command) + "\x1b[0;m");
        } else {
            text += greenLine("$ " + std::string(trimmed(command.substr(0, newline)))
                              + (isLong ? " # collapsed multi-line command" : ""));
        }
        text += command;
        text += '\n';
        if (style.checksExitCodes) {
            text += "_runner_exit_code=$?\n"
                    "if [ $_runner_exit_code -ne 0 ]; then exit $_runner_exit_code; fi\n";
        }
        if (isLong && style.sections)
            text += sectionMarker("section_end", section, {});
    }
    return text;
}

QByteArray framed(const std::string &body, const ScriptStyle &style = {})
{
    return QByteArrayLiteral("#!/usr/bin/env bash\n\n"
                             "trap 'exit 1' TERM\n\n")
           + (style.holdWord.empty() ? QByteArray() : QByteArray::fromStdString(holdCommands(style.holdWord)))
           + (style.debugTrace ? QByteArrayLiteral("set -o xtrace\n") : QByteArray())
           + QByteArrayLiteral("if [ -n \"${BASH_VERSION-}\" ]; then set -o pipefail; else\n"
                               "case \"$(set -o)\" in *\"pipefail\"*) set -o pipefail;; esac; fi; set -o errexit\n"
                               "set +o noclobber\n"
                               "(trap 'exit 1' TERM; eval ")
           + QByteArray::fromStdString(shellQuoted(body)) + QByteArrayLiteral(") < /dev/null\nexit 0\n");
}

} // namespace

std::string shellQuoted(std::string_view text)
{
    if (!text.empty() && std::ranges::all_of(text, isPlain))
        return std::string(text);
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'')
            quoted += "'\\''";
        else if (c != '\0')
            quoted += c;
    }
    return quoted + '\'';
}

QByteArray prepareScript(const std::string &via)
{
    const std::string suffix = via.empty() ? std::string() : " via " + via;
    return framed("echo \"Running on $(hostname)\"" + shellQuoted(suffix + "...") + '\n');
}

std::vector<std::string> buildLines(const plan::JobPlan &job, const runner::RunnerSettings &runner)
{
    std::vector<std::string> lines;
    if (!runner.preBuildScript.empty())
        lines.push_back(runner.preBuildScript);
    lines.insert(lines.end(), job.script.begin(), job.script.end());
    if (!runner.postBuildScript.empty())
        lines.push_back(runner.postBuildScript);
    return lines;
}

std::vector<std::string> preGetSourcesLines(const plan::JobPlan &job, const runner::RunnerSettings &runner)
{
    std::vector<std::string> lines;
    if (!runner.preGetSourcesScript.empty())
        lines.push_back(runner.preGetSourcesScript);
    lines.insert(lines.end(), job.preGetSourcesScript.begin(), job.preGetSourcesScript.end());
    return lines;
}

QByteArray stepScript(const std::vector<std::string> &lines, const std::vector<plan::Variable> &variables,
                      const ScriptPlace &place, const ScriptStyle &style)
{
    const std::string keep = style.terminalFile.empty() ? std::string() : keepCommands(style.terminalFile);
    return framed(exports(variables, place, place.buildDirectory) + keep + commands(lines, style, "script_step"),
                  style);
}

QByteArray preGetSourcesScript(const std::vector<std::string> &lines, const std::vector<plan::Variable> &variables,
                               const ScriptPlace &place, const std::string &directory, const ScriptStyle &style)
{
    return framed(exports(variables, place, directory) + commands(lines, style, "pre_get_sources_script_step"), style);
}

QByteArray afterScript(const std::vector<std::string> &lines, const std::vector<plan::Variable> &variables,
                       const ScriptPlace &place, const ScriptStyle &style)
{
    return framed(exports(variables, place, place.buildDirectory) + greenLine("Running after script...")
                      + commands(lines, style, "after_script_step"),
                  style);
}

} // namespace stagecraft::engine
