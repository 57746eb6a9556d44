// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a pipeline with includes that are not here cannot know: templates, jobs, stages and scripts that those files may
// define. Errors that GitLab would perhaps not have become notes "include-unresolved", and the rest goes on without what
// is missing. Pure. Internal to core/expand.
#pragma once

#include "core/expand/report.h"

#include <set>
#include <string>

namespace stagecraft::expand {

/// An error that the content of another file could take away.
bool mayBeInAnInclude(const Problem &problem);
/// Such an error as a note.
Problem unresolved(const Problem &problem);
/// Moves such errors to the notes.
void forgiveMissingContent(Report &report);

/// Leaves out `!reference` tags that lead nowhere.
Value withoutUnknownReferences(const Value &config, Report &report);
/// Gives jobs that say nothing about what they run an empty script. Their names go to `names`.
Value withScriptsInPlace(const Value &config, Report &report, std::set<std::string> &names);
/// The job's configuration without that script.
Value withoutScript(const Value &job);

} // namespace stagecraft::expand
