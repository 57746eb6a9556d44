// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// RowButton: a wide button with an icon on a tile, a title and a second line, as lists of choices have them. GUI thread.
#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace stagecraft::ui {

class RowButton : public QAbstractButton
{
    Q_OBJECT
public:
    RowButton(const QString &icon, const QString &title, const QString &detail, QWidget *parent = nullptr);

    /// Stands out: the one that most people want.
    void setPrimary(bool primary);
    /// Where a detail that is too long loses its letters; the right end by default.
    void setElideMode(Qt::TextElideMode mode) { m_elide = mode; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QString m_icon;
    QString m_detail;
    Qt::TextElideMode m_elide = Qt::ElideRight;
    bool m_primary = false;
};

} // namespace stagecraft::ui
