// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/lint/fix_rules.h"
#include "core/lint/nearest.h"

#include <QRegularExpression>

#include <algorithm>
#include <set>

namespace stagecraft::lint {

namespace {

std::size_t errorsIn(const yaml::SyntaxTree &tree)
{
    return static_cast<std::size_t>(std::ranges::count(tree.diagnostics(), text::Severity::Error,
                                                       &text::Diagnostic::severity));
}

/// Only a patch after which the text has fewer errors is worth offering.
void offerIfBetter(const FixContext &context, Fixes &fixes, const QString &title, const text::TextPatch &patch)
{
    const yaml::SyntaxTree &tree = context.writer.tree();
    if (!patch.isEmpty() && errorsIn(yaml::parse(tree.buffer().patched(patch))) < errorsIn(tree))
        fixes.push_back({title, patch});
}

/// Tabs at the beginning of lines, each as two blanks.
text::TextPatch withoutTabs(const text::TextBuffer &buffer)
{
    text::TextPatch patch;
    for (int line = 0; line < buffer.lineCount(); ++line) {
        const text::TextRange range = buffer.lineRange(line);
        qsizetype end = range.begin;
        while (end < range.end && (buffer.bytes()[end] == ' ' || buffer.bytes()[end] == '\t'))
            ++end;
        QByteArray indent = buffer.slice({range.begin, end}).toByteArray();
        if (indent.contains('\t'))
            patch.edits.push_back({{range.begin, end}, indent.replace('\t', "  ")});
    }
    return patch;
}

/// The value that stands on this line, "key: value" or "- value", in quotes.
text::TextPatch withQuotes(const text::TextBuffer &buffer, int line)
{
    constexpr qsizetype Longest = 10'000; // nobody has written a longer line
    const text::TextRange range = buffer.lineRange(line);
    if (range.length() > Longest)
        return {};
    const QByteArray written = buffer.slice(range).toByteArray();
    static const QRegularExpression value(QStringLiteral(R"(^\s*(?:- +)?(?:[\w.-]+: +|- +)((?!["'|>]).+?)(?: #.*)?\s*$)"));
    // Latin-1 keeps one character a byte.
    const QRegularExpressionMatch match = value.match(QString::fromLatin1(written));
    if (!match.hasMatch())
        return {};
    QByteArray text = written.mid(match.capturedStart(1), match.capturedLength(1));
    const text::TextRange place{range.begin + match.capturedStart(1), range.begin + match.capturedEnd(1)};
    text.replace('\'', "''");
    return {{{place, '\'' + text + '\''}}};
}

} // namespace

Fixes fixSyntax(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const text::TextBuffer &buffer = context.writer.tree().buffer();
    offerIfBetter(context, fixes, FixText::tr("Replace the tabs by blanks"), withoutTabs(buffer));
    if (fixes.empty()) {
        const int line = buffer.positionAt(diagnostic.range.begin).line;
        offerIfBetter(context, fixes, FixText::tr("Put the value in quotes"), withQuotes(buffer, line));
    }
    return fixes;
}

Fixes fixUnknownAnchor(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const yaml::SyntaxTree &tree = context.writer.tree();
    const NodeId id = context.writer.nodeAt(diagnostic.range);
    if (id == NodeId::None || context.writer.node(id).kind != yaml::NodeKind::Alias)
        return fixes;
    std::set<std::string> anchors;
    const auto collect = [&](const auto &self, NodeId node) -> void {
        if (node == NodeId::None)
            return;
        const yaml::Node &here = tree.node(node);
        if (!here.anchor.isEmpty() && here.kind != yaml::NodeKind::Alias)
            anchors.insert(context.writer.written(here.anchor).toStdString());
        for (const yaml::Entry &entry : here.entries)
            self(self, entry.value);
    };
    for (const NodeId root : tree.documents())
        collect(collect, root);
    const text::TextRange place = context.writer.node(id).anchor;
    const std::vector<std::string> names(anchors.begin(), anchors.end());
    if (const auto meant = nearest(context.writer.written(place).toStdString(), names))
        context.writer.rewrite(fixes, changeTitle(*meant), place, QByteArray::fromStdString(*meant));
    return fixes;
}

} // namespace stagecraft::lint
