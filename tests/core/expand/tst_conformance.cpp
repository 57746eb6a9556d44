// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Runs GitLab's own cases and counts those that get GitLab's answer. The counts must not fall below the floor in
// tests/conformance/floor.json. With STAGECRAFT_SHOW_FAILURES=<topic or "all">, the differences are printed.
#include "core/expand/context_json.h"
#include "core/expand/expand.h"
#include "core/expand/to_json.h"
#include "tests/core/expand/conformance_set.h"

#include <QDirIterator>
#include <QTest>

#include <algorithm>

using namespace stagecraft;
using namespace stagecraft::tests;

namespace {

struct Difference {
    QString where;
    QJsonValue wanted;
    QJsonValue got;
};

QByteArray shortText(const QJsonValue &value)
{
    const QJsonArray wrapped{value};
    return QJsonDocument(wrapped).toJson(QJsonDocument::Compact).left(1500);
}

/// Where two objects differ, key by key one level down for jobs.
void compareObjects(const QString &where, const QJsonObject &wanted, const QJsonObject &got,
                    QList<Difference> &differences)
{
    QStringList keys = wanted.keys() + got.keys();
    keys.removeDuplicates();
    for (const QString &key : keys) {
        if (wanted.value(key) != got.value(key))
            differences.append({where + QLatin1Char('/') + key, wanted.value(key), got.value(key)});
    }
}

QJsonObject withoutReasons(QJsonObject pipeline)
{
    pipeline.remove(QLatin1String("left_out"));
    QJsonArray jobs;
    for (const QJsonValue &item : pipeline.value(QLatin1String("jobs")).toArray()) {
        QJsonObject job = item.toObject();
        job.remove(QLatin1String("reason"));
        jobs.append(job);
    }
    if (pipeline.contains(QLatin1String("jobs")))
        pipeline.insert(QStringLiteral("jobs"), jobs);
    return pipeline;
}

QList<Difference> runCase(const QString &path)
{
    QList<Difference> differences;
    const QJsonObject expected = readJson(path + QStringLiteral("/expected.json")).object();
    const QJsonObject given = readJson(path + QStringLiteral("/context.json")).object();
    const Result<expand::Context> context = expand::contextFromJson(given);
    if (!context)
        return {{QStringLiteral("context"), {}, {}}};
    expand::FileReader files = repositoryOf(path);
    files.hasProject = [](const QString &) { return false; }; // each case is the only project of its instance
    const text::TextBuffer buffer(readBytes(path + QStringLiteral("/.gitlab-ci.yml")));
    const yaml::SyntaxTree tree = yaml::parse(buffer, QStringLiteral(".gitlab-ci.yml"));
    const expand::EffectivePipeline pipeline = expand::expand(tree, QStringLiteral(".gitlab-ci.yml"), *context, files);
    const QJsonObject got = expand::toJson(pipeline);
    for (const char *name :
         {"valid", "errors", "warnings", "stages", "workflow", "variables", "jobs", "merged", "includes"}) {
        const QString key = QString::fromLatin1(name);
        const QJsonValue wanted = expected.value(key);
        const bool optional = key == QLatin1String("includes") || key == QLatin1String("merged");
        if (wanted == got.value(key) || (optional && wanted.isUndefined()))
            continue;
        if (wanted.isObject() && got.value(key).isObject())
            compareObjects(key, wanted.toObject(), got.value(key).toObject(), differences);
        else
            differences.append({key, wanted, got.value(key)});
    }
    const QJsonArray pipelines = expected.value(QLatin1String("pipelines")).toArray();
    const QJsonArray contexts = given.value(QLatin1String("pipelines")).toArray();
    for (qsizetype i = 0; i < pipelines.size(); ++i) {
        QJsonObject run = contexts.at(i).toObject();
        // Here `variables` are given for the run.
        run.insert(QStringLiteral("pipeline_variables"), run.take(QLatin1String("variables")));
        const Result<expand::Context> runContext = expand::contextFromJson(run, *context);
        const QJsonObject answer = withoutReasons(
            expand::toJson(expand::select(pipeline, *runContext, files), pipeline));
        QJsonObject wanted = pipelines.at(i).toObject();
        wanted.remove(QLatin1String("context"));
        compareObjects(QStringLiteral("pipelines[%1]").arg(i), wanted, answer, differences);
    }
    return differences;
}

void show(const QString &name, const QList<Difference> &differences)
{
    for (const Difference &difference : differences) {
        qInfo().noquote() << name << difference.where << "\n   wanted" << shortText(difference.wanted) << "\n   got   "
                          << shortText(difference.got);
    }
}

} // namespace

class ConformanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_set = conformancePath();
        if (m_set.isEmpty())
            QSKIP("the conformance set is not beside this checkout");
        m_floor = readJson(sourceDirectory().filePath(QStringLiteral("tests/conformance/floor.json"))).object();
        m_show = qEnvironmentVariable("STAGECRAFT_SHOW_FAILURES");
    }

    void answersWhatGitLabAnswers()
    {
        int all = 0;
        int passed = 0;
        const QDir cases(m_set + QStringLiteral("/cases"));
        for (const QString &topic : cases.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            int topicAll = 0;
            int topicPassed = 0;
            const QDir folder(cases.filePath(topic));
            for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
                const QList<Difference> differences = runCase(folder.filePath(name));
                ++topicAll;
                topicPassed += differences.isEmpty() ? 1 : 0;
                const QString full = topic + QLatin1Char('/') + name;
                if (m_show == QLatin1String("all") || (!m_show.isEmpty() && full.startsWith(m_show)))
                    show(full, differences);
            }
            qInfo().noquote() << QStringLiteral("  %1 %2 of %3").arg(topic, -14).arg(topicPassed).arg(topicAll);
            checkFloor(topic, topicPassed);
            all += topicAll;
            passed += topicPassed;
        }
        runSchemaFiles(all, passed);
        qInfo().noquote() << QStringLiteral("conformance: %1 of %2").arg(passed).arg(all);
        QVERIFY2(m_fallen.isEmpty(), qPrintable(m_fallen.join(QStringLiteral(", "))));
    }

    void checksValuesOfEveryType()
    {
        int all = 0;
        int passed = 0;
        for (const QJsonValue &item : readJson(m_set + QStringLiteral("/types.json")).array()) {
            const QJsonObject row = item.toObject();
            const text::TextBuffer buffer(row.value(QLatin1String("yaml")).toString().toUtf8());
            const yaml::SyntaxTree tree = yaml::parse(buffer, QStringLiteral(".gitlab-ci.yml"));
            const expand::EffectivePipeline pipeline = expand::expand(tree, QStringLiteral(".gitlab-ci.yml"),
                                                                      expand::Context(), {});
            const QJsonObject got = expand::toJson(pipeline);
            const bool same = got.value(QLatin1String("errors")) == row.value(QLatin1String("errors"))
                              && got.value(QLatin1String("valid")) == row.value(QLatin1String("valid"));
            ++all;
            passed += same ? 1 : 0;
            if (!same && (m_show == QLatin1String("all") || m_show == QLatin1String("types"))) {
                qInfo().noquote() << row.value(QLatin1String("yaml")).toString() << "   wanted"
                                  << shortText(row.value(QLatin1String("errors"))) << "\n   got   "
                                  << shortText(got.value(QLatin1String("errors")));
            }
        }
        qInfo().noquote() << QStringLiteral("types: %1 of %2").arg(passed).arg(all);
        m_fallen.clear();
        checkFloor(QStringLiteral("types.json"), passed);
        QVERIFY2(m_fallen.isEmpty(), qPrintable(m_fallen.join(QStringLiteral(", "))));
    }

    /// Errors, warnings and stages; the jobs' form is another there, and cases/ tests them.
    void answersTheShortCases()
    {
        const QJsonObject exceptions = readJson(sourceDirectory().filePath(QStringLiteral("tests/conformance/exceptions.json")))
                                           .object()
                                           .value(QLatin1String("config_cases.jsonl"))
                                           .toObject();
        const QList<QByteArray> lines = readBytes(m_set + QStringLiteral("/vectors/config_cases.jsonl")).trimmed().split('\n');
        QStringList wrong;
        for (const QByteArray &line : lines) {
            const QJsonObject row = QJsonDocument::fromJson(line).object();
            const QString name = row.value(QLatin1String("name")).toString();
            const text::TextBuffer buffer(row.value(QLatin1String("yaml")).toString().toUtf8());
            const yaml::SyntaxTree tree = yaml::parse(buffer, QStringLiteral(".gitlab-ci.yml"));
            const QJsonObject got = expand::toJson(
                expand::expand(tree, QStringLiteral(".gitlab-ci.yml"), expand::Context(), {}));
            const bool same = std::ranges::all_of(std::initializer_list<const char *>{"valid", "errors", "warnings", "stages"},
                                                  [&](const char *key) {
                                                      const QJsonValue wanted = row.value(QLatin1String(key));
                                                      return wanted.isUndefined() || wanted == got.value(QLatin1String(key));
                                                  });
            if (same == exceptions.contains(name))
                wrong.append(name);
        }
        QCOMPARE(wrong, QStringList());
        qInfo().noquote() << QStringLiteral("config cases: %1 of %2")
                                 .arg(lines.size() - exceptions.size())
                                 .arg(lines.size());
    }

private:
    /// Files of GitLab's editor schema: those in positive/ are accepted, those in negative/ are not. Where the linter is known to
    /// answer otherwise than the schema, its word counts, and the file must have the other answer.
    void runSchemaFiles(int &all, int &passed)
    {
        const QString differences = sourceDirectory().filePath(QStringLiteral("tests/conformance/schema_differences.json"));
        const QJsonObject linterDiffers = readJson(differences).object();
        const QDir folder(m_set + QStringLiteral("/schema_tests"));
        expand::FileReader noFiles;
        noFiles.hasProject = [](const QString &) { return false; };
        int count = 0;
        int right = 0;
        QStringList wrong;
        QDirIterator files(folder.path(), {QStringLiteral("*.yml")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString name = folder.relativeFilePath(files.next());
            const text::TextBuffer buffer(readBytes(folder.filePath(name)));
            const yaml::SyntaxTree tree = yaml::parse(buffer, QStringLiteral(".gitlab-ci.yml"));
            const bool valid = expand::expand(tree, QStringLiteral(".gitlab-ci.yml"), expand::Context(), noFiles).valid;
            const bool wanted = name.startsWith(QLatin1String("positive/")) != linterDiffers.contains(name);
            ++count;
            right += valid == wanted ? 1 : 0;
            if (valid != wanted)
                wrong.append(name);
        }
        for (const QString &name : linterDiffers.keys()) {
            if (!folder.exists(name))
                m_fallen.append(QStringLiteral("schema_differences.json names %1, which is not there").arg(name));
        }
        qInfo().noquote() << QStringLiteral("  %1 %2 of %3").arg(QStringLiteral("schema_tests"), -14).arg(right).arg(count);
        if (!wrong.isEmpty())
            m_fallen.append(QStringLiteral("schema_tests: ") + wrong.join(QStringLiteral(", ")));
        all += count;
        passed += right;
    }

    void checkFloor(const QString &topic, int passed)
    {
        const int floor = m_floor.value(topic).toInt();
        if (passed < floor)
            m_fallen.append(QStringLiteral("%1: %2 where %3 were right before").arg(topic).arg(passed).arg(floor));
    }

    QString m_set;
    QString m_show;
    QJsonObject m_floor;
    QStringList m_fallen;
};

QTEST_GUILESS_MAIN(ConformanceTest)
#include "tst_conformance.moc"
