// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Patterns with places for any text, as file patterns have them. Somebody else writes them, so they may be made to take time:
// matching first tries the usual way back to the last such place, and where that goes on for too long, follows all ways at once.
// Each language of patterns reads its own texts into these. Values; any thread, but only one asks a PathWildcards.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
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
    friend class PathWildcards;
    enum class Kind : std::uint8_t { Byte, OneOf, AnyByte, Character, AnyText };
    struct Part {
        Kind kind;
        unsigned char byte = 0;
        std::uint32_t set = 0; ///< which of m_sets
    };
    void add(Part part);
    bool fits(const Part &part, unsigned char byte) const;
    /// Nothing when that takes more steps than there is patience for.
    std::optional<bool> tryToMatch(std::string_view text, std::size_t &patience) const;

    std::vector<Part> m_parts;
    std::vector<Bytes> m_sets;
    std::size_t m_shortest = 0; ///< a text that is shorter cannot match
};

/// A path of names, or several of which one is enough.
class PathWildcards
{
public:
    PathWildcards();
    PathWildcards(PathWildcards &&) noexcept;
    PathWildcards &operator=(PathWildcards &&) noexcept;
    ~PathWildcards();

    void addName(Wildcards name);
    void addAnyNames();    ///< none, too
    void addAlternative(); ///< what is added from here on

    bool matches(std::span<const std::string_view> names) const { return run(names, false); }
    /// All of them or the first some.
    bool matchesBeginning(std::span<const std::string_view> names) const { return run(names, true); }
    /// One of the alternatives has no names.
    bool isEmpty() const;

private:
    class Automaton;
    struct Part {
        bool isAnyNames = false;
        Wildcards name = {};
    };
    struct Alternative {
        std::vector<Part> parts = {};
        std::size_t shortest = 0; ///< in names
    };
    static constexpr std::size_t PatienceOfPart = 16;

    bool run(std::span<const std::string_view> names, bool orBeginning) const;
    std::optional<bool> tryToMatch(const Alternative &alternative, std::span<const std::string_view> names,
                                   bool orBeginning) const;

    std::vector<Alternative> m_alternatives = std::vector<Alternative>(1);
    mutable std::size_t m_patience = 4096;          ///< steps of the usual way that are left, for all paths together
    mutable std::unique_ptr<Automaton> m_automaton; ///< when there are none
};

/// All texts that `{a,b}` in a pattern stand for, in the order written; a backslash takes the meaning of what follows. Braces
/// multiply: there are at most some thousand, and fewer of long ones.
std::vector<std::string> braceAlternatives(std::string_view pattern);

} // namespace stagecraft
