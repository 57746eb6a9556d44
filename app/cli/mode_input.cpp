// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/mode_input.h"

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

void addModeOptions(Options &options)
{
    options.add(u"mode"_s, u"How jobs use Docker: shell, dind or socket. dind when left out."_s, u"MODE"_s);
    options.add(u"no-tls"_s, u"dind: plain port 2375 instead of TLS on 2376."_s);
    options.add(u"name"_s, u"The runner's name."_s, u"NAME"_s);
    options.add(u"url"_s, u"The GitLab instance."_s, u"URL"_s);
    options.add(u"image"_s, u"The image of jobs that name none."_s, u"IMAGE"_s);
    options.add(u"concurrent"_s, u"How many jobs at once."_s, u"N"_s);
}

std::optional<runner::ModeOptions> modeFrom(const Options &options, Terminal &terminal)
{
    runner::ModeOptions mode;
    if (options.isSet(u"mode"_s)) {
        const std::optional<runner::RunnerMode> parsed = runner::runnerModeFromText(options.value(u"mode"_s));
        if (!parsed) {
            terminal.complain(u"--mode is shell, dind or socket, not '%1'."_s.arg(options.value(u"mode"_s)));
            return std::nullopt;
        }
        mode.mode = *parsed;
    }
    mode.tls = !options.isSet(u"no-tls"_s);
    if (options.isSet(u"name"_s))
        mode.runnerName = options.value(u"name"_s);
    if (options.isSet(u"url"_s))
        mode.url = options.value(u"url"_s);
    if (options.isSet(u"image"_s))
        mode.cliImage = options.value(u"image"_s);
    if (options.isSet(u"concurrent"_s)) {
        bool isNumber = false;
        mode.concurrent = options.value(u"concurrent"_s).toInt(&isNumber);
        if (!isNumber || mode.concurrent < 1) {
            terminal.complain(u"--concurrent wants a number above 0, not '%1'."_s.arg(options.value(u"concurrent"_s)));
            return std::nullopt;
        }
    }
    return mode;
}

} // namespace stagecraft::cli
