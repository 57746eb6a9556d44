// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "naive_masker.h"

#include <QRandomGenerator>
#include <QTest>

using namespace stagecraft;
using engine::Masker;
using engine::test::masked;
using engine::test::naivelyMasked;

class TestMasker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masksWhatTheRunnerMasks_data();
    void masksWhatTheRunnerMasks();
    void masksWhatTheRunnerLeaks();
    void holdsBackNoMoreThanItMust();
    void agreesWithTheNaiveWay();
    void masksEncodedForms();
    void leavesUnmaskedVariablesVisible();
};

void TestMasker::masksWhatTheRunnerMasks_data()
{
    QTest::addColumn<QByteArray>("writes"); // "|" between two writes
    QTest::addColumn<std::vector<std::string>>("phrases");
    QTest::addColumn<QByteArray>("expected");
    using Phrases = std::vector<std::string>;
    const auto row = [](const char *writes, const Phrases &phrases, const char *expected) {
        QTest::newRow(writes) << QByteArray(writes) << phrases << QByteArray(expected);
    };
    row("empty secrets have no affect", {""}, "empty secrets have no affect");
    row("secrets", {"secrets"}, "[MASKED]");
    row("secret|s", {"secrets"}, "[MASKED]");
    row("s|ecrets", {"secrets"}, "[MASKED]");
    row("secretssecrets", {"secrets"}, "[MASKED][MASKED]");
    row("ssecrets", {"secrets"}, "s[MASKED]");
    row("s|secrets", {"secrets"}, "s[MASKED]");
    row("at the start of the buffer", {"at"}, "[MASKED] the start of the buffer");
    row("all values are masked", {"all", "values", "are", "masked"}, "[MASKED] [MASKED] [MASKED] [MASKED]");
    row("xfoox ybary ffoo barr ffooo bbarr", {"foo", "bar"},
        "x[MASKED]x y[MASKED]y f[MASKED] [MASKED]r f[MASKED]o b[MASKED]r");
    row("prefix_mask mask prefix_|mask prefix_ma|sk mas|k", {"mask", "prefix_mask"},
        "[MASKED] [MASKED] [MASKED] [MASKED] [MASKED]");
    row("this is the en| foobar", {"this is the end", "en foobar", "en"}, "this is the [MASKED]");
    const std::string half(8000, '_');
    row((half + '|' + half).c_str(), {half + half}, "[MASKED]");
}

void TestMasker::masksWhatTheRunnerMasks()
{
    QFETCH(QByteArray, writes);
    QFETCH(std::vector<std::string>, phrases);
    QTEST(masked({phrases.begin(), phrases.end()}, writes.split('|')), "expected");
}

void TestMasker::masksWhatTheRunnerLeaks()
{
    QCOMPARE(masked({"aab12345"}, {"x aa", "ab12345"}), QByteArray("x a[MASKED]"));
}

void TestMasker::holdsBackNoMoreThanItMust()
{
    Masker masker({"secret"});
    QCOMPARE(masker.feed("plain text\n"), QByteArray("plain text\n"));
    QCOMPARE(masker.feed("see se"), QByteArray("see "));
    QCOMPARE(masker.feed("ed"), QByteArray("seed"));
    QCOMPARE(masker.feed("sec"), QByteArray());
    QCOMPARE(masker.finish(), QByteArray("sec"));
}

void TestMasker::agreesWithTheNaiveWay()
{
    QRandomGenerator random(42);
    const auto randomText = [&random](int length, int letters) {
        QByteArray text;
        for (int i = 0; i < length; ++i)
            text += static_cast<char>('a' + random.bounded(letters));
        return text;
    };
    for (int round = 0; round < 30000; ++round) {
        const int letters = 2 + random.bounded(3); // few letters: many overlaps
        std::vector<engine::Phrase> phrases;
        for (int i = random.bounded(4); i >= 0; --i)
            phrases.emplace_back(randomText(1 + random.bounded(6), letters).toStdString());
        const QByteArray text = randomText(random.bounded(40), letters);
        QByteArrayList writes;
        for (qsizetype at = 0; at < text.size();) {
            const qsizetype length = std::min<qsizetype>(1 + random.bounded(4), text.size() - at);
            writes.append(text.sliced(at, length));
            at += length;
        }
        QCOMPARE(masked(phrases, writes), naivelyMasked(phrases, text));
    }
}

void TestMasker::masksEncodedForms()
{
    plan::Variable secret;
    secret.key = "KEY";
    secret.value = "first line/with \"quotes\"\nsecond line of it\n";
    secret.masked = true;
    const std::vector<engine::Phrase> phrases = engine::maskedPhrases({secret});
    const QByteArray value = QByteArray::fromStdString(secret.value).trimmed();
    QByteArrayList forms{value, value.split('\n').first(), value.split('\n').last(), value.toPercentEncoding(),
                         R"(first line/with \"quotes\"\nsecond line of it)",
                         R"(first line\/with \"quotes\"\nsecond line of it)"};
    for (int offset = 0; offset < 3; ++offset)
        forms.append((QByteArray("xyz").first(offset) + value + "tail").toBase64());
    for (const QByteArray &form : std::as_const(forms)) {
        const QByteArray shown = masked(phrases, {"<" + form + ">"});
        QVERIFY2(shown.contains("[MASKED]"), form.constData());
        // Base64 keeps the characters that mix with the neighbours' bytes: two or three at each end, and "tail".
        QVERIFY2(shown.size() < 26, shown.constData());
    }
}

void TestMasker::leavesUnmaskedVariablesVisible()
{
    plan::Variable open;
    open.key = "STAGE";
    open.value = "production";
    QVERIFY(engine::maskedPhrases({open}).empty());
}

QTEST_GUILESS_MAIN(TestMasker)
#include "tst_masker.moc"
