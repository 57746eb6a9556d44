// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/syntax_colors.h"

#include "ui/theme/theme.h"

namespace stagecraft::ui {

namespace {

struct SyntaxColors {
    QRgb keyword, job, key, string, comment, variable, constant, number, shell, tag, anchor, symbol;
};

const SyntaxColors &syntaxColors()
{
    static const SyntaxColors light{.keyword = 0x7a3fb5, .job = 0x1d4fc4, .key = 0x0b6b8a, .string = 0x22763f,
                                    .comment = 0x8a8f9c, .variable = 0xb3501e, .constant = 0xa8326e,
                                    .number = 0xa8326e, .shell = 0x2f5fb0, .tag = 0x9a4a12, .anchor = 0x87620a,
                                    .symbol = 0x6a7385};
    static const SyntaxColors dark{.keyword = 0xc79bf2, .job = 0x82aaff, .key = 0x7fd0e6, .string = 0xa5d69a,
                                   .comment = 0x6f7888, .variable = 0xf2a86f, .constant = 0xf39ac0,
                                   .number = 0xf39ac0, .shell = 0x8fbcf5, .tag = 0xe8b17c, .anchor = 0xdcc274,
                                   .symbol = 0x97a1b3};
    static const SyntaxColors contrast{.keyword = 0xe0b8ff, .job = 0x8fc4ff, .key = 0x7fefff, .string = 0x8dff9b,
                                       .comment = 0xc0c0c0, .variable = 0xffb36b, .constant = 0xffa8d0,
                                       .number = 0xffa8d0, .shell = 0x9fd0ff, .tag = 0xffcf8f, .anchor = 0xffe45c,
                                       .symbol = 0xffffff};
    if (Theme::instance().mode() == ThemeMode::HighContrast)
        return contrast;
    return Theme::instance().isDark() ? dark : light;
}

QTextCharFormat coloured(QRgb color, bool strong = false, bool italic = false)
{
    QTextCharFormat format;
    format.setForeground(QColor::fromRgb(color));
    if (strong)
        format.setFontWeight(QFont::DemiBold);
    if (italic)
        format.setFontItalic(true);
    return format;
}

} // namespace

QTextCharFormat syntaxFormat(KSyntaxHighlighting::Theme::TextStyle style)
{
    using KSyntaxHighlighting::Theme;
    const SyntaxColors &c = syntaxColors();
    switch (style) {
    case Theme::Keyword:
        return coloured(c.keyword);
    case Theme::Function:
        return coloured(c.job, true);
    case Theme::DataType:
    case Theme::Attribute:
    case Theme::Extension:
        return coloured(c.key);
    case Theme::String:
    case Theme::VerbatimString:
    case Theme::SpecialString:
    case Theme::Char:
        return coloured(c.string);
    case Theme::Comment:
    case Theme::Documentation:
    case Theme::CommentVar:
    case Theme::Annotation:
        return coloured(c.comment, false, true);
    case Theme::Variable:
        return coloured(c.variable);
    case Theme::Constant:
        return coloured(c.constant);
    case Theme::DecVal:
    case Theme::BaseN:
    case Theme::Float:
        return coloured(c.number);
    case Theme::BuiltIn:
        return coloured(c.shell);
    case Theme::ControlFlow:
        return coloured(c.keyword);
    case Theme::Preprocessor:
    case Theme::Import:
        return coloured(c.tag);
    case Theme::SpecialChar:
    case Theme::Others:
        return coloured(c.anchor);
    case Theme::Operator:
    case Theme::RegionMarker:
    case Theme::Information:
        return coloured(c.symbol);
    case Theme::Warning:
    case Theme::Alert:
    case Theme::Error:
    case Theme::Normal:
        break;
    }
    return {};
}

} // namespace stagecraft::ui
