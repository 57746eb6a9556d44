// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The keywords whose values are names of something: jobs, stages, variables, files. Pure; any thread.
#pragma once

#include "core/model/keyword_place.h"

namespace stagecraft::assist {

enum class NameKind { None, Job, Stage, Variable /* an expression over them as well */, ConfigFile /* YAML to include */, ForeignFile /* the same, of elsewhere */, File };

/// What the value at this place names. `!reference` is not looked at.
NameKind nameKindAt(const model::KeywordPlace &place);

} // namespace stagecraft::assist
