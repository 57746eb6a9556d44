// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The machine formats of the command line: a pipeline, a selection and values as JSON, in the forms that the
// conformance set's expected.json has. Pure.
#pragma once

#include "core/expand/effective_pipeline.h"

#include <QJsonObject>
#include <QJsonValue>

#include <string>

namespace stagecraft::expand {

/// GitLab's word: "on_success" …
QString toText(When when);

QJsonValue toJson(const model::Value &value);
/// valid, errors, warnings, stages, workflow, variables, jobs, merged, includes. Warnings are GitLab's own.
QJsonObject toJson(const EffectivePipeline &pipeline);
/// created, errors or jobs; a `reason` for each job; and `left_out`, the jobs that the pipeline would not have.
QJsonObject toJson(const PipelineSelection &selection, const EffectivePipeline &pipeline);

/// One line, in the order of the value, as GitLab's messages show it.
std::string toJsonText(const model::Value &value);

} // namespace stagecraft::expand
