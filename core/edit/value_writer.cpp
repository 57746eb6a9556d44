// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/value_writer.h"

#include "core/edit/scalar_text.h"

#include <QByteArrayList>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

namespace stagecraft::edit {

namespace {

bool isCollection(const NewValue &value)
{
    return value.kind == NewValue::Kind::List || value.kind == NewValue::Kind::Map;
}

QByteArray numberText(double number)
{
    constexpr double exact = 9007199254740992.0; // 2^53
    if (number == static_cast<double>(static_cast<qint64>(number)) && number < exact && number > -exact)
        return QByteArray::number(static_cast<qint64>(number));
    return QByteArray::number(number, 'g', QLocale::FloatingPointShortest);
}

} // namespace

QByteArray ValueWriter::scalar(const QJsonValue &value, bool flow, yaml::ScalarStyle like) const
{
    switch (value.type()) {
    case QJsonValue::Bool: return value.toBool() ? "true" : "false";
    case QJsonValue::Double: return numberText(value.toDouble());
    case QJsonValue::String: return scalarText(value.toString().toStdString(), like, flow, m_style.quote);
    default: return "null";
    }
}

QByteArray ValueWriter::key(const std::string &key, bool flow) const
{
    return scalarText(key, yaml::ScalarStyle::Plain, flow, m_style.quote);
}

QByteArray ValueWriter::copied(yaml::NodeId id) const
{
    const yaml::Node &node = m_tree.node(id);
    const QByteArrayView value = m_tree.buffer().slice(node.value);
    return node.tag.isEmpty() ? value.toByteArray() : m_tree.buffer().slice(node.tag).toByteArray() + ' ' + value.toByteArray();
}

/// JSON lists and maps as ours, one level deep.
NewValue ValueWriter::expanded(const NewValue &value) const
{
    if (value.kind != NewValue::Kind::Json)
        return value;
    if (value.json.isArray()) {
        NewValue list = NewValue::list();
        for (const QJsonValue item : value.json.toArray())
            list.entries.emplace_back(std::string(), NewValue::of(item));
        return list;
    }
    if (value.json.isObject()) {
        NewValue map = NewValue::map();
        const QJsonObject object = value.json.toObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            map.entries.emplace_back(member.key().toStdString(), NewValue::of(member.value()));
        return map;
    }
    return value;
}

QByteArray ValueWriter::flow(const NewValue &given) const
{
    const NewValue value = expanded(given);
    switch (value.kind) {
    case NewValue::Kind::Json: return scalar(value.json, true);
    case NewValue::Kind::Copy: return copied(value.source);
    case NewValue::Kind::Alias: return '*' + QByteArray::fromStdString(value.text);
    case NewValue::Kind::List:
    case NewValue::Kind::Map: break;
    }
    QByteArrayList parts;
    for (const auto &[name, item] : value.entries)
        parts += value.kind == NewValue::Kind::List ? flow(item) : flowEntry(name, item);
    const QByteArray inner = parts.join(", ");
    return value.kind == NewValue::Kind::List ? "[" + inner + "]" : "{" + inner + "}";
}

QByteArray ValueWriter::flowEntry(const std::string &name, const NewValue &value) const
{
    return key(name, true) + ": " + flow(value);
}

ValueText ValueWriter::behindKey(const NewValue &given, int indent) const
{
    const NewValue value = expanded(given);
    if (!isCollection(value)) {
        if (value.kind == NewValue::Kind::Json && value.json.isString()) {
            const QByteArray block = literalText(value.json.toString().toStdString(), indent + m_style.indent, m_style.newline);
            if (const qsizetype header = block.indexOf(m_style.newline); header > 0)
                return {block.first(header), block.sliced(header)};
            return {scalar(value.json, false), {}};
        }
        return {flow(value), {}};
    }
    if (value.entries.empty() || value.inBrackets)
        return {flow(value), {}};
    if (value.kind == NewValue::Kind::List)
        return {{}, itemLines(value, indent + m_style.dashOffset)};
    return {{}, entryLines(value, indent + m_style.indent)};
}

ValueText ValueWriter::behindDash(const NewValue &given, int indent) const
{
    const NewValue value = expanded(given);
    if (!isCollection(value))
        return behindKey(value, indent);
    if (value.entries.empty() || value.kind == NewValue::Kind::List)
        return {flow(value), {}};
    // A map begins on the line of the dash; its other keys stand below the first.
    const QByteArray lines = entryLines(value, indent + 2);
    const qsizetype begin = m_style.newline.size() + indent + 2;
    const qsizetype end = lines.indexOf(m_style.newline, begin);
    return end < 0 ? ValueText{lines.sliced(begin), {}} : ValueText{lines.sliced(begin, end - begin), lines.sliced(end)};
}

QByteArray ValueWriter::entryLines(const NewValue &map, int indent) const
{
    QByteArray lines;
    for (const auto &[name, value] : map.entries)
        lines += m_style.newline + QByteArray(indent, ' ') + blockEntry(name, value, indent);
    return lines;
}

QByteArray ValueWriter::itemLines(const NewValue &list, int indent) const
{
    QByteArray lines;
    for (const auto &[name, value] : list.entries)
        lines += m_style.newline + QByteArray(indent, ' ') + blockItem(value, indent);
    return lines;
}

QByteArray ValueWriter::blockEntry(const std::string &name, const NewValue &value, int indent) const
{
    const ValueText text = behindKey(value, indent);
    // The merge key is an indicator, not a string: it is never quoted.
    const QByteArray keyText = name == "<<" && value.kind == NewValue::Kind::Alias ? QByteArray("<<") : key(name, false);
    return keyText + ':' + (text.head.isEmpty() ? QByteArray() : ' ' + text.head) + text.body;
}

QByteArray ValueWriter::blockItem(const NewValue &value, int indent) const
{
    const ValueText text = behindDash(value, indent);
    return "- " + text.head + text.body;
}

QJsonValue plainToJson(std::string_view scalar)
{
    const QByteArray text(scalar.data(), static_cast<qsizetype>(scalar.size()));
    const QByteArray lower = text.toLower();
    if (lower.isEmpty() || lower == "null" || lower == "~")
        return QJsonValue::Null;
    if (lower == "true" || lower == "yes" || lower == "on")
        return true;
    if (lower == "false" || lower == "no" || lower == "off")
        return false;
    bool isNumber = false;
    const qlonglong integer = text.toLongLong(&isNumber);
    if (isNumber && QByteArray::number(integer) == text)
        return integer;
    const double number = text.toDouble(&isNumber);
    if (isNumber && numberText(number) == text)
        return number;
    return QString::fromUtf8(text);
}

namespace {

class JsonReader
{
public:
    explicit JsonReader(const yaml::SyntaxTree &tree) : m_tree(tree) {}

    std::optional<QJsonValue> read(yaml::NodeId id)
    {
        const yaml::NodeId resolved = m_tree.resolved(id);
        if (--m_budget < 0 || resolved == yaml::NodeId::None || !m_tree.node(resolved).tag.isEmpty())
            return {};
        const yaml::Node &node = m_tree.node(resolved);
        if (node.kind == yaml::NodeKind::Sequence)
            return readList(node);
        if (node.kind == yaml::NodeKind::Mapping)
            return readMap(node);
        if (node.style == yaml::ScalarStyle::Plain || node.style == yaml::ScalarStyle::Empty)
            return plainToJson(node.scalar);
        return QString::fromStdString(node.scalar);
    }

private:
    std::optional<QJsonValue> readList(const yaml::Node &node)
    {
        QJsonArray list;
        for (const yaml::Entry &entry : node.entries) {
            const auto item = read(entry.value);
            if (!item)
                return {};
            list.append(*item);
        }
        return list;
    }

    std::optional<QJsonValue> readMap(const yaml::Node &node)
    {
        QJsonObject map;
        for (const yaml::Entry &entry : node.entries) {
            const yaml::Node &key = m_tree.node(entry.key);
            const auto value = key.kind == yaml::NodeKind::Scalar && key.scalar != "<<" ? read(entry.value) : std::nullopt;
            if (!value)
                return {};
            map.insert(QString::fromStdString(key.scalar), *value);
        }
        return map;
    }

    const yaml::SyntaxTree &m_tree;
    int m_budget = 10'000; // aliases of aliases can stand for more than memory holds
};

} // namespace

std::optional<QJsonValue> toJson(const yaml::SyntaxTree &tree, yaml::NodeId id)
{
    return JsonReader(tree).read(id);
}

} // namespace stagecraft::edit
