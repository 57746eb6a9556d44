// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/session/disk_watcher.h"

#include <QFileInfo>
#include <QSet>

namespace stagecraft::ui {

DiskWatcher::DiskWatcher(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    // Programs write a file in several steps; look when they have come to rest.
    m_settle.setSingleShot(true);
    m_settle.setInterval(100);
    connect(&m_settle, &QTimer::timeout, this, &DiskWatcher::check);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_settle.start(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] {
        m_directoryMoved = true;
        m_settle.start();
    });
}

DiskWatcher::~DiskWatcher() = default;

void DiskWatcher::watch(const QStringList &files, const QStringList &directories)
{
    const QStringList old = m_watcher.files() + m_watcher.directories();
    if (!old.isEmpty())
        m_watcher.removePaths(old);
    m_files = files;
    m_directories = directories;
    rewatch();
}

void DiskWatcher::rewatch()
{
    // A file that was replaced is no longer watched, and one that does not exist cannot be: its directory tells.
    const QStringList now = m_watcher.files() + m_watcher.directories();
    const QSet<QString> watched(now.begin(), now.end());
    QSet<QString> wanted;
    const auto want = [&](const QString &path) {
        if (!watched.contains(path))
            wanted.insert(path);
    };
    const auto wantDirectory = [&](QString directory) {
        while (!QFileInfo::exists(directory) && directory != QFileInfo(directory).path())
            directory = QFileInfo(directory).path();
        want(directory);
    };
    for (const QString &file : std::as_const(m_files)) {
        const QFileInfo info(file);
        if (info.exists())
            want(file);
        wantDirectory(info.path());
    }
    for (const QString &directory : std::as_const(m_directories))
        wantDirectory(directory);
    if (!wanted.isEmpty())
        m_watcher.addPaths(wanted.values());
}

void DiskWatcher::check()
{
    rewatch();
    if (std::exchange(m_directoryMoved, false))
        Q_EMIT directoryChanged();
    for (const QString &file : std::as_const(m_files)) {
        m_pool.start([this, file] {
            const Result<QByteArray> bytes = readFile(file);
            if (!bytes && bytes.error().kind != ErrorKind::NotFound)
                return; // unreadable now; saving will say why
            const ContentHash hash = bytes ? contentHash(*bytes) : ContentHash();
            // `this` outlives the pool's threads: its destructor waits for them.
            QMetaObject::invokeMethod(this, [this, file, hash] { Q_EMIT seen(file, hash); }, Qt::QueuedConnection);
        });
    }
}

} // namespace stagecraft::ui
