// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The fidelity suite: every keyword that the keyword table calls exact takes part in a run whose outcome is GitLab's.
#include "core/model/keyword_table.h"
#include "tests/cli/cli_process.h"
#include "tests/e2e/fidelity_scenario.h"
#include "tests/support/require_docker.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QJsonArray>

#include <set>

using namespace stagecraft;
using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

class TestFidelity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyExactKeywordIsShown();
    void everyExperimentIsRepeated();
    void runsAsGitLabDoes_data();
    void runsAsGitLabDoes();

private:
    std::vector<Scenario> m_scenarios;
};

namespace {

void commitAll(const QString &directory)
{
    const QStringList identity{u"-c"_s, u"user.name=test"_s, u"-c"_s, u"user.email=test@example.com"_s};
    for (const QStringList &arguments :
         {QStringList{u"init"_s, u"-q"_s, u"-b"_s, u"main"_s}, QStringList{u"add"_s, u"-A"_s},
          identity + QStringList{u"commit"_s, u"-q"_s, u"-m"_s, u"All"_s}}) {
        QProcess git;
        git.setWorkingDirectory(directory);
        git.start(u"git"_s, arguments);
        QVERIFY(git.waitForFinished() && git.exitCode() == 0);
    }
}

/// The jobs of a report, by name.
class Report
{
public:
    explicit Report(const QByteArray &json)
    {
        const QJsonArray jobs = QJsonDocument::fromJson(json).object().value("jobs"_L1).toArray();
        for (const auto &job : jobs)
            m_jobs[job.toObject().value("name"_L1).toString().toStdString()] = job.toObject();
    }
    std::map<std::string, std::string> statuses() const
    {
        std::map<std::string, std::string> result;
        for (const auto &[name, job] : m_jobs)
            result[name] = job.value("status"_L1).toString().toStdString();
        return result;
    }
    QJsonValue value(const std::string &job, QLatin1StringView key) const
    {
        const auto found = m_jobs.find(job);
        return found == m_jobs.end() ? QJsonValue() : found->second.value(key);
    }
    QDateTime time(const std::string &job, QLatin1StringView key) const
    {
        return QDateTime::fromString(value(job, key).toString(), Qt::ISODateWithMs);
    }
    QByteArray log(const std::string &job) const
    {
        QFile file(value(job, "log"_L1).toString());
        return file.open(QIODevice::ReadOnly) ? file.readAll().replace("\r\n", "\n") : QByteArray();
    }

private:
    std::map<std::string, QJsonObject> m_jobs;
};

std::string lines(const std::map<std::string, std::string> &statuses)
{
    std::string text;
    for (const auto &[name, status] : statuses)
        text += name + ": " + status + '\n';
    return text;
}

} // namespace

void TestFidelity::initTestCase()
{
    m_scenarios = allScenarios(qEnvironmentVariable("STAGECRAFT_SOURCE_DIR") + "/tests/e2e/fidelity"_L1);
    QVERIFY(!m_scenarios.empty());
}

void TestFidelity::everyExactKeywordIsShown()
{
    std::set<std::string> shown;
    for (const Scenario &scenario : m_scenarios)
        shown.insert(scenario.shows.begin(), scenario.shows.end());
    QStringList missing;
    std::set<std::string> exact;
    for (const model::Keyword &keyword : model::keywords()) {
        if (keyword.fidelity != model::Fidelity::Exact)
            continue;
        exact.insert(keyword.name);
        if (!shown.contains(keyword.name))
            missing << QString::fromStdString(keyword.name);
    }
    missing.removeDuplicates();
    QVERIFY2(missing.isEmpty(), qPrintable(u"called exact, but no run shows it: "_s + missing.join(u", "_s)));
    for (const std::string &name : shown)
        QVERIFY2(exact.contains(name), qPrintable(u"shown, but not called exact: "_s + QString::fromStdString(name)));
}

/// Of the twelve with another local runner (reference, peers and demands 1.3).
void TestFidelity::everyExperimentIsRepeated()
{
    std::set<int> missing{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    for (const Scenario &scenario : m_scenarios)
        missing.erase(scenario.experiment);
    QVERIFY2(missing.empty(),
             qPrintable(u"experiment %1 has no scenario"_s.arg(missing.empty() ? 0 : *missing.begin())));
}

void TestFidelity::runsAsGitLabDoes_data()
{
    QTest::addColumn<int>("index");
    for (int index = 0; index < static_cast<int>(m_scenarios.size()); ++index)
        QTest::newRow(m_scenarios[static_cast<std::size_t>(index)].name.c_str()) << index;
}

void TestFidelity::runsAsGitLabDoes()
{
    QFETCH(int, index);
    const Scenario &scenario = m_scenarios[static_cast<std::size_t>(index)];
    if (scenario.mode != "shell"_L1)
        STAGECRAFT_REQUIRE_DOCKER("busybox:stable");

    const Repository repository(scenario.pipeline);
    for (const auto &[path, content] : scenario.files)
        repository.write(QString::fromStdString(path), QByteArray::fromStdString(content));
    if (scenario.git)
        commitAll(repository.path());
    for (const auto &[path, content] : scenario.untracked)
        repository.write(QString::fromStdString(path), QByteArray::fromStdString(content));
    const QTemporaryDir state;
    const QString reportFile = state.filePath(u"report.json"_s);
    QStringList arguments{u"run"_s,      repository.path(), u"--concurrency"_s, u"8"_s,
                          u"--report"_s, reportFile,        u"--ref"_s,         u"main"_s};
    if (scenario.mode != "config"_L1)
        arguments << u"--mode"_s << scenario.mode;
    for (QString option : scenario.options)
        arguments << option.replace("{project}"_L1, repository.path());
    CliAnswer answer;
    QElapsedTimer clock;
    for (int run = 0; run < scenario.runs; ++run) {
        clock.start();
        answer = runCli(arguments, {}, state.path());
    }
    const double seconds = static_cast<double>(clock.elapsed()) / 1000;
    const QByteArray said = answer.out + answer.err;
    QFile file(reportFile);
    const Report report(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());

    QVERIFY2(lines(report.statuses()) == lines(scenario.jobs), (lines(report.statuses()) + said.toStdString()).c_str());
    QVERIFY2(answer.exitCode == scenario.exitCode, said);
    QVERIFY2(answer.err.contains(QByteArrayView(scenario.complaint)), said);
    for (const auto &[job, texts] : scenario.logs) {
        for (const std::string &text : texts)
            QVERIFY2(report.log(job).contains(QByteArrayView(text)), report.log(job));
    }
    for (const auto &[job, texts] : scenario.without) {
        for (const std::string &text : texts)
            QVERIFY2(!report.log(job).contains(QByteArrayView(text)), report.log(job));
    }
    for (const auto &[job, percent] : scenario.coverage)
        QVERIFY2(report.value(job, "coverage"_L1).toDouble() == percent, said);
    for (const auto &[job, count] : scenario.attempts)
        QVERIFY2(report.value(job, "attempts"_L1).toInt() == count, said);
    for (const auto &[job, reason] : scenario.reasons)
        QCOMPARE(report.value(job, "failure_reason"_L1).toString().toStdString(), reason);
    for (const auto &[first, second] : scenario.order)
        QVERIFY2(report.time(first, "finished_at"_L1) <= report.time(second, "started_at"_L1), said);
    for (const auto &[first, second] : scenario.together)
        QVERIFY2(report.time(second, "started_at"_L1) < report.time(first, "finished_at"_L1), said);
    QVERIFY2(seconds >= scenario.takes, said);
    QVERIFY2(!scenario.within || seconds <= *scenario.within, said);
}

QTEST_GUILESS_MAIN(TestFidelity)
#include "tst_fidelity.moc"
