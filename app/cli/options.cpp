// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "app/cli/options.h"

namespace stagecraft::cli {

using namespace Qt::StringLiterals;

Options::Options(const char *command, const QString &usage, const QString &description)
    : m_command(QString::fromUtf8(command)), m_usage(usage)
{
    m_parser.setApplicationDescription(description);
    m_parser.addOption({{u"h"_s, u"help"_s}, u"Shows this help."_s});
}

void Options::add(const QString &name, const QString &description, const QString &valueName)
{
    m_parser.addOption({name, description, valueName});
}

bool Options::parse(const QStringList &arguments, Terminal &terminal, int &exitCode)
{
    const bool parsed = m_parser.parse(QStringList{u"stagecraft-cli "_s + m_command} + arguments);
    if (m_parser.isSet(u"help"_s)) {
        QString help = m_parser.helpText();
        help.replace(0, help.indexOf(u'\n'), u"Usage: stagecraft-cli %1 %2"_s.arg(m_command, m_usage));
        terminal.print(help);
        exitCode = Success;
        return false;
    }
    if (!parsed) {
        terminal.complain(u"%1 (see: stagecraft-cli %2 --help)"_s.arg(m_parser.errorText(), m_command));
        exitCode = Usage;
        return false;
    }
    return true;
}

std::optional<QString> Options::format(const QStringList &formats, Terminal &terminal) const
{
    if (!isSet(u"format"_s))
        return formats.first();
    const QString format = value(u"format"_s);
    if (formats.contains(format))
        return format;
    terminal.complain(u"--format is %1 or %2, not '%3'."_s.arg(formats.first(formats.size() - 1).join(u", "_s),
                                                               formats.last(), format));
    return std::nullopt;
}

} // namespace stagecraft::cli
