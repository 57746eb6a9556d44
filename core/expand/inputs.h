// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Inputs: what `spec:inputs` and a job's `inputs` declare, and the values they get;
// reference/gitlab-ci-language.md §2.3. Internal to core/expand.
#pragma once

#include "core/expand/entry.h"

namespace stagecraft::expand {

/// The checks that inputs of a header and of a job share, before those on which keys there may be.
void checkInput(Entry &entry, const Value::Member &member);

/// Checks a value against the declaration (type, options, regex). `kind` is "default value" or "provided value".
/// Gives the value in its type, or adds to `errors` what is wrong ("`n` input: default value is not a number" without
/// the part before the colon).
Value inputValue(const Value &declaration, const Value &given, std::string_view kind, std::vector<std::string> &errors);

} // namespace stagecraft::expand
