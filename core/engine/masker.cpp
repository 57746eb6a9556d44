// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/masker.h"

#include <QUrl>

#include <algorithm>
#include <map>

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
    const QByteArray encoded = (QByteArray(offset, '\0')
                                + QByteArray(value.data(), static_cast<qsizetype>(value.size())))
                                   .toBase64(alphabet | QByteArray::OmitTrailingEquals);
    const qsizetype first = (offset * 8 + 5) / 6;
    const qsizetype last = (offset + static_cast<qsizetype>(value.size())) * 8 / 6;
    return encoded.mid(first, last - first).toStdString();
}

std::string percentEncoded(std::string_view value, std::string_view digits, std::string_view unescaped,
                           bool plusForSpace)
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

/// The ways in which writers of JSON differ.
struct JsonStyle {
    bool escapeSlash;  ///< PHP
    bool asciiOnly;    ///< Python, PHP
    bool escapeMarkup; ///< Go, Rails
    std::string_view digits;
};

std::string jsonEscaped(std::string_view value, const JsonStyle &style)
{
    QString text;
    const auto escape = [&](char16_t code) {
        text += QStringLiteral("\\u");
        for (const int shift : {12, 8, 4, 0})
            text += QLatin1Char(style.digits[static_cast<std::size_t>(code >> shift & 15)]);
    };
    for (const QChar character : QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()))) {
        const char16_t code = character.unicode();
        switch (code) {
        case '"': text += QStringLiteral("\\\""); break;
        case '\\': text += QStringLiteral("\\\\"); break;
        case '\b': text += QStringLiteral("\\b"); break;
        case '\f': text += QStringLiteral("\\f"); break;
        case '\n': text += QStringLiteral("\\n"); break;
        case '\r': text += QStringLiteral("\\r"); break;
        case '\t': text += QStringLiteral("\\t"); break;
        case '/': text += style.escapeSlash ? QStringLiteral("\\/") : QStringLiteral("/"); break;
        default: {
            const bool markup = code == '<' || code == '>' || code == '&' || code == 0x2028 || code == 0x2029;
            if (code < 0x20 || (style.asciiOnly && code > 0x7e) || (style.escapeMarkup && markup))
                escape(code);
            else
                text += character;
        }
        }
    }
    return text.toStdString();
}

} // namespace

Masker::Masker(const std::vector<Phrase> &phrases) : m_automaton(build(phrases)) {}

std::shared_ptr<const Masker::Automaton> Masker::build(const std::vector<Phrase> &phrases)
{
    const auto result = std::make_shared<Automaton>();
    auto &[classOf, classes, next, depth, longest, afterLineEnd] = *result;
    for (const Phrase &phrase : phrases) {
        for (const char c : phrase.text) {
            std::uint16_t &number = classOf[static_cast<unsigned char>(c)];
            if (number == 0)
                number = classes++;
        }
    }
    next.assign(classes, 0);
    depth.assign(1, 0);
    longest.assign(1, 0);
    afterLineEnd.assign(1, 0);
    for (const Phrase &phrase : phrases) {
        std::uint32_t state = 0;
        for (const char c : phrase.text) {
            const std::size_t edge = std::size_t{state} * classes + classOf[static_cast<unsigned char>(c)];
            if (next[edge] == 0) {
                next[edge] = static_cast<std::uint32_t>(depth.size());
                depth.push_back(depth[state] + 1);
                longest.push_back(0);
                afterLineEnd.push_back(0);
                next.resize(next.size() + classes, 0);
            }
            state = next[edge];
            if (phrase.inLines)
                afterLineEnd[state] = state;
        }
        longest[state] = depth[state];
    }

    // Breadth first: a missing edge leads where the longest proper suffix leads.
    std::vector<std::uint32_t> suffix(depth.size(), 0);
    std::vector<std::uint32_t> order;
    for (std::uint32_t c = 1; c < classes; ++c) {
        if (next[c] != 0)
            order.push_back(next[c]);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::uint32_t state = order[i];
        const std::size_t row = std::size_t{state} * classes;
        const std::size_t suffixRow = std::size_t{suffix[state]} * classes;
        if (longest[state] == 0)
            longest[state] = longest[suffix[state]];
        if (afterLineEnd[state] == 0)
            afterLineEnd[state] = afterLineEnd[suffix[state]];
        for (std::uint32_t c = 1; c < classes; ++c) {
            const std::uint32_t child = next[row + c];
            if (child != 0) {
                suffix[child] = next[suffixRow + c];
                order.push_back(child);
            } else {
                next[row + c] = next[suffixRow + c];
            }
        }
    }
    return result;
}

QByteArray Masker::feed(const QByteArray &bytes)
{
    const Automaton &automaton = *m_automaton;
    if (automaton.depth.size() == 1)
        return bytes;
    qsizetype at = m_held.size();
    m_held = m_held.isEmpty() ? bytes : m_held + bytes;
    const char *text = m_held.constData();
    const qsizetype end = m_held.size();
    while (at < end) {
        if (m_state == 0) { // most of a log: nothing that a secret could begin with
            while (at < end && automaton.next[automaton.classOf[static_cast<unsigned char>(text[at])]] == 0)
                ++at;
            if (at == end)
                break;
        }
        const char c = text[at];
        const std::uint32_t before = m_state;
        m_state = automaton
                      .next[std::size_t{before} * automaton.classes + automaton.classOf[static_cast<unsigned char>(c)]];
        if (m_state == 0 && before != 0 && (c == '\n' || c == '\r')) {
            m_state = stateAfterLineEnd(before, at);
        } else if (const std::uint32_t length = automaton.longest[m_state]; length != 0) {
            Span found{beginOf(length, at + 1), at + 1};
            while (!m_matches.empty() && m_matches.back().end > found.begin) {
                found.begin = std::min(found.begin, m_matches.back().begin);
                m_matches.pop_back();
            }
            m_matches.push_back(found);
        }
        ++at;
    }
    return show(beginOf(automaton.depth[m_state], m_held.size()));
}

/// A line end at `at` that no secret holds: passed over in a phrase that may be broken, if it is a single one.
std::uint32_t Masker::stateAfterLineEnd(std::uint32_t state, qsizetype at)
{
    const bool second = !m_lineEnds.empty() && m_lineEnds.back() == at - 1;
    const bool pair = second && m_held.at(at - 1) == '\r' && m_held.at(at) == '\n';
    const std::uint32_t result = second && !pair ? 0 : m_automaton->afterLineEnd[state];
    if (result != 0)
        m_lineEnds.push_back(at);
    return result;
}

/// Where the last `length` bytes before `end` begin, line ends that were passed over not counted.
qsizetype Masker::beginOf(std::uint32_t length, qsizetype end) const
{
    qsizetype begin = end - length;
    for (auto lineEnd = m_lineEnds.rbegin(); length > 0 && lineEnd != m_lineEnds.rend() && *lineEnd >= begin; ++lineEnd)
        --begin;
    return begin;
}

/// Takes the held bytes before `safeUpTo`, where no secret can begin any more that is still incomplete.
QByteArray Masker::show(qsizetype safeUpTo)
{
    if (m_matches.empty() && safeUpTo == m_held.size()) { // as it came, without a copy
        m_lineEnds.clear();
        return std::exchange(m_held, {});
    }
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
    m_held = m_held.sliced(safeUpTo);
    for (Span &match : m_matches)
        match = {match.begin - safeUpTo, match.end - safeUpTo};
    std::erase_if(m_lineEnds, [safeUpTo](qsizetype at) { return at < safeUpTo; });
    for (qsizetype &at : m_lineEnds)
        at -= safeUpTo;
    return shown;
}

QByteArray Masker::finish()
{
    m_state = 0;
    return show(m_held.size());
}

std::vector<Phrase> maskedPhrases(const std::vector<plan::Variable> &variables)
{
    std::map<std::string, bool> phrases;
    const auto addPart = [&phrases](std::string part, bool inLines = false) {
        if (part.size() >= shortestPart)
            phrases[std::move(part)] |= inLines;
    };
    for (const plan::Variable &variable : variables) {
        const std::string_view value = trimmed(variable.value);
        if (!variable.masked || value.empty())
            continue;
        phrases.emplace(value, false);
        for (std::size_t from = 0; from < value.size();) {
            const std::size_t newline = std::min(value.find('\n', from), value.size());
            addPart(std::string(trimmed(value.substr(from, newline - from))));
            from = newline + 1;
        }
        for (const QByteArray::Base64Option alphabet : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
            for (int offset = 0; offset < 3; ++offset)
                addPart(base64Core(value, offset, alphabet), true);
        }
        for (const std::string_view digits : {"0123456789ABCDEF", "0123456789abcdef"}) {
            addPart(percentEncoded(value, digits, "-._~", false));
            addPart(percentEncoded(value, digits, "-._*", true));
            addPart(percentEncoded(value, digits, "-_.!~*'()", false));
            for (const int style : {0, 1, 2, 3, 4, 5, 6, 7})
                addPart(jsonEscaped(value, {(style & 1) != 0, (style & 2) != 0, (style & 4) != 0, digits}));
        }
    }
    std::vector<Phrase> result;
    for (const auto &[text, inLines] : phrases)
        result.emplace_back(text, inLines);
    return result;
}

} // namespace stagecraft::engine
