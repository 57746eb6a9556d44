// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/gitlab/certificates.h"

#include "core/base/files.h"

#include <QFuture>
#include <QPromise>
#include <QSslCertificate>
#include <QThreadPool>

#include <memory>

namespace stagecraft::gitlab {

namespace {

constexpr qint64 MaximalSize = qint64(4) * 1024 * 1024; // a whole system's bundle has less than one

Result<QSslConfiguration> withAuthoritiesOf(const QString &caFile)
{
    const Result<QByteArray> pem = readFile(caFile, MaximalSize);
    if (!pem)
        return std::unexpected(pem.error());
    const QList<QSslCertificate> authorities = QSslCertificate::fromData(*pem, QSsl::Pem);
    if (authorities.isEmpty()) {
        return failure(ErrorKind::Invalid,
                       QT_TRANSLATE_NOOP("stagecraft",
                                         "There is no certificate in %1. Name a PEM file with the certificate "
                                         "authority of your GitLab instance."),
                       {caFile});
    }
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(QSslConfiguration::systemCaCertificates() + authorities);
    return configuration;
}

} // namespace

docker::Pending<QSslConfiguration> trustedBy(const QString &caFile)
{
    if (caFile.isEmpty())
        return Result<QSslConfiguration>(QSslConfiguration::defaultConfiguration());
    auto *context = new QObject;
    const docker::Completer<QSslConfiguration> completer([context] { context->deleteLater(); });
    const auto promise = std::make_shared<QPromise<Result<QSslConfiguration>>>();
    promise->start();
    promise->future().then(context, [context, completer](const Result<QSslConfiguration> &configuration) {
        context->deleteLater();
        completer.complete(configuration);
    });
    QThreadPool::globalInstance()->start([promise, caFile] {
        promise->addResult(withAuthoritiesOf(caFile));
        promise->finish();
    });
    return completer;
}

} // namespace stagecraft::gitlab
