// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// WindowCommands: what each command of the CommandSet does in the window, and when it can be given. GUI thread; its targets must
// outlive it.
#pragma once

#include "ui/commands/command_set.h"

#include <QObject>

#include <functional>

namespace stagecraft::ui {

class CanvasPanel;
class CommandPalette;
class DeskActions;
class DeskLayout;
class DocumentGuard;
class EditorView;
class MainWindow;
class OutlineTree;
class RunController;
class Session;
class StartFlow;
enum class ThemeMode;

struct CommandTargets {
    MainWindow *window = nullptr;
    Session *session = nullptr;
    CommandSet *commands = nullptr;
    DeskActions *actions = nullptr;
    RunController *runs = nullptr;
    CanvasPanel *canvas = nullptr;
    EditorView *pipelineText = nullptr;
    EditorView *configText = nullptr;
    QWidget *merged = nullptr;
    QWidget *history = nullptr;
    OutlineTree *outline = nullptr;
    CommandPalette *palette = nullptr;
    DeskLayout *layout = nullptr;
    DocumentGuard *guard = nullptr;
    StartFlow *start = nullptr;
};

class WindowCommands : public QObject
{
    Q_OBJECT
public:
    explicit WindowCommands(const CommandTargets &targets, QObject *parent = nullptr);

private:
    void connectFile();
    void connectEdit();
    void connectRun();
    void connectView();
    void on(QLatin1StringView id, const std::function<void()> &act);
    void refresh();
    void chooseRepository();
    void renameSelected();
    void deleteSelected();
    void showInText();
    void showText(EditorView *text);
    void goToAnything();
    void setTheme(ThemeMode mode);

    CommandTargets m;
};

} // namespace stagecraft::ui
