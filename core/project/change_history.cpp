// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/change_history.h"

#include "core/git/changes.h"

#include <QFile>
#include <QMutex>

#include <deque>
#include <optional>
#include <tuple>

namespace stagecraft::project {

namespace {

using Paths = std::optional<std::vector<std::string>>;

/// What changed between two commits never does, so it is kept between analyses, of which there is one a key press.
class Comparisons
{
public:
    static Paths between(const QString &root, const QString &from, const QString &to, git::ChangesSince since)
    {
        static Comparisons kept;
        const Key key{root, from, to, since};
        const QMutexLocker lock(&kept.m_mutex);
        for (const auto &[known, paths] : kept.m_entries) {
            if (known == key)
                return paths;
        }
        const Paths paths = compare(key);
        kept.m_entries.emplace_front(key, paths);
        if (kept.m_entries.size() > MostKept)
            kept.m_entries.pop_back();
        return paths;
    }

private:
    using Key = std::tuple<QString, QString, QString, git::ChangesSince>;
    static constexpr std::size_t MostKept = 16;

    static Paths compare(const Key &key)
    {
        const auto &[root, from, to, since] = key;
        const auto files = git::changedFiles(root, from, to, since);
        if (!files || !*files)
            return std::nullopt;
        std::vector<std::string> paths;
        paths.reserve(static_cast<std::size_t>((*files)->size()));
        for (const QByteArray &file : **files)
            paths.push_back(file.toStdString());
        return paths;
    }

    QMutex m_mutex;
    std::deque<std::pair<Key, Paths>> m_entries;
};

} // namespace

expand::ChangedPaths ChangeHistory::changes(const expand::Context &context, const std::string &compareTo)
{
    const std::string key = compareTo + '\n' + context.ref + '\n' + context.sha + '\n' + context.source
                            + (context.tag ? " tag" : "") + (context.mergeRequest ? " merge request" : "");
    const auto known = m_known.find(key);
    return known != m_known.end() ? known->second : m_known.emplace(key, find(context, compareTo)).first->second;
}

expand::ChangedPaths ChangeHistory::find(const expand::Context &context, const std::string &compareTo) const
{
    const QString sha = QString::fromStdString(context.sha);
    const bool isMergeRequest = context.mergeRequest || context.source == "merge_request_event";
    if (!compareTo.empty() || isMergeRequest) {
        const std::string &target = compareTo.empty() ? context.defaultBranch : compareTo;
        const auto base = git::commitOf(m_root, QString::fromStdString(target));
        if (!base)
            return {.isValidRef = false};
        if (sha.isEmpty())
            return {};
        return {.paths = Comparisons::between(m_root, *base, sha, git::ChangesSince::MergeBase)};
    }
    if (context.tag || context.source != "push" || sha.isEmpty())
        return {};
    const std::optional<QString> before = git::commitBeforePush(m_root, QString::fromStdString(context.ref));
    if (!before)
        return {};
    return {.paths = Comparisons::between(m_root, *before, sha, git::ChangesSince::Commit)};
}

} // namespace stagecraft::project
