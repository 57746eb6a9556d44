// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/docker/owner.h"
#include "core/docker/pending.h"
#include "core/docker/task.h"

#include <QProcess>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::docker;

namespace {

struct Counted {
    explicit Counted(int &counter) : m_counter(counter) { ++m_counter; }
    ~Counted() { --m_counter; }
    Q_DISABLE_COPY_MOVE(Counted)
    int &m_counter;
};

Task<int> plusOne(Completer<int> completer, int &alive)
{
    const Counted counted(alive);
    const auto value = co_await Pending<int>(completer);
    co_return value ? *value + 1 : -1;
}

Task<int> sum(Completer<int> a, Completer<int> b, int &alive)
{
    auto first = plusOne(a, alive);
    auto second = plusOne(b, alive);
    const int one = co_await first;
    const int two = co_await second;
    co_return one + two;
}

Task<> store(Task<int> task, int &result)
{
    result = co_await task;
}

} // namespace

class TaskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tasksGoOnTogether();
    void theReceiverIsCalledFromTheEventLoop();
    void droppingATaskDropsAllThatItWaitsFor();
    void cancellingEndsTheWaiting();
    void aDeadContextIsNotCalled();
    void deadOwnersAreToldFromLivingOnes();
};

void TaskTest::tasksGoOnTogether()
{
    int alive = 0;
    int result = 0;
    const Completer<int> a;
    const Completer<int> b;
    const Task<> task = store(sum(a, b, alive), result);
    QCOMPARE(alive, 2);
    b.complete(20);
    a.complete(10);
    a.complete(1000);
    QVERIFY2(!task.done(), "nothing goes on inside complete()");
    QTRY_VERIFY(task.done());
    QCOMPARE(result, 32);
    QCOMPARE(alive, 0);
}

void TaskTest::theReceiverIsCalledFromTheEventLoop()
{
    int result = 0;
    Pending<int>(Result<int>(7)).then(this, [&result](const Result<int> &value) { result = *value; });
    QCOMPARE(result, 0);
    QTRY_COMPARE(result, 7);
}

void TaskTest::droppingATaskDropsAllThatItWaitsFor()
{
    int alive = 0;
    int result = 0;
    int aborted = 0;
    const Completer<int> a([&aborted] { ++aborted; });
    const Completer<int> b([&aborted] { ++aborted; });
    Task<> task = store(sum(a, b, alive), result);
    a.complete(1); // on its way when the task goes
    task.reset();
    QCOMPARE(alive, 0);
    QCOMPARE(aborted, 1);
    b.complete(2);
    QTest::qWait(10);
    QCOMPARE(result, 0);
}

void TaskTest::cancellingEndsTheWaiting()
{
    int alive = 0;
    int result = 0;
    bool aborted = false;
    const Completer<int> completer([&aborted] { aborted = true; });
    const auto cancel = Pending<int>(completer).canceller();
    QVERIFY2(aborted, "a dropped Pending aborts");
    const Completer<int> other([&aborted] { aborted = true; });
    aborted = false;
    Pending<int> pending(other);
    const auto cancelOther = pending.canceller();
    const Task<> task = store(
        [](Pending<int> waited, int &counter) -> Task<int> {
            const Counted counted(counter);
            const auto value = co_await waited;
            co_return value ? 0 : static_cast<int>(value.error().kind);
        }(std::move(pending), alive), result);
    cancelOther();
    cancelOther();
    QVERIFY(aborted);
    QTRY_VERIFY(task.done());
    QCOMPARE(result, static_cast<int>(ErrorKind::Cancelled));
    cancel();
}

void TaskTest::aDeadContextIsNotCalled()
{
    bool called = false;
    const Completer<int> completer;
    {
        QObject context;
        Pending<int>(completer).then(&context, [&called](const Result<int> &) { called = true; });
    }
    completer.complete(1);
    QTest::qWait(10);
    QVERIFY(!called);
}

void TaskTest::deadOwnersAreToldFromLivingOnes()
{
    if (Owner::ofThisProcess().boot.isEmpty())
        QSKIP("this system has no boot id");
    Labels labels;
    Owner::ofThisProcess().addTo(labels);
    auto owner = Owner::fromLabels(labels);
    QVERIFY(owner);
    QVERIFY(!owner->isDead());

    auto reused = *owner;
    reused.started += QLatin1Char('1');
    QVERIFY2(reused.isDead(), "the same process id, but started at another time");
    auto rebooted = *owner;
    rebooted.boot = QStringLiteral("before");
    QVERIFY(rebooted.isDead());
    auto elsewhere = reused;
    elsewhere.machine = QStringLiteral("other");
    QVERIFY2(!elsewhere.isDead(), "of another machine we know nothing");
    auto otherNamespace = reused;
    otherNamespace.pidNamespace = QStringLiteral("pid:[1]");
    QVERIFY2(!otherNamespace.isDead(), "in another container the same number is another process");
    QVERIFY(!Owner::fromLabels({}));

    QProcess process;
    process.start(QStringLiteral("sleep"), {QStringLiteral("60")});
    QVERIFY(process.waitForStarted());
    auto child = *owner;
    child.pid = process.processId();
    QVERIFY2(child.isDead(), "another process");
    process.kill();
    QVERIFY(process.waitForFinished());
}

QTEST_GUILESS_MAIN(TaskTest)
#include "tst_task.moc"
