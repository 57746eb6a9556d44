// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A Session on files of a temporary directory, for tests of widgets.
#pragma once

#include "ui/session/session.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace stagecraft::test {

struct OpenSession {
    QTemporaryDir directory;
    ui::Session session;

    explicit OpenSession(const QByteArray &pipeline, const QByteArray &config = {})
    {
        QStandardPaths::setTestModeEnabled(true);
        write(QStringLiteral(".gitlab-ci.yml"), pipeline);
        if (!config.isEmpty())
            write(QStringLiteral("config.toml"), config);
        const auto opened = session.open(directory.path());
        Q_ASSERT(opened);
    }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(directory.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }

    QByteArray pipeline() const { return session.buffer(ui::Document::Pipeline).bytes(); }
    QByteArray config() const { return session.buffer(ui::Document::Config).bytes(); }

    bool isAnalysed() const
    {
        return session.analysis()->revision == session.buffer(ui::Document::Pipeline).revision()
            && session.analysis()->pipeline.bytes() == pipeline()
            && session.analysis()->configRevision == session.buffer(ui::Document::Config).revision();
    }
    bool waitForAnalysis() const
    {
        return QTest::qWaitFor([this] { return isAnalysed(); }, 10000);
    }
};

} // namespace stagecraft::test
