// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Near one of GitLab's limits we say so, with the numbers, at the place where something can be done; below we are silent.
#include "core/expand/expand.h"
#include "core/lint/advice.h"
#include "tests/support/bomb_list.h"

#include <QTest>

#include <algorithm>

using namespace stagecraft;
using namespace stagecraft::tests;

namespace {

QByteArray list(const char *before, int count, const char *after)
{
    return before + times(count, [](const QByteArray &n) { return "p" + n + ","; }).chopped(1) + after;
}

QByteArray jobWithNeeds(int count)
{
    return times(count, [](const QByteArray &n) { return "p" + n + ": {script: x}\n"; })
           + list("j:\n  script: x\n  needs: [", count, "]\n");
}

QByteArray jobWithMatrix(int rows, int columns)
{
    return list("j:\n  script: x\n  parallel:\n    matrix:\n      - A: [", rows, "]\n")
           + list("        B: [", columns, "]\n");
}

QByteArray includes(int count)
{
    return "include:\n" + times(count, [](const QByteArray &n) { return "  - local: i" + n + ".yml\n"; })
           + "j: {script: x}\n";
}

QByteArray nested(int depth)
{
    return "j: {script: x}\n.deep: " + QByteArray(depth - 1, '[') + "x" + QByteArray(depth - 1, ']') + "\n";
}

QByteArray jobsOfAbout(int kilobytes)
{
    return times(kilobytes / 20,
                 [](const QByteArray &n) { return "j" + n + ":\n  script: '" + QByteArray(20'450, 'x') + "'\n"; });
}

} // namespace

class LimitAdviceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsFromFourFifthsOn_data();
    void tellsFromFourFifthsOn();
    void countsAnAliasAsOftenAsItIsUsed();
};

void LimitAdviceTest::tellsFromFourFifthsOn_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("id"); // empty: nothing is said
    QTest::addColumn<QByteArrayList>("numbers");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char *name, const QByteArray &text, const char *id, const QByteArrayList &numbers = {},
                        const char *place = "") {
        QTest::newRow(name) << text << QString::fromLatin1(id) << numbers << QByteArray(place);
    };
    row("39 needs", jobWithNeeds(39), "");
    row("40 needs", jobWithNeeds(40), "limit-needs", {"40", "50"}, "[p0,p1");
    row("51 needs are an error of GitLab's", jobWithNeeds(51), "");
    row("matrix of 150", jobWithMatrix(15, 10), "");
    row("matrix of 160", jobWithMatrix(16, 10), "limit-parallel", {"160", "200"}, "matrix:");
    row("parallel: 200", "j: {script: x, parallel: 200}\n", "limit-parallel", {"200"}, "200");
    row("39 tags", list("j: {script: x, tags: [", 39, "]}\n"), "");
    row("40 tags", list("j: {script: x, tags: [", 40, "]}\n"), "limit-tags", {"40", "49"}, "[p0,p1");
    row("40 paths", list("j: {script: x, rules: [{changes: [", 40, "]}]}\n"), "limit-paths", {"40", "50"}, "[{changes");
    row("39 paths", list("j: {script: x, rules: [{exists: [", 39, "]}]}\n"), "");
    row("a name of 204 characters", QByteArray(204, 'n') + ": {script: x}\n", "limit-name", {"204", "255"}, "nnn");
    row("a name of 203 characters", QByteArray(203, 'n') + ": {script: x}\n", "");
    row("119 includes", includes(119), "");
    row("120 includes", includes(120), "limit-includes", {"120", "150"}, "- local: i0.yml");
    row("79 deep", nested(79), "");
    row("80 deep", nested(80), "limit-depth", {"80", "100"}, "[x]");
    row("1.5 MB", jobsOfAbout(1500), "");
    row("1.8 MB", jobsOfAbout(1800), "limit-file-size", {"1.8", "2.0"}, "j0");
    row("400 small jobs", times(400, [](const QByteArray &n) { return "j" + n + ": {script: [a, b, c]}\n"; }), "");
    row("4000 small jobs", times(4000, [](const QByteArray &n) { return "j" + n + ": {script: [a, b, c]}\n"; }),
        "limit-parsed-size", {"2.0"}, "j0");
}

void LimitAdviceTest::tellsFromFourFifthsOn()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, id);
    QFETCH(QByteArrayList, numbers);
    QFETCH(QByteArray, place);
    QLocale::setDefault(QLocale::c());
    const QString file = QStringLiteral(".gitlab-ci.yml");
    const text::TextBuffer buffer(text);
    const yaml::SyntaxTree tree = yaml::parse(buffer, file);
    const expand::FileReader files{.read = [](const QString &) { return QByteArray("variables: {A: b}\n"); },
                                   .files = {}};
    const expand::EffectivePipeline pipeline = expand::expand(tree, file, {}, files);
    text::Diagnostics advice = lint::advise(tree, pipeline, file);
    std::erase_if(advice, [](const text::Diagnostic &diagnostic) { return !diagnostic.id.startsWith(u"limit-"); });
    if (id.isEmpty()) {
        QVERIFY2(advice.empty(), advice.empty() ? "" : qPrintable(advice.front().message));
        return;
    }
    const auto found = std::ranges::find(advice, id, &text::Diagnostic::id);
    QVERIFY(found != advice.end());
    QCOMPARE(found->severity, text::Severity::Advice);
    for (const QByteArray &number : numbers)
        QVERIFY2(found->message.contains(QString::fromUtf8(number)), qPrintable(found->message));
    QVERIFY2(buffer.slice(found->range).startsWith(place),
             buffer.slice(found->range).left(40).toByteArray().constData());
    QCOMPARE(found->position, buffer.positionAt(found->range.begin));
    QCOMPARE(found->file, file);
}

void LimitAdviceTest::countsAnAliasAsOftenAsItIsUsed()
{
    const auto idsOf = [](const QByteArray &text) {
        const QString file = QStringLiteral(".gitlab-ci.yml");
        const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(text), file);
        QStringList ids;
        for (const text::Diagnostic &diagnostic : lint::advise(tree, expand::expand(tree, file, {}, {}), file))
            ids.append(diagnostic.id);
        return ids;
    };
    const QByteArray lines = list(".lines: &lines [", 400, "]\n");
    const auto users = [](int count) {
        return times(count, [](const QByteArray &n) { return "j" + n + ": {script: *lines}\n"; });
    };
    QVERIFY(!idsOf(lines + users(10)).contains(QStringLiteral("limit-parsed-size")));
    QVERIFY(idsOf(lines + users(100)).contains(QStringLiteral("limit-parsed-size")));
}

QTEST_GUILESS_MAIN(LimitAdviceTest)
#include "tst_limit_advice.moc"
