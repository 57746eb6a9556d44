// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/git/repository.h"
#include "core/project/run_request.h"

namespace stagecraft::project {

namespace {

constexpr qsizetype longestMessage = qsizetype(100) * 1024;

void describeCommit(expand::Context &context, const git::CommitFacts &commit)
{
    context.sha = commit.sha.toStdString();
    std::erase_if(context.predefined,
                  [](const expand::Variable &known) { return known.key.starts_with("CI_COMMIT_"); });
    const auto predefine = [&context](const char *key, const QString &value) {
        context.predefined.push_back({.key = key, .value = value.toStdString(), .raw = true});
    };
    // A longer one would let no program start: the system's limit for one variable is 128 KiB.
    const QByteArray whole = commit.message.toUtf8();
    const bool isTruncated = whole.size() > longestMessage;
    const QString message = isTruncated ? QString::fromUtf8(whole.first(longestMessage)) : commit.message;
    predefine("CI_COMMIT_MESSAGE", message);
    predefine("CI_COMMIT_MESSAGE_IS_TRUNCATED", isTruncated ? QStringLiteral("true") : QStringLiteral("false"));
    predefine("CI_COMMIT_TITLE", message.section(u'\n', 0, 0));
    predefine("CI_COMMIT_DESCRIPTION", message.section(u'\n', 1).trimmed());
    predefine("CI_COMMIT_AUTHOR", commit.author);
    predefine("CI_COMMIT_TIMESTAMP", commit.committedAt.toString(Qt::ISODate));
}

} // namespace

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
    for (const auto &[key, value] : {std::pair("GITLAB_USER_NAME", facts->userName),
                                     {"GITLAB_USER_EMAIL", facts->userAddress},
                                     {"GITLAB_USER_LOGIN", facts->userAddress.section(u'@', 0, 0)}}) {
        if (!value.isEmpty())
            context.predefined.push_back({.key = key, .value = value.toStdString(), .raw = true});
    }
    context.defaultBranch = facts->defaultBranch.toStdString();
    context.projectPath = facts->projectPath.toStdString();
    if (!facts->serverHost.isEmpty())
        context.serverHost = facts->serverHost.toStdString();
    if (const Result<git::RefNames> refs = git::readRefs(root)) {
        for (const QStringList &names : {refs->branches, refs->tags}) {
            for (const QString &name : names)
                context.knownRefs.push_back(name.toStdString());
        }
    }
    if (!facts->sha.isEmpty()) {
        describeCommit(context, {.sha = facts->sha,
                                 .message = facts->message,
                                 .author = facts->author,
                                 .committedAt = facts->committedAt});
    }
    return context;
}

void describeRef(expand::Context &context, const QString &root)
{
    if (root.isEmpty())
        return;
    if (const Result<git::CommitFacts> commit = git::readCommit(root, QString::fromStdString(context.ref), context.tag))
        describeCommit(context, *commit);
}

expand::Context contextFor(const QString &root, const Trigger &trigger)
{
    expand::Context context = contextOfCheckout(root);
    const bool isCheckout = context.ref == trigger.ref.toStdString() && context.tag == trigger.tag;
    context.ref = trigger.ref.toStdString();
    context.tag = trigger.tag;
    context.source = trigger.source.toStdString();
    context.mergeRequest = trigger.source == QStringLiteral("merge_request_event");
    if (!isCheckout)
        describeRef(context, root);
    return context;
}

} // namespace stagecraft::project
