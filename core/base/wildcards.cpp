// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/wildcards.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace stagecraft {

namespace {

constexpr std::size_t MaximalAlternatives = 1024;
constexpr std::size_t MaximalAlternativeBytes = std::size_t(512) * 1024;

/// The usual way takes about one step a character; what takes many times as long is made to.
std::size_t patience(std::size_t text, std::size_t pattern)
{
    return 8 * (text + pattern) + 64;
}

bool continuesCharacter(unsigned char byte)
{
    return (byte & 0xc0U) == 0x80U;
}

/// One bit for each place in front of a part of a pattern, and one for its end.
class Places
{
public:
    explicit Places(std::size_t parts = 0) : m_words(parts / Bits + 1) {}

    bool isUnset() const { return m_words.empty(); }
    void set(std::size_t place) { m_words[place / Bits] |= std::uint64_t(1) << (place % Bits); }
    bool has(std::size_t place) const { return ((m_words[place / Bits] >> (place % Bits)) & 1U) != 0; }
    bool isEmpty() const
    {
        return std::ranges::all_of(m_words, [](std::uint64_t word) { return word == 0; });
    }
    /// Behind each place with a loop one may be as well. No two of them are neighbours.
    void follow(const Places &loops)
    {
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            const std::uint64_t looping = m_words[i] & loops.m_words[i];
            m_words[i] |= (looping << 1U) | carry;
            carry = looping >> (Bits - 1);
        }
    }
    /// One symbol further: from the places that it fits to the next, and round the loops.
    void advance(const Places &fitting, const Places &loops)
    {
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            const std::uint64_t moving = m_words[i] & fitting.m_words[i];
            m_words[i] = (moving << 1U) | carry | (m_words[i] & loops.m_words[i]);
            carry = moving >> (Bits - 1);
        }
    }
    /// Takes the places that `other` has, too.
    Places takeCommon(const Places &other)
    {
        Places common = other;
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            common.m_words[i] &= m_words[i];
            m_words[i] &= ~common.m_words[i];
        }
        return common;
    }
    void add(const Places &other)
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] |= other.m_words[i];
    }

private:
    static constexpr std::size_t Bits = 64;
    std::vector<std::uint64_t> m_words;
};

} // namespace

void Wildcards::add(Part part)
{
    m_parts.push_back(part);
    ++m_shortest;
}

void Wildcards::addOneOf(const Bytes &bytes)
{
    add({.kind = Kind::OneOf, .set = static_cast<std::uint32_t>(m_sets.size())});
    m_sets.push_back(bytes);
}

void Wildcards::addAnyText()
{
    if (m_parts.empty() || m_parts.back().kind != Kind::AnyText)
        m_parts.push_back({.kind = Kind::AnyText});
}

bool Wildcards::fits(const Part &part, unsigned char byte) const
{
    switch (part.kind) {
    case Kind::Byte: return part.byte == byte;
    case Kind::OneOf: return m_sets[part.set].test(byte);
    case Kind::AnyByte:
    case Kind::Character: return true;
    case Kind::AnyText: break;
    }
    return false;
}

bool Wildcards::matches(std::string_view text) const
{
    if (text.size() < m_shortest)
        return false;
    std::size_t part = 0;
    std::size_t at = 0;
    std::size_t back = std::string_view::npos; // behind the last place for any text
    std::size_t backAt = 0;
    for (std::size_t left = patience(text.size(), m_parts.size()); at < text.size(); --left) {
        if (left == 0)
            return matchesAllWays(text);
        if (part < m_parts.size() && m_parts[part].kind == Kind::AnyText) {
            back = ++part;
            backAt = at;
        } else if (part < m_parts.size() && fits(m_parts[part], static_cast<unsigned char>(text[at]))) {
            ++at;
            while (m_parts[part].kind == Kind::Character && at < text.size()
                   && continuesCharacter(static_cast<unsigned char>(text[at])))
                ++at;
            ++part;
        } else if (back != std::string_view::npos) {
            part = back;
            at = ++backAt;
        } else {
            return false;
        }
    }
    return part == m_parts.size() || (part + 1 == m_parts.size() && m_parts[part].kind == Kind::AnyText);
}

bool Wildcards::matchesAllWays(std::string_view text) const
{
    Places loops(m_parts.size());
    Places behindCharacters(m_parts.size());
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (m_parts[i].kind == Kind::AnyText)
            loops.set(i);
        else if (m_parts[i].kind == Kind::Character)
            behindCharacters.set(i + 1);
    }
    std::array<Places, 256> fitting;
    std::bitset<256> known;
    Places here(m_parts.size());
    here.set(0);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (!known.test(byte)) {
            known.set(byte);
            fitting[byte] = Places(m_parts.size());
            for (std::size_t i = 0; i < m_parts.size(); ++i) {
                if (fits(m_parts[i], byte))
                    fitting[byte].set(i);
            }
        }
        // The rest of a character belongs to the part that took its beginning.
        Places waiting(m_parts.size());
        const bool continues = continuesCharacter(byte);
        if (continues)
            waiting = here.takeCommon(behindCharacters);
        here.follow(loops);
        here.advance(fitting[byte], loops);
        if (continues)
            here.add(waiting);
        if (here.isEmpty())
            return false;
    }
    here.follow(loops);
    return here.has(m_parts.size());
}

void PathWildcards::addName(Wildcards name)
{
    m_parts.push_back({.name = std::move(name)});
    ++m_shortest;
}

void PathWildcards::addAnyNames()
{
    if (m_parts.empty() || !m_parts.back().isAnyNames)
        m_parts.push_back({.isAnyNames = true});
}

bool PathWildcards::run(std::span<const std::string_view> names, bool orBeginning) const
{
    if (names.size() < m_shortest)
        return false;
    std::size_t part = 0;
    std::size_t at = 0;
    std::size_t back = std::string_view::npos;
    std::size_t backAt = 0;
    for (std::size_t left = patience(names.size(), m_parts.size()); at < names.size(); --left) {
        if (left == 0)
            return runAllWays(names, orBeginning);
        if (orBeginning && at > 0 && part == m_parts.size())
            return true;
        if (part < m_parts.size() && m_parts[part].isAnyNames) {
            back = ++part;
            backAt = at;
        } else if (part < m_parts.size() && m_parts[part].name.matches(names[at])) {
            ++part;
            ++at;
        } else if (back != std::string_view::npos) {
            part = back;
            at = ++backAt;
        } else {
            return false;
        }
    }
    return part == m_parts.size() || (part + 1 == m_parts.size() && m_parts[part].isAnyNames);
}

bool PathWildcards::runAllWays(std::span<const std::string_view> names, bool orBeginning) const
{
    Places loops(m_parts.size());
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (m_parts[i].isAnyNames)
            loops.set(i);
    }
    std::unordered_map<std::string_view, Places> fitting;
    Places here(m_parts.size());
    here.set(0);
    here.follow(loops);
    for (const std::string_view name : names) {
        const auto [entry, isNew] = fitting.try_emplace(name, m_parts.size());
        for (std::size_t i = 0; isNew && i < m_parts.size(); ++i) {
            if (!m_parts[i].isAnyNames && m_parts[i].name.matches(name))
                entry->second.set(i);
        }
        here.advance(entry->second, loops);
        here.follow(loops);
        if (here.isEmpty())
            return false;
        if (orBeginning && here.has(m_parts.size()))
            return true;
    }
    return here.has(m_parts.size());
}

namespace {

/// Where the first braces, their commas and their end are; nothing when there are none, or when they are not closed.
std::vector<std::size_t> firstBraces(std::string_view text)
{
    std::vector<std::size_t> marks;
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '{') {
            if (depth++ == 0)
                marks.push_back(i);
        } else if (text[i] == ',' && depth == 1) {
            marks.push_back(i);
        } else if (text[i] == '}' && depth > 0 && --depth == 0) {
            marks.push_back(i);
            return marks;
        }
    }
    return {};
}

} // namespace

std::vector<std::string> braceAlternatives(std::string_view pattern)
{
    std::vector<std::string> results;
    std::vector<std::string> open = {std::string(pattern)};
    std::size_t bytes = 0;
    while (!open.empty() && results.size() < MaximalAlternatives) {
        const std::string text = std::move(open.back());
        open.pop_back();
        const bool isLast = bytes > MaximalAlternativeBytes;
        const std::vector<std::size_t> marks = isLast ? std::vector<std::size_t>() : firstBraces(text);
        if (marks.empty()) {
            results.push_back(text);
            if (isLast)
                break;
            continue;
        }
        // Pushed in reverse, so that they are taken in the order written; those that nobody would come to are left out.
        const std::size_t last = std::min(marks.size() - 1, MaximalAlternatives);
        for (std::size_t i = last; i-- > 0;) {
            open.push_back(text.substr(0, marks.front()) + text.substr(marks[i] + 1, marks[i + 1] - marks[i] - 1)
                           + text.substr(marks.back() + 1));
            bytes += open.back().size();
        }
    }
    return results;
}

} // namespace stagecraft
