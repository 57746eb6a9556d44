// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/complete_variables.h"

#include "core/assist/names.h"
#include "core/assist/variable_book.h"
#include "core/assist/variable_text.h"
#include "core/model/predefined_table.h"

#include <set>

namespace stagecraft::assist {

namespace {

QByteArrayView restOf(const text::TextBuffer &text, qsizetype offset)
{
    return text.slice({offset, text.lineRange(text.positionAt(offset).line).end});
}

/// The top-level key whose entry holds the offset, in the text as it is now.
std::string entryAt(const Sketch &sketch)
{
    if (sketch.node != yaml::NodeId::None)
        return sketch.place.entry;
    for (const yaml::NodeId document : sketch.tree.documents()) {
        const yaml::Node &root = sketch.tree.node(document);
        if (root.kind == yaml::NodeKind::Mapping && !root.entries.empty() && root.entries.front().key != yaml::NodeId::None)
            return sketch.tree.node(root.entries.front().key).scalar;
    }
    return {};
}

Completion inputItems(const text::TextBuffer &text, const Knowledge &known, text::TextRange range)
{
    Completion completion{.range = range, .items = {}};
    const bool closed = restOf(text, range.end).contains("]]");
    const yaml::NodeId inputs = inputsNode(known.tree);
    if (inputs == yaml::NodeId::None)
        return completion;
    for (const yaml::Entry &entry : known.tree.node(inputs).entries) {
        if (entry.key == yaml::NodeId::None)
            continue;
        const std::string &name = known.tree.node(entry.key).scalar;
        const QByteArray insertion = "inputs." + QByteArray::fromStdString(name);
        const QByteArray whole = closed ? insertion : insertion + " ]]";
        completion.items.push_back({CompletionKind::Input, QString::fromUtf8(insertion), whole, whole.size(), {}, helpForInput(known, name)});
    }
    return completion;
}

/// What a predefined variable can be compared with.
std::optional<Completion> comparedValues(const text::TextBuffer &text, qsizetype offset)
{
    const auto comparison = comparisonBefore(text, offset);
    const std::string name = comparison ? text.slice(comparison->name).toByteArray().toStdString() : std::string();
    const model::PredefinedVariable *variable = comparison ? model::findPredefinedVariable(name) : nullptr;
    if (!variable || variable->values.isEmpty())
        return {};
    Completion completion{.range = comparison->value, .items = {}};
    for (const QString &value : variable->values) {
        const QByteArray insertion = value.toUtf8();
        completion.items.push_back({CompletionKind::Value, value, insertion, insertion.size(), {},
                                    {.title = u'$' + QString::fromStdString(name), .text = variable->help}});
    }
    return completion;
}

} // namespace

std::optional<Completion> completeVariable(const text::TextBuffer &text, const Knowledge &known, const Sketch &sketch, qsizetype offset)
{
    if (const auto input = inputBefore(text, offset))
        return inputItems(text, known, *input);
    const auto written = variableBefore(text, offset);
    if (!written)
        return comparedValues(text, offset);
    Completion completion{.range = written->name, .items = {}};
    const std::string entry = entryAt(sketch);
    const bool closes = written->hasBrace && !restOf(text, written->name.end).startsWith('}');
    const auto add = [&](CompletionKind kind, const std::string &name, const QString &detail, const Help &help) {
        QByteArray insertion = QByteArray::fromStdString(name);
        if (closes)
            insertion += '}';
        completion.items.push_back({kind, QString::fromStdString(name), insertion, insertion.size(), detail, help});
    };
    const VariableBook book(known, entry);
    std::set<std::string> seen;
    for (const VariableName &variable : book.names()) {
        if (seen.insert(variable.name).second)
            add(CompletionKind::Variable, variable.name, variable.value, book.help(variable.name));
    }
    const bool inRules = sketch.place.keyword.contains("rules:") || entry == "include";
    for (const model::PredefinedVariable &variable : model::predefinedVariables()) {
        if ((variable.inRules || !inRules) && seen.insert(variable.name).second)
            add(CompletionKind::Predefined, variable.name, book.predefinedValue(variable.name), book.help(variable.name));
    }
    return completion;
}

} // namespace stagecraft::assist
