// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Any bytes as the lines of a log and as a dotenv report: shown without a character that controls anything, with styles
// that lie in the text; read as variables that a shell can have, or refused with a reason.
#include "core/engine/ansi_text.h"
#include "core/engine/dotenv.h"
#include "core/engine/section_marker.h"
#include "tests/fuzz/require.h"

#include <algorithm>

using namespace stagecraft;
using fuzz::require;

namespace {

void requireLine(const engine::AnsiLine &line)
{
    for (const QChar c : line.text) {
        require(c == u'\t' || c.category() != QChar::Other_Control, "no control character is shown");
        require(c.unicode() < 0x202a || c.unicode() > 0x202e, "nothing turns the direction of the text");
    }
    qsizetype end = 0;
    for (const engine::StyleSpan &span : line.spans) {
        require(span.start >= end && span.length > 0, "styles stand in order");
        end = span.start + span.length;
    }
    require(end <= line.text.size(), "styles are in the text");
    require(!line.onlyMarkers || line.text.isEmpty(), "a line of markers shows nothing");
}

void requireVariables(const QByteArray &report)
{
    const auto variables = engine::parseDotenv(report);
    if (!variables) {
        require(!variables.error().isEmpty(), "a refusal has a reason");
        return;
    }
    std::vector<std::string> keys;
    for (const plan::Variable &variable : *variables) {
        keys.push_back(variable.key);
        require(!variable.key.empty()
                    && variable.key.find_first_of(std::string_view("= \t\0\n", 5)) == std::string::npos,
                "a variable has a name");
        require(!variable.value.contains('\n'), "a value is on one line");
    }
    std::ranges::sort(keys);
    require(std::ranges::adjacent_find(keys) == keys.end(), "a key is there once");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    engine::TextStyle style;
    for (const QByteArray &line : bytes.split('\n')) {
        const engine::AnsiLine shown = engine::ansiLine(line, style);
        requireLine(shown);
        style = shown.endStyle;
        if (const auto marker = engine::sectionMarkerAt(line))
            require(marker->length > 0 && marker->length <= line.size(), "a marker is in its line");
    }
    requireVariables(bytes);
    return 0;
}
