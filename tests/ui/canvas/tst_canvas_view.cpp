// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "canvas_samples.h"
#include "ui/canvas/canvas_view.h"
#include "ui/theme/theme.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace stagecraft;
using namespace stagecraft::ui;

class CanvasViewTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CanvasView> m_view;
    Recipes m_performed;
    QString m_title;

    QPoint viewPoint(const QPointF &scene) const { return m_view->mapFromScene(scene); }
    QPoint cardPoint(const QString &job) const
    {
        return viewPoint(m_view->canvas().card(job)->sceneBoundingRect().center());
    }
    void press(const QPoint &point, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, modifiers, point);
    }
    void drag(const QPoint &from, const QPoint &to)
    {
        press(from);
        QTest::mouseMove(m_view->viewport(), from + (to - from) / 2);
        QTest::mouseMove(m_view->viewport(), to);
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, to);
    }

private Q_SLOTS:
    void initTestCase() { Theme::instance().setMode(ThemeMode::Light); }

    void init()
    {
        m_performed.clear();
        m_title.clear();
        m_view = std::make_unique<CanvasView>();
        connect(m_view.get(), &CanvasView::performRequested, this, [this](const Recipes &recipes, const QString &title) {
            m_performed = recipes;
            m_title = title;
        });
        m_view->resize(1200, 700);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_view->setContent(sampleContent({"build", "test", "deploy"}, {{"compile", "build"},
                                                                       {"docs", "build"},
                                                                       {"unit", "test", {"compile"}},
                                                                       {"lint", "test"},
                                                                       {"ship", "deploy", {"unit"}}}));
        m_view->setFocus();
    }

    void cleanup() { m_view.reset(); }

    void draggingACardToAnotherStageChangesItsStageOnly()
    {
        drag(cardPoint(QStringLiteral("docs")), cardPoint(QStringLiteral("ship")));
        QCOMPARE(m_performed.size(), 1u);
        const auto *move = std::get_if<edit::MoveJob>(&m_performed[0]);
        QVERIFY(move);
        QCOMPARE(move->job, "docs");
        QCOMPARE(move->stage, std::optional<std::string>("deploy"));
        QVERIFY(!move->before);
        QVERIFY(!m_title.isEmpty());
    }

    void draggingBetweenTwoCardsAlsoChangesTheOrder()
    {
        const QRectF unit = m_view->canvas().card(QStringLiteral("unit"))->sceneBoundingRect();
        const QRectF lint = m_view->canvas().card(QStringLiteral("lint"))->sceneBoundingRect();
        drag(cardPoint(QStringLiteral("ship")), viewPoint((unit.center() + lint.center()) / 2));
        QCOMPARE(m_performed.size(), 1u);
        const auto *move = std::get_if<edit::MoveJob>(&m_performed[0]);
        QVERIFY(move);
        QCOMPARE(move->stage, std::optional<std::string>("test"));
        QCOMPARE(move->before, std::optional<std::string>("lint"));
    }

    void draggingInsideAStageReorders()
    {
        const QRectF compile = m_view->canvas().card(QStringLiteral("compile"))->sceneBoundingRect();
        drag(cardPoint(QStringLiteral("docs")), viewPoint(compile.center() - QPointF(0, 34)));
        QCOMPARE(m_performed.size(), 1u);
        const auto *move = std::get_if<edit::MoveJob>(&m_performed[0]);
        QVERIFY(move && !move->stage);
        QCOMPARE(move->before, std::optional<std::string>("compile"));
    }

    void droppingACardWhereItIsDoesNothing()
    {
        const QPoint point = cardPoint(QStringLiteral("docs"));
        drag(point, point + QPoint(14, 2));
        QVERIFY(m_performed.empty());
    }

    void escapeCancelsADragAndLeavesNothing()
    {
        const qsizetype before = m_view->canvas().items().size();
        press(cardPoint(QStringLiteral("docs")));
        QTest::mouseMove(m_view->viewport(), cardPoint(QStringLiteral("ship")));
        QVERIFY(m_view->isDragging());
        QVERIFY(m_view->canvas().items().size() > before);
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QVERIFY(!m_view->isDragging());
        QCOMPARE(m_view->canvas().items().size(), before);
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, cardPoint(QStringLiteral("ship")));
        QVERIFY(m_performed.empty());
    }

    void contentThatArrivesDuringADragDoesNoHarm()
    {
        press(cardPoint(QStringLiteral("docs")));
        QTest::mouseMove(m_view->viewport(), cardPoint(QStringLiteral("ship")));
        m_view->setContent(sampleContent({"build", "deploy"}, {{"compile", "build"}, {"ship", "deploy"}}));
        QTest::mouseMove(m_view->viewport(), cardPoint(QStringLiteral("compile")));
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, cardPoint(QStringLiteral("compile")));
        QVERIFY(m_performed.empty());
    }

    void draggingFromAPortDrawsANeed()
    {
        const QPoint port = viewPoint(m_view->canvas().card(QStringLiteral("docs"))->outPort());
        drag(port, cardPoint(QStringLiteral("lint")));
        QCOMPARE(m_performed.size(), 1u);
        const auto *need = std::get_if<edit::AddNeed>(&m_performed[0]);
        QVERIFY(need);
        QCOMPARE(need->job, "lint");
        QCOMPARE(need->need, "docs");
    }

    void aNeedThatWouldMakeACircleOrGoBackIsNotOffered()
    {
        const QPoint port = viewPoint(m_view->canvas().card(QStringLiteral("ship"))->outPort());
        drag(port, cardPoint(QStringLiteral("compile")));
        QVERIFY(m_performed.empty());
        QVERIFY(!possibleDependentsOf(m_view->canvas().content(), QStringLiteral("unit")).contains(QStringLiteral("compile")));
        QVERIFY(possibleDependentsOf(m_view->canvas().content(), QStringLiteral("lint")).contains(QStringLiteral("unit")));
    }

    void draggingAStageHeaderReordersStages()
    {
        const QRectF deploy = m_view->canvas().column(QStringLiteral("deploy"))->info().rect;
        const QRectF build = m_view->canvas().column(QStringLiteral("build"))->info().rect;
        drag(viewPoint(deploy.topLeft() + QPointF(40, 20)), viewPoint(build.topLeft() + QPointF(20, 60)));
        QCOMPARE(m_performed.size(), 1u);
        const auto *move = std::get_if<edit::MoveStage>(&m_performed[0]);
        QVERIFY(move);
        QCOMPARE(move->stage, "deploy");
        QCOMPARE(move->before, std::optional<std::string>("build"));
    }

    void ctrlClickAndRubberBandSelectSeveral()
    {
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, cardPoint(QStringLiteral("docs")));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, cardPoint(QStringLiteral("lint")));
        QCOMPARE(m_view->canvas().selectedJobs(), QStringList({QStringLiteral("docs"), QStringLiteral("lint")}));

        const QRectF build = m_view->canvas().column(QStringLiteral("build"))->info().rect;
        drag(viewPoint(build.bottomLeft() + QPointF(4, -6)), viewPoint(build.topRight() + QPointF(-4, 60)));
        QCOMPARE(m_view->canvas().selectedJobs(), QStringList({QStringLiteral("compile"), QStringLiteral("docs")}));
    }

    void f2StyleRenameAsksForTheNewNameInPlace()
    {
        m_view->renameJob(QStringLiteral("unit"));
        auto *editor = m_view->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor);
        QCOMPARE(editor->selectedText(), QStringLiteral("unit"));
        QTest::keyClicks(editor, QStringLiteral("unit tests"));
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(m_performed.size(), 1u);
        QCOMPARE(std::get<edit::RenameJob>(m_performed[0]).to, "unit tests");
        QVERIFY(!m_view->isRenaming());
    }

    void escapeInTheNameEditorChangesNothing()
    {
        m_view->renameStage(QStringLiteral("test"));
        auto *editor = m_view->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor);
        QTest::keyClicks(editor, QStringLiteral("other"));
        QTest::keyClick(editor, Qt::Key_Escape);
        QVERIFY(!m_view->isRenaming());
        QVERIFY(m_performed.empty());
    }

    void arrowsWalkBetweenCardsAndEnterActivates()
    {
        QSignalSpy activated(m_view.get(), &CanvasView::jobActivated);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->canvas().currentJob(), QStringLiteral("compile"));
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->canvas().currentJob(), QStringLiteral("docs"));
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->canvas().currentJob(), QStringLiteral("lint"));
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->canvas().currentJob(), QStringLiteral("ship"));
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->canvas().currentJob(), QStringLiteral("ship"));
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toString(), QStringLiteral("ship"));
    }

    void altArrowsMoveTheSelectedJob()
    {
        m_view->canvas().select({QStringLiteral("docs")});
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(m_performed.size(), 1u);
        QCOMPARE(std::get<edit::MoveJob>(m_performed[0]).stage, std::optional<std::string>("test"));
        QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(std::get<edit::MoveJob>(m_performed[0]).before, std::optional<std::string>("compile"));
    }

    void newContentKeepsCardsSelectionAndZoom()
    {
        m_view->zoomBy(0.8);
        const qreal zoom = m_view->zoom();
        m_view->canvas().select({QStringLiteral("unit")});
        const CardItem *card = m_view->canvas().card(QStringLiteral("unit"));
        m_view->setContent(sampleContent({"build", "test", "deploy"}, {{"compile", "build"}, {"unit", "deploy"}}));
        QCOMPARE(m_view->canvas().card(QStringLiteral("unit")), card);
        QCOMPARE(m_view->canvas().selectedJobs(), QStringList{QStringLiteral("unit")});
        QCOMPARE(m_view->zoom(), zoom);
        QVERIFY(!m_view->canvas().card(QStringLiteral("ship")));
    }

    void aThousandCardsAreUpdatedWithinAFrame()
    {
        std::vector<std::string> stages;
        std::vector<SampleJob> jobs;
        for (int stage = 0; stage < 20; ++stage)
            stages.push_back("stage-" + std::to_string(stage));
        for (int index = 0; index < 1000; ++index) {
            jobs.push_back({.name = "job-" + std::to_string(index),
                            .stage = stages[static_cast<std::size_t>(index / 50)],
                            .needs = index >= 50 ? std::vector{"job-" + std::to_string(index - 50)}
                                                 : std::vector<std::string>()});
        }
        m_view->setContent(sampleContent(stages, jobs));
        jobs[500].name = "renamed";
        const auto content = sampleContent(stages, jobs);
        QElapsedTimer timer;
        timer.start();
        m_view->setContent(content);
        const qint64 elapsed = timer.elapsed();
        qInfo("update of 1,000 cards: %lld ms", static_cast<long long>(elapsed));
        QVERIFY(m_view->canvas().card(QStringLiteral("renamed")));
        QVERIFY2(elapsed < 400, qPrintable(QString::number(elapsed))); // a debug build on a busy machine
    }
};

QTEST_MAIN(CanvasViewTest)
#include "tst_canvas_view.moc"
