// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/model/value.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <memory>
#include <optional>
#include <variant>

namespace stagecraft::model {

namespace {

constexpr std::size_t IndexedMapSize = 12; // a linear search is faster below
constexpr std::uint64_t MaximalCount = std::numeric_limits<std::uint64_t>::max() / 4;

const std::string EmptyText;
const Value::List EmptyList;
const Value::Map EmptyMap;

/// The places of a map's members by their keys: a table with open addressing, in one piece of memory.
class KeyIndex
{
public:
    explicit KeyIndex(const Value::Map &members) : m_slots(std::bit_ceil(members.size() * 2), Free)
    {
        for (std::uint32_t i = 0; i < members.size(); ++i) {
            if (!members[i].hasTextKey())
                continue;
            std::uint32_t &slot = m_slots[slotOf(members, members[i].key)];
            if (slot == Free)
                slot = i;
        }
    }

    const Value::Member *find(const Value::Map &members, std::string_view key) const
    {
        const std::uint32_t place = m_slots[slotOf(members, key)];
        return place == Free ? nullptr : &members[place];
    }

private:
    static constexpr std::uint32_t Free = std::numeric_limits<std::uint32_t>::max();

    /// Where the key is, or where it would go: half of the slots are free.
    std::size_t slotOf(const Value::Map &members, std::string_view key) const
    {
        std::size_t slot = std::hash<std::string_view>()(key) & (m_slots.size() - 1);
        while (m_slots[slot] != Free && members[m_slots[slot]].key != key)
            slot = (slot + 1) & (m_slots.size() - 1);
        return slot;
    }

    std::vector<std::uint32_t> m_slots;
};

struct MapContent {
    explicit MapContent(Value::Map all)
        : members(std::move(all)),
          index(members.size() > IndexedMapSize ? std::make_unique<const KeyIndex>(members) : nullptr)
    {
    }
    MapContent(const MapContent &other)
        : members(other.members), index(other.index ? std::make_unique<const KeyIndex>(*other.index) : nullptr)
    {
    }
    MapContent(MapContent &&) noexcept = default;

    Value::Map members;
    std::unique_ptr<const KeyIndex> index; ///< of large maps; apart, since most values are small
};

struct SymbolContent {
    std::string name;
};

struct BigInteger {
    std::string digits;
};

struct ReferenceContent {
    Value argument;
};

using Content = std::variant<std::monostate, bool, std::int64_t, BigInteger, double, std::string, SymbolContent,
                             Value::List, MapContent, ReferenceContent>;

} // namespace

struct Value::Data {
    Content content;
    Origin origin; // with the next two in two words: there are many of these
    int depth : 31 = 1;
    bool hasReference : 1 = false;
    std::uint64_t nodes = 1;
    std::uint64_t bytes = 0;

    template<typename T>
    static Value make(T &&content, Origin origin)
    {
        return Value(std::make_shared<const Data>(Content(std::forward<T>(content)), origin));
    }

    void absorb(const Value &child)
    {
        nodes = std::min(MaximalCount, nodes + child.nodeCount());
        bytes = std::min(MaximalCount, bytes + child.textSize());
        depth = std::max<int>(depth, child.depth() + 1);
        hasReference = hasReference || child.containsReference();
    }
};

Value Value::null(Origin origin)
{
    return origin == Origin() ? Value() : Data::make(std::monostate(), origin);
}

Value Value::boolean(bool value, Origin origin)
{
    return Data::make(value, origin);
}

Value Value::integer(std::int64_t value, Origin origin)
{
    return Data::make(value, origin);
}

Value Value::bigInteger(std::string digits, Origin origin)
{
    return Data::make(BigInteger{std::move(digits)}, origin);
}

Value Value::number(double value, Origin origin)
{
    return Data::make(value, origin);
}

Value Value::string(std::string value, Origin origin)
{
    return Data::make(std::move(value), origin);
}

Value Value::symbol(std::string value, Origin origin)
{
    return Data::make(SymbolContent{std::move(value)}, origin);
}

Value Value::list(List items, Origin origin)
{
    auto data = std::make_shared<Data>(Content(std::move(items)), origin);
    for (const Value &item : std::get<List>(data->content))
        data->absorb(item);
    return Value(std::move(data));
}

Value Value::map(Map members, Origin origin)
{
    auto data = std::make_shared<Data>(Content(MapContent(std::move(members))), origin);
    for (const Member &member : std::get<MapContent>(data->content).members)
        data->absorb(member.value);
    return Value(std::move(data));
}

Value Value::reference(List path, Origin origin)
{
    return referenceTo(list(std::move(path), origin), origin);
}

Value Value::referenceTo(Value argument, Origin origin)
{
    auto data = std::make_shared<Data>(Content(ReferenceContent{std::move(argument)}), origin);
    data->absorb(std::get<ReferenceContent>(data->content).argument);
    data->hasReference = true;
    return Value(std::move(data));
}

Value Value::strings(const std::vector<std::string> &items, Origin origin)
{
    List list;
    list.reserve(items.size());
    for (const std::string &item : items)
        list.push_back(string(item, origin));
    return Value::list(std::move(list), origin);
}

ValueKind Value::kind() const
{
    if (!m_data)
        return ValueKind::Null;
    static constexpr ValueKind Kinds[] = {ValueKind::Null,    ValueKind::Bool,   ValueKind::Integer, ValueKind::Integer,
                                          ValueKind::Float,   ValueKind::String, ValueKind::Symbol,  ValueKind::List,
                                          ValueKind::Map,     ValueKind::Reference};
    return Kinds[m_data->content.index()];
}

bool Value::toBool() const
{
    const bool *value = m_data ? std::get_if<bool>(&m_data->content) : nullptr;
    return value && *value;
}

std::int64_t Value::toInteger() const
{
    if (!m_data)
        return 0;
    if (const auto *value = std::get_if<std::int64_t>(&m_data->content))
        return *value;
    if (const auto *value = std::get_if<BigInteger>(&m_data->content)) {
        return value->digits.starts_with('-') ? std::numeric_limits<std::int64_t>::min()
                                              : std::numeric_limits<std::int64_t>::max();
    }
    return 0;
}

double Value::toNumber() const
{
    if (const double *value = m_data ? std::get_if<double>(&m_data->content) : nullptr)
        return *value;
    return static_cast<double>(toInteger());
}

const std::string &Value::toString() const
{
    if (!m_data)
        return EmptyText;
    if (const auto *value = std::get_if<std::string>(&m_data->content))
        return *value;
    if (const auto *value = std::get_if<SymbolContent>(&m_data->content))
        return value->name;
    return EmptyText;
}

const Value::List &Value::items() const
{
    if (!m_data)
        return EmptyList;
    if (const auto *value = std::get_if<List>(&m_data->content))
        return *value;
    if (const auto *value = std::get_if<ReferenceContent>(&m_data->content))
        return value->argument.items();
    return EmptyList;
}

const Value::Map &Value::members() const
{
    const MapContent *value = m_data ? std::get_if<MapContent>(&m_data->content) : nullptr;
    return value ? value->members : EmptyMap;
}

const Value::Member *Value::member(std::string_view key) const
{
    const MapContent *map = m_data ? std::get_if<MapContent>(&m_data->content) : nullptr;
    if (!map)
        return nullptr;
    if (map->index)
        return map->index->find(map->members, key);
    for (const Member &member : map->members) {
        if (member.key == key && member.hasTextKey())
            return &member;
    }
    return nullptr;
}

const Value *Value::find(std::string_view key) const
{
    const Member *found = member(key);
    return found ? &found->value : nullptr;
}

Value Value::referenceArgument() const
{
    const ReferenceContent *value = m_data ? std::get_if<ReferenceContent>(&m_data->content) : nullptr;
    return value ? value->argument : Value();
}

bool Value::isBlank() const
{
    switch (kind()) {
    case ValueKind::Null:
        return true;
    case ValueKind::Bool:
        return !toBool();
    case ValueKind::String:
    case ValueKind::Symbol:
        return isBlankText(toString());
    case ValueKind::List:
        return items().empty();
    case ValueKind::Map:
        return members().empty();
    default:
        return false;
    }
}

bool Value::containsReference() const
{
    return m_data && m_data->hasReference;
}

std::uint64_t Value::nodeCount() const
{
    return m_data ? m_data->nodes : 1;
}

std::uint64_t Value::textSize() const
{
    if (!m_data)
        return 0;
    return m_data->bytes + toString().size();
}

int Value::depth() const
{
    return m_data ? m_data->depth : 1;
}

Origin Value::origin() const
{
    return m_data ? m_data->origin : Origin();
}

Value Value::withOrigin(Origin origin) const
{
    if (!m_data)
        return null(origin);
    auto data = std::make_shared<Data>(*m_data);
    data->origin = origin;
    return Value(std::move(data));
}

bool Value::operator==(const Value &other) const
{
    if (m_data == other.m_data)
        return true;
    if (kind() != other.kind())
        return false;
    switch (kind()) {
    case ValueKind::Null:
        return true;
    case ValueKind::Bool:
        return toBool() == other.toBool();
    case ValueKind::Integer:
        return text() == other.text();
    case ValueKind::Float:
        return toNumber() == other.toNumber();
    case ValueKind::String:
    case ValueKind::Symbol:
        return toString() == other.toString();
    case ValueKind::List:
        return items() == other.items();
    case ValueKind::Reference:
        return referenceArgument() == other.referenceArgument();
    case ValueKind::Map:
        break;
    }
    // Ruby compares maps without looking at the order.
    if (members().size() != other.members().size())
        return false;
    return std::ranges::all_of(members(), [&other](const Member &member) {
        if (member.hasTextKey()) {
            const Value *value = other.find(member.key);
            return value && *value == member.value;
        }
        return std::ranges::any_of(other.members(), [&member](const Member &candidate) {
            return candidate.keyKind == member.keyKind && candidate.key == member.key
                   && candidate.value == member.value;
        });
    });
}

std::string Value::text() const
{
    switch (kind()) {
    case ValueKind::Null:
        return {};
    case ValueKind::Bool:
        return toBool() ? "true" : "false";
    case ValueKind::Integer:
        if (const auto *big = std::get_if<BigInteger>(&m_data->content))
            return big->digits;
        return std::to_string(toInteger());
    case ValueKind::Float:
        return floatText(toNumber());
    case ValueKind::String:
    case ValueKind::Symbol:
        return toString();
    default:
        return inspect();
    }
}

} // namespace stagecraft::model
