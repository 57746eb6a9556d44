// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/log/log_view.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <memory>

using namespace stagecraft::ui;

class TestLogView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheEnd();
    void scrollingUpStopsFollowing();
    void sectionsFold();
    void searchFindsAndSteps();
    void firstErrorIsShown();
    void selectionIsCopiedWithoutEscapes();
    void aFloodDoesNotBlock();

private:
    QString write(const QByteArray &bytes, const QString &name = QStringLiteral("log"))
    {
        const QString path = m_directory.filePath(name);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return path;
    }
    static void append(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        if (file.open(QIODevice::Append))
            file.write(bytes);
    }
    static QByteArray numbered(int count)
    {
        QByteArray bytes;
        for (int i = 0; i < count; ++i)
            bytes += "line " + QByteArray::number(i) + '\n';
        return bytes;
    }
    static std::unique_ptr<LogView> shown(const QString &path)
    {
        auto view = std::make_unique<LogView>();
        view->resize(700, 300);
        view->show();
        view->setFile(path);
        return view;
    }

    QTemporaryDir m_directory;
};

void TestLogView::followsTheEnd()
{
    const QString path = write(numbered(1000));
    const auto view = shown(path);
    QTRY_COMPARE(view->lineCount(), 1000);
    QTRY_COMPARE(view->bottomLine(), 999);
    append(path, "one more\n");
    view->grew();
    QTRY_COMPARE(view->bottomLine(), 1000);
    QTRY_COMPARE(view->lineText(1000), QStringLiteral("one more"));
}

void TestLogView::scrollingUpStopsFollowing()
{
    const QString path = write(numbered(1000));
    const auto view = shown(path);
    QTRY_COMPARE(view->bottomLine(), 999);
    view->verticalScrollBar()->setValue(100);
    QVERIFY(!view->isFollowing());
    QTRY_COMPARE(view->topLine(), 100);
    append(path, numbered(10));
    view->grew();
    QTRY_COMPARE(view->lineCount(), 1010);
    QCOMPARE(view->topLine(), 100);
    QTest::keyClick(view.get(), Qt::Key_End);
    QTRY_COMPARE(view->bottomLine(), 1009);
}

void TestLogView::sectionsFold()
{
    QByteArray bytes = "before\n\x1b[0Ksection_start:1700000000:prepare\r\x1b[0KPreparing\n";
    bytes += numbered(50);
    bytes += "\x1b[0Ksection_end:1700000061:prepare\r\x1b[0K\nafter\n";
    const auto view = shown(write(bytes));
    QTRY_COMPARE(view->sections().size(), std::size_t(1));
    QTRY_COMPARE(view->lineCount(), 54);
    // The line with nothing but the end marker is left out.
    QTRY_COMPARE(view->rowCount(), 53);
    view->setFolded(0, true);
    QCOMPARE(view->rowCount(), 3);
    QTRY_COMPARE(view->lineText(1), QStringLiteral("Preparing"));
    view->showLine(20); // opens what hides it
    QVERIFY(!view->isFolded(0));
}

void TestLogView::searchFindsAndSteps()
{
    QByteArray bytes = numbered(5000);
    bytes += "Needle\n";
    bytes += numbered(300);
    const auto view = shown(write(bytes));
    view->search(QStringLiteral("needle"));
    QTRY_COMPARE(view->matchCount(), 1);
    QTRY_VERIFY(view->topLine() <= 5000 && view->bottomLine() >= 5000);
    view->search(QStringLiteral("line 1"));
    QTRY_VERIFY(!view->isSearching() && view->matchCount() > 1000);
    QTRY_VERIFY(view->currentMatch() >= 0);
    const int current = view->currentMatch();
    view->step(-1);
    QCOMPARE(view->currentMatch(), (current - 1 + view->matchCount()) % view->matchCount());
    view->search(QStringLiteral("NEEDLE")); // capitals mean capitals
    QTRY_VERIFY(!view->isSearching());
    QCOMPARE(view->matchCount(), 0);
}

void TestLogView::firstErrorIsShown()
{
    QByteArray bytes = numbered(400);
    bytes += "main.c:3: error: expected ';'\n";
    bytes += numbered(400);
    bytes += "\x1b[31;1mERROR: Job failed: exit code 1\x1b[0;m\n";
    const auto view = shown(write(bytes));
    QTRY_COMPARE(view->bottomLine(), 801);
    view->goToFirstError();
    QTRY_VERIFY(view->topLine() <= 400 && view->bottomLine() >= 400);
    QVERIFY(!view->isFollowing());
}

void TestLogView::selectionIsCopiedWithoutEscapes()
{
    const auto view = shown(write("\x1b[32;1m$ make\x1b[0;m\nok \xff\n"));
    QTRY_COMPARE(view->lineCount(), 2);
    view->selectAll();
    QSignalSpy copied(view.get(), &LogView::copied);
    view->copy();
    QVERIFY(copied.wait());
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("$ make\nok \ufffd"));
}

/// A million lines written as fast as they go, while the view follows: the GUI thread's timer must keep ticking.
void TestLogView::aFloodDoesNotBlock()
{
    constexpr int Lines = 1'000'000, Chunk = 2000;
    constexpr qint64 LongestBlock = 50; // ms
    const QString path = write({}, QStringLiteral("flood"));
    const auto view = shown(path);
    std::atomic<bool> done = false;
    std::unique_ptr<QThread> writer(QThread::create([&] {
        QFile file(path);
        if (!file.open(QIODevice::Append | QIODevice::Unbuffered))
            return;
        for (int written = 0; written < Lines; written += Chunk) {
            QByteArray bytes;
            for (int i = 0; i < Chunk; ++i)
                bytes += "\x1b[32m" + QByteArray::number(written + i) + "\x1b[0m some output of a build that never stops talking\n";
            file.write(bytes);
        }
        done = true;
    }));
    qint64 longest = 0;
    QElapsedTimer sinceTick, whole;
    QTimer tick;
    tick.setTimerType(Qt::PreciseTimer);
    connect(&tick, &QTimer::timeout, this, [&] {
        longest = std::max(longest, sinceTick.restart());
        view->grew();
    });
    whole.start();
    sinceTick.start();
    tick.start(16);
    writer->start();
    QTRY_VERIFY_WITH_TIMEOUT(done && view->lineCount() == Lines && view->bottomLine() == Lines - 1, 60000);
    const qint64 elapsed = whole.elapsed();
    writer->wait();
    qInfo("%d lines in %lld ms (%lld lines/s), longest block of the GUI thread %lld ms", Lines, elapsed,
          Lines * 1000LL / std::max<qint64>(1, elapsed), longest - 16);
    QVERIFY2(longest - 16 <= LongestBlock, qPrintable(QStringLiteral("blocked for %1 ms").arg(longest - 16)));
}

QTEST_MAIN(TestLogView)
#include "tst_log_view.moc"
