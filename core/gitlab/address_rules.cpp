// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/gitlab/address_rules.h"

#include <algorithm>
#include <array>
#include <optional>

namespace stagecraft::gitlab {

using namespace Qt::StringLiterals;

namespace {

struct Subnet {
    const char *address;
    int length;
};
constexpr std::array NotPublic4 = {
    Subnet{"0.0.0.0", 8},      Subnet{"10.0.0.0", 8},    Subnet{"100.64.0.0", 10},  Subnet{"127.0.0.0", 8},
    Subnet{"169.254.0.0", 16}, Subnet{"172.16.0.0", 12}, Subnet{"192.0.0.0", 24},   Subnet{"192.0.2.0", 24},
    Subnet{"192.88.99.0", 24}, Subnet{"192.168.0.0", 16}, Subnet{"198.18.0.0", 15}, Subnet{"198.51.100.0", 24},
    Subnet{"203.0.113.0", 24}, Subnet{"224.0.0.0", 4},   Subnet{"240.0.0.0", 4}};
constexpr std::array NotPublic6 = {Subnet{"100::", 64},  Subnet{"2001::", 23}, Subnet{"2001:db8::", 32},
                                   Subnet{"3fff::", 20}, Subnet{"fc00::", 7},  Subnet{"fe80::", 10},
                                   Subnet{"fec0::", 10}, Subnet{"ff00::", 8}};

template<typename Subnets>
bool isInOneOf(const Subnets &subnets, const QHostAddress &address)
{
    return std::ranges::any_of(subnets, [&address](const Subnet &subnet) {
        return address.isInSubnet(QHostAddress(QString::fromLatin1(subnet.address)), subnet.length);
    });
}

/// The IPv4 address that an IPv6 address carries: mapped, compatible, NAT64, 6to4.
std::optional<QHostAddress> carried(const QHostAddress &address)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    const auto at = [&bytes](int first) {
        quint32 value = 0;
        for (int i = 0; i < 4; ++i)
            value = (value << 8) | bytes[first + i];
        return QHostAddress(value);
    };
    const auto startsWith = [&address](const char *prefix, int length) {
        return address.isInSubnet(QHostAddress(QString::fromLatin1(prefix)), length);
    };
    if (startsWith("::ffff:0:0", 96) || startsWith("::", 96) || startsWith("64:ff9b::", 96))
        return at(12);
    if (startsWith("2002::", 16))
        return at(2);
    return {};
}

} // namespace

bool isPublicAddress(const QHostAddress &address)
{
    if (address.isNull())
        return false;
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return !isInOneOf(NotPublic4, address);
    if (const std::optional<QHostAddress> inner = carried(address))
        return isPublicAddress(*inner);
    return address.isInSubnet(QHostAddress(u"2000::"_s), 3) && !isInOneOf(NotPublic6, address);
}

bool AddressRules::allows(const QString &host) const
{
    return allowedHosts.contains(host, Qt::CaseInsensitive);
}

Result<> AddressRules::checkUrl(const QUrl &url) const
{
    const bool isHttp = url.scheme() == "http"_L1;
    if (!url.isValid() || url.host().isEmpty() || (!isHttp && url.scheme() != "https"_L1)) {
        return failure(ErrorKind::Invalid,
                       QT_TRANSLATE_NOOP("stagecraft", "%1 is no address of a web server."), {url.toDisplayString()});
    }
    if (isHttp && !allowsHttp) {
        return failure(ErrorKind::PermissionDenied,
                       QT_TRANSLATE_NOOP("stagecraft", "%1 would be asked without encryption. Use https, or allow http for "
                                                       "includes in the settings."),
                       {url.host()});
    }
    if (const QHostAddress address(url.host()); !address.isNull())
        return checkResolved(url.host(), {address});
    return {};
}

Result<> AddressRules::checkResolved(const QString &host, const QList<QHostAddress> &addresses) const
{
    if (allows(host))
        return {};
    for (const QHostAddress &address : addresses) {
        if (!isPublicAddress(address)) {
            return failure(ErrorKind::PermissionDenied,
                           QT_TRANSLATE_NOOP("stagecraft", "%1 is in a private network (%2) and was not asked. If you "
                                                           "trust it, allow this host for includes in the settings."),
                           {host, address.toString()});
        }
    }
    return {};
}

} // namespace stagecraft::gitlab
