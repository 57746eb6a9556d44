// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// ChangeHistory: the paths that rules:changes look at, from the clone's commits; reference/gitlab-ci-language.md §3.5. Reads git
// only when asked, and once for each pair of commits. One thread. Internal to core/project.
#pragma once

#include "core/expand/expand.h"

#include <QString>

#include <map>
#include <string>

namespace stagecraft::project {

class ChangeHistory
{
public:
    explicit ChangeHistory(QString root) : m_root(std::move(root)) {}

    /// Without `compareTo`: all of a merge request into the default branch; what a push of a branch brings; nothing known for tags,
    /// schedules and other events. With it: since both commits' last common one.
    expand::ChangedPaths changes(const expand::Context &context, const std::string &compareTo);

private:
    expand::ChangedPaths find(const expand::Context &context, const std::string &compareTo) const;

    QString m_root;
    std::map<std::string, expand::ChangedPaths> m_known;
};

} // namespace stagecraft::project
