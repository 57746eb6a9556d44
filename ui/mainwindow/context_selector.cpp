// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/context_selector.h"

#include "ui/session/background.h"
#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QInputDialog>
#include <QMenu>

#include <algorithm>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostRefs = 40; ///< in a menu; the others are typed

struct EventText {
    PipelineEvent event;
    const char *text;
    const char *source; ///< GitLab's CI_PIPELINE_SOURCE
};
constexpr EventText events[] = {
    {PipelineEvent::Push, QT_TRANSLATE_NOOP("stagecraft::ui::ContextSelector", "Push"), "push"},
    {PipelineEvent::MergeRequest, QT_TRANSLATE_NOOP("stagecraft::ui::ContextSelector", "Merge request"), "merge_request_event"},
    {PipelineEvent::Tag, QT_TRANSLATE_NOOP("stagecraft::ui::ContextSelector", "Tag"), "push"},
    {PipelineEvent::Schedule, QT_TRANSLATE_NOOP("stagecraft::ui::ContextSelector", "Schedule"), "schedule"},
    {PipelineEvent::Web, QT_TRANSLATE_NOOP("stagecraft::ui::ContextSelector", "Web (Run pipeline)"), "web"},
    {PipelineEvent::Api, QT_TRANSLATE_NOOP("stagecraft::ui::ContextSelector", "API"), "api"},
};

const EventText &textOf(PipelineEvent event)
{
    return *std::ranges::find(events, event, &EventText::event);
}

} // namespace

PipelineEvent eventOf(const project::Trigger &trigger)
{
    if (trigger.tag && trigger.source == "push"_L1)
        return PipelineEvent::Tag;
    const auto found = std::ranges::find_if(events, [&](const EventText &one) { return trigger.source == QLatin1StringView(one.source); });
    return found == std::end(events) ? PipelineEvent::Push : found->event;
}

project::Trigger withEvent(const project::Trigger &now, PipelineEvent event, const git::RefNames &refs, const QString &branch)
{
    project::Trigger next = now;
    next.source = QString::fromLatin1(textOf(event).source);
    if (event == PipelineEvent::Tag && !now.tag) {
        next.tag = true;
        next.ref = refs.tags.isEmpty() ? u"v1.0.0"_s : refs.tags.last();
    } else if ((event == PipelineEvent::Push || event == PipelineEvent::MergeRequest) && now.tag) {
        next.tag = false;
        next.ref = branch;
    }
    return next;
}

project::Trigger withRef(const project::Trigger &now, const QString &ref, bool isTag)
{
    project::Trigger next = now;
    next.ref = ref;
    next.tag = isTag;
    if (isTag && now.source == "merge_request_event"_L1)
        next.source = u"push"_s;
    return next;
}

ContextSelector::ContextSelector(Session *session, QWidget *parent) : QToolButton(parent), m_session(session)
{
    setObjectName(u"context"_s);
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setToolTip(tr("The ref and event that the pipeline is shown and run for"));
    setMenu(new QMenu(this));
    connect(menu(), &QMenu::aboutToShow, this, [this] {
        rebuild();
        readRefs(); // git may have moved on
    });
    connect(session, &Session::opened, this, [this] {
        m_refs = {};
        ++m_serial;
        refresh();
        readRefs();
    });
    connect(session, &Session::contextChanged, this, &ContextSelector::refresh);
    refresh();
}

void ContextSelector::readRefs()
{
    const QString root = m_session->root();
    if (root.isEmpty())
        return;
    inBackground(
        this, [root] { return git::readRefs(root).value_or(git::RefNames()); },
        [this, root](const git::RefNames &refs) {
            if (root != m_session->root() || refs == m_refs)
                return;
            m_refs = refs;
            rebuild();
        });
}

project::Trigger ContextSelector::current() const
{
    const expand::Context &context = m_session->context();
    return {.ref = QString::fromStdString(context.ref),
            .tag = context.tag,
            .source = context.mergeRequest ? u"merge_request_event"_s : QString::fromStdString(context.source)};
}

void ContextSelector::refresh()
{
    const project::Trigger now = current();
    setEnabled(!m_session->root().isEmpty());
    setIcon(ui::icon(now.tag ? u"tag"_s : u"branch"_s, IconTone::Muted));
    setText(u"%1 · %2"_s.arg(now.ref, tr(textOf(eventOf(now)).text)));
    setAccessibleName(tr("Ref and event: %1").arg(text()));
}

void ContextSelector::rebuild()
{
    menu()->clear();
    menu()->addSection(tr("Event"));
    addEvents();
    menu()->addSection(tr("Branch"));
    addRefs(menu(), m_refs.branches, false);
    QMenu *tags = menu()->addMenu(ui::icon(u"tag"_s, IconTone::Muted), tr("Tag"));
    tags->setEnabled(!m_refs.tags.isEmpty());
    addRefs(tags, m_refs.tags, true);
    menu()->addSeparator();
    menu()->addAction(tr("Another branch…"), this, &ContextSelector::askForOther);
}

void ContextSelector::addEvents()
{
    auto *group = new QActionGroup(menu());
    const PipelineEvent now = eventOf(current());
    for (const EventText &one : events) {
        QAction *action = menu()->addAction(tr(one.text));
        action->setCheckable(true);
        action->setChecked(one.event == now);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, event = one.event] {
            choose(withEvent(current(), event, m_refs, QString::fromStdString(m_session->context().defaultBranch)));
        });
    }
}

void ContextSelector::addRefs(QMenu *into, const QStringList &names, bool isTag)
{
    auto *group = new QActionGroup(into);
    const project::Trigger now = current();
    // Newer tags are more often meant than old ones; git sorts their names upwards.
    QStringList shown = isTag ? QStringList(names.crbegin(), names.crend()) : names;
    shown = shown.first(std::min(shown.size(), mostRefs));
    if (now.tag == isTag && !shown.contains(now.ref))
        shown.prepend(now.ref);
    for (const QString &name : std::as_const(shown)) {
        QAction *action = into->addAction(QString(name).replace(u'&', u"&&"_s));
        action->setData(name);
        action->setCheckable(true);
        action->setChecked(now.tag == isTag && name == now.ref);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, name, isTag] { choose(withRef(current(), name, isTag)); });
    }
}

void ContextSelector::askForOther()
{
    auto *dialog = new QInputDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Another branch"));
    dialog->setLabelText(tr("Show and run the pipeline for this branch. It need not exist."));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &name) {
        if (!name.trimmed().isEmpty())
            choose(withRef(current(), name.trimmed(), false));
    });
    dialog->open();
}

void ContextSelector::choose(const project::Trigger &trigger)
{
    const QString root = m_session->root();
    inBackground(
        this, [root, trigger] { return project::contextFor(root, trigger); },
        [this, root, asked = ++m_serial](expand::Context context) {
            if (asked != m_serial || root != m_session->root())
                return;
            // What does not come from git stays as it was.
            const expand::Context &before = m_session->context();
            context.changes = before.changes;
            context.variables = before.variables;
            context.projectVariables = before.projectVariables;
            context.protectedRefs = before.protectedRefs;
            context.pipelineVariables = before.pipelineVariables;
            context.inputs = before.inputs;
            context.typedInputs = before.typedInputs;
            m_session->setContext(context);
        });
}

} // namespace stagecraft::ui
