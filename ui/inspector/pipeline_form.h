// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Forms for what is not a job: a stage, and the pipeline as a whole. GUI thread.
#pragma once

#include "ui/inspector/form.h"

class QLabel;

namespace stagecraft::ui {

class CommitLine;
class VariablesTable;

class StageForm : public Form
{
    Q_OBJECT
public:
    StageForm(Session *session, const QString &stage, QWidget *parent);
    bool refresh() override;

private:
    QString m_stage;
    FieldFrame *m_nameField;
    CommitLine *m_name;
    QLabel *m_jobs;
};

class PipelineForm : public Form
{
    Q_OBJECT
public:
    PipelineForm(Session *session, QWidget *parent);
    bool refresh() override;

private:
    /// "default: image" unless the file has the older way, an image at the top.
    yaml::NodePath imagePath() const;

    FieldFrame *m_imageField;
    CommitLine *m_image;
    FieldFrame *m_variablesField;
    VariablesTable *m_variables;
    FieldFrame *m_stagesField;
    QLabel *m_stages;
};

} // namespace stagecraft::ui
