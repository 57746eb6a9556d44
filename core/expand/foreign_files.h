// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What is known here about the files of other projects, for `rules:exists`: only those that were fetched or that the
// repository keeps; the list of a project's files is kept nowhere. Pure but for the FileReader. Reference §2.11. Internal
// to core/expand.
#pragma once

#include "core/expand/entry_job.h"
#include "core/expand/expand.h"

#include <string>
#include <vector>

namespace stagecraft::expand {

/// Whether that is the project of the pipeline, at the commit of the pipeline. An empty ref is the project's newest commit.
bool isOwnProject(const Context &context, const std::string &project, const std::string &ref);

/// The pattern that stands for a regular expression: which files another project has is not known.
inline constexpr std::string_view AnyFile = "**/*";

struct Existence {
    enum class Answer { Yes, No, Unknown };
    Answer answer = Answer::No;
    std::string error = {}; ///< GitLab's: there is no such project
};

/// Whether one of the paths or patterns fits a file of another project.
Existence existsElsewhere(const std::vector<std::string> &globs, const std::string &project, const std::string &ref,
                          const Context &context, const FileReader &files);

/// The note at such an `exists` that nobody can answer.
Problem unknownExistence(const Origin &place);
/// The places of all `exists` in the rules of a pipeline that look into another project.
void noteForeignExistence(const CheckedRoot &root, const Context &context, const FileReader &files, Report &report);

} // namespace stagecraft::expand
