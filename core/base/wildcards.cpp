// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/base/wildcards.h"

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_map>

namespace stagecraft {

namespace {

constexpr std::size_t MaximalAlternatives = 1024;
constexpr std::size_t MaximalAlternativeBytes = std::size_t(256) * 1024;

/// The usual way takes about one step a character; what takes many times as long is made to.
std::size_t patience(std::size_t text, std::size_t pattern)
{
    return 8 * (text + pattern) + 64;
}

bool continuesCharacter(unsigned symbol)
{
    return (symbol & ~0x3fU) == 0x80U;
}

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

std::optional<bool> Wildcards::tryToMatch(std::string_view text, std::size_t &patience) const
{
    if (text.size() < m_shortest)
        return false;
    std::size_t part = 0;
    std::size_t at = 0;
    std::size_t back = std::string_view::npos; // behind the last place for any text
    std::size_t backAt = 0;
    for (; at < text.size(); --patience) {
        if (patience == 0)
            return {};
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

bool Wildcards::matches(std::string_view text) const
{
    std::size_t left = patience(text.size(), m_parts.size());
    if (const std::optional<bool> answer = tryToMatch(text, left))
        return *answer;
    PathWildcards path;
    path.addName(*this);
    return path.matches({&text, 1});
}

/// Follows all ways through all alternatives at once. There is a place in front of each part, and one behind the last. Where one
/// may be after a text is a state; each state is worked out once, as long as there is memory for it.
class PathWildcards::Automaton
{
public:
    explicit Automaton(const std::vector<Alternative> &alternatives)
    {
        for (const Alternative &alternative : alternatives) {
            addTo(m_start, m_parts.size());
            for (const Part &part : alternative.parts)
                part.isAnyNames ? addAnyNames() : addName(part.name);
            addTo(m_ends, m_parts.size());
            m_parts.push_back({});
        }
        for (Mask *mask : {&m_anyText, &m_anyNames, &m_behindCharacters, &m_ends})
            mask->resize(m_parts.size() / Bits + 1);
        Places start;
        for (std::size_t i = 0; i < m_start.size(); ++i)
            add(start, static_cast<std::uint32_t>(i), m_start[i]);
        keep(atName(start));
    }

    bool matches(std::span<const std::string_view> names, bool orBeginning)
    {
        Position here{.state = 0, .places = {}};
        for (std::size_t i = 0; i < names.size() && !placesOf(here).empty(); ++i) {
            for (const char byte : names[i])
                step(here, static_cast<unsigned char>(byte));
            step(here, EndOfName);
            if (orBeginning && isAtEnd(placesOf(here)))
                return true;
        }
        return isAtEnd(placesOf(here));
    }

private:
    static constexpr unsigned Bits = 64;
    static constexpr unsigned EndOfName = 256; ///< the symbol behind the bytes of each name
    static constexpr unsigned Symbols = 257;
    static constexpr std::size_t MaximalBytes = std::size_t(16) * 1024 * 1024; ///< of states
    static constexpr std::int32_t Unknown = -1;

    using Mask = std::vector<std::uint64_t>; ///< one bit for each place
    /// Some of a mask's words, in order: those that are not zero.
    struct Word {
        std::uint32_t index;
        std::uint64_t bits;
        bool operator==(const Word &) const = default;
    };
    using Places = std::vector<Word>;
    struct Hash {
        std::size_t operator()(const Places &places) const
        {
            std::size_t hash = 0;
            for (const Word &word : places)
                hash = (hash ^ word.bits ^ word.index) * 0x9e3779b97f4a7c15U;
            return hash;
        }
    };
    struct State {
        const Places *places;
        std::array<std::int32_t, Symbols> next;
    };
    struct Position {
        std::int32_t state; ///< Unknown when it was not kept
        Places places;      ///< then
    };

    static void addTo(Mask &mask, std::size_t place)
    {
        mask.resize(std::max(mask.size(), place / Bits + 1));
        mask[place / Bits] |= std::uint64_t(1) << (place % Bits);
    }

    void addAnyNames()
    {
        addTo(m_anyNames, m_parts.size());
        m_parts.push_back({});
    }

    void addName(const Wildcards &name)
    {
        for (const Wildcards::Part &part : name.m_parts) {
            if (part.kind == Wildcards::Kind::AnyText)
                addTo(m_anyText, m_parts.size());
            else if (part.kind == Wildcards::Kind::Character)
                addTo(m_behindCharacters, m_parts.size() + 1);
            m_parts.push_back({.name = &name, .part = &part});
        }
        addTo(m_endsOfNames, m_parts.size());
        m_parts.push_back({});
    }

    /// Behind the words that are there.
    static void add(Places &places, std::uint32_t index, std::uint64_t bits)
    {
        if (bits == 0)
            return;
        if (!places.empty() && places.back().index == index)
            places.back().bits |= bits;
        else
            places.push_back({index, bits});
    }

    /// To the next place and to the same one, from where either is possible.
    template<typename Moving, typename Staying>
    static Places moved(const Places &from, const Moving &moving, const Staying &staying)
    {
        Places to;
        to.reserve(from.size() + 1);
        for (const Word &word : from) {
            const std::uint64_t bits = word.bits & moving(word.index);
            add(to, word.index, (word.bits & staying(word.index)) | bits << 1U);
            add(to, word.index + 1, bits >> (Bits - 1));
        }
        return to;
    }

    /// In front of a name, any names may be none.
    Places atName(const Places &places) const
    {
        return moved(
            places, [this](std::size_t i) { return m_anyNames[i]; }, [](std::size_t) { return ~std::uint64_t(0); });
    }

    Places after(const Places &places, unsigned symbol)
    {
        // The rest of a character belongs to the part that took its beginning.
        const auto waiting = [this, continues = continuesCharacter(symbol)](std::size_t i) {
            return continues ? m_behindCharacters[i] : 0;
        };
        const Places withoutText = moved(
            places, [&](std::size_t i) { return m_anyText[i] & ~waiting(i); },
            [](std::size_t) { return ~std::uint64_t(0); });
        const bool endsName = symbol == EndOfName;
        const Mask &fitting = fittingOf(symbol);
        const Places next = moved(
            withoutText, [&](std::size_t i) { return fitting[i] & ~waiting(i); },
            [&](std::size_t i) { return m_anyNames[i] | (endsName ? 0 : m_anyText[i]) | waiting(i); });
        return endsName ? atName(next) : next;
    }

    const Mask &fittingOf(unsigned symbol)
    {
        Mask &fitting = symbol == EndOfName ? m_endsOfNames : m_fitting[symbol];
        if (fitting.size() == m_ends.size())
            return fitting;
        fitting.resize(m_ends.size());
        for (std::size_t i = 0; i < m_parts.size() && symbol != EndOfName; ++i) {
            if (m_parts[i].part && m_parts[i].name->fits(*m_parts[i].part, static_cast<unsigned char>(symbol)))
                addTo(fitting, i);
        }
        return fitting;
    }

    bool isAtEnd(const Places &places) const
    {
        return std::ranges::any_of(places, [this](const Word &word) { return (word.bits & m_ends[word.index]) != 0; });
    }

    const Places &placesOf(const Position &position) const
    {
        return position.state == Unknown ? position.places : *m_states[static_cast<std::size_t>(position.state)].places;
    }

    void step(Position &position, unsigned symbol)
    {
        if (position.state != Unknown) {
            const std::int32_t next = m_states[static_cast<std::size_t>(position.state)].next[symbol];
            if (next != Unknown) {
                position.state = next;
                return;
            }
        }
        Places places = after(placesOf(position), symbol);
        const std::int32_t next = keep(places);
        if (position.state != Unknown)
            m_states[static_cast<std::size_t>(position.state)].next[symbol] = next;
        position = {.state = next, .places = next == Unknown ? std::move(places) : Places()};
    }

    /// The number of the state; Unknown when there is no memory for it.
    std::int32_t keep(const Places &places)
    {
        if (const auto known = m_numbers.find(places); known != m_numbers.end())
            return known->second;
        const std::size_t bytes = sizeof(State) + places.size() * sizeof(Word);
        if (m_bytes + bytes > MaximalBytes)
            return Unknown;
        m_bytes += bytes;
        const auto number = static_cast<std::int32_t>(m_states.size());
        m_states.push_back({.places = &m_numbers.emplace(places, number).first->first, .next = {}});
        m_states.back().next.fill(Unknown);
        return number;
    }

    struct FlatPart {
        const Wildcards *name = nullptr; ///< of which it is; nullptr for those between and behind names
        const Wildcards::Part *part = nullptr;
    };
    std::vector<FlatPart> m_parts;
    Mask m_start;
    Mask m_ends;
    Mask m_anyText;
    Mask m_anyNames;
    Mask m_behindCharacters;
    Mask m_endsOfNames;
    std::array<Mask, 256> m_fitting;
    std::unordered_map<Places, std::int32_t, Hash> m_numbers;
    std::deque<State> m_states;
    std::size_t m_bytes = 0;
};

PathWildcards::PathWildcards() = default;
PathWildcards::PathWildcards(PathWildcards &&) noexcept = default;
PathWildcards &PathWildcards::operator=(PathWildcards &&) noexcept = default;
PathWildcards::~PathWildcards() = default;

void PathWildcards::addName(Wildcards name)
{
    Alternative &alternative = m_alternatives.back();
    m_patience += PatienceOfPart * (name.m_parts.size() + 1);
    alternative.parts.push_back({.name = std::move(name)});
    ++alternative.shortest;
}

void PathWildcards::addAnyNames()
{
    std::vector<Part> &parts = m_alternatives.back().parts;
    if (parts.empty() || !parts.back().isAnyNames)
        parts.push_back({.isAnyNames = true});
}

void PathWildcards::addAlternative()
{
    m_alternatives.emplace_back();
}

std::optional<bool> PathWildcards::tryToMatch(const Alternative &alternative, std::span<const std::string_view> names,
                                              bool orBeginning) const
{
    if (m_patience == 0)
        return {};
    --m_patience;
    if (names.size() < alternative.shortest)
        return false;
    const std::vector<Part> &parts = alternative.parts;
    std::size_t part = 0;
    std::size_t at = 0;
    std::size_t back = std::string_view::npos;
    std::size_t backAt = 0;
    for (; at < names.size(); --m_patience) {
        if (m_patience == 0)
            return {};
        if (orBeginning && at > 0 && part == parts.size())
            return true;
        if (part < parts.size() && parts[part].isAnyNames) {
            back = ++part;
            backAt = at;
            continue;
        }
        const std::optional<bool> fits = part < parts.size() ? parts[part].name.tryToMatch(names[at], m_patience)
                                                             : false;
        if (!fits || m_patience == 0)
            return {};
        if (*fits) {
            ++part;
            ++at;
        } else if (back != std::string_view::npos) {
            part = back;
            at = ++backAt;
        } else {
            return false;
        }
    }
    return part == parts.size() || (part + 1 == parts.size() && parts[part].isAnyNames);
}

bool PathWildcards::isEmpty() const
{
    return std::ranges::any_of(m_alternatives,
                               [](const Alternative &alternative) { return alternative.parts.empty(); });
}

bool PathWildcards::run(std::span<const std::string_view> names, bool orBeginning) const
{
    for (const Alternative &alternative : m_alternatives) {
        const std::optional<bool> answer = m_automaton ? std::nullopt : tryToMatch(alternative, names, orBeginning);
        if (!answer) {
            if (!m_automaton)
                m_automaton = std::make_unique<Automaton>(m_alternatives);
            return m_automaton->matches(names, orBeginning);
        }
        if (*answer)
            return true;
    }
    return false;
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
