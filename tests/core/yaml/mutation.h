// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Damaged YAML in any quantity, the same on every run: slices of real files and heaps of YAML's own tokens, changed at
// a few places.
#pragma once

#include <QByteArrayList>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace stagecraft::yaml::test {

class Mutator
{
public:
    Mutator(QByteArrayList seeds, quint32 seed) : m_seeds(std::move(seeds)), m_random(seed) {}

    QByteArray next()
    {
        QByteArray text = below(4) == 0 || m_seeds.isEmpty() ? heap() : slice();
        for (qsizetype changes = below(5); changes > 0; --changes)
            change(text);
        return text;
    }

private:
    qsizetype below(qsizetype bound) { return bound > 0 ? m_random.bounded(static_cast<int>(bound)) : 0; }

    QByteArray piece()
    {
        static constexpr std::array<std::string_view, 64> pieces = {
            "- ", "? ", ": ", ":", ",", "[", "]", "{", "}", "#", " #", "&a ", "*a", "*a ", "!t ", "!!str ",
            "!", "|\n", "> \n", ">-\n", "|+\n", "|2\n", "'", "\"", "\n", "\n\n", "\r\n", "\r", " ", "  ", "\t", "---\n",
            "--- ", "...\n", "%YAML 1.1\n", "\\", "\xC2\x85", "\xE2\x80\xA8", "\xEF\xBB\xBF", "a: b\n", "- a\n", "<<: *a\n", "x",
            "\xC3\xA9", "$[[ a ]]", "''", "\"\"", "@", "`", "~", "?", "-", "a", "b: ", "\\n", "\\\n", "=", "\n  ",
            "\n- ", "\n? ", "\n: ", "\n    ", "\x01", "\xFF",
        };
        const std::string_view chosen = pieces[static_cast<std::size_t>(below(pieces.size()))];
        return QByteArray(chosen.data(), static_cast<qsizetype>(chosen.size()));
    }

    QByteArray heap()
    {
        QByteArray text;
        for (qsizetype pieces = below(12); pieces >= 0; --pieces)
            text += piece();
        return text;
    }

    QByteArray slice()
    {
        const QByteArray &seed = m_seeds[below(m_seeds.size())];
        const qsizetype length = std::min(seed.size(), below(40) == 0 ? 4000 : 5 + below(150));
        qsizetype begin = below(seed.size() - length + 1);
        while (begin > 0 && seed[begin - 1] != '\n' && below(100) > 0)
            --begin;
        return seed.mid(begin, length);
    }

    void change(QByteArray &text)
    {
        const qsizetype at = below(text.size() + 1);
        switch (below(4)) {
        case 0: text.insert(at, piece()); break;
        case 1: text.remove(at, 1 + below(4)); break;
        case 2:
            if (at < text.size())
                text[at] = static_cast<char>(below(8) > 0 ? 32 + below(95) : below(256));
            break;
        default: text.insert(at, text.mid(below(text.size() + 1), below(20))); break;
        }
    }

    QByteArrayList m_seeds;
    QRandomGenerator m_random;
};

} // namespace stagecraft::yaml::test
