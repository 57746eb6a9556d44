// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/artifacts_panel.h"

#include "core/engine/background.h"
#include "core/engine/project_snapshot.h"
#include "ui/theme/theme.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QFileSystemModel>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace stagecraft::ui {

struct ArtifactsPanel::Private {
    ArtifactsPanel *panel = nullptr;
    engine::JobResults shown; ///< kept, so that a new look at the same job leaves open what is open
    QString directory;
    QLabel *summary = nullptr;
    QTreeWidget *tests = nullptr;
    QTreeView *files = nullptr;
    QFileSystemModel *model = nullptr;
    QToolButton *open = nullptr;
    QToolButton *save = nullptr;
    QLabel *note = nullptr;
    engine::StopFlag stop = std::make_shared<std::atomic_bool>(false);

    void showSummary(const engine::JobResults &results);
    void showTests(const engine::JobResults &results);
    void showFiles(const engine::JobResults &results);
    void saveAs();
    void saveInto(const QString &target);
};

ArtifactsPanel::ArtifactsPanel(QWidget *parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->panel = this;
    auto *bar = new QFrame(this);
    setRole(bar, "panel");
    d->summary = new QLabel(bar);
    d->summary->setTextFormat(Qt::PlainText);
    d->open = new QToolButton(bar);
    d->open->setIcon(icon(QStringLiteral("folder-open")));
    d->open->setToolTip(ArtifactsPanel::tr("Open the folder of the artifacts"));
    d->open->setAccessibleName(d->open->toolTip());
    d->save = new QToolButton(bar);
    d->save->setIcon(icon(QStringLiteral("save")));
    d->save->setToolTip(ArtifactsPanel::tr("Save the artifacts as…"));
    d->save->setAccessibleName(d->save->toolTip());
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::m, space::xs, space::s, space::xs);
    row->setSpacing(space::s);
    row->addWidget(d->summary, 1);
    row->addWidget(d->open);
    row->addWidget(d->save);
    bar->setMinimumHeight(size::control + 2 * space::xs);

    auto *split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    d->tests = new QTreeWidget(split);
    d->tests->setObjectName(QStringLiteral("tests"));
    d->tests->setHeaderHidden(true);
    d->tests->setAccessibleName(ArtifactsPanel::tr("Failed tests"));
    d->files = new QTreeView(split);
    d->files->setObjectName(QStringLiteral("files"));
    d->files->setAccessibleName(ArtifactsPanel::tr("Artifacts"));
    split->addWidget(d->tests);
    split->addWidget(d->files);
    d->note = new QLabel(this);
    d->note->setTextFormat(Qt::PlainText);
    d->note->setWordWrap(true);
    d->note->setContentsMargins(space::m, space::xs, space::m, space::xs);
    setRole(d->note, "muted");
    d->note->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(split, 1);
    layout->addWidget(d->note);
    connect(d->open, &QToolButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(d->directory)); });
    connect(d->save, &QToolButton::clicked, this, [this] { d->saveAs(); });
    connect(d->files, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (d->model && !d->model->isDir(index))
            QDesktopServices::openUrl(QUrl::fromLocalFile(d->model->filePath(index)));
    });
}

ArtifactsPanel::~ArtifactsPanel()
{
    d->stop->store(true);
}

bool ArtifactsPanel::hasAnything(const engine::JobResults &results)
{
    return !results.artifacts.isEmpty() || results.reports || results.coverage;
}

void ArtifactsPanel::setResults(const engine::JobResults &results)
{
    if (results.reports == d->shown.reports && results.coverage == d->shown.coverage && results.artifacts == d->shown.artifacts
        && hasAnything(results))
        return;
    d->shown = results;
    d->showSummary(results);
    d->showTests(results);
    d->showFiles(results);
}

void ArtifactsPanel::Private::showSummary(const engine::JobResults &results)
{
    QStringList parts;
    if (results.reports && results.reports->tests) {
        const engine::TestTotals &totals = *results.reports->tests;
        parts += ArtifactsPanel::tr("Tests: %1").arg(totals.total);
        if (const int failed = totals.failed + totals.errors; failed > 0)
            parts += ArtifactsPanel::tr("failed: %1").arg(failed);
        if (totals.skipped > 0)
            parts += ArtifactsPanel::tr("skipped: %1").arg(totals.skipped);
    }
    std::optional<double> coverage = results.coverage;
    if (!coverage && results.reports)
        coverage = results.reports->coverage;
    if (coverage)
        parts += ArtifactsPanel::tr("Coverage: %1 %").arg(*coverage, 0, 'f', 1);
    if (results.reports && results.reports->qualityFindings)
        parts += ArtifactsPanel::tr("Code quality findings: %1").arg(*results.reports->qualityFindings);
    if (parts.isEmpty())
        parts += ArtifactsPanel::tr("Artifacts");
    summary->setText(parts.join(QStringLiteral("  ·  ")));
    const QStringList problems = results.reports ? results.reports->problems : QStringList();
    note->setText(problems.join(QLatin1Char('\n')));
    note->setVisible(!problems.isEmpty());
}

void ArtifactsPanel::Private::showTests(const engine::JobResults &results)
{
    tests->clear();
    if (results.reports && results.reports->tests) {
        const QIcon failed = icon(QStringLiteral("error"), IconTone::Failed);
        for (const engine::FailedTest &test : results.reports->tests->failures) {
            auto *item = new QTreeWidgetItem(tests, {test.suite.isEmpty() ? test.name : test.suite + QStringLiteral(" · ") + test.name});
            item->setIcon(0, failed);
            const QStringList lines = test.message.split(QLatin1Char('\n'));
            for (const QString &line : lines)
                new QTreeWidgetItem(item, {line});
        }
    }
    if (results.reports) {
        for (const engine::QualityFinding &finding : results.reports->quality) {
            const QString place = finding.line > 0 ? QStringLiteral("%1:%2").arg(finding.file).arg(finding.line) : finding.file;
            auto *item = new QTreeWidgetItem(tests, {place + QStringLiteral("  ") + finding.description});
            item->setIcon(0, icon(QStringLiteral("advice")));
            item->setToolTip(0, finding.severity);
        }
    }
    tests->setVisible(tests->topLevelItemCount() > 0);
}

void ArtifactsPanel::Private::showFiles(const engine::JobResults &results)
{
    open->setVisible(!results.artifacts.isEmpty());
    save->setVisible(!results.artifacts.isEmpty());
    files->setVisible(!results.artifacts.isEmpty());
    if (directory == results.artifacts)
        return;
    directory = results.artifacts;
    files->setModel(nullptr);
    delete model;
    model = nullptr;
    if (directory.isEmpty())
        return;
    model = new QFileSystemModel(panel);
    model->setOption(QFileSystemModel::DontUseCustomDirectoryIcons);
    model->setOption(QFileSystemModel::DontWatchForChanges);
    model->setFilter(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    model->setResolveSymlinks(false);
    files->setModel(model);
    files->setRootIndex(model->setRootPath(directory));
    files->hideColumn(2);
    files->hideColumn(3);
    files->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    files->header()->setStretchLastSection(false);
}

void ArtifactsPanel::Private::saveAs()
{
    auto *dialog = new QFileDialog(panel, ArtifactsPanel::tr("Save the artifacts in a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(dialog, &QFileDialog::fileSelected, panel, [this](const QString &target) { saveInto(target); });
    dialog->open();
}

void ArtifactsPanel::Private::saveInto(const QString &target)
{
    save->setEnabled(false);
    engine::inBackground(
        panel, [from = directory, target, flag = stop] { return engine::layOver(from, target, flag); },
        [this, target](const Result<> &copied) {
            save->setEnabled(true);
            note->setText(copied ? ArtifactsPanel::tr("Saved in %1").arg(target) : describe(copied.error()));
            note->show();
        });
}

} // namespace stagecraft::ui
