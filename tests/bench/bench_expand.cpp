// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Parse, expand and select of generated pipelines (extends, anchors, needs, rules) of growing size: medians and the time
// for each job. Targets of the design: 100 / 1,000 / 5,000 jobs in 25 / 80 / 300 ms, linear.
#include "core/expand/expand.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace stagecraft;

namespace {

constexpr int Rounds = 9;

QByteArray generated(int jobs)
{
    QByteArray text =
        "stages: [build, test, deploy]\nvariables:\n  MODE: fast\n  LEVEL: \"3\"\n"
        ".anchored: &anchored\n  tags: [docker]\n  retry: 1\n"
        ".base:\n  image: alpine:3.20\n  before_script:\n    - echo before\n  variables:\n    FROM_BASE: \"1\"\n"
        ".rules:\n  rules:\n    - if: $CI_COMMIT_BRANCH == \"main\"\n    - if: $CI_COMMIT_TAG =~ /^v\\d+/\n"
        "      when: manual\n";
    static constexpr const char *Stages[] = {"build", "test", "deploy"};
    for (int i = 0; i < jobs; ++i) {
        const QByteArray number = QByteArray::number(i);
        text += "job-" + number + ":\n  <<: *anchored\n  extends: [.base, .rules]\n  stage: " + Stages[i * 3 / jobs]
                + "\n  script:\n    - echo job " + number + "\n    - make target-" + number + "\n";
        if (i > 0)
            text += "  needs: [job-" + QByteArray::number(i / 2) + "]\n";
    }
    return text;
}

double median(std::vector<double> times)
{
    std::ranges::sort(times);
    return times[times.size() / 2];
}

} // namespace

int main()
{
    std::printf("%8s %12s %12s %12s %12s %14s\n", "jobs", "parse ms", "expand ms", "select ms", "all ms", "us per job");
    for (const int jobs : {100, 1000, 5000}) {
        const text::TextBuffer buffer(generated(jobs));
        std::vector<double> parsing;
        std::vector<double> expanding;
        std::vector<double> selecting;
        for (int round = 0; round < Rounds; ++round) {
            QElapsedTimer timer;
            timer.start();
            const yaml::SyntaxTree tree = yaml::parse(buffer);
            parsing.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            timer.restart();
            const expand::EffectivePipeline pipeline = expand::expand(tree, QStringLiteral(".gitlab-ci.yml"), {}, {});
            expanding.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            timer.restart();
            const expand::PipelineSelection selection = expand::select(pipeline, {}, {});
            selecting.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            if (!pipeline.valid || !selection.created || pipeline.jobs.size() != static_cast<std::size_t>(jobs)) {
                std::printf("the generated pipeline is not valid\n");
                return 1;
            }
        }
        const double all = median(parsing) + median(expanding) + median(selecting);
        std::printf("%8d %12.2f %12.2f %12.2f %12.2f %14.1f\n", jobs, median(parsing), median(expanding),
                    median(selecting), all, all * 1000 / jobs);
    }
    return 0;
}
