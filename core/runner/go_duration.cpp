// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/runner/go_duration.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace stagecraft::runner {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

struct Unit {
    std::string_view name;
    double inMilliseconds;
};
constexpr std::array units{Unit{"ns", 1e-6}, Unit{"us", 1e-3}, Unit{"µs", 1e-3}, Unit{"ms", 1.0},
                           Unit{"s", 1e3},   Unit{"m", 6e4},   Unit{"h", 3.6e6}};

} // namespace

std::optional<milliseconds> goDuration(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    if (text == "0")
        return 0ms;
    double total = 0;
    if (text.empty())
        return std::nullopt;
    while (!text.empty()) {
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
        if (error != std::errc() || text.front() == '-')
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const std::string_view name = text.substr(0, text.find_first_of("0123456789.-+"));
        const auto unit = std::ranges::find(units, name, &Unit::name);
        if (unit == units.end())
            return std::nullopt;
        total += number * unit->inMilliseconds;
        text.remove_prefix(name.size());
    }
    constexpr double longest = 1e15; // what Go can hold, and more than anybody waits
    if (total > longest)
        return std::nullopt;
    return milliseconds(static_cast<milliseconds::rep>(negative ? -total : total));
}

} // namespace stagecraft::runner
