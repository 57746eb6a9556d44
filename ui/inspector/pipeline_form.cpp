// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/inspector/pipeline_form.h"

#include "ui/inspector/field_editors.h"
#include "ui/theme/theme.h"

#include "core/model/keyword_table.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace stagecraft::ui {

namespace {

QLabel *linkLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    return label;
}

QString linkTo(const QString &name)
{
    return QStringLiteral("<a href='%1' style='color:%2; text-decoration:none'>%1</a>")
        .arg(name.toHtmlEscaped(), colors().accent.name());
}

} // namespace

StageForm::StageForm(Session *session, const QString &stage, QWidget *parent) : Form(session, parent), m_stage(stage)
{
    m_nameField = addField(tr("Name"), model::KeywordScope::Global, {});
    m_name = addLine(m_nameField);
    m_name->setObjectName(QStringLiteral("stageName"));
    connect(m_name, &CommitLine::committed, this, [this](const QString &name) {
        if (perform(m_nameField, {edit::RenameStage{m_stage.toStdString(), name.toStdString()}}))
            this->session()->setSelection({.jobs = {}, .stage = name});
        else
            m_name->setValue(m_stage);
    });
    FieldFrame *jobs = addField(tr("Jobs"), model::KeywordScope::Global, {});
    m_jobs = linkLabel(jobs);
    jobs->setEditor(m_jobs);
    connect(m_jobs, &QLabel::linkActivated, this,
            [this](const QString &job) { this->session()->setSelection({.jobs = {job}, .stage = {}}); });
    page()->addStretch();
    refresh();
}

bool StageForm::refresh()
{
    takeAnalysis();
    const std::string name = m_stage.toStdString();
    const auto &effective = analysis().effective.stages;
    const auto &written = analysis().source.stages;
    if (std::ranges::find(effective, name) == effective.end() && std::ranges::find(written, name) == written.end())
        return false;
    if (!m_nameField->isBeingEdited())
        m_name->setValue(m_stage);
    m_name->setReadOnly(m_stage == QLatin1StringView(".pre") || m_stage == QLatin1StringView(".post"));
    QStringList jobs;
    for (const expand::EffectiveJob &job : analysis().effective.jobs) {
        const QString link = linkTo(QString::fromStdString(job.sourceName));
        if (job.stage == name && !jobs.contains(link))
            jobs += link;
    }
    m_jobs->setText(jobs.isEmpty() ? tr("No jobs yet. Drop one here on the canvas.") : jobs.join(QStringLiteral("<br>")));
    return true;
}

PipelineForm::PipelineForm(Session *session, QWidget *parent) : Form(session, parent)
{
    m_imageField = addField(tr("Default image"), model::KeywordScope::Default, "image");
    m_image = addLine(m_imageField, tr("The runner's default image"));
    m_image->setObjectName(QStringLiteral("defaultImage"));
    connect(m_image, &CommitLine::committed, this, [this](const QString &text) {
        if (text.trimmed().isEmpty())
            perform(m_imageField, {edit::ClearField{imagePath()}});
        else
            perform(m_imageField, {edit::SetField{imagePath(), text.trimmed()}});
    });
    connect(m_imageField, &FieldFrame::resetRequested, this,
            [this] { perform(m_imageField, {edit::ClearField{imagePath()}}); });

    m_variablesField = addField(tr("Variables"), model::KeywordScope::Global, "variables");
    m_variables = new VariablesTable(m_variablesField);
    m_variables->setObjectName(QStringLiteral("globalVariables"));
    m_variablesField->setEditor(m_variables);
    const auto path = [](const QString &name) { return yaml::NodePath{std::string("variables"), name.toStdString()}; };
    connect(m_variables, &VariablesTable::valueChanged, this, [this, path](const QString &name, const QString &value) {
        perform(m_variablesField, {edit::SetField{path(name), value}});
    });
    connect(m_variables, &VariablesTable::renamed, this,
            [this, path](const QString &from, const QString &to, const QString &value) {
                perform(m_variablesField, {edit::SetField{path(to), value}, edit::ClearField{path(from)}});
            });
    connect(m_variables, &VariablesTable::removed, this,
            [this, path](const QString &name) { perform(m_variablesField, {edit::ClearField{path(name)}}); });

    m_stagesField = addField(tr("Stages"), model::KeywordScope::Global, "stages");
    m_stages = linkLabel(m_stagesField);
    m_stagesField->setEditor(m_stages);
    connect(m_stages, &QLabel::linkActivated, this,
            [this](const QString &stage) { this->session()->setSelection({.jobs = {}, .stage = stage}); });
    page()->addStretch();
    refresh();
}

yaml::NodePath PipelineForm::imagePath() const
{
    yaml::NodePath path;
    const yaml::Entry *entry = entryOf(root(), "image");
    if (!entry) {
        path.emplace_back("default");
        const yaml::Entry *defaults = entryOf(root(), "default");
        entry = defaults ? entryOf(defaults->value, "image") : nullptr;
    }
    path.emplace_back("image");
    if (entry && analysis().tree.node(entry->value).kind == yaml::NodeKind::Mapping)
        path.emplace_back("name");
    return path;
}

bool PipelineForm::refresh()
{
    takeAnalysis();
    const model::Value &merged = analysis().effective.merged;
    const model::Value *image = merged.find("image");
    if (const model::Value *defaults = merged.find("default"); defaults && !image)
        image = defaults->find("image");
    if (!m_imageField->isBeingEdited())
        m_image->setValue(shownText(image && image->isMap() ? image->find("name") : image));
    m_imageField->setState(image ? FieldFrame::State::Own : FieldFrame::State::Unset);

    QList<NamedValue> values;
    if (const model::Value *variables = merged.find("variables")) {
        for (const model::Value::Member &member : variables->members()) {
            const model::Value *value = member.value.isMap() ? member.value.find("value") : &member.value;
            values.append({QString::fromStdString(member.key), shownText(value), !member.value.isMap()});
        }
    }
    m_variables->setValues(values);

    QStringList stages;
    for (const std::string &stage : analysis().effective.stages)
        stages += linkTo(QString::fromStdString(stage));
    m_stages->setText(stages.isEmpty() ? tr("None yet.") : stages.join(QStringLiteral("  →  ")));
    return true;
}

} // namespace stagecraft::ui
