// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/text_expansion.h"

#include "core/expand/strong_components.h"

#include <algorithm>
#include <unordered_map>

namespace stagecraft::expand {

namespace {

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isNameCharacter(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9');
}

std::size_t nameLength(std::string_view text)
{
    if (text.empty() || !isNameStart(text.front()))
        return 0;
    return static_cast<std::size_t>(std::ranges::find_if_not(text, isNameCharacter) - text.begin());
}

struct Reference {
    std::string_view name; ///< empty: nothing here is a reference
    std::size_t length = 0;
};

/// The reference that begins at the front of the text.
Reference referenceAt(std::string_view text)
{
    if (text.starts_with("${")) {
        const std::size_t length = nameLength(text.substr(2));
        if (length > 0 && text.substr(2 + length).starts_with('}'))
            return {text.substr(2, length), length + 3};
    } else if (text.starts_with('$')) {
        const std::size_t length = nameLength(text.substr(1));
        return {text.substr(1, length), length + 1};
    } else if (text.starts_with('%')) {
        const std::size_t length = nameLength(text.substr(1));
        if (length > 0 && text.substr(1 + length).starts_with('%'))
            return {text.substr(1, length), length + 2};
    }
    return {};
}

/// Calls `replace(name, whole)`, which gives a view, for each reference; with `doubled`, "$$" and "%%" are left alone.
template<typename Replace>
std::string replaceReferences(std::string_view text, bool doubled, Replace replace)
{
    std::string result;
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t next = std::min(text.find_first_of("$%", i), text.size());
        result.append(text.substr(i, next - i));
        i = next;
        if (i == text.size())
            break;
        if (doubled && i + 1 < text.size() && text[i + 1] == text[i]) {
            result.append(text.substr(i, 2));
            i += 2;
            continue;
        }
        const Reference reference = referenceAt(text.substr(i));
        if (reference.name.empty()) {
            result += text[i++];
            continue;
        }
        result += replace(reference.name, text.substr(i, reference.length));
        i += reference.length;
    }
    return result;
}

/// What references may still bring.
class Allowance
{
public:
    const std::string *take(const std::string *value)
    {
        if (!value || value->size() > m_left)
            return nullptr;
        m_left -= value->size();
        return value;
    }

private:
    std::size_t m_left = MaximalExpansion;
};

/// Those that others refer to come first; variables that refer to each other share a component.
std::vector<std::vector<std::size_t>> sortedComponents(const std::vector<Variable> &variables)
{
    std::unordered_map<std::string_view, std::size_t> last;
    for (std::size_t i = 0; i < variables.size(); ++i)
        last[variables[i].key] = i;
    return strongComponents(variables.size(), [&](std::size_t node) {
        std::vector<std::size_t> children;
        if (variables[node].raw)
            return children;
        replaceReferences(variables[node].value, true, [&](std::string_view name, std::string_view) {
            if (const auto found = last.find(name); found != last.end())
                children.push_back(found->second);
            return std::string_view();
        });
        return children;
    });
}

} // namespace

std::string expandText(std::string_view text, const TextLookup &variables, UnknownNames unknown)
{
    Allowance allowance;
    return replaceReferences(text, false, [&](std::string_view name, std::string_view whole) -> std::string_view {
        const std::string *value = variables ? variables(name) : nullptr;
        if (const std::string *allowed = allowance.take(value))
            return *allowed;
        return value || unknown == UnknownNames::Stay ? whole : std::string_view();
    });
}

std::string expandText(std::string_view text, const std::vector<Variable> &variables, UnknownNames unknown)
{
    const TextLookup lookup = [&variables](std::string_view name) -> const std::string * {
        const Variable *found = findVariable(variables, name);
        return found ? &found->value : nullptr;
    };
    return expandText(text, lookup, unknown);
}

SortedVariables sortAndExpand(const std::vector<Variable> &variables, const SortOptions &options)
{
    const std::vector<std::vector<std::size_t>> components = sortedComponents(variables);
    SortedVariables result;
    for (const std::vector<std::size_t> &component : components) {
        if (component.size() < 2)
            continue;
        std::string names;
        for (const std::size_t index : component)
            names += (names.empty() ? "" : ", ") + model::inspectString(variables[index].key);
        result.error += (result.error.empty() ? "circular variable reference detected: [" : ", [") + names + "]";
    }
    if (!result.error.empty()) {
        result.variables = variables;
        return result;
    }
    Allowance allowance;
    std::unordered_map<std::string_view, std::size_t> byKey; // keys stay put in `variables`
    for (const std::vector<std::size_t> &component : components) {
        const Variable &source = variables[component.front()];
        Variable variable = source;
        if (!variable.raw) {
            const auto replace = [&](std::string_view name, std::string_view whole) -> std::string_view {
                const auto found = byKey.find(name);
                if (found == byKey.end())
                    return options.keepUndefined ? whole : std::string_view();
                const Variable &other = result.variables[found->second];
                if ((other.file && !options.expandFileReferences) || (other.raw && !options.expandRawReferences))
                    return whole;
                const std::string *allowed = allowance.take(&other.value);
                return allowed ? *allowed : whole;
            };
            variable.value = replaceReferences(source.value, true, replace);
        }
        result.variables.push_back(std::move(variable));
        byKey[source.key] = result.variables.size() - 1;
    }
    return result;
}

const Variable *findVariable(const std::vector<Variable> &variables, std::string_view key)
{
    for (auto it = variables.rbegin(); it != variables.rend(); ++it) {
        if (it->key == key)
            return &*it;
    }
    return nullptr;
}

} // namespace stagecraft::expand
