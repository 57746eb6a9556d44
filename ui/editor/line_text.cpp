// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/line_text.h"

#include "core/text/utf16_view.h"

#include <QString>

#include <algorithm>

namespace stagecraft::ui {

namespace {

/// Characters that text::displayText() may show for others.
bool mayStandFor(QChar c)
{
    const char16_t code = c.unicode();
    return code == QChar::ReplacementCharacter || (code >= 0x2400 && code <= 0x2421) || code == 0x21b5 || code == 0x00b6;
}

} // namespace

QByteArray lineBytes(QStringView text, QByteArrayView replaced)
{
    if (std::ranges::none_of(text, mayStandFor))
        return text.toUtf8();
    const QString old = text::displayText(replaced);
    QByteArray bytes;
    qsizetype from = 0; // in `old`: what stood there comes back in its order
    qsizetype plain = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype known = mayStandFor(text[i]) ? old.indexOf(text[i], from) : -1;
        if (known < 0)
            continue;
        const int begin = text::byteColumn(replaced, static_cast<int>(known));
        const int end = text::byteColumn(replaced, static_cast<int>(known) + 1);
        bytes += text.sliced(plain, i - plain).toUtf8();
        bytes += replaced.sliced(begin, end - begin).toByteArray();
        plain = i + 1;
        from = known + 1;
    }
    return bytes + text.sliced(plain).toUtf8();
}

} // namespace stagecraft::ui
