// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/scalar_text.h"

#include "core/yaml/scalar_writer.h"

#include <QByteArrayList>

#include <algorithm>
#include <string>

namespace stagecraft::edit {

namespace {

std::string oneLine(std::string_view text, bool flow, yaml::ScalarStyle preferred)
{
    return yaml::writeString(text, {.flow = flow, .key = true}, preferred);
}

} // namespace

bool canBePlain(std::string_view text, bool flow)
{
    return oneLine(text, flow, yaml::ScalarStyle::Plain) == text;
}

QByteArray scalarText(std::string_view text, yaml::ScalarStyle wanted, bool flow, char preferredQuote)
{
    const bool quoted = wanted == yaml::ScalarStyle::SingleQuoted || wanted == yaml::ScalarStyle::DoubleQuoted;
    if (!quoted) {
        if (canBePlain(text, flow))
            return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
        wanted = preferredQuote == '\'' ? yaml::ScalarStyle::SingleQuoted : yaml::ScalarStyle::DoubleQuoted;
    }
    return QByteArray::fromStdString(oneLine(text, flow, wanted));
}

QByteArray literalText(std::string_view text, int indent, QByteArrayView newline)
{
    const std::size_t end = text.find_last_not_of('\n');
    if (end == std::string_view::npos || !text.contains('\n') || text.front() == ' ' || text.front() == '\n')
        return {};
    // Other controls need escapes, and nobody sees blanks at the end of a line.
    const bool hasControls = std::ranges::any_of(text, [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f; });
    if (hasControls || text.contains(" \n") || text.contains("\xC2\x85") || text.contains("\xE2\x80\xA8")
        || text.contains("\xE2\x80\xA9") || text.contains("\xEF\xBB\xBF"))
        return {};
    const std::size_t breaks = text.size() - end - 1;
    QByteArray block = breaks == 0 ? "|-" : breaks == 1 ? "|" : "|+";
    const QByteArray content(text.data(), static_cast<qsizetype>(breaks == 0 ? text.size() : text.size() - 1));
    for (const QByteArray &line : content.split('\n')) {
        block += newline;
        if (!line.isEmpty())
            block += QByteArray(indent, ' ') + line;
    }
    return block;
}

} // namespace stagecraft::edit
