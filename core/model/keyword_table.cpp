// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/model/keyword_table.h"

#include "core/model/resource_rows.h"

#include <algorithm>
#include <array>
#include <vector>

namespace stagecraft::model {

namespace {

constexpr std::array<std::pair<std::string_view, KeywordScope>, 4> Scopes = {{{"global", KeywordScope::Global},
                                                                             {"job", KeywordScope::Job},
                                                                             {"default", KeywordScope::Default},
                                                                             {"workflow", KeywordScope::Workflow}}};

Fidelity fidelityOf(const QString &text)
{
    if (text == QLatin1String("approximated"))
        return Fidelity::Approximated;
    return text == QLatin1String("not-run") ? Fidelity::NotRunLocally : Fidelity::Exact;
}

void addKeywords(const QString &path, std::vector<Keyword> &keywords)
{
    for (const ResourceRow &row : resourceRows(path)) {
        Keyword keyword;
        keyword.name = row.name("name");
        keyword.types = row.list("types");
        keyword.values = row.list("values");
        keyword.defaultValue = row.text("default");
        keyword.help = row.text("help");
        keyword.tier = row.text("tier");
        keyword.named = row.name("named") == "true";
        keyword.fidelity = fidelityOf(row.text("fidelity"));
        keyword.fidelityNote = row.text("note");
        for (const QString &scope : row.list("scopes")) {
            const auto *known = std::ranges::find(Scopes, scope.toStdString(),
                                                  &std::pair<std::string_view, KeywordScope>::first);
            if (known == Scopes.end())
                qFatal("unknown scope in %s", qPrintable(path));
            keyword.scope = known->second;
            keywords.push_back(keyword);
        }
    }
}

std::vector<Keyword> loadKeywords()
{
    std::vector<Keyword> keywords;
    addKeywords(QStringLiteral(":/keywords/global.yaml"), keywords);
    addKeywords(QStringLiteral(":/keywords/job.yaml"), keywords);
    return keywords;
}

} // namespace

std::span<const Keyword> keywords()
{
    static const std::vector<Keyword> Table = loadKeywords();
    return Table;
}

const Keyword *findKeyword(KeywordScope scope, std::string_view name)
{
    const std::span<const Keyword> all = keywords();
    const auto found = std::ranges::find_if(all, [scope, name](const Keyword &keyword) {
        return keyword.scope == scope && keyword.name == name;
    });
    return found == all.end() ? nullptr : &*found;
}

} // namespace stagecraft::model
