// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 20: the same pipeline ends in the same way and in a legal order, however long its jobs take.
#include "core/engine/scheduler.h"
#include "tests/core/engine/run_fixture.h"
#include "tests/trust/score.h"

#include <QRandomGenerator>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int jobCount = 50;

bool fails(const plan::JobPlan &job)
{
    return job.script.back() != "true";
}

/// 50 jobs in 5 stages, half of them with needs; some fail, are allowed to, run on failure or always, or share a resource.
plan::RunPlan randomPlan(QRandomGenerator &random, int concurrency)
{
    std::vector<plan::JobPlan> jobs;
    for (int i = 0; i < jobCount; ++i) {
        plan::JobPlan made = job("j" + std::to_string(i), "s" + std::to_string(i / 10), {random.bounded(8) == 0 ? "exit 3" : "true"});
        if (i >= 10 && random.bounded(2) == 0) {
            made.needs.emplace();
            for (int n = random.bounded(4); n > 0; --n) {
                const std::string other = "j" + std::to_string(random.bounded(i));
                if (!std::ranges::contains(*made.needs, other, &plan::Need::job))
                    made.needs->push_back({other});
            }
        }
        made.allowFailure = random.bounded(4) == 0;
        const int when = random.bounded(10);
        made.when = when == 0 ? plan::When::OnFailure : when == 1 ? plan::When::Always : plan::When::OnSuccess;
        if (random.bounded(10) == 0)
            made.resourceGroup = "group";
        jobs.push_back(made);
    }
    return planOf(std::move(jobs), concurrency);
}

/// The jobs that a job has to wait for.
std::vector<std::string> before(const plan::RunPlan &plan, const plan::JobPlan &job)
{
    std::vector<std::string> names;
    if (job.needs) {
        for (const plan::Need &need : *job.needs)
            names.push_back(need.job);
    } else {
        for (const plan::JobPlan &other : plan.jobs) {
            if (std::ranges::find(plan.stages, other.stage) < std::ranges::find(plan.stages, job.stage))
                names.push_back(other.name);
        }
    }
    return names;
}

/// GitLab does not wait for the other needs of a job once one of them was skipped.
bool waitsNoMore(const plan::RunPlan &plan, const plan::JobPlan &job, const std::vector<JobState> &states)
{
    return job.needs && std::ranges::any_of(before(plan, job), [&states](const std::string &name) {
               return std::ranges::find(states, name, &JobState::name)->status == JobStatus::Skipped;
           });
}

using Verdicts = std::vector<JobStatus>;

/// One run without processes: jobs end in random order. Empty when an order was illegal.
Verdicts scheduled(const plan::RunPlan &plan, QRandomGenerator &random)
{
    Scheduler scheduler(plan);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    scheduler.begin(now);
    std::vector<int> running;
    while (true) {
        for (const int started : scheduler.takeStarts(now)) {
            running.push_back(started);
            const plan::JobPlan &job = plan.jobs[static_cast<std::size_t>(started)];
            if (waitsNoMore(plan, job, scheduler.jobs()))
                continue;
            for (const std::string &name : before(plan, job)) {
                const JobStatus status = scheduler.jobs()[static_cast<std::size_t>(*scheduler.find(name))].status;
                if (status == JobStatus::Created || status == JobStatus::Pending || status == JobStatus::Running) {
                    qWarning("job %d started, but %s is %s", started, name.c_str(), qPrintable(toText(status)));
                    return {};
                }
            }
        }
        if (static_cast<int>(running.size()) > plan.concurrency) {
            qWarning("%zu jobs run", running.size());
            return {};
        }
        if (running.empty())
            break;
        const auto ends = running.begin() + random.bounded(static_cast<int>(running.size()));
        JobOutcome outcome;
        if (fails(plan.jobs[static_cast<std::size_t>(*ends)])) {
            outcome.status = JobStatus::Failed;
            outcome.failureReason = FailureReason::ScriptFailure;
            outcome.exitCode = 3;
        }
        const int job = *ends;
        running.erase(ends);
        scheduler.finish(job, outcome, now);
    }
    if (!scheduler.isIdle()) {
        for (const JobState &state : scheduler.jobs())
            qWarning("%s: %s", state.name.c_str(), qPrintable(toText(state.status)));
        return {};
    }
    Verdicts verdicts{scheduler.status()};
    for (const JobState &state : scheduler.jobs())
        verdicts.push_back(state.status);
    return verdicts;
}

} // namespace

class TestTrustDeterminism : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_score.judge(); }
    void cleanupTestCase() { m_score.save(); }
    void anyOrderOfEnds();
    void realJobs();

private:
    trust::Score m_score{20, "Determinism", "1 000 runs of a DAG of 50 jobs under random delays: same verdicts, legal order in all; 0 reports of TSan"};
};

void TestTrustDeterminism::anyOrderOfEnds()
{
    QRandomGenerator random(20);
    const int plans = trust::times(50, 1000);
    for (int i = 0; i < plans; ++i) {
        const plan::RunPlan plan = randomPlan(random, 1 + random.bounded(10));
        const Verdicts first = scheduled(plan, random);
        QVERIFY2(!first.empty(), qPrintable(u"plan %1"_s.arg(i)));
        for (int round = 0; round < 20; ++round)
            QVERIFY2(scheduled(plan, random) == first, qPrintable(u"plan %1, round %2"_s.arg(i).arg(round)));
    }
    m_score.note(u"%1 random DAGs of %2 jobs, 21 orders each: same verdicts, legal order"_s.arg(plans).arg(jobCount));
}

void TestTrustDeterminism::realJobs()
{
    QRandomGenerator random(21);
    int runs = 0;
    for (int i = trust::times(1, 10); i > 0; --i) {
        const plan::RunPlan plan = randomPlan(random, 4);
        const Verdicts expected = scheduled(plan, random);
        for (int round = trust::times(2, 10); round > 0; --round, ++runs) {
            plan::RunPlan delayed = plan;
            for (plan::JobPlan &job : delayed.jobs)
                job.script.insert(job.script.begin(), "sleep 0.0" + std::to_string(random.bounded(10)));
            TestRun run(delayed);
            QVERIFY(run.finish(120000));
            Verdicts verdicts{*run.status};
            for (const JobState &state : run.jobs)
                verdicts.push_back(state.status);
            QCOMPARE(verdicts, expected);
            for (const plan::JobPlan &job : plan.jobs) {
                const JobState state = run.stateOf(job.name);
                if (!state.startedAt.isValid() || waitsNoMore(plan, job, run.jobs))
                    continue;
                for (const std::string &name : before(plan, job)) {
                    const JobState other = run.stateOf(name);
                    QVERIFY2(!other.startedAt.isValid() || other.finishedAt <= state.startedAt, (name + " before " + job.name).c_str());
                }
            }
        }
    }
    m_score.note(u"%1 runs with real jobs: same verdicts, legal order"_s.arg(runs));
    m_score.leaveOut(u"TSan was not asked: Debian's Qt is not built for it"_s);
}

QTEST_GUILESS_MAIN(TestTrustDeterminism)
#include "tst_trust_determinism.moc"
