// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The language that people read, in the window and on the command line.
#pragma once

namespace stagecraft {

/// Takes the first language of the system (LANGUAGE, LC_ALL, LANG) that there is a translation for, ours and Qt's own; English
/// needs none. To be called once, on the main thread, when the application object exists, which owns what is loaded.
void installTranslation();

} // namespace stagecraft
