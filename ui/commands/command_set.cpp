// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/commands/command_set.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>

namespace stagecraft::ui {

const std::vector<CommandInfo> &commandTable()
{
    static const std::vector<CommandInfo> table = {
        {"file.open", QT_TRANSLATE_NOOP("stagecraft", "Open repository…"),
         QT_TRANSLATE_NOOP("stagecraft", "Open a folder with a .gitlab-ci.yml"), "folder-open", "Ctrl+O"},
        {"file.new", QT_TRANSLATE_NOOP("stagecraft", "New pipeline from a starter…"),
         QT_TRANSLATE_NOOP("stagecraft", "Start the pipeline of this repository from a small, working example"),
         "file-plus", "Ctrl+N"},
        {"file.save", QT_TRANSLATE_NOOP("stagecraft", "Save"),
         QT_TRANSLATE_NOOP("stagecraft", "Write .gitlab-ci.yml and config.toml"), "save", "Ctrl+S"},
        {"file.reload", QT_TRANSLATE_NOOP("stagecraft", "Reload from disk"),
         QT_TRANSLATE_NOOP("stagecraft", "Read both files again; undo brings your text back"), "refresh", ""},
        {"file.close", QT_TRANSLATE_NOOP("stagecraft", "Close repository"),
         QT_TRANSLATE_NOOP("stagecraft", "Go back to the start page"), "", "Ctrl+W"},
        {"file.quit", QT_TRANSLATE_NOOP("stagecraft", "Quit"), QT_TRANSLATE_NOOP("stagecraft", "Leave Stagecraft"),
         "", "Ctrl+Q"},

        {"edit.undo", QT_TRANSLATE_NOOP("stagecraft", "Undo"),
         QT_TRANSLATE_NOOP("stagecraft", "Take the last change back, wherever it was made"), "undo", "Ctrl+Z"},
        {"edit.redo", QT_TRANSLATE_NOOP("stagecraft", "Redo"),
         QT_TRANSLATE_NOOP("stagecraft", "Do again what was undone"), "redo", "Ctrl+Shift+Z; Ctrl+Y"},
        {"edit.find", QT_TRANSLATE_NOOP("stagecraft", "Find in text"),
         QT_TRANSLATE_NOOP("stagecraft", "Search in the text on screen"), "search", "Ctrl+F"},
        {"edit.complete", QT_TRANSLATE_NOOP("stagecraft", "Complete"),
         QT_TRANSLATE_NOOP("stagecraft", "Show what can be written at the caret"), "", "Ctrl+Space"},
        {"edit.fix", QT_TRANSLATE_NOOP("stagecraft", "Fix"),
         QT_TRANSLATE_NOOP("stagecraft", "Choose a fix for the problem in the caret's line"), "fix", "Ctrl+.; Alt+Return"},
        {"edit.definition", QT_TRANSLATE_NOOP("stagecraft", "Go to definition"),
         QT_TRANSLATE_NOOP("stagecraft", "Jump from a name in the text to where it is defined"), "link", "F12"},
        {"edit.uses", QT_TRANSLATE_NOOP("stagecraft", "Show uses"),
         QT_TRANSLATE_NOOP("stagecraft", "List all places in the text that use the name at the caret"), "", "Shift+F12"},
        {"edit.back", QT_TRANSLATE_NOOP("stagecraft", "Back"),
         QT_TRANSLATE_NOOP("stagecraft", "Return to where the last jump started"), "chevron-left", "Alt+Left"},
        {"edit.forward", QT_TRANSLATE_NOOP("stagecraft", "Forward"),
         QT_TRANSLATE_NOOP("stagecraft", "Go again where you came back from"), "chevron-right", "Alt+Right"},

        {"job.add", QT_TRANSLATE_NOOP("stagecraft", "Add job"),
         QT_TRANSLATE_NOOP("stagecraft", "Add a job to the selected stage"), "plus", "Ctrl+J"},
        {"job.rename", QT_TRANSLATE_NOOP("stagecraft", "Rename"),
         QT_TRANSLATE_NOOP("stagecraft", "Rename the selected job and everything that refers to it"), "edit", "~F2"},
        {"job.duplicate", QT_TRANSLATE_NOOP("stagecraft", "Duplicate"),
         QT_TRANSLATE_NOOP("stagecraft", "Copy the selected jobs"), "copy", "~Ctrl+D"},
        {"job.delete", QT_TRANSLATE_NOOP("stagecraft", "Delete"),
         QT_TRANSLATE_NOOP("stagecraft", "Remove the selected jobs or the selected need"), "trash", "~Del"},
        {"job.showText", QT_TRANSLATE_NOOP("stagecraft", "Show in text"),
         QT_TRANSLATE_NOOP("stagecraft", "Jump to the job in .gitlab-ci.yml"), "code", "F4"},
        {"stage.add", QT_TRANSLATE_NOOP("stagecraft", "Add stage"),
         QT_TRANSLATE_NOOP("stagecraft", "Add a stage at the end"), "stage-plus", "Ctrl+Shift+J"},

        {"run.pipeline", QT_TRANSLATE_NOOP("stagecraft", "Run pipeline"),
         QT_TRANSLATE_NOOP("stagecraft", "Run the whole pipeline on this machine"), "play", "F5"},
        {"run.selected", QT_TRANSLATE_NOOP("stagecraft", "Run selected jobs"),
         QT_TRANSLATE_NOOP("stagecraft", "Run only the selected jobs"), "play-one", "Shift+F5"},
        {"run.withNeeds", QT_TRANSLATE_NOOP("stagecraft", "Run with what it needs"),
         QT_TRANSLATE_NOOP("stagecraft", "Run the selected jobs and everything that they wait for"), "need", ""},
        {"run.from", QT_TRANSLATE_NOOP("stagecraft", "Run from here"),
         QT_TRANSLATE_NOOP("stagecraft", "Run the selected jobs and everything that waits for them"), "arrow-right", ""},
        {"run.stage", QT_TRANSLATE_NOOP("stagecraft", "Run this stage"),
         QT_TRANSLATE_NOOP("stagecraft", "Run all jobs of the selected stage"), "stage", ""},
        {"run.failed", QT_TRANSLATE_NOOP("stagecraft", "Run failed jobs"),
         QT_TRANSLATE_NOOP("stagecraft", "Run only what has failed in the last run, with the artifacts of earlier runs"), "error",
         "Alt+F5"},
        {"run.again", QT_TRANSLATE_NOOP("stagecraft", "Run again"),
         QT_TRANSLATE_NOOP("stagecraft", "Run once more what was run last"), "refresh", "Ctrl+Shift+F5"},
        {"run.pauseOnFailure", QT_TRANSLATE_NOOP("stagecraft", "Pause on failure"),
         QT_TRANSLATE_NOOP("stagecraft",
                           "In the next runs, keep a job whose script fails as it is, to open a terminal in it"),
         "terminal", ""},
        {"run.stop", QT_TRANSLATE_NOOP("stagecraft", "Stop"),
         QT_TRANSLATE_NOOP("stagecraft", "Cancel the run and remove what it made"), "stop", "Ctrl+F5"},
        {"runner.mode", QT_TRANSLATE_NOOP("stagecraft", "Runner mode…"),
         QT_TRANSLATE_NOOP("stagecraft", "Choose how jobs use Docker, and see what changes in both files"), "mode",
         "Ctrl+M"},

        {"includes.fetch", QT_TRANSLATE_NOOP("stagecraft", "Fetch includes"),
         QT_TRANSLATE_NOOP("stagecraft", "Get the included files that are not here"), "download", ""},
        {"includes.refresh", QT_TRANSLATE_NOOP("stagecraft", "Refresh includes"),
         QT_TRANSLATE_NOOP("stagecraft", "Ask again for all included files of other places"), "refresh", ""},
        {"includes.keep", QT_TRANSLATE_NOOP("stagecraft", "Keep includes in the repository"),
         QT_TRANSLATE_NOOP("stagecraft", "Copy fetched includes to .stagecraft/includes, to work offline and to commit them"), "save", ""},
        {"includes.settings", QT_TRANSLATE_NOOP("stagecraft", "Include settings…"),
         QT_TRANSLATE_NOOP("stagecraft", "GitLab instance, access token and hosts that may be asked"), "settings", ""},

        {"project.variables", QT_TRANSLATE_NOOP("stagecraft", "Project variables…"),
         QT_TRANSLATE_NOOP("stagecraft", "The CI/CD variables that GitLab keeps in the project's settings"), "variable", "Ctrl+Alt+V"},

        {"view.palette", QT_TRANSLATE_NOOP("stagecraft", "Go to anything…"),
         QT_TRANSLATE_NOOP("stagecraft", "Find a command or a job by typing a few letters"), "search", "Ctrl+K"},
        {"view.canvas", QT_TRANSLATE_NOOP("stagecraft", "Pipeline"),
         QT_TRANSLATE_NOOP("stagecraft", "Show the pipeline as a picture"), "canvas", "Ctrl+1"},
        {"view.pipelineText", QT_TRANSLATE_NOOP("stagecraft", "Pipeline text"),
         QT_TRANSLATE_NOOP("stagecraft", "Show .gitlab-ci.yml"), "file-text", "Ctrl+2"},
        {"view.configText", QT_TRANSLATE_NOOP("stagecraft", "Runner configuration"),
         QT_TRANSLATE_NOOP("stagecraft", "Show config.toml"), "file-gear", "Ctrl+3"},
        {"view.merged", QT_TRANSLATE_NOOP("stagecraft", "Merged pipeline"),
         QT_TRANSLATE_NOOP("stagecraft", "Show what GitLab reads: includes, extends and references in place"), "merge", "Ctrl+4"},
        {"view.split", QT_TRANSLATE_NOOP("stagecraft", "Split view"),
         QT_TRANSLATE_NOOP("stagecraft", "Picture and text side by side"), "split", "Ctrl+\\"},
        {"view.blocks", QT_TRANSLATE_NOOP("stagecraft", "Blocks and outline"),
         QT_TRANSLATE_NOOP("stagecraft", "Show or hide the left panel"), "panel-left", "Ctrl+B"},
        {"view.inspector", QT_TRANSLATE_NOOP("stagecraft", "Inspector"),
         QT_TRANSLATE_NOOP("stagecraft", "Show or hide the right panel"), "panel-right", "Ctrl+I"},
        {"view.bottom", QT_TRANSLATE_NOOP("stagecraft", "Run, log and problems"),
         QT_TRANSLATE_NOOP("stagecraft", "Show or hide the bottom panel"), "panel-bottom", "Ctrl+`"},
        {"view.history", QT_TRANSLATE_NOOP("stagecraft", "History of runs"),
         QT_TRANSLATE_NOOP("stagecraft", "Show the runs of this project that were kept"), "history", "Ctrl+H"},
        {"view.zoomIn", QT_TRANSLATE_NOOP("stagecraft", "Zoom in"), QT_TRANSLATE_NOOP("stagecraft", "Larger cards"),
         "zoom-in", "Ctrl++; Ctrl+="},
        {"view.zoomOut", QT_TRANSLATE_NOOP("stagecraft", "Zoom out"),
         QT_TRANSLATE_NOOP("stagecraft", "Smaller cards"), "zoom-out", "Ctrl+-"},
        {"view.fit", QT_TRANSLATE_NOOP("stagecraft", "Fit pipeline"),
         QT_TRANSLATE_NOOP("stagecraft", "Show the whole pipeline"), "fit", "Ctrl+0"},
        {"view.themeSystem", QT_TRANSLATE_NOOP("stagecraft", "Theme: follow the system"),
         QT_TRANSLATE_NOOP("stagecraft", "Light or dark, as the desktop says"), "theme", ""},
        {"view.themeLight", QT_TRANSLATE_NOOP("stagecraft", "Theme: light"),
         QT_TRANSLATE_NOOP("stagecraft", "Light colours"), "sun", ""},
        {"view.themeDark", QT_TRANSLATE_NOOP("stagecraft", "Theme: dark"),
         QT_TRANSLATE_NOOP("stagecraft", "Dark colours"), "moon", ""},
        {"view.themeContrast", QT_TRANSLATE_NOOP("stagecraft", "Theme: high contrast"),
         QT_TRANSLATE_NOOP("stagecraft", "Strongest contrast"), "contrast", ""},
        {"view.resetLayout", QT_TRANSLATE_NOOP("stagecraft", "Reset layout"),
         QT_TRANSLATE_NOOP("stagecraft", "Put every panel back to its first place"), "", ""},
    };
    return table;
}

CommandSet::CommandSet(QObject *parent) : QObject(parent)
{
    for (const CommandInfo &info : commandTable()) {
        auto *action = new QAction(this);
        const QString id = QString::fromLatin1(info.id);
        const QString description = QCoreApplication::translate("stagecraft", info.description);
        action->setObjectName(id);
        action->setText(QCoreApplication::translate("stagecraft", info.text));
        action->setStatusTip(description);
        action->setIcon(icon(QString::fromLatin1(info.icon)));
        QList<QKeySequence> shortcuts;
        QString keysText = QString::fromLatin1(info.shortcut);
        if (keysText.startsWith(QLatin1Char('~'))) {
            keysText.removeFirst();
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        }
        for (const QString &one : keysText.split(QStringLiteral("; "), Qt::SkipEmptyParts))
            shortcuts.append(QKeySequence(one, QKeySequence::PortableText));
        action->setShortcuts(shortcuts);
        const QString keys = shortcuts.isEmpty() ? QString() : shortcuts.first().toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? description : QStringLiteral("%1 (%2)").arg(description, keys));
        m_actions.push_back(action);
        m_byId.insert(id, action);
    }
}

QAction *CommandSet::action(QLatin1StringView id) const
{
    QAction *found = m_byId.value(QString(id));
    Q_ASSERT(found);
    return found;
}

} // namespace stagecraft::ui
