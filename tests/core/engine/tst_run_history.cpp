// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Finding the runs that were kept.
#include "core/engine/run_directory.h"
#include "core/engine/run_history.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stagecraft;
using namespace stagecraft::engine;

namespace {

QStringList ids(const std::vector<RunRecord> &runs)
{
    QStringList result;
    for (const RunRecord &run : runs)
        result << run.report.id;
    return result;
}

} // namespace

class TestRunHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_state = std::make_unique<QTemporaryDir>();
        QVERIFY(m_state->isValid());
    }
    void idsSortAsTheirRunsBegan();
    void listsNewestFirst();
    void findsByTheBeginning();
    void leavesOutWhatCannotBeRead();
    void readsReportsOfBeforeModesWereKept();
    void removesARun();
    void removesNoRunThatGoesOn();
    void removesNothingButRuns();

private:
    void keep(const QString &id, const std::string &root = "/project")
    {
        RunReport report;
        report.facts.root = root;
        write(id, reportJson(report));
    }
    void write(const QString &id, const QByteArray &json)
    {
        const RunDirectory directory(m_state->path(), id);
        QVERIFY(QDir().mkpath(m_state->filePath(u"runs/"_s + id)));
        QVERIFY(directory.writeReport(json));
    }
    std::unique_ptr<QTemporaryDir> m_state;
};

void TestRunHistory::idsSortAsTheirRunsBegan()
{
    // More than fall into one second, and none into the same millisecond.
    QStringList made;
    for (int i = 0; i < 20; ++i) {
        made << RunDirectory::newId();
        const qint64 then = QDateTime::currentMSecsSinceEpoch();
        QTRY_VERIFY(QDateTime::currentMSecsSinceEpoch() > then);
    }
    QStringList sorted = made;
    sorted.sort();
    QCOMPARE(sorted, made);
}

void TestRunHistory::listsNewestFirst()
{
    keep(u"20260101-100000-000aaaaa"_s);
    keep(u"20260101-100000-001aaaaa"_s);
    keep(u"20250101-100000-000aaaaa"_s);
    keep(u"20260301-100000-000aaaaa"_s, "/other");
    QCOMPARE(ids(keptRuns(m_state->path(), u"/project"_s)),
             QStringList(
                 {u"20260101-100000-001aaaaa"_s, u"20260101-100000-000aaaaa"_s, u"20250101-100000-000aaaaa"_s}));
    QCOMPARE(ids(keptRuns(m_state->path(), {}, 1)), QStringList{u"20260301-100000-000aaaaa"_s});
    QCOMPARE(keptRun(m_state->path(), u"last"_s, u"/project"_s)->report.id, u"20260101-100000-001aaaaa"_s);
}

void TestRunHistory::findsByTheBeginning()
{
    keep(u"20260101-100000-000aaaaa"_s);
    keep(u"20260102-100000-000aaaaa"_s);
    QCOMPARE(keptRun(m_state->path(), u"20260102"_s)->report.id, u"20260102-100000-000aaaaa"_s);
    QCOMPARE(keptRun(m_state->path(), u"202601"_s).error().kind, ErrorKind::Invalid);
    QCOMPARE(keptRun(m_state->path(), u"2027"_s).error().kind, ErrorKind::NotFound);
    QCOMPARE(keptRun(m_state->path(), {}).error().kind, ErrorKind::NotFound);
}

void TestRunHistory::leavesOutWhatCannotBeRead()
{
    keep(u"20260101-100000-000aaaaa"_s);
    write(u"20260102-100000-000aaaaa"_s, "{ no report");
    QVERIFY(QDir().mkpath(m_state->filePath(u"runs/20260103-100000-000aaaaa"_s))); // has not ended
    QCOMPARE(ids(keptRuns(m_state->path())), QStringList{u"20260101-100000-000aaaaa"_s});
    QCOMPARE(ids(keptRuns(m_state->filePath(u"nowhere"_s))), QStringList());
}

void TestRunHistory::readsReportsOfBeforeModesWereKept()
{
    RunReport report;
    report.facts.mode = "dind";
    QCOMPARE(readReport(reportJson(report))->facts.mode, std::string("dind"));
    QCOMPARE(readReport(R"({"status": "success", "jobs": []})")->facts.mode, std::string());
}

void TestRunHistory::removesARun()
{
    keep(u"20260101-100000-000aaaaa"_s);
    keep(u"20260102-100000-000aaaaa"_s);
    QVERIFY(QDir().mkpath(m_state->filePath(u"runs/20260101-100000-000aaaaa/artifacts/01-a/deep"_s)));
    QVERIFY(removeKeptRun(m_state->path(), u"20260101-100000-000aaaaa"_s));
    QVERIFY(!QFileInfo::exists(m_state->filePath(u"runs/20260101-100000-000aaaaa"_s)));
    QCOMPARE(ids(keptRuns(m_state->path())), QStringList{u"20260102-100000-000aaaaa"_s});
    QCOMPARE(removeKeptRun(m_state->path(), u"20260101-100000-000aaaaa"_s).error().kind, ErrorKind::NotFound);
}

void TestRunHistory::removesNoRunThatGoesOn()
{
    const QString id = u"20260101-100000-000aaaaa"_s;
    {
        RunDirectory running(m_state->path(), id);
        QVERIFY(running.create({id, {}}));
        QVERIFY(running.writeReport(reportJson({}))); // it waits for manual jobs
        QCOMPARE(removeKeptRun(m_state->path(), id).error().kind, ErrorKind::Conflict);
        QCOMPARE(keptRuns(m_state->path()).size(), 1U);
    }
    QVERIFY(removeKeptRun(m_state->path(), id)); // its engine is gone
}

void TestRunHistory::removesNothingButRuns()
{
    QVERIFY(QDir().mkpath(m_state->filePath(u"cache/mine"_s)));
    QVERIFY(QDir().mkpath(m_state->filePath(u"runs"_s)));
    QVERIFY(QFile::link(m_state->filePath(u"cache"_s), m_state->filePath(u"runs/link"_s)));
    for (const QString &id : {u""_s, u"."_s, u".."_s, u"../cache"_s, u"link"_s, u"missing"_s})
        QCOMPARE(removeKeptRun(m_state->path(), id).error().kind, ErrorKind::NotFound);
    QVERIFY(QFileInfo::exists(m_state->filePath(u"cache/mine"_s)));
}

QTEST_GUILESS_MAIN(TestRunHistory)
#include "tst_run_history.moc"
