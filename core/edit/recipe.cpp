// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/compose.h"
#include "core/edit/recipes.h"

#include <QCoreApplication>

namespace stagecraft::edit {

QString describe(const Refusal &refusal)
{
    QString sentence = QCoreApplication::translate("stagecraft", refusal.text);
    for (const QString &argument : refusal.arguments)
        sentence = sentence.arg(argument);
    return sentence;
}

namespace {

std::expected<text::TextPatch, Refusal> applied(const yaml::SyntaxTree &tree, const Recipe &recipe)
{
    if (!tree.isTrusted()) {
        const text::Diagnostics &problems = tree.diagnostics();
        return std::unexpected(
            Refusal{QT_TRANSLATE_NOOP("stagecraft", "The file has a syntax error; correct it first: %1"),
                    {problems.empty() ? QString() : problems.front().message},
                    problems.empty() ? text::TextRange() : problems.front().range});
    }
    const PipelineView view(tree);
    if (view.isUnusable()) {
        return std::unexpected(
            Refusal{QT_TRANSLATE_NOOP("stagecraft", "The file does not hold a pipeline: its content is no map of jobs.")});
    }
    TreeEdit edit(tree, view.root());
    std::visit([&](const auto &each) { apply(each, view, edit); }, recipe);
    return edit.finish();
}

} // namespace

std::expected<text::TextPatch, Refusal> recipeToPatch(const yaml::SyntaxTree &tree, const Recipe &recipe)
{
    const auto *move = std::get_if<MoveJob>(&recipe);
    if (!move || !move->stage || !move->before)
        return applied(tree, recipe);
    // The stage is a line of the job, and the job's lines move: two steps, one patch.
    return recipesToPatch(tree, {MoveJob{.job = move->job, .stage = move->stage}, MoveJob{.job = move->job, .before = move->before}});
}

std::expected<text::TextPatch, Refusal> recipesToPatch(const yaml::SyntaxTree &tree, const std::vector<Recipe> &recipes)
{
    yaml::SyntaxTree current = tree;
    text::TextPatch sum;
    for (const Recipe &recipe : recipes) {
        const auto patch = recipeToPatch(current, recipe);
        if (!patch)
            return patch;
        if (patch->isEmpty())
            continue;
        sum = composed(tree.buffer().bytes(), sum, *patch);
        current = yaml::parse(current.buffer().patched(*patch));
    }
    return sum;
}

} // namespace stagecraft::edit
