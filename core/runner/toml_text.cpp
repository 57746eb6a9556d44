// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/toml_text.h"

namespace stagecraft::runner {

QByteArray tomlString(QByteArrayView text)
{
    QByteArray quoted = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (c == '\n') {
            quoted += "\\n";
        } else if (c == '\t') {
            quoted += "\\t";
        } else if (code < 0x20 || code == 0x7f) {
            quoted += "\\u" + QByteArray::number(code, 16).rightJustified(4, '0');
        } else {
            quoted += c;
        }
    }
    quoted += '"';
    return quoted;
}

QByteArray tomlStrings(const QByteArrayList &texts)
{
    QByteArrayList quoted;
    for (const QByteArray &text : texts)
        quoted += tomlString(text);
    return "[" + quoted.join(", ") + "]";
}

} // namespace stagecraft::runner
