// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The canvas with 1,000 and 10,000 cards beside a bare QGraphicsView that paints rectangles and lines in the same places: how long
// it takes to open, and each frame while somebody pans at full size and over the whole picture. Needs an X server or
// QT_QPA_PLATFORM=offscreen.
#include "core/project/analysis.h"
#include "tests/bench/generated_pipeline.h"
#include "tests/bench/row.h"
#include "ui/canvas/canvas_view.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QGraphicsRectItem>
#include <QScrollBar>
#include <QTemporaryDir>

using namespace stagecraft;

namespace {

constexpr int Frames = 120;
constexpr int WholeFrames = 30; ///< of which each paints everything
constexpr QSize ViewSize(1200, 800);

/// Milliseconds of each frame while the view moves back and forth over the scene.
std::vector<double> pan(QGraphicsView &view, int frames)
{
    std::vector<double> times;
    QScrollBar *across = view.horizontalScrollBar();
    QScrollBar *down = view.verticalScrollBar();
    for (int frame = 0; frame < frames; ++frame) {
        const int step = frame < frames / 2 ? 23 : -23;
        times.push_back(bench::processorMillisecondsOf([&] {
            across->setValue(across->value() + step);
            down->setValue(down->value() + 3 * step);
            view.viewport()->repaint();
        }));
        QCoreApplication::processEvents();
    }
    return times;
}

void settle()
{
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
}

void measure(int cards, const QString &root, double target, double targetOfOpening)
{
    project::AnalysisInput input;
    input.pipeline = text::TextBuffer(bench::pipelineOf(cards));
    input.root = root;
    const auto analysis = project::analyse(input);
    auto content = std::make_shared<const ui::CanvasContent>(ui::contentOf(*analysis));

    QGraphicsScene bareScene;
    for (const ui::CardInfo &card : content->cards)
        bareScene.addRect(card.rect);
    for (const ui::EdgeInfo &edge : content->edges)
        bareScene.addLine(QLineF(content->cards[static_cast<std::size_t>(edge.from)].rect.center(),
                                 content->cards[static_cast<std::size_t>(edge.to)].rect.center()));
    QGraphicsView bare(&bareScene);
    bare.resize(ViewSize);
    bare.show();
    ui::CanvasView view;
    view.resize(ViewSize);
    view.show();
    settle();
    const double bareOpening = bench::processorMillisecondsOf([&] {
        bare.fitInView(bareScene.sceneRect(), Qt::KeepAspectRatio);
        bare.viewport()->repaint();
    });
    const double opening = bench::processorMillisecondsOf([&] {
        view.setContent(content);
        QCoreApplication::processEvents();
        view.viewport()->repaint();
    });
    settle();
    const std::string size = std::to_string(cards) + " cards";
    bench::printRow(("canvas, " + size + ": open and first picture").c_str(), {opening, bareOpening},
                    {targetOfOpening, cards == 1000 ? 51.0 : 364.0});
    const std::vector<double> whole = pan(view, WholeFrames);
    const std::vector<double> bareWhole = pan(bare, WholeFrames);
    view.zoomBy(1 / view.zoom());
    bare.setTransform(QTransform());
    settle();
    const std::vector<double> near = pan(view, Frames);
    const std::vector<double> bareNear = pan(bare, Frames);
    bench::printRow(("canvas, " + size + ": frame p99, full size").c_str(),
                    {bench::percentile(near, 0.99), bench::percentile(bareNear, 0.99)}, {target, 2.5});
    bench::printRow(("canvas, " + size + ": frame p99, whole picture").c_str(),
                    {bench::percentile(whole, 0.99), bench::percentile(bareWhole, 0.99)}, {target, 0});
    std::printf("    medians: full size %.2f ms, bare %.2f; whole picture %.2f ms, bare %.2f\n", bench::median(near),
                bench::median(bareNear), bench::median(whole), bench::median(bareWhole));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    ui::Theme::instance().setMode(ui::ThemeMode::Light);
    const QTemporaryDir directory;
    measure(1000, directory.path(), 8, 100);
    measure(10000, directory.path(), 16, 500);
    return 0;
}
