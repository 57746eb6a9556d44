// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/entries.h"

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::array<std::string_view, 10> ArtifactKeys = {"name",      "untracked", "paths",   "reports", "when",
                                                           "expire_in", "expose_as", "exclude", "public",  "access"};
constexpr std::array<std::string_view, 26> ReportKeys = {
    "junit",           "codequality",  "sast",           "secret_detection",   "dependency_scanning",
    "container_scanning", "dast",      "performance",    "browser_performance", "load_performance",
    "license_scanning", "metrics",     "lsif",           "dotenv",             "terraform",
    "accessibility",   "coverage_fuzzing", "api_fuzzing", "cluster_image_scanning", "requirements",
    "requirements_v2", "coverage_report", "cyclonedx",   "annotations",        "repository_xray",
    "sarif"};
constexpr std::array<std::string_view, 3> ArtifactTimes = {"on_success", "on_failure", "always"};
constexpr std::array<std::string_view, 4> AccessLevels = {"none", "developer", "maintainer", "all"};
constexpr std::array<std::string_view, 2> CoverageFormats = {"cobertura", "jacoco"};
constexpr std::array<std::string_view, 2> CoverageKeys = {"coverage_format", "path"};
constexpr std::size_t MaximalExposeLength = 100;

/// \A\w[-\w ]*\z
bool isExposeName(std::string_view text)
{
    const auto isWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !text.empty() && isWord(text.front())
           && std::ranges::all_of(text, [&isWord](char c) { return isWord(c) || c == '-' || c == ' '; });
}

void coverageReportEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().hash();
    entry.allowedKeys(CoverageKeys);
    entry.field("coverage_format")
        .present()
        .oneOf(CoverageFormats, "must be one of supported formats: cobertura, jacoco.");
    entry.field("path").present().string();
}

Value reportsEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.allowedKeys(ReportKeys);
    for (const std::string_view key : ReportKeys) {
        if (key != "coverage_report")
            entry.optional(key).arrayOfStringsOrString();
    }
    if (!entry.ok())
        return config;
    if (const Value coverage = entry.value("coverage_report"); !coverage.isNull())
        coverageReportEntry(coverage, at / "coverage_report", report);
    Value::Map result;
    for (const Value::Member &member : config.members()) {
        const Value value = member.value.isMap() ? member.value : listOf(member.value);
        result.push_back({member.key, member.keyOrigin, value});
    }
    return Value::map(std::move(result), config.origin());
}

} // namespace

Value artifactsEntry(const Value &config, const Location &at, Report &report)
{
    Entry entry(report, at, config);
    entry.whole().hash();
    entry.whole().hash(); // GitLab checks it twice, and says so twice
    entry.allowedKeys(ArtifactKeys);
    entry.notTogether({"access", "public"});
    const Value exposed = entry.value("expose_as");
    const Value paths = entry.value("paths");
    if (!exposed.isNull())
        entry.field("paths").present();
    entry.optional("name").string();
    entry.optional("public").boolean();
    entry.optional("untracked").boolean();
    entry.optional("paths").arrayOfStrings();
    if (!exposed.isNull()) {
        const bool starred = std::ranges::any_of(paths.items(), [](const Value &path) {
            return path.toString().find('*') != std::string::npos;
        });
        if (starred)
            entry.error("paths", "can't contain '*' when used with 'expose_as'", paths.origin());
        entry.field("expose_as")
            .string()
            .maxLength(MaximalExposeLength)
            .require(isExposeName(exposed.text()), "can contain only letters, digits, '-', '_' and spaces");
    }
    entry.optional("exclude").arrayOfStrings();
    entry.optional("reports").hash();
    entry.optional("when").string().oneOf(ArtifactTimes, "should be one of: " + joined(ArtifactTimes));
    if (lowerCase(entry.value("expire_in").toString()) != "never")
        entry.optional("expire_in").duration();
    entry.optional("access").string().oneOf(AccessLevels, "should be one of: " + joined(AccessLevels));
    if (!entry.ok())
        return {};

    Value::Map result;
    for (const Value::Member &member : config.members()) {
        if (member.value.isNull())
            continue;
        result.push_back(member);
        if (member.key == "reports")
            result.back().value = reportsEntry(member.value, at / "reports", report);
    }
    return Value::map(std::move(result), config.origin());
}

} // namespace stagecraft::expand
