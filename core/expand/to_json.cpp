// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/to_json.h"

#include <QJsonArray>

#include <cmath>

namespace stagecraft::expand {

using model::Value;
using model::ValueKind;

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QJsonArray strings(const std::vector<std::string> &items)
{
    QJsonArray array;
    for (const std::string &item : items)
        array.append(text(item));
    return array;
}

QJsonObject variables(const std::vector<Variable> &list)
{
    QJsonObject object;
    for (const Variable &variable : list) {
        QJsonObject entry{{QStringLiteral("value"), text(variable.value)}};
        if (variable.raw)
            entry.insert(QStringLiteral("raw"), true);
        object.insert(text(variable.key), entry);
    }
    return object;
}

QJsonArray needsJson(const std::vector<Need> &needs)
{
    QJsonArray array;
    for (const Need &need : needs) {
        array.append(QJsonObject{{QStringLiteral("name"), text(need.job)},
                                 {QStringLiteral("artifacts"), need.artifacts},
                                 {QStringLiteral("optional"), need.optional}});
    }
    return array;
}

QJsonObject selectedJson(const SelectedJob &selected, const EffectiveJob &job)
{
    QJsonObject entry{{QStringLiteral("name"), text(job.name)},
                      {QStringLiteral("stage"), text(job.stage)},
                      {QStringLiteral("when"), toText(selected.when)},
                      {QStringLiteral("allow_failure"), selected.allowFailure},
                      {QStringLiteral("scheduling_type"),
                       selected.needs ? QStringLiteral("dag") : QStringLiteral("stage")},
                      {QStringLiteral("reason"), selected.reason}};
    if (selected.needs && !selected.needs->empty())
        entry.insert(QStringLiteral("needs"), needsJson(*selected.needs));
    if (!selected.variables.empty())
        entry.insert(QStringLiteral("variables"), variables(selected.variables));
    for (const Value::Member &member : selected.details.members())
        entry.insert(text(member.key), toJson(member.value));
    return entry;
}

void appendText(const Value &value, std::string &result);

void appendQuoted(std::string_view utf8, std::string &result)
{
    static constexpr char Hex[] = "0123456789abcdef";
    result += '"';
    for (const char c : utf8) {
        switch (c) {
        case '"': result += "\\\""; break;
        case '\\': result += "\\\\"; break;
        case '\n': result += "\\n"; break;
        case '\r': result += "\\r"; break;
        case '\t': result += "\\t"; break;
        case '\b': result += "\\b"; break;
        case '\f': result += "\\f"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                result += "\\u00";
                result += Hex[static_cast<unsigned char>(c) >> 4U];
                result += Hex[static_cast<unsigned char>(c) & 15U];
            } else {
                result += c;
            }
        }
    }
    result += '"';
}

void appendText(const Value &value, std::string &result)
{
    bool first = true;
    const auto comma = [&]() {
        if (!first)
            result += ',';
        first = false;
    };
    switch (value.kind()) {
    case ValueKind::Null:
        result += "null";
        break;
    case ValueKind::Bool:
    case ValueKind::Integer:
    case ValueKind::Float:
        result += value.text();
        break;
    case ValueKind::List:
        result += '[';
        for (const Value &item : value.items()) {
            comma();
            appendText(item, result);
        }
        result += ']';
        break;
    case ValueKind::Map:
        result += '{';
        for (const Value::Member &member : value.members()) {
            comma();
            appendQuoted(member.key, result);
            result += ':';
            appendText(member.value, result);
        }
        result += '}';
        break;
    default:
        appendQuoted(value.text(), result);
    }
}

} // namespace

QString toText(When when)
{
    switch (when) {
    case When::OnSuccess:
        return QStringLiteral("on_success");
    case When::OnFailure:
        return QStringLiteral("on_failure");
    case When::Always:
        return QStringLiteral("always");
    case When::Manual:
        return QStringLiteral("manual");
    case When::Delayed:
        return QStringLiteral("delayed");
    case When::Never:
        break;
    }
    return QStringLiteral("never");
}

QJsonValue toJson(const Value &value)
{
    switch (value.kind()) {
    case ValueKind::Null:
        return QJsonValue(QJsonValue::Null);
    case ValueKind::Bool:
        return value.toBool();
    case ValueKind::Integer:
        return value.text() == std::to_string(value.toInteger())
                   ? QJsonValue(static_cast<qint64>(value.toInteger()))
                   : QJsonValue(std::strtod(value.text().c_str(), nullptr));
    case ValueKind::Float:
        return std::isfinite(value.toNumber()) ? QJsonValue(value.toNumber()) : QJsonValue(text(value.text()));
    case ValueKind::List: {
        QJsonArray array;
        for (const Value &item : value.items())
            array.append(toJson(item));
        return array;
    }
    case ValueKind::Map: {
        QJsonObject object;
        for (const Value::Member &member : value.members())
            object.insert(text(member.key), toJson(member.value));
        return object;
    }
    default:
        return text(value.text());
    }
}

QJsonObject toJson(const EffectivePipeline &pipeline)
{
    QJsonArray errors;
    QJsonArray warnings;
    for (const text::Diagnostic &diagnostic : pipeline.diagnostics) {
        if (diagnostic.severity == text::Severity::Error)
            errors.append(diagnostic.message);
        else if (diagnostic.id == QLatin1String("duplicate-pipelines"))
            warnings.append(diagnostic.message);
    }
    QJsonObject object{{QStringLiteral("valid"), pipeline.valid},
                       {QStringLiteral("errors"), errors},
                       {QStringLiteral("warnings"), warnings}};
    if (pipeline.valid) {
        object.insert(QStringLiteral("stages"), strings(pipeline.declaredStages));
        if (!pipeline.workflow.members().empty())
            object.insert(QStringLiteral("workflow"), toJson(pipeline.workflow));
        if (!pipeline.globals.members().empty())
            object.insert(QStringLiteral("variables"), toJson(pipeline.globals));
        QJsonObject jobs;
        for (const EffectiveJob &job : pipeline.jobs)
            jobs.insert(text(job.name), toJson(job.attributes));
        object.insert(QStringLiteral("jobs"), jobs);
    }
    if (pipeline.merged.isMap())
        object.insert(QStringLiteral("merged"), toJson(pipeline.merged));
    if (!pipeline.includes.empty()) {
        QJsonArray includes;
        for (const IncludedFile &file : pipeline.includes) {
            QJsonObject entry{{QStringLiteral("type"), text(file.kind)}, {QStringLiteral("location"), text(file.location)}};
            if (!file.extra.members().empty())
                entry.insert(QStringLiteral("extra"), toJson(file.extra));
            includes.append(entry);
        }
        object.insert(QStringLiteral("includes"), includes);
    }
    return object;
}

QJsonObject toJson(const PipelineSelection &selection, const EffectivePipeline &pipeline)
{
    QJsonObject object{{QStringLiteral("created"), selection.created}};
    if (!selection.workflow.isNull())
        object.insert(QStringLiteral("workflow"), toJson(selection.workflow));
    if (!selection.created)
        object.insert(QStringLiteral("errors"), strings(selection.errors));
    QJsonArray jobs;
    QJsonArray leftOut;
    for (const std::string &stage : pipeline.stages) {
        for (const SelectedJob &selected : selection.jobs) {
            const EffectiveJob &job = pipeline.jobs[selected.job];
            if (job.stage == stage && selected.included)
                jobs.append(selectedJson(selected, job));
        }
    }
    for (const SelectedJob &selected : selection.jobs) {
        if (!selected.included) {
            leftOut.append(QJsonObject{{QStringLiteral("name"), text(pipeline.jobs[selected.job].name)},
                                       {QStringLiteral("reason"), selected.reason}});
        }
    }
    if (selection.created)
        object.insert(QStringLiteral("jobs"), jobs);
    object.insert(QStringLiteral("left_out"), leftOut);
    return object;
}

std::string toJsonText(const Value &value)
{
    std::string result;
    appendText(value, result);
    return result;
}

} // namespace stagecraft::expand
