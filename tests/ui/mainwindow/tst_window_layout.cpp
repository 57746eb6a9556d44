// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Where things stand is remembered from one session to the next.
#include "open_desk.h"

#include <QDockWidget>
#include <QSettings>
#include <QSplitter>

using namespace stagecraft;
using namespace stagecraft::ui;
using namespace Qt::StringLiterals;

namespace {
const QByteArray Sample = "build:\n  script: make\n";
}

class WindowLayoutTest : public QObject
{
    Q_OBJECT

    static QDockWidget *dock(const MainWindow &window, const QString &name) { return window.findChild<QDockWidget *>(name); }
    static QSplitter *split(const MainWindow &window) { return window.findChild<QSplitter *>(u"split"_s); }

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void startPageHasNoPanels();
    void sizesAndHiddenPanelsComeBack();
    void closingTheRepositoryFirstForgetsNothing();
    void resetPutsEverythingBack();
};

void WindowLayoutTest::startPageHasNoPanels()
{
    MainWindow window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    for (const QString &name : {u"left"_s, u"right"_s, u"bottom"_s})
        QVERIFY(!dock(window, name)->isVisible());
    QVERIFY(!window.commands()->action("view.bottom"_L1)->isEnabled());
}

void WindowLayoutTest::sizesAndHiddenPanelsComeBack()
{
    QSize size;
    int bottom = 0;
    QList<int> halves;
    {
        test::OpenDesk desk(Sample);
        QVERIFY(desk.waitUntilReady());
        desk.window.resize(1180, 760);
        desk.command("view.split");
        desk.command("view.inspector");
        QTRY_VERIFY(split(desk.window)->widget(1)->isVisible());
        desk.window.resizeDocks({dock(desk.window, u"bottom"_s)}, {240}, Qt::Vertical);
        QTRY_COMPARE(dock(desk.window, u"bottom"_s)->height(), 240);
        const int width = split(desk.window)->width();
        split(desk.window)->setSizes({width / 3, width - width / 3});
        halves = split(desk.window)->sizes();
        size = desk.window.size();
        bottom = 240;
        QVERIFY(desk.window.close());
    }
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    QCOMPARE(desk.window.size(), size);
    QTRY_COMPARE(dock(desk.window, u"bottom"_s)->height(), bottom);
    QVERIFY(dock(desk.window, u"left"_s)->isVisible());
    QVERIFY(!dock(desk.window, u"right"_s)->isVisible());
    QVERIFY(split(desk.window)->widget(1)->isVisible());
    QTRY_COMPARE(split(desk.window)->sizes(), halves);
}

void WindowLayoutTest::closingTheRepositoryFirstForgetsNothing()
{
    {
        test::OpenDesk desk(Sample);
        QVERIFY(desk.waitUntilReady());
        desk.command("view.blocks");
        QVERIFY(!dock(desk.window, u"left"_s)->isVisible());
        desk.command("file.close");
        QVERIFY(!dock(desk.window, u"right"_s)->isVisible());
        QVERIFY(desk.window.close());
    }
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    QVERIFY(!dock(desk.window, u"left"_s)->isVisible());
    QVERIFY(dock(desk.window, u"right"_s)->isVisible());
    QVERIFY(dock(desk.window, u"bottom"_s)->isVisible());
}

void WindowLayoutTest::resetPutsEverythingBack()
{
    test::OpenDesk desk(Sample);
    QVERIFY(desk.waitUntilReady());
    for (const char *id : {"view.blocks", "view.inspector", "view.bottom", "view.split"})
        desk.command(id);
    QVERIFY(!dock(desk.window, u"left"_s)->isVisible());
    desk.command("view.resetLayout");
    for (const QString &name : {u"left"_s, u"right"_s, u"bottom"_s})
        QVERIFY(dock(desk.window, name)->isVisible());
    QVERIFY(!split(desk.window)->widget(1)->isVisible());
}

QTEST_MAIN(WindowLayoutTest)
#include "tst_window_layout.moc"
