// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/paused_script.h"

#include "core/engine/script_writer.h"

#include <algorithm>

namespace stagecraft::engine {

using namespace Qt::StringLiterals;

namespace {

// First and last lines of the file around the variables. A terminal's TERM is its own, and what is typed there is no history of the
// person's; the prompt is short, as the paths are not, and every shell understands it.
constexpr char beforeVariables[] = "stagecraft_term=${TERM-}";
constexpr char afterVariables[] = "export TERM=\"$stagecraft_term\"; unset stagecraft_term ENV HISTFILE; cd \"$PWD\"; "
                                  "PS1='stagecraft:${PWD##*/}\\$ '";

const QString findShell =
    u"for shell in /usr/local/bin/bash /usr/bin/bash /bin/bash /usr/local/bin/sh /usr/bin/sh /bin/sh /busybox/sh; do\n"
    "    [ -x \"$shell\" ] || continue\n"
    "    case $shell in *bash) exec \"$shell\" --rcfile \"$1\" -i;; esac\n"
    "    ENV=$1; export ENV; exec \"$shell\" -i\n"
    "done\n"
    "echo shell not found\n"
    "exit 1\n"_s;

} // namespace

std::string keepCommands(const std::string &file)
{
    // A subshell: nothing of it may change the job's shell, and a disk that is full must not change its exit code.
    return "stagecraft_keep() { (set +x; umask 077; export PWD; { printf '%s\\n' " + shellQuoted(beforeVariables)
           + "; export -p; printf '%s\\n' " + shellQuoted(afterVariables) + "; } >|" + shellQuoted(file)
           + ") 2>/dev/null || :; }\n"
             "trap '{ stagecraft_code=$?; set +x; } 2>/dev/null; [ \"$stagecraft_code\" = 0 ] || stagecraft_keep; "
             "exit \"$stagecraft_code\"' EXIT\n"
             "{ stagecraft_keep; } 2>/dev/null\n";
}

std::string holdCommands(const std::string &word)
{
    return "trap '{ stagecraft_code=$?; set +x; } 2>/dev/null; if [ \"$stagecraft_code\" != 0 ]; then "
           "printf \"\\033]stagecraft-paused:%s\\007\" "
           + word
           + "; "
             "while read -r stagecraft_line && [ \"$stagecraft_line\" != "
           + word
           + " ]; do :; done; fi; "
             "exit \"$stagecraft_code\"' EXIT\n"
             "trap 'trap - EXIT; exit 1' TERM\n\n";
}

QByteArray pauseMark(const QByteArray &word)
{
    return "\033]stagecraft-paused:" + word + '\007';
}

QStringList terminalShellInContainer(const QString &file)
{
    return {u"sh"_s, u"-c"_s, findShell, u"sh"_s, file};
}

QStringList terminalShell(const QString &shell, const QString &file)
{
    if (shell.endsWith("/bash"_L1))
        return {shell, u"--rcfile"_s, file, u"-i"_s};
    return {shell, u"-i"_s};
}

QByteArray PauseMark::feed(QByteArrayView bytes)
{
    m_rest.append(bytes);
    QByteArray own;
    if (const qsizetype at = m_rest.indexOf(m_mark); at >= 0) {
        m_isSeen = true;
        own = m_rest.first(at);
        m_rest.remove(0, at + m_mark.size());
    }
    // What may be the beginning of a mark stays.
    qsizetype kept = std::min(m_rest.size(), m_mark.size() - 1);
    while (kept > 0 && !m_mark.startsWith(QByteArrayView(m_rest).last(kept)))
        --kept;
    own += m_rest.first(m_rest.size() - kept);
    m_rest.remove(0, m_rest.size() - kept);
    return own;
}

} // namespace stagecraft::engine
