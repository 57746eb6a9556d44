// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/expectation.h"
#include "core/edit/scalar_text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

namespace stagecraft::edit {

namespace {

using yaml::Entry;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;
using yaml::ScalarStyle;
using yaml::SyntaxTree;

/// Walks both trees side by side. Deep only as the parser allows.
class Comparison
{
public:
    Comparison(const SyntaxTree &before, const SyntaxTree &after, const Expectation &expectation)
        : m_before(before), m_after(after), m_expectation(expectation)
    {
    }

    bool holds()
    {
        return documentsMatch() && aliasesMatch();
    }

private:
    bool documentsMatch()
    {
        const std::vector<NodeId> &old = m_before.documents();
        const std::vector<NodeId> &now = m_after.documents();
        if (m_expectation.root) {
            const std::size_t kept = now.empty() ? 0 : now.size() - 1;
            for (std::size_t i = 0; i < kept; ++i) {
                if (i >= old.size() || !same(old[i], now[i]))
                    return false;
            }
            return !now.empty() && matches(*m_expectation.root, now.back());
        }
        for (std::size_t i = 0; i < old.size(); ++i) {
            if (i < now.size() ? !same(old[i], now[i]) : !becameEmpty(old[i]))
                return false;
        }
        return now.size() <= old.size();
    }

    bool becameEmpty(NodeId before) const
    {
        const auto entries = m_expectation.entries.find(before);
        return entries != m_expectation.entries.end() && entries->second.empty();
    }

    std::string_view slice(const SyntaxTree &tree, text::TextRange range) const
    {
        const QByteArrayView view = tree.buffer().slice(range);
        return {view.data(), static_cast<std::size_t>(view.size())};
    }

    bool same(NodeId before, NodeId after)
    {
        if (before == NodeId::None || after == NodeId::None)
            return before == after;
        const Node &old = m_before.node(before);
        const Node &now = m_after.node(after);
        if (const auto value = m_expectation.values.find(before); value != m_expectation.values.end()) {
            if (old.kind != NodeKind::Alias && !old.anchor.isEmpty() && slice(m_before, old.anchor) == slice(m_after, now.anchor))
                m_counterparts.emplace(before, after);
            return matches(value->second, after);
        }
        if (becameEmpty(before) && now.kind == NodeKind::Scalar && now.style == ScalarStyle::Empty)
            return true;
        if (old.kind != now.kind || old.flow != now.flow || slice(m_before, old.tag) != slice(m_after, now.tag)
            || slice(m_before, old.anchor) != slice(m_after, now.anchor))
            return false;
        if (!old.anchor.isEmpty() && old.kind != NodeKind::Alias)
            m_counterparts.emplace(before, after);
        switch (old.kind) {
        case NodeKind::Alias:
            m_aliases.emplace_back(old.target, now.target);
            return true;
        case NodeKind::Scalar: return sameScalar(before, old, now);
        case NodeKind::Mapping:
        case NodeKind::Sequence: break;
        }
        return sameEntries(before, old, now);
    }

    bool sameScalar(NodeId before, const Node &old, const Node &now) const
    {
        if (const auto text = m_expectation.texts.find(before); text != m_expectation.texts.end())
            return now.scalar == text->second && (isQuoted(now) || canBePlain(now.scalar, false));
        return old.style == now.style && old.scalar == now.scalar;
    }

    bool sameEntries(NodeId before, const Node &old, const Node &now)
    {
        const auto changed = m_expectation.entries.find(before);
        if (changed == m_expectation.entries.end()) {
            if (old.entries.size() != now.entries.size())
                return false;
            for (std::size_t i = 0; i < old.entries.size(); ++i) {
                if (!sameEntry(old.entries[i], now.entries[i]))
                    return false;
            }
            return true;
        }
        const std::vector<ExpectedEntry> &expected = changed->second;
        if (expected.size() != now.entries.size())
            return false;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const bool kept = expected[i].before >= 0;
            if (kept ? !sameEntry(old.entries[static_cast<std::size_t>(expected[i].before)], now.entries[i])
                     : !newEntry(expected[i], now.entries[i]))
                return false;
        }
        return true;
    }

    bool sameEntry(const Entry &old, const Entry &now)
    {
        return same(old.key, now.key) && same(old.value, now.value);
    }

    bool newEntry(const ExpectedEntry &expected, const Entry &now)
    {
        return keyMatches(expected.key, now.key) && matches(expected.value, now.value);
    }

    bool keyMatches(const std::string &expected, NodeId key) const
    {
        if (key == NodeId::None)
            return expected.empty();
        const Node &node = m_after.node(key);
        return node.kind == NodeKind::Scalar && node.scalar == expected
            && (isQuoted(node) || expected == "<<" || canBePlain(expected, false));
    }

    static bool isQuoted(const Node &node)
    {
        return node.style != ScalarStyle::Plain && node.style != ScalarStyle::Empty;
    }

    bool matches(const NewValue &expected, NodeId after)
    {
        const Node &now = m_after.node(after);
        switch (expected.kind) {
        case NewValue::Kind::Json: return now.tag.isEmpty() && matchesJson(expected.json, now);
        case NewValue::Kind::Copy: return isCopy(expected.source, after);
        case NewValue::Kind::Alias:
            return now.kind == NodeKind::Alias && slice(m_after, now.anchor) == expected.text;
        case NewValue::Kind::List:
        case NewValue::Kind::Map: break;
        }
        const NodeKind kind = expected.kind == NewValue::Kind::List ? NodeKind::Sequence : NodeKind::Mapping;
        if (now.kind != kind || !now.tag.isEmpty() || now.entries.size() != expected.entries.size())
            return false;
        for (std::size_t i = 0; i < now.entries.size(); ++i) {
            if (!keyMatches(expected.entries[i].key, now.entries[i].key)
                || !matches(expected.entries[i].value, now.entries[i].value))
                return false;
        }
        return true;
    }

    bool matchesJson(const QJsonValue &json, const Node &now) const
    {
        if (json.isArray() || json.isObject())
            return json.isArray() ? matchesArray(json.toArray(), now) : matchesObject(json.toObject(), now);
        if (now.kind != NodeKind::Scalar)
            return false;
        switch (json.type()) {
        case QJsonValue::String:
            return now.scalar == json.toString().toStdString() && (isQuoted(now) || canBePlain(now.scalar, false));
        case QJsonValue::Bool: return !isQuoted(now) && now.scalar == (json.toBool() ? "true" : "false");
        case QJsonValue::Double:
            return !isQuoted(now) && QByteArray::fromStdString(now.scalar).toDouble() == json.toDouble();
        default: return !isQuoted(now) && now.scalar == "null";
        }
    }

    bool matchesArray(const QJsonArray &array, const Node &now) const
    {
        if (now.kind != NodeKind::Sequence || now.entries.size() != static_cast<std::size_t>(array.size()))
            return false;
        for (qsizetype i = 0; i < array.size(); ++i) {
            if (!matchesJson(array[i], m_after.node(now.entries[static_cast<std::size_t>(i)].value)))
                return false;
        }
        return true;
    }

    bool matchesObject(const QJsonObject &object, const Node &now) const
    {
        if (now.kind != NodeKind::Mapping || now.entries.size() != static_cast<std::size_t>(object.size()))
            return false;
        for (const Entry &entry : now.entries) {
            const Node &key = m_after.node(entry.key);
            const auto member = object.find(QString::fromStdString(key.scalar));
            if (key.kind != NodeKind::Scalar || member == object.end() || !keyMatches(key.scalar, entry.key)
                || !matchesJson(*member, m_after.node(entry.value)))
                return false;
        }
        return true;
    }

    /// The same content, but anchors are not copied: they would take the place of the first ones.
    bool isCopy(NodeId source, NodeId after) const
    {
        if (source == NodeId::None || after == NodeId::None)
            return source == after;
        const Node &old = m_before.node(source);
        const Node &now = m_after.node(after);
        if (old.kind != now.kind || old.style != now.style || old.scalar != now.scalar
            || slice(m_before, old.tag) != slice(m_after, now.tag) || old.entries.size() != now.entries.size())
            return false;
        if (old.kind == NodeKind::Alias)
            return slice(m_before, old.anchor) == slice(m_after, now.anchor);
        for (std::size_t i = 0; i < old.entries.size(); ++i) {
            if (!isCopy(old.entries[i].key, now.entries[i].key) || !isCopy(old.entries[i].value, now.entries[i].value))
                return false;
        }
        return true;
    }

    /// Every alias still means the node it meant: the name alone does not tell, anchors can be written twice.
    bool aliasesMatch() const
    {
        for (const auto &[before, after] : m_aliases) {
            const auto counterpart = m_counterparts.find(before);
            if (counterpart == m_counterparts.end() || counterpart->second != after)
                return false;
        }
        return true;
    }

    const SyntaxTree &m_before;
    const SyntaxTree &m_after;
    const Expectation &m_expectation;
    std::unordered_map<NodeId, NodeId> m_counterparts;
    std::vector<std::pair<NodeId, NodeId>> m_aliases;
};

} // namespace

std::optional<QString> verify(const SyntaxTree &before, const text::TextPatch &patch, const Expectation &expectation)
{
    const SyntaxTree after = yaml::parse(before.buffer().patched(patch));
    if (!after.isTrusted()) {
        return after.diagnostics().empty() ? QCoreApplication::translate("stagecraft", "the result would not be valid YAML")
                                           : after.diagnostics().front().message;
    }
    if (!Comparison(before, after, expectation).holds())
        return QCoreApplication::translate("stagecraft", "something else would change with it");
    return {};
}

} // namespace stagecraft::edit
