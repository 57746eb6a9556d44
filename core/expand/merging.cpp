// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/merging.h"

#include <unordered_map>

namespace stagecraft::expand {

Value deepMerge(const Value &base, const Value &over)
{
    if (!base.isMap() || !over.isMap())
        return over;
    if (base.members().empty())
        return over;
    if (over.members().empty())
        return base;
    Value::Map members = base.members();
    std::unordered_map<std::string_view, std::size_t> places;
    const bool large = members.size() + over.members().size() > 24;
    if (large) {
        for (std::size_t i = 0; i < base.members().size(); ++i)
            places.emplace(base.members()[i].key, i);
    }
    const std::size_t known = members.size();
    for (const Value::Member &member : over.members()) {
        std::size_t place = known;
        if (large) {
            if (const auto found = places.find(member.key); found != places.end())
                place = found->second;
        } else {
            for (place = 0; place < known && members[place].key != member.key; ++place) {}
        }
        if (place < known && members[place].hasTextKey() == member.hasTextKey()) {
            members[place].value = deepMerge(members[place].value, member.value);
            members[place].keyOrigin = member.keyOrigin;
        } else {
            members.push_back(member);
        }
    }
    return Value::map(std::move(members), over.origin());
}

namespace {

class ExtendsResolver
{
public:
    explicit ExtendsResolver(const Value &root) : m_root(root), m_members(root.members()), m_done(m_members.size())
    {
        for (std::size_t i = 0; i < m_members.size(); ++i) {
            if (m_members[i].hasTextKey())
                m_places.emplace(root.members()[i].key, i);
        }
    }

    MergeOutcome run()
    {
        bool changed = false;
        for (std::size_t i = 0; i < m_members.size(); ++i) {
            if (!m_members[i].value.find("extends"))
                continue;
            changed = true;
            extend(i, 0);
        }
        if (!changed)
            return {m_root, {}};
        return {Value::map(std::move(m_members), m_root.origin()), std::move(m_error)};
    }

private:
    static constexpr std::size_t MaximalNesting = 10;
    enum class State : std::uint8_t { New, Running, Done };

    /// The first error is GitLab's; what can be merged all the same is for the picture.
    void fail(std::size_t place, std::string text)
    {
        if (m_error)
            return;
        const Value *extends = m_root.members()[place].value.find("extends");
        m_error = Problem{"extends", m_members[place].key + ": " + std::move(text),
                          extends ? extends->origin() : m_members[place].keyOrigin};
    }

    /// Ruby's Array(extends): what it names.
    static Value::List namesOf(const Value &extends)
    {
        if (extends.isList())
            return extends.items();
        Value::List names;
        if (extends.isMap()) {
            for (const Value::Member &member : extends.members())
                names.push_back(Value::list({Value::symbol(member.key), member.value}));
        } else if (!extends.isNull()) {
            names.push_back(extends);
        }
        return names;
    }

    static std::string nameText(const Value &name)
    {
        return name.isReference() ? "#<Gitlab::Ci::Config::Yaml::Tags::Reference:0x0000000000000000>" : name.text();
    }

    void extend(std::size_t place, std::size_t depth)
    {
        // Own copies: the list of members is written to on the way.
        const Value value = m_members[place].value;
        const Value *extends = value.find("extends");
        if (!extends || m_done[place] == State::Done)
            return;
        const Value::List names = namesOf(*extends);
        std::string unknown;
        std::string invalid;
        bool hasUnknown = false;
        std::vector<std::size_t> bases;
        for (const Value &name : names) {
            const std::string text = nameText(name);
            const auto found = m_places.find(text);
            if (found == m_places.end() || name.isNull()) {
                unknown += (hasUnknown ? ", " : "") + text;
                hasUnknown = true;
            } else if (!m_members[found->second].value.isMap()) {
                invalid += (invalid.empty() ? "" : ", ") + text;
            } else {
                bases.push_back(found->second);
            }
        }
        if (hasUnknown)
            fail(place, "unknown keys in `extends` (" + unknown + ")");
        else if (!invalid.empty())
            fail(place, "invalid base hashes in `extends` (" + invalid + ")");
        if (depth > MaximalNesting)
            return fail(place, "nesting too deep in `extends`");
        if (m_done[place] == State::Running)
            return fail(place, "circular dependency detected in `extends`");
        m_done[place] = State::Running;
        Value merged = Value::map({});
        for (const std::size_t base : bases) {
            extend(base, depth + 1);
            merged = deepMerge(merged, m_members[base].value);
        }
        m_members[place].value = deepMerge(merged, value);
        m_done[place] = State::Done;
    }

    const Value &m_root;
    Value::Map m_members;
    std::unordered_map<std::string_view, std::size_t> m_places; ///< views into m_root
    std::vector<State> m_done;
    std::optional<Problem> m_error;
};

class ReferenceResolver
{
public:
    explicit ReferenceResolver(const Value &root) : m_root(root) {}

    MergeOutcome run()
    {
        Value result = resolve(m_root);
        if (m_error)
            return {m_root, std::move(m_error)};
        return {std::move(result), {}, std::move(m_links)};
    }

private:
    static constexpr std::uint64_t MaximalNodes = 2'000'000; // references can multiply what they name
    static constexpr std::size_t MaximalChain = 500; // GitLab has no such limit but Ruby's stack, and we have ours

    Value fail(const Value &reference, std::string_view text)
    {
        if (!m_error)
            m_error = Problem{"reference", reference.inspect() + " " + std::string(text), reference.origin()};
        return {};
    }

    Value resolve(const Value &value)
    {
        if (m_error || !value.containsReference())
            return value;
        if (value.isReference())
            return resolveReference(value);
        // A part that anchors share is resolved once.
        const auto known = m_resolved.find(value.identity());
        if (known != m_resolved.end())
            return known->second;
        Value result;
        if (value.isList()) {
            Value::List items;
            items.reserve(value.items().size());
            for (const Value &item : value.items())
                items.push_back(resolve(item));
            result = Value::list(std::move(items), value.origin());
        } else {
            Value::Map members = value.members();
            for (Value::Member &member : members)
                member.value = resolve(member.value);
            result = Value::map(std::move(members), value.origin());
        }
        if (result.nodeCount() > MaximalNodes)
            fail(value, "makes the configuration too big");
        if (!m_error)
            m_resolved.emplace(value.identity(), result);
        return result;
    }

    Value resolveReference(const Value &reference)
    {
        const Value path = reference.referenceArgument();
        bool valid = path.isList() && !path.items().empty();
        for (const Value &part : path.items())
            valid = valid && part.isString();
        if (!valid)
            return fail(reference, "is not valid");
        for (const void *running : m_running) {
            if (running == reference.identity())
                return fail(reference, "is part of a circular chain");
        }
        const auto known = m_resolved.find(reference.identity());
        if (known != m_resolved.end())
            return known->second;
        if (m_running.size() >= MaximalChain)
            return fail(reference, "is the end of a chain of too many references");
        const Value *target = &m_root;
        for (const Value &part : path.items()) {
            target = target->find(part.toString());
            if (!target)
                break;
        }
        if (!target || target->isNull() || (target->isBool() && !target->toBool()))
            return fail(reference, "could not be found");
        m_links.push_back({reference.origin(), target->origin(), Via::Reference, nameOf(path)});
        m_running.push_back(reference.identity());
        Value result = resolve(*target);
        m_running.pop_back();
        if (!m_error)
            m_resolved.emplace(reference.identity(), result);
        return result;
    }

    static std::string nameOf(const Value &path)
    {
        std::string name;
        for (const Value &part : path.items())
            name += (name.empty() ? "" : ", ") + part.toString();
        return name;
    }

    const Value &m_root;
    std::vector<Link> m_links;
    std::vector<const void *> m_running;
    std::unordered_map<const void *, Value> m_resolved;
    std::optional<Problem> m_error;
};

} // namespace

MergeOutcome resolveExtends(const Value &root)
{
    return ExtendsResolver(root).run();
}

MergeOutcome resolveReferences(const Value &root)
{
    if (!root.containsReference())
        return {root, {}};
    return ReferenceResolver(root).run();
}

} // namespace stagecraft::expand
