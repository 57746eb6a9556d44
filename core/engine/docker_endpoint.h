// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which engine a run uses: what its options name, else `host` of the config.toml, else what docker::findEndpoint() finds.
#pragma once

#include "core/docker/endpoint.h"
#include "core/runner/runner_settings.h"

namespace stagecraft::engine {

Result<docker::Endpoint> engineEndpoint(const runner::RunnerSettings &settings, const QString &wanted,
                                        const docker::EndpointSearch &search = docker::EndpointSearch::ofThisProcess());

} // namespace stagecraft::engine
