// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The log view on logs up to 1 GB: first screen, whole index, jumps, what it keeps in memory, and a flood that it follows.
#include "tests/bench/row.h"
#include "ui/log/log_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

using namespace stagecraft;
using namespace stagecraft::ui;

namespace {

constexpr int ChunkLines = 10000;

QByteArray chunk(int first)
{
    QByteArray bytes;
    for (int i = 0; i < ChunkLines; ++i) {
        bytes += "\x1b[32m" + QByteArray::number(first + i)
            + "\x1b[0m compiling something with a command line of the usual length, more or less, as builds do all day long\n";
    }
    return bytes;
}

/// Runs the event loop until the condition holds; milliseconds that it took.
double until(const std::function<bool()> &condition)
{
    QElapsedTimer clock;
    clock.start();
    while (!condition() && clock.elapsed() < 120000)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 1);
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// Of this process, without the pages of files that it looks into.
double memoryMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    static const QByteArray key = "RssAnon:";
    const QByteArray all = status.readAll();
    return all.mid(all.indexOf(key) + key.size()).simplified().split(' ').first().toDouble() / 1024;
}

void openAndJump(const QString &path, qint64 lines)
{
    const double before = memoryMegabytes();
    LogView view;
    view.resize(1000, 600);
    view.show();
    view.setFile(path);
    const double first = until([&] { return view.lineCount() > 0 && !view.lineText(view.topLine()).isEmpty(); });
    const double index = first + until([&] { return view.isComplete() && view.lineCount() == lines; });
    std::vector<double> jumps;
    QRandomGenerator random(1);
    for (int i = 0; i < 50; ++i) {
        const qint64 line = random.bounded(static_cast<quint32>(lines - 100));
        view.showLine(line);
        jumps.push_back(until([&] { return view.topLine() <= line && line <= view.bottomLine(); }));
        view.viewport()->repaint();
    }
    const auto row = [lines](const char *what, double ours, double target) {
        bench::printRow(qPrintable(QStringLiteral("log of %1 lines: %2").arg(lines).arg(QLatin1StringView(what))), {ours},
                        {target, 0});
    };
    row("first screen", first, 50);
    row("whole index", index, 400);
    row("jump", bench::median(jumps), 16);
    std::printf("    longest jump %.1f ms; %.0f MB, of which the view needs %.1f MB of memory\n",
                *std::ranges::max_element(jumps), static_cast<double>(QFile(path).size()) / 1e6,
                memoryMegabytes() - before);
}

void followFlood(const QString &path, qint64 lines)
{
    QFile(path).remove();
    LogView view;
    view.resize(1000, 600);
    view.show();
    view.setFile(path);
    std::jthread writer([&] {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return;
        for (int first = 0; first < lines; first += ChunkLines)
            file.write(chunk(first));
    });
    std::vector<double> gaps;
    QElapsedTimer sinceTick;
    QTimer tick;
    tick.setTimerType(Qt::PreciseTimer);
    QObject::connect(&tick, &QTimer::timeout, &view, [&] {
        gaps.push_back(static_cast<double>(sinceTick.nsecsElapsed()) / 1e6);
        sinceTick.restart();
        view.grew();
    });
    sinceTick.start();
    tick.start(16);
    const double took = until([&] { return view.lineCount() == lines && view.bottomLine() == lines - 1; });
    std::printf("%-28s %.0f lines/s while following   GUI thread: tick of 16 ms came after %.1f ms (median), %.1f ms (longest)\n",
                "flood", static_cast<double>(lines) * 1000 / took, bench::median(gaps), *std::ranges::max_element(gaps));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QTemporaryDir directory;
    for (const int lines : {100'000, 1'000'000, 8'000'000}) {
        const QString path = directory.filePath(QStringLiteral("log"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return 1;
        for (int first = 0; first < lines; first += ChunkLines)
            file.write(chunk(first));
        file.close();
        openAndJump(path, lines);
    }
    followFlood(directory.filePath(QStringLiteral("flood")), 2'000'000);
    return 0;
}
