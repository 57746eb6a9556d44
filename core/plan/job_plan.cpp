// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/plan/job_plan.h"

#include <optional>
#include <unordered_map>

namespace stagecraft::plan {

namespace {

using Values = std::unordered_map<std::string_view, const Variable *>;

constexpr std::string_view temporaryDirectoryKey = "RUNNER_TEMP_PROJECT_DIR";

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isNamePart(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9');
}

Values lastOfEachKey(const std::vector<Variable> &variables)
{
    Values values;
    values.reserve(variables.size());
    for (const Variable &variable : variables)
        values.insert_or_assign(variable.key, &variable);
    return values;
}

/// Whether the text may still be brought in.
bool take(std::size_t &allowance, const std::string &text)
{
    if (text.size() > allowance)
        return false;
    allowance -= text.size();
    return true;
}

// ---- GitLab's half: before a job is handed to a runner ------------------------------------------------------------

struct Reference {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view name; // empty: "$$", "%%" or "${}", which stay as they are
};

std::size_t nameEnd(std::string_view text, std::size_t at)
{
    if (at >= text.size() || !isNameStart(text[at]))
        return at;
    while (at < text.size() && isNamePart(text[at]))
        ++at;
    return at;
}

/// The next of $NAME, ${NAME}, %NAME%, $$ and %% at or after `from`.
std::optional<Reference> nextReference(std::string_view text, std::size_t from)
{
    for (std::size_t at = text.find_first_of("$%", from); at != std::string_view::npos;
         at = text.find_first_of("$%", at + 1)) {
        const char mark = text[at];
        if (at + 1 < text.size() && text[at + 1] == mark)
            return Reference{at, at + 2, {}};
        const bool braced = mark == '$' && at + 1 < text.size() && text[at + 1] == '{';
        const std::size_t first = at + (braced ? 2 : 1);
        const std::size_t last = nameEnd(text, first);
        const std::string_view name = text.substr(std::min(first, text.size()), last - first);
        if (braced) {
            if (last < text.size() && text[last] == '}')
                return Reference{at, last + 1, name};
        } else if (mark == '%') {
            if (!name.empty() && last < text.size() && text[last] == '%')
                return Reference{at, last + 1, name};
        } else if (!name.empty()) {
            return Reference{at, last, name};
        }
    }
    return std::nullopt;
}

/// Replaces references to plain variables; unknown names and references to raw or file variables stay.
std::string expandPlainReferences(std::string_view text, const Values &values, std::size_t &allowance)
{
    std::string result;
    std::size_t done = 0;
    while (const auto reference = nextReference(text, done)) {
        result.append(text, done, reference->begin - done);
        const auto found = values.find(reference->name);
        if (reference->name.empty() || found == values.end() || found->second->raw || found->second->file
            || !take(allowance, found->second->value))
            result.append(text, reference->begin, reference->end - reference->begin);
        else
            result.append(found->second->value);
        done = reference->end;
    }
    return result.append(text, done);
}

/// Indices so that a variable comes after those that it mentions. Empty when they mention each other in a circle.
std::vector<std::size_t> dependencyOrder(const std::vector<Variable> &variables)
{
    std::unordered_map<std::string_view, std::size_t> last;
    for (std::size_t i = 0; i < variables.size(); ++i)
        last.insert_or_assign(variables[i].key, i);

    enum class Mark : char { New, Open, Done };
    struct Step {
        std::size_t index;
        std::size_t position;
    };
    std::vector<Mark> marks(variables.size(), Mark::New);
    std::vector<std::size_t> order;
    std::vector<Step> path;
    for (std::size_t start = 0; start < variables.size(); ++start) {
        if (marks[start] != Mark::New)
            continue;
        path.push_back({start, 0});
        marks[start] = Mark::Open;
        while (!path.empty()) {
            const Variable &variable = variables[path.back().index];
            const auto reference = variable.raw ? std::nullopt : nextReference(variable.value, path.back().position);
            if (!reference) {
                marks[path.back().index] = Mark::Done;
                order.push_back(path.back().index);
                path.pop_back();
                continue;
            }
            path.back().position = reference->end;
            const auto found = last.find(reference->name);
            if (reference->name.empty() || found == last.end() || found->second == path.back().index)
                continue; // a variable that mentions itself sees its weaker definition
            if (marks[found->second] == Mark::Open)
                return {};
            if (marks[found->second] == Mark::New) {
                marks[found->second] = Mark::Open;
                path.push_back({found->second, 0});
            }
        }
    }
    return order;
}

// ---- the runner's half --------------------------------------------------------------------------------------------

bool isSpecialName(char c)
{
    return std::string_view("*#$@!?-").contains(c) || (c >= '0' && c <= '9');
}

/// The name after a "$" and how many characters it takes; Go's os.Expand.
std::pair<std::string_view, std::size_t> shellName(std::string_view text)
{
    if (text.front() == '{') {
        const std::size_t close = text.find('}', 1);
        if (close == std::string_view::npos)
            return {{}, 1};
        return {text.substr(1, close - 1), close + 1};
    }
    if (isSpecialName(text.front()))
        return {text.substr(0, 1), 1};
    std::size_t length = 0;
    while (length < text.size() && isNamePart(text[length]))
        ++length;
    return {text.substr(0, length), length};
}

/// nullopt when it is more than may still be brought in.
std::optional<std::string> valueOf(std::string_view name, const Values &values, std::size_t &allowance)
{
    if (name == "$")
        return "$";
    const auto found = values.find(name);
    if (found == values.end())
        return std::string();
    if (!found->second->file)
        return take(allowance, found->second->value) ? std::optional(found->second->value) : std::nullopt;
    const auto directory = values.find(temporaryDirectoryKey);
    return (directory == values.end() ? std::string() : directory->second->value + '/') + found->second->key;
}

std::string expandOnce(std::string_view text, const Values &values, std::size_t &allowance)
{
    std::string result;
    std::size_t done = 0;
    for (std::size_t at = text.find('$'); at != std::string_view::npos && at + 1 < text.size();
         at = text.find('$', done)) {
        result.append(text, done, at - done);
        const auto [name, width] = shellName(text.substr(at + 1));
        if (name.empty() && width == 0)
            result.push_back('$');
        else if (!name.empty())
            result.append(valueOf(name, values, allowance).value_or(std::string(text.substr(at, 1 + width))));
        done = at + 1 + width;
    }
    return result.append(text, done);
}

} // namespace

std::vector<Variable> sentVariables(const std::vector<Variable> &variables)
{
    const std::vector<std::size_t> order = dependencyOrder(variables);
    if (order.size() != variables.size())
        return variables;
    std::size_t allowance = MaximalExpansion;
    std::vector<Variable> sent;
    sent.reserve(variables.size()); // `values` points into it
    Values values;
    for (const std::size_t index : order) {
        Variable variable = variables[index];
        if (!variable.raw)
            variable.value = expandPlainReferences(variable.value, values, allowance);
        sent.push_back(std::move(variable));
        values.insert_or_assign(sent.back().key, &sent.back());
    }
    return sent;
}

std::string expandText(std::string_view text, const std::vector<Variable> &variables)
{
    std::size_t allowance = MaximalExpansion;
    return expandOnce(text, lastOfEachKey(variables), allowance);
}

std::vector<Variable> resolvedVariables(const std::vector<Variable> &variables)
{
    const std::vector<Variable> sent = sentVariables(variables);
    const Values values = lastOfEachKey(sent);
    std::size_t allowance = MaximalExpansion;
    std::vector<Variable> resolved;
    resolved.reserve(values.size());
    for (const Variable &variable : sent) {
        if (values.at(variable.key) != &variable)
            continue;
        resolved.push_back(variable);
        if (!variable.raw)
            resolved.back().value = expandOnce(variable.value, values, allowance);
    }
    return resolved;
}

} // namespace stagecraft::plan
