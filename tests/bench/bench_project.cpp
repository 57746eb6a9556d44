// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Everything that one revision of a pipeline's text is analysed for, as after a key press, and the table of events beside it,
// for generated pipelines of growing size: medians of processor time, that for each job, the power of the size.
#include "core/project/analysis.h"
#include "core/project/event_matrix.h"
#include "tests/bench/generated_pipeline.h"
#include "tests/bench/row.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <array>

using namespace stagecraft;

namespace {

constexpr int Rounds = 9;
constexpr std::array Sizes = {100, 1000, 5000};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir root;
    std::array<double, Sizes.size()> analysing = {};
    std::array<double, Sizes.size()> matrices = {};
    std::printf("%8s %12s %14s %14s %12s\n", "jobs", "passed ms", "processor ms", "us per job", "matrix ms");
    for (std::size_t i = 0; i < Sizes.size(); ++i) {
        project::AnalysisInput input;
        input.pipeline = text::TextBuffer(bench::pipelineOf(Sizes[i]));
        input.pipelineFile = QStringLiteral(".gitlab-ci.yml");
        input.root = root.path();
        std::vector<double> wall;
        std::vector<double> processor;
        std::vector<double> matrix;
        for (int round = 0; round < Rounds; ++round) {
            const double before = bench::processorMilliseconds();
            std::shared_ptr<const project::Analysis> analysis;
            wall.push_back(bench::millisecondsOf([&] { analysis = project::analyse(input); }));
            processor.push_back(bench::processorMilliseconds() - before);
            if (!analysis->effective.valid)
                return 1;
            matrix.push_back(bench::processorMillisecondsOf([&] { project::eventMatrix(*analysis); }));
        }
        analysing[i] = bench::median(processor);
        matrices[i] = bench::median(matrix);
        std::printf("%8d %12.2f %14.2f %14.1f %12.2f\n", Sizes[i], bench::median(wall), analysing[i],
                    analysing[i] * 1000 / Sizes[i], matrices[i]);
    }
    std::printf("growth %d -> %d: analysis %.2f, matrix %.2f\n", Sizes.front(), Sizes.back(),
                bench::growth(Sizes.front(), analysing.front(), Sizes.back(), analysing.back()),
                bench::growth(Sizes.front(), matrices.front(), Sizes.back(), matrices.back()));
    return 0;
}
