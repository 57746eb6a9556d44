// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/recipe.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace stagecraft::edit {

namespace {

/// Text::tr() has the context that lupdate would not see through a function. Members that return std:: or yaml:: things name
/// it themselves: lupdate takes that for the class.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(stagecraft)
};

/// Reads the members of one entry; the first thing wrong with it sticks.
class EntryReader
{
public:
    explicit EntryReader(const QJsonObject &object) : m_object(object) { m_known.insert(QStringLiteral("op")); }

    std::string text(const char *key)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            complain(QCoreApplication::translate("stagecraft", "\"%1\" is missing").arg(QLatin1String(key)));
        return asText(key, value);
    }

    std::optional<std::string> optionalText(const char *key)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined() || value.isNull())
            return {};
        return asText(key, value);
    }

    std::vector<std::string> texts(const char *key)
    {
        const QJsonValue value = take(key);
        if (!value.isArray())
            complain(Text::tr("\"%1\" has to be a list of strings").arg(QLatin1String(key)));
        std::vector<std::string> result;
        for (const QJsonValue item : value.toArray())
            result.push_back(asText(key, item));
        return result;
    }

    bool optionalBool(const char *key)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isBool())
            complain(Text::tr("\"%1\" has to be true or false").arg(QLatin1String(key)));
        return value.toBool();
    }

    yaml::NodePath path()
    {
        const QJsonValue value = take("path");
        yaml::NodePath steps;
        for (const QJsonValue step : value.toArray()) {
            if (step.isString())
                steps.emplace_back(step.toString().toStdString());
            else if (step.isDouble() && step.toInt(-1) >= 0)
                steps.emplace_back(step.toInt());
            else
                complain(
                    QCoreApplication::translate("stagecraft", "\"path\" has to be a list of keys and list positions"));
        }
        if (!value.isArray() || steps.empty())
            complain(QCoreApplication::translate("stagecraft", "\"path\" has to be a list of keys and list positions"));
        return steps;
    }

    QJsonValue value(const char *key)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            complain(QCoreApplication::translate("stagecraft", "\"%1\" is missing").arg(QLatin1String(key)));
        return value;
    }

    /// Empty when nothing is wrong.
    QString problem()
    {
        for (const QString &key : m_object.keys()) {
            if (!m_known.contains(key))
                complain(Text::tr("\"%1\" is not known here").arg(key));
        }
        return m_problem;
    }

    void complain(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
    }

private:
    QJsonValue take(const char *key)
    {
        m_known.insert(QLatin1String(key));
        return m_object.value(QLatin1String(key));
    }

    std::string asText(const char *key, const QJsonValue &value)
    {
        if (!value.isUndefined() && !value.isString())
            complain(QCoreApplication::translate("stagecraft", "\"%1\" has to be a string").arg(QLatin1String(key)));
        return value.toString().toStdString();
    }

    const QJsonObject &m_object;
    QSet<QString> m_known;
    QString m_problem;
};

Recipe read(EntryReader &entry, const QString &op)
{
    const auto is = [&](const char *name) { return op == QLatin1String(name); };
    // Members are read in the order in which they are written here.
    if (is("add_job"))
        return AddJob{entry.text("name"), entry.optionalText("stage").value_or(std::string()), entry.texts("script"), entry.optionalText("before")};
    if (is("rename_job"))
        return RenameJob{entry.text("job"), entry.text("to")};
    if (is("duplicate_job"))
        return DuplicateJob{entry.text("job"), entry.text("to")};
    if (is("move_job"))
        return MoveJob{entry.text("job"), entry.optionalText("stage"), entry.optionalText("before")};
    if (is("delete_job"))
        return DeleteJob{entry.text("job"), entry.optionalBool("also_needs")};
    if (is("add_stage"))
        return AddStage{entry.text("name"), entry.optionalText("before")};
    if (is("rename_stage"))
        return RenameStage{entry.text("stage"), entry.text("to")};
    if (is("move_stage"))
        return MoveStage{entry.text("stage"), entry.optionalText("before")};
    if (is("delete_stage"))
        return DeleteStage{entry.text("stage")};
    if (is("add_need"))
        return AddNeed{entry.text("job"), entry.text("need")};
    if (is("remove_need"))
        return RemoveNeed{entry.text("job"), entry.text("need")};
    if (is("set"))
        return SetField{entry.path(), entry.value("value")};
    if (is("clear"))
        return ClearField{entry.path()};
    entry.complain(op.isEmpty() ? Text::tr("\"op\" is missing") : Text::tr("\"%1\" is no operation").arg(op));
    return ClearField{};
}

} // namespace

std::expected<std::vector<Recipe>, QString> recipesFromJson(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return std::unexpected(Text::tr("This is not JSON: %1 at byte %2").arg(error.errorString()).arg(error.offset));
    if (!document.isArray())
        return std::unexpected(Text::tr("The operations have to be a list"));
    std::vector<Recipe> recipes;
    for (const QJsonValue item : document.array()) {
        const QString name = Text::tr("Operation %1").arg(recipes.size() + 1);
        if (!item.isObject())
            return std::unexpected(Text::tr("%1: it has to be an object").arg(name));
        const QJsonObject object = item.toObject();
        EntryReader entry(object);
        const QString op = object.value(QLatin1String("op")).toString();
        Recipe recipe = read(entry, op);
        if (const QString problem = entry.problem(); !problem.isEmpty())
            return std::unexpected(op.isEmpty() ? Text::tr("%1: %2").arg(name, problem)
                                                : Text::tr("%1 (%2): %3").arg(name, op, problem));
        recipes.push_back(std::move(recipe));
    }
    return recipes;
}

} // namespace stagecraft::edit
