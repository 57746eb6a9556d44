// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/text/repeats.h"

#include <QHash>

namespace stagecraft::text {

namespace {

/// A view into diagnostics that outlive it.
struct Told {
    const Diagnostic *diagnostic;

    friend bool operator==(const Told &a, const Told &b)
    {
        return a.diagnostic->severity == b.diagnostic->severity && a.diagnostic->position == b.diagnostic->position
               && a.diagnostic->file == b.diagnostic->file && a.diagnostic->message == b.diagnostic->message;
    }
    friend std::size_t qHash(const Told &told, std::size_t seed) noexcept
    {
        const TextPosition &position = told.diagnostic->position;
        return qHashMulti(seed, position.line, position.column, told.diagnostic->file, told.diagnostic->message);
    }
};

} // namespace

std::vector<Repeated> withoutRepeats(const Diagnostics &diagnostics)
{
    std::vector<Repeated> result;
    QHash<Told, std::size_t> rows;
    for (std::size_t i = 0; i < diagnostics.size(); ++i) {
        const Told told{&diagnostics[i]};
        if (const auto row = rows.constFind(told); row != rows.cend()) {
            ++result[*row].times;
            continue;
        }
        rows.insert(told, result.size());
        result.push_back({i});
    }
    return result;
}

} // namespace stagecraft::text
