// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The jobs of a slot work in one tree of files, one after the other: whatever a job does to it, the next one finds the project.
#include "run_fixture.h"

#include <QDir>
#include <QDirIterator>
#include <QStorageInfo>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

namespace {

/// In a script: everything in the job's directory, what it is, its mode, content, time and where it links to.
const std::string listAll = "{ find . -type f -printf '%y %m %Ts %p\\n'; find . ! -type f -printf '%y %m %p %l\\n'; "
                            "find . -type f -exec md5sum {} + ; } | sort > $HOME/";

void write(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
}

} // namespace

class TestWorkTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup()
    {
        std::remove((QFile::encodeName(m_project->path()) + "/odd\nname \xff").constData());
    } // QTemporaryDir cannot
    void theNextJobFindsTheProject_data();
    void theNextJobFindsTheProject();
    void largeProjectsArriveWhole();
    void filesThatNobodyChangedAreNotCopied();
    void strategiesTakeTurns();
    void cleanFlagsKeepFiles_data();
    void cleanFlagsKeepFiles();
    void keptFilesAreNoArtifacts();
    void jobsAtTheSameTimeAreApart();
    void nothingIsLeft();

private:
    RunOptions options() const
    {
        RunOptions options;
        options.source = {m_project->path(),
                          {"file", "script", "link", "dir/a", "dir/b", "dir/deep/c", "sub/module/inside",
                           "odd\nname \xff"}};
        options.source.submodules = {"sub/module"};
        options.source.makeRepository = [](const QString &directory,
                                           const ProjectSource::RepositoryNeeds &needs) -> Result<> {
            write(directory + QStringLiteral("/.git/depth"), QByteArray::number(needs.depth) + '\n');
            write(directory + QStringLiteral("/.git/HEAD"), "the commit\n");
            write(directory + QStringLiteral("/.git/objects/aa/bb"), "object\n");
            return {};
        };
        options.source.writeHistory = [](const QString &gitDirectory, int depth) -> Result<> {
            write(gitDirectory + QStringLiteral("/depth"), QByteArray::number(depth) + '\n');
            return {};
        };
        return options;
    }
    /// One job after the other, in one slot.
    static plan::RunPlan inTurn(std::vector<plan::JobPlan> jobs)
    {
        for (std::size_t i = 0; i < jobs.size(); ++i)
            jobs[i].stage = std::to_string(i);
        return planOf(std::move(jobs), 1);
    }
    std::unique_ptr<QTemporaryDir> m_project;
};

void TestWorkTree::init()
{
    m_project = std::make_unique<QTemporaryDir>();
    for (const char *name : {"file", "script", "dir/a", "dir/b", "dir/deep/c", "sub/module/inside"})
        write(m_project->filePath(QString::fromLatin1(name)), QByteArray("content of ") + name + '\n');
    QVERIFY(QFile::setPermissions(m_project->filePath(QStringLiteral("script")), QFile::ReadOwner | QFile::ExeOwner));
    QVERIFY(QFile::link(QStringLiteral("dir/a"), m_project->filePath(QStringLiteral("link"))));
    const QByteArray odd = QFile::encodeName(m_project->path()) + "/odd\nname \xff";
    FILE *file = std::fopen(odd.constData(), "w");
    QVERIFY(file);
    std::fclose(file);
}

void TestWorkTree::theNextJobFindsTheProject_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("nothing") << QByteArray("true");
    QTest::newRow("appends") << QByteArray("echo more >> file; echo more >> dir/deep/c");
    QTest::newRow("writes as much, with the old time") << QByteArray(
        "touch -r dir/a $HOME/time; printf X | dd of=dir/a conv=notrunc status=none; touch -r $HOME/time dir/a");
    QTest::newRow("replaces, with the old time")
        << QByteArray("cp -p file new; printf 'CONTENT of file\\n' > new; touch -r file new; mv new file");
    QTest::newRow("deletes") << QByteArray("rm -rf file dir/deep link sub .git/objects");
    QTest::newRow("deletes everything") << QByteArray("rm -rf ..?* .[!.]* *");
    QTest::newRow("adds") << QByteArray(
        "mkdir -p new/deep dir/new .git/objects/cc; touch new/deep/x dir/new/x dir/x x .git/objects/cc/dd sub/module/x 'a\nb'");
    QTest::newRow("changes modes") << QByteArray("chmod 600 file; chmod 777 script; chmod 700 dir");
    QTest::newRow("forbids everything") << QByteArray("chmod -R 000 dir; chmod 000 . .git file");
    QTest::newRow("adds read-only directories")
        << QByteArray("mkdir -p cache/go/mod dir/ro; touch cache/go/mod/x dir/ro/x; chmod -R a-w cache dir");
    QTest::newRow("file becomes directory") << QByteArray("rm file; mkdir -p file/deep; touch file/deep/x");
    QTest::newRow("directory becomes file") << QByteArray("rm -r dir; touch dir");
    QTest::newRow("directory becomes link out")
        << QByteArray("rm -r dir sub; ln -s $HOME/outside dir; ln -s $HOME/outside sub; echo more > dir/own");
    QTest::newRow("file becomes link out") << QByteArray("ln -sf $HOME/outside/a file");
    QTest::newRow("adds links out") << QByteArray(
        "ln -s $HOME/outside dir/out; ln -s / root; ln -s $HOME/outside/a here; ln -s nowhere nothing");
    QTest::newRow("changes a link") << QByteArray("ln -sfn dir/b link");
    QTest::newRow("makes hard links") << QByteArray("ln file twin; ln $HOME/outside/a mine; ln dir/a $HOME/twin");
    QTest::newRow("moves directories") << QByteArray("mv dir other; mv sub dir; mkdir sub");
    QTest::newRow("swaps files") << QByteArray("mv dir/a x; mv dir/b dir/a; mv x dir/b");
    QTest::newRow("makes a directory anew") << QByteArray("cp -rp dir copy; rm -r dir; mv copy dir");
    QTest::newRow("commits") << QByteArray(
        "echo another > .git/HEAD; mkdir .git/objects/ee; touch .git/objects/ee/ff .git/index; rm .git/objects/aa/bb");
    QTest::newRow("odd things") << QByteArray(
        "mkfifo pipe dir/pipe; touch -d @5 dir/b; : > \"$(printf '\\001\\377')\"");
    QTest::newRow("moves itself") << QByteArray(
        "mkdir ../new; mv * ../new; cd ..; d=$(ls -d */ | grep -v new | head -n1); mv $d gone; mv new $d");
    QTest::newRow("becomes a link") << QByteArray("d=$PWD; cd ..; mv $d gone; ln -s $HOME/outside $d");
    QTest::newRow("goes on in the background") << QByteArray(
        "(while true; do date >> file; date > new-$RANDOM; done) & setsid sh -c 'while true; do date >> dir/a; done' & sleep 0.05");
    QTest::newRow("is deep") << QByteArray("set +e; for i in $(seq 300); do mkdir d; cd d; touch f; done");
}

void TestWorkTree::theNextJobFindsTheProject()
{
    QFETCH(QByteArray, script);
    plan::JobPlan first = job("first", "", {listAll + "before", script.toStdString()});
    first.allowFailure = true;
    const plan::JobPlan next = job("next", "",
                                   {"sleep 0.02", listAll + "after", "diff $HOME/before $HOME/after",
                                    "echo more >> dir/a"});
    plan::JobPlan last = next;
    last.name = "last";
    RunOptions with = options();
    TestRun run(inTurn({first, next, last}), with);
    write(run.state.filePath(QStringLiteral("outside/a")), "theirs\n");
    const auto ownFiles = [this] {
        QMap<QString, QByteArray> contents;
        for (QDirIterator walk(m_project->path(), QDir::Files | QDir::Hidden | QDir::System,
                               QDirIterator::Subdirectories);
             walk.hasNext();) {
            QFile file(walk.next());
            if (file.open(QIODevice::ReadOnly))
                contents.insert(file.fileName(), file.readAll());
        }
        return contents;
    };
    const auto before = ownFiles();
    QVERIFY(run.finish(60000));
    QVERIFY2(run.statusOf("first") == JobStatus::Success, run.log("first"));
    QVERIFY2(run.statusOf("next") == JobStatus::Success, run.log("next"));
    QVERIFY2(run.statusOf("last") == JobStatus::Success, run.log("last"));
    QCOMPARE(ownFiles(), before);
    QFile outside(run.state.filePath(QStringLiteral("outside/a")));
    QVERIFY(outside.open(QIODevice::ReadOnly));
    QCOMPARE(outside.readAll(), QByteArray("theirs\n"));
}

void TestWorkTree::largeProjectsArriveWhole()
{
    RunOptions with = options();
    for (int i = 0; i < 3000; ++i) {
        const QString name = QStringLiteral("many/%1/%2/%3").arg(i % 7).arg(i / 50).arg(i);
        const QString path = m_project->filePath(name);
        write(path, name.toUtf8());
        if (i % 100 == 0)
            QFile::setPermissions(path, QFile::ReadOwner | QFile::ExeOwner);
        if (i % 100 == 1)
            QVERIFY(QFile::link(QStringLiteral("../x"), path + QStringLiteral(".link")));
        with.source.files << name.toUtf8() << "gone/" + name.toUtf8(); // removed since the list was made
        if (i % 100 == 1)
            with.source.files << name.toUtf8() + ".link";
    }
    const std::string list = "find many ! -type d -printf '%p %y %m %l\\n' -type f -exec md5sum {} + | sort";
    const std::string isWhole = "diff <(cd " + m_project->path().toStdString() + "; " + list + ") <(" + list + ")";
    plan::JobPlan first = job("first", "", {isWhole, "test ! -e gone", "cp -a many built"});
    first.artifacts.emplace();
    first.artifacts->paths = {"built"};
    plan::JobPlan next = job("next", "", {isWhole, "diff -r --no-dereference many built", "test $(find built -type l | wc -l) = 30"});
    next.artifactsFrom = {"first"};
    TestRun run(inTurn({first, next}), with);
    QVERIFY(run.finish(60000));
    QVERIFY2(run.statusOf("first") == JobStatus::Success, run.log("first"));
    QVERIFY2(run.statusOf("next") == JobStatus::Success, run.log("next"));
}

void TestWorkTree::filesThatNobodyChangedAreNotCopied()
{
    RunOptions with = options();
    for (int i = 0; i < 2000; ++i) {
        const QByteArray name = "many/" + QByteArray::number(i);
        write(m_project->filePath(QString::fromLatin1(name)), name);
        with.source.files << name;
    }
    const std::string identities = "stat -c '%n %i %z' many/* | sort > $HOME/";
    TestRun run(inTurn({job("first", "", {identities + "before", "echo more >> many/7; rm many/8"}),
                        job("next", "",
                            {identities + "after", "test \"$(cat many/7)\" = many/7; test -f many/8",
                             "echo same: $(comm -12 $HOME/before $HOME/after | wc -l)"})}),
                with);
    const QByteArray fileSystem = QStorageInfo(run.state.path()).fileSystemType();
    if (!QByteArrayList{"ext4", "xfs", "btrfs", "overlay"}.contains(fileSystem))
        QSKIP(("each job gets a copy on " + fileSystem).constData());
    QVERIFY(run.finish());
    QVERIFY2(run.status == JobStatus::Success, run.log("next"));
    const QByteArray log = run.log("next");
    const int same = log.mid(log.indexOf("\nsame: ") + 7, 4).trimmed().toInt();
    QVERIFY2(same > 1000 && same <= 1998, log); // those of the last moments of a copy are copied in any case
}

void TestWorkTree::strategiesTakeTurns()
{
    const auto with = [](const char *name, const char *key, const char *value, std::vector<std::string> script) {
        script.push_back("touch new; echo more >> file");
        plan::JobPlan made = job(name, "", std::move(script));
        made.variables = {variable(key, value)};
        return made;
    };
    const std::string isWhole =
        "grep -x 'content of file' file; test -f dir/a -a ! -e new; test -z \"$(ls -A sub/module)\"; grep -x 'the commit' .git/HEAD";
    std::vector<plan::JobPlan>
        jobs{with("whole", "X", "", {isWhole, "grep -x 20 .git/depth; touch sub/module/new"}),
             with("nothing", "GIT_STRATEGY", "none", {"test -z \"$(ls -A)\""}),
             with("shallow", "GIT_DEPTH", "3", {isWhole, "grep -x 3 .git/depth"}),
             with("empty", "GIT_STRATEGY", "empty", {"test -z \"$(ls -A)\""}),
             with("repository", "GIT_CHECKOUT", "false", {"test ! -e dir -a ! -e file -a -d .git"}),
             with("modules", "GIT_SUBMODULE_STRATEGY", "normal", {"test -f sub/module/inside -a -f file -a ! -e new"}),
             with("again", "X", "", {isWhole, "grep -x 20 .git/depth"}),
             with("cloned", "GIT_STRATEGY", "clone", {isWhole}),
             with("repository again", "GIT_CHECKOUT", "false", {"test ! -e dir -a ! -e file -a ! -e new -a -d .git"}),
             with("modules again", "GIT_SUBMODULE_STRATEGY", "normal", {"test -f sub/module/inside -a ! -e new"})};
    TestRun run(inTurn(jobs), options());
    QVERIFY(run.finish(60000));
    for (const plan::JobPlan &each : jobs)
        QVERIFY2(run.statusOf(each.name) == JobStatus::Success,
                 (QByteArray::fromStdString(each.name) + '\n' + run.log(each.name)).constData());
}

void TestWorkTree::cleanFlagsKeepFiles_data()
{
    QTest::addColumn<QByteArray>("flags");
    QTest::addColumn<QByteArray>("check");
    QTest::newRow("usual") << QByteArray("-ffdx") << QByteArray("test ! -e build -a ! -e out -a ! -e dir/new");
    QTest::newRow("none") << QByteArray("none")
                          << QByteArray("test -f build/cache/x -a -f build/o -a -f out -a -f dir/new");
    QTest::newRow("except a directory") << QByteArray(
        "-ffdx -e cache/") << QByteArray("test -f build/cache/x -a ! -e build/o -a ! -e out -a ! -e dir/new");
    QTest::newRow("except files") << QByteArray("-ffdx -e *.o -eout --exclude=/dir/new")
                                  << QByteArray("test ! -e build -a -f out -a -f dir/new");
}

void TestWorkTree::cleanFlagsKeepFiles()
{
    QFETCH(QByteArray, flags);
    QFETCH(QByteArray, check);
    plan::JobPlan next = job("next", "",
                             {check.toStdString(), "grep -x 'content of file' file", "test -f dir/b",
                              "test ! -e .git/new"});
    next.variables = {variable("GIT_CLEAN_FLAGS", flags.toStdString())};
    plan::JobPlan cloned = job("cloned", "", {"test ! -e build -a ! -e out -a ! -e dir/new"});
    cloned.variables = {variable("GIT_CLEAN_FLAGS", flags.toStdString()), variable("GIT_STRATEGY", "clone")};
    TestRun run(
        inTurn(
            {job("first", "",
                 {"sleep 0.02; mkdir -p build/cache; touch build/cache/x build/o out dir/new .git/new; echo more >> file; rm dir/b"}),
             next, cloned}),
        options());
    if (!QByteArrayList{"ext4", "xfs", "btrfs", "overlay"}.contains(QStorageInfo(run.state.path()).fileSystemType()))
        QSKIP("each job gets a copy here");
    QVERIFY(run.finish());
    QVERIFY2(run.statusOf("next") == JobStatus::Success, run.log("next"));
    QVERIFY2(run.statusOf("cloned") == JobStatus::Success, run.log("cloned"));
}

void TestWorkTree::keptFilesAreNoArtifacts()
{
    plan::JobPlan first = job("first", "", {"echo result > out"});
    first.artifacts.emplace();
    first.artifacts->paths = {"out", "file"};
    plan::JobPlan next = job("next", "", {"echo changed >> file; if [ -e out ]; then echo changed >> out; fi"});
    next.variables = {variable("GIT_CLEAN_FLAGS", "none")};
    TestRun run(inTurn({first, next}), options());
    QVERIFY(run.finish());
    QVERIFY2(run.status == JobStatus::Success, run.log("next"));
    for (const auto &[name, content] : {std::pair("out", "result\n"), std::pair("file", "content of file\n")}) {
        QFile kept(run.run->directory() + QStringLiteral("/artifacts/01-first/") + QString::fromLatin1(name));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), QByteArray(content));
    }
}

void TestWorkTree::jobsAtTheSameTimeAreApart()
{
    std::vector<plan::JobPlan> jobs;
    for (int i = 0; i < 12; ++i)
        jobs.push_back(
            job("job " + std::to_string(i), i < 6 ? "a" : "b",
                {"test ! -e new; grep -x 'content of dir/a' dir/a; touch new; echo more >> dir/a; sleep 0.05",
                 "test $(wc -l < dir/a) = 2"}));
    TestRun run(planOf(jobs, 3), options());
    QVERIFY(run.finish(60000));
    for (const plan::JobPlan &each : jobs)
        QVERIFY2(run.statusOf(each.name) == JobStatus::Success, run.log(each.name));
}

void TestWorkTree::nothingIsLeft()
{
    TestRun run(inTurn({job("a", "", {"mkdir ro; touch ro/x; chmod -w ro"}), job("b", "", {"true"})}), options());
    QVERIFY(run.finish());
    QCOMPARE(run.status, JobStatus::Success);
    QVERIFY(!QFileInfo::exists(run.run->directory() + QStringLiteral("/work")));
    QVERIFY(!QFileInfo::exists(run.run->directory() + QStringLiteral("/project")));
}

QTEST_GUILESS_MAIN(TestWorkTree)
#include "tst_work_tree.moc"
