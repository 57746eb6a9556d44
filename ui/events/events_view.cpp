// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/events/events_view.h"

#include "ui/session/background.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QTreeView>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

struct Computed {
    EventMatrices matrices;
    std::shared_ptr<const project::Analysis> now;
    std::shared_ptr<const project::Analysis> saved;
};

/// The saved text, analysed as the text in the editor was.
std::shared_ptr<const project::Analysis> analyseSaved(const project::Analysis &now, const text::TextBuffer &saved)
{
    project::AnalysisInput input;
    input.pipeline = saved;
    input.pipelineFile = now.effective.file;
    input.root = now.root;
    input.context = now.context;
    input.includes = now.includes;
    return project::analyse(input);
}

} // namespace

EventsView::EventsView(Session *session, QWidget *parent)
    : QWidget(parent), m_session(session), m_model(new EventMatrixModel(this)), m_filter(new QSortFilterProxyModel(this)),
      m_table(new QTreeView(this)), m_state(new QLabel(this)), m_onlyChanged(new QCheckBox(tr("Only changes"), this))
{
    m_filter->setSourceModel(m_model);
    m_filter->setFilterRole(EventMatrixModel::ChangedRole);
    m_filter->setFilterKeyColumn(0);
    m_table->setModel(m_filter);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setIconSize({size::icon, size::icon});
    m_table->setAccessibleName(tr("Jobs by event"));
    m_table->header()->setStretchLastSection(true);
    m_table->header()->setSectionsClickable(true);
    m_table->header()->setDefaultSectionSize(150);
    m_table->header()->setSectionsMovable(false);
    setFocusProxy(m_table);

    auto *bar = new QFrame(this);
    setRole(bar, "panel");
    auto *barLayout = new QHBoxLayout(bar);
    barLayout->setContentsMargins(space::m, space::xs, space::m, space::xs);
    setRole(m_state, "muted");
    barLayout->addWidget(m_state, 1);
    barLayout->addWidget(m_onlyChanged);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_table, 1);

    connect(m_onlyChanged, &QCheckBox::toggled, this, [this](bool on) {
        m_filter->setFilterFixedString(on ? u"true"_s : QString());
    });
    connect(m_table->header(), &QHeaderView::sectionClicked, this, [this](int section) {
        if (section > 0)
            Q_EMIT eventChosen(m_model->triggerAt(section));
    });
    connect(m_table, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        const QString job = m_model->jobAt(m_filter->mapToSource(index).row());
        if (!job.isEmpty())
            m_session->setSelection({.jobs = {job}, .stage = {}});
    });
    connect(session, &Session::analysisChanged, this, &EventsView::compute);
    connect(session, &Session::contextChanged, this, &EventsView::forgetSaved);
    connect(session, &Session::modifiedChanged, this, [this] {
        forgetSaved();
        compute();
    });
    display(EventMatrices());
}

void EventsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    compute();
}

void EventsView::forgetSaved()
{
    freeInBackground(std::exchange(m_saved, nullptr));
    freeInBackground(std::exchange(m_shownFor, nullptr));
}

void EventsView::compute()
{
    const auto analysis = m_session->analysis();
    if (m_busy || !isVisible() || analysis == m_shownFor || m_session->root().isEmpty())
        return;
    m_busy = true;
    freeInBackground(std::exchange(m_shownFor, analysis));
    std::optional<text::TextBuffer> savedText;
    if (m_session->isModified(Document::Pipeline))
        savedText = text::TextBuffer(m_session->savedText(Document::Pipeline));
    inBackground(
        this,
        [analysis, savedText, saved = m_saved] {
            Computed computed{.matrices = {.now = project::eventMatrix(*analysis), .saved = {}},
                              .now = analysis,
                              .saved = saved};
            if (savedText) {
                const bool isKnown = saved && saved->pipeline.bytes() == savedText->bytes();
                if (!isKnown)
                    computed.saved = analyseSaved(*analysis, *savedText);
                computed.matrices.saved = project::eventMatrix(*computed.saved);
            }
            return computed;
        },
        [this](Computed computed) {
            m_busy = false;
            freeInBackground(std::exchange(m_saved, computed.saved));
            if (computed.now == m_shownFor)
                display(std::move(computed.matrices));
            compute(); // for what changed meanwhile
        });
}

void EventsView::display(EventMatrices matrices)
{
    const bool first = m_model->rowCount() == 0 || m_table->header()->sectionSize(0) < 200;
    const bool compares = matrices.saved.has_value();
    m_model->setMatrices(std::move(matrices));
    if (first)
        m_table->header()->resizeSection(0, 240);
    const int changed = m_model->changedCells();
    m_onlyChanged->setEnabled(compares);
    if (!compares)
        m_onlyChanged->setChecked(false);
    m_state->setText(!compares      ? tr("Point at a cell to see which rule decided. Click a heading to see that pipeline on the canvas.")
                         : changed == 0 ? tr("The unsaved changes change nothing here.")
                         : changed == 1 ? tr("The unsaved changes change one cell.")
                                        : tr("The unsaved changes change %1 cells.").arg(changed));
}

} // namespace stagecraft::ui
