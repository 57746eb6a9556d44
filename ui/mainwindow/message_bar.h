// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// MessageBar: one line of what happened and what can be done about it, above the centre of the window. Does not block. GUI thread.
#pragma once

#include <QFrame>

#include <functional>
#include <utility>
#include <vector>

class QHBoxLayout;
class QLabel;

namespace stagecraft::ui {

class MessageBar : public QFrame
{
    Q_OBJECT
public:
    enum class Kind { Note, Warning, Error };
    using Answers = std::vector<std::pair<QString, std::function<void()>>>;

    explicit MessageBar(QWidget *parent = nullptr);
    /// Replaces what is shown. Any answer, and the cross, closes the bar.
    void show(Kind kind, const QString &text, const Answers &answers = {});

private:
    QLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
};

} // namespace stagecraft::ui
