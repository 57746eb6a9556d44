// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Typing into a large pipeline with the whole window open: how long a key keeps the window busy, how long until canvas and problems
// show the text, and how long the window did not answer meanwhile. And the start of the window, in processes of their own, beside
// that of a bare window of Qt with a text. Medians. Needs an X server or QT_QPA_PLATFORM=offscreen.
#include "tests/bench/row.h"
#include "tests/support/longest_block.h"
#include "tests/ui/mainwindow/open_desk.h"

#include <QApplication>
#include <QMainWindow>

#include <cstring>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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
    std::printf("%8d %12.2f %16.1f %18.1f\n", jobs, bench::median(key), bench::median(shown), bench::median(blocked));
    if (jobs != 1000)
        return;
    const text::TextBuffer &buffer = desk.session().buffer(ui::Document::Pipeline);
    std::vector<double> parsing;
    for (int i = 0; i < keys; ++i)
        parsing.push_back(bench::millisecondsOf([&buffer] { yaml::parse(buffer); }));
    bench::printRow("key press to problems and picture, 1,000 jobs", {bench::median(shown), 2 * bench::median(parsing)},
                    {50, 27});
    bench::printRow("window does not answer after a key, 1,000 jobs", {bench::median(blocked)}, {8, 0});
}

constexpr int starts = 9;
constexpr const char *Bare = "--bare";
constexpr const char *Open = "--open";

int showBareWindow()
{
    QMainWindow window;
    auto *edit = new QPlainTextEdit;
    edit->setPlainText(QString::fromUtf8(generated(100)));
    window.setCentralWidget(edit);
    window.resize(1200, 800);
    window.show();
    return QTest::qWaitForWindowExposed(&window) ? 0 : 1;
}

int showRepository(const QString &directory)
{
    ui::MainWindow window;
    window.show();
    window.openRepository(directory);
    const auto isUsable = [&window] {
        const ui::Session *session = window.session();
        return session->isAnalysed() && window.canvas()->view()->canvas().content().cards.size() > 100;
    };
    return QTest::qWaitForWindowExposed(&window) && QTest::qWaitFor(isUsable, 10000) ? 0 : 1;
}

/// Milliseconds, and the largest memory in MB.
std::pair<double, double> startOf(const std::vector<std::string> &command)
{
    std::vector<char *> words;
    for (const std::string &word : command)
        words.push_back(const_cast<char *>(word.c_str()));
    words.push_back(nullptr);
    rusage usage = {};
    const double time = bench::millisecondsOf([&] {
        pid_t pid = -1;
        int status = 0;
        if (::posix_spawn(&pid, words.front(), nullptr, nullptr, words.data(), environ) != 0
            || ::wait4(pid, &status, 0, &usage) != pid || status != 0)
            qFatal("the start failed");
    });
    return {time, static_cast<double>(usage.ru_maxrss) / 1024};
}

void benchStart()
{
    const test::GitWorkTree tree(generated(100));
    const std::string self = QFile::encodeName(QCoreApplication::applicationFilePath()).toStdString();
    std::vector<double> ours;
    std::vector<double> bare;
    double memory = 0;
    for (int i = 0; i < starts; ++i) {
        bare.push_back(startOf({self, Bare}).first);
        const auto [time, size] = startOf({self, Open, QFile::encodeName(tree.path()).toStdString()});
        ours.push_back(time);
        memory = std::max(memory, size);
    }
    bench::printRow("start of the window until usable, 100 jobs", {bench::median(ours), bench::median(bare)},
                    {250, 92});
    std::printf("    memory %.0f MB of at most 90\n", memory);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc > 1 && std::strcmp(argv[1], Bare) == 0)
        return showBareWindow();
    if (argc > 2 && std::strcmp(argv[1], Open) == 0)
        return showRepository(QString::fromLocal8Bit(argv[2]));
    benchStart();
    std::printf("%8s %12s %16s %18s\n", "jobs", "key ms", "shown after ms", "longest block ms");
    for (const int jobs : {100, 1000, 1500, 5000})
        typeInto(jobs);
    return 0;
}
