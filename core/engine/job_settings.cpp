// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/job_settings.h"

#include "core/engine/job_environment.h"
#include "core/engine/path_pattern.h"
#include "core/runner/go_duration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>

namespace stagecraft::engine {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds afterScriptDefault = 5min;
constexpr int mostAttempts = 10;

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

class Reader
{
public:
    explicit Reader(const std::vector<plan::Variable> &variables) : m_variables(variables) {}

    std::string text(std::string_view key) const { return variableValue(m_variables, key); }

    /// As the runner reads flags: "true" in any case and "1".
    bool flag(std::string_view key, bool byDefault = false) const
    {
        const std::string value = lowered(text(key));
        return value.empty() ? byDefault : value == "true" || value == "1";
    }

    std::optional<int> number(std::string_view key) const
    {
        const std::string value = text(key);
        int number = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
        return error == std::errc() && end == value.data() + value.size() ? std::optional(number) : std::nullopt;
    }

    int attempts(std::string_view key) const { return std::clamp(number(key).value_or(1), 1, mostAttempts); }

private:
    const std::vector<plan::Variable> &m_variables;
};

/// The duration of `key`, when it is one that the runner takes.
std::optional<milliseconds> timeoutOf(const Reader &reader, const char *key, milliseconds job, QStringList &warnings)
{
    const std::string value = reader.text(key);
    if (value.empty())
        return std::nullopt;
    const auto duration = runner::goDuration(value);
    const QString name = QString::fromLatin1(key);
    const QString text = QString::fromStdString(value);
    if (!duration) {
        warnings << QStringLiteral("Ignoring malformed %1 timeout: %2").arg(name, text);
        return std::nullopt;
    }
    if (*duration < 0ms) {
        warnings << QStringLiteral("Ignoring relative %1 timeout: %2").arg(name, text);
        return std::nullopt;
    }
    if (*duration > job) {
        warnings << QStringLiteral("%1 timeout: %2 is longer than job timeout. Setting to job timeout").arg(name, text);
        return job;
    }
    return duration;
}

GitStrategy strategyOf(const std::string &text, QString &problem)
{
    if (text == "clone")
        return GitStrategy::Clone;
    if (text == "none")
        return GitStrategy::None;
    if (text == "empty")
        return GitStrategy::Empty;
    if (!text.empty() && text != "fetch")
        problem = QStringLiteral("unknown GIT_STRATEGY");
    return GitStrategy::Fetch;
}

SubmoduleStrategy submodulesOf(const std::string &text, QString &problem)
{
    if (text == "normal")
        return SubmoduleStrategy::Normal;
    if (text == "recursive")
        return SubmoduleStrategy::Recursive;
    if (!text.empty() && text != "none")
        problem = QStringLiteral("unknown GIT_SUBMODULE_STRATEGY");
    return SubmoduleStrategy::None;
}

/// Of the flags of `git clean` only what is kept matters here: everything else goes with the default ones, too.
CleanRule cleanRuleOf(const std::string &flags)
{
    CleanRule rule;
    if (flags == "none") {
        rule.removes = false;
        return rule;
    }
    constexpr std::string_view longName = "--exclude=";
    std::istringstream words(flags);
    for (std::string word; words >> word;) {
        if (word == "-e" || word == "--exclude")
            words >> word;
        else if (word.starts_with(longName))
            word.erase(0, longName.size());
        else if (word.starts_with("-e"))
            word.erase(0, 2);
        else
            continue;
        rule.except.push_back(word);
    }
    return rule;
}

} // namespace

bool CleanRule::keeps(std::string_view path, bool isDirectory) const
{
    return !removes || std::ranges::any_of(except, [&](std::string_view pattern) {
        if (pattern.ends_with('/') && !isDirectory)
            return false;
        pattern = pattern.substr(0, pattern.find_last_not_of('/') + 1);
        const bool anywhere = pattern.find('/') == std::string_view::npos;
        return !pattern.empty() && PathPattern((anywhere ? "**/" : "") + std::string(pattern)).matches(path);
    });
}

JobSettings settingsOf(const std::vector<plan::Variable> &variables, int jobTimeoutSeconds)
{
    const Reader reader(variables);
    const milliseconds job = std::chrono::seconds(jobTimeoutSeconds);
    JobSettings settings;
    settings.submodules = submodulesOf(reader.text("GIT_SUBMODULE_STRATEGY"), settings.problem);
    settings.gitStrategy = strategyOf(reader.text("GIT_STRATEGY"), settings.problem);
    settings.gitDepth = std::max(0, reader.number("GIT_DEPTH").value_or(settings.gitDepth));
    settings.gitCheckout = reader.flag("GIT_CHECKOUT", true);
    settings.clean = cleanRuleOf(reader.text("GIT_CLEAN_FLAGS"));
    settings.clonePath = reader.text("GIT_CLONE_PATH");

    const auto script = timeoutOf(reader, "RUNNER_SCRIPT_TIMEOUT", job, settings.warnings);
    settings.scriptTimeout = script && *script > 0ms ? *script : job;
    settings.hasScriptTimeout = settings.scriptTimeout < job;
    const auto after = timeoutOf(reader, "RUNNER_AFTER_SCRIPT_TIMEOUT", job, settings.warnings);
    settings.afterScriptTimeout = after && *after > 0ms ? *after : afterScriptDefault;
    settings.ignoresAfterScriptErrors = reader.flag("AFTER_SCRIPT_IGNORE_ERRORS", true);

    settings.getSourcesAttempts = reader.attempts("GET_SOURCES_ATTEMPTS");
    settings.restoreCacheAttempts = reader.attempts("RESTORE_CACHE_ATTEMPTS");
    settings.downloadAttempts = reader.attempts("ARTIFACT_DOWNLOAD_ATTEMPTS");
    settings.retryPause = reader.flag("FF_USE_EXPONENTIAL_BACKOFF_STAGE_RETRY", true) ? milliseconds(5s) : 0ms;

    settings.debugTrace = reader.flag("CI_DEBUG_TRACE");
    settings.scriptSections = reader.flag("FF_SCRIPT_SECTIONS");
    settings.checksExitCodes = reader.flag("FF_ENABLE_BASH_EXIT_CODE_CHECK");
    return settings;
}

JobSettings settingsOf(const std::vector<plan::Variable> &variables, int jobTimeoutSeconds,
                       const runner::RunnerSettings &runner)
{
    JobSettings settings = settingsOf(variables, jobTimeoutSeconds);
    settings.debugTrace = settings.debugTrace && !runner.debugTraceDisabled;
    settings.mayChooseClonePath = runner.mayChooseClonePath;
    const auto limit = [jobTimeoutSeconds](milliseconds wanted) {
        return wanted < std::chrono::seconds(jobTimeoutSeconds) ? std::max(wanted, 0ms) : 0ms;
    };
    settings.prepareTimeout = limit(runner.prepareTimeout);
    settings.getSourcesTimeout = limit(runner.getSourcesTimeout);
    return settings;
}

QString stageTimeoutWarning(const QString &stage)
{
    return QStringLiteral("%1 could not run to completion because the timeout was exceeded. For more control over job and "
                          "script timeouts see: https://docs.gitlab.com/ci/runners/configure_runners/"
                          "#set-script-and-after_script-timeouts")
        .arg(stage);
}

} // namespace stagecraft::engine
