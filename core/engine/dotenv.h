// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Reports of type dotenv, read as strictly as GitLab reads them. Source: gitlab-runner reference, 5.4 and 7.3. Pure.
#pragma once

#include "core/plan/job_plan.h"

#include <QByteArray>
#include <QString>

#include <expected>
#include <vector>

namespace stagecraft::engine {

/// The last of each key counts. The error is GitLab's sentence.
std::expected<std::vector<plan::Variable>, QString> parseDotenv(QByteArray content);

} // namespace stagecraft::engine
