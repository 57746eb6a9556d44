// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/to_yaml.h"

#include "core/yaml/scalar_writer.h"

namespace stagecraft::expand {

using model::Value;
using model::ValueKind;

namespace {

constexpr int Step = 2;

class Writer
{
public:
    QByteArray write(const Value &value)
    {
        const bool collection = (value.isMap() && !value.members().empty())
                                || (value.isList() && !value.items().empty());
        if (collection) {
            block(value, 0, false);
        } else {
            m_text += scalar(value, 0, false);
            m_text += '\n';
        }
        return QByteArray::fromStdString(m_text);
    }

private:
    static std::string scalar(const Value &value, int indent, bool key)
    {
        switch (value.kind()) {
        case ValueKind::Null: return yaml::writeNull();
        case ValueKind::String:
            return yaml::writeString(value.toString(), {.flow = false, .key = key, .indent = indent});
        case ValueKind::Symbol: return ":" + value.toString();
        case ValueKind::Float: return floatText(value);
        case ValueKind::List: return "[]";
        case ValueKind::Map: return "{}";
        case ValueKind::Reference: return value.inspect();
        default: return value.text();
        }
    }

    static std::string floatText(const Value &value)
    {
        const std::string text = value.text();
        if (text == "Infinity")
            return ".inf";
        if (text == "-Infinity")
            return "-.inf";
        return text == "NaN" ? ".nan" : text;
    }

    static std::string keyText(const Value::Member &member)
    {
        if (member.keyKind == ValueKind::Null)
            return yaml::writeNull();
        return member.hasTextKey() ? yaml::writeString(member.key, {.flow = false, .key = true}) : member.key;
    }

    static bool isBlock(const Value &value)
    {
        return (value.isMap() && !value.members().empty()) || (value.isList() && !value.items().empty());
    }

    /// `started`: the first line already has its indentation, behind a dash.
    void block(const Value &value, int indent, bool started)
    {
        const std::string spaces(static_cast<std::size_t>(indent), ' ');
        bool first = started;
        const auto begin = [&]() {
            if (!first)
                m_text += spaces;
            first = false;
        };
        for (const Value::Member &member : value.members()) {
            begin();
            m_text += keyText(member) + ":";
            child(member.value, indent);
        }
        for (const Value &item : value.items()) {
            begin();
            m_text += "-";
            if (isBlock(item)) {
                m_text += ' ';
                block(item, indent + Step, true);
            } else {
                m_text += ' ' + scalar(item, indent, false);
                endLine();
            }
        }
    }

    void child(const Value &value, int indent)
    {
        if (isBlock(value)) {
            m_text += '\n';
            block(value, indent + Step, false);
        } else {
            m_text += ' ' + scalar(value, indent, false);
            endLine();
        }
    }

    /// Block scalars bring their last line ending.
    void endLine()
    {
        if (!m_text.ends_with('\n'))
            m_text += '\n';
    }

    std::string m_text;
};

} // namespace

QByteArray toYaml(const Value &value)
{
    return Writer().write(value);
}

} // namespace stagecraft::expand
