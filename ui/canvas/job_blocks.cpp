// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/job_blocks.h"

#include <QCoreApplication>

#include <algorithm>

namespace stagecraft::ui {

const std::vector<JobBlock> &jobBlocks()
{
    static const char basics[] = QT_TRANSLATE_NOOP("stagecraft", "Basics");
    static const char docker[] = QT_TRANSLATE_NOOP("stagecraft", "Docker");
    static const char flow[] = QT_TRANSLATE_NOOP("stagecraft", "Flow");
    static const std::vector<JobBlock> blocks = {
        {"shell", QT_TRANSLATE_NOOP("stagecraft", "Shell job"), QT_TRANSLATE_NOOP("stagecraft", "A few commands"),
         "terminal", basics, "job", "", {"echo \"Hello from $CI_JOB_NAME\""}, "{}"},
        {"build", QT_TRANSLATE_NOOP("stagecraft", "Build"),
         QT_TRANSLATE_NOOP("stagecraft", "Compiles, keeps the result"), "hammer", basics, "build",
         "build", {"make"}, R"({"artifacts": {"paths": ["build/"], "expire_in": "1 week"}})"},
        {"test", QT_TRANSLATE_NOOP("stagecraft", "Test"),
         QT_TRANSLATE_NOOP("stagecraft", "Tests with a JUnit report"), "flask", basics, "test", "test",
         {"make test"}, R"({"artifacts": {"when": "always", "reports": {"junit": "report.xml"}}})"},
        {"deploy", QT_TRANSLATE_NOOP("stagecraft", "Deploy"),
         QT_TRANSLATE_NOOP("stagecraft", "From the default branch"), "rocket", basics, "deploy",
         "deploy", {"./deploy.sh"},
         R"({"environment": {"name": "production"}, "rules": [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]})"},
        {"docker-build", QT_TRANSLATE_NOOP("stagecraft", "Docker build and push"),
         QT_TRANSLATE_NOOP("stagecraft", "With Docker-in-Docker"), "package", docker, "docker-build",
         "build",
         {"docker login -u \"$CI_REGISTRY_USER\" -p \"$CI_REGISTRY_PASSWORD\" \"$CI_REGISTRY\"",
          "docker build -t \"$CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA\" .",
          "docker push \"$CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA\""},
         R"({"image": "docker:29-cli", "services": ["docker:29-dind"], "variables": {"DOCKER_TLS_CERTDIR": "/certs"}})"},
        {"container", QT_TRANSLATE_NOOP("stagecraft", "Job in an image"),
         QT_TRANSLATE_NOOP("stagecraft", "Commands in a container"), "container", docker, "job", "test",
         {"cat /etc/os-release"}, R"({"image": "debian:13"})"},
        {"service", QT_TRANSLATE_NOOP("stagecraft", "Job with a database"),
         QT_TRANSLATE_NOOP("stagecraft", "PostgreSQL beside the job"), "service", docker, "integration-test",
         "test", {"./integration-test.sh --database \"postgres://postgres@db/postgres\""},
         R"({"image": "debian:13", "services": [{"name": "postgres:17", "alias": "db"}], "variables": {"POSTGRES_HOST_AUTH_METHOD": "trust"}})"},
        {"manual", QT_TRANSLATE_NOOP("stagecraft", "Manual step"),
         QT_TRANSLATE_NOOP("stagecraft", "Waits for you to press play"), "status-manual", flow, "approve", "deploy",
         {"echo \"Approved\""}, R"({"when": "manual"})"},
        {"parallel", QT_TRANSLATE_NOOP("stagecraft", "Parallel job"),
         QT_TRANSLATE_NOOP("stagecraft", "Several copies at once"), "parallel", flow, "split-test", "test",
         {"./test.sh --shard \"$CI_NODE_INDEX/$CI_NODE_TOTAL\""}, R"({"parallel": 3})"},
        {"cleanup", QT_TRANSLATE_NOOP("stagecraft", "Clean-up"),
         QT_TRANSLATE_NOOP("stagecraft", "Always runs at the end"), "trash", flow, "cleanup", "deploy",
         {"./cleanup.sh"}, R"({"when": "always"})"},
    };
    return blocks;
}

const JobBlock *jobBlock(const QString &id)
{
    const auto found = std::ranges::find_if(
        jobBlocks(), [&](const JobBlock &block) { return id == QLatin1StringView(block.id); });
    return found == jobBlocks().end() ? nullptr : &*found;
}

} // namespace stagecraft::ui
