// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/text_finder.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextDocument>

namespace stagecraft::ui {

namespace {

QRegularExpression expressionOf(const FindOptions &options)
{
    QString pattern = options.regularExpression ? options.pattern : QRegularExpression::escape(options.pattern);
    if (options.wholeWords)
        pattern = QStringLiteral("(?<!\\w)(?:%1)(?!\\w)").arg(pattern);
    return QRegularExpression(pattern, options.matchCase ? QRegularExpression::NoPatternOption
                                                         : QRegularExpression::CaseInsensitiveOption);
}

} // namespace

FindResult findAll(const QTextDocument &document, const FindOptions &options)
{
    FindResult result;
    if (options.pattern.isEmpty())
        return result;
    const QRegularExpression expression = expressionOf(options);
    if (!expression.isValid()) {
        result.error = expression.errorString();
        return result;
    }
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        auto matches = expression.globalMatch(block.text());
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            if (match.capturedLength() == 0)
                continue;
            if (result.matches.size() == FindResult::Limit) {
                result.more = true;
                return result;
            }
            result.matches.push_back({block.position() + static_cast<int>(match.capturedStart()),
                                      static_cast<int>(match.capturedLength())});
        }
    }
    return result;
}

QString replacementFor(const QString &matched, const FindOptions &options, const QString &replacement)
{
    if (!options.regularExpression)
        return replacement;
    QString result = matched;
    return result.replace(expressionOf(options), replacement);
}

} // namespace stagecraft::ui
