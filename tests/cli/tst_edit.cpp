// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/model/source_pipeline.h"
#include "tests/cli/cli_process.h"

#include <QDirIterator>
#include <QJsonArray>

#include <unistd.h>

using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

/// edit: what is asked for changes and nothing else, on one file and on every real pipeline of ../shared/corpus.
class TestEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesOneLine();
    void dryRunWritesNothing();
    void refusedEditWritesNothing();
    void answersBadRecipes_data();
    void answersBadRecipes();
    void keepsReadOnlyTarget();
    void renamesInEveryCorpusFile();
};

namespace {

QByteArray ops(const QJsonObject &recipe)
{
    return QJsonDocument(QJsonArray{recipe}).toJson();
}

/// The first job that is no template; empty when the file has none or may not be edited.
QByteArray firstJobOf(const QByteArray &bytes)
{
    const auto source = stagecraft::model::projectSource(stagecraft::yaml::parse(stagecraft::text::TextBuffer(bytes)));
    for (const stagecraft::model::SourceJob &job : source.jobs) {
        if (source.editable && !job.hidden)
            return QByteArray::fromStdString(job.name);
    }
    return {};
}

const QByteArray pipeline = "stages: [build, test]\r\n\r\n# compiles\r\nbuild:   # main\r\n  stage: build\r\n  script: \xff make\r\n";

} // namespace

void TestEdit::changesOneLine()
{
    const Repository repository("stages: [build, test]\n\n# compiles\nbuild:   # main\n  stage: build\n  script: make\n");
    const CliAnswer answer = runCli({u"edit"_s, repository.path(), u"--ops"_s, u"-"_s},
                                    ops({{u"op"_s, u"move_job"_s}, {u"job"_s, u"build"_s}, {u"stage"_s, u"test"_s}}));
    QVERIFY2(answer.exitCode == 0, answer.err.constData());
    QCOMPARE(repository.read(), "stages: [build, test]\n\n# compiles\nbuild:   # main\n  stage: test\n  script: make\n");
}

void TestEdit::dryRunWritesNothing()
{
    const QByteArray before = "build:\n  script: make\n";
    const Repository repository(before);
    const CliAnswer answer = runCli({u"edit"_s, repository.path(), u"--dry-run"_s, u"--ops"_s, u"-"_s},
                                    ops({{u"op"_s, u"rename_job"_s}, {u"job"_s, u"build"_s}, {u"to"_s, u"compile"_s}}));
    QVERIFY2(answer.exitCode == 0, answer.err.constData());
    QVERIFY(answer.out.contains("\n-build:\n+compile:\n"));
    QCOMPARE(repository.read(), before);
}

void TestEdit::refusedEditWritesNothing()
{
    for (const QByteArray &before : {QByteArray("build:\n  script: make\n"), pipeline}) {
        const Repository repository(before);
        const CliAnswer answer = runCli({u"edit"_s, repository.path(), u"--ops"_s, u"-"_s},
                                        ops({{u"op"_s, u"delete_job"_s}, {u"job"_s, u"nosuch"_s}}));
        QCOMPARE(answer.exitCode, 1);
        QVERIFY(answer.err.contains("refused"));
        QCOMPARE(repository.read(), before);
    }
}

void TestEdit::answersBadRecipes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("not JSON") << QByteArray("{");
    QTest::newRow("not a list") << QByteArray("{}");
    QTest::newRow("unknown op") << QByteArray(R"([{"op":"explode"}])");
    QTest::newRow("missing field") << QByteArray(R"([{"op":"rename_job","job":"build"}])");
}

void TestEdit::answersBadRecipes()
{
    QFETCH(QByteArray, json);
    const Repository repository("build:\n  script: make\n");
    const CliAnswer answer = runCli({u"edit"_s, repository.path(), u"--ops"_s, u"-"_s}, json);
    QCOMPARE(answer.exitCode, 2);
    QVERIFY(!answer.err.isEmpty());
    QCOMPARE(repository.read(), "build:\n  script: make\n");
}

void TestEdit::keepsReadOnlyTarget()
{
    if (geteuid() == 0)
        QSKIP("root may write everywhere");
    const QByteArray before = "build:\n  script: make\n";
    const Repository repository(before);
    QVERIFY(QFile::setPermissions(repository.file(u".gitlab-ci.yml"_s), QFile::ReadOwner));
    const CliAnswer answer = runCli({u"edit"_s, repository.path(), u"--ops"_s, u"-"_s},
                                    ops({{u"op"_s, u"rename_job"_s}, {u"job"_s, u"build"_s}, {u"to"_s, u"x"_s}}));
    QCOMPARE(answer.exitCode, 1);
    QVERIFY(answer.err.contains("not saved"));
    QCOMPARE(repository.read(), before);
}

void TestEdit::renamesInEveryCorpusFile()
{
    const QString corpus = qEnvironmentVariable("STAGECRAFT_SOURCE_DIR", u"."_s) + u"/../shared/corpus"_s;
    if (!QFileInfo::exists(corpus))
        QSKIP("../shared/corpus is not here");
    int renamed = 0;
    QDirIterator walk(corpus, {u"*.yml"_s, u"*.yaml"_s}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        const Repository repository(before);
        const CliAnswer listed = runCli({u"lint"_s, u"--format"_s, u"json"_s, repository.path()});
        QVERIFY2(listed.exitCode == 0 || listed.exitCode == 1, qPrintable(path));
        const QByteArray job = firstJobOf(before);
        if (job.isEmpty())
            continue;
        const CliAnswer answer =
            runCli({u"edit"_s, repository.path(), u"--dry-run"_s, u"--ops"_s, u"-"_s},
                   ops({{u"op"_s, u"rename_job"_s}, {u"job"_s, QString::fromUtf8(job)}, {u"to"_s, u"renamed-by-test"_s}}));
        QVERIFY2(answer.exitCode == 0, (path.toUtf8() + ": " + answer.err).constData());
        for (const QByteArray &line : answer.out.split('\n')) {
            if (line.startsWith("---") || line.startsWith("+++"))
                continue;
            if (line.startsWith('-'))
                QVERIFY2(line.contains(job), (path.toUtf8() + ": " + line).constData());
            else if (line.startsWith('+'))
                QVERIFY2(line.contains("renamed-by-test"), (path.toUtf8() + ": " + line).constData());
        }
        ++renamed;
    }
    QVERIFY2(renamed > 0, "no job was found in the corpus");
    qInfo("renamed one job in each of %d files", renamed);
}

QTEST_GUILESS_MAIN(TestEdit)
#include "tst_edit.moc"
