// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/rule_evaluation.h"

#include "core/expand/entries.h"
#include "core/expand/globs.h"
#include "core/expand/path_regexp.h"

#include <algorithm>

namespace stagecraft::expand {

namespace {

std::string expandedPath(const std::string &path, const RuleEnvironment &environment)
{
    if (path.find_first_of("$%") == std::string::npos)
        return path;
    return expandText(path, sortAndExpand(environment.expansion()).variables, UnknownNames::Stay);
}

std::vector<std::string> expandedGlobs(const Value &paths, const RuleEnvironment &environment)
{
    std::vector<std::string> globs;
    for (const Value &path : paths.items()) {
        std::string glob = expandedPath(path.toString(), environment);
        if (std::ranges::find(globs, glob) == globs.end())
            globs.push_back(std::move(glob));
    }
    return globs;
}

/// The paths that a clause looks at. What the context says is what the user wants to know about; then nobody asks git.
ChangedPaths changedPaths(const RuleEnvironment &environment, const Value *compareTo)
{
    const Context &context = environment.context;
    std::string ref;
    if (compareTo && !compareTo->isNull()) {
        ref = expandedPath(compareTo->toString(), environment);
        if (ref.empty())
            return {.isValidRef = false};
    }
    if (!context.changes && environment.changes) {
        ChangedPaths known = environment.changes(context, ref);
        if (known.isValidRef || ref.empty())
            return known;
    }
    constexpr std::string_view Heads = "refs/heads/";
    if (ref.starts_with(Heads))
        ref.erase(0, Heads.size());
    const bool isKnown = ref.empty() || ref == context.defaultBranch || ref == context.ref
                         || std::ranges::find(context.knownRefs, ref) != context.knownRefs.end();
    return {.isValidRef = isKnown, .paths = context.changes};
}

/// What made it match, for people.
std::string changesInWords(const std::vector<std::string> &globs, const std::vector<std::string> &paths)
{
    // anyGlobMatches() takes more comparisons than GitLab's limit for a match: nobody looks for the path then.
    constexpr std::size_t MostComparisons = 50000;
    if (globs.size() * paths.size() > MostComparisons)
        return "too many changed files to compare";
    for (const std::string &glob : globs) {
        if (const std::string *path = firstMatch(glob, paths))
            return *path + " changed";
    }
    return {};
}

/// Whether the expression is found in a path. With an error, behind the keyword's name, nothing counts.
bool regexpMatches(const Value &regexp, std::string_view keyword, const std::vector<std::string> &paths,
                   const RuleEnvironment &environment, std::string &error)
{
    const PathRegexp compiled(expandedPath(regexp.toString(), environment));
    const PathRegexp::Answer answer = compiled.isValid() ? compiled.matchesAny(paths) : PathRegexp::Answer::No;
    if (!compiled.isValid())
        error = std::string(keyword) + " " + compiled.error();
    else if (answer == PathRegexp::Answer::TooSlow)
        error = std::string(keyword) + " exceeded the time budget while evaluating paths";
    return answer == PathRegexp::Answer::Yes;
}

bool changesMatch(const Value &changes, const RuleEnvironment &environment, std::string &because, std::string &error)
{
    const Value *compareTo = changes.find("compare_to");
    const ChangedPaths known = changedPaths(environment, compareTo);
    if (!known.isValidRef) {
        error = "rules:changes:compare_to is not a valid ref";
        return false;
    }
    if (!known.paths) {
        because = "changes are not known";
        return true;
    }
    if (known.paths->empty())
        return false;
    if (const Value *regexp = changes.find("regexp")) {
        because = "a changed path matches " + regexp->toString();
        return regexpMatches(*regexp, "rules:changes:regexp", *known.paths, environment, error);
    }
    const Value *paths = changes.find("paths");
    const std::vector<std::string> globs = expandedGlobs(paths ? *paths : Value(), environment);
    if (globs.empty() || !anyGlobMatches(globs, *known.paths))
        return false;
    because = changesInWords(globs, *known.paths);
    return true;
}

Existence existsMatches(const Value &exists, const RuleEnvironment &environment)
{
    const Value *paths = exists.find("paths");
    const Value *regexp = exists.find("regexp");
    std::vector<std::string> globs = expandedGlobs(paths ? *paths : Value(), environment);
    if (regexp)
        globs = {std::string(AnyFile)};
    if (globs.empty())
        return {};
    const auto textOf = [&](std::string_view key) {
        const Value *value = exists.find(key);
        return value && !value->isNull() ? expandedPath(value->toString(), environment) : std::string();
    };
    const std::string named = textOf("project");
    const std::string &project = named.empty() ? environment.project : named;
    const std::string ref = named.empty() ? environment.ref : textOf("ref");
    if (!project.empty() && !isOwnProject(environment.context, project, ref))
        return existsElsewhere(globs, project, ref, environment.context, environment.reader);
    if (regexp) {
        Existence existence;
        static const std::vector<std::string> None;
        const std::vector<std::string> &files = environment.files ? environment.files() : None;
        if (regexpMatches(*regexp, "rules:exists:regexp", files, environment, existence.error))
            existence.answer = Existence::Answer::Yes;
        return existence;
    }
    const bool found = environment.files && anyFileExists(globs, environment.files());
    return {.answer = found ? Existence::Answer::Yes : Existence::Answer::No};
}

/// "$A is set" for a bare variable; the expression itself otherwise.
std::string inWords(const std::string &expression)
{
    const bool bare = expression.starts_with('$') && expression.find_first_of(" =!&|(") == std::string::npos;
    return bare ? expression + " is set" : expression;
}

struct Match {
    bool matched = true;
    std::string because;
    std::string error;
    std::optional<Origin> unknown = {};
};

Match matchRule(const Value &rule, const RuleEnvironment &environment, ExpressionCache &expressions)
{
    Match match;
    const auto add = [&match](const std::string &text) { match.because += (match.because.empty() ? "" : ", ") + text; };
    for (const Value::Member &clause : rule.members()) {
        if (clause.key == "if") {
            match.matched = expressions.get(clause.value.toString()).evaluate(environment.lookup);
            add(inWords(clause.value.toString()));
        } else if (clause.key == "changes") {
            std::string because;
            match.matched = changesMatch(clause.value, environment, because, match.error);
            add(because);
        } else if (clause.key == "exists") {
            Existence existence = existsMatches(clause.value, environment);
            match.matched = existence.answer == Existence::Answer::Yes;
            match.error = std::move(existence.error);
            if (existence.answer == Existence::Answer::Unknown)
                match.unknown = clause.value.origin();
            add("the file exists");
        }
        if (!match.matched)
            return match;
    }
    return match;
}

bool refMatches(const std::string &item, const PolicyContext &context)
{
    const std::size_t at = item.find('@');
    if (at != std::string::npos && item.substr(at + 1) != context.projectPath)
        return false;
    const std::string name = item.substr(0, at);
    const bool branch = !context.tag && !context.mergeRequest;
    if ((context.tag && name == "tags") || (branch && name == "branches"))
        return true;
    std::string source = context.source;
    if (source.ends_with("_event"))
        source.resize(source.size() - 6);
    if (name == source)
        return true;
    const std::string plural = source.ends_with("s") || source.ends_with("sh") ? source + "es" : source + "s";
    if (name == plural)
        return true;
    if (context.mergeRequest)
        return false;
    if (const Pattern pattern = compilePattern(name))
        return matches(pattern, context.ref);
    return name == context.ref;
}

bool specMatches(const Value::Member &spec, const PolicyContext &context, const RuleEnvironment &environment,
                 ExpressionCache &expressions)
{
    const Value::List &items = spec.value.items();
    if (spec.key == "refs")
        return std::ranges::any_of(items,
                                   [&context](const Value &item) { return refMatches(item.toString(), context); });
    if (spec.key == "variables") {
        return std::ranges::any_of(items, [&](const Value &item) {
            return expressions.get(item.toString()).evaluate(environment.lookup);
        });
    }
    if (spec.key == "changes") {
        const ChangedPaths known = changedPaths(environment, nullptr);
        if (!known.paths)
            return true;
        return std::ranges::any_of(items, [&known](const Value &item) {
            return firstMatch(item.toString(), *known.paths) != nullptr;
        });
    }
    return false; // kubernetes: no cluster is known here
}

} // namespace

RuleOutcome evaluateRules(const Value &rules, const RuleEnvironment &environment, const std::string &defaultWhen)
{
    ExpressionCache own;
    ExpressionCache &expressions = environment.expressions ? *environment.expressions : own;
    const Value::List &list = rules.items();
    std::vector<Origin> unknown;
    for (std::size_t i = 0; i < list.size(); ++i) {
        Match match = matchRule(list[i], environment, expressions);
        if (!match.error.empty())
            return {"never", i, list[i], {}, std::move(unknown), std::move(match.error)};
        if (match.unknown)
            unknown.push_back(*match.unknown);
        if (!match.matched)
            continue;
        const Value *when = list[i].find("when");
        return {when && when->isString() ? when->toString() : defaultWhen,
                i,
                list[i],
                std::move(match.because),
                std::move(unknown),
                {}};
    }
    return {"never", {}, {}, {}, std::move(unknown), {}};
}

bool policiesAllow(const Value &only, const Value &except, const PolicyContext &context,
                   const RuleEnvironment &environment, std::string &because)
{
    ExpressionCache own;
    ExpressionCache &expressions = environment.expressions ? *environment.expressions : own;
    // A spec that says nothing (null) is an empty list: no ref and no variable is among it.
    const auto counts = [](const Value::Member &spec) { return !spec.value.isNull() || spec.key != "kubernetes"; };
    for (const Value::Member &spec : only.members()) {
        if (counts(spec) && !specMatches(spec, context, environment, expressions)) {
            because = "only:" + spec.key + " does not match";
            return false;
        }
    }
    for (const Value::Member &spec : except.members()) {
        if (counts(spec) && specMatches(spec, context, environment, expressions)) {
            because = "except:" + spec.key + " matches";
            return false;
        }
    }
    // GitLab gives a job without rules this `only`; nobody wrote it.
    static const Value Implicit = Value::map({{"refs", {}, Value::strings({"branches", "tags"})}});
    because = only.isNull() || only == Implicit ? "no rules" : "only allows it";
    return true;
}

} // namespace stagecraft::expand
