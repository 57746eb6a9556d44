// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/past_run_view.h"

#include "ui/log/log_panel.h"
#include "ui/run/history_text.h"
#include "ui/run/run_text.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int indexRole = Qt::UserRole;
enum Column { NameColumn, StageColumn, ResultColumn, DurationColumn };

QString endOf(const engine::JobState &job)
{
    const QString end = statusText(job.status, job.allowedToFail);
    const QString why = job.status == engine::JobStatus::Failed ? failureText(job) : QString();
    return why.isEmpty() ? end : u"%1, %2"_s.arg(end, why);
}

} // namespace

PastRunView::PastRunView(QWidget *parent)
    : QWidget(parent),
      m_sign(new QFrame(this)),
      m_signIcon(new QLabel),
      m_signText(new QLabel),
      m_jobs(new QTreeWidget),
      m_jobName(new QLabel),
      m_log(new LogPanel)
{
    m_sign->setObjectName(u"oldRun"_s);
    m_signIcon->setFixedSize(size::icon, size::icon);
    m_signText->setTextFormat(Qt::PlainText);
    m_signText->setMinimumWidth(0);
    m_signText->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *back = new QPushButton(icon(u"chevron-left"_s), tr("Back to the current run"));
    back->setObjectName(u"backToCurrentRun"_s);
    auto *sign = new QHBoxLayout(m_sign);
    sign->setContentsMargins(space::m, space::xs, space::s, space::xs);
    sign->setSpacing(space::s);
    sign->addWidget(m_signIcon);
    sign->addWidget(m_signText, 1);
    sign->addWidget(back);

    m_jobs->setObjectName(u"oldJobs"_s);
    m_jobs->setAccessibleName(tr("Jobs of the old run"));
    m_jobs->setHeaderLabels({tr("Job"), tr("Stage"), tr("Result"), tr("Duration")});
    m_jobs->setRootIsDecorated(false);
    m_jobs->setUniformRowHeights(true);
    m_jobs->setAllColumnsShowFocus(true);
    m_jobs->setFrameShape(QFrame::NoFrame);
    m_jobs->setIconSize({size::icon, size::icon});
    m_jobs->header()->setSectionsMovable(false);
    m_jobs->header()->setStretchLastSection(false);
    m_jobs->header()->setSectionResizeMode(ResultColumn, QHeaderView::Stretch);

    setRole(m_jobName, "strong");
    m_log->setLeading(m_jobName);
    auto *split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(m_jobs);
    split->addWidget(m_log);
    split->setSizes({420, 480});
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_sign);
    layout->addWidget(split, 1);
    connect(back, &QPushButton::clicked, this, &PastRunView::currentRunRequested);
    connect(m_jobs, &QTreeWidget::currentItemChanged, this, &PastRunView::showLog);
    connect(&Theme::instance(), &Theme::changed, this, &PastRunView::paintSign);
    paintSign();
}

void PastRunView::paintSign()
{
    const Colors &c = colors();
    m_sign->setStyleSheet(u"#oldRun { background: %1; border: none; }"_s.arg(c.warningSoft.name()));
    m_signIcon->setPixmap(iconPixmap(u"history"_s, size::icon, c.warning, devicePixelRatioF()));
}

void PastRunView::setRun(const std::shared_ptr<const engine::RunRecord> &run)
{
    m_run = run;
    const engine::RunReport &report = run->report;
    const QString ref = QString::fromStdString(report.facts.ref);
    const QString text = tr("Old run: %1, %2, %3. Not what runs now.")
                             .arg(momentText(report.startedAt), ref.isEmpty() ? tr("no ref") : ref,
                                  statusText(report.status));
    m_signText->setText(text);
    m_signText->setToolTip(text);
    fill();
}

void PastRunView::fill()
{
    const engine::RunReport &report = m_run->report;
    QList<QTreeWidgetItem *> items;
    QTreeWidgetItem *shown = nullptr;
    bool isFailure = false;
    for (std::size_t i = 0; i < report.jobs.size(); ++i) {
        const engine::JobState &job = report.jobs[i].state;
        const QString end = endOf(job);
        auto *item = new QTreeWidgetItem(
            {QString::fromStdString(job.name), QString::fromStdString(job.stage), end, jobDuration(job)});
        item->setIcon(NameColumn, statusIcon(job.status, job.allowedToFail));
        item->setToolTip(NameColumn, item->text(NameColumn));
        item->setToolTip(ResultColumn, end);
        item->setData(NameColumn, indexRole, static_cast<qulonglong>(i));
        items << item;
        const bool failed = job.status == engine::JobStatus::Failed && !job.allowedToFail;
        if ((failed && !isFailure) || (!shown && !job.logFile.isEmpty())) {
            shown = item;
            isFailure = failed;
        }
    }
    m_jobs->clear();
    m_jobs->addTopLevelItems(items);
    constexpr int longestName = 220;
    for (const int column : {NameColumn, StageColumn, DurationColumn})
        m_jobs->resizeColumnToContents(column);
    for (const int column : {NameColumn, StageColumn})
        m_jobs->setColumnWidth(column, std::min(m_jobs->columnWidth(column), longestName));
    m_jobs->setCurrentItem(shown ? shown : items.value(0));
    if (items.isEmpty())
        showLog(nullptr);
}

void PastRunView::showLog(const QTreeWidgetItem *item)
{
    if (!item) {
        m_jobName->clear();
        m_log->setLog({}, tr("This run had no jobs."));
        return;
    }
    const engine::JobState &job = m_run->report.jobs[item->data(NameColumn, indexRole).toULongLong()].state;
    m_jobName->setText(item->text(NameColumn));
    m_log->setLog(logFileOf(*m_run, job), job.message.isEmpty() ? tr("This job has left no log.") : job.message);
}

} // namespace stagecraft::ui
