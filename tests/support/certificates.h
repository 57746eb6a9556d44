// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A certificate authority of a test, and a certificate of it for one host or address, made by the openssl program.
#pragma once

#include <QProcess>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTemporaryDir>

namespace stagecraft::test {

class Certificates
{
public:
    /// `name` as in a certificate: "IP:127.0.0.1", "DNS:localhost".
    explicit Certificates(const QString &name, int days = 2)
    {
        using namespace Qt::StringLiterals;
        const QStringList key{u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s};
        QFile extensions(m_folder.filePath(u"ext"_s));
        m_isMade = extensions.open(QIODevice::WriteOnly) && extensions.write("subjectAltName=" + name.toLatin1() + '\n') > 0;
        extensions.close();
        m_isMade = m_isMade
                   && openssl(QStringList{u"req"_s, u"-x509"_s} + key
                              + QStringList{u"-subj"_s, u"/CN=Stagecraft test authority"_s, u"-days"_s, u"2"_s, u"-keyout"_s, u"ca.key"_s,
                                            u"-out"_s, u"ca.pem"_s})
                   && openssl(QStringList{u"req"_s} + key
                              + QStringList{u"-subj"_s, u"/CN=server"_s, u"-keyout"_s, u"server.key"_s, u"-out"_s, u"server.csr"_s})
                   && openssl({u"x509"_s, u"-req"_s, u"-in"_s, u"server.csr"_s, u"-CA"_s, u"ca.pem"_s, u"-CAkey"_s, u"ca.key"_s,
                               u"-CAcreateserial"_s, u"-days"_s, QString::number(days), u"-extfile"_s, u"ext"_s, u"-out"_s,
                               u"server.pem"_s});
    }

    bool areMade() const { return m_isMade; }
    QString authorityFile() const { return m_folder.filePath(QStringLiteral("ca.pem")); }
    QSslConfiguration server() const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(read("server.pem")));
        configuration.setPrivateKey(QSslKey(read("server.key"), QSsl::Ec));
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        return configuration;
    }

private:
    bool openssl(const QStringList &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("openssl"), arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }
    QByteArray read(const char *name) const
    {
        QFile file(m_folder.filePath(QLatin1StringView(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
    bool m_isMade = false;
};

} // namespace stagecraft::test
