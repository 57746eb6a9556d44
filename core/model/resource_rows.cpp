// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/model/resource_rows.h"

#include <QFile>

// Outside of any namespace, as Qt asks for it.
static void loadKeywordResources()
{
    Q_INIT_RESOURCE(keywords);
}

namespace stagecraft::model {

std::string ResourceRow::name(std::string_view key) const
{
    const yaml::Entry *entry = m_tree.find(m_map, key);
    return entry && entry->value != yaml::NodeId::None ? m_tree.node(entry->value).scalar : std::string();
}

QStringList ResourceRow::list(std::string_view key) const
{
    QStringList list;
    const yaml::Entry *entry = m_tree.find(m_map, key);
    if (!entry || entry->value == yaml::NodeId::None)
        return list;
    for (const yaml::Entry &item : m_tree.node(entry->value).entries)
        list.append(QString::fromStdString(m_tree.node(item.value).scalar));
    return list;
}

std::vector<ResourceRow> resourceRows(const QString &path)
{
    loadKeywordResources();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("missing resource %s", qPrintable(path));
    const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(file.readAll()));
    if (!tree.isTrusted() || tree.documents().empty())
        qFatal("broken resource %s", qPrintable(path));
    std::vector<ResourceRow> rows;
    for (const yaml::Entry &entry : tree.node(tree.documents().front()).entries)
        rows.emplace_back(tree, entry.value);
    return rows;
}

} // namespace stagecraft::model
