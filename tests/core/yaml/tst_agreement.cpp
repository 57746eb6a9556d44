// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Our parser against libyaml, over everything there is and much that should not be.
#include "tests/core/yaml/mutation.h"
#include "tests/core/yaml/yaml_test_support.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::yaml;
using namespace stagecraft::yaml::test;

namespace {

bool disagrees(const SyntaxTree &tree)
{
    return std::ranges::any_of(tree.diagnostics(), [](const text::Diagnostic &diagnostic) {
        return diagnostic.id == QLatin1String("yaml-disagreement");
    });
}

} // namespace

class AgreementTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryFileAsLibyamlDoes();
    void reportsErrorsInGitLabsWords();
    void holdsItsPromisesOnDamagedText();
};

void AgreementTest::readsEveryFileAsLibyamlDoes()
{
    const QStringList files = sharedYamlFiles();
    if (files.isEmpty())
        QSKIP("../shared is not there");
    int agreed = 0;
    for (const QString &file : files) {
        const SyntaxTree tree = parsed(contentOf(file));
        QVERIFY2(tokenFault(tree).isEmpty(), qPrintable(file));
        QVERIFY2(nestingFault(tree).isEmpty(), qPrintable(file + u' ' + nestingFault(tree)));
        QVERIFY2(!disagrees(tree), qPrintable(file));
        agreed += tree.isTrusted() ? 1 : 0;
    }
    qInfo("%d of %lld files agree, libyaml refuses the others", agreed, static_cast<long long>(files.size()));
}

void AgreementTest::reportsErrorsInGitLabsWords()
{
    const QString cases = sharedDirectory() + QStringLiteral("/conformance/cases/yaml");
    if (!QFileInfo::exists(cases))
        QSKIP("../shared is not there");
    int compared = 0;
    for (const QString &name : QDir(cases).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString directory = cases + u'/' + name;
        const QJsonObject expected = QJsonDocument::fromJson(contentOf(directory + QStringLiteral("/expected.json"))).object();
        const QString error = expected[QLatin1String("errors")].toArray().at(0).toString();
        const SyntaxTree tree = parsed(contentOf(directory + QStringLiteral("/.gitlab-ci.yml")));
        const bool syntaxError = error.startsWith(QLatin1String("(<unknown>)"));
        const bool tooBig = error == QLatin1String("The parsed YAML is too big");
        if (syntaxError) {
            QVERIFY2(!tree.isTrusted(), qPrintable(name));
            QCOMPARE(tree.diagnostics().front().message, error);
            ++compared;
        } else if (!tooBig) {
            QVERIFY2(tree.isTrusted(), qPrintable(name));
        }
    }
    QVERIFY(compared > 10);
}

void AgreementTest::holdsItsPromisesOnDamagedText()
{
    QByteArrayList seeds;
    for (const QString &file : sharedYamlFiles())
        seeds += contentOf(file);
    if (seeds.isEmpty())
        QSKIP("../shared is not there");
    Mutator mutator(seeds, 20240102);
    constexpr int rounds = 200'000;
    int accepted = 0;
    int disagreements = 0;
    for (int round = 0; round < rounds; ++round) {
        const QByteArray text = mutator.next();
        const SyntaxTree tree = parsed(text);
        QVERIFY2(tokenFault(tree).isEmpty(), text.toPercentEncoding().constData());
        if (tree.isTrusted()) {
            ++accepted;
            QVERIFY2(nestingFault(tree).isEmpty(), text.toPercentEncoding().constData());
        } else if (disagrees(tree)) {
            ++disagreements;
            qInfo("differs: %s", text.toPercentEncoding().constData());
        }
    }
    qInfo("%d texts: %d read alike, %d read differently, libyaml refuses the others", rounds, accepted, disagreements);
    QVERIFY(accepted > rounds / 4);
    // Two tags in front of one root node and the like; the tree says so itself, so that nothing is edited wrongly.
    QVERIFY2(disagreements <= rounds / 20'000, qPrintable(QString::number(disagreements)));
}

QTEST_GUILESS_MAIN(AgreementTest)
#include "tst_agreement.moc"
