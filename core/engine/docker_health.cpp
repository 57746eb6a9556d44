// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The wait for services. The runner starts a container of its helper image that dials the exposed ports; here the engine's
// network is dialled from this machine where that works (a local engine), else the service's own table of listening
// sockets is read. An image's HEALTHCHECK that says "healthy" counts as well.
#include "core/engine/docker_services.h"

#include <QNetworkProxy>
#include <QTcpSocket>

namespace stagecraft::engine {

namespace {

constexpr int connectMilliseconds = 1000;
constexpr int pauseMilliseconds = 100;
constexpr qsizetype mostPorts = 20;
constexpr qsizetype logLimit = 64 * 1024;

enum class Dialled { Open, Refused, Unreachable };

docker::Pending<Dialled> dial(const QString &address, quint16 port)
{
    auto *socket = new QTcpSocket;
    socket->setProxy(QNetworkProxy::NoProxy);
    const docker::Completer<Dialled> completer([socket] { socket->deleteLater(); });
    const auto end = [socket, completer](Dialled result) {
        completer.complete(result);
        socket->deleteLater();
    };
    QObject::connect(socket, &QAbstractSocket::connected, socket, [end] { end(Dialled::Open); });
    QObject::connect(socket, &QAbstractSocket::errorOccurred, socket, [end](QAbstractSocket::SocketError error) {
        end(error == QAbstractSocket::ConnectionRefusedError ? Dialled::Refused : Dialled::Unreachable);
    });
    QTimer::singleShot(connectMilliseconds, socket, [end] { end(Dialled::Unreachable); });
    socket->connectToHost(address, port);
    return completer;
}

docker::Task<Dialled> dialAll(QString address, QList<quint16> ports)
{
    std::vector<docker::Pending<Dialled>> calls;
    for (const quint16 port : std::as_const(ports))
        calls.push_back(dial(address, port));
    Dialled best = Dialled::Unreachable;
    for (auto &call : calls) {
        const auto result = co_await call;
        if (result && *result == Dialled::Open)
            co_return Dialled::Open;
        if (result && *result == Dialled::Refused)
            best = Dialled::Refused;
    }
    co_return best;
}

// /proc/net/tcp: "sl local_address rem_address st", addresses as hexadecimal IP:PORT, state 0A for listening.
bool listens(const QByteArray &table, const QList<quint16> &ports)
{
    const QList<QByteArray> lines = table.split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() > 3 && fields.at(3) == "0A" && ports.contains(fields.at(1).mid(fields.at(1).lastIndexOf(':') + 1).toUShort(nullptr, 16)))
            return true;
    }
    return false;
}

docker::Task<bool> listensInside(DockerTools &tools, QString id, QList<quint16> ports)
{
    const docker::ExecSpec spec{{QStringLiteral("cat"), QStringLiteral("/proc/net/tcp"), QStringLiteral("/proc/net/tcp6")}};
    const auto streams = co_await tools.client.exec(id, spec);
    if (!streams)
        co_return false;
    const auto table = std::make_shared<QByteArray>();
    QObject::connect(streams->get(), &docker::HijackedConnection::received, streams->get(),
                     [table](auto, QByteArrayView bytes) { table->append(bytes); });
    co_await tools.interruption.watch((*streams)->closed());
    co_return listens(*table, ports);
}

Result<QList<quint16>> portsToCheck(const docker::ContainerInfo &info)
{
    for (const QString &entry : info.environment) {
        const auto equals = entry.indexOf(QLatin1Char('='));
        if (entry.first(qMax<qsizetype>(0, equals)).compare(QLatin1String("HEALTHCHECK_TCP_PORT"), Qt::CaseInsensitive) != 0)
            continue;
        bool isNumber = false;
        const quint16 port = entry.mid(equals + 1).toUShort(&isNumber);
        if (!isNumber)
            return failure(ErrorKind::Invalid, "invalid health check tcp port: %1", {entry.mid(equals + 1)});
        return QList<quint16>{port};
    }
    return info.tcpPorts.first(qMin(mostPorts, info.tcpPorts.size()));
}

// Empty when the service is up; else the reason. An error when nobody can know.
docker::Task<Result<QString>> waitFor(DockerTools &tools, RunningService service, int seconds)
{
    QElapsedTimer clock;
    clock.start();
    const bool local = tools.client.endpoint().kind == docker::Endpoint::Kind::Local && !service.addresses.isEmpty();
    bool dials = local;
    while (clock.elapsed() < seconds * 1000) {
        const auto info = co_await tools.client.inspectContainer(service.id);
        if (tools.interruption.requested())
            co_return QString();
        if (!info)
            co_return describe(info.error());
        if (info->health == QLatin1String("healthy"))
            co_return QString();
        if (info->status == QLatin1String("exited") || info->status == QLatin1String("dead")) {
            co_return QStringLiteral("service \"%1\" has ended with exit code %2").arg(service.container).arg(info->exitCode);
        }
        const auto ports = portsToCheck(*info);
        if (!ports)
            co_return std::unexpected(ports.error());
        if (ports->isEmpty() && info->health.isEmpty())
            co_return QStringLiteral("service \"%1\" has no exposed ports").arg(service.container);
        if (!ports->isEmpty() && dials) {
            const Dialled dialled = co_await dialAll(service.addresses.first(), *ports);
            if (dialled == Dialled::Open)
                co_return QString();
            // The engine may be in a virtual machine or another network namespace.
            dials = dialled == Dialled::Refused;
        }
        if (!ports->isEmpty() && !dials) {
            const bool up = co_await listensInside(tools, service.id, *ports);
            if (up)
                co_return QString();
        }
        co_await tools.interruption.watch(docker::delay(dials ? pauseMilliseconds : 5 * pauseMilliseconds));
    }
    co_return QStringLiteral("service \"%1\" timeout").arg(service.container);
}

// The runner's words and marks.
void warn(TraceWriter &trace, const RunningService &service, const QString &reason, const QByteArray &log)
{
    const QString yellow = QStringLiteral("\x1b[0;33m%1\x1b[0;m");
    trace.line({});
    trace.line(yellow.arg(QStringLiteral("*** WARNING:"))
               + QStringLiteral(" Service %1 probably didn't start properly.").arg(service.container));
    trace.line({});
    trace.line(QStringLiteral("Health check error:"));
    trace.line(reason);
    trace.line({});
    trace.line(QStringLiteral("Service container logs:"));
    trace.line(QString::fromUtf8(log));
    trace.line({});
    trace.line(yellow.arg(QStringLiteral("*********")));
    trace.line({});
}

} // namespace

StepTask<> waitForServices(DockerTools &tools, QList<RunningService> services)
{
    const int seconds = tools.runner.waitForServicesSeconds == 0 ? 30 : tools.runner.waitForServicesSeconds;
    if (services.isEmpty() || seconds < 0)
        co_return Step<>();
    tools.trace.line(QStringLiteral("Waiting for services to be up and running (timeout %1 seconds)...").arg(seconds));
    std::vector<docker::Task<Result<QString>>> waits;
    for (const RunningService &service : std::as_const(services))
        waits.push_back(waitFor(tools, service, seconds));
    for (std::size_t i = 0; i < waits.size(); ++i) {
        const auto reason = co_await waits[i];
        if (!reason)
            co_return failed(FailureReason::RunnerSystemFailure, QStringLiteral("getting exposed ports: ") + describe(reason.error()));
        if (reason->isEmpty() || tools.interruption.requested())
            continue;
        const RunningService &service = services.at(static_cast<qsizetype>(i));
        const auto logs = co_await tools.client.logs(service.id, logLimit);
        warn(tools.trace, service, *reason, logs.value_or(QByteArray()));
    }
    co_return Step<>();
}

} // namespace stagecraft::engine
