// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/yaml/scalar_decoder.h"

#include "core/yaml/characters.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace stagecraft::yaml {

namespace {

/// Reads white space and line breaks between words at `offset` and appends what they fold to.
/// `continued`: a backslash has swallowed the first line break already.
void fold(std::string_view text, std::size_t &offset, bool continued, std::string &out)
{
    const std::size_t begin = offset;
    std::string_view firstBreak;
    std::string furtherBreaks;
    bool broken = continued;
    while (offset < text.size()) {
        if (const auto length = static_cast<std::size_t>(lineBreakLength(text, static_cast<qsizetype>(offset)))) {
            const std::string_view lineBreak = text.substr(offset, length);
            if (!broken)
                firstBreak = lineBreak;
            else
                furtherBreaks += isFoldedBreak(lineBreak) ? std::string_view("\n") : lineBreak;
            broken = true;
            offset += length;
        } else if (isBlank(text[offset])) {
            ++offset;
        } else {
            break;
        }
    }
    if (!broken)
        out += text.substr(begin, offset - begin);
    else if (!firstBreak.empty() && isFoldedBreak(firstBreak))
        out += furtherBreaks.empty() ? " " : furtherBreaks;
    else
        out.append(firstBreak).append(furtherBreaks);
}

bool isSpaceAt(std::string_view text, std::size_t offset)
{
    return isBlank(text[offset]) || lineBreakLength(text, static_cast<qsizetype>(offset)) > 0;
}

std::string_view withoutQuotes(std::string_view token)
{
    const char quote = token.front();
    token.remove_prefix(1);
    if (!token.empty() && token.back() == quote)
        token.remove_suffix(1);
    return token;
}

void appendUtf8(std::uint32_t code, std::string &out)
{
    const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xC0 | (code >> 6));
        byte(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        byte(0xE0 | (code >> 12));
        byte(0x80 | ((code >> 6) & 0x3F));
        byte(0x80 | (code & 0x3F));
    } else {
        byte(0xF0 | (code >> 18));
        byte(0x80 | ((code >> 12) & 0x3F));
        byte(0x80 | ((code >> 6) & 0x3F));
        byte(0x80 | (code & 0x3F));
    }
}

std::optional<std::string_view> simpleEscape(char c)
{
    switch (c) {
    case '0': return std::string_view("\0", 1);
    case 'a': return "\a";
    case 'b': return "\b";
    case 't':
    case '\t': return "\t";
    case 'n': return "\n";
    case 'v': return "\v";
    case 'f': return "\f";
    case 'r': return "\r";
    case 'e': return "\x1B";
    case ' ': return " ";
    case '"': return "\"";
    case '/': return "/";
    case '\\': return "\\";
    case 'N': return "\xC2\x85";
    case '_': return "\xC2\xA0";
    case 'L': return "\xE2\x80\xA8";
    case 'P': return "\xE2\x80\xA9";
    default: return std::nullopt;
    }
}

std::size_t digitsOfEscape(char c)
{
    return c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
}

/// Ordinary characters at `offset` stay as they are. False when there are none.
bool takeOrdinary(std::string_view text, std::size_t &offset, std::string &out)
{
    const std::size_t begin = offset;
    offset = endOfOrdinary(text, offset);
    out += text.substr(begin, offset - begin);
    return offset > begin;
}

/// `offset` is behind the backslash; moved behind the escape. Appends the backslash when it means nothing.
void decodeEscape(std::string_view text, std::size_t &offset, std::string &out)
{
    if (offset < text.size()) {
        if (const auto escape = simpleEscape(text[offset])) {
            out += *escape;
            ++offset;
            return;
        }
        if (const std::size_t digits = digitsOfEscape(text[offset])) {
            const std::string_view hex = text.substr(offset + 1, digits);
            std::uint32_t code = 0;
            const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
            const bool valid = error == std::errc() && hex.size() == digits && end == hex.data() + digits
                               && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
            if (valid) {
                appendUtf8(code, out);
                offset += 1 + digits;
                return;
            }
        }
    }
    out += '\\';
}

} // namespace

std::string decodePlain(std::string_view token)
{
    std::string out;
    out.reserve(token.size());
    std::size_t offset = 0;
    while (offset < token.size()) {
        if (takeOrdinary(token, offset, out))
            continue;
        if (isSpaceAt(token, offset))
            fold(token, offset, false, out);
        else
            out += token[offset++];
    }
    return out;
}

std::string decodeSingleQuoted(std::string_view token)
{
    const std::string_view text = withoutQuotes(token);
    std::string out;
    out.reserve(text.size());
    std::size_t offset = 0;
    while (offset < text.size()) {
        if (takeOrdinary(text, offset, out))
            continue;
        if (isSpaceAt(text, offset)) {
            fold(text, offset, false, out);
        } else {
            out += text[offset];
            offset += text.substr(offset, 2) == "''" ? 2 : 1;
        }
    }
    return out;
}

std::string decodeDoubleQuoted(std::string_view token)
{
    const std::string_view text = withoutQuotes(token);
    std::string out;
    out.reserve(text.size());
    std::size_t offset = 0;
    while (offset < text.size()) {
        if (takeOrdinary(text, offset, out))
            continue;
        if (isSpaceAt(text, offset)) {
            fold(text, offset, false, out);
        } else if (text[offset] != '\\') {
            out += text[offset++];
        } else if (const qsizetype length = lineBreakLength(text, static_cast<qsizetype>(++offset))) {
            offset += static_cast<std::size_t>(length);
            fold(text, offset, true, out);
        } else {
            decodeEscape(text, offset, out);
        }
    }
    return out;
}

} // namespace stagecraft::yaml
