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

YAML::Node resourceRows(const QString &path)
{
    loadKeywordResources();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("missing resource %s", qPrintable(path));
    return YAML::Load(file.readAll().toStdString());
}

QString rowText(const YAML::Node &row, const char *key)
{
    return row[key] ? QString::fromStdString(row[key].as<std::string>()) : QString();
}

QStringList rowList(const YAML::Node &row, const char *key)
{
    QStringList list;
    if (row[key]) {
        for (const YAML::Node &item : row[key])
            list.append(QString::fromStdString(item.as<std::string>()));
    }
    return list;
}

} // namespace stagecraft::model
