// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Report: what expand() finds wrong, in GitLab's order, with the place of the value that is to blame. It becomes
// text::Diagnostics at the end, when positions are looked up. Internal to core/expand.
#pragma once

#include "core/expand/expression.h"
#include "core/model/value.h"

#include <string>
#include <vector>

namespace stagecraft::expand {

using model::Origin;
using model::Value;
using model::ValueKind;

struct Problem {
    std::string id;      ///< stable, kebab-case
    std::string message; ///< GitLab's text
    Origin origin;
};

struct Report {
    std::vector<Problem> errors;
    std::vector<Problem> warnings; ///< GitLab's own
    std::vector<Problem> notes;    ///< ours: warnings that GitLab does not give
    ExpressionCache expressions; ///< each rules:if is parsed once
};

} // namespace stagecraft::expand
