// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/foreign_files.h"

#include "core/expand/entry.h"

#include <set>

namespace stagecraft::expand {

namespace {

Existence::Answer existsThere(const std::string &path, const std::string &project, const std::string &ref,
                              const Context &context, const FileReader &files)
{
    if (path.empty())
        return Existence::Answer::No;
    const bool isFile = path.find_first_of("*?[{") == std::string::npos && !path.ends_with('/');
    if (!isFile || !files.fetched)
        return Existence::Answer::Unknown;
    const FetchedFile file = files.fetched({.kind = IncludeSource::Kind::Project,
                                            .location = path,
                                            .project = project,
                                            .ref = ref,
                                            .server = context.serverHost});
    switch (file.state) {
    case FetchedFile::State::Found: return Existence::Answer::Yes;
    case FetchedFile::State::Refused: return Existence::Answer::No;
    case FetchedFile::State::NotHere:
    case FetchedFile::State::Failed: break;
    }
    return Existence::Answer::Unknown;
}

} // namespace

bool isOwnProject(const Context &context, const std::string &project, const std::string &ref)
{
    return lowerCase(project) == lowerCase(context.projectPath)
           && (ref.empty() || ref == "HEAD" || ref == context.ref || ref == context.sha);
}

Existence existsElsewhere(const std::vector<std::string> &globs, const std::string &project, const std::string &ref,
                          const Context &context, const FileReader &files)
{
    if (files.hasProject && !files.hasProject(QString::fromStdString(project)))
        return {Existence::Answer::No, "rules:exists:project `" + project + "` not found or access denied"};
    Existence result;
    for (const std::string &glob : globs) {
        switch (existsThere(glob, project, ref, context, files)) {
        case Existence::Answer::Yes: return {Existence::Answer::Yes, {}};
        case Existence::Answer::Unknown: result.answer = Existence::Answer::Unknown; break;
        case Existence::Answer::No: break;
        }
    }
    return result;
}

Problem unknownExistence(const Origin &place)
{
    return {"rules-exists-unknown",
            "Which files another project has is not known here, so `exists` counts as not met. GitLab may decide "
            "otherwise.",
            place};
}

void noteForeignExistence(const CheckedRoot &root, const Context &context, const FileReader &files, Report &report)
{
    std::set<std::pair<std::uint32_t, qsizetype>> told; // jobs may share their rules
    const auto visit = [&](const Value *rules) {
        for (const Value &rule : rules ? rules->items() : Value::List()) {
            const Value *exists = rule.find("exists");
            const Value *project = exists ? exists->find("project") : nullptr;
            if (!project || !project->isString() || project->isBlank())
                continue;
            const Value *ref = exists->find("ref");
            const std::string name = project->toString();
            const std::string at = ref && ref->isString() ? ref->toString() : std::string();
            if (name.contains('$') || at.contains('$') || isOwnProject(context, name, at))
                continue; // variables are known to the selection only, which says it in the job's reason
            std::vector<std::string> globs;
            const Value *paths = exists->find("paths");
            for (const Value &path : paths ? paths->items() : Value::List())
                globs.push_back(path.text());
            if (exists->find("regexp"))
                globs.emplace_back(AnyFile);
            const bool isUnknown = existsElsewhere(globs, name, at, context, files).answer
                                   == Existence::Answer::Unknown;
            const Origin place = exists->origin();
            if (isUnknown && told.emplace(place.file, place.range.begin).second)
                report.notes.push_back(unknownExistence(place));
        }
    };
    visit(root.workflow.find("rules"));
    for (const CheckedJob &job : root.jobs) {
        const Value rules = job.value("rules");
        visit(&rules);
    }
}

} // namespace stagecraft::expand
