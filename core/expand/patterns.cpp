// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/patterns.h"

#include "core/base/needed_words.h"

#include <re2/re2.h>
#include <re2/stringpiece.h>

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <unordered_map>

namespace stagecraft::expand {

namespace {

constexpr std::size_t InstructionBytes = 16;
/// Of a pattern while it searches. With RE2's own limit, nested counts search some hundred times slower.
constexpr std::int64_t SearchBytes = std::int64_t(16) * 1024 * 1024;
/// From here on a look for single words costs less than it may save.
constexpr std::size_t LongSubject = 10'000;

std::size_t memoryOf(const RE2 &pattern)
{
    const int instructions = std::max(pattern.ProgramSize(), 0) + std::max(pattern.ReverseProgramSize(), 0);
    return static_cast<std::size_t>(instructions) * InstructionBytes;
}

/// Thousands of jobs say the same patterns: each is compiled once, as long as all of them together are not too large.
class PatternCache
{
public:
    Pattern get(std::string_view text)
    {
        std::string key(text);
        {
            const std::scoped_lock lock(m_mutex);
            if (const auto found = m_patterns.find(key); found != m_patterns.end())
                return found->second;
        }
        RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(SearchBytes);
        auto compiled = std::make_shared<const RE2>(re2::StringPiece(text.data(), text.size()), options);
        const std::size_t cost = memoryOf(*compiled) + key.size() + sizeof(RE2);
        const Pattern pattern = compiled->ok() ? compiled : nullptr;
        const std::scoped_lock lock(m_mutex);
        if (m_bytes + cost > MaximalBytes) {
            m_patterns.clear();
            m_bytes = 0;
        }
        if (cost <= MaximalBytes && m_patterns.emplace(std::move(key), pattern).second)
            m_bytes += cost;
        return pattern;
    }

private:
    static constexpr std::size_t MaximalBytes = std::size_t(8) * 1024 * 1024;
    std::mutex m_mutex;
    std::unordered_map<std::string, Pattern> m_patterns;
    std::size_t m_bytes = 0;
};

} // namespace

Pattern compileBarePattern(std::string_view text)
{
    static PatternCache cache;
    return cache.get(text);
}

std::size_t memoryOf(const Pattern &pattern)
{
    return pattern ? memoryOf(*pattern) : 0;
}

Pattern compilePattern(std::string_view text)
{
    // Ruby's ^/.*/[ismU]*$ looks at one line; the rest of a text of several lines does not matter to it.
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        const std::size_t close = line.rfind('/');
        if (line.starts_with('/') && close > 0 && close != std::string_view::npos
            && line.find_first_not_of("ismU", close + 1) == std::string_view::npos) {
            const std::string_view flags = line.substr(close + 1);
            std::string pattern = flags.empty() ? std::string() : "(?" + std::string(flags) + ")";
            return compileBarePattern(pattern.append(line.substr(1, close - 1)));
        }
        begin = end + 1;
    }
    return nullptr;
}

bool isPatternText(std::string_view text)
{
    return compilePattern(text) != nullptr;
}

bool matches(const Pattern &pattern, std::string_view subject)
{
    if (!pattern || (subject.size() > LongSubject && !NeededWords(*pattern).areIn(subject)))
        return false;
    return RE2::PartialMatch(re2::StringPiece(subject.data(), subject.size()), *pattern);
}

} // namespace stagecraft::expand
