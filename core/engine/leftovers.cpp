// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/leftovers.h"

#include "core/base/process_tree.h"
#include "core/base/remove_tree.h"
#include "core/engine/job_environment.h"

#include <QDir>
#include <QFile>

#include <chrono>
#include <unistd.h>

namespace stagecraft::engine {

using namespace std::chrono_literals;

std::vector<Journal> cleanUpLeftovers(const QString &stateDirectory)
{
    std::vector<Journal> found;
    const QString state = stateDirectory.isEmpty() ? defaultStateDirectory() : stateDirectory;
    const QDir runs(state + QStringLiteral("/runs"));
    for (const QString &id : runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        const RunDirectory directory(state, id);
        std::optional<DeadJournal> dead = takeDeadJournal(directory.journalFile());
        if (!dead)
            continue;
        dead->journal.runId = id; // whatever a damaged journal says
        const std::string cookie = std::string(guardCookieKey) + '=' + id.toStdString();
        endAll([&cookie] { return processesWithEnvironment(cookie); }, 200ms, 5s);
        removeTree(QFile::encodeName(directory.snapshot()).toStdString());
        removeTree(QFile::encodeName(directory.work()).toStdString());
        ::unlink(QFile::encodeName(directory.journalFile()).constData());
        found.push_back(dead->journal);
    }
    return found;
}

} // namespace stagecraft::engine
