// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/start/starters.h"

#include "ui/session/session.h"

#include <QCoreApplication>
#include <QFile>

// The macro needs the global namespace; resources in a static library do not register themselves.
static void registerStarters()
{
    Q_INIT_RESOURCE(stagecraft_starters);
}

namespace stagecraft::ui {

const std::vector<Starter> &starters()
{
    using enum runner::RunnerMode;
    static const std::vector<Starter> table = {
        {"docker-dind", QT_TRANSLATE_NOOP("stagecraft", "Docker image (Docker-in-Docker)"),
         QT_TRANSLATE_NOOP("stagecraft", "Builds an image with a layer cache, pushes it, and tests inside it"),
         "docker-in-docker", DockerInDocker},
        {"docker-socket", QT_TRANSLATE_NOOP("stagecraft", "Docker image (host socket)"),
         QT_TRANSLATE_NOOP("stagecraft", "Builds with the engine of the runner's host; fast, for trusted projects"),
         "plug", DockerSocket},
        {"release", QT_TRANSLATE_NOOP("stagecraft", "Build, test, release, deploy"),
         QT_TRANSLATE_NOOP("stagecraft", "A service from commit to production, through the project's registry"),
         "rocket", DockerInDocker},
        {"shell", QT_TRANSLATE_NOOP("stagecraft", "Shell runner"),
         QT_TRANSLATE_NOOP("stagecraft", "Make targets on the runner's own machine, without containers"),
         "terminal", Shell},
        {"node", QT_TRANSLATE_NOOP("stagecraft", "Node"),
         QT_TRANSLATE_NOOP("stagecraft", "Lint, test with coverage and build with npm"), "package"},
        {"python", QT_TRANSLATE_NOOP("stagecraft", "Python"),
         QT_TRANSLATE_NOOP("stagecraft", "Ruff, mypy and pytest on several versions, then a package"), "flask"},
        {"go", QT_TRANSLATE_NOOP("stagecraft", "Go"),
         QT_TRANSLATE_NOOP("stagecraft", "Vet, race-checked tests and binaries for six platforms"), "code"},
        {"rust", QT_TRANSLATE_NOOP("stagecraft", "Rust"),
         QT_TRANSLATE_NOOP("stagecraft", "Format, Clippy, tests and a release build with Cargo"), "settings"},
        {"java-maven", QT_TRANSLATE_NOOP("stagecraft", "Java with Maven"),
         QT_TRANSLATE_NOOP("stagecraft", "Verify every change, publish tagged versions"), "blocks"},
        {"cpp-cmake", QT_TRANSLATE_NOOP("stagecraft", "C++ with CMake"),
         QT_TRANSLATE_NOOP("stagecraft", "Two compilers, a compiler cache and the sanitizers"), "hammer"},
        {"dotnet", QT_TRANSLATE_NOOP("stagecraft", ".NET"),
         QT_TRANSLATE_NOOP("stagecraft", "Restore, build, test and publish a solution"), "command"},
        {"pages", QT_TRANSLATE_NOOP("stagecraft", "Static site with Pages"),
         QT_TRANSLATE_NOOP("stagecraft", "Publishes a site, and a preview of each merge request"), "file-text"},
        {"monorepo", QT_TRANSLATE_NOOP("stagecraft", "Monorepo"),
         QT_TRANSLATE_NOOP("stagecraft", "Builds and tests only the parts that a change touches"), "branch"},
    };
    return table;
}

QByteArray starterText(const Starter &starter)
{
    registerStarters();
    QFile file(QStringLiteral(":/stagecraft/starters/%1.yml").arg(QLatin1StringView(starter.id)));
    const bool isThere = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isThere);
    return isThere ? file.readAll() : QByteArray();
}

void applyStarter(Session *session, const Starter &starter)
{
    const text::TextBuffer &pipeline = session->buffer(Document::Pipeline);
    const text::TextBuffer &config = session->buffer(Document::Config);
    text::TextPatch pipelinePatch{{{.range = {0, pipeline.size()}, .replacement = starterText(starter)}}};
    text::TextPatch configPatch;
    runner::ModeOptions options = session->mode();
    const bool choosesRunner = starter.mode && config.bytes().trimmed().isEmpty();
    if (choosesRunner) {
        options.mode = *starter.mode;
        configPatch.edits = {{.range = {0, config.size()}, .replacement = runner::configToml(options)}};
    }
    const QString title = QCoreApplication::translate("stagecraft", starter.title);
    session->applyBoth(pipelinePatch, configPatch, QCoreApplication::translate("stagecraft", "Start from %1").arg(title));
    if (choosesRunner)
        session->setMode(options);
}

} // namespace stagecraft::ui
