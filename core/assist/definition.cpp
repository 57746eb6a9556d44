// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/definition.h"

#include "core/assist/names.h"
#include "core/assist/symbol.h"
#include "core/assist/variable_book.h"
#include "core/assist/variable_text.h"
#include "core/edit/references.h"
#include "core/yaml/token.h"

#include <algorithm>
#include <ranges>

namespace stagecraft::assist {

using text::TextRange;
using yaml::NodeId;

namespace {

Location here(TextRange range)
{
    return {{}, range};
}

/// The items of `stages:` with this name.
std::vector<Location> placesOfStage(const Knowledge &known, const std::string &name)
{
    std::vector<NodeId> words;
    const edit::PipelineView view(known.tree);
    edit::collectScalars(known.tree, view.stagesNode(), words);
    std::vector<Location> places;
    for (const NodeId word : words) {
        if (known.tree.node(word).scalar == name)
            places.push_back(here(known.tree.node(word).value));
    }
    return places;
}

std::vector<Location> placesOfAnchor(const Knowledge &known, const Symbol &symbol)
{
    const yaml::Node &node = known.tree.node(symbol.node);
    const NodeId target = node.kind == yaml::NodeKind::Alias ? node.target : symbol.node;
    if (target == NodeId::None || known.tree.node(target).anchor.isEmpty())
        return {};
    return {here(known.tree.node(target).anchor)};
}

std::vector<Location> usesOfAnchor(const Knowledge &known, const Symbol &symbol)
{
    const std::vector<Location> definition = placesOfAnchor(known, symbol);
    std::vector<Location> places = definition;
    for (const yaml::Token &token : known.tree.tokens()) {
        if (token.kind != yaml::TokenKind::Alias || known.tree.buffer().slice(token.range).sliced(1) != QByteArrayView(symbol.name))
            continue;
        const NodeId alias = known.tree.nodeAt(token.range.begin + 1);
        const Symbol other{.kind = SymbolKind::Anchor, .name = symbol.name, .range = token.range, .node = alias};
        if (alias != NodeId::None && known.tree.node(alias).kind == yaml::NodeKind::Alias && placesOfAnchor(known, other) == definition)
            places.push_back(here(known.tree.node(alias).anchor));
    }
    return places;
}

std::vector<Location> usesOfJob(const Knowledge &known, const std::string &name)
{
    const expand::EffectiveJob *job = effectiveJob(known, name);
    const std::string key = job && !known.source.job(name) ? job->sourceName : name;
    std::vector<Location> places;
    if (const model::SourceJob *written = known.source.job(key); written && written->key != NodeId::None)
        places.push_back(here(known.tree.node(written->key).value));
    for (const edit::Reference &reference : edit::referencesToJob(edit::PipelineView(known.tree), key))
        places.push_back(here(known.tree.node(reference.node).value));
    return places;
}

std::vector<Location> usesOfStage(const Knowledge &known, const std::string &name)
{
    std::vector<Location> places;
    for (const NodeId word : edit::usesOfStage(edit::PipelineView(known.tree), name))
        places.push_back(here(known.tree.node(word).value));
    return places;
}

std::vector<Location> usesOfVariableName(const Knowledge &known, const Symbol &symbol)
{
    std::vector<Location> places = VariableBook(known, symbol.entry).places(symbol.name);
    std::erase_if(places, [](const Location &place) { return !place.file.isEmpty(); });
    // What another job sets under the same name is another variable.
    for (const TextRange range : usesOfVariable(known.tree.buffer(), symbol.name)) {
        const auto use = symbolAt(known, range.begin);
        if (use && use->kind == SymbolKind::Variable && use->range == range)
            places.push_back(here(range));
    }
    return places;
}

std::vector<Location> placesOfInput(const Knowledge &known, const std::string &name)
{
    const yaml::Entry *entry = known.tree.find(inputsNode(known.tree), name);
    return entry ? std::vector{here(known.tree.node(entry->key).value)} : std::vector<Location>();
}

std::vector<Location> usesOfInputName(const Knowledge &known, const std::string &name)
{
    std::vector<Location> places = placesOfInput(known, name);
    for (const TextRange range : usesOfInput(known.tree.buffer(), name)) {
        const auto use = symbolAt(known, range.begin);
        if (use && use->kind == SymbolKind::Input && use->range == range)
            places.push_back(here(range));
    }
    return places;
}

/// The files that the entry around this value brought in: one, or all that a pattern found. A project or a ref stands for
/// the files beside it.
std::vector<Location> filesIncludedAt(const Knowledge &known, const Symbol &symbol)
{
    std::vector<Location> places;
    const auto addIncludedIn = [&](TextRange around) {
        for (const expand::SourceFile &file : known.effective.files | std::views::drop(1)) {
            const bool isHere = file.includedAt.file == 0 && around.begin <= file.includedAt.range.begin
                                && file.includedAt.range.end <= around.end;
            if (isHere && !std::ranges::contains(places, file.path, &Location::file))
                places.push_back({file.path, {}});
        }
    };
    addIncludedIn(symbol.range);
    const model::KeywordPlace place = model::placeOf(known.tree, symbol.node);
    if (places.empty() && (place.keyword.ends_with(":project") || place.keyword.ends_with(":ref"))) {
        const NodeId entry = known.tree.node(symbol.node).parent;
        if (entry != NodeId::None)
            addIncludedIn(known.tree.node(entry).value);
    }
    return places;
}

/// The repository's file that an include names which was not loaded; nothing for wildcards and what is not local.
std::vector<Location> placesOfFile(const Knowledge &known, const Symbol &symbol)
{
    std::vector<Location> loaded = filesIncludedAt(known, symbol);
    if (!loaded.empty())
        return loaded;
    const model::KeywordPlace place = model::placeOf(known.tree, symbol.node);
    QString path = QString::fromStdString(symbol.name);
    const bool isLocal = place.keyword.ends_with("include") || place.keyword.ends_with(":local");
    if (!isLocal || path.contains(u'*') || path.contains(QLatin1StringView("://")) || path.contains(u'$') || path.isEmpty())
        return {};
    while (path.startsWith(u'/'))
        path.removeFirst();
    return {{path, {}}};
}

std::vector<Location> placesOf(const Knowledge &known, const Symbol &symbol)
{
    switch (symbol.kind) {
    case SymbolKind::Job: return placesOfJob(known, symbol.name);
    case SymbolKind::Stage: return placesOfStage(known, symbol.name);
    case SymbolKind::Anchor: return placesOfAnchor(known, symbol);
    case SymbolKind::Variable: return VariableBook(known, symbol.entry).places(symbol.name);
    case SymbolKind::Input: return placesOfInput(known, symbol.name);
    case SymbolKind::File: return placesOfFile(known, symbol);
    case SymbolKind::Keyword:
    case SymbolKind::KeywordValue: break;
    }
    return {};
}

} // namespace

std::vector<Location> placesOfJob(const Knowledge &known, std::string_view name)
{
    const expand::EffectiveJob *job = effectiveJob(known, name);
    const model::SourceJob *written = known.source.job(name);
    if (!written && job)
        written = known.source.job(job->sourceName);
    if (written && written->key != NodeId::None)
        return {here(known.tree.node(written->key).value)};
    if (job && job->file != known.effective.file)
        return {{job->file, job->nameRange}};
    // A template of an included file: the jobs that came through it know the file, the merged text the place.
    const model::Value::Member *member = known.effective.merged.member(name);
    if (!member || member->keyOrigin.file == 0)
        return {};
    for (const expand::EffectiveJob &heir : known.effective.jobs) {
        for (const auto &[keyword, from] : heir.provenance) {
            if (from.from == name && from.file != known.effective.file)
                return {{from.file, member->keyOrigin.range}};
        }
    }
    return {};
}

std::vector<Location> definition(const Knowledge &known, qsizetype offset)
{
    const std::optional<Symbol> symbol = symbolAt(known, offset);
    return symbol ? placesOf(known, *symbol) : std::vector<Location>();
}

std::vector<Location> uses(const Knowledge &known, qsizetype offset)
{
    const std::optional<Symbol> symbol = symbolAt(known, offset);
    std::vector<Location> places;
    if (!symbol)
        return places;
    switch (symbol->kind) {
    case SymbolKind::Job: places = usesOfJob(known, symbol->name); break;
    case SymbolKind::Stage: places = usesOfStage(known, symbol->name); break;
    case SymbolKind::Anchor: places = usesOfAnchor(known, *symbol); break;
    case SymbolKind::Variable: places = usesOfVariableName(known, *symbol); break;
    case SymbolKind::Input: places = usesOfInputName(known, symbol->name); break;
    case SymbolKind::File:
    case SymbolKind::Keyword:
    case SymbolKind::KeywordValue: break;
    }
    std::ranges::sort(places, {}, [](const Location &place) { return place.range.begin; });
    const auto same = std::ranges::unique(places);
    places.erase(same.begin(), same.end());
    return places;
}

} // namespace stagecraft::assist
