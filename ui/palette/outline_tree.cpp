// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/palette/outline_tree.h"

#include "ui/theme/theme.h"

#include <QScrollBar>

#include <utility>

namespace stagecraft::ui {

namespace {

enum class Kind { Stage, Job, Need };
constexpr int kindRole = Qt::UserRole;
constexpr int nameRole = Qt::UserRole + 1;

Kind kindOf(const QTreeWidgetItem *item)
{
    return static_cast<Kind>(item->data(0, kindRole).toInt());
}

QString nameOf(const QTreeWidgetItem *item)
{
    return item->data(0, nameRole).toString();
}

QTreeWidgetItem *newItem(Kind kind, const QString &name, const QString &iconName)
{
    auto *item = new QTreeWidgetItem({name});
    item->setData(0, kindRole, static_cast<int>(kind));
    item->setData(0, nameRole, name);
    item->setIcon(0, icon(iconName, IconTone::Muted));
    return item;
}

} // namespace

OutlineTree::OutlineTree(Session *session, DeskActions *actions, CommandSet *commands, QWidget *parent)
    : QTreeWidget(parent), m_session(session), m_actions(actions)
{
    setHeaderHidden(true);
    setIndentation(space::l);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setUniformRowHeights(true);
    setAccessibleName(tr("Outline: stages, jobs and needs"));
    setContextMenuPolicy(Qt::ActionsContextMenu);
    for (const char *id : {"job.add", "job.rename", "job.duplicate", "job.showText", "run.selected", "run.withNeeds", "run.from", "run.stage",
                           "job.delete"})
        addAction(commands->action(QLatin1StringView(id)));
    connect(m_actions, &DeskActions::contentChanged, this, &OutlineTree::rebuild);
    connect(m_session, &Session::selectionChanged, this, &OutlineTree::giveSelection);
    connect(this, &QTreeWidget::itemSelectionChanged, this, &OutlineTree::takeSelection);
    connect(this, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        if (kindOf(item) != Kind::Stage)
            Q_EMIT jobActivated(nameOf(item));
    });
    connect(this, &QTreeWidget::itemChanged, this, &OutlineTree::renamed);
    rebuild();
}

void OutlineTree::rebuild()
{
    const auto shown = std::exchange(m_shown, m_actions->sharedContent());
    if (shown && shown->looksLike(*m_shown))
        return;
    m_isSyncing = true;
    QSet<QString> collapsed;
    for (int row = 0; row < topLevelItemCount(); ++row) {
        if (!topLevelItem(row)->isExpanded())
            collapsed.insert(nameOf(topLevelItem(row)));
    }
    const int scrolled = verticalScrollBar()->value();
    clear();

    const CanvasContent &content = m_actions->content();
    QHash<int, QStringList> needs;
    for (const EdgeInfo &edge : content.edges)
        needs[edge.to].append(content.cards[static_cast<std::size_t>(edge.from)].job);
    QList<QTreeWidgetItem *> stages;
    for (const ColumnInfo &column : content.columns) {
        QTreeWidgetItem *stage = newItem(Kind::Stage, column.stage, QStringLiteral("stage"));
        stage->setFont(0, ui::font(FontRole::Strong));
        for (const int index : column.cards) {
            const CardInfo &card = content.cards[static_cast<std::size_t>(index)];
            QTreeWidgetItem *job = newItem(Kind::Job, card.job, QStringLiteral("job"));
            if (!card.included)
                job->setForeground(0, colors().textFaint);
            job->setToolTip(0, card.reason);
            for (const QString &name : needs.value(index)) {
                QTreeWidgetItem *need = newItem(Kind::Need, name, QStringLiteral("need"));
                need->setText(0, tr("needs %1").arg(name));
                need->setForeground(0, colors().textMuted);
                job->addChild(need);
            }
            stage->addChild(job);
        }
        stages.append(stage);
    }
    addTopLevelItems(stages);
    for (QTreeWidgetItem *stage : std::as_const(stages))
        stage->setExpanded(!collapsed.contains(nameOf(stage)));
    m_isSyncing = false;
    giveSelection();
    verticalScrollBar()->setValue(scrolled);
}

void OutlineTree::takeSelection()
{
    if (m_isSyncing)
        return;
    Selection selection;
    for (const QTreeWidgetItem *item : selectedItems()) {
        if (kindOf(item) == Kind::Job)
            selection.jobs.insert(nameOf(item));
        else if (kindOf(item) == Kind::Stage)
            selection.stage = nameOf(item);
    }
    if (!selection.jobs.isEmpty())
        selection.stage.clear();
    m_isSyncing = true;
    m_session->setSelection(selection);
    m_isSyncing = false;
}

void OutlineTree::giveSelection()
{
    if (m_isSyncing)
        return;
    m_isSyncing = true;
    const Selection &selection = m_session->selection();
    for (int row = 0; row < topLevelItemCount(); ++row) {
        QTreeWidgetItem *stage = topLevelItem(row);
        stage->setSelected(nameOf(stage) == selection.stage);
        for (int child = 0; child < stage->childCount(); ++child) {
            QTreeWidgetItem *job = stage->child(child);
            const bool isSelected = selection.jobs.contains(nameOf(job));
            job->setSelected(isSelected);
            if (isSelected && selection.jobs.size() == 1)
                setCurrentItem(job, 0, QItemSelectionModel::NoUpdate);
        }
    }
    m_isSyncing = false;
}

void OutlineTree::renameSelected()
{
    QTreeWidgetItem *item = currentItem();
    if (!item || kindOf(item) == Kind::Need || !m_actions->content().editable)
        return;
    m_isSyncing = true; // changing the flags is not a rename
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    m_isSyncing = false;
    editItem(item);
}

void OutlineTree::renamed(QTreeWidgetItem *item)
{
    const QString name = item->text(0).trimmed();
    const QString old = nameOf(item);
    if (m_isSyncing || kindOf(item) == Kind::Need || name == old)
        return;
    const bool isStage = kindOf(item) == Kind::Stage;
    const edit::Recipe recipe = isStage
                                    ? edit::Recipe(edit::RenameStage{.stage = old.toStdString(), .to = name.toStdString()})
                                    : edit::Recipe(edit::RenameJob{.job = old.toStdString(), .to = name.toStdString()});
    const QString title = isStage ? tr("Rename stage %1 to %2") : tr("Rename job %1 to %2");
    if (name.isEmpty() || !m_actions->perform({recipe}, title.arg(old, name))) {
        m_isSyncing = true;
        item->setText(0, old);
        m_isSyncing = false;
    }
}

std::optional<std::pair<QString, QString>> OutlineTree::selectedNeed() const
{
    const QList<QTreeWidgetItem *> items = selectedItems();
    if (items.size() != 1 || kindOf(items.first()) != Kind::Need)
        return std::nullopt;
    return std::pair(nameOf(items.first()->parent()), nameOf(items.first()));
}

} // namespace stagecraft::ui
