// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Parse, expand, select and lint of generated pipelines of growing size beside libyaml's reading of the same text: medians of
// processor time, that for each job, and the power of the size with which each part grows. Targets of the design: 100 / 1,000 / 5,000
// jobs in 25 / 80 / 300 ms, linear.
#include "core/expand/expand.h"
#include "core/lint/advice.h"
#include "core/lint/fixes.h"
#include "core/lint/variable_advice.h"
#include "tests/bench/generated_pipeline.h"
#include "tests/bench/row.h"

#include <yaml.h>

#include <array>

using namespace stagecraft;

namespace {

constexpr int Rounds = 9;
constexpr std::array Sizes = {100, 1000, 5000};
/// What the throw-away prototype took that the targets were derived from, in times of libyaml's reading.
constexpr std::array Targets = {bench::Target{25, 7}, bench::Target{80, 32}, bench::Target{300, 142}};
constexpr double FloorOverLibyaml = 9;

/// What nobody who reads YAML can do without.
void readByLibyaml(const QByteArray &text)
{
    yaml_parser_t parser;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char *>(text.constData()),
                                 static_cast<std::size_t>(text.size()));
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event))
            break;
        more = event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

struct Times {
    std::vector<double> libyaml, parse, expand, select, lint, all;
};

bool measure(int jobs, Times &times)
{
    const QString file = QStringLiteral(".gitlab-ci.yml");
    const text::TextBuffer buffer(bench::pipelineOf(jobs));
    for (int round = 0; round < Rounds; ++round) {
        times.libyaml.push_back(bench::processorMillisecondsOf([&] { readByLibyaml(buffer.bytes()); }));
        double before = bench::processorMilliseconds();
        const auto take = [&before](std::vector<double> &list) {
            list.push_back(bench::processorMilliseconds() - before);
            before = bench::processorMilliseconds();
        };
        const yaml::SyntaxTree tree = yaml::parse(buffer);
        take(times.parse);
        const expand::EffectivePipeline pipeline = expand::expand(tree, file, {}, {});
        take(times.expand);
        const expand::PipelineSelection selection = expand::select(pipeline, {}, {});
        take(times.select);
        text::Diagnostics diagnostics = pipeline.diagnostics;
        std::ranges::move(lint::advise(tree, pipeline, file), std::back_inserter(diagnostics));
        std::ranges::move(lint::adviseOnVariables(tree, pipeline, {}, file), std::back_inserter(diagnostics));
        lint::offerFixes(diagnostics, tree, pipeline, file, [] { return QStringList(); });
        take(times.lint);
        times.all.push_back(times.parse.back() + times.expand.back() + times.select.back() + times.lint.back());
        if (!pipeline.valid || !selection.created || pipeline.jobs.size() != static_cast<std::size_t>(jobs)) {
            std::printf("the generated pipeline is not valid\n");
            return false;
        }
    }
    return true;
}

} // namespace

int main()
{
    std::array<Times, Sizes.size()> times;
    std::printf("%8s %12s %12s %12s %12s %12s %12s %12s\n", "jobs", "libyaml ms", "parse ms", "expand ms", "select ms",
                "lint ms", "all ms", "us per job");
    for (std::size_t i = 0; i < Sizes.size(); ++i) {
        if (!measure(Sizes[i], times[i]))
            return 1;
        const Times &t = times[i];
        std::printf("%8d %12.2f %12.2f %12.2f %12.2f %12.2f %12.2f %12.1f\n", Sizes[i], bench::median(t.libyaml),
                    bench::median(t.parse), bench::median(t.expand), bench::median(t.select), bench::median(t.lint),
                    bench::median(t.all), bench::median(t.all) * 1000 / Sizes[i]);
    }
    const auto exponent = [&times](std::vector<double> Times::*part, std::size_t small, std::size_t large) {
        return bench::growth(Sizes[small], bench::median(times[small].*part), Sizes[large],
                             bench::median(times[large].*part));
    };
    for (const auto &[small, large] : {std::pair<std::size_t, std::size_t>{0, 1}, {1, 2}, {0, 2}}) {
        std::printf("growth %d -> %d: libyaml %.2f, parse %.2f, expand %.2f, select %.2f, lint %.2f, all %.2f\n",
                    Sizes[small], Sizes[large], exponent(&Times::libyaml, small, large),
                    exponent(&Times::parse, small, large), exponent(&Times::expand, small, large),
                    exponent(&Times::select, small, large), exponent(&Times::lint, small, large),
                    exponent(&Times::all, small, large));
    }
    for (std::size_t i = 0; i < Sizes.size(); ++i) {
        const std::string what = "lint + expand, " + std::to_string(Sizes[i]) + " jobs (floor: 9 x libyaml)";
        bench::printRow(what.c_str(), {bench::median(times[i].all), bench::median(times[i].libyaml) * FloorOverLibyaml},
                        Targets[i]);
    }
    return 0;
}
