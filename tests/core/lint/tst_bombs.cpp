// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Whatever is in a file, it is answered: what is wrong and where, and nothing crashes or takes the machine. Each file is
// read in a process of its own, whose time and memory the system counts. How many of them reach the goal is printed.
#include "core/expand/expand.h"
#include "core/lint/advice.h"
#include "core/lint/fixes.h"
#include "tests/support/bomb_list.h"

#include <QTest>

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <unistd.h>

using namespace stagecraft;
using namespace stagecraft::tests;

namespace {

#if defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
constexpr bool isOptimised = false;
#else
constexpr bool isOptimised = true;
#endif

constexpr double goalMilliseconds = 100;
constexpr long goalKilobytes = 64 * 1024;
constexpr double mostMilliseconds = 3'000;
constexpr long mostKilobytes = 160 * 1024;

/// What the child found out, in memory that both see.
struct Answer {
    bool complete = false;
    bool valid = false;
    int diagnostics = 0;
    int errors = 0;
    int placed = 0; ///< errors with a line and column that are those of their range
    char first[256] = {};
};

struct Cost {
    double milliseconds = 0;
    long kilobytes = 0;
    bool ended = false;
};

double inMilliseconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

void answer(const QByteArray &text, Answer &result)
{
    const QString file = QStringLiteral(".gitlab-ci.yml");
    const text::TextBuffer buffer(text);
    const expand::FileReader files{.read =
                                       [&](const QString &path) {
                                           return path.endsWith(file) ? std::optional(text) : std::nullopt;
                                       },
                                   .files = [&] { return QStringList{file}; }};
    const yaml::SyntaxTree tree = yaml::parse(buffer, file);
    const expand::EffectivePipeline pipeline = expand::expand(tree, file, {}, files);
    const expand::PipelineSelection selection = expand::select(pipeline, {}, files);
    text::Diagnostics diagnostics = pipeline.diagnostics;
    std::ranges::move(lint::advise(tree, pipeline, file), std::back_inserter(diagnostics));
    lint::offerFixes(diagnostics, tree, pipeline, file, files.files);
    result.valid = pipeline.valid && selection.errors.empty();
    result.diagnostics = static_cast<int>(diagnostics.size());
    for (const text::Diagnostic &diagnostic : diagnostics) {
        if (diagnostic.severity != text::Severity::Error)
            continue;
        if (result.errors++ == 0)
            qstrncpy(result.first, diagnostic.message.left(200).toUtf8().constData(), sizeof result.first);
        result.placed += diagnostic.file == file && diagnostic.position == buffer.positionAt(diagnostic.range.begin);
    }
    for (const std::string &error : selection.errors)
        qstrncpy(result.first, error.substr(0, 200).c_str(), sizeof result.first);
    result.complete = true;
}

Cost runInChild(const Bomb &bomb, Answer &result)
{
    Cost cost;
    const pid_t child = ::fork();
    if (child == 0) {
        ::alarm(60);
        answer(bomb.text(), result);
        ::_exit(0); // like a program that ends: nothing is torn down
    }
    int status = 0;
    rusage usage = {};
    if (child < 0 || ::wait4(child, &status, 0, &usage) != child)
        return cost;
    cost.ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    cost.milliseconds = inMilliseconds(usage.ru_utime) + inMilliseconds(usage.ru_stime);
    cost.kilobytes = usage.ru_maxrss;
    return cost;
}

} // namespace

class BombsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void answersEveryFile_data();
    void answersEveryFile();
    void cleanupTestCase();

private:
    int m_files = 0;
    int m_inTime = 0;
    int m_inMemory = 0;
};

void BombsTest::initTestCase()
{
    QVERIFY(allBombs().size() >= 40);
    Answer warm;
    answer("a: {script: x}\n", warm); // tables that are read once
    QVERIFY(warm.valid);
}

void BombsTest::answersEveryFile_data()
{
    QTest::addColumn<int>("index");
    const std::vector<Bomb> bombs = allBombs();
    for (std::size_t i = 0; i < bombs.size(); ++i)
        QTest::newRow(bombs[i].name) << static_cast<int>(i);
}

void BombsTest::answersEveryFile()
{
    QFETCH(int, index);
    const Bomb bomb = allBombs().at(static_cast<std::size_t>(index));
    void *shared = ::mmap(nullptr, sizeof(Answer), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    QVERIFY(shared != MAP_FAILED);
    Answer &result = *new (shared) Answer;
    Cost best;
    // Processor time, and the best of some: what shares the memory with us makes even that longer.
    for (int attempt = 0; attempt < 3 && (attempt == 0 || best.milliseconds > goalMilliseconds); ++attempt) {
        result = {};
        const Cost cost = runInChild(bomb, result);
        QVERIFY2(cost.ended, "it crashed, or took more than a minute");
        best = attempt == 0 || cost.milliseconds < best.milliseconds ? cost : best;
    }
    qInfo("%.0f ms, %.1f MB, %d errors: %s", best.milliseconds, static_cast<double>(best.kilobytes) / 1024,
          result.errors, result.first);
    const Answer got = result;
    ::munmap(shared, sizeof(Answer));
    QVERIFY(got.complete);
    QCOMPARE(got.valid, bomb.valid);
    QVERIFY(bomb.valid || *got.first != 0);
    QCOMPARE(got.placed, got.errors);
    QVERIFY2(got.diagnostics < 100'000, "nobody reads that many");
    ++m_files;
    m_inTime += best.milliseconds <= goalMilliseconds ? 1 : 0;
    m_inMemory += best.kilobytes <= goalKilobytes ? 1 : 0;
    if (!isOptimised)
        return; // time and memory are those of the checks then
    QVERIFY2(best.milliseconds <= mostMilliseconds, qPrintable(QString::number(best.milliseconds)));
    QVERIFY2(best.kilobytes <= mostKilobytes, qPrintable(QString::number(best.kilobytes)));
}

void BombsTest::cleanupTestCase()
{
    qInfo("of %d files %d within %.0f ms and %d within %ld MB", m_files, m_inTime, goalMilliseconds, m_inMemory,
          goalKilobytes / 1024);
}

QTEST_GUILESS_MAIN(BombsTest)
#include "tst_bombs.moc"
