// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Any bytes as a config.toml, patched to any mode: refused, or a patch that fits, can be undone, leaves TOML of that
// mode, and has nothing left to do when it is applied again.
#include "core/runner/runner_mode.h"
#include "tests/fuzz/require.h"

using namespace stagecraft;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    // The last byte chooses, so a config.toml is a useful input as it is.
    const std::uint8_t choice = data[size - 1];
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size - 1));
    const text::TextBuffer before(bytes);
    runner::ModeOptions options;
    options.mode = static_cast<runner::RunnerMode>(choice % 3);
    options.tls = (choice & 4U) != 0;
    if ((choice & 8U) != 0)
        options.runnerName = QStringLiteral("a \"quoted\" name");
    runner::modeOf(before);
    const auto settings = runner::runnerSettings(before);
    const auto patch = runner::patchConfigToml(before, options);
    if (!patch) {
        require(!patch.error().message.isEmpty(), "a refusal has a reason");
        return 0;
    }
    require(settings.has_value(), "what is patched was TOML");
    require(patch->isValidFor(bytes.size()), "the patch fits");
    const text::TextBuffer after = before.patched(*patch);
    require(patch->inverse(bytes).appliedTo(after.bytes()) == bytes, "the patch can be undone");
    require(runner::runnerSettings(after).has_value(), "the result is TOML");
    const auto again = runner::patchConfigToml(after, options);
    require(again && again->isEmpty(), "a second patch has nothing to do");
    return 0;
}
