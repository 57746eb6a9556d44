// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/model/keyword_place.h"

#include <algorithm>
#include <ranges>

namespace stagecraft::model {

using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;

namespace {

struct Step {
    NodeId collection;
    int entry;
};

std::string keyText(const yaml::SyntaxTree &tree, const Step &step)
{
    const yaml::Entry &entry = tree.node(step.collection).entries[static_cast<std::size_t>(step.entry)];
    const NodeId key = tree.resolved(entry.key);
    return key == NodeId::None ? std::string() : tree.node(key).scalar;
}

/// `rules:needs` takes what `needs` takes.
void follow(KeywordPlace &place)
{
    if (place.scope == KeywordScope::Job && place.keyword == "rules:needs")
        place.keyword = "needs";
}

void enterRoot(KeywordPlace &place, const std::string &key)
{
    place.entry = key;
    if (key == "default") {
        place.scope = KeywordScope::Default;
    } else if (key == "workflow") {
        place.scope = KeywordScope::Workflow;
    } else if (findKeyword(KeywordScope::Global, key)) {
        // image:, cache: … at the top level are older forms of those in default:.
        const bool older = findKeyword(KeywordScope::Default, key) != nullptr;
        place.scope = older ? KeywordScope::Default : KeywordScope::Global;
        place.keyword = key;
    } else {
        place.scope = KeywordScope::Job;
    }
}

void enterKey(KeywordPlace &place, const std::string &key)
{
    if (key == "<<")
        return;
    if (place.entry.empty()) {
        enterRoot(place, key);
        return;
    }
    const Keyword *around = place.keyword.empty() ? nullptr : findKeyword(place.scope, place.keyword);
    if (around && around->named && place.name.empty()) {
        place.name = key;
        return;
    }
    place.keyword += place.keyword.empty() ? key : ':' + key;
    place.name.clear();
    place.isKnown = place.isKnown && findKeyword(place.scope, place.keyword);
}

} // namespace

KeywordPlace placeOf(const yaml::SyntaxTree &tree, NodeId node)
{
    KeywordPlace place;
    std::vector<Step> steps;
    for (NodeId id = node; tree.node(id).parent != NodeId::None; id = tree.node(id).parent)
        steps.push_back({tree.node(id).parent, tree.node(id).entry});
    if (steps.empty())
        return place;
    const Node &parent = tree.node(steps.front().collection);
    place.container = steps.front().collection;
    place.isKey = parent.kind == NodeKind::Mapping && parent.entries[static_cast<std::size_t>(steps.front().entry)].key == node;
    for (const Step &step : steps | std::views::reverse) {
        if (place.isKey && &step == &steps.front())
            break;
        follow(place);
        const Node &collection = tree.node(step.collection);
        place.item = collection.kind == NodeKind::Sequence ? step.entry : -1;
        if (collection.kind == NodeKind::Mapping)
            enterKey(place, keyText(tree, step));
        else if (tree.buffer().slice(collection.tag) == QByteArrayView("!reference"))
            place.reference = step.collection;
    }
    follow(place);
    if (place.isKey) {
        const Keyword *around = place.keyword.empty() ? nullptr : findKeyword(place.scope, place.keyword);
        place.isNamed = around && around->named && place.name.empty();
        place.item = -1;
    }
    return place;
}

std::vector<const Keyword *> keywordsAt(const KeywordPlace &place)
{
    std::vector<const Keyword *> found;
    if (!place.isKey || !place.isKnown || place.isNamed || place.reference != NodeId::None)
        return found;
    const std::string prefix = place.keyword.empty() ? std::string() : place.keyword + ':';
    const KeywordScope scope = place.isRoot() ? KeywordScope::Global : place.scope;
    for (const Keyword &keyword : keywords()) {
        const std::string_view name = keyword.name;
        const bool isHere = keyword.scope == scope && name.size() > prefix.size() && name.starts_with(prefix)
            && name.find(':', prefix.size()) == std::string_view::npos;
        // The older forms at the top level are understood, but nobody should begin with them today.
        const bool isOlder = place.isRoot() && findKeyword(KeywordScope::Default, name);
        if (isHere && !isOlder)
            found.push_back(&keyword);
    }
    return found;
}

const Keyword *keywordOf(const KeywordPlace &place, std::string_view key)
{
    if (!place.isKnown || place.isNamed || (!place.isKey && !place.name.empty()) || place.reference != NodeId::None)
        return nullptr;
    std::string name = place.keyword;
    if (place.isKey)
        name += (name.empty() ? "" : ":") + std::string(key);
    if (name.empty())
        return nullptr;
    const Keyword *found = findKeyword(place.isRoot() ? KeywordScope::Global : place.scope, name);
    return found || !place.isRoot() ? found : nullptr;
}

} // namespace stagecraft::model
