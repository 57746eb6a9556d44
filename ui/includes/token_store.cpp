// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/includes/token_store.h"

#include "core/gitlab/include_settings.h"

#include <qt6keychain/keychain.h>

#include <QCoreApplication>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

const QString service = u"Stagecraft"_s;

QString keyOf(const QUrl &instance)
{
    return gitlab::hostAndPort(instance);
}

QString problemOf(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound)
        return {};
    if (job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser)
        return QCoreApplication::translate("stagecraft", "The keychain refused access. Unlock it and try again.");
    return QCoreApplication::translate("stagecraft",
                                       "No keychain service answers (%1). Start one, such as GNOME Keyring or KWallet.")
        .arg(job.errorString());
}

} // namespace

void readSecret(const QString &name, QObject *context, const std::function<void(const QByteArray &, const QString &)> &done)
{
    auto *job = new QKeychain::ReadPasswordJob(service);
    job->setKey(name);
    QObject::connect(job, &QKeychain::Job::finished, context, [done, job] { done(job->binaryData(), problemOf(*job)); });
    job->start(); // it deletes itself
}

void writeSecret(const QString &name, const QByteArray &secret, QObject *context, const KeychainAnswer &done)
{
    QKeychain::Job *job = nullptr;
    if (secret.isEmpty()) {
        auto *removal = new QKeychain::DeletePasswordJob(service);
        removal->setKey(name);
        job = removal;
    } else {
        auto *writing = new QKeychain::WritePasswordJob(service);
        writing->setKey(name);
        writing->setBinaryData(secret);
        job = writing;
    }
    QObject::connect(job, &QKeychain::Job::finished, context, [done, job] { done(problemOf(*job)); });
    job->start();
}

void readToken(const QUrl &instance, QObject *context, const std::function<void(const QByteArray &, const QString &)> &done)
{
    readSecret(keyOf(instance), context, done);
}

void writeToken(const QUrl &instance, const QByteArray &token, QObject *context, const KeychainAnswer &done)
{
    writeSecret(keyOf(instance), token, context, done);
}

} // namespace stagecraft::ui
