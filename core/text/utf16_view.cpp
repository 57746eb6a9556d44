// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/text/utf16_view.h"

namespace stagecraft::text {

namespace {

struct Character {
    char32_t code = 0;
    int bytes = 1;
    int units() const { return code > 0xFFFF ? 2 : 1; }
};

char32_t shown(char32_t code)
{
    switch (code) {
    case 0x0000:
    case 0x000A:
    case 0x000D: return 0x2400 + code; // "control pictures"
    case 0x2028: return 0x21B5;        // ↵
    case 0x2029: return 0x00B6;        // ¶
    case 0xFDD0:
    case 0xFDD1: return QChar::ReplacementCharacter;
    default: return code;
    }
}

/// The character at the front of a text that is not empty.
Character characterAt(QByteArrayView text)
{
    const auto byte = [&](qsizetype i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    const Character invalid = {QChar::ReplacementCharacter, 1};
    if (lead < 0x80)
        return {shown(lead), 1};
    const int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length)
        return invalid;
    char32_t code = lead & (0x7FU >> length);
    for (int i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return invalid;
        code = (code << 6) | (byte(i) & 0x3FU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || QChar::isSurrogate(code) || code > QChar::LastValidCodePoint)
        return invalid;
    return {shown(code), length};
}

} // namespace

QString displayText(QByteArrayView line)
{
    QString text;
    text.reserve(line.size());
    while (!line.isEmpty()) {
        const Character character = characterAt(line);
        text.append(QChar::fromUcs4(character.code));
        line = line.sliced(character.bytes);
    }
    return text;
}

int utf16Column(QByteArrayView line, int byteColumn)
{
    int bytes = 0;
    int units = 0;
    while (bytes < line.size()) {
        const Character character = characterAt(line.sliced(bytes));
        if (bytes + character.bytes > byteColumn)
            break;
        bytes += character.bytes;
        units += character.units();
    }
    return units;
}

int byteColumn(QByteArrayView line, int utf16Column)
{
    int bytes = 0;
    int units = 0;
    while (bytes < line.size()) {
        const Character character = characterAt(line.sliced(bytes));
        if (units + character.units() > utf16Column)
            break;
        bytes += character.bytes;
        units += character.units();
    }
    return bytes;
}

} // namespace stagecraft::text
