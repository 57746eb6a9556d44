// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/provenance.h"

#include "core/expand/provenance_recorder.h"

namespace stagecraft::expand {

namespace {

class Recorder
{
public:
    Recorder(EffectiveJob &job, const CheckedJob &source, const SourceFiles &files, const Links &links)
        : m_job(job), m_source(source), m_files(files), m_links(links)
    {
    }

    void run()
    {
        const Way own{.via = Via::Own, .from = {}, .around = {m_source.nameOrigin.file, m_source.ownRange}};
        for (const Value::Member &member : m_source.config.members()) {
            const Way way = wayOf(placeOf(member, own), own);
            record(member.key, way, member.value.origin() == Origin() ? member.keyOrigin : member.value.origin());
            visitBelow(member.key, member.value, way);
        }
        for (const std::string &keyword : m_source.inherited) {
            const Value value = m_source.value(keyword);
            const Way way{.via = Via::Default, .from = {}, .around = value.origin()};
            record(keyword, way, value.origin());
            visitBelow(keyword, value, way);
        }
    }

private:
    /// How a value came into the job, and the text in which its parts are expected.
    struct Way {
        Via via = Via::Own;
        std::string from;
        Origin around;
        bool operator==(const Way &) const = default;
    };

    /// A key that is written elsewhere brings its value along; else the value alone may be.
    static Origin placeOf(const Value::Member &member, const Way &outer)
    {
        const bool keyIsHere = member.keyOrigin == Origin() || contains(outer.around, member.keyOrigin);
        return keyIsHere ? member.value.origin() : member.keyOrigin;
    }

    Way wayOf(const Origin &place, const Way &outer) const
    {
        if (place.range.isEmpty() || contains(outer.around, place))
            return outer;
        if (const Link *link = m_links.find(outer.around, place))
            return {link->via, link->name, link->target};
        const Links::RootKey *root = m_links.rootKeyAt(place);
        if (root && root->name != m_source.name && !m_job.extends.empty())
            return {Via::Extends, std::string(root->name), root->value};
        if (place.file != m_source.nameOrigin.file)
            return {Via::Include, pathOf(place).toStdString(), {place.file, {0, fileSize(place)}}};
        return m_job.extends.empty() ? outer : Way{Via::Extends, m_job.extends.back(), place};
    }

    void visitBelow(const std::string &path, const Value &value, const Way &way)
    {
        for (const Value::Member &member : value.members())
            visit(path, member.key, member.value, placeOf(member, way), way);
        if (!value.isList())
            return;
        for (std::size_t i = 0; i < value.items().size(); ++i)
            visit(path, {}, value.items()[i], value.items()[i].origin(), way, i);
    }

    void visit(const std::string &path, const std::string &key, const Value &value, const Origin &place,
               const Way &outer, std::size_t index = 0)
    {
        const bool isCollection = value.isMap() || value.isList();
        if (!isCollection && (place.range.isEmpty() || contains(outer.around, place)))
            return; // the common case: a scalar beside its key
        const Way way = wayOf(place, outer);
        const std::string inner = path + ':' + (key.empty() ? std::to_string(index) : key);
        if (way != outer)
            record(inner, way, value.origin() == Origin() ? place : value.origin());
        visitBelow(inner, value, way);
    }

    void record(const std::string &path, const Way &way, const Origin &origin)
    {
        Provenance place;
        place.via = way.via;
        place.from = way.from;
        place.file = pathOf(origin);
        place.range = origin.range;
        m_job.provenance.insert_or_assign(path, std::move(place));
    }

    QString pathOf(const Origin &origin) const
    {
        return origin.file < m_files.size() ? m_files.at(origin.file).path : QString();
    }
    qsizetype fileSize(const Origin &origin) const
    {
        return origin.file < m_files.size() ? m_files.at(origin.file).buffer.size() : 0;
    }

    EffectiveJob &m_job;
    const CheckedJob &m_source;
    const SourceFiles &m_files;
    const Links &m_links;
};

const Value *below(const Value *value, const yaml::PathStep &step)
{
    if (!value)
        return nullptr;
    if (const auto *key = std::get_if<std::string>(&step))
        return value->find(*key);
    const auto index = static_cast<std::size_t>(std::get<int>(step));
    return value->isList() && index < value->items().size() ? &value->items()[index] : nullptr;
}

} // namespace

void recordProvenance(EffectiveJob &job, const CheckedJob &source, const SourceFiles &files, const Links &links)
{
    Recorder(job, source, files, links).run();
}

std::optional<Provenance> provenanceAt(const EffectivePipeline &pipeline, const EffectiveJob &job,
                                       const yaml::NodePath &path)
{
    if (path.empty() || !std::holds_alternative<std::string>(path.front()))
        return {};
    std::string name = std::get<std::string>(path.front());
    const auto keyword = job.provenance.find(name);
    if (keyword == job.provenance.end())
        return {};
    Provenance result = keyword->second;
    const Value *value = job.config.find(name);
    if (result.via == Via::Default) {
        const Value *defaults = pipeline.merged.find("default");
        value = defaults && defaults->find(name) ? defaults->find(name) : pipeline.merged.find(name);
    }
    for (auto step = path.begin() + 1; step != path.end(); ++step) {
        value = below(value, *step);
        if (!value)
            return {};
        const auto *key = std::get_if<std::string>(&*step);
        name += ':' + (key ? *key : std::to_string(std::get<int>(*step)));
        if (const auto place = job.provenance.find(name); place != job.provenance.end())
            result = place->second;
        else if (!value->origin().range.isEmpty())
            result.range = value->origin().range;
    }
    return result;
}

std::string toText(const Provenance &provenance)
{
    static constexpr const char *Words[] = {"own",    "extends",   "default", "include",
                                            "anchor", "reference", "global",  "built-in"};
    const std::string word = Words[static_cast<std::size_t>(provenance.via)];
    return provenance.from.empty() ? word : word + ' ' + provenance.from;
}

} // namespace stagecraft::expand
