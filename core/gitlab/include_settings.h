// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// IncludeSettings: from where included files may be fetched. The token of the GitLab instance is no part of it: it lives in
// the keychain or in an environment variable and goes from there to IncludeFetcher alone. Values; any thread.
#pragma once

#include <QString>
#include <QStringList>
#include <QUrl>

namespace stagecraft::gitlab {

struct IncludeSettings {
    QUrl instance;            ///< of GitLab; invalid: the host that the repository's remote names
    QStringList allowedHosts; ///< names or addresses in private networks that may be asked all the same
    bool allowsHttp = false;  ///< without encryption
    QString caFile = {};      ///< PEM file of certificate authorities that are trusted beside those of the system

    bool operator==(const IncludeSettings &) const = default;
};

/// The user's settings, without the token.
IncludeSettings loadIncludeSettings();
void saveIncludeSettings(const IncludeSettings &settings);

/// "gitlab.example.com" or "https://gitlab.example.com/sub" as an address of an instance; invalid when it is none.
QUrl instanceFromText(const QString &text);

/// Host and, when it is not the usual one, port: how an address is called in component addresses and vendored folders.
QString hostAndPort(const QUrl &url);

} // namespace stagecraft::gitlab
