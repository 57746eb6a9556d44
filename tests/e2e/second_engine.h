// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A dockerd of a test's own, beside the one that all tests share. Only root can start it.
#pragma once

#include "tests/e2e/cli_run.h"

#include <csignal>

namespace stagecraft::tests {

/// To be killed, stopped, restarted. It goes with this object.
class SecondEngine
{
public:
    ~SecondEngine() { script(QStringLiteral("stop")); }
    bool start() const { return script(QStringLiteral("second")); }
    QString host() const
    {
        return QStringLiteral("unix://") + m_directory.filePath(QStringLiteral("engine/docker.sock"));
    }
    /// Containers, networks and volumes.
    QByteArray objects() const
    {
        return docker({QStringLiteral("ps"), QStringLiteral("-aq")})
               + docker({QStringLiteral("network"), QStringLiteral("ls"), QStringLiteral("--format"),
                         QStringLiteral("{{.Name}}")})
               + docker({QStringLiteral("volume"), QStringLiteral("ls"), QStringLiteral("-q")});
    }
    QByteArray docker(const QStringList &arguments) const
    {
        return outputOf(QStringLiteral("docker"), QStringList{QStringLiteral("--host"), host()} + arguments);
    }
    bool load(const char *image) const
    {
        return !outputOf(QStringLiteral("sh"),
                         {QStringLiteral("-c"), QStringLiteral("docker save \"$1\" | docker --host \"$2\" load"),
                          QStringLiteral("sh"), QString::fromLatin1(image), host()})
                    .isEmpty();
    }
    void kill() const { signal(SIGKILL); }
    void signal(int number) const
    {
        const int engine = pid();
        QVERIFY(engine > 1 && ::kill(engine, number) == 0);
    }
    /// dockerd is, whether it answers or not.
    bool isRunning() const
    {
        const int engine = pid();
        QFile status(QStringLiteral("/proc/%1/stat").arg(engine));
        return engine > 1 && status.open(QIODevice::ReadOnly) && !status.readAll().contains(") Z ");
    }
    bool waitUntilGone(int milliseconds) const
    {
        return QTest::qWaitFor([this] { return !isRunning(); }, milliseconds);
    }
    /// To the directory of its socket.
    void letEverybodyIn() const
    {
        for (const QString &directory : {m_directory.path(), m_directory.filePath(QStringLiteral("engine"))})
            QVERIFY(
                QFile::setPermissions(directory, QFile::permissions(directory) | QFile::ExeGroup | QFile::ExeOther));
    }

private:
    /// 0: it never started, or has ended by itself.
    int pid() const
    {
        QFile file(m_directory.filePath(QStringLiteral("engine/dockerd.pid")));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
    }
    bool script(const QString &command) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("STAGECRAFT_ENGINE_DIR"), m_directory.filePath(QStringLiteral("engine")));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(qEnvironmentVariable("STAGECRAFT_SOURCE_DIR") + QStringLiteral("/tests/support/engine"),
                      {command});
        const bool done = process.waitForFinished(60000) && process.exitCode() == 0;
        if (!done)
            qWarning("%s", process.readAll().constData());
        return done;
    }
    QTemporaryDir m_directory;
};

} // namespace stagecraft::tests
