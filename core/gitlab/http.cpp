// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/gitlab/http.h"

#include "core/docker/pending.h"
#include "core/gitlab/include_settings.h"

#include <QHostInfo>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslError>
#include <QTimer>

namespace stagecraft::gitlab {

using namespace Qt::StringLiterals;

namespace {

using Failure = HttpAnswer::Failure;
using docker::Completer;
using docker::Pending;

HttpAnswer failed(Failure kind, Error error)
{
    return {.failure = kind, .error = std::move(error)};
}

Pending<QList<QHostAddress>> resolve(const QString &name)
{
    auto *context = new QObject;
    const Completer<QList<QHostAddress>> completer([context] { context->deleteLater(); });
    QHostInfo::lookupHost(name, context, [completer, context, name](const QHostInfo &info) {
        context->deleteLater();
        if (info.error() == QHostInfo::NoError && !info.addresses().isEmpty())
            completer.complete(info.addresses());
        else
            completer.complete(failure(ErrorKind::Unavailable,
                                       QT_TRANSLATE_NOOP("stagecraft", "The host %1 was not found. Check the address and "
                                                                       "the network."),
                                       {name}));
    });
    return completer;
}

/// One reply, watched: its size, its silences, its whole duration.
class Watch : public QObject
{
public:
    Watch(QNetworkReply *reply, const HttpLimits &limits, const QString &host, Completer<HttpAnswer> completer)
        : QObject(reply->manager()), m_reply(reply), m_limits(limits), m_host(host), m_completer(std::move(completer))
    {
        m_silence.setSingleShot(true);
        m_total.setSingleShot(true);
        connect(&m_silence, &QTimer::timeout, this, &Watch::timeOut);
        connect(&m_total, &QTimer::timeout, this, &Watch::timeOut);
        connect(reply, &QNetworkReply::readyRead, this, &Watch::take);
        connect(reply, &QNetworkReply::finished, this, &Watch::finish);
        connect(reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
            for (const QSslError &error : errors)
                m_distrust += error.errorString();
        });
        m_silence.start(limits.silenceMs);
        m_total.start(limits.totalMs);
    }

    void end(HttpAnswer answer)
    {
        if (m_isOver)
            return;
        m_isOver = true;
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        deleteLater();
        m_completer.complete(std::move(answer));
    }

private:
    void timeOut()
    {
        end(failed(Failure::Timeout, {ErrorKind::TimedOut,
                                      QT_TRANSLATE_NOOP("stagecraft", "%1 did not answer in time. Try again later."),
                                      {m_host}}));
    }

    void take()
    {
        m_silence.start(m_limits.silenceMs);
        m_answer.body += m_reply->read(m_limits.bytes + 1 - m_answer.body.size());
        if (m_answer.body.size() > m_limits.bytes) {
            end(failed(Failure::TooBig,
                       {ErrorKind::TooLarge,
                        QT_TRANSLATE_NOOP("stagecraft", "The file is larger than %1 kB, which is too much for a pipeline."),
                        {QString::number(m_limits.bytes / 1024)}}));
        }
    }

    void finish()
    {
        take();
        if (m_isOver)
            return;
        m_answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        m_answer.etag = m_reply->rawHeader("ETag");
        m_answer.address = QUrl(QString::fromUtf8(m_reply->rawHeader("Location")));
        const bool isBroken = m_reply->error() != QNetworkReply::NoError && m_answer.status < 300;
        if (m_answer.status > 0 && !isBroken)
            return end(std::move(m_answer));
        if (!m_distrust.isEmpty()) {
            m_distrust.removeDuplicates();
            return end(failed(Failure::Refused,
                              {ErrorKind::PermissionDenied,
                               QT_TRANSLATE_NOOP("stagecraft", "The certificate of %1 is not trusted: %2. If your organisation "
                                                               "has its own certificate authority, name its file in the include "
                                                               "settings."),
                               {m_host, m_distrust.join(u' ').chopped(m_distrust.last().endsWith(u'.') ? 1 : 0)}}));
        }
        end(failed(Failure::Socket, {ErrorKind::Unavailable,
                                     QT_TRANSLATE_NOOP("stagecraft", "This machine could not reach %1 (%2). Check the "
                                                                     "address and the network, then fetch again."),
                                     {m_host, m_reply->errorString()}}));
    }

    QNetworkReply *m_reply;
    HttpLimits m_limits;
    QString m_host;
    Completer<HttpAnswer> m_completer;
    HttpAnswer m_answer;
    QStringList m_distrust; ///< what is wrong with the certificate
    QTimer m_silence;
    QTimer m_total;
    bool m_isOver = false;
};

/// Asks exactly this address of the server.
Pending<HttpAnswer> ask(QNetworkAccessManager &network, const HttpRequest &wanted, const QHostAddress &address,
                        const HttpLimits &limits)
{
    QUrl url = wanted.url;
    url.setFragment({});
    const QString host = url.host();
    QByteArray hostHeader = hostAndPort(url).toLatin1();
    if (QHostAddress(host).protocol() == QAbstractSocket::IPv6Protocol)
        hostHeader = '[' + host.toLatin1() + ']' + (url.port() > 0 ? ':' + QByteArray::number(url.port()) : QByteArray());
    url.setHost(address.toString());
    QNetworkRequest request(url);
    request.setRawHeader("Host", hostHeader);
    request.setPeerVerifyName(host);
    request.setSslConfiguration(wanted.trust);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // there the address would take the host's place
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader("User-Agent", "Stagecraft");
    request.setDecompressedSafetyCheckThreshold(limits.bytes);
    if (!wanted.etag.isEmpty())
        request.setRawHeader("If-None-Match", wanted.etag);
    if (!wanted.token.isEmpty())
        request.setRawHeader("PRIVATE-TOKEN", wanted.token);
    const Completer<HttpAnswer> completer;
    auto *watch = new Watch(network.get(request), limits, host, completer);
    completer.setAbort([watch = QPointer(watch)] {
        if (watch)
            watch->end({});
    });
    return completer;
}

bool isSameServer(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && hostAndPort(a) == hostAndPort(b);
}

/// All attempts at one address, without redirects.
docker::Task<HttpAnswer> getOnce(QNetworkAccessManager &network, HttpRequest request, AddressRules rules, HttpLimits limits)
{
    if (const Result<> allowed = rules.checkUrl(request.url); !allowed)
        co_return failed(Failure::Refused, allowed.error());
    const QString host = request.url.host();
    QList<QHostAddress> addresses = {QHostAddress(host)};
    if (addresses.first().isNull()) {
        const Result<QList<QHostAddress>> resolved = co_await resolve(host);
        if (!resolved)
            co_return failed(Failure::Socket, resolved.error());
        if (const Result<> allowed = rules.checkResolved(host, *resolved); !allowed)
            co_return failed(Failure::Refused, allowed.error());
        addresses = *resolved;
    }
    HttpAnswer answer;
    qsizetype next = 0;
    for (int attempt = 1; attempt <= limits.attempts; ++attempt) {
        if (attempt > 1)
            co_await docker::delay(limits.pauseMs * (attempt - 1));
        do { // an address that does not answer at all leaves it to the next one
            const Result<HttpAnswer> got = co_await ask(network, request, addresses[next % addresses.size()], limits);
            answer = *got;
        } while (answer.failure == Failure::Socket && ++next < addresses.size());
        answer.attempts = attempt;
        if (answer.failure != Failure::Timeout && !(answer.failure == Failure::None && answer.status >= 500))
            break;
    }
    co_return answer;
}

} // namespace

docker::Task<HttpAnswer> httpGet(QNetworkAccessManager &network, HttpRequest request, AddressRules rules, HttpLimits limits)
{
    request.url.setUserInfo({});
    for (int followed = 0; followed <= limits.redirects; ++followed) {
        HttpAnswer answer = co_await getOnce(network, request, rules, limits);
        const bool isRedirect = answer.failure == Failure::None && answer.status >= 300 && answer.status < 400
                                && !answer.address.isEmpty();
        if (!isRedirect) {
            answer.address = request.url;
            co_return answer;
        }
        const QUrl target = request.url.resolved(answer.address);
        if (request.url.scheme() == "https"_L1 && target.scheme() == "http"_L1) {
            co_return failed(Failure::Refused,
                             {ErrorKind::PermissionDenied,
                              QT_TRANSLATE_NOOP("stagecraft", "%1 leads from https to http without encryption (%2), which is not "
                                                              "followed. Name an https address."),
                              {request.url.host(), target.host()}});
        }
        if (!isSameServer(request.url, target))
            request.token.clear();
        request.url = target;
    }
    co_return failed(Failure::Refused, {ErrorKind::Invalid,
                                        QT_TRANSLATE_NOOP("stagecraft", "%1 leads from one address to the next without end."),
                                        {request.url.host()}});
}

} // namespace stagecraft::gitlab
