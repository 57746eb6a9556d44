// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Patterns with places for any text: the same answer as from a table of all prefixes, also where the usual way takes too long.
#include "core/base/wildcards.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <ctime>

using namespace stagecraft;

namespace {

/// '*' any text, '?' one byte, '#' one out of "ab", else itself; in paths '%' any names.
Wildcards wildcards(const std::string &pattern)
{
    Wildcards result;
    for (const char c : pattern) {
        Wildcards::Bytes set;
        set.set('a').set('b');
        if (c == '*')
            result.addAnyText();
        else if (c == '?')
            result.addAnyByte();
        else if (c == '#')
            result.addOneOf(set);
        else
            result.addByte(c);
    }
    return result;
}

PathWildcards pathWildcards(const std::string &pattern)
{
    PathWildcards result;
    for (const char c : pattern) {
        if (c == '%')
            result.addAnyNames();
        else
            result.addName(wildcards(std::string(1, c)));
    }
    return result;
}

/// Which beginnings of the text match the whole pattern.
std::vector<bool> matchingBeginnings(const std::string &pattern, const std::string &text, char any)
{
    std::vector<bool> reached(text.size() + 1, false);
    reached[0] = true;
    for (const char c : pattern) {
        std::vector<bool> next(text.size() + 1, false);
        for (std::size_t i = 0; i <= text.size(); ++i) {
            if (c == any)
                next[i] = reached[i] || (i > 0 && next[i - 1]);
            else
                next[i] = i > 0 && reached[i - 1]
                          && (c == '?' || c == text[i - 1] || (c == '#' && (text[i - 1] == 'a' || text[i - 1] == 'b')));
        }
        reached = next;
    }
    return reached;
}

std::string repeated(const std::string &text, int count)
{
    std::string result;
    for (int i = 0; i < count; ++i)
        result += text;
    return result;
}

} // namespace

class TestWildcards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAsTheTableDoes()
    {
        QRandomGenerator random(20261130);
        int matching = 0;
        for (int round = 0; round < 4000; ++round) {
            const auto text = [&random](int most, const std::string &characters) {
                std::string result;
                for (int length = random.bounded(most); length > 0;
                     --length) // nearly all of them "a": that takes the longest
                    result +=
                        random.bounded(30) > 0
                            ? 'a'
                            : characters[static_cast<std::size_t>(random.bounded(static_cast<int>(characters.size())))];
                return result;
            };
            const std::string subject = text(400, "abc");
            for (const char any : {'*', '%'}) {
                const std::string pattern = std::string(1, any)
                                            + text(round % 2 == 0 ? 60 : 6, std::string("bc#?") + any + any)
                                            + (round % 3 == 0 ? "" : std::string(1, any));
                const std::vector<bool> beginnings = matchingBeginnings(pattern, subject, any);
                if (any == '*') {
                    QVERIFY2(wildcards(pattern).matches(subject) == beginnings.back(),
                             (pattern + " " + subject).c_str());
                } else if (!pattern.contains('*')) {
                    std::vector<std::string_view> names;
                    for (std::size_t i = 0; i < subject.size(); ++i)
                        names.push_back(std::string_view(subject).substr(i, 1));
                    QVERIFY2(pathWildcards(pattern).matches(names) == beginnings.back(),
                             (pattern + " " + subject).c_str());
                    const bool hasBeginning = std::ranges::find(beginnings.begin() + 1, beginnings.end(), true)
                                              != beginnings.end();
                    QVERIFY2(pathWildcards(pattern).matchesBeginning(names)
                                 == (!names.empty() ? hasBeginning : bool(beginnings[0])),
                             (pattern + " " + subject).c_str());
                }
                matching += beginnings.back() ? 1 : 0;
            }
        }
        QVERIFY(matching > 1000 && matching < 7000);
    }

    /// Asked so often that the usual way is left, for all alternatives together.
    void alternativesAnswerAsEachOfThem()
    {
        QRandomGenerator random(20261201);
        const auto word = [&random](int most, std::string_view characters) {
            std::string result;
            for (int length = random.bounded(most); length > 0; --length)
                result += characters[static_cast<std::size_t>(random.bounded(static_cast<int>(characters.size())))];
            return result;
        };
        const auto words = [&](int most, std::string_view characters) {
            std::vector<std::string> result;
            for (int count = 1 + random.bounded(most); count > 0; --count)
                result.push_back(word(5, characters));
            return result;
        };
        const auto add = [](PathWildcards &path, const std::vector<std::string> &names) {
            for (const std::string &name : names) {
                if (name.contains('%'))
                    path.addAnyNames();
                else
                    path.addName(wildcards(name));
            }
        };
        int matching = 0;
        for (int round = 0; round < 30; ++round) {
            PathWildcards together;
            std::vector<std::vector<std::string>> alternatives;
            for (int i = 0; i < 4; ++i) {
                alternatives.push_back(words(5, "aab*?#%"));
                if (i > 0)
                    together.addAlternative();
                add(together, alternatives.back());
            }
            for (int asked = 0; asked < 1500; ++asked) {
                const std::vector<std::string> path = words(6, "aaabc");
                const std::vector<std::string_view> names(path.begin(), path.end());
                bool expected = false;
                bool expectedBeginning = false;
                for (const std::vector<std::string> &alternative : alternatives) {
                    PathWildcards one;
                    add(one, alternative);
                    expected = expected || one.matches(names);
                    expectedBeginning = expectedBeginning || one.matchesBeginning(names);
                }
                QCOMPARE(together.matches(names), expected);
                QCOMPARE(together.matchesBeginning(names), expectedBeginning);
                matching += expected ? 1 : 0;
            }
        }
        QVERIFY(matching > 5000 && matching < 40'000);
    }

    void knowsCharacters()
    {
        const std::string umlaut = "\xC3\xA4";
        Wildcards three;
        three.addCharacter();
        three.addCharacter();
        three.addCharacter();
        QVERIFY(three.matches("abc") && three.matches(umlaut + "b" + umlaut) && !three.matches("ab")
                && !three.matches("abcd"));
        // And where the usual way is left.
        Wildcards odd;
        odd.addAnyText();
        odd.addCharacter();
        for (int i = 0; i < 100; ++i)
            odd.addByte('a');
        odd.addByte('b');
        QVERIFY(odd.matches(repeated("a", 1000) + umlaut + repeated("a", 100) + "b"));
        QVERIFY(!odd.matches(repeated("a", 1000) + umlaut + repeated("a", 99) + "b"));
        QVERIFY(!odd.matches(repeated("a", 3000)));
    }

    void takesNoLongerForEvilOnes()
    {
        const std::clock_t begin = std::clock();
        QVERIFY(!wildcards("*?" + repeated("a", 2000) + "b").matches(repeated("a", 200'000)));
        QVERIFY(!pathWildcards("%" + repeated("a", 500) + "b").matches(std::vector<std::string_view>(200'000, "a")));
        QVERIFY((std::clock() - begin) / CLOCKS_PER_SEC < 5);
    }

    void openBraces_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArrayList>("texts");
        QTest::newRow("none") << QByteArray("a") << QByteArrayList{"a"};
        QTest::newRow("one") << QByteArray("a{b,c}d") << QByteArrayList{"abd", "acd"};
        QTest::newRow("two") << QByteArray("{a,b}{c,d}") << QByteArrayList{"ac", "ad", "bc", "bd"};
        QTest::newRow("nested") << QByteArray("{a,{b,c}}") << QByteArrayList{"a", "b", "c"};
        QTest::newRow("empty") << QByteArray("{,a}b") << QByteArrayList{"b", "ab"};
        QTest::newRow("open") << QByteArray("{a,b") << QByteArrayList{"{a,b"};
        QTest::newRow("escaped") << QByteArray("\\{a,b}") << QByteArrayList{"\\{a,b}"};
    }

    void openBraces()
    {
        QFETCH(QByteArray, pattern);
        QByteArrayList texts;
        for (const std::string &text : braceAlternatives(pattern.toStdString()))
            texts << QByteArray::fromStdString(text);
        QTEST(texts, "texts");
    }

    void bracesThatMultiplyEnd()
    {
        QCOMPARE(braceAlternatives(repeated("{a,b}", 8)).size(), std::size_t(256));
        QCOMPARE(braceAlternatives(repeated("{a,b}", 20)).size(), std::size_t(1024));
        QVERIFY(!braceAlternatives(repeated("{a,b}", 1000)).empty());
        QVERIFY(!braceAlternatives(repeated("{a,b}", 100'000)).empty());
        QVERIFY(!braceAlternatives(repeated("{a,", 100'000) + repeated("}", 100'000)).empty());
    }
};

QTEST_GUILESS_MAIN(TestWildcards)
#include "tst_wildcards.moc"
