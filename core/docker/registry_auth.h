// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Credentials for pulling an image, as the runner finds them: the variable DOCKER_AUTH_CONFIG, then the user's own
// ~/.docker/config.json (else ~/.dockercfg) with the credential helpers named there, then what GitLab gives a job for its own
// registry. Of one source the entry with the longest path that fits the image wins, and a longer one of a later source too.
// Source: gitlab-runner reference, 4.5 and 7.10. Secrets stay in the header and are never part of an error.
#pragma once

#include "core/docker/pending.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace stagecraft::docker {

struct Credentials {
    QByteArray header = {}; ///< X-Registry-Auth; empty: pull without
    QString source = {};    ///< for the log
    QString warning = {};   ///< for the log: what did not work on the way
};

/// One file of `auths`, `credHelpers` and `credsStore`.
struct AuthConfig {
    QString source;
    QJsonObject content;
};

/// The best entry of `auths` with a user in it.
std::optional<Credentials> findCredentials(const QString &image, const QList<AuthConfig> &configs);
/// The credential helper responsible for the image's registry: "desktop" for docker-credential-desktop. Empty: none.
QString credentialHelper(const QString &image, const QList<AuthConfig> &configs);

/// What a job knows about registries, out of its variables.
struct JobCredentials {
    QString dockerAuthConfig = {}; ///< DOCKER_AUTH_CONFIG
    QString registry = {};         ///< CI_REGISTRY, and so on
    QString user = {};
    QString password = {};
};

/// All of it, with the user's own configuration. A helper that fails is a warning; no credentials are no failure.
Pending<Credentials> credentialsFor(const QString &image, const JobCredentials &job);

} // namespace stagecraft::docker
