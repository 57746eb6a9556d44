// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Reads the tables that come with the program: a YAML list of maps in the resources. With our own parser, which takes a
// tenth of the time that a general library takes: a command line that starts and ends within milliseconds notices that.
// Internal to core/model. A missing or broken table is a bug and ends the program.
#pragma once

#include "core/yaml/syntax_tree.h"

#include <QString>
#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::model {

/// One map of the list. Texts are as they are written, whatever YAML would read them as.
class ResourceRow
{
public:
    ResourceRow(const yaml::SyntaxTree &tree, yaml::NodeId map) : m_tree(tree), m_map(map) {}

    std::string name(std::string_view key) const; ///< empty when absent, like the next two
    QString text(std::string_view key) const { return QString::fromStdString(name(key)); }
    QStringList list(std::string_view key) const;

private:
    yaml::SyntaxTree m_tree;
    yaml::NodeId m_map;
};

std::vector<ResourceRow> resourceRows(const QString &path);

} // namespace stagecraft::model
