// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// MainWindow: the desk. Makes the panels of one Session and connects what happens in one with the others; where they stand is
// DeskLayout's, what commands do window_commands.h's, that nothing gets lost DocumentGuard's business. GUI thread.
#pragma once

#include "ui/commands/command_set.h"
#include "ui/session/session.h"

#include <QMainWindow>

#include <memory>

namespace stagecraft::ui {

class CanvasPanel;
class RunController;

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    Session *session() const;
    CommandSet *commands() const;
    CanvasPanel *canvas() const;
    RunController *runs() const;

    /// Asks about unsaved work first. Failures are shown in the window.
    void openRepository(const QString &path);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Private;
    const std::unique_ptr<Private> d;
};

} // namespace stagecraft::ui
