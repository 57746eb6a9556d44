// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The limits are the defaults of a GitLab instance; reference/gitlab-ci-language.md §0.3.
#include "core/lint/limit_advice.h"

#include "core/lint/parsed_size.h"

#include <QCoreApplication>
#include <QLocale>

#include <unordered_set>

namespace stagecraft::lint {

namespace {

using expand::EffectiveJob;
using model::Value;

constexpr std::uint64_t MaximalSize = 2 * 1024 * 1024; // of the file, and of what is parsed from it
constexpr std::uint64_t MaximalDepth = 100;
constexpr std::uint64_t MaximalIncludes = 150;
constexpr std::uint64_t MaximalNeeds = 50;
constexpr std::uint64_t MaximalInstances = 200;
constexpr std::uint64_t MaximalTags = 49;
constexpr std::uint64_t MaximalPaths = 50;
constexpr std::uint64_t MaximalName = 255;

bool isNear(std::uint64_t count, std::uint64_t limit)
{
    return count * 5 >= limit * 4;
}

class LimitAdvisor
{
    Q_DECLARE_TR_FUNCTIONS(stagecraft)

public:
    LimitAdvisor(const yaml::SyntaxTree &tree, const expand::EffectivePipeline &pipeline, const QString &file)
        : m_tree(tree), m_pipeline(pipeline), m_file(file)
    {
    }

    text::Diagnostics run()
    {
        adviseOnFile();
        adviseOnIncludes();
        std::unordered_set<std::string_view> seen; // the instances of a parallel job say the same
        for (const EffectiveJob &job : m_pipeline.jobs) {
            if (seen.insert(job.sourceName).second)
                adviseOn(job);
        }
        return std::move(m_advice);
    }

private:
    void add(const char *id, const QString &message, const QString &file, text::TextRange range)
    {
        text::Diagnostic diagnostic;
        diagnostic.severity = text::Severity::Advice;
        diagnostic.id = QLatin1String(id);
        diagnostic.message = message;
        diagnostic.file = file;
        diagnostic.range = range;
        m_advice.push_back(std::move(diagnostic));
    }

    void add(const char *id, const QString &message, const EffectiveJob &job, std::string_view keyword)
    {
        const auto place = job.provenance.find(keyword);
        if (place == job.provenance.end() || place->second.range.isEmpty())
            add(id, message, job.file, job.nameRange);
        else
            add(id, message, place->second.file, place->second.range);
    }

    static QString megabytes(std::uint64_t bytes)
    {
        return QLocale().toString(static_cast<double>(bytes) / (1024 * 1024), 'f', 1);
    }

    text::TextRange firstKey() const
    {
        if (m_tree.documents().empty())
            return {};
        const yaml::Node &root = m_tree.node(m_tree.documents().back());
        const bool hasKey = !root.entries.empty() && root.entries.front().key != yaml::NodeId::None;
        return hasKey ? m_tree.node(root.entries.front().key).value
                      : text::TextRange{root.value.begin, root.value.begin};
    }

    void adviseOnFile()
    {
        if (m_tree.documents().empty())
            return;
        const auto size = static_cast<std::uint64_t>(m_tree.buffer().size());
        if (isNear(size, MaximalSize)) {
            add("limit-file-size",
                tr("The file has %1 MB of the %2 MB that GitLab reads. Move jobs to other files with include.")
                    .arg(megabytes(size), megabytes(MaximalSize)),
                m_file, firstKey());
        }
        const ParsedSize parsed = parsedSize(m_tree);
        if (isNear(parsed.bytes, MaximalSize)) {
            add("limit-parsed-size",
                tr("Once GitLab has parsed this file, it takes about %1 MB there, of the %2 MB that most instances allow. "
                   "Move jobs to other files with include; use extends instead of aliases.")
                    .arg(megabytes(parsed.bytes), megabytes(MaximalSize)),
                m_file, firstKey());
        }
        if (isNear(static_cast<std::uint64_t>(parsed.depth), MaximalDepth)) {
            add("limit-depth",
                tr("Maps and lists are nested %1 deep here; GitLab reads %2. Take a part out with !reference.")
                    .arg(parsed.depth)
                    .arg(MaximalDepth),
                m_file, m_tree.node(parsed.deepest).value);
        }
    }

    void adviseOnIncludes()
    {
        const std::size_t count = m_pipeline.includes.size();
        if (!isNear(count, MaximalIncludes))
            return;
        const yaml::NodeId include = m_tree.at({std::string("include")},
                                               m_tree.documents().empty() ? 0 : m_tree.documents().size() - 1);
        add("limit-includes",
            tr("With those in included files there are %1 includes of the %2 that GitLab takes, each counted as often as it "
               "is written. Put small files together.")
                .arg(count)
                .arg(MaximalIncludes),
            m_file, include == yaml::NodeId::None ? firstKey() : m_tree.node(include).value);
    }

    void adviseOn(const EffectiveJob &job)
    {
        const QString name = QString::fromStdString(job.sourceName);
        if (job.needs && isNear(job.needs->size(), MaximalNeeds) && job.needs->size() <= MaximalNeeds) {
            add("limit-needs",
                tr("%1 needs %2 of the %3 jobs that GitLab allows. Wait for a stage, or for one job that collects the others.")
                    .arg(name)
                    .arg(job.needs->size())
                    .arg(MaximalNeeds),
                job, "needs");
        }
        const auto instances = static_cast<std::uint64_t>(job.parallelTotal.value_or(0));
        if (isNear(instances, MaximalInstances)) {
            add("limit-parallel",
                tr("%1 becomes %2 of the %3 jobs that GitLab allows for one. Split it into two.")
                    .arg(name)
                    .arg(instances)
                    .arg(MaximalInstances),
                job, "parallel");
        }
        if (isNear(job.tags.size(), MaximalTags)) {
            add("limit-tags",
                tr("%1 has %2 of the %3 tags that GitLab allows. A runner has to have all of them.")
                    .arg(name)
                    .arg(job.tags.size())
                    .arg(MaximalTags),
                job, "tags");
        }
        if (isNear(job.name.size(), MaximalName)) {
            add("limit-name",
                tr("The name of %1 has %2 of the %3 characters that GitLab allows, with what parallel adds to it. Shorten it.")
                    .arg(name.left(40))
                    .arg(QString::fromStdString(job.name).size())
                    .arg(MaximalName),
                job.file, job.nameRange);
        }
        adviseOnPaths(job, name);
    }

    void adviseOnPaths(const EffectiveJob &job, const QString &name)
    {
        const Value *rules = job.attributes.find("rules");
        if (!rules)
            return;
        for (const Value &rule : rules->items()) {
            for (const std::string_view key : {"changes", "exists"}) {
                const Value *clause = rule.find(key);
                const Value *paths = clause ? clause->find("paths") : nullptr;
                if (!paths || !isNear(paths->items().size(), MaximalPaths))
                    continue;
                add("limit-paths",
                    tr("A rule of %1 names %2 of the %3 paths that GitLab allows. Patterns such as src/**/* stand for many.")
                        .arg(name)
                        .arg(paths->items().size())
                        .arg(MaximalPaths),
                    job, "rules");
                return;
            }
        }
    }

    const yaml::SyntaxTree &m_tree;
    const expand::EffectivePipeline &m_pipeline;
    const QString &m_file;
    text::Diagnostics m_advice;
};

} // namespace

text::Diagnostics adviseOnLimits(const yaml::SyntaxTree &tree, const expand::EffectivePipeline &pipeline,
                                 const QString &file)
{
    return LimitAdvisor(tree, pipeline, file).run();
}

} // namespace stagecraft::lint
