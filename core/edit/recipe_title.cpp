// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/recipe.h"

#include <QCoreApplication>

namespace stagecraft::edit {

namespace {

QString title(const char *text, const std::string &first, const std::string &second = {})
{
    const QString sentence = QCoreApplication::translate("stagecraft", text);
    return second.empty() ? sentence.arg(QString::fromStdString(first))
                          : sentence.arg(QString::fromStdString(first), QString::fromStdString(second));
}

std::string textOf(const yaml::NodePath &path)
{
    std::string text;
    for (const yaml::PathStep &step : path) {
        if (!text.empty())
            text += ':';
        const auto *key = std::get_if<std::string>(&step);
        text += key ? *key : std::to_string(std::get<int>(step));
    }
    return text;
}

struct Titles {
    QString operator()(const AddJob &recipe) const { return title(QT_TRANSLATE_NOOP("stagecraft", "Add job %1"), recipe.name); }
    QString operator()(const RenameJob &recipe) const
    {
        return title(QT_TRANSLATE_NOOP("stagecraft", "Rename job %1 to %2"), recipe.job, recipe.to);
    }
    QString operator()(const DuplicateJob &recipe) const
    {
        return title(QT_TRANSLATE_NOOP("stagecraft", "Duplicate job %1 as %2"), recipe.job, recipe.to);
    }
    QString operator()(const MoveJob &recipe) const
    {
        return recipe.stage ? title(QT_TRANSLATE_NOOP("stagecraft", "Move job %1 to stage %2"), recipe.job, *recipe.stage)
                            : title(QT_TRANSLATE_NOOP("stagecraft", "Move job %1"), recipe.job);
    }
    QString operator()(const DeleteJob &recipe) const
    {
        return title(QT_TRANSLATE_NOOP("stagecraft", "Delete job %1"), recipe.job);
    }
    QString operator()(const AddStage &recipe) const
    {
        return title(QT_TRANSLATE_NOOP("stagecraft", "Add stage %1"), recipe.name);
    }
    QString operator()(const RenameStage &recipe) const
    {
        return title(QT_TRANSLATE_NOOP("stagecraft", "Rename stage %1 to %2"), recipe.stage, recipe.to);
    }
    QString operator()(const MoveStage &recipe) const
    {
        return title(QT_TRANSLATE_NOOP("stagecraft", "Move stage %1"), recipe.stage);
    }
    QString operator()(const DeleteStage &recipe) const
    {
        return title(QT_TRANSLATE_NOOP("stagecraft", "Delete stage %1"), recipe.stage);
    }
    QString operator()(const AddNeed &recipe) const
    {
        return title(QT_TRANSLATE_NOOP("stagecraft", "Let %1 need %2"), recipe.job, recipe.need);
    }
    QString operator()(const RemoveNeed &recipe) const
    {
        return title(QT_TRANSLATE_NOOP("stagecraft", "Let %1 no longer need %2"), recipe.job, recipe.need);
    }
    QString operator()(const SetField &recipe) const
    {
        return title(QT_TRANSLATE_NOOP("stagecraft", "Set %1"), textOf(recipe.path));
    }
    QString operator()(const ClearField &recipe) const
    {
        return title(QT_TRANSLATE_NOOP("stagecraft", "Clear %1"), textOf(recipe.path));
    }
};

} // namespace

QString titleOf(const Recipe &recipe)
{
    return std::visit(Titles(), recipe);
}

} // namespace stagecraft::edit
