// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The expressions of rules:if and only:variables; reference/gitlab-ci-language.md §3. Immutable once parsed.
#pragma once

#include "core/expand/patterns.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace stagecraft::expand {

/// Unexpanded value of a variable; nullptr when it is not defined. The pointer must stay valid during the evaluation.
using VariableLookup = std::function<const std::string *(std::string_view name)>;

class Expression
{
public:
    explicit Expression(std::string_view text, bool allowInputs = false);

    /// GitLab accepts it: it parses, and evaluating it without variables raises nothing.
    bool isValid() const { return m_error.empty(); }
    const std::string &error() const { return m_error; }
    const std::string &text() const { return m_text; }

    /// False for an invalid expression.
    bool evaluate(const VariableLookup &variables, const VariableLookup &inputs = {}) const;
    /// Names of the variables in it, in order, each once.
    std::vector<std::string> variableNames() const;
    /// Memory of its compiled patterns, about.
    std::size_t patternBytes() const;

private:
    enum class Operator : std::uint8_t { Not, Equal, NotEqual, Match, NotMatch, And, Or };
    struct Variable {
        std::string name;
        bool input = false;
    };
    struct PatternOperand {
        std::string source;
        Pattern compiled;
    };
    using Operand = std::variant<std::monostate, bool, std::string, Variable, PatternOperand>;
    struct Step { ///< of the expression in postfix order
        std::optional<Operator> operation; ///< without: an operand
        Operand operand;
    };
    /// What an operand becomes: null, boolean, text or pattern.
    using Result = std::variant<std::monostate, bool, std::string, PatternOperand>;

    friend class ExpressionParser;
    static bool isPresent(const Result &value);
    static Result compare(Operator operation, const Result &left, const Result &right);
    Result run(const VariableLookup &variables, const VariableLookup &inputs) const;

    std::string m_text;
    std::string m_error;
    std::vector<Step> m_steps;
};

/// Parses each text once, as long as their patterns do not take too much memory. Not for several threads at a time.
class ExpressionCache
{
public:
    /// Valid until the next call.
    const Expression &get(const std::string &text);

private:
    static constexpr std::size_t MaximalBytes = std::size_t(8) * 1024 * 1024;
    std::size_t m_bytes = 0;
    std::unordered_map<std::string, Expression> m_expressions;
};

} // namespace stagecraft::expand
