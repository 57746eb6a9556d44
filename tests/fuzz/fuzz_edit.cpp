// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Any recipe on any bytes: refused, or a patch that fits, can be undone, leaves a text that is read as well as before,
// and does what the recipe says.
#include "core/edit/recipe.h"
#include "core/model/source_pipeline.h"
#include "tests/fuzz/require.h"

#include <QJsonArray>
#include <QJsonObject>

#include <fuzzer/FuzzedDataProvider.h>

using namespace stagecraft;
using fuzz::require;

namespace {

/// Words that are likely to be in a text, and some that are hard to write in YAML.
class Words
{
public:
    Words(FuzzedDataProvider &choices, const model::SourcePipeline &source) : m_choices(choices)
    {
        for (const model::SourceJob &job : source.jobs)
            m_names.push_back(job.name);
        m_names.insert(m_names.end(), source.stages.begin(), source.stages.end());
    }

    std::string next()
    {
        static constexpr const char *Hard[] = {"x", "a: b", "#",  "",       " ",       "3.10", "yes",  "- a",  "\n",
                                               "'", "\"",   "é",  "*a",     "&a",      "!r",   "{",    "[a]",  "@",
                                               "%", "null", ".t", "stages", "default", "<<",   "a\tb", "\xff", "\x01"};
        const auto index = m_choices.ConsumeIntegral<std::uint8_t>();
        if (!m_names.empty() && index % 4 != 0)
            return m_names[index % m_names.size()];
        return Hard[index % std::size(Hard)];
    }
    std::optional<std::string> maybe() { return m_choices.ConsumeBool() ? std::optional(next()) : std::nullopt; }

    QJsonValue value(int depth = 0)
    {
        switch (m_choices.ConsumeIntegralInRange(0, depth < 3 ? 5 : 3)) {
        case 0: return QJsonValue();
        case 1: return m_choices.ConsumeBool();
        case 2: return m_choices.ConsumeIntegral<int>();
        case 3: return QString::fromStdString(next());
        case 4: return QJsonArray{value(depth + 1), value(depth + 1)};
        default: return QJsonObject{{QString::fromStdString(next()), value(depth + 1)}};
        }
    }
    yaml::NodePath path()
    {
        static constexpr const char *Keys[] = {"script", "needs", "variables", "image",
                                               "rules",  "name",  "services",  "tags"};
        yaml::NodePath path{next()};
        for (int steps = m_choices.ConsumeIntegralInRange(0, 3); steps > 0; --steps) {
            if (m_choices.ConsumeBool())
                path.emplace_back(m_choices.ConsumeIntegralInRange(0, 2));
            else
                path.emplace_back(std::string(Keys[m_choices.ConsumeIntegral<std::uint8_t>() % std::size(Keys)]));
        }
        return path;
    }

private:
    FuzzedDataProvider &m_choices;
    std::vector<std::string> m_names;
};

edit::Recipe recipeFrom(FuzzedDataProvider &choices, Words &words)
{
    switch (choices.ConsumeIntegralInRange(0, 12)) {
    case 0: return edit::AddJob{words.next(), words.next(), {words.next(), words.next()}, words.maybe()};
    case 1: return edit::RenameJob{words.next(), words.next()};
    case 2: return edit::DuplicateJob{words.next(), words.next()};
    case 3: return edit::MoveJob{words.next(), words.maybe(), words.maybe()};
    case 4: return edit::DeleteJob{words.next(), choices.ConsumeBool()};
    case 5: return edit::AddStage{words.next(), words.maybe()};
    case 6: return edit::RenameStage{words.next(), words.next()};
    case 7: return edit::MoveStage{words.next(), words.maybe()};
    case 8: return edit::DeleteStage{words.next()};
    case 9: return edit::AddNeed{words.next(), words.next()};
    case 10: return edit::RemoveNeed{words.next(), words.next()};
    case 11: return edit::SetField{words.path(), words.value()};
    default: return edit::ClearField{words.path()};
    }
}

void requireEffect(const edit::Recipe &recipe, const model::SourcePipeline &after)
{
    if (const auto *add = std::get_if<edit::AddJob>(&recipe))
        require(after.job(add->name), "the added job is there");
    else if (const auto *rename = std::get_if<edit::RenameJob>(&recipe))
        require(after.job(rename->to) && (rename->job == rename->to || !after.job(rename->job)),
                "the job has its new name");
    else if (const auto *copy = std::get_if<edit::DuplicateJob>(&recipe))
        require(after.job(copy->to) && after.job(copy->job), "both jobs are there");
    else if (const auto *gone = std::get_if<edit::DeleteJob>(&recipe))
        require(!after.job(gone->job), "the deleted job is gone");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzedDataProvider choices(data, size);
    // Numbers are taken from the back of the data, so a YAML file is a useful input as it is.
    const std::uint8_t seed[] = {choices.ConsumeIntegral<std::uint8_t>()};
    const std::size_t textSize = choices.remaining_bytes()
                                 - std::min<std::size_t>(choices.remaining_bytes(), 40 + seed[0] % 40);
    const QByteArray bytes = QByteArray::fromStdString(choices.ConsumeBytesAsString(textSize));
    const text::TextBuffer before(bytes);
    const yaml::SyntaxTree tree = yaml::parse(before);
    Words words(choices, model::projectSource(tree));
    const edit::Recipe recipe = recipeFrom(choices, words);
    const auto patch = edit::recipeToPatch(tree, recipe);
    if (!patch) {
        require(!edit::describe(patch.error()).isEmpty(), "a refusal has a reason");
        return 0;
    }
    require(patch->isValidFor(bytes.size()), "the patch fits");
    const QByteArray after = patch->appliedTo(bytes);
    require(patch->inverse(bytes).appliedTo(after) == bytes, "the patch can be undone");
    const yaml::SyntaxTree edited = yaml::parse(before.patched(*patch));
    require(edited.isTrusted() || patch->isEmpty(), "the edited text is read without errors");
    requireEffect(recipe, model::projectSource(edited));
    return 0;
}
