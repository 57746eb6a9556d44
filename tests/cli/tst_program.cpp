// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What stagecraft-cli is before it does anything.
#include "cli_process.h"

using namespace Qt::StringLiterals;

class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsWithoutTheEnginesLibraries();
};

void TestProgram::startsWithoutTheEnginesLibraries()
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LD_TRACE_LOADED_OBJECTS"_s, u"1"_s);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(STAGECRAFT_CLI), {u"list"_s});
    QVERIFY(process.waitForFinished());
    const QByteArray libraries = process.readAllStandardOutput();
    if (!libraries.contains("libQt6Core"))
        QSKIP("the loader of this system does not list libraries");
    for (const char *heavy : {"libQt6Network", "libarchive", "libQt6Gui"})
        QVERIFY2(!libraries.contains(heavy), heavy);
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
