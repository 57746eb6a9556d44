// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The two texts of a session.
#pragma once

namespace stagecraft::ui {

enum class Document { Pipeline, Config };

} // namespace stagecraft::ui
