// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/include_input.h"

#include "app/cli/engine_commands.h"

#include <QDir>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

std::optional<gitlab::IncludeSettings> settingsFrom(const Options &options, Terminal &terminal)
{
    gitlab::IncludeSettings settings{.instance = {},
                                     .allowedHosts = options.values(u"allow-host"_s),
                                     .allowsHttp = options.isSet(u"allow-http"_s),
                                     .caFile = options.isSet(u"ca-file"_s) ? QDir::current().absoluteFilePath(options.value(u"ca-file"_s)) : QString()};
    if (options.isSet(u"gitlab-url"_s)) {
        settings.instance = gitlab::instanceFromText(options.value(u"gitlab-url"_s));
        if (!settings.instance.isValid()) {
            terminal.complain(u"--gitlab-url wants an address such as https://gitlab.com, not '%1'."_s.arg(
                options.value(u"gitlab-url"_s)));
            return std::nullopt;
        }
    }
    return settings;
}

} // namespace

void addIncludeOptions(Options &options)
{
    options.add(u"fetch"_s, u"Fetch included files that are not here (remote, project, component, template)."_s);
    options.add(u"gitlab-url"_s,
                u"The GitLab instance to fetch from; the host of the remote \"origin\" when left out. The environment "
                "variable STAGECRAFT_GITLAB_TOKEN holds the access token for it."_s,
                u"URL"_s);
    options.add(u"allow-host"_s, u"A host in a private network that may be asked. May be repeated."_s, u"HOST"_s);
    options.add(u"allow-http"_s, u"Fetch over http without encryption, too."_s);
    options.add(u"ca-file"_s, u"Certificate authorities to trust beside those of the system (PEM)."_s, u"FILE"_s);
}

std::shared_ptr<const project::Analysis> analyseWithIncludes(project::AnalysisInput input, const Options &options,
                                                             Terminal &terminal)
{
    const std::optional<gitlab::IncludeSettings> settings = settingsFrom(options, terminal);
    if (!settings)
        return nullptr;
    const auto store = std::make_shared<gitlab::IncludeStore>(gitlab::IncludeStore::defaultDirectory(),
                                                              settings->instance);
    input.includes = store;
    if (options.isSet(u"fetch"_s) && engineCommands().fetch)
        return engineCommands().fetch(input, *settings, store, terminal);
    return project::analyse(input);
}

} // namespace stagecraft::cli
