// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/lint/variable_advice.h"

#include "core/lint/fix_writer.h"
#include "core/lint/nearest.h"
#include "core/model/predefined_table.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace stagecraft::lint {

namespace {

using yaml::NodeId;
using yaml::NodeKind;

constexpr std::array<std::string_view, 2> Prefixes = {"CI_", "GITLAB_"};
constexpr std::size_t MostMistakes = 2;
constexpr std::size_t MostTold = 100;
constexpr std::size_t ShortestName = 8; ///< two letters of a shorter one make another name

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

struct Word {
    std::string_view name;
    std::size_t offset = 0;
    bool isUse = false;     ///< behind "$" or "${"
    bool isEscaped = false; ///< "$$NAME" or "\$NAME": perhaps the variable of another shell
};

/// Each word of the text that begins with one of GitLab's prefixes.
void forEachWord(std::string_view text, const std::function<void(const Word &)> &take)
{
    for (std::size_t at = 0; at < text.size();) {
        if (!isWordCharacter(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && isWordCharacter(text[end]))
            ++end;
        const std::string_view name = text.substr(at, end - at);
        if (std::ranges::any_of(Prefixes, [name](std::string_view prefix) { return name.starts_with(prefix); })) {
            const std::size_t dollar = at >= 2 && text[at - 1] == '{' ? at - 2 : at - 1;
            const bool isUse = at >= 1 && text[dollar] == '$';
            const bool isEscaped = isUse && dollar > 0 && (text[dollar - 1] == '$' || text[dollar - 1] == '\\');
            take({name, at, isUse, isEscaped});
        }
        at = end;
    }
}

/// The same but for digits: numbered names are other names, not misspelt ones.
bool differsInDigitsOnly(std::string_view a, std::string_view b)
{
    const auto letters = [](std::string_view text) {
        std::string result(text);
        std::erase_if(result, [](char c) { return c >= '0' && c <= '9'; });
        return result;
    };
    return letters(a) == letters(b);
}

class Advisor
{
    Q_DECLARE_TR_FUNCTIONS(stagecraft)

public:
    Advisor(const yaml::SyntaxTree &tree, const expand::EffectivePipeline &pipeline, const expand::Context &context,
            QString file)
        : m_tree(tree), m_pipeline(pipeline), m_context(context), m_writer(tree), m_file(std::move(file))
    {
    }

    text::Diagnostics run()
    {
        const QByteArray bytes = m_tree.buffer().bytes();
        const std::string_view text(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        std::vector<Word> suspects;
        forEachWord(text, [&](const Word &word) {
            if (!word.isUse)
                m_defined.emplace(word.name);
            else if (!word.isEscaped && word.name.size() >= ShortestName && !model::findPredefinedVariable(word.name))
                suspects.push_back(word);
        });
        if (suspects.empty())
            return {};
        for (const model::PredefinedVariable &variable : model::predefinedVariables())
            m_predefined.push_back(variable.name);
        addOutside();
        for (const Word &word : suspects) {
            if (m_advice.size() < MostTold && !m_defined.contains(std::string(word.name)))
                advise(word);
        }
        return std::move(m_advice);
    }

private:
    /// What is defined beside the main file, or may be.
    void addOutside()
    {
        for (const std::vector<expand::Variable> *list :
             {&m_context.variables, &m_context.pipelineVariables, &m_context.predefined}) {
            for (const expand::Variable &variable : *list)
                m_defined.insert(variable.key);
        }
        for (const expand::ProjectVariable &variable : m_context.projectVariables)
            m_defined.insert(variable.variable.key);
        std::unordered_set<const void *> seen;
        std::vector<const model::Value *> open = {&m_pipeline.merged};
        while (!open.empty()) {
            const model::Value &value = *open.back();
            open.pop_back();
            if ((value.isList() || value.isMap()) && !seen.insert(value.identity()).second)
                continue; // an alias: the same once more
            if (value.isString())
                forEachWord(value.toString(), [this](const Word &word) { addIfDefined(word); });
            for (const model::Value &item : value.isList() ? value.items() : NoItems)
                open.push_back(&item);
            for (const model::Value::Member &member : value.isMap() ? value.members() : NoMembers) {
                m_defined.insert(member.key);
                open.push_back(&member.value);
            }
        }
    }

    void addIfDefined(const Word &word)
    {
        if (!word.isUse)
            m_defined.emplace(word.name);
    }

    const std::optional<std::string> &meant(std::string_view name)
    {
        const auto [place, isNew] = m_meant.try_emplace(std::string(name));
        if (isNew) {
            std::optional<std::string> found = nearest(name, m_predefined, MostMistakes);
            if (found && !differsInDigitsOnly(*found, name))
                place->second = std::move(found);
        }
        return place->second;
    }

    bool isInValue(text::TextRange range) const
    {
        const NodeId node = m_tree.nodeAt(range.begin);
        return node != NodeId::None && m_tree.node(node).kind == NodeKind::Scalar
               && m_tree.node(node).value.begin <= range.begin && range.end <= m_tree.node(node).value.end;
    }

    void advise(const Word &word)
    {
        const std::optional<std::string> &better = meant(word.name);
        const auto begin = static_cast<qsizetype>(word.offset);
        const text::TextRange range{begin, begin + static_cast<qsizetype>(word.name.size())};
        if (!better || !isInValue(range)) // a comment, for example
            return;
        const QString name = QString::fromUtf8(word.name.data(), static_cast<qsizetype>(word.name.size()));
        const QString right = QString::fromStdString(*better);
        text::Diagnostic diagnostic;
        diagnostic.severity = text::Severity::Advice;
        diagnostic.id = QStringLiteral("variable-misspelt");
        diagnostic.message = tr("Nothing here defines $%1. GitLab defines $%2.").arg(name, right);
        diagnostic.file = m_file;
        diagnostic.range = range;
        diagnostic.position = m_tree.buffer().positionAt(range.begin);
        m_writer.rewrite(diagnostic.fixes, tr("Replace by $%1").arg(right), range, right.toUtf8());
        m_advice.push_back(std::move(diagnostic));
    }

    static inline const model::Value::List NoItems;
    static inline const model::Value::Map NoMembers;

    const yaml::SyntaxTree &m_tree;
    const expand::EffectivePipeline &m_pipeline;
    const expand::Context &m_context;
    FixWriter m_writer;
    QString m_file;
    std::vector<std::string> m_predefined;
    std::unordered_set<std::string> m_defined;
    std::unordered_map<std::string, std::optional<std::string>> m_meant;
    text::Diagnostics m_advice;
};

} // namespace

text::Diagnostics adviseOnVariables(const yaml::SyntaxTree &tree, const expand::EffectivePipeline &pipeline,
                                    const expand::Context &context, const QString &file)
{
    return Advisor(tree, pipeline, context, file).run();
}

} // namespace stagecraft::lint
