// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What a job's variables tell the runner: the runner's own test vectors (gitlab-runner reference, 7.15) and the limits of 6.1.
#include "core/engine/job_settings.h"
#include "core/runner/go_duration.h"

#include <QTest>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace std::chrono_literals;

namespace {

JobSettings settings(const std::vector<std::pair<std::string, std::string>> &values)
{
    std::vector<plan::Variable> variables;
    for (const auto &[key, value] : values) {
        plan::Variable variable;
        variable.key = key;
        variable.value = value;
        variables.push_back(variable);
    }
    return settingsOf(variables, 3600);
}

} // namespace

class TestJobSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durations_data();
    void durations();
    void timeouts_data();
    void timeouts();
    void limitsOfTheRunner();
    void warnings();
    void sources();
    void cleanFlags();
    void attempts();
    void flags();
};

void TestJobSettings::durations_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("expected"); // -1: none
    const auto row = [](const char *text, qint64 expected) { QTest::addRow("'%s'", text) << QByteArray(text) << expected; };
    row("90s", 90'000);
    row("1h30m", 5'400'000);
    row("1.5s", 1500);
    row("250ms", 250);
    row("0", 0);
    row("", -1);
    row("5", -1);
    row("5 m", -1);
    row("foobar", -1);
    row("1h-5m", -1);
    row("90 minutes", -1);
    row("99999999999999999999h", -1);
}

void TestJobSettings::durations()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, expected);
    const auto duration = runner::goDuration(text.toStdString());
    QCOMPARE(duration ? qint64(duration->count()) : -1, expected);
}

void TestJobSettings::timeouts_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<qint64>("scriptSeconds");
    QTest::addColumn<qint64>("afterSeconds");
    const auto row = [](const char *name, const char *script, const char *after, qint64 scriptSeconds, qint64 afterSeconds) {
        QTest::newRow(name) << QByteArray(script) << QByteArray(after) << scriptSeconds << afterSeconds;
    };
    row("nothing set", "", "", 3600, 300);
    row("after 0s", "", "0s", 3600, 300);
    row("script 5m", "5m", "", 300, 300);
    row("after negative", "", "-10m", 3600, 300);
    row("script negative, after 10m", "-5m", "10m", 3600, 600);
    row("malformed", "foobar", "foobar", 3600, 300);
    row("longer than the job", "2h", "3h", 3600, 3600);
}

void TestJobSettings::timeouts()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, after);
    QFETCH(qint64, scriptSeconds);
    QFETCH(qint64, afterSeconds);
    const JobSettings read = settings({{"RUNNER_SCRIPT_TIMEOUT", script.toStdString()}, {"RUNNER_AFTER_SCRIPT_TIMEOUT", after.toStdString()}});
    QCOMPARE(qint64(read.scriptTimeout.count()), scriptSeconds * 1000);
    QCOMPARE(qint64(read.afterScriptTimeout.count()), afterSeconds * 1000);
    QCOMPARE(read.hasScriptTimeout, scriptSeconds < 3600);
}

void TestJobSettings::limitsOfTheRunner()
{
    runner::RunnerSettings runner;
    QVERIFY(settingsOf({}, 60, runner).prepareTimeout == 0s);
    runner.prepareTimeout = 10s;
    runner.getSourcesTimeout = 59s;
    QVERIFY(settingsOf({}, 60, runner).prepareTimeout == 10s);
    QVERIFY(settingsOf({}, 60, runner).getSourcesTimeout == 59s);
    runner.prepareTimeout = 60s; // the job ends no later
    runner.getSourcesTimeout = -5s;
    QVERIFY(settingsOf({}, 60, runner).prepareTimeout == 0s);
    QVERIFY(settingsOf({}, 60, runner).getSourcesTimeout == 0s);
}

void TestJobSettings::warnings()
{
    QCOMPARE(settings({}).warnings, QStringList());
    QCOMPARE(settings({{"RUNNER_SCRIPT_TIMEOUT", "foobar"}}).warnings,
             QStringList{QStringLiteral("Ignoring malformed RUNNER_SCRIPT_TIMEOUT timeout: foobar")});
    QCOMPARE(settings({{"RUNNER_SCRIPT_TIMEOUT", "-5m"}}).warnings,
             QStringList{QStringLiteral("Ignoring relative RUNNER_SCRIPT_TIMEOUT timeout: -5m")});
    QCOMPARE(settings({{"RUNNER_SCRIPT_TIMEOUT", "2h"}}).warnings,
             QStringList{QStringLiteral("RUNNER_SCRIPT_TIMEOUT timeout: 2h is longer than job timeout. Setting to job timeout")});
}

void TestJobSettings::sources()
{
    QCOMPARE(settings({}).gitDepth, 20);
    QCOMPARE(settings({{"GIT_DEPTH", "0"}}).gitDepth, 0);
    QCOMPARE(settings({{"GIT_DEPTH", "x"}}).gitDepth, 20);
    QVERIFY(settings({}).gitStrategy == GitStrategy::Fetch);
    QVERIFY(settings({{"GIT_STRATEGY", "none"}}).gitStrategy == GitStrategy::None);
    QVERIFY(settings({{"GIT_STRATEGY", "empty"}}).gitStrategy == GitStrategy::Empty);
    QVERIFY(settings({{"GIT_STRATEGY", "clone"}}).gitStrategy == GitStrategy::Clone);
    QVERIFY(!settings({{"GIT_CHECKOUT", "false"}}).gitCheckout);
    QVERIFY(settings({{"GIT_SUBMODULE_STRATEGY", "recursive"}}).submodules == SubmoduleStrategy::Recursive);
    QCOMPARE(settings({{"GIT_STRATEGY", "fetch"}, {"GIT_SUBMODULE_STRATEGY", "normal"}}).problem, QString());
    QCOMPARE(settings({{"GIT_STRATEGY", "sideways"}}).problem, QStringLiteral("unknown GIT_STRATEGY"));
    QCOMPARE(settings({{"GIT_SUBMODULE_STRATEGY", "sideways"}}).problem,
             QStringLiteral("unknown GIT_SUBMODULE_STRATEGY"));
}

void TestJobSettings::cleanFlags()
{
    const auto keeps = [](const char *flags, const char *path, bool isDirectory) {
        return settings({{"GIT_CLEAN_FLAGS", flags}}).clean.keeps(path, isDirectory);
    };
    QVERIFY(!settings({}).clean.keeps("build", true));
    QVERIFY(!keeps("-ffdx", "build", true));
    QVERIFY(keeps("none", "build", true) && keeps("none", "a/b", false));
    for (const char *flags :
         {"-ffdx -e cache/", "-ffdx -ecache/", "-ffd --exclude=cache/ -x", "--exclude cache/ -ffdx"}) {
        QVERIFY2(keeps(flags, "cache", true) && keeps(flags, "deep/cache", true), flags);
        QVERIFY2(!keeps(flags, "cache", false) && !keeps(flags, "caches", true) && !keeps(flags, "deep", true), flags);
    }
    QVERIFY(keeps("-e *.o -e /top/x", "deep/a.o", false) && keeps("-e *.o -e /top/x", "top/x", false));
    QVERIFY(!keeps("-e *.o -e /top/x", "deep/top/x", false) && !keeps("-e", "e", false) && !keeps("-e /", "e", false));
}

void TestJobSettings::attempts()
{
    QCOMPARE(settings({}).getSourcesAttempts, 1);
    QCOMPARE(settings({{"GET_SOURCES_ATTEMPTS", "3"}}).getSourcesAttempts, 3);
    QCOMPARE(settings({{"RESTORE_CACHE_ATTEMPTS", "0"}}).restoreCacheAttempts, 1);
    QCOMPARE(settings({{"ARTIFACT_DOWNLOAD_ATTEMPTS", "99"}}).downloadAttempts, 10);
    QVERIFY(settings({}).retryPause == 5s);
    QVERIFY(settings({{"FF_USE_EXPONENTIAL_BACKOFF_STAGE_RETRY", "false"}}).retryPause == 0s);
}

void TestJobSettings::flags()
{
    for (const char *yes : {"true", "TRUE", "tRuE", "1"})
        QVERIFY2(settings({{"CI_DEBUG_TRACE", yes}}).debugTrace, yes);
    for (const char *no : {"false", "0", "-1", "100", "", "yes"})
        QVERIFY2(!settings({{"CI_DEBUG_TRACE", no}}).debugTrace, no);
    QVERIFY(settings({}).ignoresAfterScriptErrors);
    QVERIFY(!settings({{"AFTER_SCRIPT_IGNORE_ERRORS", "false"}}).ignoresAfterScriptErrors);
}

QTEST_GUILESS_MAIN(TestJobSettings)
#include "tst_job_settings.moc"
