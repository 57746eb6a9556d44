// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/variable_settings.h"

#include "core/expand/project_variables.h"
#include "core/plan/make_plan.h"
#include "core/project/analysis.h"
#include "tests/support/private_home.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::project;
using namespace Qt::StringLiterals;

namespace {

expand::ProjectVariable variable(const char *key, const char *value, const char *scope = "*")
{
    return {.variable = {.key = key, .value = value}, .environmentScope = scope};
}

std::string valueOf(const std::vector<expand::Variable> &variables, std::string_view key)
{
    std::string value = "(none)";
    for (const expand::Variable &one : variables) {
        if (one.key == key)
            value = one.value;
    }
    return value;
}

std::shared_ptr<const Analysis> analysisOf(const char *yaml, const expand::Context &context)
{
    AnalysisInput input;
    input.pipeline = text::TextBuffer{QByteArray(yaml)};
    input.context = context;
    return analyse(input);
}

std::string plannedValue(const Analysis &analysis, const std::string &job, std::string_view key)
{
    const plan::RunPlan plan = plan::makePlan(analysis.effective, analysis.selection, analysis.context, {});
    std::string value = "(none)";
    for (const plan::JobPlan &one : plan.jobs) {
        for (const plan::Variable &variable : one.variables) {
            if (one.name == job && variable.key == key)
                value = variable.value;
        }
    }
    return value;
}

} // namespace

class VariableSettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsVariablesForARepository()
    {
        const QTemporaryDir repository;
        QCOMPARE(loadVariableSettings(repository.path()).value(), VariableSettings());
        VariableSettings settings;
        settings.variables = {variable("NAME", "a value\nof two lines"), variable("NAME", "b", "review/*")};
        settings.variables[0].variable.file = true;
        settings.variables[1].isProtected = true;
        settings.variables[1].variable.raw = true;
        settings.protectedRefs = {"main", "release/*"};
        QVERIFY(saveVariableSettings(repository.path(), settings).has_value());
        QCOMPARE(loadVariableSettings(repository.path()).value(), settings);
        QCOMPARE(loadVariableSettings(repository.path() + u"/."_s).value(), settings);
        const QTemporaryDir other;
        QCOMPARE(loadVariableSettings(other.path()).value(), VariableSettings());
        QVERIFY(saveVariableSettings(repository.path(), {}).has_value());
        QVERIFY(!QFileInfo::exists(variableSettingsFile(repository.path())));
    }

    void writesNoMaskedValue()
    {
        const QTemporaryDir repository;
        VariableSettings settings;
        settings.variables = {variable("TOKEN", "secret-12345678")};
        settings.variables[0].variable.masked = true;
        QVERIFY(saveVariableSettings(repository.path(), settings).has_value());
        QFile file(variableSettingsFile(repository.path()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("TOKEN"));
        QVERIFY(!text.contains("secret"));
        QVERIFY(!QFileInfo(variableSettingsFile(repository.path())).filePath().startsWith(repository.path()));
        const VariableSettings loaded = loadVariableSettings(repository.path()).value();
        QVERIFY(loaded.variables.at(0).variable.masked);
        expand::Context context;
        applyTo(context, loaded);
        QVERIFY(context.projectVariables.empty());
    }

    void saysWhenTheFileIsNotOneOfOurs()
    {
        const QTemporaryDir repository;
        VariableSettings settings;
        settings.variables = {variable("A", "b")};
        QVERIFY(saveVariableSettings(repository.path(), settings).has_value());
        QFile file(variableSettingsFile(repository.path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[1, 2");
        file.close();
        const auto loaded = loadVariableSettings(repository.path());
        QVERIFY(!loaded.has_value());
        QVERIFY(describe(loaded.error()).contains(variableSettingsFile(repository.path())));
    }

    void readsLines()
    {
        const auto read = readVariablesFile(
            "# comment\n\nA=1\nexport B = two words \nC=\"x=y\"\r\nD=\nE='#no comment'");
        QVERIFY(read.has_value());
        QByteArray text;
        for (const expand::ProjectVariable &one : *read)
            text += QByteArray::fromStdString(one.variable.key + "=[" + one.variable.value + "]");
        QCOMPARE(text, QByteArray("A=[1]B=[two words]C=[x=y]D=[]E=[#no comment]"));
    }

    void readsTheListOfTheApi()
    {
        const auto read = readVariablesFile("[{\"key\":\"A\",\"value\":\"1\",\"masked\":true,\"protected\":true,"
                                            "\"variable_type\":\"file\",\"environment_scope\":\"prod/*\",\"raw\":true}]");
        QVERIFY(read.has_value());
        const expand::ProjectVariable &one = read->at(0);
        QVERIFY(one.variable.masked && one.variable.file && one.variable.raw && one.isProtected);
        QCOMPARE(one.environmentScope, std::string("prod/*"));
    }

    void namesTheWrongLineButNotItsValue()
    {
        for (const char *text : {"A=1\nsecret value", "A=1\n=secret", "A=1\nA-B=secret"}) {
            const auto read = readVariablesFile(text);
            QVERIFY(!read.has_value());
            QVERIFY(describe(read.error()).contains(u'2'));
            QVERIFY(!describe(read.error()).contains(u"secret"_s));
        }
        QVERIFY(!readVariablesFile("[{\"value\": 1}]").has_value());
        QVERIFY(!readVariablesFile("[").has_value());
    }

    void followsGitLabsRules()
    {
        QVERIFY(problemOf(variable("A_1", "x"), {}).isEmpty());
        QVERIFY(!problemOf(variable("A-1", "x"), {}).isEmpty());
        QVERIFY(!problemOf(variable("", "x"), {}).isEmpty());
        QVERIFY(!problemOf(variable("A", "x"), {variable("A", "y")}).isEmpty());
        QVERIFY(problemOf(variable("A", "x", "prod"), {variable("A", "y")}).isEmpty());
        expand::ProjectVariable masked = variable("A", "short");
        masked.variable.masked = true;
        QVERIFY(!problemOf(masked, {}).isEmpty());
        masked.variable.value = "long-enough";
        QVERIFY(problemOf(masked, {}).isEmpty());
        masked.variable.value = "with$dollar";
        QVERIFY(!problemOf(masked, {}).isEmpty());
        masked.variable.raw = true;
        QVERIFY(problemOf(masked, {}).isEmpty());
    }

    void matchesScopes_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("matches");
        QTest::newRow("same") << u"prod"_s << u"prod"_s << true;
        QTest::newRow("case") << u"Prod"_s << u"prod"_s << false;
        QTest::newRow("any") << u"*"_s << u"prod"_s << true;
        QTest::newRow("begin") << u"review/*"_s << u"review/a/b"_s << true;
        QTest::newRow("not begin") << u"review/*"_s << u"review"_s << false;
        QTest::newRow("middle") << u"a*b*c"_s << u"axxbxbc"_s << true;
        QTest::newRow("not middle") << u"a*b*c"_s << u"axxcb"_s << false;
        QTest::newRow("longer") << u"prod"_s << u"production"_s << false;
        QTest::newRow("many stars") << QString(u"*a"_s.repeated(2000)) << QString(u"a"_s.repeated(20000)) << true;
    }
    void matchesScopes()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, name);
        QTEST(expand::wildcardMatches(pattern.toStdString(), name.toStdString()), "matches");
    }

    void theNearestScopeWins()
    {
        expand::Context context;
        context.projectVariables = {variable("A", "app", "review/app"), variable("A", "review", "review/*"),
                                    variable("A", "all")};
        QCOMPARE(valueOf(expand::variablesOfProject(context), "A"), std::string("all"));
        QCOMPARE(valueOf(expand::variablesOfProject(context, "review/x"), "A"), std::string("review"));
        QCOMPARE(valueOf(expand::variablesOfProject(context, "review/app"), "A"), std::string("app"));
    }

    void protectedOnesAreForProtectedRefs()
    {
        expand::Context context;
        context.projectVariables = {variable("A", "secret")};
        context.projectVariables[0].isProtected = true;
        const auto has = [&context] { return valueOf(expand::variablesOfProject(context), "A") == "secret"; };
        QVERIFY(has());
        context.ref = "feature";
        QVERIFY(!has());
        context.protectedRefs = {"feat*"};
        QVERIFY(has());
        context.ref = "main";
        QVERIFY(!has());
    }

    void theyDecideRules()
    {
        const char *yaml =
            "scoped: {script: x, environment: review/$CI_COMMIT_REF_NAME, rules: [{if: '$WHERE == \"review\"'}]}\n"
            "plain: {script: x, rules: [{if: $WHERE}]}\n"
            "rest: {script: x}\n";
        expand::Context context;
        context.ref = "feature";
        context.projectVariables = {variable("WHERE", "review", "review/*")};
        const auto analysis = analysisOf(yaml, context);
        QVERIFY(analysis->selection.jobs.at(0).included);
        QVERIFY(!analysis->selection.jobs.at(1).included);
    }

    void theyAreStrongerThanTheFileAndWeakerThanTheRun()
    {
        const char *yaml = "variables: {A: global}\n"
                           "job: {script: x, variables: {A: job}}\n"
                           "deploy: {script: x, environment: prod}\n";
        expand::Context context;
        context.projectVariables = {variable("A", "project"), variable("A", "prod", "prod")};
        const auto analysis = analysisOf(yaml, context);
        QCOMPARE(plannedValue(*analysis, "job", "A"), std::string("project"));
        QCOMPARE(plannedValue(*analysis, "deploy", "A"), std::string("prod"));
        context.pipelineVariables = {{.key = "A", .value = "run"}};
        QCOMPARE(plannedValue(*analysisOf(yaml, context), "deploy", "A"), std::string("run"));
    }

    void runsTellWhatOnlyGitLabKnows()
    {
        const char *yaml =
            "job: {script: ['docker login -p \"$CI_REGISTRY_PASSWORD\" ${CI_REGISTRY}', 'echo CI_JOB_TOKEN']}\n";
        expand::Context context;
        context.projectVariables = {variable("CI_REGISTRY", "registry.example")};
        const auto analysis = analysisOf(yaml, context);
        const plan::RunPlan plan = plan::makePlan(analysis->effective, analysis->selection, context, {});
        QCOMPARE(plan.jobs.at(0).notes.size(), std::size_t(1));
        QVERIFY(plan.jobs.at(0).notes.front().contains("$CI_REGISTRY_PASSWORD has"));
    }
};

QTEST_GUILESS_MAIN(VariableSettingsTest)
#include "tst_variable_settings.moc"
