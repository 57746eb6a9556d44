// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Reads the tables that come with the program: a YAML list of maps in the resources. Internal to core/model. A missing
// or broken table is a bug and ends the program.
#pragma once

#include <QString>
#include <QStringList>

#include <yaml-cpp/yaml.h>

namespace stagecraft::model {

YAML::Node resourceRows(const QString &path);
QString rowText(const YAML::Node &row, const char *key); ///< empty when absent
QStringList rowList(const YAML::Node &row, const char *key);

} // namespace stagecraft::model
