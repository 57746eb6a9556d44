// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Access to the conformance set: GitLab's own answers, beside the checkout. Tests skip when it is absent.
#pragma once

#include "core/expand/expand.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace stagecraft::tests {

inline QDir sourceDirectory()
{
    QDir directory(qEnvironmentVariable("STAGECRAFT_SOURCE_DIR", QDir::currentPath()));
    while (!directory.exists(QStringLiteral("CMakePresets.json")) && directory.cdUp()) {}
    return directory;
}

/// Of ../shared beside the checkout, or above it when the checkout lies deeper. Empty when there is none.
inline QString conformancePath()
{
    QDir directory = sourceDirectory();
    while (directory.cdUp()) {
        const QString path = directory.filePath(QStringLiteral("shared/conformance"));
        if (QDir(path).exists())
            return path;
        if (directory.isRoot())
            break;
    }
    return {};
}

inline QByteArray readBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline QJsonDocument readJson(const QString &path)
{
    return QJsonDocument::fromJson(readBytes(path));
}

/// The directory as a repository; the answers are no part of it.
inline expand::FileReader repositoryOf(const QString &root)
{
    return {.read = [root](const QString &path) -> std::optional<QByteArray> {
                const QString clean = QDir::cleanPath(path);
                QFile file(root + QLatin1Char('/') + clean);
                if (clean.startsWith(QLatin1String("..")) || !QFileInfo(file).isFile()
                    || !file.open(QIODevice::ReadOnly))
                    return {};
                return file.readAll();
            },
            .files =
                [root]() {
                    QStringList files;
                    QDirIterator it(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
                    while (it.hasNext()) {
                        const QString file = QDir(root).relativeFilePath(it.next());
                        if (file != QLatin1String("expected.json") && file != QLatin1String("context.json"))
                            files.append(file);
                    }
                    files.sort();
                    return files;
                }};
}

} // namespace stagecraft::tests
