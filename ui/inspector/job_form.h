// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// JobForm: the fields of one or several jobs. With several, only what they can share. GUI thread.
#pragma once

#include "ui/inspector/form.h"

#include <QStringList>

#include <functional>

namespace stagecraft::ui {

class CheckList;
class CommitLines;
class VariablesTable;

class JobForm : public Form
{
    Q_OBJECT
public:
    JobForm(Session *session, const QStringList &jobs, QWidget *parent);
    bool refresh() override;

Q_SIGNALS:
    void renamed(const QString &from, const QString &to);

private:
    /// A keyword of the job with its editor.
    struct KeywordField {
        std::string keyword;
        FieldFrame *field = nullptr;
        std::function<void(const model::Value *value, bool own)> show;
        bool hideWhenUnset = false;
    };

    void buildName();
    void buildStage();
    KeywordField &addKeyword(const QString &label, const std::string &keyword);
    void addText(const QString &label, const std::string &keyword, const QString &placeholder);
    void addChoice(const QString &label, const std::string &keyword);
    void addLines(const QString &label, const std::string &keyword, bool hideWhenUnset);
    void addNames(const QString &label, const std::string &keyword, const QString &placeholder);
    void addAllowFailure();
    void addNeeds();
    void addVariables();
    void addRules();
    void addOthers();

    void set(FieldFrame *field, const std::string &keyword, const QJsonValue &value);
    void clearKeyword(FieldFrame *field, const std::string &keyword);
    void setLines(FieldFrame *field, const std::string &keyword, const QStringList &lines);
    bool single() const { return m_jobs.size() == 1; }
    const model::SourceJob *source(const QString &job) const;
    const expand::EffectiveJob *effective(const QString &job) const;
    bool isOwn(const QString &job, const std::string &keyword) const;
    /// The job's value, inherited defaults included.
    std::optional<model::Value> valueOf(const QString &job, const std::string &keyword) const;
    std::optional<model::Value> sharedValue(const std::string &keyword, bool &mixed) const;
    std::optional<expand::Provenance> provenanceOf(const std::string &keyword) const;

    QStringList m_jobs;
    std::vector<KeywordField> m_fields;
    std::vector<std::function<void()>> m_more; ///< refreshes what is no keyword field
};

} // namespace stagecraft::ui
