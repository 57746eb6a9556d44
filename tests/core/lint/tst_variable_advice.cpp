// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/lint/variable_advice.h"

#include "core/expand/expand.h"

#include <QTest>

using namespace stagecraft;

namespace {

text::Diagnostics adviceOn(const QByteArray &yaml, const expand::Context &context = {})
{
    const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(yaml), QStringLiteral(".gitlab-ci.yml"));
    const auto pipeline = expand::expand(tree, QStringLiteral(".gitlab-ci.yml"), context, {});
    return lint::adviseOnVariables(tree, pipeline, context, QStringLiteral(".gitlab-ci.yml"));
}

} // namespace

class VariableAdviceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mendsMisspeltNames_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("script") << QByteArray("a: {script: 'echo $CI_COMIT_SHA'}\n")
                                << QByteArray("a: {script: 'echo $CI_COMMIT_SHA'}\n");
        QTest::newRow("braces") << QByteArray("a:\n  script:\n    - echo \"${CI_COMMIT_BRNACH}-x\"\n")
                                << QByteArray("a:\n  script:\n    - echo \"${CI_COMMIT_BRANCH}-x\"\n");
        QTest::newRow("rules") << QByteArray("a:\n  script: x\n  rules:\n    - if: $CI_COMMIT_TAGS\n")
                               << QByteArray("a:\n  script: x\n  rules:\n    - if: $CI_COMMIT_TAG\n");
        QTest::newRow("block") << QByteArray("a:\n  script:\n    - |\n      echo x\n      echo $GITLAB_USER_LOGN\n")
                               << QByteArray("a:\n  script:\n    - |\n      echo x\n      echo $GITLAB_USER_LOGIN\n");
    }
    void mendsMisspeltNames()
    {
        QFETCH(QByteArray, before);
        const text::Diagnostics advice = adviceOn(before);
        QCOMPARE(advice.size(), std::size_t(1));
        QCOMPARE(advice.front().id, QStringLiteral("variable-misspelt"));
        QCOMPARE(advice.front().fixes.size(), std::size_t(1));
        QTEST(text::TextBuffer(before).patched(advice.front().fixes.front().patch).bytes(), "after");
    }

    void isSilent_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::newRow("right") << QByteArray("a: {script: 'echo $CI_COMMIT_SHA ${CI_JOB_ID} $GITLAB_CI'}\n");
        QTest::newRow("other name") << QByteArray("a: {script: 'echo $CI_MY_OWN_THING $COMMIT_SHA $CI_'}\n");
        QTest::newRow("in variables") << QByteArray(
            "variables: {CI_COMIT_SHA: x}\na: {script: 'echo $CI_COMIT_SHA'}\n");
        QTest::newRow("assigned") << QByteArray("a: {script: ['CI_COMIT_SHA=x', 'echo $CI_COMIT_SHA']}\n");
        QTest::newRow("read") << QByteArray("a: {script: ['read CI_COMIT_SHA', 'echo $CI_COMIT_SHA']}\n");
        QTest::newRow("another job's dotenv")
            << QByteArray("b: {script: 'echo CI_COMIT_SHA=1 >> x.env'}\na: {script: 'echo $CI_COMIT_SHA'}\n");
        QTest::newRow("comment") << QByteArray("# $CI_COMIT_SHA\na: {script: x} # ${CI_COMIT_SHA}\n");
        QTest::newRow("escaped") << QByteArray("a: {script: 'echo \\$CI_COMIT_SHA', variables: {B: $$CI_COMIT_SHA}}\n");
        QTest::newRow("numbered") << QByteArray("a: {script: 'echo $CI_REGISTRY_USER2'}\n");
    }
    void isSilent()
    {
        QFETCH(QByteArray, yaml);
        QVERIFY(adviceOn(yaml).empty());
    }

    void knowsTheProjectsVariables()
    {
        expand::Context context;
        context.projectVariables = {{.variable = {.key = "CI_COMIT_SHA", .value = "x"}, .environmentScope = "prod"}};
        QVERIFY(adviceOn("a: {script: 'echo $CI_COMIT_SHA'}\n", context).empty());
    }
};

QTEST_GUILESS_MAIN(VariableAdviceTest)
#include "tst_variable_advice.moc"
