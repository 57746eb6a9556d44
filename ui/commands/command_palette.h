// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// CommandPalette: a box that finds any command or job from a few letters. It floats over its window, does not block, and
// goes away when it loses the focus. GUI thread.
#pragma once

#include <QFrame>
#include <QIcon>
#include <QString>

#include <functional>
#include <vector>

class QLineEdit;
class QListWidget;

namespace stagecraft::ui {

class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    struct Entry {
        QString title;
        QString detail; ///< at the right: shortcut, or the stage of a job
        QIcon icon;
        std::function<void()> run;
    };

    explicit CommandPalette(QWidget *window);
    /// `prompt` stands in the empty field; without one it asks for commands and jobs.
    void open(std::vector<Entry> entries, const QString &prompt = {});

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &text);
    void runCurrent();

    QLineEdit *m_input;
    QListWidget *m_list;
    std::vector<Entry> m_entries;
};

/// How well `text` holds the letters of `pattern` in order: more for starts of words and neighbours; < 0 when it does not.
int fuzzyScore(const QString &pattern, const QString &text);

} // namespace stagecraft::ui
