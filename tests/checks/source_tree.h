// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The project's own files as the checks see them: what git tracks or would track, line by line.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace stagecraft::checks {

/// One file of the checkout; `path` is relative to its root.
struct SourceFile {
    QString path;
    QByteArray bytes;

    bool isCpp() const;
    /// C++, CMake, and whatever else has comments of ours: scripts and settings.
    bool hasComments() const;
    bool isIn(const QString &folder) const { return path.startsWith(folder + u'/'); }
    QStringList lines() const;
    /// The lines of a C++ file with comments blanked, and string contents too unless they are kept.
    QStringList codeLines(bool keepStrings = false) const;
};

/// The root of the checkout: STAGECRAFT_SOURCE_DIR, else upwards from the current directory; empty when not found.
QString sourceRoot();

/// All files that git tracks, and those that it would track; empty when `root` is no git checkout.
std::vector<SourceFile> sourceFiles(const QString &root);

} // namespace stagecraft::checks
