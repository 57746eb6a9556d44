// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Which files artifacts and caches mean, how cache keys become safe, and dotenv reports: the runner's and GitLab's own
// test vectors (gitlab-runner reference, 7.3, 7.8, 7.9).
#include "core/engine/cache_key.h"
#include "core/engine/dotenv.h"
#include "core/engine/file_selection.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace stagecraft;
using namespace stagecraft::engine;

class TestFileRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void patterns_data();
    void patterns();
    void hostilePatternsAreQuick();
    void selectsWhatTheRunnerWould();
    void takesWhatIsUntracked();
    void followsNoLinks();
    void linksWhatNobodyElseHas();
    void cacheKeys_data();
    void cacheKeys();
    void keysOfFiles();
    void dotenv_data();
    void dotenv();
};

void TestFileRules::patterns_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *pattern, const char *path, bool expected) {
        QTest::addRow("%s %s", pattern, path) << QByteArray(pattern) << QByteArray(path) << expected;
    };
    row("foo/**/*.txt", "foo/file.txt", true);
    row("foo/**/*.txt", "foo/bar/baz/file.extra.dots.txt", true);
    row("foo/**/*.txt", "foo/file.txt.md", false);
    row("foo//*.txt", "foo/file.txt", true);
    row("foo//*.txt", "foo/bar/file.txt", false);
    row("*.log", "a.log", true);
    row("*.log", "deep/a.log", false);
    row("**/*.log", "a.log", true);
    row("*", ".hidden", true);
    row("foo/**", "foo", true);
    row("foo/**", "foo/bar/baz", true);
    row("foo/**", "root.txt", false);
    row("a?c", "abc", true);
    row("a?c", "a/c", false);
    row("[a-c]x", "bx", true);
    row("[!a-c]x", "bx", false);
    row("[]]", "]", true);
    row("{build,dist}/*.{js,css}", "dist/a.css", true);
    row("{build,dist}/*.{js,css}", "dist/a.map", false);
    row("a\\*b", "a*b", true);
    row("a\\*b", "axb", false);
    row("**/x/**/y", "a/x/b/c/y", true);
    row("\xff*", "\xff\xfe", true);
}

void TestFileRules::patterns()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    QTEST(PathPattern(pattern.toStdString()).matches(path.toStdString()), "expected");
}

void TestFileRules::hostilePatternsAreQuick()
{
    std::string pattern;
    std::string path;
    for (int i = 0; i < 100; ++i) {
        pattern += "**/*a*a*a*/{x,y}{x,y}/";
        path += std::string(50, 'a') + '/';
    }
    QElapsedTimer clock;
    clock.start();
    QVERIFY(!PathPattern(pattern).matches(path + "end"));
    QCOMPARE_LT(clock.elapsed(), 1000);
}

namespace {

void write(const QString &path, const QByteArray &content = "x")
{
    QDir().mkpath(path.section(u'/', 0, -2));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

QStringList filesIn(const QString &directory)
{
    QStringList files;
    QDirIterator walk(directory, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (walk.hasNext())
        files << walk.next().sliced(directory.size() + 1);
    files.sort();
    return files;
}

QStringList textsOf(const FileSelection &selection)
{
    QStringList texts;
    for (const TraceLine &line : selection.lines())
        texts << line.text;
    return texts;
}

const StopFlag goOn = std::make_shared<std::atomic_bool>(false);

} // namespace

void TestFileRules::selectsWhatTheRunnerWould()
{
    const QTemporaryDir project;
    const QTemporaryDir kept;
    for (const char *name : {"foo/test/1.txt", "foo/test/2.txt", "foo/test/bar/baz/3.txt", "foo/test/readme.md", "root.txt", "foo/bar/b.md"})
        write(project.filePath(QString::fromUtf8(name)));
    const std::string here = project.path().toStdString();
    FileSelection selection({{"foo/test/", here + "/root.txt", "../../../relative.txt", "nothing-*", ""},
                             {"foo/test/bar/baz/3.txt", "foo/**/*.md"}}, here, {});
    QVERIFY(keepFromDirectory(project.path(), selection, kept.filePath(QStringLiteral("a")), goOn));
    QCOMPARE(filesIn(kept.filePath(QStringLiteral("a"))),
             QStringList({QStringLiteral("foo/test/1.txt"), QStringLiteral("foo/test/2.txt"), QStringLiteral("root.txt")}));
    const QStringList said = textsOf(selection);
    QVERIFY(said.contains(QStringLiteral("foo/test/: found 7 matching artifact files and directories")));
    QVERIFY(said.contains(QStringLiteral("processPath: artifact path is not a subpath of project directory: ../../../relative.txt")));
    QVERIFY(said.contains(QStringLiteral("No matching files. Path is empty.")));
    QVERIFY(said.contains(QStringLiteral("foo/**/*.md: excluded 1 files")));
    QVERIFY(said.join(u'\n').contains(QStringLiteral("nothing-*: no matching files. Ensure that the artifact path is relative to")));
}

void TestFileRules::takesWhatIsUntracked()
{
    const QTemporaryDir snapshot;
    const QTemporaryDir project;
    const QTemporaryDir kept;
    write(snapshot.filePath(QStringLiteral("tracked")));
    write(project.filePath(QStringLiteral("tracked")));
    write(project.filePath(QStringLiteral("made/by the job")));
    FileSelection selection({{}, {}, true}, project.path().toStdString(), snapshot.path());
    QVERIFY(keepFromDirectory(project.path(), selection, kept.filePath(QStringLiteral("a")), goOn));
    QCOMPARE(filesIn(kept.filePath(QStringLiteral("a"))), QStringList{QStringLiteral("made/by the job")});
    QVERIFY(textsOf(selection).contains(QStringLiteral("untracked: found 1 files")));
}

void TestFileRules::followsNoLinks()
{
    const QTemporaryDir outside;
    const QTemporaryDir project;
    const QTemporaryDir kept;
    write(outside.filePath(QStringLiteral("secret")));
    QVERIFY(QFile::link(outside.path(), project.filePath(QStringLiteral("out"))));
    FileSelection selection({{"out/secret", "out/**/secret", "*"}}, project.path().toStdString(), {});
    QVERIFY(keepFromDirectory(project.path(), selection, kept.filePath(QStringLiteral("a")), goOn));
    QVERIFY(QFileInfo(kept.filePath(QStringLiteral("a/out"))).isSymLink());

    // And nothing is laid over what a link points to.
    const QTemporaryDir artifacts;
    write(artifacts.filePath(QStringLiteral("out/secret")), "overwritten");
    QVERIFY(layOver(artifacts.path(), project.path(), goOn));
    QVERIFY(!QFileInfo(project.filePath(QStringLiteral("out"))).isSymLink());
    QFile secret(outside.filePath(QStringLiteral("secret")));
    QVERIFY(secret.open(QIODevice::ReadOnly));
    QCOMPARE(secret.readAll(), QByteArray("x"));
}

void TestFileRules::linksWhatNobodyElseHas()
{
    const QTemporaryDir project;
    const QTemporaryDir kept;
    write(project.filePath(QStringLiteral("own")));
    write(project.filePath(QStringLiteral("shared")));
    const auto inode = [](const QString &path) {
        struct stat status = {};
        return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_ino : 0;
    };
    QCOMPARE(::link(QFile::encodeName(project.filePath(QStringLiteral("shared"))).constData(),
                    QFile::encodeName(kept.filePath(QStringLiteral("elsewhere"))).constData()), 0);
    FileSelection selection({{"*"}}, project.path().toStdString(), {});
    QVERIFY(keepFromDirectory(project.path(), selection, kept.filePath(QStringLiteral("a")), goOn, Transfer::Link));
    QCOMPARE(inode(kept.filePath(QStringLiteral("a/own"))), inode(project.filePath(QStringLiteral("own"))));
    // Somebody may go on writing to that one.
    QVERIFY(inode(kept.filePath(QStringLiteral("a/shared"))) != inode(project.filePath(QStringLiteral("shared"))));
    FileSelection again({{"*"}}, project.path().toStdString(), {});
    QVERIFY(keepFromDirectory(project.path(), again, kept.filePath(QStringLiteral("b")), goOn, Transfer::Link));
    QVERIFY(inode(kept.filePath(QStringLiteral("b/own"))) != inode(project.filePath(QStringLiteral("own"))));
}

void TestFileRules::cacheKeys_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("expected"); // null: an error
    const auto row = [](const char *key, const char *expected) { QTest::addRow("%s", key) << QByteArray(key) << QByteArray(expected); };
    for (const char *key : {"fallback_key/", "fallback_key ", "fallback_key\\", "fallback_key/ \\", "fallback_key/ / \\  \\"})
        row(key, "fallback_key");
    row("fallback_key / \\o", "fallback_key / /o");
    row("\t foo bar \t\r", "\t foo bar");
    row(" foo / bar ", " foo / bar");
    row("something %2F something", "something / something");
    row("some%2f../job/some/ref/.", "job/some/ref");
    row("foo/ /bar", "foo/ /bar");
    row(".../foo/bar", ".../foo/bar");
    row("%2E%2E%2E", "...");
    row("%5C", "%5C");
    row("../foo/bar", "foo/bar");
    row("foo/bar/..", "foo");
    row("a/b/c/../../d", "a/d");
    row("job\\name/git\\ref", "job/name/git/ref");
    row("", "");
    for (const char *key : {"\\", "\\.", "/", " ", ".", "..", " / ", "//", "../.", "foo/bar/../..", " \t\r\n", "%2E", "%2e%2E", ".%2E"})
        QTest::addRow("error %s", key) << QByteArray(key) << QByteArray();
}

void TestFileRules::cacheKeys()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, expected);
    const auto clean = sanitizedCacheKey(key.toStdString());
    if (expected.isNull())
        QVERIFY(!clean);
    else
        QCOMPARE(QByteArray::fromStdString(clean.value_or("<error>")), expected);
}

void TestFileRules::keysOfFiles()
{
    const QTemporaryDir project;
    write(project.filePath(QStringLiteral("a")), "hello\n");
    // git hash-object gives ce013625030ba8dba906f756967f9e9ca394464a
    const QByteArray id = "ce013625030ba8dba906f756967f9e9ca394464a";
    QCOMPARE(hashOfFiles(project.path(), {"a", "missing"}), QCryptographicHash::hash(id, QCryptographicHash::Sha1).toHex().toStdString());
    QCOMPARE(hashOfFiles(project.path(), {"missing"}), std::string());
}

void TestFileRules::dotenv_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const QByteArray &content, const char *expected) {
        QTest::addRow("%s", content.left(40).constData()) << content << QByteArray(expected);
    };
    row("KEY1=VAR1", "KEY1=VAR1;");
    row("KEY1=VAR1\nKEY2=VAR2\n", "KEY1=VAR1;KEY2=VAR2;");
    row("KEY1 =VAR1", "KEY1=VAR1;");
    row(" KEY1= VAR1 ", "KEY1=VAR1;");
    row("KEY1=V A R 1", "KEY1=V A R 1;");
    row("KEY1=\"VAR1\"", "KEY1=\"VAR1\";");
    row("KEY1=VAR1 # comment", "KEY1=VAR1 # comment;");
    row("KEY1=VAR1=x", "KEY1=VAR1=x;");
    row("KEY1=", "KEY1=;");
    row("\xef\xbb\xbfKEY1=VAR1", "KEY1=VAR1;");
    row("KEY1=A\nKEY1=B", "KEY1=B;");
    row("=VAR1", "Validation failed: Key can't be blank");
    row("KEY-1=VAR1", "Validation failed: Key can contain only letters, digits and '_'.");
    row("KEY1VAR1", "Invalid Format");
    row("KEY1=a\n\nKEY2=b", "Invalid Format");
    row("# comment", "Invalid Format");
    QByteArray many;
    for (int i = 0; i < 21; ++i)
        many += "K" + QByteArray::number(i) + "=v\n";
    row(many, "Dotenv files cannot have more than 20 variables");
    row("K=" + QByteArray(5 * 1024, 'x'), "Dotenv Artifact Too Big. Maximum Allowable Size: 5120");
}

void TestFileRules::dotenv()
{
    QFETCH(QByteArray, content);
    const auto parsed = parseDotenv(content);
    QByteArray got;
    if (!parsed)
        got = parsed.error().toUtf8();
    else
        for (const plan::Variable &variable : *parsed)
            got += QByteArray::fromStdString(variable.key + '=' + variable.value + ';');
    QTEST(got, "expected");
}

QTEST_GUILESS_MAIN(TestFileRules)
#include "tst_file_rules.moc"
