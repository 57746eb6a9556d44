// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 1: damaged pipelines through all that reads them: our parser, libyaml as its referee, expand, select, lint and the plan of
// a run, which must keep what tests/fuzz/fuzz_pipeline.cpp promises. In processes of their own, so that one that crashes, hangs
// or takes the memory is found with its input.
#include "tests/core/yaml/mutation.h"
#include "tests/core/yaml/yaml_test_support.h"
#include "tests/trust/score.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cstdint>
#include <ctime>
#include <unistd.h>

using namespace stagecraft;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

constexpr long mostKilobytes = 256 * 1024;
constexpr double mostMilliseconds = 1000;
constexpr unsigned patience = 20; ///< seconds of one input
constexpr int batch = 2500;
constexpr int wholeFiles = 50; ///< every so many is a whole file, changed somewhere

/// Written by the child that reads the inputs.
struct Progress {
    int done = 0;
    double slowest = 0; ///< milliseconds of processor time
    int slowestInput = 0;
};

QByteArrayList seeds()
{
    QByteArrayList texts;
    QDirIterator starters(qEnvironmentVariable("STAGECRAFT_SOURCE_DIR") + u"/resources/starters"_s, {u"*.yml"_s},
                          QDir::Files);
    while (starters.hasNext())
        texts << yaml::test::contentOf(starters.next());
    std::ranges::sort(texts);
    for (const QString &file : yaml::test::sharedYamlFiles())
        texts << yaml::test::contentOf(file);
    return texts;
}

/// The inputs of one batch: the same on every run.
class Inputs
{
public:
    Inputs(const QByteArrayList &seeds, int number)
        : m_seeds(seeds),
          m_mutator(seeds, 20260101u + static_cast<quint32>(number)),
          m_random(static_cast<quint32>(number))
    {
    }

    QByteArray next()
    {
        const QByteArray piece = m_mutator.next();
        if (++m_count % wholeFiles != 0)
            return piece;
        QByteArray whole = m_seeds[m_random.bounded(static_cast<int>(m_seeds.size()))].left(200'000);
        for (int changes = m_random.bounded(1, 4); changes > 0; --changes) {
            const int at = m_random.bounded(static_cast<int>(whole.size()) + 1);
            whole.replace(at, m_random.bounded(20), m_random.bounded(2) == 0 ? piece : piece.left(3));
        }
        return whole;
    }

private:
    const QByteArrayList &m_seeds;
    yaml::test::Mutator m_mutator;
    QRandomGenerator m_random;
    int m_count = 0;
};

double processorTime()
{
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

[[noreturn]] void readAll(const QByteArrayList &seeds, int number, int count, Progress &progress)
{
    Inputs inputs(seeds, number);
    for (int i = 0; i < count; ++i) {
        const QByteArray text = inputs.next();
        ::alarm(patience);
        const double begin = processorTime();
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(text.constData()),
                               static_cast<std::size_t>(text.size()));
        const double taken = processorTime() - begin;
        if (taken > progress.slowest) {
            progress.slowest = taken;
            progress.slowestInput = i;
        }
        progress.done = i + 1;
    }
    ::_exit(0);
}

} // namespace

class TestTrustYamlFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_score.judge(); }
    void cleanupTestCase() { m_score.save(); }
    void damagedPipelines();

private:
    trust::Score m_score{1, "YAML fuzz", "200 000 mutated inputs: 0 crashes, 0 hangs over 1 s, 256 MB of memory"};
};

void TestTrustYamlFuzz::damagedPipelines()
{
    const int total = trust::times(5'000, 200'000);
    const QByteArrayList texts = seeds();
    QVERIFY(texts.size() >= 10);
    void *shared = ::mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    QVERIFY(shared != MAP_FAILED);
    Progress &progress = *new (shared) Progress;
    double slowest = 0;
    long memory = 0;
    for (int number = 0; number * batch < total; ++number) {
        progress = {};
        const pid_t child = ::fork();
        if (child == 0)
            readAll(texts, number, batch, progress);
        int status = 0;
        rusage used = {};
        QCOMPARE(::wait4(child, &status, 0, &used), child);
        const auto input = [&](int index) {
            Inputs inputs(texts, number);
            QByteArray text;
            for (int i = 0; i <= index; ++i)
                text = inputs.next();
            return text;
        };
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            qWarning("%s: %s", WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? "a hang" : "a crash",
                     input(progress.done).toPercentEncoding(" \n").constData());
            QFAIL("an input was too much");
        }
        if (progress.slowest > mostMilliseconds)
            qWarning("%.0f ms: %s", progress.slowest,
                     input(progress.slowestInput).left(2000).toPercentEncoding(" \n").constData());
        QVERIFY(progress.slowest <= mostMilliseconds);
        QCOMPARE_LE(used.ru_maxrss, mostKilobytes);
        slowest = std::max(slowest, progress.slowest);
        memory = std::max(memory, used.ru_maxrss);
    }
    const bool hasShared = !yaml::test::sharedDirectory().isEmpty();
    m_score.note(
        u"%1 inputs (one in %2 a whole file) of %3 files%4: 0 crashes, 0 broken promises; slowest %5 ms, %6 MB of memory"_s
            .arg(total)
            .arg(wholeFiles)
            .arg(texts.size())
            .arg(hasShared ? QString() : u" (without those of ../shared, which is not here)"_s)
            .arg(slowest, 0, 'f', 0)
            .arg(memory / 1024));
}

QTEST_GUILESS_MAIN(TestTrustYamlFuzz)
#include "tst_trust_yaml_fuzz.moc"
