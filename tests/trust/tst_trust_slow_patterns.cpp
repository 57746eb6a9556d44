// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 3: patterns that take other engines years, with 1 MB of text, at every place of a pipeline that takes a pattern.
#include "core/engine/file_selection.h"
#include "core/engine/test_report.h"
#include "core/expand/expand.h"
#include "core/expand/project_variables.h"
#include "core/lint/advice.h"
#include "core/lint/fixes.h"
#include "tests/trust/score.h"

#include <QTemporaryDir>

#include <ctime>
#include <functional>

using namespace stagecraft;
using namespace Qt::StringLiterals;
using Texts = std::vector<std::string>;

namespace {

constexpr double goalMilliseconds = 50;
constexpr double mostMilliseconds = 5'000;
constexpr std::size_t megabyte = 1'000'000;

/// One place: whether the pattern matches there.
struct PatternPlace {
    const char *name;
    std::function<bool(const std::string &pattern, const std::string &text)> matches;
};
struct GlobPlace {
    const char *name;
    std::function<bool(const std::string &glob, const Texts &paths)> matches;
};
struct Evil {
    const char *name;
    std::string pattern;
    std::string text;
};

std::string repeated(std::string_view text, std::size_t count)
{
    std::string result;
    for (std::size_t i = 0; i < count; ++i)
        result += text;
    return result;
}

std::string filled(std::string_view text)
{
    return repeated(text, megabyte / text.size());
}

/// In YAML.
QByteArray quoted(const std::string &text)
{
    return '\'' + QByteArray::fromStdString(text).replace('\'', "''") + '\'';
}

/// Whether GitLab would accept the pipeline.
bool isValid(const QByteArray &pipeline, const expand::Context &context)
{
    const expand::FileReader files{.read = [](const QString &) { return std::optional<QByteArray>(); },
                                   .files = [] { return QStringList(); }};
    const QString file = u".gitlab-ci.yml"_s;
    return expand::expand(yaml::parse(text::TextBuffer(pipeline), file), file, context, files).valid;
}

/// Whether the pipeline has the job, for this context and these files of the repository.
bool hasJob(const QByteArray &pipeline, const expand::Context &context, const Texts &paths = {})
{
    const expand::FileReader files{.read =
                                       [](const QString &) { return std::optional<QByteArray>("job: {script: x}\n"); },
                                   .files =
                                       [&paths] {
                                           QStringList list;
                                           for (const std::string &path : paths)
                                               list << QString::fromStdString(path);
                                           return list;
                                       }};
    const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(pipeline), u".gitlab-ci.yml"_s);
    const expand::EffectivePipeline effective = expand::expand(tree, u".gitlab-ci.yml"_s, context, files);
    const expand::PipelineSelection selection = expand::select(effective, context, files);
    return std::ranges::any_of(selection.jobs, [&](const expand::SelectedJob &job) {
        return job.included && effective.jobs[job.job].name == "job";
    });
}

expand::Context withVariables(const std::string &text, const std::string &pattern = {})
{
    expand::Context context;
    context.pipelineVariables = {{.key = "TEXT", .value = text}, {.key = "PATTERN", .value = "/" + pattern + "/"}};
    return context;
}

bool isCovered(const std::string &pattern, const std::string &text)
{
    static const QTemporaryDir directory;
    QFile file(directory.filePath(u"log"_s));
    if (file.open(QIODevice::WriteOnly))
        file.write(text.c_str(), static_cast<qint64>(text.size()));
    file.close();
    return engine::coverageInLog(file.fileName(), "(?:" + pattern + ")|(?:42)").has_value();
}

std::vector<PatternPlace> patternPlaces()
{
    return {
        {"rules:if",
         [](const std::string &pattern, const std::string &text) {
             return hasJob("job:\n  script: x\n  rules:\n    - if: " + quoted("$TEXT =~ /" + pattern + "/") + "\n",
                           withVariables(text));
         }},
        {"rules:if with a variable as pattern",
         [](const std::string &pattern, const std::string &text) {
             return hasJob("job:\n  script: x\n  rules:\n    - if: $TEXT =~ $PATTERN\n", withVariables(text, pattern));
         }},
        {"rules:if with !~",
         [](const std::string &pattern, const std::string &text) {
             return !hasJob("job:\n  script: x\n  rules:\n    - if: " + quoted("$TEXT !~ /" + pattern + "/") + "\n",
                            withVariables(text));
         }},
        {"workflow:rules:if",
         [](const std::string &pattern, const std::string &text) {
             return hasJob("workflow:\n  rules:\n    - if: " + quoted("$TEXT =~ /" + pattern + "/")
                               + "\njob: {script: x}\n",
                           withVariables(text));
         }},
        {"include:rules:if",
         [](const std::string &pattern, const std::string &text) {
             return hasJob("include:\n  - local: a.yml\n    rules:\n      - if: " + quoted("$TEXT =~ /" + pattern + "/")
                               + "\nother: {script: x}\n",
                           withVariables(text));
         }},
        {"only:variables",
         [](const std::string &pattern, const std::string &text) {
             return hasJob("job:\n  script: x\n  only:\n    variables:\n      - " + quoted("$TEXT =~ /" + pattern + "/")
                               + "\n",
                           withVariables(text));
         }},
        {"only:refs",
         [](const std::string &pattern, const std::string &text) {
             expand::Context context;
             context.ref = text;
             return hasJob("job:\n  script: x\n  only:\n    refs:\n      - " + quoted("/" + pattern + "/") + "\n",
                           context);
         }},
        {"except:refs",
         [](const std::string &pattern, const std::string &text) {
             expand::Context context;
             context.ref = text;
             return !hasJob("job:\n  script: x\n  except:\n    - " + quoted("/" + pattern + "/") + "\n", context);
         }},
        {"spec:inputs:regex",
         [](const std::string &pattern, const std::string &text) {
             expand::Context context;
             context.inputs = {{"a", text}};
             return isValid("spec:\n  inputs:\n    a:\n      regex: " + quoted(pattern) + "\n---\njob: {script: x}\n",
                            context);
         }},
    };
}

/// With them other engines need exponential or quadratic time for such texts.
std::vector<Evil> evilPatterns()
{
    const std::string a = filled("a") + "!";
    const std::string digits = filled("1") + "x";
    const std::string blanks = "x" + filled(" ") + "x";
    std::string random;
    for (std::uint32_t i = 0, state = 1; i < megabyte; ++i) {
        state = state * 1664525 + 1013904223;
        random += (state >> 24) % 2 == 0 ? 'a' : 'b';
    }
    return {
        {"nested plus", "^(a+)+$", a},
        {"nested star", "^(a*)*$", a},
        {"the same twice", "^(a|a)*$", a},
        {"one in the other", "^(a|aa)+$", a},
        {"optional in a group", "^(a|a?)+$", a},
        {"stars in a row", "a*a*a*a*a*a*a*a*b", a},
        {"ten times anything", "^(.*a){10}$", a},
        {"any and again", "(.*)*=.*", a},
        {"three times anything", ".*.*.*=.*", a},
        {"five groups", "(((((a*)*)*)*)*)*b", a},
        {"words", "^(([a-z])+.)+[A-Z]([a-z])+$", a},
        {"x and x and y", "(x+x+)+y", filled("x")},
        {"optional fifty times", "(a?){50}a{50}b", a},
        {"counted", "(a{1,30}){1,30}b", a},
        {"digits", "^(\\d+)*$", digits},
        {"blanks at the end", "\\s+$", blanks},
        {"trim", "^\\s+|\\s+$", blanks},
        {"commas", "^(.*?,){11}P", filled("1,2,3,4,5,6,7,8,9,10,11,12,13,")},
        {"mail",
         "^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$",
         a},
        {"paths", "^(\\/?[\\w.-]+)*\\/?$", a},
        {"HTML", "<(\\w+)( \\w+=\"[^\"]*\")*>", filled("<a b=\"c\"")},
        {"comment", "/\\*(.|\\n)*\\*/|42", filled("/*")},
        {"any case", "(?i)^(k|s|\xC5\xBF|\xE2\x84\xAA)*$", filled("ksKS")},
        {"words and ends", "(\\b(a|b|ab)+\\b)*!!", filled("ab ")},
        {"dots and all", "(?s)(.*.*.*)*z$", a},
        {"many states", "(a|b)*a(a|b){12}c", random},
        {"more states than memory", "[ab]*a[ab]{40}c", random},
        {"lazy", "(?:a+?)+?b", a},
        {"empty", "(|a)*(|a)*b", a},
        {"alternatives", "(" + repeated("a|", 200) + "b)*c", a},
        {"a long word", repeated("a", 900) + "b", a},
    };
}

std::vector<GlobPlace> globPlaces()
{
    const auto takes = [](const engine::FileRule &rule, const Texts &paths) {
        engine::FileSelection selection(rule, "/builds/project", {});
        for (const std::string &path : paths)
            selection.takes(QByteArray::fromStdString(path), false);
        return selection.count();
    };
    return {
        {"rules:changes",
         [](const std::string &glob, const Texts &paths) {
             expand::Context context;
             context.changes = paths;
             return hasJob("job:\n  script: x\n  rules:\n    - changes: [" + quoted(glob) + "]\n", context);
         }},
        {"only:changes",
         [](const std::string &glob, const Texts &paths) {
             expand::Context context;
             context.changes = paths;
             return hasJob("job:\n  script: x\n  only:\n    changes: [" + quoted(glob) + "]\n", context);
         }},
        {"rules:exists",
         [](const std::string &glob, const Texts &paths) {
             return hasJob("job:\n  script: x\n  rules:\n    - exists: [" + quoted(glob) + "]\n", {}, paths);
         }},
        {"include:local",
         [](const std::string &glob, const Texts &paths) {
             Texts files;
             for (const std::string &path : paths)
                 files.push_back(path + ".yml");
             return hasJob("include: " + quoted(glob + ".yml") + "\nother: {script: x}\n", {}, files);
         }},
        {"artifacts and cache",
         [takes](const std::string &glob, const Texts &paths) { return takes({.paths = {glob}}, paths) > 0; }},
        {"artifacts:exclude",
         [takes](const std::string &glob, const Texts &paths) {
             return takes({.paths = {"**"}, .exclude = {glob}}, paths) < std::ssize(paths);
         }},
        {"environment scopes",
         [](const std::string &glob, const Texts &paths) {
             return expand::wildcardMatches(glob, paths.back()); // a job has one environment
         }},
    };
}

std::vector<std::pair<const char *, std::string>> evilGlobs()
{
    return {
        {"stars", repeated("*a", 20) + "b"},
        {"a thousand stars", repeated("*a", 1000) + "b"},
        {"question marks", repeated("*?", 500) + "b"},
        {"a star and a long word", "*" + repeated("a", 1000) + "b"},
        {"a star and a word that is too long", "*" + repeated("a", 20'000) + "b"},
        {"any directories", repeated("**/a/", 500) + "b"},
        {"any directories and any name", repeated("**/*/", 500) + "b"},
        {"deep", "**/" + repeated("a/", 1000) + "b"},
        {"braces in a row", repeated("{a,b}", 20) + "c"},
        {"braces without end", repeated("{a,b}", 20'000) + "c"},
        {"braces in braces", repeated("{a,", 200) + "b" + repeated("}", 200) + "c"},
        {"open braces", repeated("{a,", 20'000) + "c"},
        {"one brace with many", "{" + repeated("*a,", 5000) + "b}c"},
        {"a star, a question mark and a long word", "*?" + repeated("a", 1000) + "b"},
        {"a long set", "*[" + repeated("b-c", 5000) + "]"},
        {"an open set", "*[" + repeated("a", 20'000)},
        {"open sets", repeated("*[a", 5000)},
        {"backslashes", repeated("*\\a", 1000) + "\\"},
    };
}

double processorTime()
{
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace

class TestTrustSlowPatterns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_score.judge(); }
    void cleanupTestCase();
    void placesTakePatterns();
    void patterns_data();
    void patterns();
    void coverage_data() { patterns_data(); }
    void coverage();
    void globs_data();
    void globs();
    void otherTexts_data();
    void otherTexts();

private:
    /// The best of some, of processor time: the machine may be busy with other things.
    void measure(const QString &what, const std::function<void()> &work)
    {
        double best = 0;
        for (int attempt = 0; attempt < 5 && (attempt == 0 || best > goalMilliseconds); ++attempt) {
            const double begin = processorTime();
            work();
            const double taken = processorTime() - begin;
            best = attempt == 0 ? taken : std::min(best, taken);
            if (best > mostMilliseconds / 10)
                break;
        }
        ++m_count;
        if (best > m_slowest) {
            m_slowest = best;
            m_slowestName = what;
        }
        if (best > goalMilliseconds) {
            qInfo("%s: %.0f ms", qPrintable(what), best);
            m_missed << u"%1: %2 ms"_s.arg(what).arg(best, 0, 'f', 0);
        }
        QVERIFY2(best <= mostMilliseconds, qPrintable(what + u": %1 ms"_s.arg(best)));
    }

    int m_count = 0;
    double m_slowest = 0;
    QString m_slowestName;
    QStringList m_missed;
    trust::Score
        m_score{3, "Slow patterns",
                "at least 20 patterns with 1 MB of text at every place that takes a pattern, each within 50 ms"};
};

void TestTrustSlowPatterns::placesTakePatterns()
{
    for (const PatternPlace &place : patternPlaces()) {
        QVERIFY2(place.matches("^xa{3}b+$", "xaaab"), place.name);
        QVERIFY2(!place.matches("^xa{3}b+$", "xaab"), place.name);
    }
    QVERIFY(isCovered("cov (\\d+)", "cov 7\n") && !isCovered("cov (\\d+)", "cof 7\n"));
    for (const GlobPlace &place : globPlaces()) {
        QVERIFY2(place.matches("x*b", {"nothing", "xaaab"}), place.name);
        QVERIFY2(!place.matches("x*b", {"xaaac"}), place.name);
    }
}

void TestTrustSlowPatterns::patterns_data()
{
    QTest::addColumn<std::string>("pattern");
    QTest::addColumn<std::string>("text");
    const std::vector<Evil> all = evilPatterns();
    QVERIFY(all.size() >= 20);
    for (const Evil &evil : all)
        QTest::newRow(evil.name) << evil.pattern << evil.text;
}

void TestTrustSlowPatterns::patterns()
{
    QFETCH(std::string, pattern);
    QFETCH(std::string, text);
    for (const PatternPlace &place : patternPlaces())
        measure(u"%1 in %2"_s.arg(QLatin1StringView(QTest::currentDataTag()), QLatin1StringView(place.name)),
                [&] { place.matches(pattern, text); });
}

void TestTrustSlowPatterns::coverage()
{
    QFETCH(std::string, pattern);
    QFETCH(std::string, text);
    std::string lines;
    for (std::size_t at = 0; at < text.size(); at += 1000)
        lines += text.substr(at, 1000) + "\n";
    measure(u"%1 in coverage, one line"_s.arg(QLatin1StringView(QTest::currentDataTag())),
            [&] { isCovered(pattern, text); });
    measure(u"%1 in coverage, lines"_s.arg(QLatin1StringView(QTest::currentDataTag())),
            [&] { isCovered(pattern, lines); });
}

void TestTrustSlowPatterns::globs_data()
{
    QTest::addColumn<std::string>("glob");
    for (const auto &[name, glob] : evilGlobs())
        QTest::newRow(name) << glob;
}

void TestTrustSlowPatterns::globs()
{
    QFETCH(std::string, glob);
    // No path of a file system is longer than 4096 bytes.
    const std::pair<const char *, Texts> repositories[] = {
        {"long names", Texts(megabyte / 4000, std::string(4000, 'a'))},
        {"deep paths", Texts(megabyte / 4000, repeated("a/", 2000) + "a")},
        {"short paths", Texts(megabyte / 25, "src/aaaa/aaaaaaaa/aaaa.a")},
    };
    for (const auto &[kind, paths] : repositories) {
        for (const GlobPlace &place : globPlaces())
            measure(u"%1 in %2, %3"_s.arg(QLatin1StringView(QTest::currentDataTag()), QLatin1StringView(place.name),
                                          QLatin1StringView(kind)),
                    [&] { place.matches(glob, paths); });
    }
}

/// Texts that are searched for something of ours.
void TestTrustSlowPatterns::otherTexts_data()
{
    QTest::addColumn<QByteArray>("pipeline");
    const auto bytes = [](const char *text) { return QByteArray::fromStdString(filled(text)); };
    QTest::newRow("dollars") << "job:\n  script: x\n  image: '" + bytes("$") + "'\n";
    QTest::newRow("open references") << "job:\n  script: x\n  variables: {A: '" + bytes("${A") + "'}\n";
    QTest::newRow("references") << "job:\n  script: x\n  variables: {A: '" + bytes("$B") + "', B: '" + bytes("%C%")
                                       + "'}\n";
    QTest::newRow("open inputs") << "spec: {inputs: {a: {default: b}}}\n---\njob:\n  script: '" + bytes("$[[ ") + "'\n";
    QTest::newRow("inputs") << "spec: {inputs: {a: {default: b}}}\n---\njob:\n  script: '" + bytes("$[[ inputs.a ]]")
                                   + "'\n";
    QTest::newRow("functions") << "spec: {inputs: {a: {default: b}}}\n---\njob:\n  script: '$[[ inputs.a "
                                      + bytes("| truncate(1,1)") + " ]]'\n";
    QTest::newRow("an input that brings itself") << "spec: {inputs: {a: {default: '\\`\\`x'}}}\n---\njob:\n  script: '"
                                                        + QByteArray("$[[ inputs.a ]]").repeated(40) + "'\n";
    QTest::newRow("blanks in a broken line") << "job: x" + bytes(" ") + "y: z\n";
    QTest::newRow("comments in a broken line") << "job: x" + bytes(" # ") + "\ty: z: a\n";
    QTest::newRow("a broken expression") << "job:\n  script: x\n  rules:\n    - if: '" + bytes("A = ") + "'\n";
    QTest::newRow("a broken expression of words")
        << "job:\n  script: x\n  rules:\n    - if: '" + bytes("$") + "A and'\n";
    QTest::newRow("a broken expression of braces") << "job:\n  script: x\n  rules:\n    - if: '" + bytes("${A") + "'\n";
    QTest::newRow("a job's name") << "'" + bytes("[a]: 1/2 ") + "':\n  script: x\n";
    QTest::newRow("an unknown keyword") << "job:\n  script: x\n  " + bytes("s") + ": x\n";
    QTest::newRow("an unknown value") << "job:\n  script: x\n  when: " + bytes("on_") + "\n";
    QTest::newRow("a duration") << "job:\n  script: x\n  timeout: '" + bytes("1 hour ") + "'\n";
    QTest::newRow("a duration without blanks") << "job:\n  script: x\n  timeout: '" + bytes("1") + "h'\n";
    QTest::newRow("an environment") << "job:\n  script: x\n  environment: '" + bytes("a/$") + "'\n";
    QTest::newRow("a number") << "job:\n  script: x\n  parallel: " + bytes("1_") + "\n";
    QTest::newRow("a date") << "job:\n  script: x\n  variables: {A: 2001-01-01 " + bytes("0") + "}\n";
    QTest::newRow("sexagesimal") << "job:\n  script: x\n  variables: {A: 1" + bytes(":1") + "}\n";
}

void TestTrustSlowPatterns::otherTexts()
{
    QFETCH(QByteArray, pipeline);
    measure(QString::fromLatin1(QTest::currentDataTag()), [&] {
        const QString file = u".gitlab-ci.yml"_s;
        const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(pipeline), file);
        const expand::FileReader files{.read = [](const QString &) { return std::optional<QByteArray>(); },
                                       .files = [] { return QStringList(); }};
        const expand::EffectivePipeline effective = expand::expand(tree, file, {}, files);
        const expand::PipelineSelection selection = expand::select(effective, {}, files);
        text::Diagnostics diagnostics = effective.diagnostics;
        std::ranges::move(lint::advise(tree, effective, file), std::back_inserter(diagnostics));
        lint::offerFixes(diagnostics, tree, effective, file, files.files);
    });
}

void TestTrustSlowPatterns::cleanupTestCase()
{
    if (m_count == 0)
        return;
    m_score.note(
        u"%1 patterns and %2 globs at %3 places, with other long texts %4 measurements: %5 within 50 ms, slowest %6 ms (%7)"_s
            .arg(evilPatterns().size())
            .arg(evilGlobs().size())
            .arg(patternPlaces().size() + globPlaces().size() + 1)
            .arg(m_count)
            .arg(m_count - m_missed.size())
            .arg(m_slowest, 0, 'f', 0)
            .arg(m_slowestName));
    m_score.expect(m_missed.isEmpty());
    m_score.save();
}

QTEST_GUILESS_MAIN(TestTrustSlowPatterns)
#include "tst_trust_slow_patterns.moc"
