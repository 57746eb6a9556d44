// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Pipelines of any size for the benchmarks: templates, anchors, extends, needs and rules.
#pragma once

#include <QByteArray>

namespace stagecraft::bench {

/// As a person writes them: jobs that extend two templates, merge an anchor, need an earlier job.
inline QByteArray pipelineOf(int jobs)
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

} // namespace stagecraft::bench
