// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/model/value_builder.h"

#include "core/yaml/scalar_resolver.h"

#include <optional>
#include <unordered_map>

namespace stagecraft::model {

namespace {

using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;

constexpr std::string_view ReferenceTag = "!reference";
constexpr std::string_view MergeKey = "<<";

class Builder
{
public:
    Builder(const yaml::SyntaxTree &tree, std::uint32_t file) : m_tree(tree), m_file(file) {}

    BuiltValue build(NodeId root)
    {
        m_result.value = root == NodeId::None ? Value() : value(root);
        return std::move(m_result);
    }

private:
    Origin origin(const Node &node) const { return {m_file, node.value}; }

    std::string tagOf(const Node &node) const
    {
        if (node.tag.isEmpty())
            return {};
        const QByteArrayView text = m_tree.buffer().slice(node.tag);
        std::string tag(text.data(), static_cast<std::size_t>(text.size()));
        if (tag.starts_with("!<") && tag.ends_with('>'))
            tag = tag.substr(2, tag.size() - 3);
        constexpr std::string_view Standard = "tag:yaml.org,2002:";
        return tag.starts_with(Standard) ? "!!" + tag.substr(Standard.size()) : tag;
    }

    Value fail(std::string message, Origin origin)
    {
        if (!m_result.error)
            m_result.error = ValueError{std::move(message), origin};
        return Value::null(origin);
    }

    Value forbidden(std::string_view className, Origin origin)
    {
        return fail("Tried to load unspecified class: " + std::string(className), origin);
    }

    Value value(NodeId id)
    {
        const Node &node = m_tree.node(id);
        if (node.kind == NodeKind::Alias)
            return alias(id, node);
        Value result = tagged(id, node);
        if (!node.anchor.isEmpty())
            m_anchored.insert_or_assign(static_cast<std::uint32_t>(id), result);
        return result;
    }

    Value alias(NodeId id, const Node &node)
    {
        const NodeId target = m_tree.resolved(id);
        const auto found = m_anchored.find(static_cast<std::uint32_t>(target));
        const QByteArrayView written = m_tree.buffer().slice(node.anchor);
        std::string name(written.data(), static_cast<std::size_t>(written.size()));
        // GitLab's loader does not remember the anchor of a !reference.
        if (target == NodeId::None || found == m_anchored.end() || tagOf(m_tree.node(target)) == ReferenceTag)
            return fail("An alias referenced an unknown anchor: " + name, origin(node));
        m_result.aliases.push_back({origin(node), origin(m_tree.node(target)), std::move(name)});
        return found->second;
    }

    Value tagged(NodeId id, const Node &node)
    {
        const std::string tag = tagOf(node);
        if (tag == ReferenceTag) {
            const bool scalar = node.kind == NodeKind::Scalar;
            return Value::referenceTo(scalar ? Value::string(node.scalar, origin(node)) : content(id, node),
                                      origin(node));
        }
        if (tag.empty() || node.kind == NodeKind::Scalar)
            return content(id, node);
        if (tag == "!!set")
            return forbidden("Psych::Set", origin(node));
        constexpr std::string_view Ruby = "!ruby/";
        if (tag.starts_with(Ruby))
            return rubyTag(std::string_view(tag).substr(Ruby.size()), id, node);
        return content(id, node);
    }

    /// Of a map or list; what scalars may be is decided where they are typed.
    Value rubyTag(std::string_view kind, NodeId id, const Node &node)
    {
        const std::size_t colon = kind.find(':');
        if (colon != std::string_view::npos)
            return forbidden(kind.substr(colon + 1), origin(node));
        if (kind == "range")
            return forbidden("Range", origin(node));
        return content(id, node);
    }

    Value content(NodeId id, const Node &node)
    {
        switch (node.kind) {
        case NodeKind::Scalar: return scalar(id, node);
        case NodeKind::Sequence: {
            Value::List items;
            items.reserve(node.entries.size());
            for (const yaml::Entry &entry : node.entries)
                items.push_back(valueOf(entry));
            return Value::list(std::move(items), origin(node));
        }
        case NodeKind::Mapping: return mapping(node);
        case NodeKind::Alias: break;
        }
        return {};
    }

    Value scalar(NodeId id, const Node &node)
    {
        yaml::ScalarValue scalar = yaml::resolveScalar(m_tree, id);
        switch (scalar.type) {
        case yaml::ScalarType::Null: return Value::null(origin(node));
        case yaml::ScalarType::Bool: return Value::boolean(scalar.boolean, origin(node));
        case yaml::ScalarType::Integer:
            if (scalar.text != std::to_string(scalar.integer))
                return Value::bigInteger(std::move(scalar.text), origin(node));
            return Value::integer(scalar.integer, origin(node));
        case yaml::ScalarType::Float: return Value::number(scalar.number, origin(node));
        case yaml::ScalarType::String: return Value::string(std::move(scalar.text), origin(node));
        case yaml::ScalarType::Symbol: return Value::symbol(std::move(scalar.text), origin(node));
        case yaml::ScalarType::Disallowed: break;
        }
        return forbidden(scalar.text, origin(node));
    }

    /// The members of a mapping while it is read: in order, found by key.
    struct Members {
        Value::Map list;
        std::unordered_map<std::string, std::size_t> places;

        static std::string nameOf(const Value::Member &member)
        {
            // Symbols and texts become the same key later; other kinds stay apart.
            const ValueKind kind = member.keyKind == ValueKind::Symbol ? ValueKind::String : member.keyKind;
            return static_cast<char>('a' + static_cast<int>(kind)) + member.key;
        }

        /// False when the key was there: the later value wins, the earlier place stays.
        bool set(Value::Member member)
        {
            constexpr std::size_t Small = 8;
            if (list.size() == Small && places.empty()) {
                for (std::size_t i = 0; i < list.size(); ++i)
                    places.emplace(nameOf(list[i]), i);
            }
            std::size_t place = list.size();
            if (list.size() < Small) {
                for (place = 0; place < list.size(); ++place) {
                    if (list[place].key == member.key && list[place].hasTextKey() == member.hasTextKey()
                        && (member.hasTextKey() || list[place].keyKind == member.keyKind))
                        break;
                }
            } else if (const auto [found, added] = places.emplace(nameOf(member), list.size()); !added) {
                place = found->second;
            }
            if (place == list.size()) {
                list.push_back(std::move(member));
                return true;
            }
            list[place].value = std::move(member.value);
            list[place].keyOrigin = member.keyOrigin;
            return false;
        }
    };

    static std::string keyText(const Value &key)
    {
        return key.isReference() ? "#<Gitlab::Ci::Config::Yaml::Tags::Reference:0x0000000000000000>" : key.text();
    }

    void addMember(Members &members, const yaml::Entry &entry, ValueKind kind, std::string name, Value content)
    {
        Value::Member member;
        member.keyOrigin = origin(m_tree.node(entry.key));
        member.keyKind = kind;
        member.key = name;
        member.value = std::move(content);
        const Origin place = member.keyOrigin;
        if (!members.set(std::move(member)))
            m_result.duplicates.push_back({std::move(name), place});
    }

    static bool mergeInto(Members &members, const Value &source)
    {
        if (!source.isMap())
            return false;
        for (const Value::Member &member : source.members())
            members.set(member);
        return true;
    }

    /// "<<" with one map or a list of maps, of which the earlier ones win.
    static bool merge(Members &members, const Value &source)
    {
        if (source.isMap())
            return mergeInto(members, source);
        if (!source.isList())
            return false;
        Members together;
        for (auto item = source.items().rbegin(); item != source.items().rend(); ++item) {
            if (!mergeInto(together, *item))
                return false;
        }
        for (Value::Member &member : together.list)
            members.set(std::move(member));
        return true;
    }

    /// Of a key that is nothing but text, as nearly all are.
    std::optional<std::string> plainKey(NodeId id) const
    {
        const Node &node = m_tree.node(id);
        if (node.kind != NodeKind::Scalar || !node.properties.isEmpty() || node.scalar == MergeKey)
            return {};
        yaml::ScalarValue scalar = yaml::resolveScalar(m_tree, id);
        return scalar.type == yaml::ScalarType::String ? std::optional(std::move(scalar.text)) : std::nullopt;
    }

    Value valueOf(const yaml::Entry &entry) { return entry.value == NodeId::None ? Value() : value(entry.value); }

    Value mapping(const Node &node)
    {
        Members members;
        members.list.reserve(node.entries.size());
        for (const yaml::Entry &entry : node.entries) {
            if (entry.key == NodeId::None)
                continue;
            if (std::optional<std::string> name = plainKey(entry.key)) {
                addMember(members, entry, ValueKind::String, std::move(*name), valueOf(entry));
                continue;
            }
            const Value key = value(entry.key);
            Value content = valueOf(entry);
            if (key.isString() && key.toString() == MergeKey && merge(members, content))
                continue;
            addMember(members, entry, key.kind(), keyText(key), std::move(content));
        }
        return Value::map(std::move(members.list), origin(node));
    }

    const yaml::SyntaxTree &m_tree;
    std::uint32_t m_file;
    BuiltValue m_result;
    std::unordered_map<std::uint32_t, Value> m_anchored;
};

} // namespace

BuiltValue buildValue(const yaml::SyntaxTree &tree, yaml::NodeId root, std::uint32_t file)
{
    return Builder(tree, file).build(root);
}

} // namespace stagecraft::model
