// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A main window that shows a git repository, and the hands of somebody who works in it.
#pragma once

#include "tests/support/git_work_tree.h"
#include "tests/support/private_home.h"
#include "ui/canvas/canvas_panel.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/message_bar.h"

#include <QAbstractButton>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTest>

namespace stagecraft::test {

struct OpenDesk {
    GitWorkTree tree;
    ui::MainWindow window;

    explicit OpenDesk(const QByteArray &pipeline) : tree(pipeline)
    {
        window.show();
        window.openRepository(tree.path());
    }

    bool isReady() const
    {
        const ui::Session &session = *window.session();
        return session.isAnalysed() && view().canvas().content().revision == session.analysis()->revision;
    }
    bool waitUntilReady() const
    {
        return QTest::qWaitForWindowActive(const_cast<ui::MainWindow *>(&window), 10000)
            && QTest::qWaitFor([this] { return isReady(); }, 10000);
    }

    ui::Session &session() const { return *window.session(); }
    ui::CanvasView &view() const { return *window.canvas()->view(); }
    QByteArray pipeline() const { return session().buffer(ui::Document::Pipeline).bytes(); }
    QByteArray config() const { return session().buffer(ui::Document::Config).bytes(); }
    void command(const char *id) const { window.commands()->action(QLatin1StringView(id))->trigger(); }
    bool canGive(const char *id) const { return window.commands()->action(QLatin1StringView(id))->isEnabled(); }

    QPoint cardPoint(const QString &job) const
    {
        return view().mapFromScene(view().canvas().card(job)->sceneBoundingRect().center());
    }
    void click(const QString &job, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, modifiers, cardPoint(job));
    }
    void drag(const QPoint &from, const QPoint &to) const
    {
        QWidget *canvas = view().viewport();
        QTest::mousePress(canvas, Qt::LeftButton, {}, from);
        for (int step = 1; step <= 4; ++step)
            QTest::mouseMove(canvas, from + (to - from) * step / 4);
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, to);
    }

    QString message() const { return window.findChild<ui::MessageBar *>()->text(); }
    bool answerMessage(const QString &button) const
    {
        const auto found = [&]() -> QAbstractButton * {
            for (auto *one : window.findChild<ui::MessageBar *>()->findChildren<QAbstractButton *>()) {
                if (one->text() == button && one->isVisible())
                    return one;
            }
            return nullptr;
        };
        if (!QTest::qWaitFor([&] { return found() != nullptr; }))
            return false;
        found()->click();
        return true;
    }

    QMessageBox *question() const { return openBox(&window); }
    bool answer(QMessageBox::StandardButton button) const
    {
        const QPointer<QMessageBox> box = question();
        if (!box || !box->button(button))
            return false;
        box->button(button)->click();
        return QTest::qWaitFor([&] { return !box; });
    }
    static QMessageBox *openBox(const QWidget *parent)
    {
        for (auto *box : parent->findChildren<QMessageBox *>()) {
            if (box->isVisible())
                return box;
        }
        return nullptr;
    }

    /// The text widget of a document.
    QPlainTextEdit *text(const QString &accessibleName = QStringLiteral("Pipeline text")) const
    {
        for (auto *edit : window.findChildren<QPlainTextEdit *>()) {
            if (edit->accessibleName() == accessibleName)
                return edit;
        }
        return nullptr;
    }
};

} // namespace stagecraft::test
