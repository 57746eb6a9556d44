// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Any bytes, by lines, as the small languages inside a pipeline: expressions of rules, file patterns, texts with
// variables, durations. Promised: the same answer each time, refusals with a reason, names that stand in the text, and
// nothing changed where nothing is to change.
#include "core/expand/durations.h"
#include "core/expand/expression.h"
#include "core/expand/globs.h"
#include "core/expand/text_expansion.h"
#include "tests/fuzz/require.h"

#include <QByteArray>

using namespace stagecraft;
using fuzz::require;

namespace {

void requireExpression(const std::string &text, const std::vector<expand::Variable> &variables)
{
    const expand::Expression expression(text);
    const expand::VariableLookup lookup = [&variables](std::string_view name) {
        const expand::Variable *variable = expand::findVariable(variables, name);
        return variable ? &variable->value : nullptr;
    };
    require(expression.isValid() == expression.error().empty(), "what is refused has a reason");
    const bool answer = expression.evaluate(lookup);
    require(expression.isValid() || !answer, "what is refused is false");
    require(answer == expand::Expression(text).evaluate(lookup), "an expression has one answer");
    for (const std::string &name : expression.variableNames())
        require(text.contains(name), "a variable stands in the expression");
}

void requireText(const std::string &text, const std::vector<expand::Variable> &variables)
{
    const std::string stays = expand::expandText(text, variables, expand::UnknownNames::Stay);
    require(text.find_first_of("$%") != std::string::npos || stays == text, "a text without names stays");
    require(expand::expandText(text, std::vector<expand::Variable>(), expand::UnknownNames::Stay) == text
                || text.contains("$$"),
            "unknown names stay");
    const expand::SortedVariables sorted = expand::sortAndExpand(variables);
    require(sorted.variables.size() == variables.size(), "no variable gets lost");
}

void requirePattern(const std::string &glob, const std::string &path)
{
    if (path.find_first_of("*?[]{}\\") == std::string::npos)
        require(expand::globMatches(path, path), "a path matches itself");
    expand::globMatches(glob, path);
    expand::includedBy(glob, std::vector<std::string>{path});
    const std::vector<std::string> globs{glob};
    const std::vector<std::string> paths{path};
    require(expand::anyGlobMatches(globs, paths) == expand::globMatches(glob, path), "one pattern is any of one");
    expand::anyFileExists(globs, paths);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    std::vector<std::string> lines;
    for (const QByteArray &line :
         QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)).split('\n'))
        lines.push_back(line.toStdString());
    // The first line is judged; the next ones are the values of A, B and C, and paths.
    std::vector<expand::Variable> variables;
    for (std::size_t i = 1; i < std::min<std::size_t>(lines.size(), 4); ++i)
        variables.push_back({std::string(1, static_cast<char>('A' + i - 1)), lines[i]});
    requireExpression(lines.front(), variables);
    requireText(lines.front(), variables);
    expand::parseDuration(lines.front());
    requirePattern(lines.front(), lines.back());
    return 0;
}
