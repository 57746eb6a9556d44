// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Fills EffectiveJob::provenance: an entry for each keyword, and for each value below ("script:0", "variables:MODE") that
// came another way than the value around it. Internal to core/expand.
#pragma once

#include "core/expand/entry_job.h"
#include "core/expand/links.h"
#include "core/expand/source_files.h"

namespace stagecraft::expand {

void recordProvenance(EffectiveJob &job, const CheckedJob &source, const SourceFiles &files, const Links &links);

} // namespace stagecraft::expand
