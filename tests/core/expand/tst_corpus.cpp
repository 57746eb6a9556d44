// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Real pipelines: each is read in the time of a blink, what is refused has a place, and jobs come out in any case.
#include "core/expand/expand.h"
#include "tests/core/expand/conformance_set.h"

#include <QElapsedTimer>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::tests;

class CorpusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPipelineIsUnderstood()
    {
        const QString set = conformancePath();
        const QString corpus = QFileInfo(set).path() + QStringLiteral("/corpus");
        if (set.isEmpty() || !QDir(corpus).exists())
            QSKIP("the corpus is not beside this checkout");
        int pipelines = 0;
        qsizetype jobs = 0;
        QDirIterator it(corpus, {QStringLiteral("*.yml"), QStringLiteral("*.yaml")}, QDir::Files | QDir::Hidden,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next();
            QElapsedTimer timer;
            timer.start();
            const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(readBytes(path)));
            const expand::FileReader files = repositoryOf(QFileInfo(path).path());
            const expand::EffectivePipeline pipeline = expand::expand(tree, QStringLiteral(".gitlab-ci.yml"), {},
                                                                      files);
            expand::select(pipeline, {}, files);
            QVERIFY2(timer.elapsed() < 2000, qPrintable(path));
            if (!pipeline.valid)
                QVERIFY2(!pipeline.diagnostics.empty() && !pipeline.diagnostics.front().message.isEmpty(),
                         qPrintable(path));
            jobs += static_cast<qsizetype>(pipeline.jobs.size());
            ++pipelines;
        }
        qInfo("%d files, %lld jobs", pipelines, static_cast<long long>(jobs));
        QVERIFY(pipelines > 10);
        QVERIFY(jobs > pipelines);
    }
};

QTEST_GUILESS_MAIN(CorpusTest)
#include "tst_corpus.moc"
