// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// MessageBar: one line of what happened and what can be done about it, above the centre of the window. Does not block. A message
// with a topic stays until it is answered, closed or over: a later one only stands in front of it. GUI thread.
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

    /// Without a topic the message goes away with the next one. Any answer, and the cross, closes a message.
    void show(Kind kind, const QString &text, const Answers &answers = {}, const QString &topic = {});
    /// What the topic's message says is over.
    void withdraw(const QString &topic);
    void clear();
    /// The message that stands in front; empty while there is none.
    QString text() const;

private:
    struct Message {
        Kind kind = Kind::Note;
        QString text;
        Answers answers;
        QString topic;
    };
    void closeFront();
    void showFront();

    std::vector<Message> m_messages; ///< the last one is shown
    QLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
};

} // namespace stagecraft::ui
