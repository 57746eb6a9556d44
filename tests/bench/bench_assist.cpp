// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Language help in a generated file of 5,000 jobs: completion of a key, of a need, of a variable; hover; uses. Medians.
#include "core/assist/complete.h"
#include "core/assist/definition.h"
#include "core/assist/hover.h"
#include "core/expand/expand.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace stagecraft;

namespace {

double medianMilliseconds(const std::function<void()> &work)
{
    std::vector<double> times;
    for (int i = 0; i < 21; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::nth_element(times, times.begin() + 10);
    return times[10];
}

struct Case {
    const char *name;
    QByteArray job; ///< "|" is the cursor
};

} // namespace

int main()
{
    QByteArray text = "stages: [build, test]\nvariables:\n  MODE: fast\n";
    for (int i = 0; i < 5000; ++i) {
        const QByteArray number = QByteArray::number(i);
        text += "\njob" + number + ":\n  stage: test\n  needs: [job" + QByteArray::number(i / 2) + "]\n  script:\n    - echo \"job " + number + "\"\n";
    }
    const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(text));
    const model::SourcePipeline source = model::projectSource(tree);
    const expand::Context context;
    const expand::EffectivePipeline effective = expand::expand(tree, QStringLiteral(".gitlab-ci.yml"), context, {});
    const assist::Knowledge known{.tree = tree, .source = source, .effective = effective, .context = &context};

    bool isSlow = false;
    for (const Case &at : {Case{"key", "\nnew:\n  script: x\n  ne|\n"}, Case{"need", "\nnew:\n  needs: [|]\n"},
                           Case{"variable", "\nnew:\n  script: echo $|\n"}, Case{"top level", "\nwor|\n"}}) {
        const text::TextBuffer buffer(text + QByteArray(at.job).replace('|', ""));
        const qsizetype offset = text.size() + at.job.indexOf('|');
        std::size_t items = 0;
        const double time = medianMilliseconds([&] { items = assist::complete(buffer, known, offset).items.size(); });
        std::printf("complete %-10s %6zu items  %.2f ms\n", at.name, items, time);
        isSlow = isSlow || time > 20;
    }
    const qsizetype need = text.lastIndexOf("[job") + 2;
    std::printf("hover %.2f ms, definition %.2f ms, uses %.2f ms\n", medianMilliseconds([&] { assist::hover(known, need); }),
                medianMilliseconds([&] { assist::definition(known, need); }), medianMilliseconds([&] { assist::uses(known, need); }));
    return isSlow ? 1 : 0;
}
