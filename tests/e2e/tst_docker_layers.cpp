// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A large project in a real Docker engine: jobs lay their changes over one volume of the run, and each finds it as if it had a copy.
#include "docker_fixture.h"

#include <QDirIterator>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

namespace {

/// In a script: everything in the job's directory, what it is, whose and its content.
const std::string listAll =
    "{ find . -path ./many -prune -o -print0 | xargs -0 stat -c '%A %u %g %N'; find . -path ./many -prune -o -type f -exec md5sum {} + ; } | sort";

} // namespace

class DockerLayersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { STAGECRAFT_REQUIRE_DOCKER("busybox:stable"); }
    void init();
    void cleanup() { QCOMPARE(difference(m_before), QByteArray()); }
    void jobsFindTheProject();
    void servicesSeeTheProject();
    void partsHaveLayersOfTheirOwn();
    void otherDriversGetCopies();
    void nothingIsLeftOfACanceledRun();

private:
    RunOptions options() const
    {
        RunOptions options;
        options.source = {m_project->path(), {"file", "dir/a", "dir/deep/b", "link", "script", "sub/module/inside"}};
        for (int i = 0; i < m_many; ++i)
            options.source.files << "many/" + QByteArray::number(i);
        options.source.submodules = {"sub/module"};
        options.source.makeRepository = [](const QString &directory,
                                           const ProjectSource::RepositoryNeeds &) -> Result<> {
            writeFile(directory + text("/.git/HEAD"), "the commit\n");
            return {};
        };
        return options;
    }
    std::unique_ptr<QTemporaryDir> m_project;
    int m_many = 0; ///< small files besides
    QSet<QString> m_before;
};

#define VERIFY_SUCCESS(run, name) QVERIFY2((run).statusOf(name) == JobStatus::Success, (run).log(name))

void DockerLayersTest::init()
{
    m_before = inventory();
    m_project = std::make_unique<QTemporaryDir>();
    for (const char *name : {"file", "dir/a", "dir/deep/b", "script", "sub/module/inside"})
        writeFile(m_project->filePath(text(name)), QByteArray("content of ") + name + '\n');
    m_many = 4000; // from here on a project is not sent to every job
    for (int i = 0; i < m_many; ++i)
        writeFile(m_project->filePath(text("many/%1").arg(i)), "x");
    QVERIFY(QFile::link(text("dir/a"), m_project->filePath(text("link"))));
    QVERIFY(QFile::setPermissions(m_project->filePath(text("script")), QFile::ReadOwner | QFile::ExeOwner));
}

void DockerLayersTest::jobsFindTheProject()
{
    const std::string isLaid = "grep \" $CI_BUILDS_DIR overlay .*redirect_dir=on\" /proc/mounts";
    const std::string hasAll = "test $(ls many | wc -l) = 4000; test $(cat many/2) = x; test $(stat -c %u many/3) = 0";
    const std::string changes =
        "echo more >> file; rm -r dir/deep .git/HEAD; mkdir new; touch new/x; chmod 600 script; chmod 000 dir; mv dir moved; "
        "mkdir dir; ln -sf /etc/passwd link; chown -R 5:5 many; rm many/1; echo more >> many/2";
    std::vector<plan::JobPlan> jobs;
    for (const char *stage : {"a", "b"}) {
        for (const char *name : {"1", "2"})
            jobs.push_back(job(std::string(stage) + name, stage,
                               {isLaid, "echo; echo listing; " + listAll + "; echo end", hasAll, changes}));
    }
    jobs.push_back(job("later", "c", {isLaid, "echo; echo listing; " + listAll + "; echo end"}));
    plan::JobPlan user = job("user", "c",
                             {"test $(id -u) = 1000; echo more >> file; mkdir dir/own; rm dir/a; echo x > new"});
    user.image = imageNamed("busybox:stable");
    user.image->user = "1000";
    jobs.push_back(user);
    const auto listingOf = [](const QByteArray &log) {
        const qsizetype begin = log.indexOf("\nlisting\n");
        return begin < 0 ? QByteArray("no listing:\n" + log) : log.sliced(begin, log.indexOf("\nend\n", begin) - begin);
    };
    TestRun run(dockerPlan(jobs), options());
    QVERIFY(run.finish(180000));
    for (const plan::JobPlan &each : jobs)
        VERIFY_SUCCESS(run, each.name);
    m_many = 1; // how it is without layers
    TestRun copied(dockerPlan({job("copied", "a", {"! " + isLaid, "echo; echo listing; " + listAll + "; echo end"})}),
                   options());
    QVERIFY(copied.finish(90000));
    VERIFY_SUCCESS(copied, "copied");
    for (const char *name : {"a1", "a2", "b1", "b2", "later"})
        QCOMPARE(listingOf(run.log(name)), listingOf(copied.log("copied")));
    QVERIFY2(run.log("later").contains("006 file(s) of the project into"), run.log("later"));
}

void DockerLayersTest::servicesSeeTheProject()
{
    plan::JobPlan with = job(
        "with", "a", {"for i in $(seq 50); do test -f seen && break; sleep 0.1; done; grep -x 'content of file' seen"});
    plan::Service service = serviceNamed("busybox:stable", "sees");
    service.command = std::vector<std::string>{"sh", "-c", "cp /builds/project/file /builds/project/seen; sleep 60"};
    with.services = {service};
    TestRun run(dockerPlan({with, job("next", "b", {"test ! -e seen"})}), options());
    QVERIFY(run.finish(120000));
    VERIFY_SUCCESS(run, "with");
    VERIFY_SUCCESS(run, "next");
}

void DockerLayersTest::partsHaveLayersOfTheirOwn()
{
    const auto with = [](const char *name, const char *key, const char *value, const char *script) {
        plan::JobPlan made = job(name, name, {script, "touch new"});
        made.variables = {variable(key, value)};
        return made;
    };
    const std::vector<plan::JobPlan> jobs{with("whole", "X", "", "test -f file -a ! -e sub/module/inside"),
                                          with("modules", "GIT_SUBMODULE_STRATEGY", "normal",
                                               "test -f sub/module/inside -a ! -e new"),
                                          with("nothing", "GIT_STRATEGY", "none", "test -z \"$(ls -A)\""),
                                          with("repository", "GIT_CHECKOUT", "false", "test -f .git/HEAD -a ! -e file"),
                                          with("elsewhere", "GIT_CLONE_PATH", "$CI_BUILDS_DIR/else/where",
                                               "test $PWD = /builds/else/where -a -f many/7"),
                                          with("again", "X", "", "test -f file -a ! -e sub/module/inside -a ! -e new")};
    TestRun run(dockerPlan(jobs), options());
    QVERIFY(run.finish(180000));
    for (const plan::JobPlan &each : jobs)
        VERIFY_SUCCESS(run, each.name);
}

void DockerLayersTest::otherDriversGetCopies()
{
    const QTemporaryDir builds;
    plan::RunPlan bound = dockerPlan({job(
        "bound", "a",
        {"test -f many/7; grep \" /builds \" /proc/mounts; ! grep \" /builds overlay\" /proc/mounts; rm -rf /builds/project /builds/project.tmp"})});
    bound.runner.volumes = {builds.path().toStdString() + ":/builds"};
    TestRun run(bound, options());
    QVERIFY(run.finish(90000));
    VERIFY_SUCCESS(run, "bound");
    plan::RunPlan nested = dockerPlan(
        {job("nested", "a", {"test -f dir/a -a -f many/7; ! grep \" /builds overlay\" /proc/mounts"})});
    nested.runner.volumes = {"/builds/project/dir"};
    TestRun inside(nested, options());
    QVERIFY(inside.finish(90000));
    VERIFY_SUCCESS(inside, "nested");
}

void DockerLayersTest::nothingIsLeftOfACanceledRun()
{
    TestRun run(dockerPlan({job("long", "a", {"echo running; sleep 300"})}), options());
    run.run->start();
    QVERIFY(QTest::qWaitFor(
        [&] { return run.statusOf("long") == JobStatus::Running && run.log("long").contains("running"); }, 60000));
    QVERIFY(difference(m_before).count("+ volume") >= 3); // the layer, and what the job has laid over it
    run.run->cancel();
    QVERIFY(QTest::qWaitFor([&] { return run.status.has_value(); }, 60000));
    QCOMPARE(run.status, JobStatus::Canceled);
}

QTEST_GUILESS_MAIN(DockerLayersTest)
#include "tst_docker_layers.moc"
