// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// ModeCard: one runner mode to choose, as a button that says what the mode is, what it costs and whether it is in use.
#pragma once

#include "core/runner/runner_mode.h"

#include <QAbstractButton>

namespace stagecraft::ui {

class ModeCard : public QAbstractButton
{
    Q_OBJECT
public:
    explicit ModeCard(runner::RunnerMode mode, QWidget *parent = nullptr);

    runner::RunnerMode mode() const { return m_mode; }
    void setRisk(const QString &risk);
    void setInUse(bool inUse);
    bool isInUse() const { return m_inUse; }

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    int taglineHeight(int width) const;

    runner::RunnerMode m_mode;
    QString m_risk;
    bool m_inUse = false;
};

} // namespace stagecraft::ui
