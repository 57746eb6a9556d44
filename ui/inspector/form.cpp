// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/inspector/form.h"

#include "ui/inspector/field_editors.h"
#include "ui/theme/theme.h"

#include "core/model/keyword_table.h"

#include <QComboBox>
#include <QJsonArray>
#include <QJsonObject>
#include <QVBoxLayout>

#include <algorithm>

namespace stagecraft::ui {

Form::Form(Session *session, QWidget *parent) : QWidget(parent), m_session(session), m_analysis(session->analysis())
{
    m_page = new QVBoxLayout(this);
    m_page->setContentsMargins({});
    m_page->setSpacing(space::l);
    connect(session, &Session::refused, this, [this](const QString &reason) {
        if (m_asking)
            m_asking->showError(reason);
    });
}

FieldFrame *Form::addField(const QString &label, model::KeywordScope scope, std::string_view keyword)
{
    const model::Keyword *known = keyword.empty() ? nullptr : model::findKeyword(scope, keyword);
    auto *field = new FieldFrame(label, known ? known->help : QString(), this);
    connect(field, &FieldFrame::revealRequested, this, &Form::revealRequested);
    m_page->addWidget(field);
    return field;
}

CommitLine *Form::addLine(FieldFrame *field, const QString &placeholder)
{
    auto *line = new CommitLine(field);
    line->setPlaceholderText(placeholder);
    field->setEditor(line);
    return line;
}

QComboBox *Form::addCombo(FieldFrame *field)
{
    auto *combo = new QComboBox(field);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(8);
    combo->setFocusPolicy(Qt::StrongFocus);
    field->setEditor(combo);
    return combo;
}

bool Form::perform(FieldFrame *field, const std::vector<edit::Recipe> &recipes)
{
    if (recipes.empty())
        return true;
    field->clearError();
    m_asking = field;
    const bool done = recipes.size() == 1 ? m_session->perform(recipes.front())
                                          : m_session->perform(recipes, edit::titleOf(recipes.front()));
    m_asking = nullptr;
    return done;
}

yaml::NodeId Form::root() const
{
    const std::vector<yaml::NodeId> &documents = analysis().tree.documents();
    const std::size_t document = analysis().source.document;
    return document < documents.size() ? documents[document] : yaml::NodeId::None;
}

const yaml::Entry *Form::entryOf(yaml::NodeId mapping, std::string_view keyword) const
{
    return mapping == yaml::NodeId::None ? nullptr : analysis().tree.find(mapping, keyword);
}

QJsonValue toJson(const model::Value &value)
{
    switch (value.kind()) {
    case model::ValueKind::Null: return QJsonValue::Null;
    case model::ValueKind::Bool: return value.toBool();
    case model::ValueKind::Integer: return static_cast<qint64>(value.toInteger());
    case model::ValueKind::Float: return value.toNumber();
    case model::ValueKind::String:
    case model::ValueKind::Symbol: return QString::fromStdString(value.toString());
    case model::ValueKind::List:
    case model::ValueKind::Reference: {
        QJsonArray list;
        for (const model::Value &item : value.items())
            list.append(toJson(item));
        return list;
    }
    case model::ValueKind::Map: {
        QJsonObject map;
        for (const model::Value::Member &member : value.members())
            map.insert(QString::fromStdString(member.key), toJson(member.value));
        return map;
    }
    }
    return QJsonValue::Null;
}

QString shownText(const model::Value *value)
{
    if (!value || value->isNull() || value->isList() || value->isMap())
        return {};
    return QString::fromStdString(value->text());
}

QStringList shownList(const model::Value *value)
{
    QStringList list;
    if (!value || value->isNull())
        return list;
    if (!value->isList())
        return {shownText(value)};
    for (const model::Value &item : value->items())
        list += item.isList() ? shownList(&item) : QStringList(shownText(&item));
    return list;
}

bool isPlainList(const yaml::SyntaxTree &tree, yaml::NodeId list)
{
    const yaml::Node &node = tree.node(list);
    const auto isLine = [&tree](yaml::NodeId id) {
        const yaml::Node &item = tree.node(id);
        return item.kind == yaml::NodeKind::Scalar && item.tag.isEmpty() && !item.scalar.contains('\n');
    };
    if (node.kind == yaml::NodeKind::Scalar)
        return isLine(list);
    return node.kind == yaml::NodeKind::Sequence && node.tag.isEmpty()
        && std::ranges::all_of(node.entries, [&](const yaml::Entry &entry) { return isLine(entry.value); });
}

} // namespace stagecraft::ui
