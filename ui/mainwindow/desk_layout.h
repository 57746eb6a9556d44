// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// DeskLayout: where the panels of the window stand: start page or desk; on the desk picture and texts in the middle, docks around
// them. Remembers sizes and what is hidden from one session to the next. GUI thread; owned by the window, as the panels are
// once they are placed.
#pragma once

#include <QByteArray>
#include <QObject>

class QDockWidget;
class QMainWindow;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace stagecraft::ui {

class CanvasPanel;
class EditorView;

/// What is placed.
struct DeskPanels {
    QWidget *start = nullptr;
    QWidget *messages = nullptr;
    CanvasPanel *canvas = nullptr;
    EditorView *pipelineText = nullptr;
    EditorView *configText = nullptr;
    QWidget *merged = nullptr;
    QWidget *blocks = nullptr;
    QWidget *outline = nullptr;
    QWidget *inspector = nullptr;
    QWidget *mode = nullptr;
    QWidget *run = nullptr;
    QWidget *history = nullptr;
    QWidget *problems = nullptr;
    QWidget *events = nullptr;
};

class DeskLayout : public QObject
{
    Q_OBJECT
public:
    DeskLayout(QMainWindow *window, const DeskPanels &panels);

    /// The desk with its panels where they were last, or the start page without any.
    void setDesk(bool isDesk);
    /// Brings the panel to the front, whatever hides it.
    void bring(QWidget *panel);
    void toggleTexts();
    void toggleLeft();
    void toggleRight();
    void toggleBottom();
    void reset();
    void setProblemCount(int count);

    /// From and to the user's settings. restore() before the window is shown.
    void restore();
    void save();

private:
    QDockWidget *addDock(const QString &name, const QString &title, QTabWidget *tabs, Qt::DockWidgetArea area);
    QList<QDockWidget *> docks() const { return {m_left, m_right, m_bottom}; }
    void keepDesk();
    void placeDesk();

    QMainWindow *m_window;
    DeskPanels m_panels;
    QStackedWidget *m_pages;
    QSplitter *m_split;
    QTabWidget *m_texts;
    QTabWidget *m_runTabs = nullptr;
    QDockWidget *m_left = nullptr;
    QDockWidget *m_right = nullptr;
    QDockWidget *m_bottom = nullptr;
    bool m_isDesk = false;

    /// How the desk looks; that of the docks is kept while they are hidden for the start page.
    struct Desk {
        QByteArray docks;
        QByteArray split;
        bool hasTexts = false;
    };
    Desk m_first;
    Desk m_desk;
};

} // namespace stagecraft::ui
