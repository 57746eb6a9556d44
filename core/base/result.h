// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Result<T>: how the environment's failures (files, processes, engines, networks) are reported.
// User content never fails this way: parsing and expanding return a value plus diagnostics. Bugs are assertions.
// Values; may be used on any thread.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <expected>
#include <utility>

namespace stagecraft {

/// What kind of thing went wrong; decides exit codes and icons, never the text.
enum class ErrorKind {
    NotFound,
    PermissionDenied,
    NoSpace,
    TooLarge,
    Conflict,    ///< something changed meanwhile, e.g. the file on disk
    Unavailable, ///< a program, engine or server does not answer
    Invalid,     ///< an answer or argument makes no sense
    Cancelled,
    TimedOut,
    Other,
};

/// An error as data: source text with %1, %2 … and its arguments. It becomes text for people only at the edge.
struct Error {
    ErrorKind kind = ErrorKind::Other;
    const char *text = "";      ///< marked with QT_TRANSLATE_NOOP("stagecraft", …) where it is created
    QStringList arguments = {}; ///< replace %1, %2 … in order
};

template<typename T = void>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> failure(ErrorKind kind, const char *text, QStringList arguments = {})
{
    return std::unexpected(Error{kind, text, std::move(arguments)});
}

/// The translated sentence for people.
inline QString describe(const Error &error)
{
    QString sentence = QCoreApplication::translate("stagecraft", error.text);
    for (const QString &argument : error.arguments)
        sentence = sentence.arg(argument);
    return sentence;
}

} // namespace stagecraft
