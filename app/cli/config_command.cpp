// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/mode_input.h"
#include "core/base/files.h"

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

/// Patches the file, or writes it anew when there is none.
int writeInto(const QString &path, const runner::ModeOptions &mode, Terminal &terminal)
{
    QByteArray before;
    ContentHash expected;
    // A link that leads nowhere is no missing file: saving refuses it.
    const Result<QByteArray> content = readFile(path);
    if (content) {
        before = *content;
        expected = contentHash(before);
    } else if (content.error().kind != ErrorKind::NotFound) {
        terminal.complain(describe(content.error()));
        return Failed;
    }
    const auto patch = runner::patchConfigToml(text::TextBuffer(before), mode);
    if (!patch) {
        terminal.complain(u"%1:%2:%3: %4"_s.arg(path)
                              .arg(patch.error().position.line + 1)
                              .arg(patch.error().position.column + 1)
                              .arg(patch.error().message));
        return Failed;
    }
    if (patch->isEmpty())
        return Success;
    const Result<> saved = saveAtomically(path, patch->appliedTo(before), expected);
    if (!saved) {
        terminal.complain(describe(saved.error()));
        return Failed;
    }
    return Success;
}

} // namespace

int config(const QStringList &arguments, Terminal &terminal)
{
    Options options(
        "config", u"[OPTIONS]"_s,
        u"Prints the config.toml of a runner mode, or patches an existing file; other runners and comments stay."_s);
    addModeOptions(options);
    options.add(u"token"_s, u"The runner's authentication token (glrt-…)."_s, u"TOKEN"_s);
    options.add(u"into"_s, u"The file to patch instead of printing."_s, u"FILE"_s);
    int exitCode = Success;
    if (!options.parse(arguments, terminal, exitCode))
        return exitCode;
    std::optional<runner::ModeOptions> mode = modeFrom(options, terminal);
    if (!mode)
        return Usage;
    if (options.isSet(u"token"_s))
        mode->token = options.value(u"token"_s);
    if (options.isSet(u"into"_s))
        return writeInto(options.value(u"into"_s), *mode, terminal);
    terminal.print(runner::configToml(*mode));
    return Success;
}

int registerRunner(const QStringList &arguments, Terminal &terminal)
{
    Options options("register", u"[OPTIONS]"_s, u"Prints the gitlab-runner register command of a runner mode."_s);
    addModeOptions(options);
    options.add(u"token"_s, u"The token to write into the command; a placeholder when left out."_s, u"TOKEN"_s);
    options.add(u"legacy"_s, u"The registration-token workflow of servers before GitLab 16."_s);
    int exitCode = Success;
    if (!options.parse(arguments, terminal, exitCode))
        return exitCode;
    std::optional<runner::ModeOptions> mode = modeFrom(options, terminal);
    if (!mode)
        return Usage;
    if (options.isSet(u"token"_s))
        mode->token = options.value(u"token"_s);
    mode->legacyRegistration = options.isSet(u"legacy"_s);
    terminal.print(runner::registerCommand(*mode) + u'\n');
    return Success;
}

} // namespace stagecraft::cli
