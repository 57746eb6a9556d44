// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Form: the fields for one kind of selection. It reads the newest analysis and writes through Session::perform(); a
// refusal is shown at the field that asked. GUI thread.
#pragma once

#include "core/model/keyword_table.h"
#include "ui/inspector/field_frame.h"
#include "ui/session/session.h"

#include <QWidget>

#include <QJsonValue>
#include <QPointer>

class QComboBox;
class QVBoxLayout;

namespace stagecraft::ui {

class CommitLine;

class Form : public QWidget
{
    Q_OBJECT
public:
    Form(Session *session, QWidget *parent);
    /// Shows the newest analysis; fields that are being edited keep what is typed. False: what it is for is gone.
    virtual bool refresh() = 0;

Q_SIGNALS:
    void revealRequested(const QString &file, stagecraft::text::TextRange range);

protected:
    const project::Analysis &analysis() const { return *m_analysis; }
    void takeAnalysis() { m_analysis = session()->analysis(); }
    Session *session() const { return m_session; }
    QVBoxLayout *page() const { return m_page; }

    /// A field for a keyword; help comes from the keyword table.
    FieldFrame *addField(const QString &label, model::KeywordScope scope, std::string_view keyword);
    CommitLine *addLine(FieldFrame *field, const QString &placeholder = {});
    QComboBox *addCombo(FieldFrame *field);
    /// One undo step. A refusal appears at the field.
    bool perform(FieldFrame *field, const std::vector<edit::Recipe> &recipes);

    /// The entry of a keyword in a mapping of the pipeline file; nullptr when it is not written there.
    const yaml::Entry *entryOf(yaml::NodeId mapping, std::string_view keyword) const;
    /// The root mapping of the pipeline's document.
    yaml::NodeId root() const;

private:
    Session *m_session;
    std::shared_ptr<const project::Analysis> m_analysis;
    QVBoxLayout *m_page;
    QPointer<FieldFrame> m_asking;
};

QJsonValue toJson(const model::Value &value);
QString shownText(const model::Value *value); ///< of a scalar; empty for nullptr and collections
QStringList shownList(const model::Value *value); ///< of a list of scalars, or one scalar
/// Every item is a plain one-line scalar, so that a list of lines can stand for it.
bool isPlainList(const yaml::SyntaxTree &tree, yaml::NodeId list);

} // namespace stagecraft::ui
