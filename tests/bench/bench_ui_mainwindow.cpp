// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Typing into a large pipeline with the whole window open: how long a key keeps the window busy, how long until canvas and problems
// show the text, and how long the window did not answer meanwhile. Medians. Needs an X server or QT_QPA_PLATFORM=offscreen.
#include "tests/support/longest_block.h"
#include "tests/ui/mainwindow/open_desk.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace stagecraft;

namespace {

constexpr int keys = 25;

QByteArray generated(int jobs)
{
    QByteArray text = "stages: [build, test]\n\nbuild:\n  stage: build\n  script: make\n\n";
    for (int i = 0; i < jobs; ++i) {
        const QByteArray number = QByteArray::number(i);
        text += "# job " + number + "\njob-" + number + ":\n  stage: test\n  image: \"alpine:3.20\"\n  needs: [build]\n"
                "  script:\n    - echo \"$CI_JOB_NAME\"\n    - |\n      make -j4\n      make test\n"
                "  rules:\n    - if: $CI_COMMIT_BRANCH == \"main\"\n\n";
    }
    return text;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void typeInto(int jobs)
{
    test::OpenDesk desk(generated(jobs));
    if (!desk.waitUntilReady())
        return;
    desk.command("view.pipelineText");
    auto *editor = qobject_cast<QPlainTextEdit *>(QApplication::focusWidget());
    if (!editor)
        return;
    editor->moveCursor(QTextCursor::Start);
    editor->find(QStringLiteral("job-%1:").arg(jobs / 2));
    editor->find(QStringLiteral("make"));
    std::vector<double> key;
    std::vector<double> shown;
    std::vector<double> blocked;
    test::LongestBlock block;
    for (int i = 0; i < keys; ++i) {
        QTest::qWait(20); // whatever the last key left to be painted
        block.restart();
        QElapsedTimer clock;
        clock.start();
        QTest::keyClick(editor, Qt::Key_X);
        key.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        while (!desk.isReady() && clock.elapsed() < 10000)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        shown.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        blocked.push_back(block.milliseconds());
    }
    std::printf("%8d %12.2f %16.1f %18.1f\n", jobs, median(key), median(shown), median(blocked));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    std::printf("%8s %12s %16s %18s\n", "jobs", "key ms", "shown after ms", "longest block ms");
    for (const int jobs : {100, 1000, 1500, 5000})
        typeInto(jobs);
    return 0;
}
