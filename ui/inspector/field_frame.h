// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// FieldFrame: one field of the inspector: label, where the value comes from, the editor, help, and what went wrong.
// GUI thread.
#pragma once

#include "core/expand/effective_pipeline.h"

#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace stagecraft::ui {

class FieldFrame : public QWidget
{
    Q_OBJECT
public:
    FieldFrame(const QString &label, const QString &help, QWidget *parent);
    ~FieldFrame() override;

    void setEditor(QWidget *editor);
    QWidget *editor() const { return m_editor; }
    /// True while the user works in the editor, so that a refresh must not touch it.
    bool isBeingEdited() const;

    enum class State {
        Unset,     ///< nobody set it
        Own,       ///< written here: can be reset
        Inherited, ///< comes from elsewhere: can be overridden here
        Fixed,     ///< neither
    };
    void setState(State state, const std::optional<expand::Provenance> &provenance = {});
    void setNote(const QString &note); ///< under the editor; empty hides it
    void showError(const QString &reason);
    void clearError();

Q_SIGNALS:
    void resetRequested();
    void overrideRequested();
    void revealRequested(const QString &file, stagecraft::text::TextRange range);

private:
    QVBoxLayout *m_layout;
    QToolButton *m_chip;
    QToolButton *m_override;
    QToolButton *m_reset;
    QWidget *m_editor = nullptr;
    QLabel *m_note;
    QLabel *m_help;
    QLabel *m_error;
    std::optional<expand::Provenance> m_provenance;
};

/// "extends .base", "default", "included from ci/test.yml" …
QString provenanceText(const expand::Provenance &provenance);

} // namespace stagecraft::ui
