// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a scalar is for GitLab: the types that Ruby's YAML library (Psych 5.1, YAML 1.1) gives plain scalars, and what
// it makes of the standard tags. GitLab permits the classes that YAML itself has and Symbol; dates and times are
// refused (gitlab-ci-language.md, 2.2). Pure functions; any thread.
#pragma once

#include "core/yaml/syntax_tree.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace stagecraft::yaml {

enum class ScalarType : std::uint8_t {
    Null,
    Bool,
    Integer,
    Float,
    String,
    Symbol,     ///< plain ":word"
    Disallowed, ///< GitLab: "Tried to load unspecified class: <text>"
};

struct ScalarValue {
    ScalarType type = ScalarType::Null;
    bool boolean = false;
    std::int64_t integer = 0; ///< of an Integer; the nearest value when it does not fit
    double number = 0;        ///< of an Integer or Float
    /// String: the content. Symbol: the name without its colon. Bool and numbers: Ruby's to_s. Disallowed: the class.
    std::string text;
    bool operator==(const ScalarValue &) const = default;
};

/// A plain scalar's content without a tag.
ScalarValue resolvePlain(std::string_view content);
/// A scalar node with its style and tag. Pre: the node is a scalar of that tree.
ScalarValue resolveScalar(const SyntaxTree &tree, NodeId scalar);

/// Ruby's Float#to_s: "1.0", "1.5e+20", "Infinity".
std::string rubyFloatText(double number);

} // namespace stagecraft::yaml
