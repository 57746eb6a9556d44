// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/gitlab/address_rules.h"

#include <QTest>

using namespace stagecraft;
using namespace Qt::StringLiterals;

/// Which addresses a pipeline may make this machine ask.
class AddressRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsPublicAddresses_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isPublic");
        for (const char *good : {"8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1",
                                 "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"})
            QTest::newRow(good) << QString::fromLatin1(good) << true;
        for (const char *bad : {"0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254",
                                "172.16.0.1", "172.31.255.255", "192.168.1.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1",
                                "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "fec0::1",
                                "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
                                "2002:7f00:1::1", "1::1", ""})
            QTest::addRow("not %s", bad) << QString::fromLatin1(bad) << false;
    }

    void knowsPublicAddresses()
    {
        QFETCH(QString, address);
        QFETCH(bool, isPublic);
        QCOMPARE(gitlab::isPublicAddress(QHostAddress(address)), isPublic);
    }

    void checksAddressesAsWritten_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("isAllowed");
        QTest::newRow("name") << u"https://example.com/a.yml"_s << true;
        QTest::newRow("public address") << u"https://8.8.8.8/a.yml"_s << true;
        QTest::newRow("http") << u"http://example.com/a.yml"_s << false;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("ftp") << u"ftp://example.com/a.yml"_s << false;
        QTest::newRow("loopback") << u"https://127.0.0.1/a.yml"_s << false;
        QTest::newRow("decimal") << u"https://2130706433/a.yml"_s << false;
        QTest::newRow("hexadecimal") << u"https://0x7f000001/a.yml"_s << false;
        QTest::newRow("octal") << u"https://0177.0.0.1/a.yml"_s << false;
        QTest::newRow("short") << u"https://127.1/a.yml"_s << false;
        QTest::newRow("IPv6 loopback") << u"https://[::1]/a.yml"_s << false;
        QTest::newRow("mapped") << u"https://[::ffff:192.168.0.1]/a.yml"_s << false;
        QTest::newRow("mapped in hexadecimal") << u"https://[::ffff:7f00:1]/a.yml"_s << false;
        QTest::newRow("allowed host") << u"https://192.168.7.7/a.yml"_s << true;
        QTest::newRow("no host") << u"https:///a.yml"_s << false;
    }

    void checksAddressesAsWritten()
    {
        QFETCH(QString, url);
        QFETCH(bool, isAllowed);
        const gitlab::AddressRules rules{.allowedHosts = {u"192.168.7.7"_s}};
        QCOMPARE(rules.checkUrl(QUrl(url)).has_value(), isAllowed);
    }

    void oneBadAddressRefusesTheName()
    {
        const gitlab::AddressRules rules{.allowedHosts = {u"intern.example"_s}};
        const QList<QHostAddress> mixed{QHostAddress(u"8.8.8.8"_s), QHostAddress(u"10.0.0.1"_s)};
        QVERIFY(!rules.checkResolved(u"example.com"_s, mixed));
        QVERIFY(rules.checkResolved(u"Intern.example"_s, mixed));
        QVERIFY(rules.checkResolved(u"example.com"_s, {mixed.first()}));
    }
};

QTEST_GUILESS_MAIN(AddressRulesTest)
#include "tst_address_rules.moc"
