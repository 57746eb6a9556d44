// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/line_text.h"

#include <utility>

namespace stagecraft::ui {

namespace {

constexpr char16_t Replacement = 0xfffd;
constexpr char16_t ControlPictures = 0x2400;

struct Shown {
    int bytes = 1;      ///< taken from the text
    char32_t character = Replacement;
    bool placeholder = false;
    int units() const { return character > 0xffff ? 2 : 1; }
};

bool isContinuation(QByteArrayView bytes, qsizetype at)
{
    return at < bytes.size() && (static_cast<uchar>(bytes[at]) & 0xc0) == 0x80;
}

/// Direction marks reorder what people read (CVE-2021-42574); the others are block separators inside QTextDocument.
bool disturbsView(char32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029 || c == 0xfdd0
        || c == 0xfdd1;
}

Shown shownAt(QByteArrayView bytes, qsizetype at)
{
    const auto byte = [&](qsizetype i) { return static_cast<uchar>(bytes[at + i]); };
    const uchar first = byte(0);
    if (first < 0x80) {
        if (first >= 0x20 && first != 0x7f)
            return {1, first, false};
        if (first == '\t')
            return {1, first, false};
        return {1, static_cast<char32_t>(first == 0x7f ? ControlPictures + 0x21 : ControlPictures + first), true};
    }
    const int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4)
        return {1, Replacement, true};
    for (int i = 1; i < length; ++i) {
        if (!isContinuation(bytes, at + i))
            return {1, Replacement, true};
    }
    char32_t c = length == 2 ? first & 0x1f : length == 3 ? first & 0x0f : first & 0x07;
    for (int i = 1; i < length; ++i)
        c = (c << 6) | (byte(i) & 0x3f);
    const bool overlong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
    if (overlong || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return {1, Replacement, true};
    if (disturbsView(c))
        return {length, Replacement, true};
    return {length, c, false};
}

bool mayBePlaceholder(QChar c)
{
    return c.unicode() == Replacement || (c.unicode() >= ControlPictures && c.unicode() <= ControlPictures + 0x21);
}

} // namespace

QString lineText(QByteArrayView bytes)
{
    QString text;
    text.reserve(bytes.size());
    for (qsizetype at = 0; at < bytes.size();) {
        const Shown shown = shownAt(bytes, at);
        if (shown.units() == 1)
            text += QChar(static_cast<char16_t>(shown.character));
        else
            text += QStringView(QChar::fromUcs4(shown.character));
        at += shown.bytes;
    }
    return text;
}

qsizetype byteColumn(QByteArrayView bytes, int textColumn)
{
    qsizetype at = 0;
    int column = 0;
    while (at < bytes.size() && column < textColumn) {
        const Shown shown = shownAt(bytes, at);
        column += shown.units();
        at += shown.bytes;
    }
    return at;
}

int textColumn(QByteArrayView bytes, qsizetype byteColumn)
{
    qsizetype at = 0;
    int column = 0;
    while (at < bytes.size() && at < byteColumn) {
        const Shown shown = shownAt(bytes, at);
        column += shown.units();
        at += shown.bytes;
    }
    return column;
}

QByteArray lineBytes(QStringView text, QByteArrayView replaced)
{
    bool placeholders = false;
    for (const QChar c : text)
        placeholders = placeholders || mayBePlaceholder(c);
    if (!placeholders)
        return text.toUtf8();

    QByteArray bytes;
    qsizetype old = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!mayBePlaceholder(text[i])) {
            const bool pair = text[i].isHighSurrogate() && i + 1 < text.size();
            bytes += text.sliced(i, pair ? 2 : 1).toUtf8();
            i += pair ? 1 : 0;
            continue;
        }
        // The next placeholder of the old text that looks the same is the one that was meant.
        qsizetype at = old;
        while (at < replaced.size()) {
            const Shown shown = shownAt(replaced, at);
            if (shown.placeholder && shown.character == text[i].unicode()) {
                bytes += replaced.sliced(at, shown.bytes).toByteArray();
                old = at + shown.bytes;
                break;
            }
            at += shown.bytes;
        }
        if (at >= replaced.size())
            bytes += text.sliced(i, 1).toUtf8();
    }
    return bytes;
}

} // namespace stagecraft::ui
