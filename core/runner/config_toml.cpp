// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/runner_form.h"

namespace stagecraft::runner {

QByteArray configToml(const ModeOptions &options)
{
    return configText(options, "\n");
}

} // namespace stagecraft::runner
