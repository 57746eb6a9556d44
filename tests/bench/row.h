// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// What all benchmarks share: medians, percentiles, how time grows with size, and the row that a measure of the design becomes.
#pragma once

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <utility>
#include <vector>

namespace stagecraft::bench {

inline double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const auto place = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    return values[std::clamp<std::size_t>(place, 1, values.size()) - 1];
}

inline double median(std::vector<double> values)
{
    return percentile(std::move(values), 0.5);
}

template<typename Work>
double millisecondsOf(Work &&work)
{
    QElapsedTimer clock;
    clock.start();
    std::forward<Work>(work)();
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// Of this thread alone: work of its own, whatever else the machine is doing.
inline double processorMilliseconds()
{
    timespec now = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

template<typename Work>
double processorMillisecondsOf(Work &&work)
{
    const double before = processorMilliseconds();
    std::forward<Work>(work)();
    return processorMilliseconds() - before;
}

struct Pair {
    double ours = 0;
    double floor = 0;
};

/// Medians of both in turn, so that a busy moment of the machine hits both.
template<typename Ours, typename Floor>
Pair compare(int rounds, Ours &&ours, Floor &&floor)
{
    std::vector<double> a;
    std::vector<double> b;
    ours(); // warming up
    for (int i = 0; i < rounds; ++i) {
        b.push_back(millisecondsOf(floor));
        a.push_back(millisecondsOf(ours));
    }
    return {median(a), median(b)};
}

/// The power of the size with which a time grows: 1 is linear.
inline double growth(double smallSize, double smallTime, double largeSize, double largeTime)
{
    return std::log(largeTime / smallTime) / std::log(largeSize / smallSize);
}

/// A measure of the design on the machine that it was written for: so much time where the floor takes so much.
struct Target {
    double milliseconds = 0;
    double floor = 0; ///< 0: there is none, the time alone counts
};

/// Reached: within the time, or within the same multiple of the floor, which another or a busy machine changes alike.
inline bool printRow(const char *what, Pair measured, Target target)
{
    const bool hasFloor = target.floor > 0 && measured.floor > 0;
    const double ratio = hasFloor ? measured.ours / measured.floor : 0;
    const double allowed = hasFloor ? target.milliseconds / target.floor : 0;
    const bool reached = measured.ours <= target.milliseconds || (hasFloor && ratio <= allowed);
    if (hasFloor) {
        std::printf("%-46s target %8.2f ms (%6.2f x floor)   floor %9.2f   ours %9.2f   ratio %6.2f   %s\n", what,
                    target.milliseconds, allowed, measured.floor, measured.ours, ratio, reached ? "reached" : "MISSED");
    } else {
        std::printf("%-46s target %8.2f ms %18s   floor %9s   ours %9.2f   ratio %6s   %s\n", what, target.milliseconds,
                    "", "-", measured.ours, "-", reached ? "reached" : "MISSED");
    }
    std::fflush(stdout);
    return reached;
}

} // namespace stagecraft::bench
