// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/assist/complete_values.h"

#include "core/assist/names.h"
#include "core/assist/name_places.h"
#include "core/assist/variable_book.h"
#include "core/edit/scalar_text.h"
#include "core/model/predefined_table.h"
#include "core/yaml/token.h"

#include <algorithm>
#include <set>

namespace stagecraft::assist {

using model::Keyword;
using model::KeywordScope;
using yaml::NodeId;
using yaml::NodeKind;

namespace {

constexpr qsizetype MostFiles = 2000;

class Values
{
public:
    Values(const text::TextBuffer &text, const Knowledge &known, const Sketch &sketch)
        : m_text(text), m_known(known), m_sketch(sketch), m_place(sketch.place)
    {
        noteNeighbours();
    }

    std::vector<CompletionItem> take()
    {
        if (m_sketch.tree.node(m_sketch.node).kind == NodeKind::Alias) {
            addAnchors();
            return std::move(m_items);
        }
        if (m_place.reference != NodeId::None) {
            addReference();
            return std::move(m_items);
        }
        switch (nameKindAt(m_place)) {
        case NameKind::Job: addJobs(m_place.isValueOf("extends")); break;
        case NameKind::Stage: addStages(); break;
        case NameKind::Variable: addVariables(); break;
        case NameKind::ConfigFile: addFiles(true); break;
        case NameKind::File: addFiles(false); break;
        case NameKind::ForeignFile: break; // nobody knows what is there
        case NameKind::None: break;
        }
        addFixedValues();
        return std::move(m_items);
    }

private:
    void noteNeighbours()
    {
        if (m_place.item < 0)
            return;
        for (const yaml::Entry &entry : m_sketch.tree.node(m_place.container).entries) {
            if (entry.value != m_sketch.node && entry.value != NodeId::None)
                m_taken.insert(m_sketch.tree.node(entry.value).scalar);
        }
    }

    void add(CompletionKind kind, std::string_view name, const QString &detail, const Help &help)
    {
        if (m_taken.contains(std::string(name)))
            return;
        QByteArray insertion = m_sketch.isQuoted ? QByteArray(name.data(), static_cast<qsizetype>(name.size()))
                                                 : edit::scalarText(name, yaml::ScalarStyle::Plain, m_sketch.isFlow, '"');
        if (m_sketch.lacksSpace)
            insertion.prepend(' ');
        m_items.push_back({kind, QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), insertion, insertion.size(), detail, help});
    }

    void addJobs(bool templatesFirst)
    {
        const bool wantsTemplates = templatesFirst;
        const std::vector<JobName> jobs = jobNames(m_known);
        for (const bool hidden : {true, false}) {
            if (hidden && !wantsTemplates)
                continue;
            for (const JobName &job : jobs) {
                if (job.hidden != hidden || job.name == m_place.entry)
                    continue;
                Help help{.title = QString::fromStdString(job.name)};
                if (!job.stage.isEmpty())
                    help.facts.push_back({FactKind::Stage, job.stage});
                add(hidden ? CompletionKind::Template : CompletionKind::Job, job.name, job.stage, help);
            }
        }
    }

    void addStages()
    {
        for (const std::string &stage : stageNames(m_known))
            add(CompletionKind::Stage, stage, {}, helpForStage(m_known, stage));
    }

    void addVariables()
    {
        const bool isExpression = !m_place.isValueOf("inherit:variables");
        const VariableBook book(m_known, isExpression ? m_place.entry : std::string());
        for (const VariableName &variable : book.names())
            add(CompletionKind::Variable, (isExpression ? "$" : "") + variable.name, variable.value, book.help(variable.name));
        for (const model::PredefinedVariable &variable : model::predefinedVariables()) {
            if (isExpression && variable.inRules)
                add(CompletionKind::Predefined, '$' + variable.name, book.predefinedValue(variable.name), book.help(variable.name));
        }
    }

    void addFiles(bool configFiles)
    {
        if (!m_known.files)
            return;
        const QByteArrayView written = m_text.slice(m_sketch.range);
        const bool slash = configFiles ? written.isEmpty() || written.startsWith('/') : written.startsWith('/');
        qsizetype count = 0;
        for (const QString &file : m_known.files()) {
            const bool isYaml = file.endsWith(QLatin1StringView(".yml"), Qt::CaseInsensitive)
                || file.endsWith(QLatin1StringView(".yaml"), Qt::CaseInsensitive);
            if ((configFiles && !isYaml) || file == m_known.effective.file || file.startsWith(QLatin1StringView(".git/")))
                continue;
            add(CompletionKind::File, ((slash ? QStringLiteral("/") : QString()) + file).toStdString(), {}, {.title = file});
            if (++count == MostFiles)
                break;
        }
    }

    void addAnchors()
    {
        std::vector<QByteArray> names;
        for (const yaml::Token &token : m_known.tree.tokens()) {
            if (token.range.begin >= m_sketch.range.begin)
                break;
            if (token.kind != yaml::TokenKind::Anchor)
                continue;
            const QByteArray name = m_known.tree.buffer().slice(token.range).sliced(1).toByteArray();
            std::erase(names, name);
            names.push_back(name);
        }
        for (const QByteArray &name : names)
            m_items.push_back({CompletionKind::Anchor, QString::fromUtf8(name), name, name.size(), {}, {.title = u'&' + QString::fromUtf8(name)}});
    }

    /// `!reference [job, key, …]`: what the items before this one lead to.
    void addReference()
    {
        m_taken.clear();
        const yaml::Node &list = m_sketch.tree.node(m_place.reference);
        if (m_place.item == 0) {
            addJobs(true);
            return;
        }
        NodeId at = rootNode(m_known);
        for (int i = 0; i < m_place.item; ++i) {
            const NodeId item = list.entries[static_cast<std::size_t>(i)].value;
            const yaml::Entry *entry = item == NodeId::None ? nullptr : m_known.tree.find(m_known.tree.resolved(at), m_sketch.tree.node(item).scalar);
            if (!entry)
                return;
            at = entry->value;
        }
        at = m_known.tree.resolved(at);
        if (at == NodeId::None || m_known.tree.node(at).kind != NodeKind::Mapping)
            return;
        for (const yaml::Entry &entry : m_known.tree.node(at).entries) {
            const std::string key = entry.key == NodeId::None ? std::string() : m_known.tree.node(entry.key).scalar;
            const Keyword *keyword = m_place.item == 1 ? model::findKeyword(KeywordScope::Job, key) : nullptr;
            if (!key.empty() && key != "<<")
                add(CompletionKind::Keyword, key, {}, keyword ? helpFor(*keyword) : Help{.title = QString::fromStdString(key)});
        }
    }

    void addFixedValues()
    {
        if (m_place.isValueOf("inherit:default")) {
            for (const Keyword &keyword : model::keywords()) {
                if (keyword.scope == KeywordScope::Default && keyword.name.find(':') == std::string::npos)
                    add(CompletionKind::Keyword, keyword.name, {}, helpFor(keyword));
            }
        }
        const Keyword *keyword = keywordOf(m_place);
        if (!keyword)
            return;
        const bool isItem = m_place.item >= 0;
        const bool takesWord = keyword->types.contains(QLatin1StringView("string")) || keyword->types.contains(QLatin1StringView("integer"));
        if (takesWord || isItem) {
            for (const QString &value : keyword->values) {
                const QString detail = value == keyword->defaultValue ? QStringLiteral("default") : QString();
                addWord(value, detail, *keyword);
            }
        }
        if (!isItem && keyword->types.contains(QLatin1StringView("boolean"))) {
            for (const QString &value : {QStringLiteral("true"), QStringLiteral("false")})
                addWord(value, value == keyword->defaultValue ? QStringLiteral("default") : QString(), *keyword);
        }
    }

    /// As it is: `true` and `1` are meant without quotes.
    void addWord(const QString &value, const QString &detail, const Keyword &keyword)
    {
        if (m_taken.contains(value.toStdString()))
            return;
        const QByteArray insertion = (m_sketch.lacksSpace ? QByteArray(" ") : QByteArray()) + value.toUtf8();
        m_items.push_back({CompletionKind::Value, value, insertion, insertion.size(), detail, helpForValue(keyword, value)});
    }

    const text::TextBuffer &m_text;
    const Knowledge &m_known;
    const Sketch &m_sketch;
    const model::KeywordPlace &m_place;
    std::set<std::string> m_taken;
    std::vector<CompletionItem> m_items;
};

} // namespace

std::vector<CompletionItem> valueItems(const text::TextBuffer &text, const Knowledge &known, const Sketch &sketch)
{
    return Values(text, known, sketch).take();
}

} // namespace stagecraft::assist
