// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/text/text_edit.h"

namespace stagecraft::text {

bool TextPatch::isValidFor(qsizetype size) const
{
    qsizetype end = 0;
    for (const TextEdit &edit : edits) {
        if (edit.range.begin < end || edit.range.end < edit.range.begin || edit.range.end > size)
            return false;
        end = edit.range.end;
    }
    return true;
}

QByteArray TextPatch::appliedTo(const QByteArray &before) const
{
    Q_ASSERT(isValidFor(before.size()));
    QByteArray after;
    after.reserve(before.size());
    qsizetype copied = 0;
    for (const TextEdit &edit : edits) {
        after.append(QByteArrayView(before).sliced(copied, edit.range.begin - copied));
        after.append(edit.replacement);
        copied = edit.range.end;
    }
    after.append(QByteArrayView(before).sliced(copied));
    return after;
}

TextPatch TextPatch::inverse(const QByteArray &before) const
{
    Q_ASSERT(isValidFor(before.size()));
    TextPatch back;
    back.edits.reserve(edits.size());
    qsizetype shift = 0;
    for (const TextEdit &edit : edits) {
        const qsizetype begin = edit.range.begin + shift;
        back.edits.push_back({{begin, begin + edit.replacement.size()},
                              before.sliced(edit.range.begin, edit.range.length())});
        shift += edit.replacement.size() - edit.range.length();
    }
    return back;
}

} // namespace stagecraft::text
