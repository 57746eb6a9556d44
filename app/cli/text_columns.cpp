// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/text_columns.h"

#include <QList>

#include <algorithm>
#include <clocale>
#include <cwchar>

namespace stagecraft::cli {

namespace {

/// wcwidth() asks the thread's locale, and knows nothing but ASCII in the one that a program starts with.
class CharacterWidths
{
public:
    CharacterWidths() : m_before(::uselocale(unicode())) {}
    ~CharacterWidths() { ::uselocale(m_before); }
    Q_DISABLE_COPY_MOVE(CharacterWidths)

    qsizetype of(uint character) const { return std::max(::wcwidth(static_cast<wchar_t>(character)), 0); }

private:
    static locale_t unicode()
    {
        static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return locale;
    }

    locale_t m_before;
};

} // namespace

qsizetype columnsOf(QStringView text)
{
    const CharacterWidths widths;
    qsizetype columns = 0;
    for (const uint character : text.toUcs4())
        columns += widths.of(character);
    return columns;
}

QString padded(const QString &text, qsizetype columns)
{
    return text + QString(std::max<qsizetype>(columns - columnsOf(text), 0), u' ');
}

QString shortened(const QString &text, qsizetype columns)
{
    if (columnsOf(text) <= columns)
        return text;
    const CharacterWidths widths;
    QString shown;
    qsizetype left = columns - 1; // for the ellipsis
    for (const uint character : text.toUcs4()) {
        left -= widths.of(character);
        if (left < 0)
            break;
        shown += QChar::fromUcs4(character);
    }
    return shown + u'…';
}

} // namespace stagecraft::cli
