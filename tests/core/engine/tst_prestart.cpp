// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which jobs an executor is told to expect.
#include "core/engine/prestart.h"
#include "core/engine/spare_memory.h"
#include "run_fixture.h"

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

namespace {

class Listener : public Executor
{
public:
    std::unique_ptr<ExecutorJob> start(const plan::JobPlan &, const JobContext &) override { return {}; }
    void expect(const std::vector<ExpectedJob> &jobs) override
    {
        expected.clear();
        for (const ExpectedJob &job : jobs)
            expected << QString::fromStdString(job.job.name);
        ++calls;
    }
    QStringList expected;
    int calls = 0;
};

/// A run without an executor's work: jobs start when asked and end when told.
struct Pipeline {
    Pipeline(std::vector<plan::JobPlan> jobs, int concurrency = 2)
        : plan(planOf(std::move(jobs), concurrency)),
          scheduler(plan),
          prestart(scheduler, concurrency, [this](int job) { return ExpectedJob{scheduler.plan(job), {}}; })
    {
        scheduler.begin(QDateTime::currentDateTimeUtc());
        go();
    }

    void go()
    {
        for (const int job : scheduler.takeStarts(QDateTime::currentDateTimeUtc()))
            running.push_back(job);
        prestart.update(running, listener);
    }

    void end(const std::string &name, JobStatus status = JobStatus::Success)
    {
        const int job = *scheduler.find(name);
        std::erase(running, job);
        scheduler
            .finish(job,
                    {status, status == JobStatus::Failed ? FailureReason::ScriptFailure : FailureReason::None, {}, {}},
                    QDateTime::currentDateTimeUtc());
        go();
    }

    QString expected() const { return listener.expected.join(QLatin1Char(' ')); }

    plan::RunPlan plan;
    Scheduler scheduler;
    Listener listener;
    Prestart prestart;
    std::vector<int> running;
};

plan::JobPlan needing(const std::string &name, const std::string &stage, std::vector<plan::Need> needs)
{
    plan::JobPlan plan = job(name, stage, {"true"});
    plan.needs = std::move(needs);
    return plan;
}

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

class PrestartTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNextStageOfTheLastRunningJobs();
    void jobsThatNeedRunningOnes();
    void jobsThatWaitForASlot();
    void nothingAfterAFailure();
    void notWhatAPersonOrAClockStarts();
    void notWhatDependsOnAReportToCome();
    void notWhatWaitsForItsResourceGroup();
    void sameListIsToldOnce();
    void memoryToSpare();
};

void PrestartTest::theNextStageOfTheLastRunningJobs()
{
    Pipeline pipeline({job("a", "one", {"true"}), job("b", "one", {"true"}), job("c", "two", {"true"}),
                       job("d", "two", {"true"}), job("e", "two", {"true"}), job("f", "three", {"true"})});
    QVERIFY2(pipeline.expected() == text("c d"), "no more than can run at once");
    pipeline.end("a");
    QCOMPARE(pipeline.expected(), text("c d"));
    pipeline.end("b");
    QVERIFY2(pipeline.expected() == text("e"), "it waits for a slot; f waits for more than the running ones");
    pipeline.end("c");
    QCOMPARE(pipeline.expected(), text("f"));
    pipeline.end("d");
    pipeline.end("e");
    pipeline.end("f");
    QCOMPARE(pipeline.expected(), QString());
}

void PrestartTest::jobsThatNeedRunningOnes()
{
    Pipeline pipeline({job("a", "one", {"true"}), job("b", "one", {"true"}), needing("c", "two", {{"a"}}),
                       needing("d", "two", {{"c"}})});
    QCOMPARE(pipeline.expected(), text("c"));
    pipeline.end("a");
    QCOMPARE(pipeline.expected(), text("d"));
}

void PrestartTest::jobsThatWaitForASlot()
{
    Pipeline pipeline({job("a", "one", {"true"}), job("b", "one", {"true"}), job("c", "one", {"true"})}, 1);
    QCOMPARE(pipeline.expected(), text("b"));
    pipeline.end("a");
    QCOMPARE(pipeline.expected(), text("c"));
}

void PrestartTest::nothingAfterAFailure()
{
    Pipeline pipeline({job("a", "one", {"false"}), job("b", "one", {"true"}), job("c", "two", {"true"})});
    QCOMPARE(pipeline.expected(), text("c"));
    pipeline.end("a", JobStatus::Failed);
    QCOMPARE(pipeline.expected(), QString());
}

void PrestartTest::notWhatAPersonOrAClockStarts()
{
    plan::JobPlan manual = job("manual", "two", {"true"});
    manual.when = plan::When::Manual;
    plan::JobPlan delayed = job("delayed", "two", {"true"});
    delayed.when = plan::When::Delayed;
    plan::JobPlan onFailure = job("on failure", "two", {"true"});
    onFailure.when = plan::When::OnFailure;
    plan::JobPlan always = job("always", "two", {"true"});
    always.when = plan::When::Always;
    QCOMPARE(Pipeline({job("a", "one", {"true"}), manual, delayed, onFailure, always}, 5).expected(), text("always"));
}

void PrestartTest::notWhatDependsOnAReportToCome()
{
    plan::JobPlan writes = job("writes", "one", {"true"});
    writes.artifacts.emplace();
    writes.artifacts->dotenv = {"build.env"};
    plan::JobPlan reads = job("reads", "two", {"true"});
    reads.artifactsFrom = {"writes"};
    Pipeline pipeline({writes, reads, job("other", "two", {"true"})});
    QCOMPARE(pipeline.expected(), text("other"));
    plan::JobPlan late = needing("late", "three", {{"other"}});
    late.artifactsFrom = {"writes"};
    Pipeline known({writes, job("other", "two", {"true"}), late});
    known.end("writes");
    QVERIFY2(known.expected() == text("late"), "the report is there by now");
}

void PrestartTest::notWhatWaitsForItsResourceGroup()
{
    plan::JobPlan deploy = job("deploy", "two", {"true"});
    deploy.resourceGroup = "production";
    QCOMPARE(Pipeline({job("a", "one", {"true"}), deploy}).expected(), QString());
}

void PrestartTest::sameListIsToldOnce()
{
    Pipeline pipeline({job("a", "one", {"true"}), job("b", "one", {"true"}), job("c", "two", {"true"})});
    const int calls = pipeline.listener.calls;
    pipeline.end("a");
    QCOMPARE(pipeline.listener.calls, calls);
}

void PrestartTest::memoryToSpare()
{
    QVERIFY(hasMemoryToSpare("MemTotal:  8000000 kB\nMemFree: 10 kB\nMemAvailable:   1000000 kB\n"));
    QVERIFY(!hasMemoryToSpare("MemTotal:  8000000 kB\nMemAvailable:   999999 kB\n"));
    QVERIFY(!hasMemoryToSpare("MemTotal:  1000000 kB\nMemAvailable:   500000 kB\n"));
    QVERIFY(hasMemoryToSpare(QByteArray()));
}

QTEST_GUILESS_MAIN(PrestartTest)
#include "tst_prestart.moc"
