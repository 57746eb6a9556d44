// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The labels on every container, network and volume that Stagecraft makes. They are how a finished job, the guard and
// the next start find exactly our own objects, and whose process made them. Constants only, and no Qt, so that the
// guard can use them. Same idea as the runner's com.gitlab.gitlab-runner.* labels.
#pragma once

namespace stagecraft::docker::labels {

inline constexpr char run[] = "dev.stagecraft.run";         ///< run id: everything of one pipeline run
inline constexpr char attempt[] = "dev.stagecraft.attempt"; ///< unique: everything of one attempt of one job
inline constexpr char job[] = "dev.stagecraft.job";         ///< job name
inline constexpr char project[] = "dev.stagecraft.project"; ///< group/project
inline constexpr char kind[] = "dev.stagecraft.kind";       ///< one of the kinds below

// The engine process that made the object. It is a leftover when that process is dead: other boot of the same machine,
// or same boot and process-id namespace and no process of that id and start time. Of other machines we know nothing.
inline constexpr char machine[] = "dev.stagecraft.machine";     ///< machine id and host name, hashed
inline constexpr char boot[] = "dev.stagecraft.boot";           ///< /proc/sys/kernel/random/boot_id
inline constexpr char pidNamespace[] = "dev.stagecraft.pidns";  ///< target of /proc/self/ns/pid
inline constexpr char pid[] = "dev.stagecraft.pid";
inline constexpr char started[] = "dev.stagecraft.started";     ///< start time of that process, field 22 of /proc/<pid>/stat

inline constexpr char kindBuild[] = "build";
inline constexpr char kindService[] = "service";
inline constexpr char kindNetwork[] = "network";
inline constexpr char kindVolume[] = "volume";

} // namespace stagecraft::docker::labels
