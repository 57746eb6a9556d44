// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/edge_stages.h"

namespace stagecraft::expand {

using model::Value;

std::vector<std::string> withEdgeStages(const std::vector<std::string> &stages)
{
    std::vector<std::string> result = {std::string(FirstStage)};
    for (const std::string &stage : stages) {
        if (stage != FirstStage && stage != LastStage)
            result.push_back(stage);
    }
    result.emplace_back(LastStage);
    return result;
}

Value injectEdgeStages(const Value &config)
{
    const Value *stages = config.find("stages");
    if (!stages || !stages->isList() || stages->items().empty())
        return config;
    Value::List list = {Value::string(std::string(FirstStage))};
    for (const Value &stage : stages->items()) {
        if (stage.toString() != FirstStage && stage.toString() != LastStage)
            list.push_back(stage);
    }
    list.push_back(Value::string(std::string(LastStage)));
    Value::Map members = config.members();
    for (Value::Member &member : members) {
        if (member.key == "stages" && member.hasTextKey())
            member.value = Value::list(std::move(list), stages->origin());
    }
    return Value::map(std::move(members), config.origin());
}

} // namespace stagecraft::expand
