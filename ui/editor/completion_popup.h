// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// CompletionPopup: the list of what can be written at the caret, filtered as the user types, with help beside it. It never
// takes the focus: the editor hands the keys on. GUI thread.
#pragma once

#include "core/assist/complete.h"

#include <QFrame>

class QLabel;
class QListWidget;

namespace stagecraft::ui {

class CompletionPopup : public QFrame
{
    Q_OBJECT
public:
    explicit CompletionPopup(QWidget *editor);

    void setItems(std::vector<assist::CompletionItem> items);
    /// Keeps those that hold the letters in order, beginnings first; false when none is left.
    bool filter(const QString &written);
    /// Without a choice Enter stays a new line.
    void choose(int row);
    void moveBy(int rows);
    int row() const;
    int count() const;
    const assist::CompletionItem *current() const; ///< nullptr while nothing is chosen
    /// The labels in view order.
    QStringList labels() const;

    /// Under the rectangle (global), or over it where the screen ends.
    void showAt(const QRect &caret);

Q_SIGNALS:
    void accepted();

private:
    void showHelp();
    void place();

    std::vector<assist::CompletionItem> m_items;
    QListWidget *m_list;
    QLabel *m_help;
    QRect m_caret;
};

/// How well an item's label fits what is written: smaller is better; < 0 when it does not fit.
int matchRank(const QString &label, const QString &written);

} // namespace stagecraft::ui
