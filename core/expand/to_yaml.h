// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The merged view as YAML text. Reading it back gives the same value. Pure.
#pragma once

#include "core/model/value.h"

#include <QByteArray>

namespace stagecraft::expand {

QByteArray toYaml(const model::Value &value);

} // namespace stagecraft::expand
