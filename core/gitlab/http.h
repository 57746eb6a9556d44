// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// httpGet(): one file from a web server. A name is resolved first and the connection goes to the address that was checked, so
// that a name cannot change its meaning in between; redirects are followed one by one, each checked again, and never from
// https to http. A server whose certificate is not trusted is refused.
//
// Ownership: dropping the Task ends the request. Thread: that of the network manager. Failures are part of the answer.
#pragma once

#include "core/docker/task.h"
#include "core/gitlab/address_rules.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QUrl>

namespace stagecraft::gitlab {

struct HttpLimits {
    qint64 bytes = qint64(2) * 1024 * 1024; ///< GitLab takes no more of one file
    int silenceMs = 10'000;
    int totalMs = 30'000;
    int attempts = 3; ///< on 5xx and timeouts
    int pauseMs = 400;
    int redirects = 5;
};

struct HttpRequest {
    QUrl url;
    QByteArray etag = {};  ///< of what is known; a 304 may be the answer
    QByteArray token = {}; ///< for GitLab; never sent to another host
    QSslConfiguration trust = QSslConfiguration::defaultConfiguration();
};

struct HttpAnswer {
    enum class Failure { None, Socket, Timeout, Refused, TooBig };
    Failure failure = Failure::None;
    Error error = {}; ///< what went wrong, unless it is None
    int status = 0;
    int attempts = 1;
    QByteArray body = {};
    QByteArray etag = {};
    QUrl address = {}; ///< where it was found in the end

    bool isFound() const { return failure == Failure::None && status == 200; }
};

docker::Task<HttpAnswer> httpGet(QNetworkAccessManager &network, HttpRequest request, AddressRules rules, HttpLimits limits);

} // namespace stagecraft::gitlab
