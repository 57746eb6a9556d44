// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// How GitLab cuts a configuration into documents: not by YAML's rules but by text. Lines that start with "---" and
// white space part it, into three parts at most, and all the white space behind the dashes goes with them. Each part is
// then read as a text of its own: its first line starts at column 0, wherever it stands, and only its first document
// counts. (gitlab-ci-language.md, 2.3)
#pragma once

#include "core/text/text_range.h"

#include <string_view>
#include <vector>

namespace stagecraft::yaml {

/// The parts in order, blank ones included; their dividers lie between them. At least one.
std::vector<text::TextRange> documentParts(std::string_view text);

} // namespace stagecraft::yaml
