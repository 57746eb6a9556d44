// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/masker.h"

#include <QUrl>

#include <algorithm>
#include <set>

namespace stagecraft::engine {

namespace {

const QByteArray mark = QByteArrayLiteral("[MASKED]");
/// Shorter encoded forms and single lines would hide ordinary text. GitLab, too, masks nothing shorter than 8.
constexpr std::size_t shortestPart = 8;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The characters of base64 that are the same whatever stands before and after the value, for an offset of 0 to 2 bytes.
std::string base64Core(std::string_view value, int offset, QByteArray::Base64Options alphabet)
{
    const QByteArray encoded = (QByteArray(offset, '\0') + QByteArray(value.data(), static_cast<qsizetype>(value.size())))
                                   .toBase64(alphabet | QByteArray::OmitTrailingEquals);
    const qsizetype first = (offset * 8 + 5) / 6;
    const qsizetype last = (offset + static_cast<qsizetype>(value.size())) * 8 / 6;
    return encoded.mid(first, last - first).toStdString();
}

std::string percentEncoded(std::string_view value, std::string_view digits, std::string_view unescaped, bool plusForSpace)
{
    std::string text;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
            || unescaped.contains(c);
        if (plain)
            text += c;
        else if (c == ' ' && plusForSpace)
            text += '+';
        else
            text += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return text;
}

std::string jsonEscaped(std::string_view value, bool escapeSlash, bool asciiOnly)
{
    constexpr std::string_view digits = "0123456789abcdef";
    const auto unit = [&](unsigned code) {
        return std::string{'\\', 'u', digits[code >> 12 & 15], digits[code >> 8 & 15], digits[code >> 4 & 15],
                           digits[code & 15]};
    };
    std::string text;
    for (const QChar character : QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()))) {
        switch (character.unicode()) {
        case '"': text += "\\\""; break;
        case '\\': text += "\\\\"; break;
        case '\n': text += "\\n"; break;
        case '\r': text += "\\r"; break;
        case '\t': text += "\\t"; break;
        case '/': text += escapeSlash ? "\\/" : "/"; break;
        default:
            if (character.unicode() < 0x20 || (asciiOnly && character.unicode() > 0x7e))
                text += unit(character.unicode());
            else if (character.unicode() < 0x80)
                text += static_cast<char>(character.unicode());
            else
                return {}; // only the ASCII form differs from the value
        }
    }
    return text;
}

} // namespace

Masker::Masker(const std::vector<std::string> &phrases)
{
    build(phrases);
}

void Masker::build(const std::vector<std::string> &phrases)
{
    for (const std::string &phrase : phrases) {
        for (const char c : phrase) {
            std::uint16_t &number = m_classOf[static_cast<unsigned char>(c)];
            if (number == 0)
                number = m_classes++;
        }
    }
    m_next.assign(m_classes, 0);
    m_depth.assign(1, 0);
    m_longest.assign(1, 0);
    for (const std::string &phrase : phrases) {
        std::uint32_t state = 0;
        for (const char c : phrase) {
            const std::size_t edge = state * m_classes + m_classOf[static_cast<unsigned char>(c)];
            if (m_next[edge] == 0) {
                m_next[edge] = static_cast<std::uint32_t>(m_depth.size());
                m_depth.push_back(m_depth[state] + 1);
                m_longest.push_back(0);
                m_next.resize(m_next.size() + m_classes, 0);
            }
            state = m_next[edge];
        }
        m_longest[state] = m_depth[state];
    }

    // Breadth first: a missing edge leads where the longest proper suffix leads.
    std::vector<std::uint32_t> suffix(m_depth.size(), 0);
    std::vector<std::uint32_t> order;
    for (std::uint32_t c = 1; c < m_classes; ++c) {
        if (m_next[c] != 0)
            order.push_back(m_next[c]);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::uint32_t state = order[i];
        const std::size_t row = std::size_t{state} * m_classes;
        const std::size_t suffixRow = std::size_t{suffix[state]} * m_classes;
        if (m_longest[state] == 0)
            m_longest[state] = m_longest[suffix[state]];
        for (std::uint32_t c = 1; c < m_classes; ++c) {
            const std::uint32_t child = m_next[row + c];
            if (child != 0) {
                suffix[child] = m_next[suffixRow + c];
                order.push_back(child);
            } else {
                m_next[row + c] = m_next[suffixRow + c];
            }
        }
    }
}

QByteArray Masker::feed(const QByteArray &bytes)
{
    if (m_depth.size() == 1)
        return bytes;
    qsizetype at = m_held.size();
    m_held += bytes;
    for (; at < m_held.size(); ++at) {
        m_state = m_next[std::size_t{m_state} * m_classes + m_classOf[static_cast<unsigned char>(m_held[at])]];
        const qsizetype length = m_longest[m_state];
        if (length == 0)
            continue;
        Span found{at + 1 - length, at + 1};
        while (!m_matches.empty() && m_matches.back().end > found.begin) {
            found.begin = std::min(found.begin, m_matches.back().begin);
            m_matches.pop_back();
        }
        m_matches.push_back(found);
    }
    return show(m_held.size() - m_depth[m_state]);
}

/// Takes the held bytes before `safeUpTo`, where no secret can begin any more that is still incomplete.
QByteArray Masker::show(qsizetype safeUpTo)
{
    QByteArray shown;
    shown.reserve(safeUpTo);
    qsizetype done = 0;
    std::size_t count = 0;
    for (; count < m_matches.size() && m_matches[count].end <= safeUpTo; ++count) {
        shown.append(QByteArrayView(m_held).sliced(done, m_matches[count].begin - done));
        shown.append(mark);
        done = m_matches[count].end;
    }
    m_matches.erase(m_matches.begin(), m_matches.begin() + static_cast<std::ptrdiff_t>(count));
    if (!m_matches.empty())
        safeUpTo = std::min(safeUpTo, m_matches.front().begin);
    shown.append(QByteArrayView(m_held).sliced(done, safeUpTo - done));
    m_held.remove(0, safeUpTo);
    for (Span &match : m_matches)
        match = {match.begin - safeUpTo, match.end - safeUpTo};
    return shown;
}

QByteArray Masker::finish()
{
    m_state = 0;
    return show(m_held.size());
}

std::vector<std::string> maskedPhrases(const std::vector<plan::Variable> &variables)
{
    std::set<std::string> phrases;
    const auto addPart = [&phrases](std::string part) {
        if (part.size() >= shortestPart)
            phrases.insert(std::move(part));
    };
    for (const plan::Variable &variable : variables) {
        const std::string_view value = trimmed(variable.value);
        if (!variable.masked || value.empty())
            continue;
        phrases.emplace(value);
        for (std::size_t from = 0; from < value.size();) {
            const std::size_t newline = std::min(value.find('\n', from), value.size());
            addPart(std::string(trimmed(value.substr(from, newline - from))));
            from = newline + 1;
        }
        for (const QByteArray::Base64Option alphabet : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
            for (int offset = 0; offset < 3; ++offset)
                addPart(base64Core(value, offset, alphabet));
        }
        for (const std::string_view digits : {"0123456789ABCDEF", "0123456789abcdef"}) {
            addPart(percentEncoded(value, digits, "-._~", false));
            addPart(percentEncoded(value, digits, "-._*", true));
            addPart(percentEncoded(value, digits, "-_.!~*'()", false));
        }
        for (const bool escapeSlash : {false, true}) {
            addPart(jsonEscaped(value, escapeSlash, false));
            addPart(jsonEscaped(value, escapeSlash, true));
        }
    }
    return {phrases.begin(), phrases.end()};
}

} // namespace stagecraft::engine
