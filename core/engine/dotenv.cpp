// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/dotenv.h"

#include <QByteArrayList>

#include <algorithm>

namespace stagecraft::engine {

namespace {

// GitLab's defaults for its own installations.
constexpr qsizetype largest = 5 * 1024;
constexpr std::size_t mostVariables = 20;

bool isKeyCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

} // namespace

std::expected<std::vector<plan::Variable>, QString> parseDotenv(QByteArray content)
{
    if (content.size() >= largest)
        return std::unexpected(QStringLiteral("Dotenv Artifact Too Big. Maximum Allowable Size: %1").arg(largest));
    if (content.startsWith("\xef\xbb\xbf"))
        content.remove(0, 3);
    std::vector<plan::Variable> variables;
    if (content.endsWith('\n'))
        content.chop(1);
    for (const QByteArray &line : content.isEmpty() ? QByteArrayList() : content.split('\n')) {
        const qsizetype equals = line.indexOf('=');
        if (equals < 0)
            return std::unexpected(QStringLiteral("Invalid Format"));
        const QByteArray key = line.first(equals).trimmed();
        if (key.isEmpty())
            return std::unexpected(QStringLiteral("Validation failed: Key can't be blank"));
        if (!std::ranges::all_of(key, isKeyCharacter))
            return std::unexpected(QStringLiteral("Validation failed: Key can contain only letters, digits and '_'."));
        plan::Variable variable;
        variable.key = key.toStdString();
        variable.value = line.sliced(equals + 1).trimmed().toStdString();
        variable.secret = true; // not public: services do not see it
        std::erase_if(variables, [&variable](const plan::Variable &other) { return other.key == variable.key; });
        variables.push_back(std::move(variable));
    }
    if (variables.size() > mostVariables)
        return std::unexpected(QStringLiteral("Dotenv files cannot have more than %1 variables").arg(mostVariables));
    return variables;
}

} // namespace stagecraft::engine
