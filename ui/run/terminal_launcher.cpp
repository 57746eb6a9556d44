// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/run/terminal_launcher.h"

#include "core/engine/script_writer.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

/// A window that ends sooner than this, and with an error, never was there.
constexpr qint64 soon = 3000;

struct Emulator {
    QLatin1StringView program;
    QStringList before; ///< its words between its name and the command
};

const std::vector<Emulator> &emulators()
{
    static const std::vector<Emulator> known{
        {"x-terminal-emulator"_L1, {u"-e"_s}},
        {"gnome-terminal"_L1, {u"--"_s}},
        {"kgx"_L1, {u"--"_s}},
        {"ptyxis"_L1, {u"--"_s}},
        {"konsole"_L1, {u"-e"_s}},
        {"xfce4-terminal"_L1, {u"-x"_s}},
        {"mate-terminal"_L1, {u"-x"_s}},
        {"kitty"_L1, {}},
        {"alacritty"_L1, {u"-e"_s}},
        {"foot"_L1, {}},
        {"wezterm"_L1, {u"start"_s, u"--"_s}},
        {"lxterminal"_L1, {u"-e"_s}},
        {"urxvt"_L1, {u"-e"_s}},
        {"xterm"_L1, {u"-e"_s}},
    };
    return known;
}

} // namespace

QStringList terminalCommand(const QString &terminalFile)
{
    const QString here = QCoreApplication::applicationDirPath();
    for (const QString &program : {here + u"/stagecraft-cli"_s, here + u"/../stagecraft-cli"_s}) {
        const QFileInfo info(program);
        if (info.isExecutable())
            return {info.canonicalFilePath(), u"terminal"_s, terminalFile};
    }
    return {u"stagecraft-cli"_s, u"terminal"_s, terminalFile};
}

std::optional<QStringList> emulatorCommand(const QString &wanted, const QStringList &command)
{
    if (const Result<QString> program = findProgram(wanted)) {
        const QString name = wanted.section(u'/', -1);
        QStringList before{u"-e"_s};
        for (const Emulator &emulator : emulators()) {
            if (name == emulator.program)
                before = emulator.before;
        }
        return QStringList{*program} + before + command;
    }
    for (const Emulator &emulator : emulators()) {
        if (const Result<QString> program = findProgram(emulator.program))
            return QStringList{*program} + emulator.before + command;
    }
    return std::nullopt;
}

QString typedCommand(const QStringList &command)
{
    QStringList words;
    for (const QString &word : command)
        words += QString::fromStdString(engine::shellQuoted(word.toStdString()));
    return words.join(u' ');
}

void TerminalLauncher::open(const QString &terminalFile)
{
    const QStringList command = terminalCommand(terminalFile);
    const std::optional<QStringList> words = emulatorCommand(qEnvironmentVariable("TERMINAL"), command);
    if (!words) {
        Q_EMIT unavailable(typedCommand(command));
        return;
    }
    auto *window = new Process(this);
    QElapsedTimer clock;
    clock.start();
    connect(window, &Process::finished, this, [this, window, clock, command](const ProcessResult &result) {
        window->deleteLater();
        if (result.exitCode != 0 && clock.elapsed() < soon)
            Q_EMIT unavailable(typedCommand(command));
    });
    connect(window, &Process::failed, this, [this, window, command] {
        window->deleteLater();
        Q_EMIT unavailable(typedCommand(command));
    });
    window->start({.program = words->first(), .arguments = words->sliced(1)});
}

} // namespace stagecraft::ui
