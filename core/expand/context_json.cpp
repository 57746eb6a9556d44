// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/context_json.h"

#include <QJsonArray>

#include <cmath>

namespace stagecraft::expand {

using model::Value;

namespace {

std::unexpected<Error> wrongForm(const QString &key)
{
    return failure(ErrorKind::Invalid,
                   QT_TRANSLATE_NOOP("stagecraft", "The context's “%1” does not have the expected form."), {key});
}

std::string textOf(const QJsonValue &json)
{
    return valueFromJson(json).text();
}

/// The variable is not for everybody.
bool isScoped(const QJsonObject &entry)
{
    const QString scope = entry.value(QLatin1String("environment_scope")).toString(QStringLiteral("*"));
    return entry.value(QLatin1String("protected")).toBool() || scope != QLatin1String("*");
}

Variable variableFrom(const QJsonObject &entry)
{
    return {textOf(entry.value(QLatin1String("key"))), textOf(entry.value(QLatin1String("value"))),
            entry.value(QLatin1String("raw")).toBool(), entry.value(QLatin1String("masked")).toBool(),
            entry.value(QLatin1String("file")).toBool()
                || entry.value(QLatin1String("variable_type")) == QLatin1String("file")};
}

bool readScopedVariables(const QJsonValue &json, Context &context)
{
    for (const QJsonValue &item : json.toArray()) {
        const QJsonObject entry = item.toObject();
        if (!isScoped(entry))
            continue;
        if (!entry.contains(QLatin1String("key")))
            return false;
        context.projectVariables.push_back(
            {.variable = variableFrom(entry),
             .environmentScope = entry.value(QLatin1String("environment_scope")).toString(QStringLiteral("*")).toStdString(),
             .isProtected = entry.value(QLatin1String("protected")).toBool()});
    }
    return true;
}

bool readVariables(const QJsonValue &json, std::vector<Variable> &variables, bool (*skips)(const QJsonObject &) = nullptr)
{
    if (json.isObject()) {
        const QJsonObject map = json.toObject();
        for (auto it = map.begin(); it != map.end(); ++it)
            variables.push_back({it.key().toStdString(), textOf(it.value())});
        return true;
    }
    for (const QJsonValue &item : json.toArray()) {
        const QJsonObject entry = item.toObject();
        if (!entry.contains(QLatin1String("key")))
            return false;
        if (!skips || !skips(entry))
            variables.push_back(variableFrom(entry));
    }
    return json.isArray();
}

void readText(const QJsonObject &json, QLatin1StringView key, std::string &target)
{
    if (json.value(key).isString())
        target = json.value(key).toString().toStdString();
}

} // namespace

Value valueFromJson(const QJsonValue &json)
{
    switch (json.type()) {
    case QJsonValue::Bool: return Value::boolean(json.toBool());
    case QJsonValue::Double: {
        constexpr double ExactIntegers = 9007199254740992.0;
        const double number = json.toDouble();
        if (number == std::floor(number) && std::abs(number) < ExactIntegers)
            return Value::integer(static_cast<std::int64_t>(number));
        return Value::number(number);
    }
    case QJsonValue::String: return Value::string(json.toString().toStdString());
    case QJsonValue::Array: {
        Value::List items;
        for (const QJsonValue &item : json.toArray())
            items.push_back(valueFromJson(item));
        return Value::list(std::move(items));
    }
    case QJsonValue::Object: {
        Value::Map members;
        const QJsonObject object = json.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            members.push_back({it.key().toStdString(), {}, valueFromJson(it.value())});
        return Value::map(std::move(members));
    }
    default: return {};
    }
}

Result<Context> contextFromJson(const QJsonObject &json, Context context)
{
    const auto has = [&json](QLatin1StringView key) { return json.contains(key) && !json.value(key).isNull(); };
    readText(json, QLatin1StringView("ref"), context.ref);
    readText(json, QLatin1StringView("source"), context.source);
    if (has(QLatin1StringView("tag")))
        context.tag = json.value(QLatin1String("tag")).toBool();
    if (has(QLatin1StringView("merge_request"))) {
        const QJsonValue request = json.value(QLatin1String("merge_request"));
        context.mergeRequest = request.isObject() || request.toBool();
    }
    if (has(QLatin1StringView("changes"))) {
        if (!json.value(QLatin1String("changes")).isArray())
            return wrongForm(QStringLiteral("changes"));
        context.changes.emplace();
        for (const QJsonValue &path : json.value(QLatin1String("changes")).toArray())
            context.changes->push_back(path.toString().toStdString());
    }
    if (has(QLatin1StringView("inputs"))) {
        if (!json.value(QLatin1String("inputs")).isObject())
            return wrongForm(QStringLiteral("inputs"));
        context.typedInputs = valueFromJson(json.value(QLatin1String("inputs")));
    }
    if (has(QLatin1StringView("variables"))
        && !(readScopedVariables(json.value(QLatin1String("variables")), context)
             && readVariables(json.value(QLatin1String("variables")), context.variables, isScoped)))
        return wrongForm(QStringLiteral("variables"));
    if (has(QLatin1StringView("protected_refs"))) {
        if (!json.value(QLatin1String("protected_refs")).isArray())
            return wrongForm(QStringLiteral("protected_refs"));
        context.protectedRefs.clear();
        for (const QJsonValue &ref : json.value(QLatin1String("protected_refs")).toArray())
            context.protectedRefs.push_back(ref.toString().toStdString());
    }
    if (has(QLatin1StringView("pipeline_variables"))
        && !readVariables(json.value(QLatin1String("pipeline_variables")), context.pipelineVariables))
        return wrongForm(QStringLiteral("pipeline_variables"));
    const QJsonObject project = json.value(QLatin1String("project")).toObject();
    readText(project, QLatin1StringView("path"), context.projectPath);
    readText(project, QLatin1StringView("server_host"), context.serverHost);
    readText(project, QLatin1StringView("default_branch"), context.defaultBranch);
    readText(project, QLatin1StringView("sha"), context.sha);
    return context;
}

} // namespace stagecraft::expand
