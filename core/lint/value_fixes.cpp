// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/expression.h"
#include "core/lint/fix_rules.h"
#include "core/lint/nearest.h"
#include "core/model/keyword_place.h"
#include "core/yaml/scalar_resolver.h"
#include "core/yaml/scalar_writer.h"

#include <QRegularExpression>

#include <algorithm>

namespace stagecraft::lint {

using yaml::ScalarType;

namespace {

/// "… should be one of: a, b" or "… a variable or one of: a, b".
std::vector<std::string> valuesIn(const QString &message)
{
    std::vector<std::string> values;
    const QLatin1String mark("one of: ");
    const qsizetype at = message.lastIndexOf(mark);
    if (at < 0)
        return values;
    for (const QString &value : message.mid(at + mark.size()).split(QStringLiteral(", "), Qt::SkipEmptyParts))
        values.push_back(value.toStdString());
    return values;
}

std::vector<NodeId> scalarsOf(const FixWriter &writer, NodeId id)
{
    if (writer.node(id).kind == NodeKind::Scalar)
        return {id};
    std::vector<NodeId> scalars;
    for (const Entry &entry : writer.node(id).entries) {
        if (entry.key == NodeId::None && entry.value != NodeId::None
            && writer.node(entry.value).kind == NodeKind::Scalar)
            scalars.push_back(entry.value);
    }
    return scalars;
}

bool isNumber(ScalarType type)
{
    return type == ScalarType::Integer || type == ScalarType::Float;
}

/// The word as the boolean that people mean by it.
std::optional<bool> meantBool(std::string_view word)
{
    for (const std::string_view yes : {"true", "yes", "on", "1"}) {
        if (word == yes)
            return true;
    }
    for (const std::string_view no : {"false", "no", "off", "0"}) {
        if (word == no)
            return false;
    }
    return {};
}

void offerQuotes(const FixWriter &writer, Fixes &fixes, NodeId value)
{
    std::vector<text::TextEdit> edits;
    for (const NodeId id : scalarsOf(writer, value)) {
        const Node &node = writer.node(id);
        const ScalarType type = yaml::resolveScalar(writer.tree(), id).type;
        const bool isText = type == ScalarType::String || type == ScalarType::Null;
        if (node.style == yaml::ScalarStyle::Plain && !isText)
            edits.push_back({node.value, '"' + writer.written(node.value) + '"'});
    }
    if (!edits.empty())
        fixes.push_back({FixText::tr("Put it in quotes"), {std::move(edits)}});
}

void offerList(const FixWriter &writer, Fixes &fixes, NodeId value)
{
    const Node &node = writer.node(value);
    const bool oneLine = node.kind == NodeKind::Scalar && node.style != yaml::ScalarStyle::Literal
                         && node.style != yaml::ScalarStyle::Folded && !node.value.isEmpty();
    if (!oneLine || writer.written(node.value).contains('\n'))
        return;
    const std::string item = yaml::writeString(node.scalar, {.flow = true}, node.style);
    writer.rewrite(fixes, FixText::tr("Make it a list"), node.value, '[' + QByteArray::fromStdString(item) + ']');
}

void offerDurations(const FixWriter &writer, Fixes &fixes, NodeId value)
{
    if (writer.node(value).kind != NodeKind::Scalar || !isNumber(yaml::resolveScalar(writer.tree(), value).type))
        return;
    for (const char *unit : {" minutes", " seconds", " hours"}) {
        const std::string text = writer.node(value).scalar + unit;
        writer.reword(fixes, changeTitle(text), value, text);
    }
}

void offerPlainNumber(const FixWriter &writer, Fixes &fixes, NodeId value)
{
    const Node &node = writer.node(value);
    const bool digits = node.kind == NodeKind::Scalar && !node.scalar.empty() && node.scalar.size() < 10
                        && std::ranges::all_of(node.scalar, [](char c) { return c >= '0' && c <= '9'; });
    const bool quoted = node.style == yaml::ScalarStyle::SingleQuoted || node.style == yaml::ScalarStyle::DoubleQuoted;
    if (digits && quoted)
        writer.rewrite(fixes, FixText::tr("Remove the quotes"), node.value, QByteArray::fromStdString(node.scalar));
}

/// Mistakes that people make in conditions, one after the other until GitLab accepts the text.
std::optional<std::string> repairedExpression(const std::string &text)
{
    constexpr std::size_t Longest = 10'000; // nobody has written a longer one
    if (text.size() > Longest)
        return {};
    struct Repair {
        const char *pattern;
        const char *replacement;
    };
    constexpr std::array<Repair, 5> Repairs = {{
        {R"((?<![=!<>~])=(?![=~]))", "=="},
        {R"((?<!&)&(?!&)|\band\b)", "&&"},
        {R"((?<!\|)\|(?!\|)|\bor\b)", "||"},
        {R"(\$\{(\w+)\})", R"($\1)"},
        {R"((?<![$\w/"'.:-])([A-Z][A-Z0-9_]{2,})(?![\w/"']))", R"($\1)"},
    }};
    QString repaired = QString::fromStdString(text);
    for (const Repair &repair : Repairs) {
        repaired.replace(QRegularExpression(QLatin1String(repair.pattern)), QLatin1String(repair.replacement));
        if (expand::Expression(repaired.toStdString()).isValid())
            return repaired.toStdString();
    }
    return {};
}

} // namespace

Fixes fixUnknownValue(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NodeId id = context.writer.nodeAt(diagnostic.range);
    if (id == NodeId::None)
        return fixes;
    std::vector<std::string> allowed = valuesIn(diagnostic.message);
    const model::Keyword *keyword = model::keywordOf(model::placeOf(context.writer.tree(), id));
    if (allowed.empty() && keyword) {
        for (const QString &value : keyword->values)
            allowed.push_back(value.toStdString());
    }
    for (const NodeId scalar : scalarsOf(context.writer, id)) {
        const std::string &word = context.writer.node(scalar).scalar;
        if (std::ranges::find(allowed, word) != allowed.end())
            continue;
        if (const auto meant = nearest(word, allowed))
            context.writer.reword(fixes, changeTitle(*meant), scalar, *meant);
    }
    return fixes;
}

Fixes fixWrongType(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const FixWriter &writer = context.writer;
    const NodeId id = writer.nodeAt(diagnostic.range);
    if (id == NodeId::None || writer.node(id).value != diagnostic.range)
        return fixes;
    const Node &node = writer.node(id);
    const QString &message = diagnostic.message;
    const auto says = [&message](const char *text) { return message.contains(QLatin1String(text)); };
    if (says("boolean value")) {
        const auto meant = node.kind == NodeKind::Scalar ? meantBool(node.scalar) : std::nullopt;
        if (meant)
            writer.rewrite(fixes, changeTitle(*meant ? "true" : "false"), node.value, *meant ? "true" : "false");
    }
    if (says("duration"))
        offerDurations(writer, fixes, id);
    if (says("integer") || says("number"))
        offerPlainNumber(writer, fixes, id);
    if (says("string"))
        offerQuotes(writer, fixes, id);
    if (says("should be an array"))
        offerList(writer, fixes, id);
    return fixes;
}

Fixes fixExpression(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NodeId id = context.writer.nodeAt(diagnostic.range);
    if (id == NodeId::None || context.writer.node(id).kind != NodeKind::Scalar)
        return fixes;
    if (const auto repaired = repairedExpression(context.writer.node(id).scalar))
        context.writer.reword(fixes, changeTitle(*repaired), id, *repaired);
    return fixes;
}

Fixes fixRetryWithoutMax(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NodeId id = context.writer.nodeAt(diagnostic.range);
    if (id != NodeId::None)
        context.writer.insert(fixes, FixText::tr("Try again twice (max: 2)"), id, "max: 2");
    return fixes;
}

Fixes fixInterruptible(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const NodeId id = context.writer.nodeAt(diagnostic.range);
    if (id != NodeId::None && context.writer.node(id).kind == NodeKind::Scalar)
        context.writer.rewrite(fixes, changeTitle("false"), context.writer.node(id).value, "false");
    return fixes;
}

/// `only:` with nothing but names of branches and the usual groups of refs says the same as rules.
Fixes fixOnly(FixContext &context, const text::Diagnostic &diagnostic)
{
    Fixes fixes;
    const FixWriter &writer = context.writer;
    const NodeId id = writer.nodeAt(diagnostic.range);
    if (id == NodeId::None || writer.node(id).value != diagnostic.range || writer.node(id).parent == NodeId::None)
        return fixes;
    const NodeId job = writer.node(id).parent;
    const Entry &only = writer.node(job).entries[static_cast<std::size_t>(writer.node(id).entry)];
    const bool alone = !writer.tree().find(job, "except") && !writer.tree().find(job, "rules");
    if (!alone || only.key == NodeId::None || writer.node(only.key).scalar != "only" || writer.node(job).flow)
        return fixes;
    const QByteArray indent(writer.node(job).indent, ' ');
    const QByteArray ending = writer.tree().buffer().lineEndingText().toByteArray();
    QByteArray rules = "rules:";
    const std::vector<NodeId> names = scalarsOf(writer, id);
    const bool allScalars = writer.node(id).kind == NodeKind::Scalar || names.size() == writer.node(id).entries.size();
    if (!allScalars || names.empty())
        return fixes;
    for (const NodeId nameId : names) {
        const std::string &name = writer.node(nameId).scalar;
        static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._/-]*$"));
        if (!plain.match(QString::fromStdString(name)).hasMatch())
            return {};
        const std::string condition = name == "branches"         ? "$CI_COMMIT_BRANCH"
                                      : name == "tags"           ? "$CI_COMMIT_TAG"
                                      : name == "merge_requests" ? "$CI_PIPELINE_SOURCE == \"merge_request_event\""
                                      : name == "schedules"      ? "$CI_PIPELINE_SOURCE == \"schedule\""
                                      : name == "web"            ? "$CI_PIPELINE_SOURCE == \"web\""
                                      : name == "triggers"       ? "$CI_PIPELINE_SOURCE == \"trigger\""
                                      : name == "pushes"         ? "$CI_PIPELINE_SOURCE == \"push\""
                                      : name == "api"            ? "$CI_PIPELINE_SOURCE == \"api\""
                                                                 : "$CI_COMMIT_REF_NAME == \"" + name + '"';
        rules += ending + indent + "  - if: " + QByteArray::fromStdString(condition);
    }
    writer.rewrite(fixes, FixText::tr("Write it as rules"),
                   {writer.node(only.key).value.begin, std::max(writer.node(id).value.end, only.indicator.end)}, rules);
    return fixes;
}

} // namespace stagecraft::lint
