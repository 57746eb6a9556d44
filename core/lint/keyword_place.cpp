// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/lint/keyword_place.h"

#include "core/model/keyword_table.h"

namespace stagecraft::lint {

namespace {

using model::Keyword;
using model::KeywordScope;

struct Place {
    KeywordScope scope = KeywordScope::Global;
    std::string name; ///< as in the table: "image:docker"; empty for the scope itself
};

Place placeOf(const yaml::SyntaxTree &tree, yaml::NodeId node)
{
    std::vector<std::string> keys; // positions in lists do not count
    for (const yaml::PathStep &step : tree.pathOf(node)) {
        if (const auto *key = std::get_if<std::string>(&step))
            keys.push_back(*key);
    }
    Place place;
    if (keys.empty())
        return place;
    auto key = keys.begin();
    if (*key == "default" || *key == "workflow") {
        place.scope = *key == "default" ? KeywordScope::Default : KeywordScope::Workflow;
        ++key;
    } else if (!model::findKeyword(KeywordScope::Global, *key)) {
        place.scope = KeywordScope::Job;
        ++key;
    }
    for (; key != keys.end(); ++key)
        place.name += (place.name.empty() ? "" : ":") + *key;
    return place;
}

} // namespace

std::vector<std::string> keywordsAt(const yaml::SyntaxTree &tree, yaml::NodeId mapping)
{
    const Place place = placeOf(tree, mapping);
    const std::string prefix = place.name.empty() ? std::string() : place.name + ':';
    std::vector<std::string> names;
    for (const Keyword &keyword : model::keywords()) {
        if (keyword.scope != place.scope || !keyword.name.starts_with(prefix))
            continue;
        const std::string rest = keyword.name.substr(prefix.size());
        if (rest.find(':') == std::string::npos)
            names.push_back(rest);
    }
    return names;
}

std::vector<std::string> valuesAt(const yaml::SyntaxTree &tree, yaml::NodeId value)
{
    const Place place = placeOf(tree, value);
    const Keyword *keyword = model::findKeyword(place.scope, place.name);
    std::vector<std::string> values;
    for (const QString &text : keyword ? keyword->values : QStringList())
        values.push_back(text.toStdString());
    return values;
}

} // namespace stagecraft::lint
