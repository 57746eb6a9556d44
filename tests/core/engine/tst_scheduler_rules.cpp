// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// All small pipelines, against a second telling of GitLab's rules: a loop that asks the table of composite statuses
// (gitlab-ci-language.md §2.12) again and again until nothing changes.
#include "core/engine/scheduler.h"

#include "run_fixture.h"

#include <QDir>

#include <deque>
#include <set>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;
using plan::When;

namespace {

enum class End { Good, Bad, Canceled };

struct Job {
    int stage = 0;
    When when = When::OnSuccess;
    bool allow = false;
    bool guarded = false;
    std::optional<std::vector<int>> needs = {};
    End end = End::Good;
};

/// The reference's table, word by word.
class Oracle
{
public:
    explicit Oracle(std::vector<Job> jobs) : m_jobs(std::move(jobs)), status(m_jobs.size(), "created") {}

    static std::string mapped(const std::string &status, bool allow)
    {
        if (allow && (status == "failed" || status == "canceled"))
            return "success_with_warnings";
        return allow && status == "manual" ? "ignored" : status;
    }

    static std::string composite(const std::vector<std::string> &all, bool dag)
    {
        const auto only = [&](const std::set<std::string> &some) {
            return std::ranges::all_of(all, [&](const std::string &one) { return some.contains(one); });
        };
        const auto any = [&](const std::string &one) { return std::ranges::contains(all, one); };
        if (all.empty())
            return "nil";
        if (dag && (any("skipped") || any("ignored")))
            return "skipped";
        if (only({"skipped", "ignored"}))
            return "skipped";
        if (only({"success", "skipped", "success_with_warnings", "ignored"}))
            return "success";
        if (only({"created", "success_with_warnings", "ignored"}))
            return "created";
        if (only({"canceled", "success", "skipped", "success_with_warnings", "ignored"}))
            return "canceled";
        if (only({"pending", "created", "skipped", "success_with_warnings", "ignored"}))
            return "pending";
        if (any("running") || any("pending"))
            return "running";
        for (const char *one : {"waiting_for_resource", "manual", "scheduled"}) {
            if (any(one))
                return one;
        }
        return any("created") ? "running" : "failed";
    }

    /// Until nothing changes; what starts ends at once.
    void settle()
    {
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t i = 0; i < m_jobs.size(); ++i) {
                if (status[i] == "created")
                    changed = consider(i) || changed;
            }
        }
    }

    void play(std::size_t played)
    {
        std::set<std::size_t> behind;
        for (std::size_t i = 0; i < m_jobs.size(); ++i) {
            const auto isBehind = [&](int need) {
                return std::size_t(need) == played || behind.contains(std::size_t(need));
            };
            if (m_jobs[i].stage > m_jobs[played].stage
                || (m_jobs[i].needs && std::ranges::any_of(*m_jobs[i].needs, isBehind)))
                behind.insert(i);
        }
        for (const std::size_t i : behind) {
            if (status[i] == "skipped")
                status[i] = "created";
        }
        status[played] = result(played);
        settle();
    }

    std::string pipeline() const
    {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < m_jobs.size(); ++i)
            all.push_back(mapped(status[i], m_jobs[i].allow));
        const std::string word = composite(all, false);
        return word == "nil" ? "success" : word;
    }

private:
    std::string result(std::size_t job) const
    {
        constexpr std::array words = {"success", "failed", "canceled"};
        return words[std::size_t(m_jobs[job].end)];
    }

    bool consider(std::size_t i)
    {
        const Job &job = m_jobs[i];
        std::vector<std::string> before;
        for (std::size_t other = 0; other < m_jobs.size(); ++other) {
            const bool isBefore = job.needs ? std::ranges::contains(*job.needs, int(other))
                                            : m_jobs[other].stage < job.stage;
            if (isBefore)
                before.push_back(mapped(status[other], m_jobs[other].allow));
        }
        std::string word = composite(before, job.needs.has_value());
        if (word == "nil")
            word = "success";
        if (!std::set<std::string>{"success", "failed", "canceled", "skipped"}.contains(word))
            return false;
        std::set<std::string> right = job.needs ? std::set<std::string>{"success"}
                                                : std::set<std::string>{"success", "skipped"};
        if (job.when == When::OnFailure)
            right = {"failed"};
        else if (job.when == When::Always)
            right = {"success", "failed", "skipped"};
        if (!right.contains(word))
            status[i] = "skipped";
        else
            status[i] = job.when == When::Manual || job.guarded ? "manual" : result(i);
        return true;
    }

    std::vector<Job> m_jobs;

public:
    std::vector<std::string> status;
};

plan::RunPlan planFor(const std::vector<Job> &jobs)
{
    plan::RunPlan plan;
    plan.stages = {"0", "1", "2"};
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        plan::JobPlan made = job("j" + std::to_string(i), std::to_string(jobs[i].stage), {});
        made.when = jobs[i].when;
        made.allowFailure = jobs[i].allow;
        made.guardedBy = jobs[i].guarded ? "it deploys" : "";
        if (jobs[i].needs) {
            made.needs.emplace();
            for (const int need : *jobs[i].needs)
                made.needs->push_back({"j" + std::to_string(need)});
        }
        plan.jobs.push_back(std::move(made));
    }
    return plan;
}

class Subject
{
public:
    explicit Subject(const std::vector<Job> &jobs) : m_jobs(jobs), scheduler(planFor(jobs))
    {
        scheduler.begin(m_clock);
        settle();
    }

    void settle()
    {
        for (;;) {
            std::ranges::copy(scheduler.takeStarts(m_clock), std::back_inserter(m_running));
            if (m_running.empty()) {
                if (!scheduler.nextDelayed())
                    return;
                m_clock = *scheduler.nextDelayed();
                scheduler.startDelayed(m_clock);
                continue;
            }
            const int job = m_running.front();
            m_running.pop_front();
            JobOutcome outcome;
            outcome.status = std::array{JobStatus::Success, JobStatus::Failed,
                                        JobStatus::Canceled}[std::size_t(m_jobs[std::size_t(job)].end)];
            outcome.failureReason = outcome.status == JobStatus::Failed ? FailureReason::ScriptFailure
                                                                        : FailureReason::None;
            scheduler.finish(job, outcome, m_clock);
        }
    }
    void play(int job)
    {
        scheduler.play(job, m_clock);
        settle();
    }

private:
    const std::vector<Job> &m_jobs;
    QDateTime m_clock = QDateTime::fromSecsSinceEpoch(1000000);
    std::deque<int> m_running;

public:
    Scheduler scheduler;
};

QByteArray describe(const std::vector<Job> &jobs)
{
    QByteArray text;
    for (const Job &job : jobs) {
        text += QByteArray("stage ") + QByteArray::number(job.stage) + " when " + QByteArray::number(int(job.when))
                + (job.allow ? " allow" : "") + (job.guarded ? " guarded" : "") + " ends "
                + QByteArray::number(int(job.end));
        if (job.needs) {
            text += " needs [";
            for (const int need : *job.needs)
                text += QByteArray::number(need) + ' ';
            text += ']';
        }
        text += "; ";
    }
    return text;
}

/// Empty when both agree, before and after every manual job is played in turn.
QByteArray difference(const std::vector<Job> &jobs)
{
    Oracle oracle(jobs);
    oracle.settle();
    Subject subject(jobs);
    for (std::size_t round = 0;; ++round) {
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            const std::string status = toText(subject.scheduler.jobs()[i].status).toStdString();
            if (status != oracle.status[i])
                return describe(jobs) + "round " + QByteArray::number(round) + ": j" + QByteArray::number(i) + " is "
                       + status.c_str() + ", not " + oracle.status[i].c_str();
        }
        if (toText(subject.scheduler.status()).toStdString() != oracle.pipeline())
            return describe(jobs) + "the pipeline is " + toText(subject.scheduler.status()).toUtf8() + ", not "
                   + oracle.pipeline().c_str();
        if (!subject.scheduler.isIdle())
            return describe(jobs) + "it does not come to an end";
        const auto manual = std::ranges::find(oracle.status, "manual");
        if (manual == oracle.status.end())
            return {};
        const std::size_t played = std::size_t(manual - oracle.status.begin());
        oracle.play(played);
        subject.play(int(played));
    }
}

constexpr std::array allWhens = {When::OnSuccess, When::OnFailure, When::Always, When::Manual, When::Delayed};

} // namespace

class TestSchedulerRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void compositeAgreesWithMeasurements();
    void everyPipelineOfTwoJobs();
    void everyPipelineOfThreeJobs_data();
    void everyPipelineOfThreeJobs();
    void guardedJobsWaitWhateverTheirWhen();
};

/// What GitLab's own code answered, as far as this program has those statuses.
void TestSchedulerRules::compositeAgreesWithMeasurements()
{
    QFile file(qEnvironmentVariable("STAGECRAFT_SOURCE_DIR")
               + QStringLiteral("/../shared/conformance/vectors/status_slug.tsv"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("The measured statuses are not here.");
    int seen = 0;
    file.readLine();
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().chopped(1);
        if (line.startsWith('#'))
            break;
        const QByteArrayList fields = line.split('\t');
        CompositeStatus set;
        bool isOurs = true;
        for (QByteArray word : fields[0].isEmpty() ? QByteArrayList() : fields[0].split('+')) {
            const bool allow = word.endsWith('*');
            if (allow)
                word.chop(1);
            std::optional<JobStatus> status;
            for (int value = 0; value <= int(JobStatus::Scheduled); ++value) {
                if (toText(JobStatus(value)).toUtf8() == word)
                    status = JobStatus(value);
            }
            isOurs = isOurs && status;
            if (status)
                set.add(*status, allow);
        }
        if (!isOurs)
            continue; // preparing, canceling
        const auto quoted = [](std::optional<JobStatus> status) {
            return status ? '"' + toText(*status).toUtf8() + '"' : QByteArray("nil");
        };
        QVERIFY2(quoted(set.inStages()) == fields[1], (line + ": " + quoted(set.inStages())).constData());
        QVERIFY2(quoted(set.ofNeeds()) == fields[2], (line + ": " + quoted(set.ofNeeds())).constData());
        ++seen;
    }
    QVERIFY(seen >= 40);
}

void TestSchedulerRules::everyPipelineOfTwoJobs()
{
    const std::vector<std::optional<std::vector<int>>> needs = {std::nullopt, std::vector<int>{}, std::vector<int>{0}};
    int count = 0;
    for (const int stage : {0, 1})
        for (const auto &need : needs)
            for (int code = 0; code < 900; ++code) {
                int rest = code;
                const auto next = [&rest](int choices) { return std::exchange(rest, rest / choices) % choices; };
                std::vector<Job> jobs(2);
                for (Job &one : jobs) {
                    one.when = allWhens[std::size_t(next(5))];
                    one.allow = next(2) == 1;
                    one.end = End(next(3));
                }
                jobs[1].stage = stage;
                jobs[1].needs = need;
                const QByteArray wrong = difference(jobs);
                QVERIFY2(wrong.isEmpty(), wrong.constData());
                ++count;
            }
    QCOMPARE(count, 5400);
}

void TestSchedulerRules::everyPipelineOfThreeJobs_data()
{
    QTest::addColumn<QList<int>>("stages");
    QTest::newRow("three stages") << QList{0, 1, 2};
    QTest::newRow("two and one") << QList{0, 0, 1};
    QTest::newRow("one and two") << QList{0, 1, 1};
}

void TestSchedulerRules::everyPipelineOfThreeJobs()
{
    QFETCH(QList<int>, stages);
    using Needs = std::optional<std::vector<int>>;
    const std::vector<Needs> second = {std::nullopt, std::vector<int>{}, std::vector<int>{0}};
    const std::vector<Needs> third = {std::nullopt, std::vector<int>{}, std::vector<int>{0}, std::vector<int>{1},
                                      std::vector<int>{0, 1}};
    for (const Needs &secondNeeds : second)
        for (const Needs &thirdNeeds : third)
            for (int code = 0; code < 8000; ++code) {
                int rest = code;
                const auto next = [&rest](int choices) { return std::exchange(rest, rest / choices) % choices; };
                std::vector<Job> jobs(3);
                for (std::size_t i = 0; i < jobs.size(); ++i) {
                    jobs[i].stage = stages[qsizetype(i)];
                    jobs[i].when = allWhens[std::size_t(next(5))];
                    jobs[i].allow = next(2) == 1;
                    jobs[i].end = next(2) == 1 ? End::Bad : End::Good;
                }
                jobs[1].needs = secondNeeds;
                jobs[2].needs = thirdNeeds;
                const QByteArray wrong = difference(jobs);
                QVERIFY2(wrong.isEmpty(), wrong.constData());
            }
}

void TestSchedulerRules::guardedJobsWaitWhateverTheirWhen()
{
    for (const When when : allWhens) {
        for (const bool allow : {false, true}) {
            for (const End end : {End::Good, End::Bad}) {
                const std::vector<Job> jobs = {{0, When::OnSuccess, false, false, {}, end},
                                               {1, when, allow, true, {}, End::Good},
                                               {2, When::OnSuccess, false, false, {}, End::Good}};
                const QByteArray wrong = difference(jobs);
                QVERIFY2(wrong.isEmpty(), wrong.constData());
                Subject subject(jobs);
                QCOMPARE(subject.scheduler.jobs()[1].attempts, 0);
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestSchedulerRules)
#include "tst_scheduler_rules.moc"
