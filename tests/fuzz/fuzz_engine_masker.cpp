// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Any bytes as secrets and as a log, cut anywhere: what is shown is what a plain search for the secrets makes of the
// whole log, so no byte of one is left and nothing else is missing.
#include "core/engine/masker.h"
#include "tests/fuzz/require.h"

#include <fuzzer/FuzzedDataProvider.h>

using namespace stagecraft;
using fuzz::require;

namespace {

constexpr std::size_t LongestLog = 4096; // the plain search is slow

std::string plainlyMasked(const std::string &log, const std::vector<std::string> &phrases)
{
    // 0: shown; 1: the first byte of an occurrence that overlaps no earlier one; 2: a further one.
    std::vector<int> secret(log.size(), 0);
    for (std::size_t end = 1; end <= log.size(); ++end) {
        std::size_t longest = 0;
        for (const std::string &phrase : phrases) {
            if (std::string_view(log).substr(0, end).ends_with(phrase))
                longest = std::max(longest, phrase.size());
        }
        for (std::size_t at = end - longest; at < end; ++at) {
            const bool begins = at == end - longest && secret[at] == 0;
            secret[at] = begins || (secret[at] == 1 && at == end - longest) ? 1 : 2;
        }
    }
    std::string shown;
    for (std::size_t at = 0; at < log.size(); ++at) {
        if (secret[at] == 0)
            shown += log[at];
        else if (secret[at] == 1)
            shown += "[MASKED]";
    }
    return shown;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzedDataProvider choices(data, size);
    std::vector<plan::Variable> variables(choices.ConsumeIntegralInRange<std::size_t>(0, 4));
    for (plan::Variable &variable : variables) {
        variable.value = choices.ConsumeRandomLengthString(64);
        variable.masked = true;
    }
    std::vector<std::string> phrases = engine::maskedPhrases(variables);
    if (choices.ConsumeBool())
        phrases.push_back(choices.ConsumeRandomLengthString(8));
    std::erase_if(phrases, [](const std::string &phrase) { return phrase.empty(); });

    engine::Masker whole(phrases);
    engine::Masker inPieces(phrases);
    std::string log;
    QByteArray shownInPieces;
    while (choices.remaining_bytes() > 0 && log.size() < LongestLog) {
        // Now and then a secret, which bytes by chance rarely are.
        const std::string piece = !phrases.empty() && choices.ConsumeIntegral<std::uint8_t>() % 4 == 0
                                      ? phrases[choices.ConsumeIntegral<std::uint8_t>() % phrases.size()]
                                      : choices.ConsumeRandomLengthString(64);
        log += piece;
        shownInPieces += inPieces.feed(QByteArray::fromStdString(piece));
    }
    shownInPieces += inPieces.finish();
    QByteArray shown = whole.feed(QByteArray::fromStdString(log));
    shown += whole.finish();
    require(shown == shownInPieces, "where a log is cut does not matter");
    require(shown.toStdString() == plainlyMasked(log, phrases), "the secrets are masked, and nothing else");
    return 0;
}
