// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/expand.h"

#include <QCryptographicHash>
#include <QTest>

#include <algorithm>
#include <map>

using namespace stagecraft;
using namespace Qt::StringLiterals;

/// Includes from elsewhere, out of what is here already: nesting, components, integrity, and pipelines that lack some.
class IncludesTest : public QObject
{
    Q_OBJECT

private:
    using Source = expand::IncludeSource;
    using State = expand::FetchedFile::State;

    /// By location (project files: "project@ref:file").
    std::map<std::string, expand::FetchedFile> m_files;
    std::vector<Source> m_asked;

    void add(const std::string &name, const QByteArray &bytes, const std::string &project = {}, const std::string &sha = {})
    {
        m_files[name] = {.state = State::Found, .bytes = bytes, .project = project, .sha = sha};
    }

    expand::EffectivePipeline expanded(const QByteArray &text)
    {
        m_asked.clear();
        const expand::FileReader files{.read = [](const QString &path) -> std::optional<QByteArray> {
                                           if (path == "own.yml"_L1)
                                               return "own:\n  script: x\n";
                                           if (path == "templates/mine/template.yml"_L1)
                                               return "spec:\n  component: [name]\n---\nmine-$[[ component.name ]]:\n  script: x\n";
                                           return {};
                                       },
                                       .files = [] { return QStringList{u"own.yml"_s}; },
                                       .fetched =
                                           [this](const Source &source) {
                                               m_asked.push_back(source);
                                               const bool isProject = source.kind == Source::Kind::Project;
                                               const auto found = m_files.find(
                                                   isProject ? source.project + '@' + source.ref + ':' + source.location
                                                             : source.location);
                                               return found == m_files.end() ? expand::FetchedFile{} : found->second;
                                           }};
        return expand::expand(yaml::parse(text::TextBuffer(text)), u".gitlab-ci.yml"_s, {}, files);
    }
    static QStringList ids(const expand::EffectivePipeline &pipeline)
    {
        QStringList result;
        for (const text::Diagnostic &diagnostic : pipeline.diagnostics)
            result += diagnostic.id;
        return result;
    }
    static QString firstMessage(const expand::EffectivePipeline &pipeline)
    {
        return pipeline.diagnostics.empty() ? QString() : pipeline.diagnostics.front().message;
    }

private Q_SLOTS:
    void init() { m_files.clear(); }

    void takesWhatIsHere()
    {
        add("https://example.com/a.yml", "remote:\n  script: x\n");
        add("Bash.gitlab-ci.yml", "template:\n  script: x\n");
        add("g/p@v1:ci.yml", "project:\n  script: x\n", "g/p", "abc");
        const auto pipeline = expanded("include:\n  - https://example.com/a.yml\n  - template: Bash.gitlab-ci.yml\n"
                                       "  - {project: g/p, ref: v1, file: [/ci.yml]}\n");
        QCOMPARE(ids(pipeline), QStringList());
        QCOMPARE(pipeline.jobs.size(), std::size_t(3));
        QVERIFY(pipeline.wanted.empty());
        QVERIFY(std::ranges::all_of(pipeline.includes, &expand::IncludedFile::loaded));
    }

    void nestedLocalFilesAreThoseOfTheProject()
    {
        add("g/p@v1:ci.yml", "include: [/deep/more.yml, {local: other.yml}]\nouter:\n  script: x\n", "g/p", "abc");
        add("g/p@abc:deep/more.yml", "inner:\n  script: x\n", "g/p", "abc");
        const auto pipeline = expanded("include: {project: g/p, ref: v1, file: ci.yml}\n");
        QVERIFY(pipeline.job("inner"));
        QVERIFY(pipeline.job("outer"));
        QCOMPARE(pipeline.wanted.size(), std::size_t(1));
        QCOMPARE(pipeline.wanted[0].source.project, "g/p");
        QCOMPARE(pipeline.wanted[0].source.ref, "abc");
        QCOMPARE(pipeline.wanted[0].source.location, "other.yml");
    }

    void aRemoteFileHasNoLocalOnes()
    {
        add("https://example.com/a.yml", "include: own.yml\n");
        const auto pipeline = expanded("include: https://example.com/a.yml\na: {script: x}\n");
        QCOMPARE(firstMessage(pipeline), u"Local file `own.yml` does not have project!"_s);
        QVERIFY(!pipeline.valid);
    }

    void componentsKnowTheirName()
    {
        add("gitlab.example/g/lib/lint@1.2",
            "spec:\n  component: [name, sha, version, reference]\n---\n"
            "$[[ component.name ]]:\n  script: echo $[[ component.version ]] $[[ component.reference ]] $[[ component.sha ]]\n",
            "g/lib", "abc");
        m_files["gitlab.example/g/lib/lint@1.2"].version = "1.2.3";
        const auto pipeline = expanded("include: {component: $CI_SERVER_FQDN/g/lib/lint@1.2}\n");
        QVERIFY2(pipeline.job("lint"), qPrintable(firstMessage(pipeline)));
        QCOMPARE(pipeline.job("lint")->script, std::vector<std::string>{"echo 1.2.3 1.2 abc"});
        // What spec:component does not list is unknown.
        add("gitlab.example/g/lib/lint@1.2", "spec:\n  component: [name]\n---\na:\n  script: $[[ component.sha ]]\n");
        QVERIFY(firstMessage(expanded("include: {component: $CI_SERVER_FQDN/g/lib/lint@1.2}\n"))
                    .endsWith("unknown interpolation provided: `sha` in `component.sha`"_L1));
        QCOMPARE(firstMessage(expanded("include: {component: gitlab.example/g/lib/lint}\n")),
                 u"Component 'gitlab.example/g/lib/lint' - content not found"_s);
    }

    void componentsOfThisProjectLieHere()
    {
        const auto pipeline = expanded("include: {component: $CI_SERVER_FQDN/$CI_PROJECT_PATH/mine@$CI_COMMIT_REF_NAME}\n");
        QVERIFY2(pipeline.job("mine-mine"), qPrintable(firstMessage(pipeline)));
        QVERIFY(m_asked.empty());
    }

    void integrityIsChecked()
    {
        add("https://example.com/a.yml", "a:\n  script: x\n");
        const QByteArray good = QCryptographicHash::hash("a:\n  script: x\n", QCryptographicHash::Sha256).toBase64();
        const QByteArray start = "include:\n  - remote: https://example.com/a.yml\n    integrity: sha256-";
        QVERIFY(expanded(start + good + "\n").valid);
        QCOMPARE(firstMessage(expanded(start + "AAAA\n")),
                 u"Remote file `https://example.com/a.yml` failed integrity check!"_s);
    }

    void refusalsAreGitLabsErrors()
    {
        m_files["https://example.com/a.yml"] = {.state = State::Refused, .error = "no such thing"};
        const auto refused = expanded("include: https://example.com/a.yml\na: {script: x}\n");
        QVERIFY(!refused.valid);
        QCOMPARE(firstMessage(refused), u"no such thing"_s);
        QCOMPARE(refused.diagnostics[0].position, (text::TextPosition{0, 9}));
        // What went wrong on this machine is no error of the pipeline.
        m_files["https://example.com/a.yml"] = {.state = State::Failed, .error = "no network"};
        const auto failed = expanded("include: https://example.com/a.yml\na: {script: x}\n");
        QVERIFY(failed.valid);
        QVERIFY(firstMessage(failed).endsWith("no network"_L1));
        QVERIFY(failed.wanted.at(0).failed);
        QCOMPARE(firstMessage(expanded("include: {template: a.yml}\na: {script: x}\n")),
                 u"Template file `a.yml` is not a valid location!"_s);
    }

    /// Views open them and watch them, and lead from an entry to its file.
    void filesKnowWhereTheyAreIncluded()
    {
        add("g/p@v1:ci.yml", "include: deep.yml\n", "g/p", "abc");
        m_files["g/p@v1:ci.yml"].path = u"g/p@v1:ci.yml"_s;
        add("g/p@abc:deep.yml", "inner:\n  script: x\n", "g/p", "abc");
        const QByteArray text = "include:\n  - /own.yml\n  - {project: g/p, ref: v1, file: ci.yml}\n";
        const auto pipeline = expanded(text);
        QCOMPARE(pipeline.files.size(), std::size_t(4));
        QCOMPARE(pipeline.files[0].path, u".gitlab-ci.yml"_s);
        QCOMPARE(pipeline.files[1].path, u"own.yml"_s);
        QVERIFY(pipeline.files[1].isInRepository);
        QCOMPARE(pipeline.files[1].includedAt.range, (text::TextRange{text.indexOf("/own"), text.indexOf("/own") + 8}));
        QVERIFY(!pipeline.files[2].isInRepository);
        QCOMPARE(pipeline.files[2].includedAt.range.begin, text.indexOf("ci.yml"));
        QCOMPARE(pipeline.files[3].includedAt.file, 2U);
        QCOMPARE(pipeline.job("inner")->file, pipeline.files[3].path);
        QCOMPARE(pipeline.sourceFile(u"g/p@v1:ci.yml"_s)->buffer.bytes(), QByteArray("include: deep.yml\n"));
        QVERIFY(!pipeline.sourceFile(u"no.yml"_s));
        QVERIFY(pipeline.filePatterns.empty());
        QCOMPARE(expanded("include: own*.yml\n").filePatterns, std::vector<std::string>{"own*.yml"});
    }

    /// `exists` looks into the project that the rule names, else into that of the including file.
    void existsLooksIntoTheRightProject()
    {
        const QByteArray rule = "include:\n  - local: own.yml\n    rules:\n      - exists: ";
        QVERIFY(expanded(rule + "[own.yml]\na: {script: x}\n").job("own"));
        QVERIFY(expanded(rule + "{paths: [own.yml], project: group/project}\na: {script: x}\n").job("own"));
        // Of another project nothing is known but what was fetched.
        const QByteArray elsewhere = rule + "{paths: [own.yml], project: g/p, ref: v1}\na: {script: x, extends: .of-own}\n";
        const auto unknown = expanded(elsewhere);
        QVERIFY(!unknown.job("own"));
        QVERIFY2(unknown.valid, qPrintable(firstMessage(unknown)));
        QVERIFY(ids(unknown).contains(u"rules-exists-unknown"_s));
        QCOMPARE(unknown.diagnostics.front().position.line, 3);
        add("g/p@v1:own.yml", "x", "g/p", "abc");
        const auto known = expanded(elsewhere);
        QVERIFY(known.job("own"));
        QVERIFY(!ids(known).contains(u"rules-exists-unknown"_s));
        m_files["g/p@v1:own.yml"] = {.state = State::Refused, .error = "no"};
        const auto refused = expanded(elsewhere);
        QVERIFY(!refused.job("own"));
        QVERIFY(!ids(refused).contains(u"rules-exists-unknown"_s));
    }

    void existsInAFileOfAnotherProject()
    {
        add("g/p@:ci.yml",
            "include:\n  - local: more.yml\n    rules:\n      - exists: [own.yml]\nouter:\n  script: x\n"
            "  rules:\n    - exists: [own.yml]\n",
            "g/p", "abc");
        add("g/p@abc:more.yml", "more:\n  script: x\n", "g/p", "abc");
        const QByteArray text = "include: {project: g/p, file: ci.yml}\n";
        const auto pipeline = expanded(text); // the file is in this repository, and not known in the other
        QVERIFY(!pipeline.job("more"));
        QVERIFY(ids(pipeline).contains(u"rules-exists-unknown"_s));
        add("g/p@abc:own.yml", "x", "g/p", "abc");
        QVERIFY(expanded(text).job("more"));
        // Remote files belong to no project, so nothing exists there.
        add("https://example.com/a.yml",
            "include:\n  - remote: https://example.com/b.yml\n    rules:\n      - exists: [own.yml]\nc: {script: x}\n");
        add("https://example.com/b.yml", "b:\n  script: x\n");
        const auto remote = expanded("include: https://example.com/a.yml\n");
        QVERIFY(remote.job("c"));
        QVERIFY(!remote.job("b"));
        QCOMPARE(ids(remote), QStringList());
    }

    void rulesOfJobsSayWhatIsNotKnown()
    {
        const auto pipeline = expanded("a:\n  script: x\n  rules:\n    - exists: {paths: ['*.md'], project: g/p}\n    - when: manual\n");
        QVERIFY(pipeline.valid);
        const auto note = std::ranges::find(pipeline.diagnostics, u"rules-exists-unknown"_s, &text::Diagnostic::id);
        QVERIFY(note != pipeline.diagnostics.end());
        QCOMPARE(note->position.line, 3);
        const auto selection = expand::select(pipeline, {}, {});
        QCOMPARE(selection.jobs.at(0).reason, u"rules[1]: always matches (files of another project are not known here)"_s);
    }

    void wildcardsAreForLocalFiles()
    {
        const auto pipeline = expanded("include: {project: g/p, file: 'ci/*.yml'}\na: {script: x}\n");
        QVERIFY(firstMessage(pipeline).endsWith("looks for a file of exactly this name."_L1));
    }

    void artifactsAreForChildPipelines_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error");
        const QByteArray child = "gen: {script: x}\na:\n  trigger:\n    include:\n      - ";
        QTest::newRow("root") << QByteArray("include: [{artifact: a.yml, job: gen}]\ngen: {script: x}\n")
                              << u"Including configs from artifacts is only allowed when triggering child pipelines"_s;
        QTest::newRow("child") << child + "{artifact: a.yml, job: gen}\n" << QString();
        QTest::newRow("no job") << child + "{artifact: a.yml}\n"
                                << u"jobs:a:trigger:include:include config must specify the job where to fetch the artifact from"_s;
        QTest::newRow("no such job") << child + "{artifact: a.yml, job: zz}\n" << u"a job: undefined dependency: zz"_s;
        QTest::newRow("integrity") << child + "{artifact: a.yml, job: gen, integrity: sha256-AAAA}\n"
                                   << u"jobs:a:trigger:include:include config integrity can only be specified for remote includes"_s;
        const QByteArray remote = child + "{remote: 'https://example.com/a.yml', integrity: ";
        QTest::newRow("hash") << remote + "sha256-AAAA}\n" << QString();
        QTest::newRow("other hash") << remote + "AAAA}\n"
                                    << u"jobs:a:trigger:include:include config integrity hash must start with 'sha256-'"_s;
        QTest::newRow("no base64") << remote + "sha256-abc}\n"
                                   << u"jobs:a:trigger:include:include config integrity hash must be base64 encoded"_s;
    }
    void artifactsAreForChildPipelines()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, error);
        const auto pipeline = expanded(text);
        QCOMPARE(pipeline.valid ? QString() : firstMessage(pipeline), error);
    }

    /// Nothing is an error that the missing file could mend, and the rest shows.
    void missingContentIsForgiven()
    {
        const auto pipeline = expanded(
            "include: https://example.com/a.yml\n"
            "a:\n  extends: .elsewhere\n  needs: [prepare]\n"
            "b:\n  stage: special\n  script: [!reference [.elsewhere, script], make]\n"
            "sast:\n  variables: {A: b}\n");
        QVERIFY2(pipeline.valid, qPrintable(firstMessage(pipeline)));
        QCOMPARE(pipeline.jobs.size(), std::size_t(3));
        QCOMPARE(pipeline.job("b")->script, std::vector<std::string>{"make"});
        QVERIFY(pipeline.job("sast")->script.empty());
        QVERIFY(pipeline.job("a")->needs->at(0).optional);
        QVERIFY(ids(pipeline).contains("include-unresolved"_L1));
        for (const text::Diagnostic &diagnostic : pipeline.diagnostics)
            QCOMPARE(diagnostic.severity, text::Severity::Warning);
        // Without a missing include these are errors, and what is wrong in any case stays one.
        QVERIFY(!expanded("a:\n  extends: .elsewhere\n  script: x\n").valid);
        QVERIFY(!expanded("include: https://example.com/a.yml\na: {script: x, when: never}\n").valid);
        QVERIFY(expanded("include: https://example.com/a.yml\n").valid);
    }

    void theNumberOfFilesIsLimited()
    {
        add("https://example.com/a.yml", "include: https://example.com/a.yml\n");
        QCOMPARE(firstMessage(expanded("include: https://example.com/a.yml\n")),
                 u"Maximum of 150 nested includes are allowed!"_s);
    }
};

QTEST_GUILESS_MAIN(IncludesTest)
#include "tst_includes.moc"
