// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// ProblemsView: the diagnostics of the Session's newest analysis, errors first, with a filter and the offered fixes.
// Lives in the GUI thread; the Session must outlive it.
#pragma once

#include "core/text/diagnostic.h"
#include "ui/session/session.h"

#include <QWidget>

#include <memory>

namespace stagecraft::ui {

class ProblemsView : public QWidget
{
    Q_OBJECT
public:
    explicit ProblemsView(Session *session, QWidget *parent = nullptr);
    ~ProblemsView() override;

    int count(text::Severity severity) const;

Q_SIGNALS:
    /// A row was activated. `file` is relative to the repository.
    void activated(const QString &file, stagecraft::text::TextRange range);
    void countsChanged(int errors, int warnings, int advice);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace stagecraft::ui
