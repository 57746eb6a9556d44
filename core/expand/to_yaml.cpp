// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/to_yaml.h"

#include "core/yaml/scalar_writer.h"

#include <algorithm>

namespace stagecraft::expand {

using model::Value;
using model::ValueKind;

namespace {

constexpr int IndentStep = 2;

bool isPlace(const model::Origin &origin)
{
    return !origin.range.isEmpty();
}

class Writer
{
public:
    MergedText write(const Value &value)
    {
        const bool collection = (value.isMap() && !value.members().empty())
                                || (value.isList() && !value.items().empty());
        if (collection) {
            block(value, 0, false);
        } else {
            m_text += scalar(value, 0, false);
            m_text += '\n';
        }
        return {QByteArray::fromStdString(m_text), linesOf()};
    }

private:
    static std::string scalar(const Value &value, int indent, bool key)
    {
        switch (value.kind()) {
        case ValueKind::Null: return yaml::writeNull();
        case ValueKind::String: return stringText(value.toString(), {.flow = false, .key = key, .indent = indent});
        case ValueKind::Symbol: return symbolText(value.toString());
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
        return member.hasTextKey() ? stringText(member.key, {.flow = false, .key = true}) : member.key;
    }

    static std::string symbolText(const std::string &name)
    {
        const bool isPlain = !name.empty() && std::ranges::all_of(name, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        });
        return isPlain ? ":" + name
                       : "!ruby/symbol "
                             + yaml::writeString(name, {.flow = false, .key = true}, yaml::ScalarStyle::DoubleQuoted);
    }

    /// Bytes that are no text come from a "!binary" and become one again, as with Ruby.
    static std::string stringText(const std::string &value, const yaml::ScalarContext &context)
    {
        if (QUtf8StringView(value).isValidUtf8())
            return yaml::writeString(value, context);
        return "!binary " + QByteArray::fromStdString(value).toBase64().toStdString();
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
            const Step step(*this, member.key,
                            isPlace(member.value.origin()) ? member.value.origin() : member.keyOrigin);
            m_text += keyText(member) + ":";
            child(member.value, indent);
        }
        int index = 0;
        for (const Value &item : value.items()) {
            begin();
            const Step step(*this, index++, item.origin());
            m_text += "-";
            if (isBlock(item)) {
                m_text += ' ';
                block(item, indent + IndentStep, true);
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
            block(value, indent + IndentStep, false);
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

    /// The way to a value, while it is written.
    class Step
    {
    public:
        Step(Writer &writer, yaml::PathStep step, const model::Origin &origin) : m_path(writer.m_path)
        {
            m_path.push_back(std::move(step));
            writer.m_begins.push_back({writer.m_text.size(), {m_path, origin}});
        }
        ~Step() { m_path.pop_back(); }
        Step(const Step &) = delete;
        Step &operator=(const Step &) = delete;

    private:
        yaml::NodePath &m_path;
    };

    std::vector<MergedLine> linesOf() const
    {
        std::vector<MergedLine> lines;
        auto next = m_begins.begin();
        MergedLine current;
        for (std::size_t begin = 0; begin < m_text.size();) {
            const std::size_t end = m_text.find('\n', begin);
            // The first that begins in the line: behind it there are but the values of a list's first item.
            bool isFirst = true;
            for (; next != m_begins.end() && next->first < end; ++next) {
                if (isFirst)
                    current = next->second;
                isFirst = false;
            }
            lines.push_back(current);
            begin = end == std::string::npos ? m_text.size() : end + 1;
        }
        return lines;
    }

    std::string m_text;
    yaml::NodePath m_path;
    std::vector<std::pair<std::size_t, MergedLine>> m_begins;
};

} // namespace

QByteArray toYaml(const Value &value)
{
    return Writer().write(value).text;
}

MergedText toMergedText(const Value &value)
{
    return Writer().write(value);
}

} // namespace stagecraft::expand
