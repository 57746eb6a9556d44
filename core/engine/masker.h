// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Masker: replaces secrets in a stream of bytes by "[MASKED]" before anybody sees them, wherever the stream is cut into
// pieces. One Aho-Corasick automaton for all secrets: one step a byte, however many there are. Overlapping occurrences
// become one mark, so no part of a secret stays. (gitlab-runner's masker leaks in one such case; reference, finding 10.)
//
// Masked besides a value itself: each line of it, base64 at any alignment, URL- and JSON-escaped forms.
// Owned by one log; used in one thread.
#pragma once

#include "core/plan/job_plan.h"

#include <QByteArray>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace stagecraft::engine {

class Masker
{
public:
    /// Empty phrases are ignored.
    explicit Masker(const std::vector<std::string> &phrases);

    /// What may be shown now. Holds back a tail that may be the beginning of a secret.
    QByteArray feed(const QByteArray &bytes);
    /// The held-back tail, at the end of the stream.
    QByteArray finish();

private:
    struct Span {
        qsizetype begin = 0;
        qsizetype end = 0;
    };

    void build(const std::vector<std::string> &phrases);
    QByteArray show(qsizetype safeUpTo);

    std::array<std::uint16_t, 256> m_classOf = {}; ///< 0: a byte of no secret
    std::uint16_t m_classes = 1;
    std::vector<std::uint32_t> m_next;     ///< state × class
    std::vector<std::uint32_t> m_depth;    ///< length of the prefix that a state stands for
    std::vector<std::uint32_t> m_longest;  ///< length of the longest secret that ends in a state; 0: none

    std::uint32_t m_state = 0;
    QByteArray m_held;             ///< bytes not shown yet
    std::vector<Span> m_matches;   ///< in m_held, in order, none overlapping another; the next byte may make them grow
};

/// The phrases to mask for the masked ones of these variables, encoded forms included.
std::vector<std::string> maskedPhrases(const std::vector<plan::Variable> &variables);

} // namespace stagecraft::engine
