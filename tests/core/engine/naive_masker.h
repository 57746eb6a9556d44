// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What the masker promises, in the plainest way, to compare the real one with.
#pragma once

#include "core/engine/masker.h"

#include <QByteArrayList>

#include <algorithm>

namespace stagecraft::engine::test {

inline QByteArray masked(const std::vector<Phrase> &phrases, const QByteArrayList &writes)
{
    Masker masker(phrases);
    QByteArray shown;
    for (const QByteArray &bytes : writes)
        shown += masker.feed(bytes);
    return shown + masker.finish();
}

/// Every occurrence, those that overlap as one. Knows nothing of phrases in lines.
inline QByteArray naivelyMasked(const std::vector<Phrase> &phrases, const QByteArray &text)
{
    QByteArray shown;
    qsizetype begin = -1;
    qsizetype end = -1;
    const auto flushUpTo = [&](qsizetype position, qsizetype &done) {
        if (begin < 0)
            return;
        if (position < end)
            return;
        shown += text.sliced(done, begin - done) + "[MASKED]";
        done = end;
        begin = -1;
    };
    qsizetype done = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        flushUpTo(at, done);
        qsizetype longest = 0;
        for (const Phrase &phrase : phrases) {
            if (!phrase.text.empty()
                && QByteArrayView(text).sliced(at).startsWith(
                    QByteArrayView(phrase.text.data(), static_cast<qsizetype>(phrase.text.size()))))
                longest = std::max(longest, static_cast<qsizetype>(phrase.text.size()));
        }
        if (longest == 0)
            continue;
        if (begin < 0)
            begin = at;
        end = std::max(end, at + longest);
    }
    flushUpTo(text.size(), done);
    return shown + text.sliced(done);
}

} // namespace stagecraft::engine::test
