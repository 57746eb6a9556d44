// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The Engine API's JSON: bodies out of our values and values out of answers. Pure functions; unknown and missing fields
// are fine, so that newer engines and Podman are too.
#pragma once

#include "core/docker/types.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>

namespace stagecraft::docker::json {

/// `apiVersion`: where a MAC address is said depends on it.
QByteArray createContainer(const ContainerSpec &spec, const QString &apiVersion = {});
QByteArray createNetwork(const NetworkSpec &spec);
QByteArray createVolume(const VolumeSpec &spec);
QByteArray createExec(const ExecSpec &spec);
/// The `filters` query: objects that have this label ("key" or "key=value").
QByteArray labelFilter(const QString &label);

EngineInfo engineInfo(const QJsonObject &answer);
ImageInfo imageInfo(const QJsonObject &answer);
ContainerInfo containerInfo(const QJsonObject &answer);
LabelledObject labelledObject(LabelledObject::Kind kind, const QJsonObject &answer);

/// One line of a pull. The text of `error` when that line is a failure.
struct PullLine {
    PullProgress progress;
    QString error;
};
PullLine pullLine(const QByteArray &line);

/// Docker's own words for a failure: {"message": …} (Docker) or {"cause", "message"} (Podman), else the body as it is.
QString errorMessage(const QByteArray &body);

/// The API version to speak: the newest that both sides know, or an empty text when there is none.
QString negotiate(const EngineInfo &engine);

} // namespace stagecraft::docker::json
