// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Parsing generated pipelines, the referee's reading included: medians and throughput. What a key press costs at least.
#include "core/yaml/syntax_tree.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace stagecraft;

namespace {

constexpr int Rounds = 15;

QByteArray generated(int jobs)
{
    QByteArray text = "stages: [build, test]\n\n";
    for (int i = 0; i < jobs; ++i) {
        text += "# job " + QByteArray::number(i) + "\njob-" + QByteArray::number(i)
                + ":\n  stage: test\n  image: \"alpine:3.20\"\n  needs: [build]\n  script:\n    - echo \"$CI_JOB_NAME\"\n"
                  "    - |\n      make -j4\n      make test\n  rules:\n    - if: $CI_COMMIT_BRANCH == \"main\"\n\n";
    }
    return text;
}

} // namespace

int main()
{
    std::printf("%8s %12s %12s %12s\n", "jobs", "kB", "parse ms", "MB/s");
    for (const int jobs : {100, 1000, 1500, 5000}) {
        const text::TextBuffer buffer(generated(jobs));
        std::vector<double> times;
        for (int round = 0; round < Rounds; ++round) {
            QElapsedTimer timer;
            timer.start();
            const yaml::SyntaxTree tree = yaml::parse(buffer);
            times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            if (!tree.isTrusted())
                return 1;
        }
        std::ranges::sort(times);
        const double median = times[times.size() / 2];
        std::printf("%8d %12.0f %12.2f %12.1f\n", jobs, static_cast<double>(buffer.size()) / 1e3, median,
                    static_cast<double>(buffer.size()) / 1e3 / median);
    }
    return 0;
}
