// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Shows what jobs may do on this machine and asks whether to run them so. GUI thread. The answer is finished()'s; the
// dialog deletes itself when it is closed.
#pragma once

#include "core/runner/run_access.h"

#include <QDialog>

class QCheckBox;

namespace stagecraft::ui {

class AccessDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AccessDialog(const QList<runner::RunAccess> &access, QWidget *parent = nullptr);

    /// Accepted, and not to be asked again as long as jobs may do the same.
    bool isRemembered() const;

private:
    QCheckBox *m_remember;
};

} // namespace stagecraft::ui
