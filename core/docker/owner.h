// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Owner: the process that an object in the engine belongs to, and whether it is still alive. Written into the labels of
// everything we make (labels.h). Plain values; safe on any thread.
#pragma once

#include <QMap>
#include <QString>

#include <optional>

namespace stagecraft::docker {

using Labels = QMap<QString, QString>;

struct Owner {
    QString machine;
    QString boot;
    QString pidNamespace;
    qint64 pid = 0;
    QString started; ///< of the process, in the system's own unit

    static const Owner &ofThisProcess();
    static std::optional<Owner> fromLabels(const Labels &labels);
    void addTo(Labels &labels) const;

    /// True only when we can know it: same machine, and an earlier boot or a process id that nobody or somebody else has now.
    bool isDead() const;
};

} // namespace stagecraft::docker
