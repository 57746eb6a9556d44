// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/history_view.h"

#include "core/base/files.h"
#include "ui/run/history_text.h"
#include "ui/run/past_run_view.h"
#include "ui/run/run_comparison.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_text.h"
#include "ui/session/background.h"
#include "ui/theme/theme.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QUrl>

#include <algorithm>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRuns = 300;
enum Column { When, Ref, Commit, Mode, Duration, Failures };

QTreeWidgetItem *makeRow(const engine::RunReport &report)
{
    const int failures = engine::failuresOf(report);
    const QString sha = QString::fromStdString(report.facts.sha);
    auto *item = new QTreeWidgetItem({momentText(report.startedAt), QString::fromStdString(report.facts.ref),
                                      sha.first(std::min<qsizetype>(8, sha.size())), modeName(report.facts.mode),
                                      durationOf(report), failures > 0 ? QString::number(failures) : u"–"_s});
    item->setIcon(When, statusIcon(report.status, report.hasWarnings));
    item->setToolTip(When, statusText(report.status));
    item->setToolTip(Ref, item->text(Ref));
    item->setToolTip(Commit, sha);
    if (failures > 0)
        item->setForeground(Failures, colors().failed);
    return item;
}

} // namespace

HistoryView::HistoryView(Session *session, RunController *controller, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_controller(controller),
      m_pages(new QStackedWidget(this)),
      m_split(new QSplitter(Qt::Horizontal)),
      m_list(new QTreeWidget),
      m_details(new QStackedWidget),
      m_hint(new QLabel),
      m_past(new PastRunView),
      m_comparison(new RunComparison)
{
    m_list->setObjectName(u"keptRuns"_s);
    m_list->setAccessibleName(tr("Kept runs of this project"));
    m_list->setHeaderLabels({tr("Run"), tr("Ref"), tr("Commit"), tr("Mode"), tr("Duration"), tr("Failed jobs")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setIconSize({size::icon, size::icon});
    m_list->header()->setSectionsMovable(false);
    setFocusProxy(m_list);

    auto *nothing = new QFrame;
    setRole(nothing, "panel");
    auto *middle = new QVBoxLayout(nothing);
    middle->addWidget(m_hint);
    setRole(m_hint, "muted");
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_details->addWidget(nothing);
    m_details->addWidget(m_past);
    m_details->addWidget(m_comparison);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_list);
    m_split->addWidget(m_details);
    m_split->setStretchFactor(0, 0); // as wide as its columns
    m_split->setStretchFactor(1, 1);
    m_split->setSizes({560, 840});
    m_pages->addWidget(buildEmpty());
    m_pages->addWidget(m_split);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_pages);

    auto *remove = new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &HistoryView::askToDelete);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &HistoryView::showSelected);
    connect(m_list, &QTreeWidget::customContextMenuRequested, this, &HistoryView::showMenu);
    connect(m_past, &PastRunView::currentRunRequested, this, &HistoryView::currentRunRequested);
    connect(session, &Session::opened, this, [this] {
        display({});
        reload();
    });
    connect(controller, &RunController::runFinished, this, &HistoryView::reload);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_emptyIcon->setPixmap(iconPixmap(u"history"_s, 32, colors().textFaint, devicePixelRatioF()));
        m_isStale = true;
        if (isVisible())
            reload();
    });
    showSelected();
}

QWidget *HistoryView::buildEmpty()
{
    constexpr int TextWidth = 480;
    auto *page = new QFrame;
    setRole(page, "panel");
    m_emptyIcon = new QLabel;
    m_emptyIcon->setPixmap(iconPixmap(u"history"_s, 32, colors().textFaint, devicePixelRatioF()));
    m_emptyTitle = new QLabel(tr("No run of this project was kept yet"));
    setRole(m_emptyTitle, "heading");
    auto *text = new QLabel(
        tr("Each run leaves its logs, artifacts and a report here. Select one to see its jobs and logs, "
           "or two to compare them."));
    text->setWordWrap(true);
    text->setFixedWidth(TextWidth);
    auto *words = new QVBoxLayout;
    words->setSpacing(space::xs);
    words->addWidget(m_emptyTitle);
    words->addWidget(text);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::l);
    row->addStretch();
    row->addWidget(m_emptyIcon, 0, Qt::AlignTop);
    row->addLayout(words);
    row->addStretch();
    auto *layout = new QVBoxLayout(page);
    layout->addStretch();
    layout->addLayout(row);
    layout->addStretch();
    return page;
}

void HistoryView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        reload();
}

void HistoryView::reload()
{
    m_isStale = !isVisible(); // what nobody looks at is read when somebody does
    if (m_isStale || m_session->root().isEmpty())
        return;
    inBackground(
        this,
        [root = m_session->root()] {
            std::vector<Record> runs;
            for (engine::RunRecord &run : engine::keptRuns({}, root, mostRuns))
                runs.push_back(std::make_shared<const engine::RunRecord>(std::move(run)));
            return runs;
        },
        [this, asked = ++m_serial](std::vector<Record> runs) {
            if (asked == m_serial)
                display(std::move(runs));
        });
}

void HistoryView::display(std::vector<Record> runs)
{
    QStringList chosen;
    for (const Record &run : selected())
        chosen += run->report.id;
    ++m_serial;
    const bool hadNone = m_runs.empty();
    m_runs = std::move(runs);
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        QList<QTreeWidgetItem *> rows;
        for (const Record &run : m_runs)
            rows << makeRow(run->report);
        m_list->addTopLevelItems(rows);
        for (qsizetype row = 0; row < rows.size(); ++row)
            rows[row]->setSelected(chosen.contains(m_runs[static_cast<std::size_t>(row)]->report.id));
        if (hadNone && !rows.isEmpty()) {
            constexpr int longestRef = 160;
            for (int column = When; column <= Failures; ++column)
                m_list->resizeColumnToContents(column);
            m_list->setColumnWidth(Ref, std::min(m_list->columnWidth(Ref), longestRef));
        }
    }
    m_pages->setCurrentIndex(m_runs.empty() ? 0 : 1);
    showSelected();
}

/// Newest first.
std::vector<HistoryView::Record> HistoryView::selected() const
{
    std::vector<Record> result;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        if (m_list->topLevelItem(row)->isSelected() && static_cast<std::size_t>(row) < m_runs.size())
            result.push_back(m_runs[static_cast<std::size_t>(row)]);
    }
    return result;
}

void HistoryView::showSelected()
{
    const std::vector<Record> runs = selected();
    if (runs.size() == 1) {
        m_past->setRun(runs.front());
        m_details->setCurrentWidget(m_past);
    } else if (runs.size() == 2) {
        m_comparison->setRuns(*runs.back(), *runs.front());
        m_details->setCurrentWidget(m_comparison);
    } else {
        m_hint->setText(runs.empty() ? tr("Select a run to see its jobs and logs, or two with Ctrl to compare them.")
                                     : tr("%1 runs are selected. Two can be compared.").arg(runs.size()));
        m_details->setCurrentIndex(0);
    }
}

void HistoryView::showMenu(const QPoint &position)
{
    const std::vector<Record> runs = selected();
    if (runs.empty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (runs.size() == 1) {
        const Record run = runs.front();
        menu->addAction(icon(u"folder-open"_s), tr("Show folder"), this,
                        [run] { QDesktopServices::openUrl(QUrl::fromLocalFile(run->directory)); });
        menu->addSeparator();
        menu->addAction(icon(u"export"_s), tr("Export as JUnit…"), this, [this, run] {
            exportRun(run, tr("Export as JUnit"), u"junit.xml"_s, tr("JUnit report (*.xml)"), &engine::junitOf);
        });
        menu->addAction(icon(u"export"_s), tr("Export as JSON…"), this, [this, run] {
            exportRun(run, tr("Export as JSON"), u"report.json"_s, tr("JSON report (*.json)"), &engine::reportJson);
        });
        menu->addSeparator();
    }
    menu->addAction(icon(u"trash"_s), runs.size() == 1 ? tr("Delete…") : tr("Delete %1 runs…").arg(runs.size()), this,
                    &HistoryView::askToDelete);
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

void HistoryView::exportRun(const Record &run, const QString &title, const QString &fileName, const QString &filter,
                            const std::function<QByteArray(const engine::RunReport &)> &write)
{
    auto *dialog = new QFileDialog(this, title, m_session->root(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(fileName.section(u'.', -1));
    dialog->selectFile(fileName);
    connect(dialog, &QFileDialog::fileSelected, this, [this, run, write](const QString &file) {
        inBackground(
            this, [run, write, file] { return saveAtomically(file, write(run->report)); },
            [this](const Result<> &saved) {
                if (!saved)
                    Q_EMIT failed(saved.error());
            });
    });
    dialog->open();
}

void HistoryView::askToDelete()
{
    const std::vector<Record> runs = selected();
    if (runs.empty())
        return;
    QStringList ids;
    for (const Record &run : runs)
        ids += run->report.id;
    const QString question = runs.size() == 1
                                 ? tr("Delete this run: %1?").arg(momentText(runs.front()->report.startedAt))
                                 : tr("Delete %1 runs?").arg(runs.size());
    auto *box = new QMessageBox(QMessageBox::Question, tr("Delete runs"), question, QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("Logs, artifacts and report go from the disk. This cannot be undone."));
    QPushButton *remove = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(remove, &QPushButton::clicked, this, [this, ids] { deleteRuns(ids); });
    box->open();
}

void HistoryView::deleteRuns(const QStringList &ids)
{
    inBackground(
        this,
        [ids] {
            Result<> all;
            for (const QString &id : ids) {
                if (Result<> removed = engine::removeKeptRun({}, id); !removed)
                    all = std::move(removed);
            }
            return all;
        },
        [this](const Result<> &removed) {
            if (!removed)
                Q_EMIT failed(removed.error());
            reload();
            m_controller->lookBack();
        });
}

} // namespace stagecraft::ui
