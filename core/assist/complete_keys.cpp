// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/complete_keys.h"

#include "core/assist/names.h"
#include "core/assist/variable_book.h"
#include "core/edit/style.h"
#include "core/yaml/token.h"

#include <algorithm>
#include <set>

namespace stagecraft::assist {

using model::Keyword;
using model::KeywordScope;
using yaml::NodeId;

namespace {

/// How many entries of the file tell its style: the first ones, so that a large file costs no more than a small one.
constexpr qsizetype StyleSample = 20'000;

/// How far the lines under a key stand in: learnt from the entry that is being written, else from the file's begin.
edit::Style styleFor(const text::TextBuffer &text, const Sketch &sketch)
{
    const auto hasLists = [](const yaml::SyntaxTree &tree) {
        return std::ranges::any_of(tree.tokens(), [](const yaml::Token &token) { return token.kind == yaml::TokenKind::BlockEntry; });
    };
    yaml::SyntaxTree tree = sketch.tree;
    if (!hasLists(tree))
        tree = yaml::parse(text::TextBuffer(text.bytes().first(std::min(StyleSample, text.size()))));
    const NodeId root = tree.documents().empty() ? NodeId::None : tree.documents().back();
    edit::Style style = edit::styleOf(tree, root);
    style.newline = text.lineEndingText().toByteArray();
    return style;
}

/// What follows the key: a space for a word, a new line with deeper indentation for a map, one with a dash for a list.
QByteArray tailOf(const Keyword &keyword, const edit::Style &style, int column, bool isFlow)
{
    const bool takesList = keyword.types.contains(QLatin1StringView("list"));
    const bool takesMap = keyword.types.contains(QLatin1StringView("map"));
    const bool takesWord = std::ranges::any_of(keyword.types, [](const QString &type) {
        return type != QLatin1StringView("list") && type != QLatin1StringView("map") && type != QLatin1StringView("null");
    });
    const bool isScript = keyword.name.ends_with("script");
    if (isFlow || (takesWord && !isScript && keyword.name != "include"))
        return ": ";
    if (takesList && keyword.types.first() == QLatin1StringView("list") && keyword.name == "needs" && style.flowNeeds)
        return ": [";
    if (takesList && (isScript || keyword.name == "include" || keyword.types.first() == QLatin1StringView("list")))
        return ':' + style.newline + QByteArray(column + style.dashOffset, ' ') + "- ";
    return takesMap || takesList ? ':' + style.newline + QByteArray(column + style.indent, ' ') : QByteArray(": ");
}

int columnOf(const text::TextBuffer &text, const Sketch &sketch)
{
    return text.positionAt(sketch.range.begin).column;
}

/// The keys that stand beside the one at the cursor.
std::set<std::string> neighbours(const Knowledge &known, const Sketch &sketch)
{
    std::set<std::string> keys;
    for (const yaml::Entry &entry : sketch.tree.node(sketch.place.container).entries) {
        if (entry.key != NodeId::None && entry.key != sketch.node)
            keys.insert(sketch.tree.node(entry.key).scalar);
    }
    if (sketch.place.isRoot()) {
        for (const Keyword *keyword : keywordsAt(sketch.place)) {
            if (known.tree.find(rootNode(known), keyword->name))
                keys.insert(keyword->name);
        }
    }
    return keys;
}

/// A header stands in front of everything else.
bool isHeaderPlace(const text::TextBuffer &text, qsizetype offset)
{
    for (int line = text.positionAt(offset).line - 1; line >= 0; --line) {
        const QByteArrayView bytes = text.slice(text.lineRange(line)).trimmed();
        if (!bytes.isEmpty() && !bytes.startsWith('#') && !bytes.startsWith("---"))
            return false;
    }
    return true;
}

/// Names that make sense as keys of a map of variables: those that can be overridden here.
void addVariableNames(const Knowledge &known, const Sketch &sketch, const std::set<std::string> &taken, std::vector<CompletionItem> &items)
{
    const std::string &keyword = sketch.place.keyword;
    if (sketch.place.scope == KeywordScope::Global || (keyword != "variables" && keyword != "rules:variables"))
        return;
    const VariableBook book(known, sketch.place.entry);
    for (const VariableName &variable : book.names()) {
        if (taken.contains(variable.name))
            continue;
        const QByteArray name = QByteArray::fromStdString(variable.name);
        const QByteArray insertion = sketch.lacksColon || sketch.isFlow ? name + ": " : name;
        items.push_back({CompletionKind::Variable, QString::fromStdString(variable.name), insertion, insertion.size(), variable.value,
                         book.help(variable.name)});
    }
}

} // namespace

std::vector<CompletionItem> keyItems(const text::TextBuffer &text, const Knowledge &known, const Sketch &sketch)
{
    std::vector<CompletionItem> items;
    const std::set<std::string> taken = neighbours(known, sketch);
    if (sketch.place.isNamed) {
        addVariableNames(known, sketch, taken, items);
        return items;
    }
    const std::vector<const Keyword *> keywords = keywordsAt(sketch.place);
    if (keywords.empty())
        return items;
    // A word in brackets that has no colon yet gets it with what follows in the same line.
    const bool addsTail = sketch.lacksColon || (sketch.isFlow && !text.slice({sketch.range.end, text.size()}).first(
                                                   std::min<qsizetype>(1, text.size() - sketch.range.end)).startsWith(':'));
    const edit::Style style = addsTail ? styleFor(text, sketch) : edit::Style();
    const std::size_t prefix = sketch.place.keyword.empty() ? 0 : sketch.place.keyword.size() + 1;
    for (const Keyword *keyword : keywords) {
        const std::string name = keyword->name.substr(prefix);
        if (taken.contains(name) || (name == "spec" && sketch.place.isRoot() && !isHeaderPlace(text, sketch.range.begin)))
            continue;
        QByteArray insertion = QByteArray::fromStdString(name);
        if (addsTail)
            insertion += tailOf(*keyword, style, columnOf(text, sketch), sketch.isFlow);
        qsizetype caret = insertion.size();
        if (insertion.endsWith('['))
            insertion += ']';
        items.push_back({CompletionKind::Keyword, QString::fromStdString(name), insertion, caret,
                         keyword->types.join(QLatin1StringView(" | ")), helpFor(*keyword)});
    }
    return items;
}

} // namespace stagecraft::assist
