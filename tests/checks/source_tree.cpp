// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "tests/checks/source_tree.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSet>

namespace stagecraft::checks {

namespace {

QString suffixOf(const QString &path)
{
    return QFileInfo(path).suffix();
}

/// Blanks what the compiler ignores, character by character; line breaks stay.
QByteArray withoutComments(const QByteArray &text, bool keepStrings)
{
    QByteArray code = text;
    const auto blank = [&code](qsizetype begin, qsizetype end) {
        for (qsizetype i = begin; i < end; ++i) {
            if (code[i] != '\n')
                code[i] = ' ';
        }
    };
    const auto endOf = [&text](QByteArrayView what, qsizetype from) {
        const qsizetype found = text.indexOf(what, from);
        return found < 0 ? text.size() : found + what.size();
    };
    qsizetype i = 0;
    while (i < text.size()) {
        const QByteArrayView rest = QByteArrayView(text).sliced(i);
        const qsizetype begin = i;
        if (rest.startsWith("//")) {
            const qsizetype end = text.indexOf('\n', i);
            i = end < 0 ? text.size() : end;
            blank(begin, i);
        } else if (rest.startsWith("/*")) {
            i = endOf("*/", i + 2);
            blank(begin, i);
        } else if (rest.startsWith("R\"")) {
            const QByteArray delimiter = text.mid(i + 2, text.indexOf('(', i) - i - 2);
            i = endOf(QByteArray(")" + delimiter + "\""), i);
            if (!keepStrings)
                blank(begin + 1, i);
        } else if (text[i] == '"' || (text[i] == '\'' && (i == 0 || !QChar::isLetterOrNumber(static_cast<uchar>(text[i - 1]))))) {
            // The apostrophe between digits is no character literal.
            const char quote = text[i++];
            while (i < text.size() && text[i] != quote && text[i] != '\n')
                i += text[i] == '\\' ? 2 : 1;
            i = std::min(i + 1, text.size());
            if (!keepStrings)
                blank(begin + 1, i - 1);
        } else {
            ++i;
        }
    }
    return code;
}

} // namespace

bool SourceFile::isCpp() const
{
    static const QSet<QString> suffixes = {QStringLiteral("cpp"), QStringLiteral("h")};
    return suffixes.contains(suffixOf(path));
}

bool SourceFile::hasComments() const
{
    static const QSet<QString> suffixes = {QStringLiteral("cmake"), QStringLiteral("sh"),  QStringLiteral("toml"),
                                           QStringLiteral("yaml"),  QStringLiteral("yml"), QStringLiteral("py"),
                                           QStringLiteral("xml"),   QStringLiteral("qss")};
    return isCpp() || suffixes.contains(suffixOf(path)) || path.endsWith(QLatin1String("CMakeLists.txt"))
           || bytes.startsWith("#!");
}

QStringList SourceFile::lines() const
{
    return QString::fromUtf8(bytes).split(u'\n');
}

QStringList SourceFile::codeLines(bool keepStrings) const
{
    return QString::fromUtf8(withoutComments(bytes, keepStrings)).split(u'\n');
}

QString sourceRoot()
{
    QDir directory(qEnvironmentVariable("STAGECRAFT_SOURCE_DIR", QDir::currentPath()));
    while (!directory.exists(QStringLiteral("core/CMakeLists.txt"))) {
        if (!directory.cdUp())
            return {};
    }
    return directory.absolutePath();
}

std::vector<SourceFile> sourceFiles(const QString &root)
{
    QProcess git;
    // A checkout of another user (a container's volume, say) is read like one's own.
    git.start(QStringLiteral("git"), {QStringLiteral("-c"), QStringLiteral("safe.directory=*"), QStringLiteral("-C"), root,
                                      QStringLiteral("ls-files"), QStringLiteral("-z"), QStringLiteral("--cached"),
                                      QStringLiteral("--others"), QStringLiteral("--exclude-standard")});
    if (!git.waitForFinished() || git.exitCode() != 0)
        return {};
    std::vector<SourceFile> files;
    for (const QByteArray &name : git.readAllStandardOutput().split('\0')) {
        const QString path = QString::fromUtf8(name);
        QFile file(root + u'/' + path);
        if (!path.isEmpty() && file.open(QIODevice::ReadOnly))
            files.push_back({path, file.readAll()});
    }
    return files;
}

} // namespace stagecraft::checks
