// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Recipes on real pipelines and on generated ones: a rename touches only lines that name the job; random recipes keep
// every line that they have no business with, leave a trusted tree, and undo to the same bytes.
#include "core/edit/recipe.h"
#include "core/model/source_pipeline.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace stagecraft;
using namespace stagecraft::edit;

namespace {

struct Sample {
    QString name;
    QByteArray text;
};

QString corpusFolder()
{
    QDir folder(qEnvironmentVariable("STAGECRAFT_SOURCE_DIR", QDir::currentPath()));
    do {
        for (const char *path : {"../shared/corpus", "shared/corpus"}) {
            if (folder.exists(QLatin1String(path)))
                return folder.filePath(QLatin1String(path));
        }
    } while (folder.cdUp());
    return {};
}

QList<Sample> corpus()
{
    QList<Sample> samples;
    QDirIterator files(corpusFolder(), {QStringLiteral("*.yml"), QStringLiteral("*.yaml")}, QDir::Files | QDir::Hidden,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            samples.append({file.fileName(), file.readAll()});
    }
    return samples;
}

QByteArray generated(quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray text = random.bounded(2) ? "stages: [build, test, deploy]\n\n" : "stages:\n- build\n- test\n- deploy\n\n";
    text += ".base: &base\n  tags: [x]\n\n";
    const int jobs = 3 + static_cast<int>(random.bounded(12));
    const QByteArray indent(2 + 2 * static_cast<int>(random.bounded(2)), ' ');
    for (int i = 0; i < jobs; ++i) {
        const QByteArray name = "job" + QByteArray::number(i);
        if (random.bounded(3) == 0)
            text += "# about " + name + "\n";
        if (random.bounded(8) == 0) {
            text += name + ": {stage: test, script: [one, 'two']}\n";
            continue;
        }
        text += name + ":" + (random.bounded(4) == 0 ? " # remark\n" : "\n");
        if (random.bounded(3) == 0)
            text += indent + "<<: *base\n";
        if (random.bounded(2))
            text += indent + "stage: " + QByteArrayList{"build", "'test'", "\"deploy\""}[random.bounded(3)] + "\n";
        if (i > 0 && random.bounded(2))
            text += indent + "needs: [job" + QByteArray::number(random.bounded(i)) + "]\n";
        text += indent + "script:\n" + indent + "- echo \"" + name + "\"  # say\n" + indent + "- |\n" + indent + "  a\n\n" + indent + "  b\n";
        text += QByteArray("\n").repeated(static_cast<int>(random.bounded(3)));
    }
    if (random.bounded(3) == 0)
        text.replace("\n", "\r\n");
    if (random.bounded(3) == 0)
        text = text.trimmed();
    return text;
}

std::map<QByteArray, int> linesOf(const QByteArray &text)
{
    std::map<QByteArray, int> lines;
    for (const QByteArray &line : QByteArray(text).replace("\r\n", "\n").split('\n'))
        ++lines[line];
    return lines;
}

/// Lines of `before` that `after` lacks.
QByteArrayList lostLines(const QByteArray &before, const QByteArray &after)
{
    const std::map<QByteArray, int> now = linesOf(after);
    QByteArrayList lost;
    for (const auto &[line, count] : linesOf(before)) {
        const auto found = now.find(line);
        if (!line.trimmed().isEmpty() && (found == now.end() || found->second < count))
            lost += line;
    }
    return lost;
}

Recipe randomRecipe(QRandomGenerator &random, const model::SourcePipeline &source)
{
    const auto job = [&] {
        return source.jobs.empty() ? std::string("none") : source.jobs[random.bounded(static_cast<quint32>(source.jobs.size()))].name;
    };
    const auto stage = [&] {
        return source.stages.empty() ? std::string("none") : source.stages[random.bounded(static_cast<quint32>(source.stages.size()))];
    };
    const std::string fresh = "new" + std::to_string(random.bounded(1000000U));
    switch (random.bounded(15)) {
    case 0: return AddJob{fresh, stage(), {"echo: x", "make"}, random.bounded(2) ? std::optional(job()) : std::nullopt};
    case 1: return RenameJob{job(), fresh};
    case 2: return DuplicateJob{job(), fresh};
    case 3: return MoveJob{job(), stage(), {}};
    case 4: return MoveJob{job(), {}, job()};
    case 5: return MoveJob{job(), {}, {}};
    case 6: return DeleteJob{job(), random.bounded(2) == 0};
    case 7: return AddStage{fresh, random.bounded(2) ? std::optional(stage()) : std::nullopt};
    case 8: return RenameStage{stage(), fresh};
    case 9: return MoveStage{stage(), stage()};
    case 10: return DeleteStage{stage()};
    case 11: return AddNeed{job(), job()};
    case 12: return RemoveNeed{job(), job()};
    case 13: return SetField{{job(), std::string("script")}, QJsonArray{QStringLiteral("one"), QStringLiteral("a: b")}};
    default: return SetField{{job(), std::string("variables"), std::string("X")}, QStringLiteral("1")};
    }
}

} // namespace

class TestCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void renamingTouchesOnlyLinesThatNameTheJob();
    void randomRecipesOnRealFiles();
    void randomRecipesOnGeneratedFiles();

private:
    void runRandomRecipes(const Sample &sample, quint32 seed, int count);
    int m_applied = 0;
    int m_refused = 0;
};

void TestCorpus::renamingTouchesOnlyLinesThatNameTheJob()
{
    const QList<Sample> samples = corpus();
    if (samples.isEmpty())
        QSKIP("no corpus beside the sources");
    int renamed = 0;
    for (const Sample &sample : samples) {
        const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(sample.text));
        const model::SourcePipeline source = model::projectSource(tree);
        for (const model::SourceJob &job : source.jobs) {
            const auto patch = recipeToPatch(tree, RenameJob{job.name, "renamed job"});
            if (!patch)
                continue;
            ++renamed;
            const QByteArray after = patch->appliedTo(sample.text);
            QVERIFY(!patch->isEmpty());
            QCOMPARE(after.count('\n'), sample.text.count('\n'));
            for (const QByteArray &line : lostLines(sample.text, after))
                QVERIFY2(line.contains(QByteArray::fromStdString(job.name)), line);
            QCOMPARE(patch->inverse(sample.text).appliedTo(after), sample.text);
        }
    }
    QVERIFY(renamed > 100);
}

void TestCorpus::runRandomRecipes(const Sample &sample, quint32 seed, int count)
{
    QRandomGenerator random(seed);
    std::vector<text::TextPatch> undo;
    QByteArray text = sample.text;
    for (int i = 0; i < count; ++i) {
        const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(text));
        const Recipe recipe = randomRecipe(random, model::projectSource(tree));
        const auto patch = recipeToPatch(tree, recipe);
        if (!patch) {
            ++m_refused;
            QVERIFY(!describe(patch.error()).isEmpty());
            continue;
        }
        ++m_applied;
        const QByteArray after = patch->appliedTo(text);
        QVERIFY2(yaml::parse(text::TextBuffer(after)).isTrusted(), after);
        if (std::holds_alternative<MoveJob>(recipe) && !std::get<MoveJob>(recipe).stage) {
            const QByteArrayList lost = lostLines(text, after);
            QVERIFY2(lost.isEmpty(), lost.join('\n'));
        }
        if (std::holds_alternative<AddJob>(recipe) || std::holds_alternative<DuplicateJob>(recipe))
            QVERIFY(lostLines(text, after).isEmpty());
        undo.push_back(patch->inverse(text));
        text = after;
    }
    while (!undo.empty()) {
        text = undo.back().appliedTo(text);
        undo.pop_back();
    }
    QCOMPARE(text, sample.text);
}

void TestCorpus::randomRecipesOnRealFiles()
{
    const QList<Sample> samples = corpus();
    if (samples.isEmpty())
        QSKIP("no corpus beside the sources");
    m_applied = m_refused = 0;
    for (const Sample &sample : samples) {
        runRandomRecipes(sample, 1, 8);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(sample.name));
    }
    qInfo("%d applied, %d refused", m_applied, m_refused);
    QVERIFY(m_applied > m_refused / 2);
}

void TestCorpus::randomRecipesOnGeneratedFiles()
{
    m_applied = m_refused = 0;
    for (quint32 seed = 0; seed < 100; ++seed) {
        runRandomRecipes({QStringLiteral("generated"), generated(seed)}, seed, 20);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("seed %1").arg(seed)));
    }
    qInfo("%d applied, %d refused", m_applied, m_refused);
    QVERIFY(m_applied > m_refused);
}

QTEST_GUILESS_MAIN(TestCorpus)
#include "tst_corpus.moc"
