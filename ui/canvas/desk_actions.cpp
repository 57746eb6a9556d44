// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/desk_actions.h"

#include "ui/canvas/job_blocks.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace stagecraft::ui {

namespace {

/// Asks over the window without blocking. The first button is the one that is meant for Enter.
void ask(QWidget *window, const QString &question, const QString &explanation,
         const std::vector<std::pair<QString, std::function<void()>>> &answers)
{
    auto *box = new QMessageBox(window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowModality(Qt::WindowModal);
    box->setIconPixmap(iconPixmap(QStringLiteral("warning"), 32, colors().warning, box->devicePixelRatioF()));
    box->setText(QStringLiteral("<b>%1</b>").arg(question.toHtmlEscaped()));
    box->setInformativeText(explanation);
    bool isFirst = true;
    for (const auto &[text, act] : answers) {
        QPushButton *button = box->addButton(text, QMessageBox::AcceptRole);
        if (std::exchange(isFirst, false)) {
            setRole(button, "primary");
            box->setDefaultButton(button);
        }
        QObject::connect(button, &QAbstractButton::clicked, window, act);
    }
    box->addButton(QMessageBox::Cancel);
    box->open();
}

QString joined(const QStringList &names)
{
    constexpr qsizetype most = 5;
    const QString text = names.first(std::min(names.size(), most)).join(QStringLiteral(", "));
    return names.size() > most ? text + QStringLiteral(" …") : text;
}

} // namespace

DeskActions::DeskActions(Session *session, QWidget *window)
    : QObject(window), m_session(session), m_window(window), m_content(std::make_shared<CanvasContent>())
{
    connect(session, &Session::analysisChanged, this, &DeskActions::update);
    update();
}

void DeskActions::update()
{
    m_content = std::make_shared<CanvasContent>(contentOf(*m_session->analysis()));
    if (m_content->revision == m_session->buffer(Document::Pipeline).revision())
        m_given.clear();
    Q_EMIT contentChanged();
    if (!m_namingJob.isEmpty() && m_content->card(m_namingJob))
        Q_EMIT namingOffered(std::exchange(m_namingJob, {}), {});
    if (!m_namingStage.isEmpty() && m_content->columnOf(m_namingStage) >= 0)
        Q_EMIT namingOffered({}, std::exchange(m_namingStage, {}));
}

bool DeskActions::perform(const Recipes &recipes, const QString &title)
{
    return m_session->perform(recipes, title);
}

void DeskActions::offerNaming(const QString &job, const QString &stage)
{
    m_namingJob = job;
    m_namingStage = stage;
}

void DeskActions::selectJobs(const QStringList &jobs)
{
    m_session->setSelection({.jobs = QSet<QString>(jobs.begin(), jobs.end()), .stage = {}});
}

QString DeskActions::stageForNewJob(const QString &wanted) const
{
    if (!wanted.isEmpty() && m_content->columnOf(wanted) >= 0)
        return wanted;
    if (!m_session->selection().stage.isEmpty())
        return m_session->selection().stage;
    for (const QString &job : m_session->selection().jobs) {
        if (const CardInfo *card = m_content->card(job))
            return card->stage;
    }
    return m_content->columns.empty() ? QStringLiteral("test") : m_content->columns.back().stage;
}

QString DeskActions::newJobName(const QString &wanted)
{
    QString name = uniqueJobName(*m_content, wanted, m_given);
    m_given.insert(name);
    return name;
}

void DeskActions::addJob(const QString &stage)
{
    const QString target = stageForNewJob(stage);
    const QString name = newJobName(QStringLiteral("job"));
    const edit::AddJob recipe{.name = name.toStdString(),
                              .stage = target.toStdString(),
                              .script = {"echo \"Hello from $CI_JOB_NAME\""},
                              .before = {}};
    if (perform({recipe}, tr("Add job %1").arg(name))) {
        selectJobs({name});
        offerNaming(name, {});
    }
}

void DeskActions::addBlock(const QString &id, const std::optional<DropPlace> &place)
{
    const JobBlock *block = jobBlock(id);
    if (!block)
        return;
    const QString name = newJobName(QString::fromLatin1(block->jobName));
    const std::string key = name.toStdString();
    edit::AddJob add{.name = key, .stage = {}, .script = block->script, .before = {}};
    if (place) {
        add.stage = m_content->columns[static_cast<std::size_t>(place->column)].stage.toStdString();
        if (place->exact)
            add.before = anchorAt(*m_content, *place);
    } else {
        add.stage = stageForNewJob(QString::fromLatin1(block->stage)).toStdString();
    }
    Recipes recipes{add};
    const QJsonObject fields = QJsonDocument::fromJson(block->fields).object();
    for (auto field = fields.begin(); field != fields.end(); ++field)
        recipes.emplace_back(edit::SetField{.path = {key, field.key().toStdString()}, .value = field.value()});
    if (perform(recipes, tr("Add job %1").arg(name))) {
        selectJobs({name});
        offerNaming(name, {});
    }
}

void DeskActions::addStage(const QString &before)
{
    const QString name = uniqueStageName(*m_content, QStringLiteral("stage"), m_given);
    m_given.insert(name);
    edit::AddStage recipe{.name = name.toStdString(), .before = {}};
    if (!before.isEmpty())
        recipe.before = before.toStdString();
    if (perform({recipe}, tr("Add stage %1").arg(name)))
        offerNaming({}, name);
}

void DeskActions::duplicateJobs(const QStringList &jobs)
{
    Recipes recipes;
    QStringList copies;
    for (const QString &job : jobs) {
        QString copy = newJobName(job + QStringLiteral("-copy"));
        copies.append(copy);
        recipes.emplace_back(edit::DuplicateJob{.job = job.toStdString(), .to = copy.toStdString()});
    }
    if (recipes.empty())
        return;
    const QString title =
        jobs.size() == 1 ? tr("Duplicate job %1").arg(jobs.first()) : tr("Duplicate %1 jobs").arg(jobs.size());
    if (perform(recipes, title))
        selectJobs(copies);
}

void DeskActions::deleteNow(const QStringList &jobs, bool alsoNeeds)
{
    Recipes recipes;
    for (const QString &job : jobs)
        recipes.emplace_back(edit::DeleteJob{.job = job.toStdString(), .alsoNeeds = alsoNeeds});
    perform(recipes, jobs.size() == 1 ? tr("Delete job %1").arg(jobs.first()) : tr("Delete %1 jobs").arg(jobs.size()));
}

void DeskActions::deleteJobs(const QStringList &jobs)
{
    if (jobs.isEmpty())
        return;
    const QStringList dependents = dependentsOf(*m_content, jobs);
    if (dependents.isEmpty()) {
        deleteNow(jobs, jobs.size() > 1); // among the deleted ones themselves
        return;
    }
    ask(m_window, jobs.size() == 1 ? tr("Delete %1?").arg(jobs.first()) : tr("Delete %1 jobs?").arg(jobs.size()),
        tr("These jobs need what is deleted: %1. GitLab refuses a pipeline with needs that lead nowhere.")
            .arg(joined(dependents).toHtmlEscaped()),
        {{tr("Delete and clean up the needs"), [this, jobs] { deleteNow(jobs, true); }},
         {tr("Delete only"), [this, jobs] { deleteNow(jobs, false); }}});
}

void DeskActions::deleteStage(const QString &stage)
{
    const int column = m_content->columnOf(stage);
    if (column < 0)
        return;
    QStringList jobs;
    for (const int card : m_content->columns[static_cast<std::size_t>(column)].cards)
        jobs.append(m_content->cards[static_cast<std::size_t>(card)].job);
    const auto remove = [this, stage, jobs] {
        Recipes recipes;
        for (const QString &job : jobs)
            recipes.emplace_back(edit::DeleteJob{.job = job.toStdString(), .alsoNeeds = true});
        recipes.emplace_back(edit::DeleteStage{.stage = stage.toStdString()});
        perform(recipes, tr("Delete stage %1").arg(stage));
    };
    if (jobs.isEmpty()) {
        remove();
        return;
    }
    ask(m_window, tr("Delete stage %1 and its jobs?").arg(stage),
        tr("It holds: %1. You can take this back with Undo.").arg(joined(jobs).toHtmlEscaped()),
        {{tr("Delete stage and jobs"), remove}});
}

void DeskActions::removeNeed(const QString &job, const QString &need)
{
    perform({edit::RemoveNeed{.job = job.toStdString(), .need = need.toStdString()}},
            tr("%1 no longer needs %2").arg(job, need));
}

} // namespace stagecraft::ui
