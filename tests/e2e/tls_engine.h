// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A Docker engine behind TLS with client certificates: a server in this process that passes everything on to the real
// engine's socket. The certificates are made with the openssl program, in the layout of DOCKER_CERT_PATH.
#pragma once

#include "tests/support/require_docker.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTemporaryDir>

namespace stagecraft::test {

class TlsEngine : public QObject
{
public:
    /// False when there is no openssl, or the engine has no socket here.
    bool start()
    {
        if (dockerHost().scheme() != QLatin1String("unix") || !makeCertificates())
            return false;
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        QFile key(file("server-key.pem"));
        if (!key.open(QIODevice::ReadOnly))
            return false;
        configuration.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
        configuration.setLocalCertificateChain(QSslCertificate::fromPath(file("server-cert.pem")));
        configuration.setCaCertificates(QSslCertificate::fromPath(file("ca.pem")));
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
        m_server.setSslConfiguration(configuration);
        connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (auto *client = qobject_cast<QSslSocket *>(m_server.nextPendingConnection()))
                passOn(client);
        });
        return m_server.listen(QHostAddress::LocalHost);
    }
    QString address() const { return QStringLiteral("tcp://127.0.0.1:%1").arg(m_server.serverPort()); }
    QString certificates() const { return m_directory.path(); }

private:
    QString file(const char *name) const { return m_directory.filePath(QString::fromLatin1(name)); }

    bool makeCertificates() const
    {
        QProcess openssl;
        openssl.setWorkingDirectory(m_directory.path());
        openssl.start(QStringLiteral("sh"), {QStringLiteral("-ec"), QStringLiteral(
            "new() { openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $1-key.pem -out $1.csr -subj /CN=$1; }\n"
            "sign() { openssl x509 -req -in $1.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 2 -out $1-cert.pem -extfile $2; }\n"
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca-key.pem -out ca.pem -days 2 -subj /CN=ca\n"
            "echo subjectAltName=IP:127.0.0.1 > server.ext\n"
            "echo extendedKeyUsage=clientAuth > client.ext\n"
            "new server; sign server server.ext; new client; sign client client.ext\n"
            "mv client-cert.pem cert.pem; mv client-key.pem key.pem\n")});
        return openssl.waitForFinished(30000) && openssl.exitCode() == 0;
    }

    void passOn(QSslSocket *client)
    {
        auto *engine = new QLocalSocket(client);
        connect(client, &QIODevice::readyRead, engine, [client, engine] { engine->write(client->readAll()); });
        connect(engine, &QIODevice::readyRead, client, [client, engine] { client->write(engine->readAll()); });
        connect(engine, &QLocalSocket::disconnected, client, [client, engine] {
            client->write(engine->readAll());
            client->disconnectFromHost();
        });
        connect(client, &QAbstractSocket::disconnected, engine, &QLocalSocket::disconnectFromServer);
        connect(client, &QAbstractSocket::disconnected, client, &QObject::deleteLater);
        engine->connectToServer(dockerHost().path());
    }

    QTemporaryDir m_directory;
    QSslServer m_server;
};

} // namespace stagecraft::test
