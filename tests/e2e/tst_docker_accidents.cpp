// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The engine is gone before or during a run; Stagecraft is killed in the middle of one.
// This program is its own victim: started with STAGECRAFT_VICTIM=<directory>, it runs a job that does not end.
#include "docker_fixture.h"

#include "core/docker/client.h"
#include "core/docker/labels.h"
#include "core/docker/leftovers.h"

#include <QCoreApplication>
#include <QProcess>

#include <csignal>
#include <cstring>
#include <deque>
#include <mutex>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

namespace {

plan::RunPlan endlessPlan()
{
    plan::Service web = serviceNamed("busybox:stable", "web");
    web.command = std::vector<std::string>{"httpd", "-f", "-p", "80"};
    web.variables = {variable("HEALTHCHECK_TCP_PORT", "80")};
    plan::JobPlan endless = job("endless", "test", {"echo waits", "sleep 600"});
    endless.services = {web};
    return dockerPlan({endless});
}

/// Passes everything on to the real engine until it is cut. With threads and plain sockets, because Qt's sockets know no
/// half-closed connections, and the end of a script is one.
class EngineProxy
{
public:
    EngineProxy()
    {
        m_listening = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_un address = addressOf(path());
        if (::bind(m_listening, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 || ::listen(m_listening, 64) != 0)
            qFatal("no proxy");
        m_threads.emplace_back([this] { accept(); });
    }
    ~EngineProxy()
    {
        cut();
        m_threads.front().join(); // from here on there are no new ones
        for (std::size_t i = 1; i < m_threads.size(); ++i)
            m_threads[i].join();
        for (const int descriptor : m_descriptors)
            ::close(descriptor);
        ::close(m_listening);
    }
    Q_DISABLE_COPY_MOVE(EngineProxy)

    QString path() const { return m_directory.filePath(text("docker.sock")); }
    void cut()
    {
        QFile::remove(path());
        ::shutdown(m_listening, SHUT_RDWR);
        const std::lock_guard lock(m_mutex);
        for (const int descriptor : m_descriptors)
            ::shutdown(descriptor, SHUT_RDWR);
    }

private:
    static sockaddr_un addressOf(const QString &path)
    {
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.toUtf8().constData(), sizeof address.sun_path - 1);
        return address;
    }
    static void pump(int from, int to)
    {
        char bytes[16384];
        for (ssize_t got = 0; (got = ::recv(from, bytes, sizeof bytes, 0)) > 0;)
            ::send(to, bytes, static_cast<std::size_t>(got), MSG_NOSIGNAL);
        ::shutdown(to, SHUT_WR);
    }
    void accept()
    {
        for (int client = 0; (client = ::accept(m_listening, nullptr, nullptr)) >= 0;) {
            const int engine = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
            const sockaddr_un address = addressOf(stagecraft::test::dockerHost().path());
            if (::connect(engine, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
                qFatal("no engine");
            const std::lock_guard lock(m_mutex);
            m_descriptors.insert(m_descriptors.end(), {client, engine});
            m_threads.emplace_back(pump, client, engine);
            m_threads.emplace_back(pump, engine, client);
        }
    }

    QTemporaryDir m_directory;
    int m_listening = -1;
    std::mutex m_mutex;
    std::vector<int> m_descriptors;
    std::deque<std::thread> m_threads;
};

QList<qint64> childrenOf(qint64 process)
{
    QFile file(text("/proc/%1/task/%1/children").arg(process));
    QList<qint64> children;
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray &word : file.readAll().simplified().split(' '))
            children << word.toLongLong();
    }
    return children;
}

} // namespace

class DockerAccidentsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void noEngineBeforeTheRun();
    void anEngineThatComesLaterIsFound();
    void waitingForTheNextTryCanBeCanceled();
    void whatTheEngineCannotDoIsTriedThrice();
    void whatTheJobAsksForIsTriedOnce();
    void theEngineGoesDuringTheRun();
    void killedWithItsGuardTheNextStartCleansUp();
    void killedAloneTheGuardCleansUp();
    void aRunThatIsAbandonedLeavesNothing();

private:
    void startVictim(QProcess &victim);
    Result<> cleared(const QString &label);

    QTemporaryDir m_state;
    QSet<QString> m_before;
    std::unique_ptr<docker::Client> m_client;
};

void DockerAccidentsTest::initTestCase()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
    m_client = std::make_unique<docker::Client>(*docker::findEndpoint({}, docker::EndpointSearch::ofThisProcess()));
    bool connected = false;
    m_client->connectToEngine().then(this, [&connected](const auto &info) { connected = info.has_value(); });
    QTRY_VERIFY(connected);
}

void DockerAccidentsTest::init()
{
    m_before = inventory();
}

void DockerAccidentsTest::cleanup()
{
    QCOMPARE(difference(m_before), QByteArray());
}

void DockerAccidentsTest::startVictim(QProcess &victim)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(text("STAGECRAFT_VICTIM"), m_state.path());
    victim.setProcessEnvironment(environment);
    victim.start(QCoreApplication::applicationFilePath(), QStringList());
    QByteArray told;
    connect(&victim, &QProcess::readyReadStandardOutput, this, [&] { told += victim.readAllStandardOutput(); });
    QTRY_VERIFY_WITH_TIMEOUT(told.contains("script runs"), 60000);
    victim.disconnect(this);
    QVERIFY(difference(m_before).contains("+ container"));
    QVERIFY(difference(m_before).contains("+ network"));
    QVERIFY(difference(m_before).contains("+ volume"));
}

void DockerAccidentsTest::noEngineBeforeTheRun()
{
    RunOptions options;
    options.dockerHost = text("unix:///nonexistent/docker.sock");
    TestRun run(dockerPlan({job("one", "test", {"true"})}), options);
    QVERIFY(run.finish(20000));
    QCOMPARE(run.statusOf("one"), JobStatus::Failed);
    QCOMPARE(run.stateOf("one").failureReason, FailureReason::RunnerSystemFailure);
    QVERIFY(run.stateOf("one").message.startsWith(text("Cannot reach the Docker engine at unix:///nonexistent/docker.sock: ")));
    QVERIFY(run.log("one").contains("Job failed (system failure): Cannot reach the Docker engine"));
    QCOMPARE(run.log("one").count("ERROR: Preparation failed: Cannot reach the Docker engine"), 2);
    QCOMPARE(run.log("one").count("Will be retried in 3s ..."), 2);
}

void DockerAccidentsTest::anEngineThatComesLaterIsFound()
{
    if (stagecraft::test::dockerHost().scheme() != QLatin1String("unix"))
        QSKIP("it comes as a link to its socket");
    const QTemporaryDir directory;
    RunOptions options;
    options.dockerHost = text("unix://") + directory.filePath(text("docker.sock"));
    TestRun run(dockerPlan({job("one", "test", {"true"})}), options);
    run.run->start();
    QTRY_VERIFY_WITH_TIMEOUT(run.log("one").contains("Will be retried"), 20000);
    QVERIFY(QFile::link(stagecraft::test::dockerHost().path(), directory.filePath(text("docker.sock"))));
    QTRY_VERIFY_WITH_TIMEOUT(run.status.has_value(), 60000);
    QVERIFY2(run.statusOf("one") == JobStatus::Success, run.log("one"));
    QCOMPARE(run.log("one").count("section_start"), run.log("one").count("section_end"));
}

void DockerAccidentsTest::waitingForTheNextTryCanBeCanceled()
{
    RunOptions options;
    options.dockerHost = text("unix:///nonexistent/docker.sock");
    TestRun run(dockerPlan({job("one", "test", {"true"})}), options);
    run.run->start();
    QTRY_VERIFY_WITH_TIMEOUT(run.log("one").contains("Will be retried"), 20000);
    run.run->cancel();
    QTRY_VERIFY_WITH_TIMEOUT(run.status.has_value(), 2000);
    QCOMPARE(run.statusOf("one"), JobStatus::Canceled);
    QCOMPARE(run.log("one").count("Preparation failed"), 1);
}

void DockerAccidentsTest::whatTheEngineCannotDoIsTriedThrice()
{
    plan::JobPlan one = job("one", "test", {"true"});
    plan::Service broken = serviceNamed("busybox:stable", "broken");
    broken.command = std::vector<std::string>{"/no/such/program"};
    one.services = {broken};
    TestRun run(dockerPlan({one}));
    QVERIFY(run.finish(60000));
    QCOMPARE(run.stateOf("one").failureReason, FailureReason::RunnerSystemFailure);
    QCOMPARE(run.log("one").count("Starting service busybox:stable..."), 3);
    QCOMPARE(run.log("one").count("Will be retried in 3s ..."), 2);
}

void DockerAccidentsTest::whatTheJobAsksForIsTriedOnce()
{
    plan::JobPlan one = job("one", "test", {"true"});
    one.image = imageNamed("stagecraft.invalid/nobody/has:this");
    one.image->pullPolicy = {"never"};
    plan::RunPlan plan = dockerPlan({one});
    plan.runner.allowedPullPolicies = {"never"};
    TestRun run(plan);
    QVERIFY(run.finish(60000));
    QCOMPARE(run.statusOf("one"), JobStatus::Failed);
    QVERIFY2(run.log("one").contains("ERROR: Job failed: failed to pull image"), run.log("one"));
    QVERIFY(!run.log("one").contains("Preparation failed"));
}

void DockerAccidentsTest::theEngineGoesDuringTheRun()
{
    if (stagecraft::test::dockerHost().scheme() != QLatin1String("unix"))
        QSKIP("the proxy speaks to unix sockets only");
    EngineProxy proxy;
    RunOptions options;
    options.dockerHost = (text("unix://") + proxy.path());
    TestRun run(endlessPlan(), options);
    run.run->start();
    QTRY_VERIFY_WITH_TIMEOUT(run.log("endless").contains("\nwaits\n"), 60000);
    proxy.cut();
    QTRY_VERIFY_WITH_TIMEOUT(run.status.has_value(), 30000);
    QCOMPARE(run.statusOf("endless"), JobStatus::Failed);
    QCOMPARE(run.stateOf("endless").failureReason, FailureReason::RunnerSystemFailure);
    QVERIFY2(run.stateOf("endless").message.startsWith(text("Cannot reach the Docker engine at ") + (text("unix://") + proxy.path())),
             qPrintable(run.stateOf("endless").message));
    QVERIFY2(run.log("endless").contains("Could not remove"), run.log("endless"));

    // Their owner lives, so only the run's own label finds them.
    const QString label = QString::fromLatin1(docker::labels::run) + QLatin1Char('=') + run.run->id();
    const auto removing = docker::removeLabelled(*m_client, label, [](const docker::LabelledObject &) { return true; });
    QTRY_VERIFY_WITH_TIMEOUT(removing.done(), 30000);
}

void DockerAccidentsTest::killedWithItsGuardTheNextStartCleansUp()
{
    // Somebody else's container, and one of a Stagecraft that lives.
    docker::ContainerSpec foreign;
    foreign.name = text("somebody-elses-%1").arg(QCoreApplication::applicationPid());
    foreign.image = text("busybox:stable");
    docker::ContainerSpec living = foreign;
    living.name += text("-living");
    living.labels.insert(QString::fromLatin1(docker::labels::run), text("another run"));
    docker::Owner::ofThisProcess().addTo(living.labels);
    int created = 0;
    for (const auto &spec : {foreign, living})
        m_client->createContainer(spec).then(this, [&created](const auto &id) { created += id ? 1 : 0; });
    QTRY_COMPARE(created, 2);
    const QSet<QString> withOthers = inventory();

    QProcess victim;
    startVictim(victim);
    // Twice killed: nobody is there to clean up.
    for (const qint64 guard : childrenOf(victim.processId()))
        ::kill(static_cast<pid_t>(guard), SIGKILL);
    victim.kill();
    QVERIFY(victim.waitForFinished());
    QVERIFY(!difference(withOthers).isEmpty());

    TestRun next(dockerPlan({job("one", "test", {"true"})}));
    QVERIFY(next.finish(60000));
    QCOMPARE(next.statusOf("one"), JobStatus::Success);
    QCOMPARE(difference(withOthers), QByteArray());

    int removed = 0;
    for (const auto &spec : {foreign, living})
        m_client->removeContainer(spec.name).then(this, [&removed](const auto &gone) { removed += gone ? 1 : 0; });
    QTRY_COMPARE(removed, 2);
}

void DockerAccidentsTest::killedAloneTheGuardCleansUp()
{
    QProcess victim;
    startVictim(victim);
    victim.kill();
    QVERIFY(victim.waitForFinished());
    QTRY_COMPARE_WITH_TIMEOUT(difference(m_before), QByteArray(), 10000);
}

void DockerAccidentsTest::aRunThatIsAbandonedLeavesNothing()
{
    {
        TestRun run(endlessPlan());
        run.run->start();
        QTRY_VERIFY_WITH_TIMEOUT(run.log("endless").contains("\nwaits\n"), 60000);
    }
    QTRY_COMPARE_WITH_TIMEOUT(difference(m_before), QByteArray(), 10000);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QString state = qEnvironmentVariable("STAGECRAFT_VICTIM");
    if (state.isEmpty()) {
        DockerAccidentsTest test;
        return QTest::qExec(&test, argc, argv);
    }
    RunOptions options;
    options.stateDirectory = state;
    Run run(endlessPlan(), options);
    QString log;
    QObject::connect(&run, &Run::event, &run, [&log](const RunEvent &event) {
        if (const auto *changed = std::get_if<JobChanged>(&event))
            log = changed->state.logFile;
        QFile file(log);
        if (std::holds_alternative<JobLogGrew>(event) && file.open(QIODevice::ReadOnly) && file.readAll().contains("\nwaits\n")) {
            std::puts("script runs");
            std::fflush(stdout);
        }
    });
    run.start();
    return QCoreApplication::exec();
}

#include "tst_docker_accidents.moc"
