// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 2: files that are made to hurt, each through the real `stagecraft-cli lint`. All are answered, errors with their place.
#include "tests/cli/cli_process.h"
#include "tests/support/bomb_list.h"
#include "tests/trust/child.h"
#include "tests/trust/score.h"

#include <QJsonArray>

using namespace stagecraft;
using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr double goalMilliseconds = 100;
constexpr long goalKilobytes = 64 * 1024;
constexpr double mostMilliseconds = 5'000;
constexpr long mostKilobytes = 200 * 1024;

struct Measured {
    const char *name;
    double milliseconds;
    long kilobytes;
};

/// What of the answer is no good; empty when all is.
QString faultOf(const QJsonObject &answer, int exitCode, bool isValid, const QByteArray &text)
{
    const QJsonArray errors = answer[u"errors"_s].toArray();
    if (answer.isEmpty() || exitCode != (isValid ? 0 : 1) || answer[u"valid"_s].toBool() != isValid
        || errors.isEmpty() != isValid)
        return u"exit code %1, %2 errors"_s.arg(exitCode).arg(errors.size());
    const qsizetype lines = text.count('\n') + text.count('\r') + 1;
    for (const QJsonValue &error : errors) {
        const int line = error[u"line"_s].toInt();
        if (error[u"message"_s].toString().isEmpty() || !error[u"file"_s].toString().endsWith(".yml"_L1) || line < 1
            || line > lines || error[u"column"_s].toInt() < 1)
            return QString::fromUtf8(QJsonDocument(error.toObject()).toJson());
    }
    return {};
}

} // namespace

class TestTrustBombs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_home = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_score.judge(); }
    void cleanupTestCase();
    void isAnswered_data();
    void isAnswered();
    void aFileThatIsTooLong();
    void includesInACircle();
    void moreIncludesThanGitLabTakes();

private:
    /// The exit code; what was printed is in answer().
    int lint(const QString &directory, const char *name);
    QByteArray answer() const { return trust::contentOf(m_home->filePath(u"answer"_s)); }

    std::unique_ptr<QTemporaryDir> m_home;
    std::vector<Measured> m_measured;
    trust::Score m_score{2, "Bombs",
                         "at least 40 files, each answered with file, line and column within 100 ms and 64 MB"};
};

int TestTrustBombs::lint(const QString &directory, const char *name)
{
    Measured best{name, 0, 0};
    int exitCode = -1;
    // Processor time, and the best of some: the machine may be busy with other things.
    for (int attempt = 0; attempt < trust::times(3, 9) && (attempt == 0 || best.milliseconds > goalMilliseconds);
         ++attempt) {
        const trust::Ending ending = trust::waitFor(
            trust::startChild({.program = QStringLiteral(STAGECRAFT_CLI),
                               .arguments = {u"lint"_s, u"--format"_s, u"json"_s, directory},
                               .environment = environmentWith(m_home->path()),
                               .output = m_home->filePath(u"answer"_s)},
                              [] { return ::alarm(60) == 0; }));
        if (attempt == 0 || ending.milliseconds < best.milliseconds)
            best.milliseconds = ending.milliseconds;
        best.kilobytes = std::max(best.kilobytes, ending.kilobytes);
        exitCode = ending.exitCode;
    }
    qInfo("%.0f ms, %.1f MB", best.milliseconds, static_cast<double>(best.kilobytes) / 1024);
    m_measured.push_back(best);
    return exitCode;
}

void TestTrustBombs::isAnswered_data()
{
    QTest::addColumn<int>("index");
    const std::vector<Bomb> bombs = allBombs();
    QVERIFY(bombs.size() >= 40);
    for (std::size_t i = 0; i < bombs.size(); ++i)
        QTest::newRow(bombs[i].name) << static_cast<int>(i);
}

void TestTrustBombs::isAnswered()
{
    QFETCH(int, index);
    const Bomb bomb = allBombs().at(static_cast<std::size_t>(index));
    const Repository repository(bomb.text());
    const int exitCode = lint(repository.path(), bomb.name);
    const QString fault = faultOf(QJsonDocument::fromJson(answer()).object(), exitCode, bomb.valid, repository.read());
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    QVERIFY(m_measured.back().milliseconds < mostMilliseconds);
    QVERIFY(m_measured.back().kilobytes < mostKilobytes);
}

void TestTrustBombs::aFileThatIsTooLong()
{
    const Repository repository("");
    QFile file(repository.file(u".gitlab-ci.yml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray block(1'000'000, 'a');
    for (int i = 0; i < 100; ++i)
        QCOMPARE(file.write(block), block.size());
    file.close();
    QCOMPARE(lint(repository.path(), "100 MB"), 2);
    QVERIFY2(answer().contains(".gitlab-ci.yml") && answer().contains("2 MB at most"), answer());
}

void TestTrustBombs::includesInACircle()
{
    const Repository repository("include: a.yml\nj: {script: x}\n");
    repository.write(u"a.yml"_s, "include: b.yml\n");
    repository.write(u"b.yml"_s, "include: [a.yml, .gitlab-ci.yml]\n");
    const int exitCode = lint(repository.path(), "includes in a circle");
    const QString fault = faultOf(QJsonDocument::fromJson(answer()).object(), exitCode, false, repository.read());
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

void TestTrustBombs::moreIncludesThanGitLabTakes()
{
    const Repository repository("include:\n"
                                + tests::times(151, [](const QByteArray &n) { return "  - i" + n + ".yml\n"; })
                                + "j: {script: x}\n");
    for (int i = 0; i < 151; ++i)
        repository.write(u"i%1.yml"_s.arg(i), ".t" + QByteArray::number(i) + ": {script: x}\n");
    const int exitCode = lint(repository.path(), "151 includes");
    const QString fault = faultOf(QJsonDocument::fromJson(answer()).object(), exitCode, false, repository.read());
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

void TestTrustBombs::cleanupTestCase()
{
    const auto names = [this](const auto &isOver, const auto &text) {
        QStringList list;
        for (const Measured &one : m_measured) {
            if (isOver(one))
                list << u"%1: %2"_s.arg(QLatin1StringView(one.name), text(one));
        }
        return list;
    };
    const QStringList slow = names([](const Measured &one) { return one.milliseconds > goalMilliseconds; },
                                   [](const Measured &one) { return u"%1 ms"_s.arg(one.milliseconds, 0, 'f', 0); });
    const QStringList large = names([](const Measured &one) { return one.kilobytes > goalKilobytes; },
                                    [](const Measured &one) { return u"%1 MB"_s.arg(one.kilobytes / 1024); });
    const auto slowest = std::ranges::max_element(m_measured, {}, &Measured::milliseconds);
    const auto largest = std::ranges::max_element(m_measured, {}, &Measured::kilobytes);
    if (m_measured.empty())
        return;
    m_score.note(
        u"%1 files: all answered, all errors with file, line and column; %2 within 100 ms of processor time, %3 within 64 MB; slowest (%4): %5 ms, largest (%6): %7 MB"_s
            .arg(m_measured.size())
            .arg(std::ssize(m_measured) - slow.size())
            .arg(std::ssize(m_measured) - large.size())
            .arg(QLatin1StringView(slowest->name))
            .arg(slowest->milliseconds, 0, 'f', 0)
            .arg(QLatin1StringView(largest->name))
            .arg(largest->kilobytes / 1024));
    if (!slow.isEmpty() || !large.isEmpty())
        m_score.note(u"over the goal: "_s + (slow + large).join(u", "_s));
    m_score.expect(slow.isEmpty() && large.isEmpty());
    m_score.save();
}

QTEST_GUILESS_MAIN(TestTrustBombs)
#include "tst_trust_bombs.moc"
