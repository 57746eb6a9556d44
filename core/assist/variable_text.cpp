// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/variable_text.h"

#include <cctype>

namespace stagecraft::assist {

using text::TextBuffer;
using text::TextRange;

namespace {

bool isNameByte(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool isInputByte(char c)
{
    return isNameByte(c) || c == '-' || c == '.';
}

template<typename Belongs>
TextRange wordAround(const QByteArray &bytes, qsizetype offset, Belongs belongs)
{
    TextRange word{offset, offset};
    while (word.begin > 0 && belongs(bytes[word.begin - 1]))
        --word.begin;
    while (word.end < bytes.size() && belongs(bytes[word.end]))
        ++word.end;
    return word;
}

std::vector<TextRange> placesOf(const QByteArray &bytes, const QByteArray &pattern, qsizetype nameLength, bool (*belongs)(char))
{
    std::vector<TextRange> places;
    for (qsizetype at = bytes.indexOf(pattern); at >= 0; at = bytes.indexOf(pattern, at + 1)) {
        const qsizetype end = at + pattern.size();
        if (end == bytes.size() || !belongs(bytes[end]))
            places.push_back({end - nameLength, end});
    }
    return places;
}

} // namespace

std::optional<VariableText> variableBefore(const TextBuffer &text, qsizetype offset)
{
    const QByteArray &bytes = text.bytes();
    const TextRange name = wordAround(bytes, offset, isNameByte);
    if (name.begin >= 1 && bytes[name.begin - 1] == '$')
        return VariableText{name, false};
    if (name.begin >= 2 && bytes[name.begin - 1] == '{' && bytes[name.begin - 2] == '$')
        return VariableText{name, true};
    return {};
}

std::optional<TextRange> inputBefore(const TextBuffer &text, qsizetype offset)
{
    const QByteArray &bytes = text.bytes();
    const TextRange word = wordAround(bytes, offset, isInputByte);
    qsizetype before = word.begin;
    while (before > 0 && bytes[before - 1] == ' ')
        --before;
    const bool isOpen = before >= 3 && QByteArrayView(bytes).sliced(before - 3, 3) == QByteArrayView("$[[");
    return isOpen ? std::optional(word) : std::nullopt;
}

std::optional<Comparison> comparisonBefore(const TextBuffer &text, qsizetype offset)
{
    const QByteArray &bytes = text.bytes();
    Comparison comparison{.name = {}, .value = wordAround(bytes, offset, isNameByte)};
    qsizetype at = comparison.value.begin;
    const auto skip = [&](char c) {
        const bool isThere = at > 0 && bytes[at - 1] == c;
        at -= isThere ? 1 : 0;
        return isThere;
    };
    const auto skipBlanks = [&] {
        while (skip(' ')) { }
    };
    if (!skip('"') && !skip('\''))
        return {};
    skip('\\'); // the quote of a text that stands in quotes itself
    skipBlanks();
    if (!skip('=') || (!skip('=') && !skip('!')))
        return {};
    skipBlanks();
    skip('}');
    const auto written = variableBefore(text, at);
    if (!written || written->name.isEmpty())
        return {};
    comparison.name = {written->name.begin, at};
    return comparison;
}

std::optional<TextRange> variableAt(const TextBuffer &text, qsizetype offset)
{
    const QByteArray &bytes = text.bytes();
    qsizetype inside = offset;
    while (inside < bytes.size() && (bytes[inside] == '$' || (bytes[inside] == '{' && inside > 0 && bytes[inside - 1] == '$')))
        ++inside; // on the mark in front of the name
    const auto written = variableBefore(text, inside);
    const bool isName = written && !written->name.isEmpty() && std::isdigit(static_cast<unsigned char>(bytes[written->name.begin])) == 0;
    return isName ? std::optional(written->name) : std::nullopt;
}

std::optional<TextRange> inputAt(const TextBuffer &text, qsizetype offset)
{
    auto word = inputBefore(text, offset);
    if (!word || !text.slice(*word).startsWith("inputs."))
        return {};
    word->begin += 7;
    // Deeper parts are of its value: inputs.name.part.
    const qsizetype dot = text.slice(*word).indexOf('.');
    if (dot >= 0)
        word->end = word->begin + dot;
    return word->isEmpty() ? std::nullopt : word;
}

std::vector<TextRange> usesOfVariable(const TextBuffer &text, std::string_view name)
{
    const auto size = static_cast<qsizetype>(name.size());
    const QByteArray bytes(name.data(), size);
    std::vector<TextRange> places = placesOf(text.bytes(), '$' + bytes, size, isNameByte);
    const std::vector<TextRange> braced = placesOf(text.bytes(), "${" + bytes, size, isNameByte);
    places.insert(places.end(), braced.begin(), braced.end());
    return places;
}

std::vector<TextRange> usesOfInput(const TextBuffer &text, std::string_view name)
{
    const auto size = static_cast<qsizetype>(name.size());
    return placesOf(text.bytes(), "inputs." + QByteArray(name.data(), size), size, [](char c) { return isNameByte(c) || c == '-'; });
}

} // namespace stagecraft::assist
