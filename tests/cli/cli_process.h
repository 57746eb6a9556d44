// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Runs the real stagecraft-cli and keeps what it said.
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

namespace stagecraft::tests {

struct CliAnswer {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// The tests' environment, with a home of their own: shells are login shells, and the user's profile is none of our business.
inline QProcessEnvironment environmentWith(const QString &stateHome)
{
    static const QTemporaryDir home;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("HOME"), home.path());
    environment.insert(QStringLiteral("XDG_STATE_HOME"), stateHome.isEmpty() ? home.path() : stateHome);
    return environment;
}

struct CliSetup {
    QByteArray input = {};
    QString inputFile = {}; ///< becomes standard input, instead of `input`
    QString stateHome = {};
    QString workingDirectory = {};
    std::function<void()> inChild = {}; ///< between fork and exec: limits, another user
    int seconds = 120;
};

inline CliAnswer runCli(const QStringList &arguments, const CliSetup &setup)
{
    QProcess process;
    process.setProcessEnvironment(environmentWith(setup.stateHome));
    process.setWorkingDirectory(setup.workingDirectory);
    process.setChildProcessModifier(setup.inChild);
    if (!setup.inputFile.isEmpty())
        process.setStandardInputFile(setup.inputFile);
    process.start(QStringLiteral(STAGECRAFT_CLI), arguments);
    if (setup.inputFile.isEmpty()) {
        process.write(setup.input);
        process.closeWriteChannel();
    }
    CliAnswer answer;
    if (!process.waitForFinished(setup.seconds * 1000)) {
        process.kill();
        process.waitForFinished();
        return answer;
    }
    if (process.exitStatus() == QProcess::NormalExit)
        answer.exitCode = process.exitCode();
    answer.out = process.readAllStandardOutput();
    answer.err = process.readAllStandardError();
    return answer;
}

inline CliAnswer runCli(const QStringList &arguments, const QByteArray &input = {}, const QString &stateHome = {})
{
    return runCli(arguments, CliSetup{.input = input, .stateHome = stateHome});
}

/// A directory with a `.gitlab-ci.yml`.
class Repository
{
public:
    explicit Repository(const QByteArray &pipeline) { write(QStringLiteral(".gitlab-ci.yml"), pipeline); }
    QString path() const { return m_dir.path(); }
    QString file(const QString &name) const { return m_dir.filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(file(name)).path());
        QFile f(file(name));
        QVERIFY(f.open(QIODevice::WriteOnly));
        QCOMPARE(f.write(bytes), bytes.size());
    }
    QByteArray read(const QString &name = QStringLiteral(".gitlab-ci.yml")) const
    {
        QFile f(file(name));
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    }

private:
    QTemporaryDir m_dir;
};

} // namespace stagecraft::tests
