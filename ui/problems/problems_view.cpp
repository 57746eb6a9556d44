// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/problems/problems_view.h"

#include "ui/problems/problems_model.h"
#include "ui/session/apply_fix.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <array>

namespace stagecraft::ui {

namespace {

constexpr std::array Severities = {text::Severity::Error, text::Severity::Warning, text::Severity::Advice};

class ProblemsFilter : public QSortFilterProxyModel
{
public:
    explicit ProblemsFilter(QObject *parent) : QSortFilterProxyModel(parent)
    {
        setFilterCaseSensitivity(Qt::CaseInsensitive);
        setFilterRole(ProblemsModel::FilterRole);
    }
    void setShown(text::Severity severity, bool shown)
    {
        m_shown[static_cast<std::size_t>(severity)] = shown;
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const int severity = sourceModel()->index(row, 0, parent).data(ProblemsModel::SeverityRole).toInt();
        return m_shown[static_cast<std::size_t>(severity)] && QSortFilterProxyModel::filterAcceptsRow(row, parent);
    }

private:
    std::array<bool, Severities.size()> m_shown = {true, true, true};
};

} // namespace

struct ProblemsView::Private {
    ProblemsView *view = nullptr;
    Session *session = nullptr;
    ProblemsModel *model = nullptr;
    ProblemsFilter *filter = nullptr;
    QTreeView *list = nullptr;
    QLineEdit *search = nullptr;
    std::array<QToolButton *, Severities.size()> toggles = {};
    QWidget *empty = nullptr;
    QLabel *emptyIcon = nullptr;
    QLabel *emptyTitle = nullptr;
    QLabel *emptyText = nullptr;

    QWidget *buildBar();
    void buildEmpty();
    void refresh();
    void showState();
    const text::Diagnostic *current() const;
    void activate();
    bool offerFixes(const QModelIndex &index); ///< the only one at once, several as a menu
    void addFixes(QMenu *menu, const text::Diagnostic &diagnostic);
    void showMenu(const QPoint &position);
};

ProblemsView::ProblemsView(Session *session, QWidget *parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->view = this;
    d->session = session;
    d->model = new ProblemsModel(this);
    d->filter = new ProblemsFilter(this);
    d->filter->setSourceModel(d->model);

    d->list = new QTreeView(this);
    d->list->setModel(d->filter);
    d->list->setRootIsDecorated(false);
    d->list->setUniformRowHeights(true);
    d->list->setAllColumnsShowFocus(true);
    d->list->setHeaderHidden(true);
    d->list->setIconSize({size::icon, size::icon});
    d->list->setContextMenuPolicy(Qt::CustomContextMenu);
    d->list->setAccessibleName(tr("Problems"));
    d->list->header()->setStretchLastSection(false);
    d->list->header()->setSectionResizeMode(ProblemsModel::MessageColumn, QHeaderView::Stretch);
    d->list->header()->setSectionResizeMode(ProblemsModel::PlaceColumn, QHeaderView::ResizeToContents);
    d->list->header()->setSectionResizeMode(ProblemsModel::FixColumn, QHeaderView::ResizeToContents);
    setFocusProxy(d->list);
    d->buildEmpty();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(d->buildBar());
    layout->addWidget(d->list, 1);
    layout->addWidget(d->empty, 1);

    connect(d->list, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (!d->offerFixes(index))
            d->activate();
    });
    connect(d->list, &QTreeView::clicked, this, [this](const QModelIndex &index) { d->offerFixes(index); });
    connect(d->list, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) { d->showMenu(at); });
    connect(d->search, &QLineEdit::textChanged, this, [this](const QString &text) {
        d->filter->setFilterFixedString(text);
        d->showState();
    });
    connect(session, &Session::analysisChanged, this, [this] { d->refresh(); });
    connect(session, &Session::opened, this, [this] { d->refresh(); });
    connect(&Theme::instance(), &Theme::changed, this, [this] { d->showState(); });
    d->refresh();
}

ProblemsView::~ProblemsView() = default;

int ProblemsView::count(text::Severity severity) const
{
    return d->model->count(severity);
}

QWidget *ProblemsView::Private::buildBar()
{
    auto *bar = new QFrame(view);
    setRole(bar, "panel");
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(space::s, space::xs, space::s, space::xs);
    layout->setSpacing(space::xs);
    for (const text::Severity severity : Severities) {
        auto *toggle = new QToolButton(bar);
        toggle->setCheckable(true);
        toggle->setChecked(true);
        toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        toggle->setIcon(severityIcon(severity));
        toggle->setIconSize({size::icon, size::icon});
        toggles[static_cast<std::size_t>(severity)] = toggle;
        layout->addWidget(toggle);
        QObject::connect(toggle, &QToolButton::toggled, view, [this, severity](bool on) {
            filter->setShown(severity, on);
            showState();
        });
    }
    layout->addStretch();
    search = new QLineEdit(bar);
    search->setPlaceholderText(ProblemsView::tr("Filter"));
    search->setClearButtonEnabled(true);
    search->setMaximumWidth(260);
    search->addAction(icon(QStringLiteral("filter"), IconTone::Muted), QLineEdit::LeadingPosition);
    layout->addWidget(search, 1);
    return bar;
}

void ProblemsView::Private::buildEmpty()
{
    empty = new QFrame(view);
    setRole(empty, "panel");
    emptyIcon = new QLabel(empty);
    emptyTitle = new QLabel(empty);
    setRole(emptyTitle, "heading");
    emptyText = new QLabel(empty);
    setRole(emptyText, "muted");
    for (QLabel *label : {emptyIcon, emptyTitle, emptyText})
        label->setAlignment(Qt::AlignCenter);
    emptyText->setWordWrap(true);
    auto *layout = new QVBoxLayout(empty);
    layout->setSpacing(space::xs);
    layout->addStretch();
    layout->addWidget(emptyIcon);
    layout->addSpacing(space::xs);
    layout->addWidget(emptyTitle);
    layout->addWidget(emptyText);
    layout->addStretch();
}

void ProblemsView::Private::refresh()
{
    const auto analysis = session->analysis();
    const text::Diagnostic *kept = current();
    const QString id = kept ? kept->id + kept->message : QString();
    model->setDiagnostics(analysis->diagnostics);
    for (int row = 0; !id.isEmpty() && row < filter->rowCount(); ++row) {
        const QModelIndex index = filter->index(row, 0);
        const text::Diagnostic &candidate = model->diagnostic(filter->mapToSource(index).row());
        if (candidate.id + candidate.message == id) {
            list->setCurrentIndex(index);
            break;
        }
    }
    const std::array names = {ProblemsView::tr("Errors"), ProblemsView::tr("Warnings"), ProblemsView::tr("Advice")};
    for (const text::Severity severity : Severities) {
        QToolButton *toggle = toggles[static_cast<std::size_t>(severity)];
        toggle->setText(QString::number(model->count(severity)));
        toggle->setToolTip(names[static_cast<std::size_t>(severity)]);
        toggle->setAccessibleName(QStringLiteral("%1 %2").arg(model->count(severity))
                                      .arg(names[static_cast<std::size_t>(severity)]));
    }
    showState();
    Q_EMIT view->countsChanged(model->count(text::Severity::Error), model->count(text::Severity::Warning),
                               model->count(text::Severity::Advice));
}

void ProblemsView::Private::showState()
{
    const bool none = model->rowCount() == 0;
    const bool hidden = !none && filter->rowCount() == 0;
    list->setVisible(!none && !hidden);
    empty->setVisible(none || hidden);
    const Colors &c = colors();
    const qreal ratio = view->devicePixelRatioF();
    if (hidden) {
        emptyIcon->setPixmap(iconPixmap(QStringLiteral("filter"), 28, c.textFaint, ratio));
        emptyTitle->setText(ProblemsView::tr("Nothing matches the filter"));
        emptyText->setText(ProblemsView::tr("%1 problems are hidden by it.").arg(model->rowCount()));
    } else if (session->root().isEmpty()) {
        emptyIcon->setPixmap(iconPixmap(QStringLiteral("folder-open"), 28, c.textFaint, ratio));
        emptyTitle->setText(ProblemsView::tr("Nothing is open"));
        emptyText->setText(ProblemsView::tr("Problems of a pipeline are listed here while you work on it."));
    } else {
        emptyIcon->setPixmap(iconPixmap(QStringLiteral("status-success"), 28, c.success, ratio));
        emptyTitle->setText(ProblemsView::tr("No problems"));
        emptyText->setText(ProblemsView::tr("GitLab would accept this pipeline, and both files fit together."));
    }
}

const text::Diagnostic *ProblemsView::Private::current() const
{
    const QModelIndex index = list->currentIndex();
    return index.isValid() ? &model->diagnostic(filter->mapToSource(index).row()) : nullptr;
}

void ProblemsView::Private::activate()
{
    if (const text::Diagnostic *diagnostic = current())
        Q_EMIT view->activated(diagnostic->file, diagnostic->range);
}

bool ProblemsView::Private::offerFixes(const QModelIndex &index)
{
    const text::Diagnostic *diagnostic = current();
    if (index.column() != ProblemsModel::FixColumn || !diagnostic || diagnostic->fixes.empty())
        return false;
    if (diagnostic->fixes.size() == 1) {
        applyFix(*session, text::Diagnostic(*diagnostic), text::Fix(diagnostic->fixes.front()));
    } else {
        auto *menu = new QMenu(view);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        addFixes(menu, *diagnostic);
        menu->popup(list->viewport()->mapToGlobal(list->visualRect(index).bottomLeft()));
    }
    return true;
}

void ProblemsView::Private::addFixes(QMenu *menu, const text::Diagnostic &diagnostic)
{
    for (const text::Fix &fix : diagnostic.fixes) {
        menu->addAction(icon(QStringLiteral("fix"), IconTone::Muted), fix.title, view,
                        [this, diagnostic, fix] { applyFix(*session, diagnostic, fix); });
    }
    // Another text has another list.
    QObject::connect(session, &Session::textChanged, menu, &QMenu::close);
    QObject::connect(session, &Session::analysisChanged, menu, &QMenu::close);
}

void ProblemsView::Private::showMenu(const QPoint &position)
{
    const text::Diagnostic *diagnostic = current();
    if (!diagnostic)
        return;
    auto *menu = new QMenu(view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(QStringLiteral("code"), IconTone::Muted), ProblemsView::tr("Show in text"), view,
                    [this] { activate(); });
    addFixes(menu, *diagnostic);
    menu->addAction(icon(QStringLiteral("copy"), IconTone::Muted), ProblemsView::tr("Copy message"), view,
                    [message = diagnostic->message] { QGuiApplication::clipboard()->setText(message); });
    menu->popup(list->viewport()->mapToGlobal(position));
}

} // namespace stagecraft::ui
