// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/model/keyword_table.h"

#include <QFile>

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <vector>

// Outside of any namespace, as Qt asks for it.
static void loadKeywordResources()
{
    Q_INIT_RESOURCE(keywords);
}

namespace stagecraft::model {

namespace {

constexpr std::array<std::pair<std::string_view, KeywordScope>, 4> Scopes = {{{"global", KeywordScope::Global},
                                                                             {"job", KeywordScope::Job},
                                                                             {"default", KeywordScope::Default},
                                                                             {"workflow", KeywordScope::Workflow}}};

QString textOf(const YAML::Node &node, const char *key)
{
    return node[key] ? QString::fromStdString(node[key].as<std::string>()) : QString();
}

QStringList listOf(const YAML::Node &node, const char *key)
{
    QStringList list;
    if (node[key]) {
        for (const YAML::Node &item : node[key])
            list.append(QString::fromStdString(item.as<std::string>()));
    }
    return list;
}

Fidelity fidelityOf(const QString &text)
{
    if (text == QLatin1String("approximated"))
        return Fidelity::Approximated;
    return text == QLatin1String("not-run") ? Fidelity::NotRunLocally : Fidelity::Exact;
}

void addKeywords(const QString &path, std::vector<Keyword> &keywords)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("missing resource %s", qPrintable(path));
    for (const YAML::Node &node : YAML::Load(file.readAll().toStdString())) {
        Keyword keyword;
        keyword.name = node["name"].as<std::string>();
        keyword.types = listOf(node, "types");
        keyword.values = listOf(node, "values");
        keyword.defaultValue = textOf(node, "default");
        keyword.help = textOf(node, "help");
        keyword.fidelity = fidelityOf(textOf(node, "fidelity"));
        keyword.fidelityNote = textOf(node, "note");
        for (const QString &scope : listOf(node, "scopes")) {
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
    loadKeywordResources();
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
