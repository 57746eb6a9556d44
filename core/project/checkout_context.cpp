// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/git/repository.h"
#include "core/project/run_request.h"

namespace stagecraft::project {

expand::Context contextOfCheckout(const QString &root)
{
    expand::Context context;
    const Result<git::RepositoryFacts> facts = git::readFacts(root);
    if (!facts)
        return context;
    const bool onTag = facts->branch.isEmpty() && !facts->tag.isEmpty();
    if (onTag)
        context.ref = facts->tag.toStdString();
    else if (!facts->branch.isEmpty())
        context.ref = facts->branch.toStdString();
    else if (!facts->sha.isEmpty())
        context.ref = facts->sha.toStdString();
    context.tag = onTag;
    context.defaultBranch = facts->defaultBranch.toStdString();
    context.sha = facts->sha.toStdString();
    context.projectPath = facts->projectPath.toStdString();
    if (!facts->serverHost.isEmpty())
        context.serverHost = facts->serverHost.toStdString();
    if (facts->sha.isEmpty())
        return context;

    const auto predefine = [&context](const char *key, const QString &value) {
        context.predefined.push_back({.key = key, .value = value.toStdString(), .raw = true});
    };
    const QString title = facts->message.section(u'\n', 0, 0);
    predefine("CI_COMMIT_MESSAGE", facts->message);
    predefine("CI_COMMIT_TITLE", title);
    predefine("CI_COMMIT_DESCRIPTION", facts->message.section(u'\n', 1).trimmed());
    predefine("CI_COMMIT_AUTHOR", facts->author);
    predefine("CI_COMMIT_TIMESTAMP", facts->committedAt.toString(Qt::ISODate));
    return context;
}

} // namespace stagecraft::project
