// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Corners of GitLab's checks that the conformance set does not show: which message comes first, what is measured, what
// the newer keywords take. The answers are those of GitLab's own code.
#include "core/expand/durations.h"
#include "core/expand/expand.h"

#include <QTest>

#include <algorithm>

using namespace stagecraft;

namespace {

using Files = QMap<QString, QByteArray>;

expand::FileReader readerOf(const Files &files)
{
    return {.read = [files](const QString &path) -> std::optional<QByteArray> {
                return files.contains(path) ? std::optional(files.value(path)) : std::nullopt;
            },
            .files = [files] { return files.keys(); }};
}

expand::EffectivePipeline expanded(const QByteArray &yaml, const Files &files = {}, const expand::Context &context = {})
{
    const QString file = QStringLiteral(".gitlab-ci.yml");
    return expand::expand(yaml::parse(text::TextBuffer(yaml), file), file, context, readerOf(files));
}

QString errorsOf(const expand::EffectivePipeline &pipeline)
{
    QStringList errors;
    for (const text::Diagnostic &diagnostic : pipeline.diagnostics) {
        if (diagnostic.severity == text::Severity::Error)
            errors.push_back(diagnostic.message);
    }
    return errors.join(QLatin1Char('\n'));
}

} // namespace

class CornersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void entries_data()
    {
        QTest::addColumn<QByteArray>("job");
        QTest::addColumn<QString>("errors");
        const auto row = [](const char *name, const char *job, const char *errors) {
            QTest::newRow(name) << QByteArray(job) << QString::fromLatin1(errors);
        };
        row("conflicts in the order written", "trigger: g/p, script: x",
            "jobs:a config these keys cannot be used together: trigger, script\n"
            "jobs:a config contains unknown keys: trigger");
        row("run and trigger", "run: [{name: s, script: x}], trigger: g/p",
            "jobs:a config these keys cannot be used together: run, trigger\n"
            "jobs:a config contains unknown keys: trigger");
        row("empty rules beside only", "script: x, rules: [], only: [main]",
            "jobs:a config key may not be used with `rules`: only");
        row("retry as a text", "script: x, retry: {max: '1'}", "");
        row("retry as a negative text", "script: x, retry: {max: '-1'}",
            "retry max must be greater than or equal to 0");
        row("retry as a decimal text", "script: x, retry: {max: '1.5'}", "retry max must be an integer");
        row("retry as a hexadecimal text", "script: x, retry: {max: '0x1'}", "retry max is not a number");
        row("a reason of GitLab 19.1", "script: x, retry: {max: 1, when: runner_interrupted}", "");
        row("a long text for a list", "script: x, cache: {paths: [p], fallback_keys: abcdef}",
            "jobs:a:cache fallback keys has to many entries (maximum 5)");
        row("no user", "script: x, image: {name: i, docker: {user: ''}}",
            "jobs:a:image executor opts string length at `/docker/user` is less than: 1");
        row("cross-pipeline need of a trigger", "trigger: g/p, needs: [{pipeline: '1', job: b}]",
            "jobs:a:needs config uses invalid types: cross_dependency");
        row("empty dashboard", "script: x, environment: {name: e, kubernetes: {dashboard: {}}}", "");
        row("two namespaces",
            "script: x, environment: {name: e, kubernetes: {agent: g, namespace: n, dashboard: {namespace: m}}}",
            "jobs:a:environment:kubernetes namespace cannot be specified when dashboard.namespace is set");
        row("publish with empty pages", "script: x, pages: {}, publish: d",
            "jobs:a publish can only be used within a `pages` job");
        row("order of an include's errors", "trigger: {include: [{project: g/p, file: '', foo: 1}]}",
            "jobs:a:trigger:include:include config must specify the file where to fetch the config from\n"
            "jobs:a:trigger:include:include config contains unknown keys: foo");
        row("rules of an include", "trigger: {include: [{local: a.yml, rules: [{if: $A, allow_failure: true}]}]}",
            "jobs:a:trigger:include:include:rules:rule config contains unknown keys: allow_failure");
        row("all that is wrong with an input", "script: x, inputs: {i: {type: foo, regex: 5, bar: 1}}",
            "jobs:a:inputs:i input regex should be a string\njobs:a:inputs:i input type unknown value: foo\n"
            "jobs:a:inputs:i config contains unknown keys: bar\njobs:a:inputs:i must have a default value");
        row("pattern that ends in two slashes", "script: x, rules: [{if: '$A =~ /ab//'}]", "");
        row("regexp of changes", "script: x, rules: [{changes: {regexp: '^src/', compare_to: main}}]", "");
        row("regexp beside paths", "script: x, rules: [{exists: {regexp: a, paths: [b]}}]",
            "jobs:a:rules:rule:exists config these keys cannot be used together: regexp, paths");
        row("bad regexp", "script: x, rules: [{changes: {regexp: '(a'}}]",
            "jobs:a:rules:rule:changes regexp must be a valid regular expression");
    }
    void entries()
    {
        QFETCH(QByteArray, job);
        QFETCH(QString, errors);
        QCOMPARE(errorsOf(expanded("a: {" + job + "}\n")), errors);
    }

    void releases_data()
    {
        QTest::addColumn<QByteArray>("setting");
        QTest::addColumn<QString>("error");
        for (const char *good :
             {"2021-03-15", "2021-03-15T08:00:00.5+02:00", "20210315T080000Z", "2021-W11-1", "2021-074"})
            QTest::newRow(good) << QByteArray("released_at: '") + good + "'" << QString();
        for (const char *bad :
             {"2021-03-15 08:00:00", "2021-02-30", "Mon, 15 Mar 2021 08:00:00 GMT", "2021-03-15T25:00:00Z"})
            QTest::newRow(bad) << QByteArray("released_at: '") + bad + "'"
                               << QStringLiteral("released at must be a valid datetime");
        for (const char *good : {"feature/x", "${A}", "refs/tags/x"})
            QTest::newRow(good) << QByteArray("ref: '") + good + "'" << QString();
        for (const char *bad : {"HEAD", "refs/heads/x", "$X:Y", "a..b"})
            QTest::newRow(bad) << QByteArray("ref: '") + bad + "'" << QStringLiteral("ref must be a valid ref");
    }
    void releases()
    {
        QFETCH(QByteArray, setting);
        QFETCH(QString, error);
        const QString found = errorsOf(
            expanded("a: {script: x, release: {tag_name: v, description: d, " + setting + "}}\n"));
        QCOMPARE(found, error.isEmpty() ? error : QStringLiteral("jobs:a:release ") + error);
    }

    void durations_data()
    {
        QTest::addColumn<double>("seconds"); // 0: none
        const auto row = [](const char *text, double seconds) { QTest::newRow(text) << seconds; };
        row("twenty five minutes", 1500);
        row("twenty-five minutes", 1500);
        row("one hundred seconds", 100);
        row("one hundred and five seconds", 105);
        row("two and a half hours", 9000);
        row("a day", 86400);
        row("hour 30 minutes", 5400);
        row("1 day hour", 86400); // a unit without a number counts at the beginning only
        row("1 2 days", 172800);  // a number before a number counts for nothing
        row("3 weeks and, 2 days", 1987200);
        row("1 : 20", 80);
        row("1:20.5", 80.5);
        row(".5 h", 1800);
        row("5.", 0);
        row("1..5 h", 0);
        row("half", 0);
        row("1:2:3:4:5:6:7", 0);
    }
    void durations()
    {
        QFETCH(double, seconds);
        QCOMPARE(expand::parseDuration(QTest::currentDataTag()).value_or(0), seconds);
    }

    /// With a list of pieces that shrinks in its middle, that takes minutes.
    void durationsThatAreLong()
    {
        QCOMPARE(expand::parseDuration(QByteArray("twenty five hours ").repeated(50'000).toStdString()),
                 std::optional(50'000.0 * 25 * 3600));
        QCOMPARE(expand::parseDuration(QByteArray("one hundred and ").repeated(50'000).toStdString()),
                 std::optional(50'000.0 * 100));
    }

    /// In a long text, single words are looked for first; what is found must not depend on that.
    void patternsInLongTexts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        const auto row = [](const char *pattern, const char *text, bool found) {
            QTest::newRow(pattern) << QString::fromUtf8(text) << found;
        };
        row("foo", "a foo b", true);
        row("fooo", "a foo b", false);
        row("FOO", "a foo b", false);
        row("(?i)FoO", "a fOo b", true);
        row("foo|bar", "a bar b", true);
        row("foo.*bar", "bar foo", false);
        row("(foo)?bar", "bar", true);
        row("(foo)?", "", true);
        row("[abc]x{2}", "bxx", true);
        row("[abc]x{2}", "dxx", false);
        row("[ab]*a[ab]{40}c", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", true);
        row("[ab]*b[ab]{40}c", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", false);
        row("(?i)k", "\xE2\x84\xAA", true); // the sign for kelvin
        row("(?i)\xC5\xBF", "S", true);     // a long s
        row("^-+ ", "x", true);
        row("\\bx$", "x", true);
    }
    void patternsInLongTexts()
    {
        QFETCH(QString, text);
        QFETCH(bool, found);
        const QString pattern = QString::fromUtf8(QTest::currentDataTag());
        for (const qsizetype length : {1, 20'000}) {
            expand::Context context;
            context.pipelineVariables = {{.key = "TEXT", .value = (QString(length, u'-') + u' ' + text).toStdString()}};
            const QByteArray yaml = "a:\n  script: x\n  rules:\n    - if: '$TEXT =~ /" + pattern.toUtf8() + "/'\n";
            const expand::PipelineSelection selection = expand::select(expanded(yaml, {}, context), context,
                                                                       readerOf({}));
            QCOMPARE(std::ranges::any_of(selection.jobs, &expand::SelectedJob::included), found);
        }
    }

    void includes_data()
    {
        QTest::addColumn<QByteArray>("include");
        QTest::addColumn<QString>("errors");
        const auto row = [](const char *name, const char *include, const char *errors) {
            QTest::newRow(name) << QByteArray(include) << QString::fromLatin1(errors);
        };
        row("a file inside goes first", "[no.yml, nested.yml]", "Local file `gone.yml` does not exist!");
        row("the first of two", "[no.yml, neither.yml]", "Local file `no.yml` does not exist!");
        row("nothing in it", "comment.yml", "Included file `comment.yml` does not have valid YAML syntax!");
        row("types before rules", "[{local: b.yml, rules: [{when: foo}]}, 5]",
            "Each include must be a hash or a string");
        row("keys of a rule", "[{local: b.yml, rules: [{start_in: 1 day}]}]",
            "include:rule config contains unknown keys: start_in");
        row("unknown ref of a rule", "[{local: b.yml, rules: [{changes: {paths: [p], compare_to: nope}}]}]",
            "include:rules:changes:compare_to is not a valid ref");
        row("pattern in a variable of a hash", "[{local: $ALL}]", "Local file `*.yml` does not exist!");
        row("project without file", "[{project: g/p}]", "");
        row("file that is no text", "[{project: g/p, file: 5}]", "Included file `5` needs to be a string");
    }
    void includes()
    {
        QFETCH(QByteArray, include);
        QFETCH(QString, errors);
        expand::Context context;
        context.variables = {{"ALL", "*.yml"}};
        const Files files = {{QStringLiteral("nested.yml"), "include: gone.yml\nn: {script: x}\n"},
                             {QStringLiteral("comment.yml"), "# nothing\n"},
                             {QStringLiteral("b.yml"), "b: {script: x}\n"}};
        QCOMPARE(errorsOf(expanded("include: " + include + "\na: {script: x}\n", files, context)), errors);
    }

    void inputs_data()
    {
        QTest::addColumn<QByteArray>("declaration");
        QTest::addColumn<QByteArray>("block");
        QTest::addColumn<QString>("answer"); // the script, or the error
        const auto row = [](const char *name, const char *declaration, const char *block, const char *answer) {
            QTest::newRow(name) << QByteArray(declaration) << QByteArray(block) << QString::fromLatin1(answer);
        };
        row("type and options", "{type: number, default: abc, options: [1]}", "inputs.i",
            "`i` input: default value is not a number, "
            "`i` input: `abc` cannot be used because it is not in the list of the allowed options");
        row("options and regex of a boolean", "{type: boolean, default: true, options: [true], regex: x}", "inputs.i",
            "`i` input: Options can only be used with string and number inputs, "
            "`i` input: RegEx validation can only be used with string inputs");
        row("required before options", "{type: array, options: [a]}", "inputs.i",
            "`i` input: required value has not been provided");
        row("1 is 1.0", "{type: number, default: 1.0, options: [1]}", "inputs.i", "- 1.0");
        row("an exponent", "{type: number, default: '1e3'}", "inputs.i", "- 1000.0");
        row("a pipe at the end", "{default: v}", "inputs.i |", "- v");
        row("an open parenthesis", "{default: abcdef}", "inputs.i | truncate(1,2", "- bc");
        row("exclusive keys", "{rules: [{options: [x], default: x}], default: x}", "inputs.i",
            "header:spec:inputs:i config these keys cannot be used together: rules, default");
        row("empty rule", "{rules: [{}]}", "inputs.i", "header:spec:inputs:i:rules:rule config can't be blank");
    }
    void inputs()
    {
        QFETCH(QByteArray, declaration);
        QFETCH(QByteArray, block);
        QFETCH(QString, answer);
        const expand::EffectivePipeline pipeline = expanded("spec:\n  inputs:\n    i: " + declaration
                                                            + "\n---\na: {script: '- $[[ " + block + " ]]'}\n");
        const QString script = pipeline.valid ? QString::fromStdString(pipeline.jobs.front().script.front())
                                              : QString();
        QCOMPARE(pipeline.valid ? script : errorsOf(pipeline), answer);
    }

    void rulesOfInputsSeeWhatWasDeclaredBefore()
    {
        const auto sizeOf = [](const char *first, const char *second) {
            const QByteArray yaml = QByteArray("spec:\n  inputs:\n") + first + second
                                    + "---\na: {script: '$[[ inputs.size ]]'}\n";
            return expanded(yaml).jobs.front().script.front();
        };
        const char *env = "    env: {default: dev}\n";
        const char *size = "    size: {rules: [{if: '$[[ inputs.env ]] == \"dev\"', options: [s], default: s},\n"
                           "                   {options: [big], default: big}]}\n";
        QCOMPARE(sizeOf(env, size), "s");
        QCOMPARE(sizeOf(size, env), "big");
    }

    void headerIncludes_data()
    {
        QTest::addColumn<QByteArray>("include");
        QTest::addColumn<QString>("errors");
        QTest::newRow("hash") << QByteArray("{local: i.yml}")
                              << QStringLiteral("header:spec:include config should be an array or a string");
        QTest::newRow("number") << QByteArray("[5]")
                                << QStringLiteral("header:spec:include:include config should be a hash or a string");
        QTest::newRow("template") << QByteArray("[{template: i.yml}]")
                                  << QStringLiteral(
                                         "header:spec:include:include config contains unknown keys: template");
        QTest::newRow("text") << QByteArray("i.yml") << QString();
    }
    void headerIncludes()
    {
        QFETCH(QByteArray, include);
        QFETCH(QString, errors);
        const Files files = {{QStringLiteral("i.yml"), "inputs: {i: {default: x}}\n"}};
        QCOMPARE(errorsOf(expanded("spec:\n  include: " + include + "\n---\na: {script: x}\n", files)), errors);
    }

    void seedErrorsComeStageByStage()
    {
        const char *yaml = "late: {script: x, stage: deploy, needs: [gone]}\n"
                           "gone: {script: x, stage: build, rules: [{if: $NOPE}]}\n"
                           "alone: {script: x, stage: build, rules: [{changes: {paths: [p], compare_to: nope}}]}\n"
                           "early: {script: x, stage: test, variables: {A: $B, B: $A}}\n";
        expand::Context context;
        context.changes = {"p"};
        const expand::PipelineSelection selection = expand::select(expanded(yaml), context, {});
        QVERIFY(!selection.created);
        QCOMPARE(selection.errors.size(), std::size_t(1));
        const QString error = QString::fromStdString(selection.errors.front());
        QVERIFY2(error.startsWith(QLatin1String("early: circular variable reference")), qPrintable(error));
        QVERIFY(error.contains(QLatin1String("\n'late' job needs 'gone' job")));
        QVERIFY(!error.contains(QLatin1String("alone"))); // of its stage no job is left
    }

    void policiesThatSayNothing()
    {
        const char *yaml = "refs: {script: x, only: {refs: }}\nvariables: {script: x, only: {variables: }}\n"
                           "except: {script: x, except: {refs: }}\n";
        const expand::EffectivePipeline pipeline = expanded(yaml);
        const expand::PipelineSelection selection = expand::select(pipeline, {}, {});
        for (const expand::SelectedJob &job : selection.jobs)
            QCOMPARE(job.included, pipeline.jobs[job.job].name == "except");
    }

    void aSymbolIsNoRef()
    {
        QCOMPARE(errorsOf(expanded("a:\n  script: x\n  only:\n    - :main\n")),
                 QStringLiteral(
                     "jobs:a:only config should be an array of strings or regular expressions using re2 syntax"));
    }

    void regularExpressionsOverPaths()
    {
        const char *yaml = "a: {script: x, rules: [{changes: {regexp: '^src/.*[.]c$'}}]}\n"
                           "b: {script: x, rules: [{changes: {regexp: '^doc/'}}]}\n"
                           "c: {script: x, rules: [{changes: {regexp: 'src/(?!test)'}}]}\n"
                           "d: {script: x, rules: [{exists: {regexp: 'M\\w+file$'}}]}\n"
                           "e: {script: x, rules: [{exists: {regexp: $NAME}}]}\n"
                           "f: {script: x, rules: [{exists: {regexp: nothing}}]}\n";
        expand::Context context;
        context.changes = {"src/main.c"};
        context.variables = {{"NAME", "^Make"}};
        const Files files = {{QStringLiteral("Makefile"), {}}};
        const expand::EffectivePipeline pipeline = expanded(yaml, files, context);
        QVERIFY2(pipeline.valid, qPrintable(errorsOf(pipeline)));
        const expand::PipelineSelection selection = expand::select(pipeline, context, readerOf(files));
        QByteArray included;
        for (const expand::SelectedJob &job : selection.jobs) {
            if (job.included)
                included += pipeline.jobs[job.job].name.front();
        }
        QCOMPARE(included, QByteArray("acde"));
    }
};

QTEST_APPLESS_MAIN(CornersTest)
#include "tst_corners.moc"
