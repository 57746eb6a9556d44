// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/pipeline_input.h"
#include "core/base/files.h"
#include "core/edit/recipe.h"
#include "core/text/unified_diff.h"
#include "core/yaml/syntax_tree.h"

#include <QFileInfo>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

/// Applies all recipes, each on the result of the one before. Complains and gives nothing when one is refused.
std::optional<text::TextBuffer> applyAll(const std::vector<edit::Recipe> &recipes, text::TextBuffer buffer,
                                         const QString &file, Terminal &terminal)
{
    int number = 0;
    for (const edit::Recipe &recipe : recipes) {
        ++number;
        const yaml::SyntaxTree tree = yaml::parse(buffer, file);
        const auto patch = edit::recipeToPatch(tree, recipe);
        if (!patch) {
            terminal.complain(
                u"edit %1 (%2) is refused: %3 Nothing was written."_s.arg(number).arg(edit::titleOf(recipe),
                                                                                      edit::describe(patch.error())));
            return std::nullopt;
        }
        if (!patch->isEmpty())
            buffer = buffer.patched(*patch);
    }
    return buffer;
}

} // namespace

int edit(const QStringList &arguments, Terminal &terminal)
{
    Options options("edit", u"--ops FILE [OPTIONS] [DIR]"_s,
                    u"Applies a JSON list of edit recipes to a pipeline. A refused edit leaves the file as it is."_s);
    options.add(u"ops"_s, u"The file with the recipes; - for standard input."_s, u"FILE"_s);
    options.add(u"dry-run"_s, u"Prints a unified diff and writes nothing."_s);
    int exitCode = Success;
    if (!options.parse(arguments, terminal, exitCode))
        return exitCode;
    if (!options.isSet(u"ops"_s) || options.positional().size() > 1) {
        terminal.complain(u"edit wants --ops FILE and at most one DIR."_s);
        return Usage;
    }
    const QString opsFile = options.value(u"ops"_s);
    const Result<QByteArray> json = opsFile == "-"_L1 ? terminal.readInput(maximumTextSize) : readFile(opsFile);
    if (!json) {
        terminal.complain(describe(json.error()));
        return Usage;
    }
    const auto recipes = edit::recipesFromJson(*json);
    if (!recipes) {
        terminal.complain(u"%1: %2"_s.arg(opsFile, recipes.error()));
        return Usage;
    }
    const PipelineLocation location = locate(options.positional().value(0));
    const std::optional<text::TextBuffer> before = readPipeline(location, terminal);
    if (!before)
        return Usage;
    const std::optional<text::TextBuffer> after = applyAll(*recipes, *before, location.pipelineFile, terminal);
    if (!after)
        return Failed;
    if (options.isSet(u"dry-run"_s)) {
        terminal.print(text::unifiedDiff(before->bytes(), after->bytes(), location.pipelineFile));
        return Success;
    }
    if (after->bytes() == before->bytes())
        return Success;
    const Result<> saved = saveAtomically(location.absoluteFile(), after->bytes(), contentHash(before->bytes()));
    if (!saved) {
        terminal.complain(describe(saved.error()));
        return Failed;
    }
    return Success;
}

} // namespace stagecraft::cli
