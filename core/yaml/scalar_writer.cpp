// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/yaml/scalar_writer.h"

#include "core/yaml/characters.h"
#include "core/yaml/scalar_resolver.h"

#include <QUtf8StringView>

#include <algorithm>

namespace stagecraft::yaml {

namespace {

/// Levels of indentation below the key or dash.
constexpr int blockIndent = 2;
/// libyaml finds the ':' of a key within 1024 characters only.
constexpr std::size_t maxKeyLength = 1000;

/// The length in bytes of the character at the offset when it may stand in a YAML text, 0 when it must be escaped.
std::size_t printableLength(std::string_view text, std::size_t offset)
{
    const auto byte = [&](std::size_t i) {
        return offset + i < text.size() ? static_cast<unsigned char>(text[offset + i]) : 0U;
    };
    const unsigned first = byte(0);
    if (first < 0x80)
        return first == '\t' || (first >= 0x20 && first != 0x7F) ? 1 : 0;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    const bool control = first == 0xC2 && byte(1) < 0xA0;
    const bool separator = first == 0xE2 && byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9);
    const bool mark = first == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF;
    const bool nonCharacter = first == 0xEF && byte(1) == 0xBF && byte(2) >= 0xBE;
    return control || separator || mark || nonCharacter ? 0 : length;
}

bool isPrintable(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = printableLength(text, i);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

/// Nothing in the text means anything to YAML, and it is read back as a string.
bool mayBePlain(std::string_view value, const ScalarContext &context)
{
    constexpr std::string_view indicators = "-?:,[]{}#&*!|>'\"%@`";
    if (value.empty() || isBlank(value.front()) || isBlank(value.back()))
        return false;
    const char second = value.size() > 1 ? value[1] : ' ';
    const bool harmlessIndicator = (value.front() == '-' || (value.front() == '?' && !context.flow)
                                    || (value.front() == ':' && !context.flow))
                                   && !isBlank(second) && !(context.flow && isFlowIndicator(second));
    if (indicators.contains(value.front()) && !harmlessIndicator)
        return false;
    if (value.starts_with("---") || value.starts_with("..."))
        return false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        const char next = i + 1 < value.size() ? value[i + 1] : ' ';
        const bool endsKey = c == ':' && (isBlank(next) || (context.flow && (isFlowIndicator(next) || next == '?')));
        const bool comment = c == '#' && i > 0 && isBlank(value[i - 1]);
        if (endsKey || comment || (context.flow && isFlowIndicator(c)))
            return false;
    }
    return isPrintable(value) && resolvePlain(value).type == ScalarType::String;
}

bool maySingleQuote(std::string_view value)
{
    return isPrintable(value);
}

/// A literal block keeps everything but characters that YAML does not allow, and "\r", which it would turn into "\n".
bool mayBeLiteral(std::string_view value, const ScalarContext &context)
{
    if (context.flow || context.key || !value.contains('\n'))
        return false;
    std::size_t begin = 0;
    bool hasContent = false;
    while (begin < value.size()) {
        const std::size_t end = std::min(value.find('\n', begin), value.size());
        const std::string_view line = value.substr(begin, end - begin);
        if (!isPrintable(line))
            return false;
        hasContent = hasContent || line.find_first_not_of(" \t") != std::string_view::npos;
        begin = end + 1;
    }
    return hasContent;
}

std::string singleQuoted(std::string_view value)
{
    std::string out = "'";
    for (const char c : value)
        out += c == '\'' ? std::string_view("''") : std::string_view(&c, 1);
    return out + "'";
}

void appendHexEscape(std::string_view character, std::string &out)
{
    char32_t code = static_cast<unsigned char>(character.front());
    if (character.size() > 1) {
        code &= 0x7FU >> character.size();
        for (const char c : character.substr(1))
            code = (code << 6) | (static_cast<unsigned char>(c) & 0x3FU);
    }
    constexpr std::string_view digits = "0123456789ABCDEF";
    const int width = code < 0x100 ? 2 : code < 0x10000 ? 4 : 8;
    out += width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U";
    for (int shift = (width - 1) * 4; shift >= 0; shift -= 4)
        out += digits[(code >> shift) & 0xF];
}

std::string doubleQuoted(std::string_view value)
{
    std::string out = "\"";
    for (std::size_t i = 0; i < value.size();) {
        const char c = value[i];
        std::size_t length = 1;
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        case '\x1B': out += "\\e"; break;
        case '\0': out += "\\0"; break;
        default: {
            length = printableLength(value, i);
            const auto lead = static_cast<unsigned char>(c);
            const std::size_t whole = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
            if (length > 0)
                out += value.substr(i, length);
            else
                appendHexEscape(value.substr(i, whole), out);
            length = std::max(length, std::min(whole, value.size() - i));
            break;
        }
        }
        i += length;
    }
    return out + "\"";
}

std::string literal(std::string_view value, const ScalarContext &context)
{
    const std::size_t contentEnd = value.find_last_not_of('\n') + 1;
    const std::size_t trailingBreaks = value.size() - contentEnd;
    std::string out = "|";
    const std::size_t firstContent = value.find_first_not_of('\n');
    // A first line that starts with a space, or empty lines that are wider, would be taken for the indentation.
    if (isBlank(value[firstContent]) || value.front() == '\n')
        out += static_cast<char>('0' + blockIndent);
    out += trailingBreaks == 0 ? "-" : trailingBreaks == 1 ? "" : "+";
    const std::string indent(static_cast<std::size_t>(std::max(context.indent, 0) + blockIndent), ' ');
    // The last line's break is the caller's, as for every other value.
    const std::string_view lines = trailingBreaks == 0 ? value : value.substr(0, value.size() - 1);
    std::size_t begin = 0;
    while (begin <= lines.size()) {
        const std::size_t end = std::min(lines.find('\n', begin), lines.size());
        out += context.lineEnding;
        if (end > begin)
            out.append(indent).append(lines.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

/// Bytes that are not UTF-8 cannot be written: each becomes U+FFFD.
std::string validUtf8(std::string_view value)
{
    const QByteArrayView bytes(value.data(), static_cast<qsizetype>(value.size()));
    if (QUtf8StringView(bytes).isValidUtf8())
        return std::string(value);
    return QString::fromUtf8(bytes).toStdString();
}

} // namespace

std::string writeString(std::string_view text, const ScalarContext &context, ScalarStyle preferred)
{
    const std::string value = validUtf8(text);
    if (mayBeLiteral(value, context))
        return literal(value, context);
    const bool wantsQuotes = preferred == ScalarStyle::SingleQuoted || preferred == ScalarStyle::DoubleQuoted;
    const bool tooLongForKey = context.key && value.size() > maxKeyLength;
    if (!wantsQuotes && !tooLongForKey && mayBePlain(value, context))
        return value;
    // Single quotes keep everything as it is; they are the better choice where double quotes would need a backslash.
    const bool needsBackslash = value.find_first_of("\"\\") != std::string::npos;
    const bool single = preferred == ScalarStyle::SingleQuoted
                        || (preferred != ScalarStyle::DoubleQuoted && needsBackslash);
    return single && maySingleQuote(value) ? singleQuoted(value) : doubleQuoted(value);
}

std::string writeBool(bool value)
{
    return value ? "true" : "false";
}

std::string writeInteger(std::int64_t value)
{
    return std::to_string(value);
}

std::string writeNull()
{
    return "null";
}

} // namespace stagecraft::yaml
