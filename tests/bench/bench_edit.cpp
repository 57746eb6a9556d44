// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A rename, verification included, in a generated file of 1,500 jobs, beside one parse of the same text. Medians.
#include "core/edit/recipe.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace stagecraft;

namespace {

double medianMilliseconds(const std::function<void()> &work)
{
    std::vector<double> times;
    for (int i = 0; i < 11; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::nth_element(times, times.begin() + 5);
    return times[5];
}

} // namespace

int main()
{
    QByteArray text = "stages: [build, test]\n";
    for (int i = 0; i < 1500; ++i) {
        const QByteArray number = QByteArray::number(i);
        text += "\n# job " + number + "\njob" + number + ":\n  stage: test\n  needs: [job" + QByteArray::number(i / 2)
            + "]\n  script:\n    - echo \"job " + number + "\"\n    - make check\n";
    }
    const text::TextBuffer buffer(text);
    const yaml::SyntaxTree tree = yaml::parse(buffer);
    const double parse = medianMilliseconds([&] { yaml::parse(buffer); });
    bool applied = true;
    const double rename = medianMilliseconds(
        [&] { applied = applied && edit::recipeToPatch(tree, edit::RenameJob{"job7", "seven"}).has_value(); });
    std::printf("1500 jobs, %lld bytes: parse %.1f ms, rename %.1f ms (%.1f x)\n", static_cast<long long>(text.size()), parse,
                rename, rename / parse);
    return applied ? 0 : 1;
}
