// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// $[[ … ]] blocks in the body of a file with a header; reference/gitlab-ci-language.md §2.4. Internal to core/expand.
#pragma once

#include "core/expand/effective_pipeline.h"

#include <optional>
#include <string>
#include <vector>

namespace stagecraft::expand {

class Interpolator
{
public:
    /// `access` is what paths begin in: {inputs: {…}}.
    Interpolator(model::Value access, const std::vector<Variable> &variables)
        : m_access(std::move(access)), m_variables(variables)
    {
    }

    /// Every text of the value, keys included. Check error() afterwards.
    model::Value apply(const model::Value &value);
    const std::string &error() const { return m_error; }
    model::Origin errorOrigin() const { return m_errorOrigin; }

private:
    struct Block {
        std::size_t begin = 0; ///< of "$[["
        std::size_t end = 0;   ///< behind "]]"
        std::string_view content;
    };

    static std::vector<Block> blocksOf(std::string_view text);
    model::Value applyText(const model::Value &value);
    std::optional<model::Value> evaluate(std::string_view content);
    std::optional<model::Value> access(std::string_view path);
    std::optional<model::Value> call(std::string_view function, const model::Value &argument);
    std::optional<model::Value> fail(std::string message);

    model::Value m_access;
    const std::vector<Variable> &m_variables;
    std::string m_error;
    model::Origin m_errorOrigin;
    std::size_t m_blocks = 0;
};

} // namespace stagecraft::expand
