// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/start/sample_project.h"

#include "core/base/files.h"
#include "core/git/new_repository.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

// The macro needs the global namespace; resources in a static library do not register themselves.
static void registerSample()
{
    Q_INIT_RESOURCE(stagecraft_sample);
}

namespace stagecraft::ui {

QString sampleDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/stagecraft/sample");
}

Result<> makeSample(const QString &directory)
{
    if (QFileInfo::exists(directory + QStringLiteral("/.git")))
        return {};
    registerSample();
    const QDir source(QStringLiteral(":/stagecraft/sample"));
    QDirIterator files(source.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = QDir(directory).filePath(source.relativeFilePath(file));
        if (!QDir().mkpath(QFileInfo(target).path()))
            return failure(ErrorKind::PermissionDenied, QT_TRANSLATE_NOOP("stagecraft", "%1 cannot be made."), {directory});
        QFile resource(file);
        if (!resource.open(QIODevice::ReadOnly))
            return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "%1 cannot be read: %2."), {file, resource.errorString()});
        if (const Result<> saved = saveAtomically(target, resource.readAll()); !saved)
            return saved;
    }
    return git::createRepository(directory, {.branch = QStringLiteral("main"),
                                             .message = QStringLiteral("Add the sample project"),
                                             .authorName = QStringLiteral("Stagecraft sample"),
                                             .authorEmail = QStringLiteral("sample@stagecraft.invalid")});
}

} // namespace stagecraft::ui
