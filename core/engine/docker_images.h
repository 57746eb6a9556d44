// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Getting an image as the runner does: pull policies in order, its messages, credentials by registry path.
// Source: gitlab-runner reference, 4.5 and 7.7.
#pragma once

#include "core/engine/docker_step.h"

namespace stagecraft::engine {

enum class PullPolicy { Always, IfNotPresent, Never };

std::optional<PullPolicy> pullPolicyFromText(const std::string &text);
/// The job's list, else the runner's, else always: what of it the runner allows, in order. The error is the runner's message.
std::expected<std::vector<PullPolicy>, QString> effectivePolicies(const QString &image, const std::vector<std::string> &ofJob,
                                                                  const runner::RunnerSettings &runner);
/// The class of an engine's or a registry's words (gitlab-runner reference, 6.3).
FailureReason pullFailureReason(const QString &message);
/// "busybox" → "busybox:latest"; a name with a tag, digest or registry port stays (the runner's literal check).
QString withTag(const QString &name);

/// How much of a pull is done, over all layers.
class PullMeter
{
public:
    void take(const docker::PullProgress &progress);
    double fraction() const; ///< < 0: not known

private:
    struct Layer { qint64 current = 0; qint64 total = 0; };
    QMap<QString, Layer> m_layers;
};

/// `name` is expanded already. Fails with a pullFailureReason() and Docker's message; what may pass is tried three times.
StepTask<docker::ImageInfo> provideImage(DockerTools &tools, QString name, plan::Image image);

} // namespace stagecraft::engine
