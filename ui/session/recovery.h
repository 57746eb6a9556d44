// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// RecoveryJournal: unsaved texts, written down beside the user's files every second or so while they are changed, so that
// a crash costs no work. Kept in the private state directory (mode 0700), one file a repository. GUI thread; the
// disk is written on a thread of its own, in order.
#pragma once

#include "core/base/files.h"

#include <QDateTime>
#include <QSet>
#include <QThreadPool>

#include <optional>

namespace stagecraft::ui {

/// A text that was not saved, and which file content it was based on.
struct UnsavedText {
    QByteArray bytes;
    ContentHash basedOn;
};

struct UnsavedWork {
    QDateTime writtenAt;
    std::optional<UnsavedText> pipeline;
    std::optional<UnsavedText> config;
};

class RecoveryJournal
{
public:
    RecoveryJournal();

    /// From now on this pipeline file's journal is meant. Reads what an earlier session left; nullopt if nothing.
    std::optional<UnsavedWork> open(const QString &pipelineFile);
    void write(const UnsavedWork &work);
    void remove();

private:
    QString m_file;
    QSet<QString> m_removed; ///< files that are gone as soon as the writer gets to it
    QThreadPool m_writer;
};

} // namespace stagecraft::ui
