// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Texts that become commands wherever somebody puts them into a command line, an option, a template or a file of settings.
#pragma once

#include <QByteArrayList>

namespace stagecraft::trust {

/// `command`: the path of a program that leaves a trace.
inline QByteArrayList injectionTexts(const QByteArray &command)
{
    QByteArrayList texts = {
        // shells
        "$(CMD)",
        "`CMD`",
        "x$(CMD)y",
        ";CMD;",
        ";CMD #",
        "|CMD",
        "||CMD",
        "&CMD&",
        "&&CMD",
        "\nCMD\n",
        "\r\nCMD\r\n",
        "'$(CMD)'",
        "\"$(CMD)\"",
        "';CMD;'",
        "\";CMD;\"",
        "'; CMD; echo '",
        "\" ; CMD ; echo \"",
        "'\"'\"';CMD;'\"'\"'",
        "'\\'';CMD;'\\''",
        "\\';CMD;\\'",
        "\\\";CMD;\\\"",
        "$'\\x27;CMD;\\x27'",
        "${X:-$(CMD)}",
        "${X:=`CMD`}",
        "$((a[$(CMD)]))",
        "a[$(CMD)]",
        "<(CMD)",
        ">(CMD)",
        "!CMD",
        "() { :;}; CMD",
        "() { _; } >_[$($())] { CMD; }",
        "{CMD,}",
        "$IFS$(CMD)",
        "x;${IFS}CMD",
        "x\\\nCMD",
        " CMD",
        "\tCMD",
        "*;CMD",
        "~/$(CMD)",
        "$(CMD)/x",
        "EOF\nCMD\nEOF",
        "\nexec CMD\n",
        "eval CMD",
        ". CMD",
        "source CMD",
        "trap CMD EXIT",
        "x # \nCMD",
        "x);CMD;(",
        "x};CMD;{",
        "x\" || CMD \"",
        "%0aCMD",
        "\\nCMD",
        "\\$(CMD)",
        "\\\\$(CMD)",
        "$\\(CMD)",
        "CMD",
        "/../../../..CMD",
        // options and addresses
        "-cCMD",
        "-c CMD",
        "--exec=CMD",
        "--upload-pack=CMD",
        "-oProxyCommand=CMD",
        "--config=core.fsmonitor=CMD",
        "-ccore.sshCommand=CMD",
        "ext::CMD",
        "ext::sh -c CMD",
        "file://CMD",
        "fd::17/CMD",
        "--output=CMD.ran",
        "--",
        "-",
        // templates, other languages, escapes
        "{{CMD}}",
        "${{CMD}}",
        "<%= `CMD` %>",
        "#{`CMD`}",
        "\"; system(\"CMD\"); \"",
        "__import__('os').system('CMD')",
        "\x1b]0;$(CMD)\x07",
        "\"]\n[[runners]]\nexecutor = \"CMD\"\n",
        "\"\nx: !!python/object/apply:os.system [CMD]\n",
        "\xE2\x80\xAE$(CMD)",
        "$(CMD)\xFF",
    };
    for (QByteArray &text : texts)
        text.replace("CMD", command);
    return texts;
}

} // namespace stagecraft::trust
