// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/help_text.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestFact = 300;

QString say(const char *text)
{
    return QCoreApplication::translate("stagecraft", text);
}

QString factLabel(assist::FactKind kind)
{
    using enum assist::FactKind;
    switch (kind) {
    case Types: return say(QT_TRANSLATE_NOOP("stagecraft", "Type"));
    case Values: return say(QT_TRANSLATE_NOOP("stagecraft", "Values"));
    case Default: return say(QT_TRANSLATE_NOOP("stagecraft", "Default"));
    case Stage: return say(QT_TRANSLATE_NOOP("stagecraft", "Stage"));
    case When: return say(QT_TRANSLATE_NOOP("stagecraft", "When"));
    case Extends: return say(QT_TRANSLATE_NOOP("stagecraft", "Extends"));
    case Needs: return say(QT_TRANSLATE_NOOP("stagecraft", "Needs"));
    case Image: return say(QT_TRANSLATE_NOOP("stagecraft", "Image"));
    case Jobs: return say(QT_TRANSLATE_NOOP("stagecraft", "Jobs"));
    case DefinedIn: return say(QT_TRANSLATE_NOOP("stagecraft", "Written in"));
    case SetIn: return say(QT_TRANSLATE_NOOP("stagecraft", "Set in"));
    case Value: return say(QT_TRANSLATE_NOOP("stagecraft", "Value"));
    case ValueHere: return say(QT_TRANSLATE_NOOP("stagecraft", "Here"));
    case Only: return say(QT_TRANSLATE_NOOP("stagecraft", "Only in"));
    }
    return {};
}

QString coloured(const QString &html, const QColor &color)
{
    return QStringLiteral("<span style=\"color:%1\">%2</span>").arg(color.name(), html);
}

QString tierText(const QString &tier)
{
    return tier == QLatin1StringView("ultimate") ? say(QT_TRANSLATE_NOOP("stagecraft", "GitLab Ultimate"))
                                                 : say(QT_TRANSLATE_NOOP("stagecraft", "GitLab Premium and Ultimate"));
}

QString fidelityHtml(const assist::Help &help)
{
    const Colors &c = colors();
    QString html;
    switch (*help.fidelity) {
    case model::Fidelity::Exact:
        html = coloured(u"● "_s + say(QT_TRANSLATE_NOOP("stagecraft", "Exact in a local run")), c.success);
        break;
    case model::Fidelity::Approximated:
        html = coloured(u"● "_s + say(QT_TRANSLATE_NOOP("stagecraft", "Approximated in a local run")), c.warning);
        break;
    case model::Fidelity::NotRunLocally:
        html = coloured(u"● "_s + say(QT_TRANSLATE_NOOP("stagecraft", "Not part of a local run")), c.skipped);
        break;
    }
    return help.fidelityNote.isEmpty() ? html : html + QLatin1StringView("<br>") + coloured(help.fidelityNote.toHtmlEscaped(), c.textMuted);
}

} // namespace

QString helpHtml(const assist::Help &help)
{
    const Colors &c = colors();
    QString html = QStringLiteral("<p style=\"margin:0\"><b>%1</b></p>").arg(help.title.toHtmlEscaped());
    if (!help.text.isEmpty())
        html += QStringLiteral("<p style=\"margin:6px 0 0 0\">%1</p>").arg(help.text.toHtmlEscaped());
    if (!help.facts.empty()) {
        html += QStringLiteral("<table cellspacing=\"0\" cellpadding=\"0\" style=\"margin-top:6px\">");
        for (const assist::Fact &fact : help.facts) {
            QString text = fact.text;
            if (text.size() > LongestFact)
                text = text.first(LongestFact) + u'…';
            html += QStringLiteral("<tr><td style=\"padding:1px 10px 1px 0; white-space:nowrap\">%1</td><td style=\"padding:1px 0\">%2</td></tr>")
                        .arg(coloured(factLabel(fact.kind).toHtmlEscaped(), c.textMuted),
                             text.toHtmlEscaped().replace(u'\n', QLatin1StringView("<br>")));
        }
        html += QLatin1StringView("</table>");
    }
    if (!help.tier.isEmpty())
        html += QStringLiteral("<p style=\"margin:6px 0 0 0\">%1</p>").arg(coloured(u"◆ "_s + tierText(help.tier), c.accent));
    if (help.fidelity)
        html += QStringLiteral("<p style=\"margin:6px 0 0 0\">%1</p>").arg(fidelityHtml(help));
    return html;
}

} // namespace stagecraft::ui
