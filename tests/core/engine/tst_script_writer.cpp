// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The scripts are judged by what real shells make of them.
#include "core/engine/script_writer.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::engine;

namespace {

struct Answer {
    QByteArray output;
    int exitCode = -1;
};

Answer feed(const QString &shell, const QByteArray &script)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(shell, QStringList());
    process.write(script);
    process.closeWriteChannel();
    process.waitForFinished();
    return {process.readAll(), process.exitCode()};
}

plan::Variable variable(const std::string &key, const std::string &value, bool file = false)
{
    plan::Variable variable;
    variable.key = key;
    variable.value = value;
    variable.file = file;
    return variable;
}

} // namespace

class TestScriptWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inEveryShell_data();
    void inEveryShell();
    void keepsEveryByteOfAValue_data();
    void keepsEveryByteOfAValue();
    void pipelinesFailInBash();
    void echoesLinesAsTheRunnerDoes();
    void styleOfTheJob_data();
    void styleOfTheJob();
    void hooksRunBeforeThereAreFiles();

private:
    ScriptPlace place() const
    {
        return {m_directory.path().toStdString(), m_directory.filePath(QStringLiteral("tmp dir'")).toStdString()};
    }
    void shells()
    {
        QTest::addColumn<QString>("shell");
        for (const char *name : {"bash", "dash"}) {
            const QString path = QStandardPaths::findExecutable(QString::fromLatin1(name));
            if (!path.isEmpty())
                QTest::newRow(name) << path;
        }
    }
    QTemporaryDir m_directory;
};

void TestScriptWriter::inEveryShell_data()
{
    shells();
}

void TestScriptWriter::inEveryShell()
{
    QFETCH(QString, shell);
    const auto run = [&](const std::vector<std::string> &lines) { return feed(shell, stepScript(lines, {}, place())); };
    QCOMPARE(run({"true"}).exitCode, 0);
    QCOMPARE(run({"(exit 7)", "echo not reached"}).exitCode, 7);
    QVERIFY(!run({"false", "echo NOT-$((1+1))"}).output.contains("NOT-2"));
    QVERIFY(run({"false\necho NOT-$((1+1))"}).exitCode != 0);
    QCOMPARE(run({"exit 0", "false"}).exitCode, 0);
    QVERIFY(run({"X=set", "cd /", "echo \"$X in $PWD\""}).output.contains("\nset in /\n"));
    QVERIFY(run({"cat; echo empty input"}).output.contains("\nempty input\n"));
    QVERIFY(run({"echo OVER=1+1=2 >> \"$GITLAB_ENV\""}).exitCode == 0);
    QVERIFY(feed(shell, afterScript({"echo \"$OVER\""}, {variable("CI_JOB_STATUS", "failed")}, place()))
                .output.contains("Running after script...\x1b[0;m\n\x1b[32;1m$ echo \"$OVER\"\x1b[0;m\n"));
}

void TestScriptWriter::keepsEveryByteOfAValue_data()
{
    shells();
}

void TestScriptWriter::keepsEveryByteOfAValue()
{
    QFETCH(QString, shell);
    std::string every;
    for (int byte = 1; byte < 256; ++byte)
        every += static_cast<char>(byte);
    every += "'\\''$(touch x)`touch x`${X}\n'";
    const QString plain = m_directory.filePath(QStringLiteral("plain"));
    const QString file = m_directory.filePath(QStringLiteral("file"));
    const Answer answer = feed(shell, stepScript({"printf %s \"$PLAIN\" > plain", "cat \"$FILE\" > file", "stat -c %a \"$FILE\""},
                                                 {variable("PLAIN", every), variable("FILE", every, true),
                                                  variable("not a name; touch x", "1")},
                                                 place()));
    QCOMPARE(answer.exitCode, 0);
    for (const QString &name : {plain, file}) {
        QFile written(name);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), QByteArray::fromStdString(every));
    }
    QVERIFY(answer.output.endsWith("\n600\n"));
    QVERIFY(!QFile::exists(m_directory.filePath(QStringLiteral("x"))));
}

void TestScriptWriter::pipelinesFailInBash()
{
    const QString bash = QStandardPaths::findExecutable(QStringLiteral("bash"));
    if (bash.isEmpty())
        QSKIP("needs bash");
    QCOMPARE(feed(bash, stepScript({"(exit 5) | cat"}, {}, place())).exitCode, 5);
}

void TestScriptWriter::echoesLinesAsTheRunnerDoes()
{
    Answer answer = feed(QStringLiteral("/bin/sh"),
                               stepScript({"  echo 'a\\tb'  ", "", "echo one\necho two"}, {}, place()));
    QCOMPARE(answer.output.replace('\t', "\\t"),
             QByteArray("\x1b[32;1m$ echo 'a\\tb'\x1b[0;m\na\\tb\n\n"
                        "\x1b[32;1m$ echo one # collapsed multi-line command\x1b[0;m\none\ntwo\n"));
}

void TestScriptWriter::styleOfTheJob_data()
{
    shells();
}

void TestScriptWriter::styleOfTheJob()
{
    QFETCH(QString, shell);
    const std::vector<plan::Variable> variables{variable("NAME", "value")};
    // CI_DEBUG_TRACE shows commands with their values.
    QVERIFY(feed(shell, stepScript({"echo got $NAME"}, variables, place(), {.debugTrace = true})).output.contains("+ echo got value\n"));
    QVERIFY(!feed(shell, stepScript({"echo got $NAME"}, variables, place())).output.contains("+ echo"));

    // FF_SCRIPT_SECTIONS shows all lines of a command, folded.
    const QByteArray output = feed(shell, stepScript({"true", "echo 1\necho 2"}, {}, place(), {.sections = true})).output;
    QVERIFY2(QRegularExpression(QStringLiteral("section_start:\\d+:section_script_step_1\\[hide_duration=true,collapsed=true\\]\\r\x1b\\[0K"
                                               "\x1b\\[32;1m\\$ echo 1\necho 2\x1b\\[0;m\n1\n2\n"
                                               "section_end:\\d+:section_script_step_1\\r\x1b\\[0K\n$"))
                 .match(QString::fromUtf8(output)).hasMatch(), output);

    // FF_ENABLE_BASH_EXIT_CODE_CHECK stops where errexit has been switched off.
    QCOMPARE(feed(shell, stepScript({"set +e", "(exit 3)", "true"}, {}, place())).exitCode, 0);
    QCOMPARE(feed(shell, stepScript({"set +e", "(exit 3)", "true"}, {}, place(), {.checksExitCodes = true})).exitCode, 3);
}

void TestScriptWriter::hooksRunBeforeThereAreFiles()
{
    ScriptPlace where = place();
    where.buildDirectory = "/not/made/yet";
    const Answer answer = feed(QStringLiteral("/bin/sh"), preGetSourcesScript({"echo \"in $PWD\""}, {}, where, "/"));
    QCOMPARE(answer.exitCode, 0);
    QVERIFY2(answer.output.endsWith("\nin /\n"), answer.output);
}

QTEST_GUILESS_MAIN(TestScriptWriter)
#include "tst_script_writer.moc"
