// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/gitlab/include_settings.h"

#include <QSettings>

namespace stagecraft::gitlab {

using namespace Qt::StringLiterals;

IncludeSettings loadIncludeSettings()
{
    const QSettings settings;
    return {.instance = instanceFromText(settings.value(u"includes/gitlab"_s).toString()),
            .allowedHosts = settings.value(u"includes/allowedHosts"_s).toStringList(),
            .allowsHttp = settings.value(u"includes/allowHttp"_s).toBool(),
            .caFile = settings.value(u"includes/caFile"_s).toString()};
}

void saveIncludeSettings(const IncludeSettings &settings)
{
    QSettings store;
    store.setValue(u"includes/gitlab"_s, settings.instance.toString());
    store.setValue(u"includes/allowedHosts"_s, settings.allowedHosts);
    store.setValue(u"includes/allowHttp"_s, settings.allowsHttp);
    store.setValue(u"includes/caFile"_s, settings.caFile);
}

QUrl instanceFromText(const QString &text)
{
    QString address = text.trimmed();
    if (address.isEmpty())
        return {};
    if (!address.contains("://"_L1))
        address.prepend("https://"_L1);
    while (address.endsWith(u'/'))
        address.chop(1);
    const QUrl url(address, QUrl::StrictMode);
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    const bool isPlain = url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
    return url.isValid() && isWeb && isPlain && !url.host().isEmpty() ? url : QUrl();
}

QString hostAndPort(const QUrl &url)
{
    const int usual = url.scheme() == "http"_L1 ? 80 : 443;
    const int port = url.port(usual);
    return port == usual ? url.host() : u"%1:%2"_s.arg(url.host()).arg(port);
}

} // namespace stagecraft::gitlab
