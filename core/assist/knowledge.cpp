// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/knowledge.h"

namespace stagecraft::assist {

Help helpFor(const model::Keyword &keyword)
{
    Help help{.title = QString::fromStdString(keyword.name), .text = keyword.help};
    help.facts.push_back({FactKind::Types, keyword.types.join(QLatin1StringView(" | "))});
    if (!keyword.values.isEmpty())
        help.facts.push_back({FactKind::Values, keyword.values.join(QLatin1StringView(", "))});
    if (!keyword.defaultValue.isEmpty())
        help.facts.push_back({FactKind::Default, keyword.defaultValue});
    help.fidelity = keyword.fidelity;
    help.fidelityNote = keyword.fidelityNote;
    help.tier = keyword.tier;
    return help;
}

Help helpForValue(const model::Keyword &keyword, const QString &value)
{
    Help help = helpFor(keyword);
    help.title += QLatin1StringView(": ") + value;
    return help;
}

} // namespace stagecraft::assist
