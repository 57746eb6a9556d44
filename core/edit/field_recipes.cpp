// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/recipes.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <span>

namespace stagecraft::edit {

using yaml::Entry;
using yaml::Node;
using yaml::NodeId;
using yaml::NodeKind;
using yaml::NodePath;
using yaml::PathStep;
using yaml::ScalarStyle;

namespace {

using Steps = std::span<const PathStep>;

QString textOf(Steps steps)
{
    QStringList words;
    for (const PathStep &step : steps) {
        const auto *key = std::get_if<std::string>(&step);
        words += key ? QString::fromStdString(*key) : QString::number(std::get<int>(step));
    }
    return words.join(QLatin1Char(':'));
}

/// The value below missing steps; nullopt for a list position that cannot be the first.
std::optional<QJsonValue> nested(Steps steps, const QJsonValue &value)
{
    QJsonValue result = value;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        if (const auto *key = std::get_if<std::string>(&*step))
            result = QJsonObject{{QString::fromStdString(*key), result}};
        else if (std::get<int>(*step) == 0)
            result = QJsonArray{result};
        else
            return {};
    }
    return result;
}

/// A copy of `base` with the value at the steps; nullopt where there is no such place.
std::optional<QJsonValue> changed(const QJsonValue &base, Steps steps, const QJsonValue &value)
{
    if (steps.empty())
        return value;
    if (base.isNull() || base.isUndefined())
        return nested(steps, value);
    if (const auto *key = std::get_if<std::string>(&steps.front())) {
        if (!base.isObject())
            return {};
        QJsonObject object = base.toObject();
        const QString name = QString::fromStdString(*key);
        const auto inner = changed(object.value(name), steps.subspan(1), value);
        if (!inner)
            return {};
        object.insert(name, *inner);
        return object;
    }
    const int index = std::get<int>(steps.front());
    QJsonArray array = base.toArray();
    if (!base.isArray() || index < 0 || index > array.size())
        return {};
    const auto inner = changed(index < array.size() ? array[index] : QJsonValue(QJsonValue::Undefined), steps.subspan(1), value);
    if (!inner)
        return {};
    if (index < array.size())
        array.replace(index, *inner);
    else
        array.append(*inner);
    return array;
}

bool isNothing(const Node &node)
{
    return node.kind == NodeKind::Scalar && node.tag.isEmpty()
        && (node.style == ScalarStyle::Empty
            || (node.style == ScalarStyle::Plain && (node.scalar == "null" || node.scalar == "~")));
}

class FieldSetter
{
public:
    FieldSetter(const SetField &recipe, const PipelineView &view, TreeEdit &edit)
        : m_steps(recipe.path), m_value(recipe.value), m_view(view), m_tree(view.tree()), m_edit(edit)
    {
    }

    void run()
    {
        if (m_view.root() == NodeId::None) {
            const auto value = nested(m_steps.subspan(1), m_value);
            if (value)
                m_edit.startRoot(std::get<std::string>(m_steps.front()), NewValue::of(*value));
            else
                refusePlace(m_steps.size());
            return;
        }
        NodeId container = m_view.root();
        for (std::size_t i = 0; !m_edit.isRefused(); ++i) {
            const auto index = indexOf(container, i);
            if (!index) {
                if (!m_edit.isRefused())
                    add(container, i);
                return;
            }
            if (i + 1 == m_steps.size()) {
                if (!isSharedWithOthers(m_view, m_edit, m_tree.node(container).entries[*index].value))
                    m_edit.assign(container, *index, m_value);
                return;
            }
            const NodeId value = m_tree.node(container).entries[*index].value;
            const Node &node = m_tree.node(value);
            const bool isCollection = node.kind == NodeKind::Mapping || node.kind == NodeKind::Sequence;
            if (!isCollection || !node.tag.isEmpty()) {
                giveWay(container, *index, i + 1);
                return;
            }
            container = value;
        }
    }

private:
    void refusePlace(std::size_t count)
    {
        m_edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "There is no place \"%1\" in this file."),
                      {textOf(m_steps.first(count))});
    }

    /// Of the entry that step i names; nullopt when it is missing, with a refusal when it cannot be there.
    std::optional<std::size_t> indexOf(NodeId container, std::size_t i)
    {
        const Node &node = m_tree.node(container);
        if (const auto *key = std::get_if<std::string>(&m_steps[i])) {
            if (node.kind == NodeKind::Mapping) {
                const Entry *entry = m_tree.find(container, *key);
                return entry ? std::optional(static_cast<std::size_t>(entry - node.entries.data())) : std::nullopt;
            }
        } else if (node.kind == NodeKind::Sequence) {
            const int index = std::get<int>(m_steps[i]);
            if (index >= 0 && static_cast<std::size_t>(index) < node.entries.size())
                return static_cast<std::size_t>(index);
            if (index >= 0 && static_cast<std::size_t>(index) == node.entries.size())
                return {};
        }
        refusePlace(i + 1);
        return {};
    }

    /// A missing key or the item behind the last.
    void add(NodeId container, std::size_t i)
    {
        const Steps rest = m_steps.subspan(i + 1);
        const auto *key = std::get_if<std::string>(&m_steps[i]);
        if (container != m_view.root() && isSharedWithOthers(m_view, m_edit, container, key ? *key : std::string_view()))
            return;
        const auto value = key && container != m_view.root() ? withInherited(container, *key, rest) : nested(rest, m_value);
        if (!value) {
            refusePlace(m_steps.size());
            return;
        }
        const Node &node = m_tree.node(container);
        if (container == m_view.root())
            m_edit.insert(container, PipelineView::isReserved(*key) ? m_view.firstJob() : node.entries.size(), *key, NewValue::of(*value));
        else if (node.entries.empty())
            m_edit.replace(node.parent, static_cast<std::size_t>(node.entry), wrapped(key, *value));
        else if (!key)
            m_edit.insert(container, node.entries.size(), {}, NewValue::of(*value));
        else
            m_edit.insert(container, node.parent == m_view.root() ? placeOfKey(m_view, container, *key) : node.entries.size(),
                          *key, NewValue::of(*value));
    }

    static NewValue wrapped(const std::string *key, const QJsonValue &value)
    {
        NewValue collection = key ? NewValue::map() : NewValue::list();
        collection.entries.emplace_back(key ? *key : std::string(), NewValue::of(value));
        return collection;
    }

    /// The job's own value begins as what it has so far: a merged map or a list of a template would else get lost behind
    /// the new key. Maps of templates need no copy, GitLab merges them.
    std::optional<QJsonValue> withInherited(NodeId job, const std::string &key, Steps rest) const
    {
        if (rest.empty())
            return m_value;
        const bool isItem = std::holds_alternative<int>(rest.front());
        const PipelineView::Source source = isItem ? m_view.sourceOf(job, key) : m_view.mergedSourceOf(job, key);
        if (source.kind == PipelineView::Source::Kind::Unknown)
            return {};
        if (source.value == NodeId::None)
            return nested(rest, m_value);
        const auto base = toJson(m_tree, source.value);
        return base ? changed(*base, rest, m_value) : std::nullopt;
    }

    /// The value in the way is no collection of this place: nothing, an alias, a reference, or a word. `i` is the step below.
    void giveWay(NodeId container, std::size_t index, std::size_t i)
    {
        const NodeId value = m_tree.node(container).entries[index].value;
        const Steps rest = m_steps.subspan(i);
        if (isNothing(m_tree.node(value))) {
            if (const auto below = nested(rest, m_value))
                m_edit.replace(container, index, NewValue::of(*below));
            else
                refusePlace(m_steps.size());
            return;
        }
        const NodeId target = m_tree.resolved(value);
        if (m_tree.node(value).kind != NodeKind::Alias || target == NodeId::None) {
            m_edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "\"%1\" is a single value or a !reference; set it as a whole."),
                          {textOf(m_steps.first(i))}, m_tree.node(value).value);
            return;
        }
        if (isSharedWithOthers(m_view, m_edit, value))
            return;
        const auto *key = std::get_if<std::string>(&rest.front());
        if (key && m_tree.node(target).kind == NodeKind::Mapping && (rest.size() == 1 || !m_tree.find(target, *key))) {
            // Only this place changes: it merges what it was, and says its own beside it.
            NewValue map = NewValue::map();
            map.entries.emplace_back("<<", NewValue::alias(m_tree.buffer().slice(m_tree.node(value).anchor).toByteArray().toStdString()));
            const auto below = nested(rest.subspan(1), m_value);
            if (below && !m_tree.node(container).flow) {
                map.entries.emplace_back(*key, NewValue::of(*below));
                m_edit.replace(container, index, map);
                return;
            }
        }
        const auto base = toJson(m_tree, value);
        const auto copy = base ? changed(*base, rest, m_value) : std::nullopt;
        if (copy)
            m_edit.replace(container, index, NewValue::of(*copy));
        else
            m_edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "\"%1\" comes from an anchor that cannot be copied here."),
                          {textOf(m_steps.first(i))}, m_tree.node(value).value);
    }

    Steps m_steps;
    const QJsonValue &m_value;
    const PipelineView &m_view;
    const yaml::SyntaxTree &m_tree;
    TreeEdit &m_edit;
};

bool acceptPath(TreeEdit &edit, const NodePath &path)
{
    if (!path.empty() && std::holds_alternative<std::string>(path.front()))
        return true;
    edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "A path begins with a job or a keyword of the top level."));
    return false;
}

} // namespace

void apply(const SetField &recipe, const PipelineView &view, TreeEdit &edit)
{
    if (!acceptPath(edit, recipe.path))
        return;
    if (recipe.value.isUndefined()) {
        edit.refuse(QT_TRANSLATE_NOOP("stagecraft", "There is no value to set."));
        return;
    }
    FieldSetter(recipe, view, edit).run();
}

void apply(const ClearField &recipe, const PipelineView &view, TreeEdit &edit)
{
    if (!acceptPath(edit, recipe.path))
        return;
    const yaml::SyntaxTree &tree = view.tree();
    const Steps steps = recipe.path;
    NodeId container = view.root();
    std::size_t index = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Node *node = container == NodeId::None ? nullptr : &tree.node(container);
        const Entry *entry = nullptr;
        if (const auto *key = std::get_if<std::string>(&steps[i])) {
            entry = tree.find(container, *key);
        } else if (const int item = std::get<int>(steps[i]);
                   node && node->kind == NodeKind::Sequence && item >= 0 && static_cast<std::size_t>(item) < node->entries.size()) {
            entry = &node->entries[static_cast<std::size_t>(item)];
        }
        if (!entry) {
            const bool isAlias = node && node->kind == NodeKind::Alias;
            edit.refuse(isAlias ? QT_TRANSLATE_NOOP("stagecraft", "\"%1\" comes from an anchor; it is not written here.")
                                : QT_TRANSLATE_NOOP("stagecraft", "\"%1\" is not written here."),
                        {textOf(steps.first(i + 1))});
            return;
        }
        index = static_cast<std::size_t>(entry - node->entries.data());
        if (i + 1 < steps.size())
            container = entry->value;
    }
    const Entry &entry = tree.node(container).entries[index];
    if (holdsSharedAnchor(view, edit, entry) || isSharedWithOthers(view, edit, entry.value))
        return;
    removeEntry(view, edit, container, index);
}

} // namespace stagecraft::edit
