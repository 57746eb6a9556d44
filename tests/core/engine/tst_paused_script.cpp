// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Scripts that pause when they fail, judged by real shells.
#include "core/engine/paused_script.h"
#include "core/engine/script_writer.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace Qt::StringLiterals;

class TestPausedScript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsAndKeepsInEveryShell_data();
    void holdsAndKeepsInEveryShell();
    void goesOnWhenItSucceeds_data() { shells(); }
    void goesOnWhenItSucceeds();
    void findsItsMark();

private:
    static void shells();
    static QStringList words(const QString &shell) { return shell.split(u' '); }
    static QByteArray script(const std::vector<std::string> &lines, const QString &directory)
    {
        ScriptStyle style;
        style.holdWord = "w0rd";
        style.terminalFile = (directory + u"/keep"_s).toStdString();
        plan::Variable secret;
        secret.key = "SECRET";
        secret.value = "it's\n\"s3cret\" $HOME";
        return stepScript(lines, {secret}, {directory.toStdString(), directory.toStdString(), true}, style);
    }
};

void TestPausedScript::shells()
{
    QTest::addColumn<QString>("shell");
    for (const QString &shell : {u"bash"_s, u"dash"_s, u"busybox sh"_s}) {
        if (!QStandardPaths::findExecutable(words(shell).first()).isEmpty())
            QTest::newRow(qPrintable(shell)) << shell;
    }
}

void TestPausedScript::holdsAndKeepsInEveryShell_data()
{
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QString>("failing");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<bool>("keepsLater");
    struct Failure {
        const char *name;
        const char *command;
        int exitCode;
        bool keepsLater;
    };
    for (const QString &shell : {u"bash"_s, u"dash"_s, u"busybox sh"_s}) {
        if (QStandardPaths::findExecutable(words(shell).first()).isEmpty())
            continue;
        for (const Failure &failure : {Failure{"a command", "false", 1, true}, Failure{"exit", "exit 7", 7, true},
                                       Failure{"no such command", "nosuchcommand", 127, true},
                                       Failure{"a function", "f() { false; }; f", 1, true},
                                       Failure{"a trap of the job's own", "trap 'echo mine' EXIT; exit 4", 4, false},
                                       Failure{"exec", "exec sh -c 'exit 9'", 9, false}})
            QTest::addRow("%s, %s", qPrintable(shell), failure.name)
                << shell << QString::fromLatin1(failure.command) << failure.exitCode << failure.keepsLater;
    }
}

void TestPausedScript::holdsAndKeepsInEveryShell()
{
    QFETCH(QString, shell);
    QFETCH(QString, failing);
    QFETCH(bool, keepsLater);
    const QTemporaryDir directory;
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(words(shell).first(), words(shell).sliced(1));
    process.write(
        script({"export LATER=\"la ter\"", "mkdir sub; cd sub", "set -C", failing.toStdString(), "echo never"},
               directory.path()));
    QByteArray output;
    const auto sees = [&](const QByteArray &text) { return (output += process.readAll()).contains(text); };
    QTRY_VERIFY2(sees(pauseMark("w0rd")), output.constData());
    QVERIFY(!output.contains("\nnever\n"));
    const QFileInfo keep(directory.filePath(u"keep"_s));
    QVERIFY(!(keep.permissions() & (QFile::ReadGroup | QFile::ReadOther)));

    // What a terminal reads, in the same shell.
    QProcess terminal;
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"TERM"_s, u"of-the-terminal"_s);
    terminal.setProcessEnvironment(environment);
    terminal.setWorkingDirectory(u"/"_s);
    terminal.start(words(shell).first(), words(shell).sliced(1));
    terminal.write(". " + QFile::encodeName(keep.filePath())
                   + "\nprintf '[%s][%s][%s][%s]' \"$SECRET\" \"${LATER-}\" \"$PWD\" \"$TERM\"\n");
    terminal.closeWriteChannel();
    QVERIFY(terminal.waitForFinished());
    const QByteArray place = QFile::encodeName(directory.path());
    QCOMPARE(terminal.readAllStandardOutput(), "[it's\n\"s3cret\" $HOME][" + QByteArray(keepsLater ? "la ter" : "")
                                                   + "][" + place + (keepsLater ? "/sub" : "") + "][of-the-terminal]");

    process.write("anything\nw0rd\n");
    QVERIFY(process.waitForFinished());
    QTEST(process.exitCode(), "exitCode");
}

void TestPausedScript::goesOnWhenItSucceeds()
{
    QFETCH(QString, shell);
    const QTemporaryDir directory;
    QProcess process;
    process.start(words(shell).first(), words(shell).sliced(1));
    process.write(script({"echo fine"}, directory.path())); // and the input stays open
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(!process.readAll().contains("stagecraft-paused"));
}

void TestPausedScript::findsItsMark()
{
    const QByteArray mark = pauseMark("w0rd");
    const QByteArray whole = "before\n" + mark.first(9) + "x" + mark + "after";
    for (qsizetype size = 1; size <= whole.size(); ++size) {
        PauseMark finder("w0rd");
        QByteArray own;
        for (qsizetype at = 0; at < whole.size(); at += size)
            own += finder.feed(QByteArrayView(whole).sliced(at, std::min(size, whole.size() - at)));
        own += finder.finish();
        QVERIFY(finder.isSeen());
        QCOMPARE(own, "before\n" + mark.first(9) + "xafter");
    }
    PauseMark other("another");
    QCOMPARE(other.feed(whole) + other.finish(), whole);
    QVERIFY(!other.isSeen());
}

QTEST_GUILESS_MAIN(TestPausedScript)
#include "tst_paused_script.moc"
