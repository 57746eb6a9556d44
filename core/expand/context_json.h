// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The context of a pipeline from JSON, as `--context FILE` gives it: ref, source, tag, merge_request, changes, inputs,
// variables (a map, or a list of {key, value, masked, raw, file, protected, environment_scope}), protected_refs, pipeline_variables, and
// project {path, server_host, default_branch, sha}. Keys that are left out keep what the base says.
#pragma once

#include "core/base/result.h"
#include "core/expand/effective_pipeline.h"

#include <QJsonObject>

namespace stagecraft::expand {

/// Fails when the text of a known key has another form than described above.
Result<Context> contextFromJson(const QJsonObject &json, Context base = {});

model::Value valueFromJson(const QJsonValue &json);

} // namespace stagecraft::expand
