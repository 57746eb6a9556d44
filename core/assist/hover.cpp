// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/hover.h"

#include "core/assist/definition.h"
#include "core/assist/names.h"
#include "core/assist/symbol.h"
#include "core/assist/variable_book.h"

namespace stagecraft::assist {

namespace {

Help helpForPlace(const Knowledge &known, const QString &title, const std::vector<Location> &places)
{
    Help help{.title = title};
    for (const Location &place : places)
        help.facts.push_back({FactKind::DefinedIn, placeText(known, place)});
    return help;
}

Help helpForSymbol(const Knowledge &known, const Symbol &symbol, qsizetype offset)
{
    const QString name = QString::fromStdString(symbol.name);
    switch (symbol.kind) {
    case SymbolKind::Keyword: return helpFor(*symbol.keyword);
    case SymbolKind::KeywordValue: return helpForValue(*symbol.keyword, name);
    case SymbolKind::Job: return helpForJob(known, symbol.name);
    case SymbolKind::Stage: return helpForStage(known, symbol.name);
    case SymbolKind::Variable: return VariableBook(known, symbol.entry).help(symbol.name);
    case SymbolKind::Input: return helpForInput(known, symbol.name);
    case SymbolKind::Anchor: return helpForPlace(known, u'&' + name, definition(known, offset));
    case SymbolKind::File: return {.title = name};
    }
    return {};
}

} // namespace

std::optional<Hover> hover(const Knowledge &known, qsizetype offset)
{
    const std::optional<Symbol> symbol = symbolAt(known, offset);
    if (!symbol)
        return {};
    Hover answer{.range = symbol->range, .help = helpForSymbol(known, *symbol, offset)};
    return answer.help.isEmpty() ? std::nullopt : std::optional(std::move(answer));
}

} // namespace stagecraft::assist
