// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/expand.h"
#include "core/expand/provenance.h"

#include <QTest>

using namespace stagecraft;
using namespace Qt::StringLiterals;
using stagecraft::yaml::NodePath;

/// Each value of a merged job: the way that it came, and the very text that it was written as.
class ProvenanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheWay_data();
    void tellsTheWay();
    void knowsNothingOfMissingValues();
};

namespace {

const QByteArray included =
    "shared:\n  image: alpine:3.20\n  script:\n    - echo shared\n  variables:\n    FROM: include\n"
    ".lib:\n  before_script:\n    - echo lib\n";
const QByteArray pipeline =
    "include: lib.yml\n"
    "default:\n  tags: [fast, big]\n"
    ".words: &words\n  - echo anchored\n"
    ".more: &more\n  retry: 1\n  variables:\n    MERGED: yes please\n"
    ".root:\n  timeout: 1h\n  variables:\n    LEVEL: root\n"
    ".base:\n  extends: .root\n  image: alpine:3.19\n  variables:\n    BASE: \"1\"\n    MODE: base\n"
    "job:\n  extends: .base\n  script:\n    - echo own\n    - !reference [.lib, before_script]\n"
    "  before_script: *words\n  after_script: !reference [shared, script]\n  variables:\n    MODE: own\n"
    "merged:\n  <<: *more\n  script: [x]\n"
    "shared:\n  when: manual\n";

expand::EffectivePipeline expanded()
{
    const expand::FileReader files{.read = [](const QString &path) -> std::optional<QByteArray> {
                                       return path == "lib.yml"_L1 ? std::optional(included) : std::nullopt;
                                   },
                                   .files = {}};
    return expand::expand(yaml::parse(text::TextBuffer(pipeline)), u".gitlab-ci.yml"_s, {}, files);
}

} // namespace

void ProvenanceTest::tellsTheWay_data()
{
    QTest::addColumn<QByteArray>("job");
    QTest::addColumn<NodePath>("path");
    QTest::addColumn<QByteArray>("way");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const char *job, const NodePath &path, const char *way, const char *text,
                        bool main = true) {
        QTest::newRow(name) << QByteArray(job) << path << QByteArray(way) << (main ? u".gitlab-ci.yml"_s : u"lib.yml"_s)
                            << QByteArray(text);
    };
    using std::string;
    row("own item", "job", {string("script"), 0}, "own", "echo own");
    row("item by reference", "job", {string("script"), 1, 0}, "reference .lib, before_script", "echo lib", false);
    row("list by anchor", "job", {string("before_script")}, "anchor words", "- echo anchored");
    row("item of a list by anchor", "job", {string("before_script"), 0}, "anchor words", "echo anchored");
    row("list by reference", "job", {string("after_script")}, "reference shared, script", "- echo shared", false);
    row("item of a list by reference", "job", {string("after_script"), 0}, "reference shared, script", "echo shared",
        false);
    row("by extends", "job", {string("image")}, "extends .base", "alpine:3.19");
    row("by extends of extends", "job", {string("timeout")}, "extends .root", "1h");
    row("own variable beside others", "job", {string("variables"), string("MODE")}, "own", "own");
    row("variable by extends", "job", {string("variables"), string("BASE")}, "extends .base", "\"1\"");
    row("variable by extends of extends", "job", {string("variables"), string("LEVEL")}, "extends .root", "root");
    row("by default", "job", {string("tags")}, "default", "[fast, big]");
    row("item by default", "job", {string("tags"), 1}, "default", "big");
    row("by merge key", "merged", {string("retry")}, "anchor more", "1");
    row("below a merge key", "merged", {string("variables"), string("MERGED")}, "anchor more", "yes please");
    row("by include", "shared", {string("image")}, "include lib.yml", "alpine:3.20", false);
    row("item by include", "shared", {string("script"), 0}, "include lib.yml", "echo shared", false);
    row("below an include", "shared", {string("variables"), string("FROM")}, "include lib.yml", "include", false);
    row("own beside an include", "shared", {string("when")}, "own", "manual");
}

void ProvenanceTest::tellsTheWay()
{
    QFETCH(QByteArray, job);
    QFETCH(NodePath, path);
    QFETCH(QByteArray, way);
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    const expand::EffectivePipeline result = expanded();
    QVERIFY2(result.valid, result.diagnostics.empty() ? "" : qPrintable(result.diagnostics.front().message));
    const expand::EffectiveJob *found = result.job(job.toStdString());
    QVERIFY(found);
    const auto provenance = expand::provenanceAt(result, *found, path);
    QVERIFY(provenance);
    QCOMPARE(QByteArray::fromStdString(expand::toText(*provenance)), way);
    QCOMPARE(provenance->file, file);
    QCOMPARE(text::TextBuffer(file == "lib.yml"_L1 ? included : pipeline).slice(provenance->range).toByteArray(), text);
}

void ProvenanceTest::knowsNothingOfMissingValues()
{
    const expand::EffectivePipeline result = expanded();
    const expand::EffectiveJob &job = *result.job("job");
    QVERIFY(!expand::provenanceAt(result, job, {}));
    QVERIFY(!expand::provenanceAt(result, job, {std::string("services")}));
    QVERIFY(!expand::provenanceAt(result, job, {std::string("script"), 7}));
    QVERIFY(!expand::provenanceAt(result, job, {std::string("image"), std::string("name")}));
}

QTEST_GUILESS_MAIN(ProvenanceTest)
#include "tst_provenance.moc"
