// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine/fetch_includes.h"

#include "core/gitlab/include_fetcher.h"

#include <QEventLoop>

#include <algorithm>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *TokenVariable = "STAGECRAFT_GITLAB_TOKEN";

void fetch(gitlab::IncludeFetcher &fetcher, const std::vector<expand::IncludeSource> &sources)
{
    QEventLoop loop;
    QObject::connect(&fetcher, &gitlab::IncludeFetcher::finished, &loop, &QEventLoop::quit);
    fetcher.fetch(sources);
    loop.exec();
}

} // namespace

std::shared_ptr<const project::Analysis> fetchIncludes(const project::AnalysisInput &input,
                                                       const gitlab::IncludeSettings &settings,
                                                       const std::shared_ptr<gitlab::IncludeStore> &store,
                                                       Terminal &terminal)
{
    auto analysis = project::analyse(input);
    gitlab::IncludeFetcher fetcher(settings, qgetenv(TokenVariable), store);
    QObject::connect(&fetcher, &gitlab::IncludeFetcher::progressed, &fetcher, [&terminal](int done, int total) {
        terminal.complain(u"fetching includes: %1 of %2"_s.arg(done).arg(total));
    });
    // What was fetched may include more. Each source is asked for once, so this ends.
    std::vector<expand::IncludeSource> asked;
    for (;;) {
        std::vector<expand::IncludeSource> sources;
        for (const expand::WantedInclude &wanted : analysis->effective.wanted) {
            if (!std::ranges::contains(asked, wanted.source))
                sources.push_back(wanted.source);
        }
        if (sources.empty())
            return analysis;
        asked.insert(asked.end(), sources.begin(), sources.end());
        fetch(fetcher, sources);
        analysis = project::analyse(input);
    }
}

} // namespace stagecraft::cli
