// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// JobTerminal: how to open a shell where a paused job stands, whatever ran it: in a container of an engine or on this machine.
// A run writes it to a file of mode 0600 in the attempt's directory, which goes with the attempt; `stagecraft-cli terminal FILE`
// reads it. There is no value of a job's variable in it: those are where the job was, in a file that only its user can read.
//
// Plain values and functions; any thread. Failure: the file cannot be written, is gone, or is something else.
#pragma once

#include "core/base/result.h"
#include "core/docker/endpoint.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace stagecraft::engine {

struct JobTerminal {
    QString job = {};             ///< for people
    QString container = {};       ///< id; empty: on this machine
    docker::Endpoint engine = {}; ///< of the container
    QString user = {};            ///< in the container; empty: the one that it runs as
    QString directory = {};       ///< where the job's script began
    QStringList shell = {};       ///< program and arguments: interactive, with the variables that the job had last
    QStringList environment = {}; ///< "KEY=value", of the shell alone
    QString file = {};            ///< where this is written
};

/// Makes `directory` when it is missing, and fills in `file`.
Result<> writeJobTerminal(JobTerminal &terminal, const QString &directory);
/// NotFound: the job is not paused any more.
Result<JobTerminal> readJobTerminal(const QString &file);

} // namespace stagecraft::engine
