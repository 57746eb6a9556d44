// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A real git repository in a temporary directory.
#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

namespace stagecraft::test {

class GitWorkTree
{
public:
    /// With this `.gitlab-ci.yml` in its only commit, on branch main.
    explicit GitWorkTree(const QByteArray &pipeline)
    {
        git({QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("-b"), QStringLiteral("main")});
        write(pipelineName(), pipeline);
        commit(QStringLiteral("Begin"));
    }

    static QString pipelineName() { return QStringLiteral(".gitlab-ci.yml"); }
    QString path() const { return m_directory.path(); }
    QString filePath(const QString &name) const { return m_directory.filePath(name); }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(filePath(name)).path());
        QFile file(filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(filePath(name)));
    }
    QByteArray read(const QString &name) const
    {
        QFile file(filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QByteArray readPipeline() const { return read(pipelineName()); }

    void commit(const QString &message) const
    {
        git({QStringLiteral("add"), QStringLiteral("-A")});
        git({QStringLiteral("commit"), QStringLiteral("-qm"), message});
    }

    /// What git says; ends the test program when git fails.
    QByteArray git(const QStringList &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_directory.path());
        const QStringList who{QStringLiteral("-c"), QStringLiteral("user.name=Ann"), QStringLiteral("-c"),
                              QStringLiteral("user.email=ann@example.com"), QStringLiteral("-c"), QStringLiteral("commit.gpgsign=false")};
        process.start(QStringLiteral("git"), who + arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("git %s: %s", qPrintable(arguments.join(u' ')), process.readAllStandardError().constData());
        return process.readAllStandardOutput();
    }

    /// The changed lines of the work tree, "-old" and "+new", without headings and context.
    QByteArrayList changedLines() const
    {
        QByteArrayList lines;
        for (const QByteArray &line : git({QStringLiteral("diff"), QStringLiteral("-U0")}).split('\n')) {
            const bool isHeading = line.startsWith("+++") || line.startsWith("---");
            if (!isHeading && (line.startsWith('+') || line.startsWith('-')))
                lines.append(line);
        }
        return lines;
    }

private:
    QTemporaryDir m_directory;
};

} // namespace stagecraft::test
