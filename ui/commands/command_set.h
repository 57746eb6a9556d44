// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// CommandSet: every command that a user can give, declared once: its id, words, icon and shortcut. The actions in
// menus, toolbars, context menus and the command palette are these QActions and no others. GUI thread.
#pragma once

#include <QAction>
#include <QHash>
#include <QObject>
#include <QString>

#include <vector>

namespace stagecraft::ui {

/// A command as it is declared; texts are translated when the actions are made.
struct CommandInfo {
    const char *id;          ///< stable, "group.verb"
    const char *text;        ///< for menus, QT_TRANSLATE_NOOP("stagecraft", …)
    const char *description; ///< one sentence for tool tips and the palette
    const char *icon;        ///< name in resources/icons; empty for none
    const char *shortcut;    ///< portable text; several are separated by "; "; a leading "~": only where it was added
};

/// The table, in the order of the menus.
const std::vector<CommandInfo> &commandTable();

class CommandSet : public QObject
{
    Q_OBJECT
public:
    explicit CommandSet(QObject *parent = nullptr);

    /// Pre: the id is in the table.
    QAction *action(QLatin1StringView id) const;
    /// In the order of the table.
    const std::vector<QAction *> &actions() const { return m_actions; }

private:
    std::vector<QAction *> m_actions;
    QHash<QString, QAction *> m_byId;
};

} // namespace stagecraft::ui
