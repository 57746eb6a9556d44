// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/model/predefined_table.h"

#include "core/model/resource_rows.h"

#include <algorithm>
#include <vector>

namespace stagecraft::model {

namespace {

std::vector<PredefinedVariable> loadVariables()
{
    std::vector<PredefinedVariable> variables;
    for (const ResourceRow &row : resourceRows(QStringLiteral(":/keywords/predefined_variables.yaml"))) {
        variables.push_back({.name = row.name("name"),
                             .help = row.text("help"),
                             .only = row.text("only"),
                             .values = row.list("values"),
                             .inRules = row.name("phase") == "pipeline"});
    }
    std::ranges::sort(variables, {}, &PredefinedVariable::name);
    return variables;
}

} // namespace

std::span<const PredefinedVariable> predefinedVariables()
{
    static const std::vector<PredefinedVariable> Table = loadVariables();
    return Table;
}

const PredefinedVariable *findPredefinedVariable(std::string_view name)
{
    const std::span<const PredefinedVariable> all = predefinedVariables();
    const auto found = std::ranges::lower_bound(all, name, {}, &PredefinedVariable::name);
    return found == all.end() || found->name != name ? nullptr : &*found;
}

} // namespace stagecraft::model
