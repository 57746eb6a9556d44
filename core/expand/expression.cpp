// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/expression.h"

#include "core/model/value.h"

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::size_t MaximalTokens = 100;

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

} // namespace

/// Lexer and shunting-yard parser in one pass over the text.
class ExpressionParser
{
public:
    ExpressionParser(Expression &target, bool allowInputs) : m_target(target), m_allowInputs(allowInputs) {}

    /// GitLab's error text; empty when all is well.
    std::string parse(std::string_view text)
    {
        m_rest = text;
        while (true) {
            while (!m_rest.empty() && isSpace(m_rest.front()))
                m_rest.remove_prefix(1);
            if (m_rest.empty())
                break;
            if (++m_tokens > MaximalTokens)
                return "Too many tokens!";
            if (const std::string error = token(); !error.empty())
                return error;
        }
        return finish();
    }

private:
    using Operator = Expression::Operator;
    struct Pending { ///< on the operator stack
        bool parenthesis = false;
        Operator operation = Operator::Not;
    };

    static int precedence(Operator operation)
    {
        switch (operation) {
        case Operator::Not: return 0;
        case Operator::And: return 11;
        case Operator::Or: return 12;
        default: return 10;
        }
    }

    std::string token()
    {
        if (m_rest.front() == '(') {
            m_stack.push_back({true});
            m_rest.remove_prefix(1);
            return {};
        }
        if (m_rest.front() == ')')
            return closeParenthesis();
        if (input() || variable() || quoted())
            return {};
        if (const std::optional<std::string> error = pattern())
            return *error;
        if (word("null", {}) || boolean() || operation())
            return {};
        return "Unknown lexeme found!";
    }

    std::string closeParenthesis()
    {
        m_rest.remove_prefix(1);
        while (!m_stack.empty() && !m_stack.back().parenthesis)
            popOperator();
        if (m_stack.empty())
            return "Unmatched parenthesis";
        m_stack.pop_back();
        return {};
    }

    void operand(Expression::Operand value, std::size_t length)
    {
        m_target.m_steps.emplace_back().operand = std::move(value);
        m_rest.remove_prefix(length);
    }

    bool input()
    {
        if (!m_allowInputs || !m_rest.starts_with("$[["))
            return false;
        std::size_t i = 3;
        while (i < m_rest.size() && isSpace(m_rest[i]))
            ++i;
        if (!m_rest.substr(i).starts_with("inputs."))
            return false;
        i += 7;
        const std::size_t begin = i;
        while (i < m_rest.size() && (isWordCharacter(m_rest[i]) || m_rest[i] == '-'))
            ++i;
        const std::size_t end = i;
        while (i < m_rest.size() && isSpace(m_rest[i]))
            ++i;
        if (end == begin || !m_rest.substr(i).starts_with("]]"))
            return false;
        operand(Expression::Variable{std::string(m_rest.substr(begin, end - begin)), true}, i + 2);
        return true;
    }

    bool variable()
    {
        std::size_t end = 1;
        while (end < m_rest.size() && isWordCharacter(m_rest[end]))
            ++end;
        if (m_rest.front() != '$' || end == 1)
            return false;
        operand(Expression::Variable{std::string(m_rest.substr(1, end - 1))}, end);
        return true;
    }

    bool quoted()
    {
        const char quote = m_rest.front();
        if (quote != '"' && quote != '\'')
            return false;
        const std::size_t end = m_rest.find(quote, 1);
        if (end == std::string_view::npos || m_rest.substr(0, end).find('\n') != std::string_view::npos)
            return false;
        operand(std::string(m_rest.substr(1, end - 1)), end + 1);
        return true;
    }

    /// Nothing when there is no pattern here; else the error, empty when it is a good one.
    std::optional<std::string> pattern()
    {
        if (m_rest.front() != '/')
            return {};
        // The body ends at the first slash that is not escaped; it holds at least two characters.
        std::size_t i = 1;
        while (i < m_rest.size() && m_rest[i] != '/') {
            const bool escapedSlash = m_rest[i] == '\\' && i + 1 < m_rest.size() && m_rest[i + 1] == '/';
            i += escapedSlash ? 2 : 1;
        }
        // Its last character may be a slash as well.
        if (i > 1 && m_rest.substr(i).starts_with("//"))
            ++i;
        if (i >= m_rest.size() || i < 3)
            return {};
        std::size_t end = i + 1;
        while (end < m_rest.size() && std::string_view("ismU").find(m_rest[end]) != std::string_view::npos)
            ++end;
        const std::string_view whole = m_rest.substr(0, end);
        Pattern compiled = compileUnescaped(whole.substr(1, i - 1), whole.substr(i + 1));
        if (!compiled)
            return "Invalid regular expression!";
        operand(Expression::PatternOperand{std::string(whole), std::move(compiled)}, end);
        return std::string();
    }

    static Pattern compileUnescaped(std::string_view body, std::string_view flags)
    {
        std::string text = flags.empty() ? std::string() : "(?" + std::string(flags) + ")";
        for (std::size_t i = 0; i < body.size(); ++i) {
            if (body[i] == '\\' && i + 1 < body.size() && body[i + 1] == '/')
                continue;
            text += body[i];
        }
        return compileBarePattern(text);
    }

    bool word(std::string_view name, Expression::Operand value)
    {
        if (!m_rest.starts_with(name))
            return false;
        operand(std::move(value), name.size());
        return true;
    }

    bool boolean()
    {
        for (const std::string_view name : {std::string_view("true"), std::string_view("false")}) {
            if (m_rest.starts_with(name) && (m_rest.size() == name.size() || !isWordCharacter(m_rest[name.size()])))
                return word(name, name == "true");
        }
        return false;
    }

    bool operation()
    {
        static constexpr std::array<std::pair<std::string_view, Operator>, 7> Operators = {{{"==", Operator::Equal},
                                                                                            {"=~", Operator::Match},
                                                                                            {"!=", Operator::NotEqual},
                                                                                            {"!~", Operator::NotMatch},
                                                                                            {"&&", Operator::And},
                                                                                            {"||", Operator::Or},
                                                                                            {"!", Operator::Not}}};
        for (const auto &[text, operation] : Operators) {
            if (!m_rest.starts_with(text))
                continue;
            m_rest.remove_prefix(text.size());
            while (operation != Operator::Not && !m_stack.empty() && !m_stack.back().parenthesis
                   && precedence(operation) >= precedence(m_stack.back().operation))
                popOperator();
            m_stack.push_back({false, operation});
            return true;
        }
        return false;
    }

    void popOperator()
    {
        m_target.m_steps.emplace_back().operation = m_stack.back().operation;
        m_stack.pop_back();
    }

    std::string finish()
    {
        while (!m_stack.empty()) {
            if (m_stack.back().parenthesis)
                return "Unprocessable token found in parse tree: parenthesis_open";
            popOperator();
        }
        std::size_t operands = 0;
        for (const Expression::Step &step : m_target.m_steps) {
            if (!step.operation) {
                ++operands;
            } else if (*step.operation == Operator::Not) {
                if (operands < 1)
                    return "Invalid operand";
            } else {
                if (operands < 2)
                    return operands == 1 ? "Invalid left operand" : "Invalid right operand";
                --operands;
            }
        }
        if (operands > 1)
            return "Unreachable nodes in parse tree";
        return operands < 1 ? "Empty parse tree" : std::string();
    }

    Expression &m_target;
    std::string_view m_rest;
    std::vector<Pending> m_stack;
    std::size_t m_tokens = 0;
    bool m_allowInputs;
};

Expression::Expression(std::string_view text, bool allowInputs) : m_text(text)
{
    m_error = ExpressionParser(*this, allowInputs).parse(m_text);
    if (!m_error.empty())
        m_steps.clear();
}

bool Expression::evaluate(const VariableLookup &variables, const VariableLookup &inputs) const
{
    return isValid() && isPresent(run(variables, inputs));
}

std::vector<std::string> Expression::variableNames() const
{
    std::vector<std::string> names;
    for (const Step &step : m_steps) {
        const Variable *variable = std::get_if<Variable>(&step.operand);
        if (variable && !variable->input && std::ranges::find(names, variable->name) == names.end())
            names.push_back(variable->name);
    }
    return names;
}

bool Expression::isPresent(const Result &value)
{
    if (const bool *boolean = std::get_if<bool>(&value))
        return *boolean;
    if (const std::string *text = std::get_if<std::string>(&value))
        return !model::isBlankText(*text);
    return std::holds_alternative<PatternOperand>(value);
}

Expression::Result Expression::compare(Operator operation, const Result &left, const Result &right)
{
    const auto text = [](const Result &value) -> std::string {
        if (const bool *boolean = std::get_if<bool>(&value))
            return *boolean ? "true" : "false";
        const std::string *string = std::get_if<std::string>(&value);
        const PatternOperand *pattern = std::get_if<PatternOperand>(&value);
        return string ? *string : pattern ? pattern->source : std::string();
    };
    if (operation == Operator::Equal || operation == Operator::NotEqual) {
        bool equal = false;
        const bool mixed = (std::holds_alternative<bool>(left) && std::holds_alternative<std::string>(right))
                           || (std::holds_alternative<std::string>(left) && std::holds_alternative<bool>(right));
        if (mixed || left.index() == right.index())
            equal = text(left) == text(right);
        return equal == (operation == Operator::Equal);
    }
    bool matched = false;
    if (const PatternOperand *pattern = std::get_if<PatternOperand>(&right)) {
        matched = matches(pattern->compiled, text(left));
    } else if (!std::holds_alternative<std::monostate>(right)) {
        // A text may hold a pattern; otherwise Ruby looks for the left text inside the right one.
        const std::string haystack = text(right);
        const std::string needle = text(left);
        if (const Pattern compiled = compilePattern(haystack))
            matched = matches(compiled, needle);
        else
            matched = haystack.find(needle) != std::string::npos;
    }
    return matched == (operation == Operator::Match);
}

Expression::Result Expression::run(const VariableLookup &variables, const VariableLookup &inputs) const
{
    std::vector<Result> stack;
    const auto pop = [&stack]() {
        Result value = std::move(stack.back());
        stack.pop_back();
        return value;
    };
    const auto truthy = [](const Result &value) {
        const bool *boolean = std::get_if<bool>(&value);
        return !std::holds_alternative<std::monostate>(value) && (!boolean || *boolean);
    };
    for (const Step &step : m_steps) {
        if (!step.operation) {
            const Operand *operand = &step.operand;
            if (const Variable *variable = std::get_if<Variable>(operand)) {
                const VariableLookup &lookup = variable->input ? inputs : variables;
                const std::string *value = lookup ? lookup(variable->name) : nullptr;
                stack.push_back(value ? Result(*value) : Result());
            } else if (const bool *boolean = std::get_if<bool>(operand)) {
                stack.emplace_back(*boolean);
            } else if (const std::string *text = std::get_if<std::string>(operand)) {
                stack.emplace_back(*text);
            } else if (const PatternOperand *pattern = std::get_if<PatternOperand>(operand)) {
                stack.emplace_back(*pattern);
            } else {
                stack.emplace_back();
            }
            continue;
        }
        const Operator operation = *step.operation;
        Result right = pop();
        if (operation == Operator::Not) {
            stack.emplace_back(!isPresent(right));
            continue;
        }
        Result left = pop();
        if (operation == Operator::And)
            stack.push_back(truthy(left) ? std::move(right) : std::move(left));
        else if (operation == Operator::Or)
            stack.push_back(truthy(left) ? std::move(left) : std::move(right));
        else
            stack.push_back(compare(operation, left, right));
    }
    return stack.empty() ? Result() : stack.back();
}

std::size_t Expression::patternBytes() const
{
    std::size_t bytes = 0;
    for (const Step &step : m_steps) {
        if (const auto *pattern = std::get_if<PatternOperand>(&step.operand))
            bytes += memoryOf(pattern->compiled);
    }
    return bytes;
}

const Expression &ExpressionCache::get(const std::string &text)
{
    if (const auto found = m_expressions.find(text); found != m_expressions.end())
        return found->second;
    Expression expression(text);
    m_bytes += text.size() + expression.patternBytes();
    if (m_bytes > MaximalBytes) {
        m_expressions.clear();
        m_bytes = text.size() + expression.patternBytes();
    }
    return m_expressions.emplace(text, std::move(expression)).first->second;
}

} // namespace stagecraft::expand
