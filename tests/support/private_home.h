// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A home directory for one test program: settings, journals and runs go there, and shells find no profile of whoever tests.
// Include it in the test's source; it is there before main().
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

namespace stagecraft::test {

struct PrivateHome {
    QTemporaryDir directory;

    PrivateHome()
    {
        qputenv("HOME", directory.path().toLocal8Bit());
        for (const char *name : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"}) {
            const QString path = directory.filePath(QString::fromLatin1(name).section(u'_', 1, 1).toLower());
            QDir().mkpath(path);
            qputenv(name, path.toLocal8Bit());
        }
        QCoreApplication::setOrganizationName(QStringLiteral("Stagecraft"));
        QCoreApplication::setApplicationName(QStringLiteral("stagecraft-test"));
    }
};
inline const PrivateHome privateHome;

} // namespace stagecraft::test
