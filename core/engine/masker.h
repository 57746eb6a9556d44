// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Masker: replaces secrets in a stream of bytes by "[MASKED]" before anybody sees them, wherever the stream is cut into
// pieces. One Aho-Corasick automaton for all secrets: one step a byte, however many there are. Overlapping occurrences
// become one mark, so no part of a secret stays. (gitlab-runner's masker leaks in one such case; reference, finding 10.)
//
// Masked besides a value itself: each line of it, base64 at any alignment, broken into lines or not, URL- and JSON-escaped forms.
// Owned by one log; used in one thread. Copies share the automaton and have a stream of their own.
#pragma once

#include "core/plan/job_plan.h"

#include <QByteArray>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace stagecraft::engine {

struct Phrase {
    Phrase(std::string bytes, bool mayBeBroken = false)
        : text(std::move(bytes)), inLines(mayBeBroken) {} // NOLINT: a text is a phrase
    Phrase(const char *bytes) : text(bytes) {}

    std::string text;
    bool inLines = false; ///< also found when single line ends stand in it, as in what `base64` prints
};

class Masker
{
public:
    /// Empty phrases are ignored.
    explicit Masker(const std::vector<Phrase> &phrases);

    /// What may be shown now. Holds back a tail that may be the beginning of a secret.
    QByteArray feed(const QByteArray &bytes);
    /// The held-back tail, at the end of the stream. Another may follow.
    QByteArray finish();

private:
    struct Automaton {
        std::array<std::uint16_t, 256> classOf = {}; ///< 0: a byte of no secret
        std::uint16_t classes = 1;
        std::vector<std::uint32_t> next;         ///< state × class
        std::vector<std::uint32_t> depth;        ///< length of the prefix that a state stands for
        std::vector<std::uint32_t> longest;      ///< length of the longest secret that ends in a state; 0: none
        std::vector<std::uint32_t> afterLineEnd; ///< where a line end leads that is no part of a secret
    };
    struct Span {
        qsizetype begin = 0;
        qsizetype end = 0;
    };

    static std::shared_ptr<const Automaton> build(const std::vector<Phrase> &phrases);
    std::uint32_t stateAfterLineEnd(std::uint32_t state, qsizetype at);
    qsizetype beginOf(std::uint32_t length, qsizetype end) const;
    QByteArray show(qsizetype safeUpTo);

    std::shared_ptr<const Automaton> m_automaton;
    std::uint32_t m_state = 0;
    QByteArray m_held;                 ///< bytes not shown yet
    std::vector<qsizetype> m_lineEnds; ///< in m_held: passed over in a phrase that may be broken into lines
    std::vector<Span> m_matches; ///< in m_held, in order, none overlapping another; the next byte may make them grow
};

/// The phrases to mask for the masked ones of these variables, encoded forms included.
std::vector<Phrase> maskedPhrases(const std::vector<plan::Variable> &variables);

} // namespace stagecraft::engine
