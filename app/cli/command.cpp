// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/engine_commands.h"

#include "core/engine/ansi_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr Command commandTable[] = {
    {"lint", "GitLab's errors and warnings for a pipeline, then our advice", lint},
    {"expand", "the merged pipeline", expandPipeline},
    {"includes", "what a pipeline includes; keeps copies in the repository", includes},
    {"list", "the jobs that a pipeline would have, and why", list},
    {"run", "runs a pipeline or some of its jobs on this machine", nullptr},
    {"terminal", "opens a terminal in a job that is paused", nullptr},
    {"runs", "the runs that were kept: list, show, compare", runs},
    {"artifacts", "what the jobs of a run left: files, test results, coverage", artifacts},
    {"clean", "removes logs, artifacts and caches of old runs", clean},
    {"edit", "applies edit recipes to a pipeline", edit},
    {"config", "the config.toml of a runner mode", config},
    {"register", "the gitlab-runner register command of a runner mode", registerRunner},
    {"keywords", "the keywords, and how faithfully a local run treats them", keywords},
};

QString overview()
{
    QString text = u"Usage: stagecraft-cli COMMAND [OPTIONS] [DIR]\n\nCommands:\n"_s;
    for (const Command &command : commandTable)
        text += u"  %1%2\n"_s.arg(QString::fromUtf8(command.name), -10).arg(QString::fromUtf8(command.summary));
    text += u"\nstagecraft-cli COMMAND --help tells a command's options. "
            "DIR holds a .gitlab-ci.yml, or is that file; it is the current directory when left out.\n"_s;
    return text;
}

} // namespace

Result<QByteArray> Terminal::readInput(qint64 maximumSize)
{
    QByteArray bytes;
    char block[64 * 1024];
    for (qint64 count = m_in.read(block, sizeof block); count > 0; count = m_in.read(block, sizeof block)) {
        bytes.append(block, count);
        if (bytes.size() > maximumSize) {
            return failure(ErrorKind::TooLarge,
                           QT_TRANSLATE_NOOP("stagecraft",
                                             "The standard input has more than %1 MB and is not read further."),
                           {QString::number(maximumSize / (1024 * 1024))});
        }
    }
    return bytes;
}

void Terminal::print(const QByteArray &text)
{
    if (!m_closed && m_out.write(text) != text.size())
        m_closed = true;
}

void Terminal::show(const QString &text)
{
    print(engine::visibleText(text));
}

void Terminal::complain(const QString &sentence)
{
    m_err.write("stagecraft-cli: " + engine::visibleText(sentence).toUtf8() + '\n');
}

std::span<const Command> commands()
{
    return commandTable;
}

int runCommandLine(const QStringList &arguments, Terminal &terminal)
{
    if (arguments.isEmpty()) {
        terminal.complain(u"no command given.\n\n"_s + overview());
        return Usage;
    }
    const QString &name = arguments.first();
    if (name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1) {
        terminal.print(overview());
        return Success;
    }
    if (name == "--version"_L1) {
        terminal.print(u"stagecraft-cli %1\n"_s.arg(QCoreApplication::applicationVersion()));
        return Success;
    }
    const auto found = std::ranges::find_if(commandTable, [&](const Command &command) {
        return name == QLatin1StringView(command.name);
    });
    if (found == std::end(commandTable)) {
        terminal.complain(u"there is no command '%1'.\n\n"_s.arg(name) + overview());
        return Usage;
    }
    const bool opensTerminal = name == "terminal"_L1;
    const auto run = found->run ? found->run : opensTerminal ? engineCommands().terminal : engineCommands().run;
    return run ? run(arguments.sliced(1), terminal) : int(Usage);
}

} // namespace stagecraft::cli
