// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Patterns with places for any text, as file patterns have them. Somebody else writes them, so they may be made to take time:
// matching first tries the usual way back to the last such place, and where that goes on for too long, follows all ways at once,
// with one bit for each place of the pattern. Each language of patterns reads its own texts into these. Values; any thread.
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stagecraft {

/// One name, part for part.
class Wildcards
{
public:
    using Bytes = std::bitset<256>;

    void addByte(char byte) { add({.kind = Kind::Byte, .byte = static_cast<unsigned char>(byte)}); }
    void addOneOf(const Bytes &bytes);
    void addAnyByte() { add({.kind = Kind::AnyByte}); }
    void addCharacter() { add({.kind = Kind::Character}); } ///< of UTF-8
    void addAnyText();

    bool matches(std::string_view text) const;

private:
    enum class Kind : std::uint8_t { Byte, OneOf, AnyByte, Character, AnyText };
    struct Part {
        Kind kind;
        unsigned char byte = 0;
        std::uint32_t set = 0; ///< which of m_sets
    };
    void add(Part part);
    bool fits(const Part &part, unsigned char byte) const;
    bool matchesAllWays(std::string_view text) const;

    std::vector<Part> m_parts;
    std::vector<Bytes> m_sets;
    std::size_t m_shortest = 0; ///< a text that is shorter cannot match
};

/// A path of names.
class PathWildcards
{
public:
    void addName(Wildcards name);
    void addAnyNames(); ///< none, too

    bool matches(std::span<const std::string_view> names) const { return run(names, false); }
    /// All of them or the first some.
    bool matchesBeginning(std::span<const std::string_view> names) const { return run(names, true); }
    bool isEmpty() const { return m_parts.empty(); }

private:
    struct Part {
        bool isAnyNames = false;
        Wildcards name = {};
    };
    bool run(std::span<const std::string_view> names, bool orBeginning) const;
    bool runAllWays(std::span<const std::string_view> names, bool orBeginning) const;

    std::vector<Part> m_parts;
    std::size_t m_shortest = 0; ///< in names
};

/// All texts that `{a,b}` in a pattern stand for, in the order written; a backslash takes the meaning of what follows. Braces
/// multiply: there are at most some thousand, and fewer of long ones.
std::vector<std::string> braceAlternatives(std::string_view pattern);

} // namespace stagecraft
