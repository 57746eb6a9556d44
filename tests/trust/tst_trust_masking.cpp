// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 6: no stream, however it is cut, and no file that a run writes shows a masked value or one of its encoded forms.
#include "tests/core/engine/naive_masker.h"
#include "tests/core/engine/run_fixture.h"
#include "tests/support/require_docker.h"
#include "tests/trust/score.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <QUrl>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::engine::test;

namespace {

plan::Variable maskedVariable(const std::string &key, const std::string &value)
{
    plan::Variable result = variable(key, value);
    result.masked = true;
    return result;
}

QByteArray randomText(QRandomGenerator &random, int length, int letters)
{
    QByteArray text;
    for (int i = 0; i < length; ++i)
        text += static_cast<char>('a' + random.bounded(letters));
    return text;
}

QByteArrayList cut(QRandomGenerator &random, const QByteArray &text, int longest)
{
    QByteArrayList writes;
    for (qsizetype at = 0; at < text.size(); at += writes.constLast().size())
        writes << text.sliced(at, std::min<qsizetype>(1 + random.bounded(longest), text.size() - at));
    return writes;
}

/// `base64` breaks its lines so.
QByteArray wrapped(const QByteArray &text, qsizetype width, const QByteArray &lineEnd)
{
    QByteArray result;
    for (qsizetype at = 0; at < text.size(); at += width)
        result += text.sliced(at, std::min(width, text.size() - at)) + lineEnd;
    return result;
}

const std::string oneLine = "p4ss/wörd \"quoted\" <&> \\ 0123456789-0123456789-0123456789-0123456789-0123456789-end";
const std::string manyLines =
    "-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78L\nhWx4cbbfAAtVT86zwu1RK7aP\n-----END KEY-----\n";

} // namespace

class TestTrustMasking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_score.judge(); }
    void cleanupTestCase() { m_score.save(); }
    void randomStreams();
    void everySplitPoint();
    void encodedForms_data();
    void encodedForms();
    void filesOfAShellRun();
    void filesOfADockerRun();

private:
    void searchFiles(const TestRun &run, const QByteArrayList &secrets);

    trust::Score m_score{
        6, "Masking",
        "1 000 000 random streams, every split point, encoded forms, all files of a run: 0 leaks, 0 marks too many"};
    int m_forms = 0;
    qsizetype m_searched = 0;
};

void TestTrustMasking::randomStreams()
{
    const int rounds = trust::times(100000, 1000000);
    QRandomGenerator random(20260101);
    for (int round = 0; round < rounds; ++round) {
        const int letters = 2 + random.bounded(3); // few letters: many overlaps
        std::vector<Phrase> phrases;
        for (int i = random.bounded(4); i >= 0; --i)
            phrases.emplace_back(randomText(random, 1 + random.bounded(6), letters).toStdString());
        const QByteArray text = randomText(random, random.bounded(40), letters);
        QCOMPARE(masked(phrases, cut(random, text, 4)), naivelyMasked(phrases, text));
    }
    m_score.note(QStringLiteral("%1 random streams: 0 leaks, 0 marks too many").arg(rounds));
}

void TestTrustMasking::everySplitPoint()
{
    const std::vector<Phrase> phrases = maskedPhrases({maskedVariable("A", "aab12345"),
                                                       maskedVariable("B", "b12345aab1"),
                                                       maskedVariable("C", "first line\nsecond line")});
    const QByteArray text = "x aaab12345aab1 b12345aab12345 first line\nsecond line\r\nsecond line "
                            + QByteArray("user:aab12345").toBase64()
                            + " first%20line%0Asecond%20line first line\\nsecond line "
                            + wrapped(QByteArray("first line\nsecond line").toBase64(), 19, "\n") + "aab1234";
    const QByteArray whole = masked(phrases, {text});
    for (const char *leak : {"aab12345", "b12345aab1", "first", "second", "YWFiMTIzNDU", "xpbmUKc2V"})
        QVERIFY2(!whole.contains(leak), whole.constData());
    int splits = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        for (qsizetype j = i; j <= text.size(); ++j, ++splits)
            QCOMPARE(masked(phrases, {text.first(i), text.sliced(i, j - i), text.sliced(j)}), whole);
    }
    m_score.note(QStringLiteral("%1 ways to split a text in three: the same answer").arg(splits));
}

void TestTrustMasking::encodedForms_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<qsizetype>("tolerated"); // bytes of the form that may stay: those that mix with their neighbours
    for (const std::string &secret : {oneLine, manyLines}) {
        const QByteArray value = QByteArray::fromStdString(secret);
        const char *name = secret == oneLine ? "one line" : "many lines";
        const auto row = [&](const QByteArray &form, const char *what, qsizetype tolerated = 0) {
            QTest::addRow("%s, %s", name, what) << value << form << tolerated;
        };
        const QByteArray trimmed = value.trimmed();
        row(trimmed, "plain");
        row(QByteArray(trimmed).replace('\n', "\r\n"), "CRLF");
        row(QByteArray(trimmed).replace('\n', "\n    "), "indented");
        for (int before = 0; before < 3; ++before) {
            const QByteArray inside = QByteArray("xyz").first(before) + value;
            row(inside.toBase64(), before == 0 ? "base64" : before == 1 ? "base64, 1 before" : "base64, 2 before", 8);
            row(inside.toBase64(QByteArray::Base64UrlEncoding),
                before == 0   ? "base64url"
                : before == 1 ? "base64url, 1 before"
                              : "base64url, 2 before",
                8);
            row(wrapped(inside.toBase64(), 76, "\n"),
                before == 0   ? "base64 in lines"
                : before == 1 ? "base64 in lines, 1 before"
                              : "base64 in lines, 2 before",
                8);
            row(wrapped(inside.toBase64(), 64, "\r\n"),
                before == 0   ? "base64 in lines of 64, CRLF"
                : before == 1 ? "base64 in lines of 64, CRLF, 1 before"
                              : "base64 in lines of 64, CRLF, 2 before",
                8);
        }
        row(trimmed.toPercentEncoding(), "URL");
        QByteArray small = trimmed.toPercentEncoding();
        for (qsizetype percent = small.indexOf('%'); percent >= 0; percent = small.indexOf('%', percent + 1))
            small.replace(percent, 3, small.mid(percent, 3).toLower());
        row(small, "URL, small digits");
        row(trimmed.toPercentEncoding({}, {}, '%').replace("%20", "+"), "URL, form");
        row(trimmed.toPercentEncoding("!~*'()"), "URL, encodeURIComponent");
        const QByteArray json = QJsonDocument(QJsonObject{{QStringLiteral("k"), QString::fromUtf8(trimmed)}})
                                    .toJson(QJsonDocument::Compact)
                                    .mid(6)
                                    .chopped(2);
        row(json, "JSON");
        row(QByteArray(json).replace("/", "\\/"), "JSON, slashes escaped");
        row(QByteArray(json).replace("\xc3\xb6", "\\u00f6"), "JSON, ASCII");
        row(QByteArray(json).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"),
            "JSON, as Go writes it");
        row(QByteArray(json)
                .replace("\xc3\xb6", "\\u00f6")
                .replace("<", "\\u003C")
                .replace(">", "\\u003E")
                .replace("&", "\\u0026")
                .replace("f6", "F6"),
            "JSON, ASCII, for HTML");
    }
}

void TestTrustMasking::encodedForms()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, form);
    QFETCH(qsizetype, tolerated);
    const std::vector<Phrase> phrases = maskedPhrases({maskedVariable("KEY", value.toStdString())});
    QByteArray shown = masked(phrases, {"<" + form + ">"});
    QRandomGenerator random(7);
    for (int round = trust::times(20, 2000); round > 0; --round)
        QCOMPARE(masked(phrases, cut(random, "<" + form + ">", 1 + round % 30)), shown);
    QVERIFY2(shown.contains("[MASKED]"), shown.constData());
    shown.replace("[MASKED]", "");
    for (const char *blank : {" ", "\r", "\n", "\\n", "%0A", "%0a"})
        shown.replace(blank, "");
    QVERIFY2(shown.size() - 2 <= tolerated, shown.constData());
    if (++m_forms == 46)
        m_score.note(QStringLiteral("%1 encoded forms masked").arg(m_forms));
}

/// Names and contents of everything that the run has left, and what it told to whoever listened.
void TestTrustMasking::searchFiles(const TestRun &run, const QByteArrayList &secrets)
{
    const auto search = [&](const QByteArray &bytes, const QByteArray &where) {
        ++m_searched;
        for (const QByteArray &secret : secrets)
            QVERIFY2(!bytes.contains(secret), (where + ": " + secret).constData());
    };
    QDirIterator files(run.state.path(), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                       QDirIterator::Subdirectories);
    int logs = 0;
    while (files.hasNext()) {
        const QFileInfo info = files.nextFileInfo();
        search(QFile::encodeName(info.filePath()), "name");
        QFile file(info.filePath());
        if (info.isFile() && file.open(QIODevice::ReadOnly))
            search(file.readAll(), QFile::encodeName(info.filePath()));
        logs += info.fileName().endsWith(QStringLiteral(".log")) ? 1 : 0;
    }
    QCOMPARE_GE(logs, 1);
    for (const RunEvent &event : run.events) {
        if (const auto *changed = std::get_if<JobChanged>(&event))
            search(changed->state.message.toUtf8(), "message");
        else if (const auto *progress = std::get_if<JobProgress>(&event))
            search(progress->what.toUtf8(), "progress");
    }
}

void TestTrustMasking::filesOfAShellRun()
{
    plan::JobPlan leaky =
        job("leaky", "test",
            {"echo \"plain $TOKEN, $LINES\"",
             "for ((i = 0; i < ${#TOKEN}; ++i)); do printf '%s' \"${TOKEN:i:1}\"; sleep 0.01; done; echo",
             "printf '%s' \"$TOKEN\" | base64 -w0; echo; printf 'user:%s' \"$LINES\" | base64",
             "cat \"$FILE\"; env; set", "set -x; : \"$TOKEN\" \"$LINES\"; set +x", "ls \"/nonexistent/$TOKEN\" || true",
             "echo \"[$DERIVED]\"", "exit 3"});
    leaky.afterScript = {"echo \"after: $TOKEN\""};
    plan::Variable file = maskedVariable("FILE", "file-content-s3cret-aa1\nfile-second-line-bb2");
    file.file = true;
    leaky.variables = {maskedVariable("TOKEN", "tok3n-aab12345aab123-xyz"),
                       maskedVariable("LINES", "first-secret-line\nsecond-secret-line"), file,
                       variable("DERIVED", "prefix-$TOKEN-suffix")};
    plan::Artifacts artifacts;
    artifacts.paths = {"$TOKEN/missing", "/outside/$TOKEN"};
    artifacts.when = plan::When::Always;
    leaky.artifacts = artifacts;
    plan::Cache cache;
    cache.key = "key-$TOKEN";
    cache.paths = {"cached"};
    leaky.caches = {cache};
    leaky.retryMax = 1;
    plan::RunPlan plan = planOf({leaky});
    TestRun run(plan);
    QVERIFY(run.finish(60000));
    QCOMPARE(run.stateOf("leaky").exitCode, 3);
    QVERIFY(run.log("leaky").contains("plain [MASKED], [MASKED]"));
    searchFiles(run, {"tok3n-aab12345", "aab12345aab123-xyz", "first-secret-line", "second-secret-line",
                      "file-content-s3cret", "file-second-line-bb2",
                      QByteArray("tok3n-aab12345aab123-xyz").toBase64().first(20), "dG9rM24tYWFiMTIz"});
}

void TestTrustMasking::filesOfADockerRun()
{
    STAGECRAFT_REQUIRE_DOCKER("busybox:stable");
    plan::JobPlan leaky = job("leaky", "test",
                              {"echo \"$TOKEN\"; env; set", "echo \"$TOKEN\" | base64", "ls \"/nonexistent/$TOKEN\""});
    leaky.variables = {maskedVariable("TOKEN", "tok3n-aab12345aab123-xyz")};
    plan::JobPlan pulled = job("pulled", "test", {"true"});
    pulled.variables = leaky.variables;
    pulled.image.emplace();
    pulled.image->name = "registry.invalid/$TOKEN:latest";
    pulled.image->pullPolicy = {"never"};
    plan::JobPlan served = job("served", "test", {"true"});
    served.variables = leaky.variables;
    served.services.emplace_back();
    served.services.back().image.name = "registry.invalid/service-$TOKEN:latest";
    plan::RunPlan plan = planOf({leaky, pulled, served});
    plan.runner.executor = runner::RunnerSettings::Executor::Docker;
    plan.runner.defaultImage = "busybox:stable";
    TestRun run(plan);
    QVERIFY(run.finish(120000));
    QCOMPARE(run.statusOf("pulled"), JobStatus::Failed);
    QVERIFY(!run.stateOf("pulled").message.isEmpty());
    QVERIFY(run.log("leaky").contains("TOKEN='[MASKED]'"));
    searchFiles(run, {"tok3n-aab12345", "aab12345aab123-xyz", "dG9rM24tYWFi"});
    m_score.note(QStringLiteral("%1 names, files, messages and events of a shell and a Docker run searched: 0 leaks")
                     .arg(m_searched));
}

QTEST_GUILESS_MAIN(TestTrustMasking)
#include "tst_trust_masking.moc"
