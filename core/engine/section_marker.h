// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// GitLab's section markers in logs: "section_start:<unix time>:<name>[options]\r\x1b[0K" and the same with section_end.
// Pure function; any thread. Source: gitlab-runner reference, 6.4.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace stagecraft::engine {

struct SectionMarker {
    bool isStart = false;
    qint64 time = 0; ///< seconds since the epoch
    QByteArray name;
    bool collapsed = false;
    bool hideDuration = false;
    qsizetype length = 0; ///< bytes of the marker, erase-line included
};

/// The marker with which `bytes` begin.
std::optional<SectionMarker> sectionMarkerAt(QByteArrayView bytes);

} // namespace stagecraft::engine
