// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The job blocks of the palette: small, working jobs to start from. Plain data.
#pragma once

#include <QJsonObject>
#include <QString>

#include <string>
#include <vector>

namespace stagecraft::ui {

struct JobBlock {
    const char *id;
    const char *title;       ///< QT_TRANSLATE_NOOP("stagecraft", …)
    const char *description; ///< one line, likewise
    const char *icon;
    const char *group;       ///< likewise; blocks of one group stand together
    const char *jobName;
    const char *stage;       ///< where it goes when it is not dropped on a stage, if there is such a stage
    std::vector<std::string> script;
    const char *fields;      ///< JSON object: further keywords and their values
};

const std::vector<JobBlock> &jobBlocks();
/// nullptr when there is none.
const JobBlock *jobBlock(const QString &id);

} // namespace stagecraft::ui
