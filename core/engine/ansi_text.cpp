// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/engine/ansi_text.h"

#include "core/engine/section_marker.h"

#include <optional>

namespace stagecraft::engine {

namespace {

constexpr char escape = '\x1b';

/// Characters that change what a reader believes to see: direction controls, invisible ones, C1 controls.
bool isTreacherous(char32_t c)
{
    if (c < 0x80)
        return false;
    return c <= 0x9f || c == 0xad || c == 0x61c || c == 0x180e || (c >= 0x200b && c <= 0x200f)
           || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff
           || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

QString controlPicture(char16_t c)
{
    return QString(QChar(c == 0x7f ? 0x2421 : 0x2400 + c));
}

class LineReader
{
public:
    LineReader(QByteArrayView line, const TextStyle &style) : m_line(line), m_style(style) {}

    AnsiLine read()
    {
        bool sawMarker = false;
        while (m_at < m_line.size()) {
            if (const std::optional<SectionMarker> marker = sectionMarkerAt(m_line.sliced(m_at))) {
                m_at += marker->length;
                sawMarker = true;
            } else {
                readOne();
            }
        }
        closeSpan();
        m_result.endStyle = m_style;
        m_result.onlyMarkers = sawMarker && m_result.text.isEmpty();
        return std::move(m_result);
    }

private:
    void readOne()
    {
        const char c = m_line[m_at];
        if (c == '\r')
            carriageReturn();
        else if (c == escape)
            readEscape();
        else if (c == '\t')
            append(QStringLiteral("\t"), 1);
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            append(controlPicture(static_cast<unsigned char>(c)), 1);
        else
            readText();
    }

    void carriageReturn()
    {
        ++m_at;
        if (m_at == m_line.size())
            return; // the first half of a line end
        clear();
    }

    void clear()
    {
        m_result.text.clear();
        m_result.spans.clear();
        m_spanStart = 0;
    }

    void readText()
    {
        qsizetype end = m_at + 1;
        while (end < m_line.size() && static_cast<unsigned char>(m_line[end]) >= 0x20 && m_line[end] != 0x7f
               && (m_line[end] != 's' || !sectionMarkerAt(m_line.sliced(end))))
            ++end;
        append(visibleText(QString::fromUtf8(m_line.sliced(m_at, end - m_at))), end - m_at);
    }

    void readEscape()
    {
        // CSI parameters: digits, ";" and ":"; only "m" (style) and "K" (erase line) mean something here.
        qsizetype end = m_at + 1;
        if (end < m_line.size() && m_line[end] == '[') {
            ++end;
            while (end < m_line.size()
                   && ((m_line[end] >= '0' && m_line[end] <= '9') || m_line[end] == ';' || m_line[end] == ':'))
                ++end;
            if (end < m_line.size() && m_line[end] == 'm') {
                closeSpan();
                applyStyle(m_line.sliced(m_at + 2, end - m_at - 2));
                m_at = end + 1;
                return;
            }
            if (end < m_line.size() && m_line[end] == 'K') {
                if (m_line.sliced(m_at + 2, end - m_at - 2) == "2")
                    clear();
                m_at = end + 1;
                return;
            }
        }
        append(QStringLiteral("\u241b"), 1);
    }

    void append(const QString &text, qsizetype consumed)
    {
        m_result.text += text;
        m_at += consumed;
    }

    void closeSpan()
    {
        const qsizetype length = m_result.text.size() - m_spanStart;
        if (length > 0 && m_style != TextStyle()) {
            if (!m_result.spans.empty() && m_result.spans.back().style == m_style
                && m_result.spans.back().start + m_result.spans.back().length == m_spanStart)
                m_result.spans.back().length += length;
            else
                m_result.spans.push_back({m_spanStart, length, m_style});
        }
        m_spanStart = m_result.text.size();
    }

    void applyStyle(QByteArrayView parameters)
    {
        std::vector<int> codes;
        int value = 0;
        for (const char c : parameters) {
            if (c >= '0' && c <= '9') {
                value = std::min(value * 10 + (c - '0'), 9999);
            } else {
                codes.push_back(value);
                value = 0;
            }
        }
        codes.push_back(value);
        for (std::size_t i = 0; i < codes.size(); ++i)
            applyCode(codes, i);
    }

    void applyCode(const std::vector<int> &codes, std::size_t &i)
    {
        const int code = codes[i];
        if (code >= 30 && code <= 37)
            m_style.foreground = code - 30;
        else if (code >= 40 && code <= 47)
            m_style.background = code - 40;
        else if (code >= 90 && code <= 97)
            m_style.foreground = code - 90 + 8;
        else if (code >= 100 && code <= 107)
            m_style.background = code - 100 + 8;
        else if (code == 38 || code == 48)
            (code == 38 ? m_style.foreground : m_style.background) = extendedColor(codes, i);
        else
            applyAttribute(code);
    }

    void applyAttribute(int code)
    {
        switch (code) {
        case 0: m_style = {}; break;
        case 1: m_style.bold = true; break;
        case 2: m_style.faint = true; break;
        case 3: m_style.italic = true; break;
        case 4: m_style.underline = true; break;
        case 7: m_style.inverse = true; break;
        case 9: m_style.strikeOut = true; break;
        case 21:
        case 22: m_style.bold = m_style.faint = false; break;
        case 23: m_style.italic = false; break;
        case 24: m_style.underline = false; break;
        case 27: m_style.inverse = false; break;
        case 29: m_style.strikeOut = false; break;
        case 39: m_style.foreground = -1; break;
        case 49: m_style.background = -1; break;
        default: break; // blink, conceal, fonts: shown plainly
        }
    }

    /// "38;5;N" and "38;2;R;G;B".
    static AnsiColor extendedColor(const std::vector<int> &codes, std::size_t &i)
    {
        const std::size_t left = codes.size() - i - 1;
        if (left >= 2 && codes[i + 1] == 5) {
            i += 2;
            return codes[i] & 0xff;
        }
        if (left >= 4 && codes[i + 1] == 2) {
            i += 4;
            return 0x1000000 | (codes[i - 2] & 0xff) << 16 | (codes[i - 1] & 0xff) << 8 | (codes[i] & 0xff);
        }
        i = codes.size();
        return -1;
    }

    QByteArrayView m_line;
    TextStyle m_style;
    AnsiLine m_result;
    qsizetype m_at = 0;
    qsizetype m_spanStart = 0;
};

} // namespace

QString visibleText(QStringView text)
{
    QString shown;
    shown.reserve(text.size());
    qsizetype written = 0;
    const auto replace = [&](qsizetype at, qsizetype length, const QString &picture) {
        shown += text.sliced(written, at - written);
        shown += picture;
        written = at + length;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7f)
            replace(i, 1, controlPicture(static_cast<char16_t>(c)));
        else if (isTreacherous(c))
            replace(i, pair ? 2 : 1, QStringLiteral("\u27e8U+%1\u27e9").arg(uint(c), 4, 16, QLatin1Char('0')).toUpper());
        i += pair ? 1 : 0;
    }
    return shown += text.sliced(written);
}

AnsiLine ansiLine(QByteArrayView line, const TextStyle &startStyle)
{
    return LineReader(line, startStyle).read();
}

} // namespace stagecraft::engine
