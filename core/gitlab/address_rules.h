// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which addresses an included file may be fetched from. A pipeline is somebody else's text: it must not make this machine
// ask servers of its own network. Pure; any thread. Source of the ranges: the IANA special-purpose address registries.
#pragma once

#include "core/base/result.h"

#include <QHostAddress>
#include <QStringList>
#include <QUrl>

namespace stagecraft::gitlab {

/// Not private, loopback, link-local, unique-local, multicast, unspecified or reserved, also not inside an IPv6 form.
bool isPublicAddress(const QHostAddress &address);

struct AddressRules {
    QStringList allowedHosts; ///< whatever their address
    bool allowsHttp = false;

    bool allows(const QString &host) const;
    /// The address as it is written: its scheme, its host. Names must be resolved and checked with checkResolved().
    Result<> checkUrl(const QUrl &url) const;
    /// All addresses that the name stands for: one that is not public refuses the name.
    Result<> checkResolved(const QString &host, const QList<QHostAddress> &addresses) const;
};

} // namespace stagecraft::gitlab
