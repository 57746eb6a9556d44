// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/cache_key.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <vector>

namespace stagecraft::engine {

namespace {

/// "%2f" and "%2e" in any case, and "\" as what they stand for.
std::string decoded(std::string_view key)
{
    std::string text;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const std::string_view rest = key.substr(i);
        const bool escape = rest.size() >= 3 && rest.starts_with("%2");
        if (escape && (rest[2] == 'f' || rest[2] == 'F')) {
            text += '/';
            i += 2;
        } else if (escape && (rest[2] == 'e' || rest[2] == 'E')) {
            text += '.';
            i += 2;
        } else {
            text += key[i] == '\\' ? '/' : key[i];
        }
    }
    return text;
}

} // namespace

std::optional<std::string> sanitizedCacheKey(std::string_view key)
{
    if (key.empty())
        return std::string();
    std::vector<std::string> names;
    const std::string text = decoded(key);
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find('/', from), text.size());
        std::string name = text.substr(from, end - from);
        from = end + 1;
        if (name == ".." && !names.empty())
            names.pop_back();
        else if (!name.empty() && name != "." && name != "..")
            names.push_back(std::move(name));
    }
    // White space at the end goes, and names that are nothing else with it.
    while (!names.empty()) {
        std::string &last = names.back();
        last.erase(last.find_last_not_of(" \t\r\n\v\f") + 1);
        if (!last.empty())
            break;
        names.pop_back();
    }
    if (names.empty())
        return std::nullopt;
    std::string clean;
    for (const std::string &name : names)
        clean += (clean.empty() ? "" : "/") + name;
    return clean;
}

std::string hashOfFiles(const QString &directory, const QByteArrayList &files)
{
    QByteArrayList ids;
    for (const QByteArray &name : files) {
        QFile file(directory + QLatin1Char('/') + QFile::decodeName(name));
        if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly))
            continue;
        QCryptographicHash blob(QCryptographicHash::Sha1);
        blob.addData("blob " + QByteArray::number(file.size()) + '\0');
        if (blob.addData(&file))
            ids << blob.result().toHex();
    }
    if (ids.isEmpty())
        return {};
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return QCryptographicHash::hash(ids.join('-'), QCryptographicHash::Sha1).toHex().toStdString();
}

} // namespace stagecraft::engine
