// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// DiskWatcher: notices that a file's content became another one than we know. Editors replace files, git checks out
// branches, clocks jump: only the content's hash counts. Reads on a thread pool. Lives in the GUI thread.
#pragma once

#include "core/base/files.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace stagecraft::ui {

class DiskWatcher : public QObject
{
    Q_OBJECT
public:
    explicit DiskWatcher(QObject *parent = nullptr);
    ~DiskWatcher() override;

    /// Replaces what is watched. Neither files nor directories need exist, but the one that holds them all does.
    void watch(const QStringList &files, const QStringList &directories = {});
    /// Looks at the files now, e.g. when the window gets the focus back.
    void check();

Q_SIGNALS:
    /// What stands on the disk now; may be what the receiver knows already.
    void seen(const QString &file, const stagecraft::ContentHash &hash);
    /// Something in one of the directories came or went, or something beside a file that is watched.
    void directoryChanged();

private:
    void rewatch();

    QFileSystemWatcher m_watcher;
    QThreadPool m_pool;
    QTimer m_settle;
    QStringList m_files;
    QStringList m_directories;
    bool m_directoryMoved = false;
};

} // namespace stagecraft::ui
