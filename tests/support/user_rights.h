// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Permissions mean nothing to root: tests of them act as somebody else for a while, and tests of full disks make a small one.
#pragma once

#include <QString>

#include <sys/mount.h>
#include <unistd.h>

namespace stagecraft::test {

/// The whole program is nobody while this lives, if it was root before.
class AsNobody
{
public:
    AsNobody() : m_wasRoot(::geteuid() == 0)
    {
        constexpr uid_t nobody = 65534;
        if (m_wasRoot)
            m_isNobody = ::setresuid(nobody, nobody, 0) == 0;
    }
    ~AsNobody()
    {
        if (m_isNobody && ::setresuid(0, 0, 0) != 0)
            qFatal("root's rights are not to be had back");
    }
    Q_DISABLE_COPY_MOVE(AsNobody)
    bool isEffective() const { return !m_wasRoot || m_isNobody; }

private:
    bool m_wasRoot;
    bool m_isNobody = false;
};

/// A file system of 64 kB at a directory that exists. Only root may make one.
class TinyDisk
{
public:
    explicit TinyDisk(const QString &directory) : m_path(directory.toLocal8Bit())
    {
        m_isMounted = ::mount("none", m_path.constData(), "tmpfs", 0, "size=64k") == 0;
    }
    ~TinyDisk()
    {
        if (m_isMounted)
            ::umount2(m_path.constData(), MNT_DETACH);
    }
    Q_DISABLE_COPY_MOVE(TinyDisk)
    bool isThere() const { return m_isMounted; }

private:
    QByteArray m_path;
    bool m_isMounted = false;
};

} // namespace stagecraft::test
