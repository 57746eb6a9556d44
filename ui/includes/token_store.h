// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Secrets in the keychain of the desktop, the only place where they are kept: by name, and the access token of a GitLab instance by
// its address. Answers come later, as calls in `context`'s thread, and not at all once that is gone. GUI thread.
#pragma once

#include <QObject>
#include <QUrl>

#include <functional>

namespace stagecraft::ui {

/// Why the keychain did not do it, for people; empty when it did.
using KeychainAnswer = std::function<void(const QString &problem)>;

/// A name without a secret gives an empty one and no problem.
void readSecret(const QString &name, QObject *context, const std::function<void(const QByteArray &secret, const QString &problem)> &done);
/// An empty secret removes the stored one.
void writeSecret(const QString &name, const QByteArray &secret, QObject *context, const KeychainAnswer &done);

/// An instance without a token gives an empty one and no problem.
void readToken(const QUrl &instance, QObject *context, const std::function<void(const QByteArray &token, const QString &problem)> &done);
/// An empty token removes the stored one.
void writeToken(const QUrl &instance, const QByteArray &token, QObject *context, const KeychainAnswer &done);

} // namespace stagecraft::ui
