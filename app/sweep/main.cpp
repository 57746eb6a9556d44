// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// stagecraft-docker-sweep ADDRESS LABEL [CERTIFICATES verify|trust]: removes the containers, networks and volumes with this
// label from an engine. Not for people: a guard starts it when Stagecraft has been killed.
#include "core/docker/leftovers.h"

#include <QCoreApplication>

#include <cstdio>

using namespace stagecraft;

namespace {

constexpr int pauseMilliseconds = 400;
constexpr int passesInARow = 5; ///< without a find: what the killed process asked for last may still be in the making
constexpr int mostPasses = 100;

docker::Task<> sweep(docker::Client &client, QString label)
{
    bool connected = false;
    int quiet = 0;
    for (int pass = 0; pass < mostPasses && quiet < passesInARow; ++pass) {
        if (pass > 0)
            co_await docker::delay(pauseMilliseconds);
        if (!connected) { // it may be starting again
            const auto info = co_await client.connectToEngine();
            connected = info.has_value();
            if (!connected)
                continue;
        }
        const auto gone = co_await docker::removeLabelled(client, label, [](const docker::LabelledObject &) { return true; });
        quiet = gone && *gone == 0 ? quiet + 1 : 0;
    }
    const int exitCode = quiet == passesInARow ? 0 : 1;
    QMetaObject::invokeMethod(qApp, [exitCode] { QCoreApplication::exit(exitCode); }, Qt::QueuedConnection);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments().sliced(1);
    auto endpoint = docker::parseEndpoint(words.value(0));
    if (!endpoint || (words.size() != 2 && words.size() != 4)) {
        std::fputs("stagecraft-docker-sweep is started by Stagecraft itself.\n", stderr);
        return 2;
    }
    endpoint->tls = words.size() == 4;
    endpoint->certPath = words.value(2);
    endpoint->verify = words.value(3) == QLatin1String("verify");
    docker::Client client(*endpoint);
    const auto sweeping = sweep(client, words.at(1));
    return QCoreApplication::exec();
}
