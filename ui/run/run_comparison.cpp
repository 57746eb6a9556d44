// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/run_comparison.h"

#include "core/base/duration_text.h"
#include "ui/run/history_text.h"
#include "ui/run/run_text.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdlib>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

enum Column { Job, StatusBefore, StatusAfter, DurationBefore, DurationAfter, Change };

void setStatus(QTreeWidgetItem *item, int column, const engine::JobState *job)
{
    if (!job) {
        item->setText(column, RunComparison::tr("Not in this run"));
        item->setForeground(column, colors().textMuted);
        return;
    }
    item->setText(column, statusText(job->status, job->allowedToFail));
    item->setIcon(column, statusIcon(job->status, job->allowedToFail));
}

QString changeOf(const engine::JobDifference &one)
{
    const qint64 was = one.before ? engine::runtimeMilliseconds(*one.before) : -1;
    const qint64 is = one.after ? engine::runtimeMilliseconds(*one.after) : -1;
    if (was < 0 || is < 0)
        return {};
    const QString by = durationText(std::abs(is - was));
    if (by == durationText(0))
        return by; // less than is shown
    return (is < was ? u"−"_s : u"+"_s) + by;
}

} // namespace

RunComparison::RunComparison(QWidget *parent)
    : QWidget(parent), m_title(new QLabel), m_note(new QLabel), m_table(new QTreeWidget)
{
    auto *bar = new QFrame;
    setRole(bar, "panel");
    setRole(m_title, "strong");
    setRole(m_note, "muted");
    auto *barLayout = new QHBoxLayout(bar);
    barLayout->setContentsMargins(space::m, space::xs, space::m, space::xs);
    barLayout->setSpacing(space::m);
    barLayout->addWidget(m_title);
    barLayout->addWidget(m_note, 1);
    m_note->setMinimumWidth(0);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar->setMinimumHeight(size::control + 2 * space::xs);
    m_table->setObjectName(u"comparison"_s);
    m_table->setAccessibleName(tr("Jobs of two runs"));
    m_table->setHeaderLabels({tr("Job"), tr("Status before"), tr("Status after"), tr("Duration before"),
                              tr("Duration after"), tr("Difference")});
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setIconSize({size::icon, size::icon});
    m_table->header()->setSectionsMovable(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_table, 1);
}

void RunComparison::setRuns(const engine::RunRecord &before, const engine::RunRecord &after)
{
    m_title->setText(tr("%1, then %2").arg(momentText(before.report.startedAt), momentText(after.report.startedAt)));
    std::vector<engine::JobDifference> jobs = engine::compareRuns(before.report, after.report);
    const auto kindOf = [](const engine::JobDifference &one) {
        return !one.before || !one.after ? 1 : one.isOtherStatus() ? 0 : 2;
    };
    std::ranges::stable_sort(jobs, {}, kindOf);
    const auto others = std::ranges::count(jobs, 0, kindOf);
    const auto alone = std::ranges::count(jobs, 1, kindOf);
    QString ends = others == 0   ? tr("Every job ended as before.")
                   : others == 1 ? tr("One job ended otherwise.")
                                 : tr("%1 jobs ended otherwise.").arg(others);
    if (others == 0 && alone > 0)
        ends = tr("What is in both runs ended as before.");
    if (alone == 1)
        ends += u' ' + tr("One job is in one of them only.");
    else if (alone > 1)
        ends += u' ' + tr("%1 jobs are in one of them only.").arg(alone);
    const bool sameText = before.report.facts.configHash == after.report.facts.configHash;
    m_note->setText(
        u"%1 %2"_s.arg(ends, sameText ? tr("The configuration is the same.") : tr("The configuration is another.")));
    m_note->setToolTip(m_note->text());

    QList<QTreeWidgetItem *> items;
    for (const engine::JobDifference &one : jobs) {
        auto *item = new QTreeWidgetItem({QString::fromStdString(one.job)});
        item->setToolTip(Job, item->text(Job));
        if (kindOf(one) == 0)
            item->setFont(Job, ui::font(FontRole::Strong));
        setStatus(item, StatusBefore, one.before);
        setStatus(item, StatusAfter, one.after);
        item->setText(DurationBefore, one.before ? jobDuration(*one.before) : QString());
        item->setText(DurationAfter, one.after ? jobDuration(*one.after) : QString());
        item->setText(Change, changeOf(one));
        items << item;
    }
    m_table->clear();
    m_table->addTopLevelItems(items);
    constexpr int longestName = 260;
    for (int column = Job; column < Change; ++column)
        m_table->resizeColumnToContents(column);
    m_table->setColumnWidth(Job, std::min(m_table->columnWidth(Job), longestName));
}

} // namespace stagecraft::ui
