#pragma once

#include <algorithm>
#include <utility>
#include <vector>

/// What becomes of one link, and of one flow over it, by its own failures and nothing else: the phases of
/// docs/engine.md written out on a time line, as oracle for the simulation.
namespace plain_recovery {

enum class Kind { None, OnePlusOne, Wson, Frr };

/// A failure from `start` until `end`, of the link's one conduit or of the link itself.
struct Failure
{
    double start = 0;
    double end = 0;
    bool isCut = true;
};

constexpr double kProtection_s = 0.05;
constexpr double kReconvergence_s = 0.5;
constexpr double kRestoration_s = 60;

/// A moment from which on something is so or not.
using Turns = std::vector<std::pair<double, bool>>;

inline int countAt(const std::vector<Failure>& failures, double time, bool cutsOnly)
{
    return static_cast<int>(std::ranges::count_if(failures, [&](const Failure& one) {
        return one.start <= time && time < one.end && (one.isCut || !cutsOnly);
    }));
}

/// Since when failures last without a gap, at a time when one does.
inline double since(const std::vector<Failure>& failures, double time, bool cutsOnly)
{
    double out = time;
    for (bool isFurther = true; isFurther;) {
        isFurther = false;
        for (const Failure& one : failures) {
            if ((one.isCut || !cutsOnly) && one.start < out && out <= one.end) {
                out = one.start;
                isFurther = true;
            }
        }
    }
    return out;
}

/// Whether the link carries anything. Waves that move find room for all of them.
inline bool isUp(Kind kind, const std::vector<Failure>& failures, double time)
{
    const int all = countAt(failures, time, false);
    const int cuts = countAt(failures, time, true);
    if (all == 0) {
        return true;
    }
    if (kind == Kind::OnePlusOne) {
        return all == 1 && time >= since(failures, time, false) + kProtection_s;
    }
    return kind == Kind::Wson && all == cuts && time >= since(failures, time, true) + kRestoration_s;
}

/// When the link goes down and comes up; the first entry says how it begins.
inline Turns turnsOf(Kind kind, const std::vector<Failure>& failures)
{
    std::vector<double> moments{0};
    for (const Failure& one : failures) {
        for (const double moment :
             {one.start, one.end, one.start + kProtection_s, one.start + kRestoration_s}) {
            moments.push_back(moment);
        }
    }
    std::ranges::sort(moments);
    Turns out;
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const double next = i + 1 < moments.size() ? moments[i + 1] : moments[i] + 1;
        const bool now = isUp(kind, failures, (moments[i] + next) / 2);
        if (next > moments[i] && (out.empty() || out.back().second != now)) {
            out.emplace_back(moments[i], now);
        }
    }
    return out;
}

/// What someone knows who hears of a turn only when it has lasted `patience`.
inline Turns heardAfter(double patience, const Turns& turns, bool downOnly = false)
{
    Turns out{{0, true}};
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const double heard = turns[i].first + (downOnly && turns[i].second ? kReconvergence_s : patience);
        const bool hasLasted = i + 1 == turns.size() || turns[i + 1].first >= heard;
        if (hasLasted && out.back().second != turns[i].second) {
            out.emplace_back(heard, turns[i].second);
        }
    }
    return out;
}

inline bool at(const Turns& turns, double time)
{
    bool out = turns.front().second;
    for (const auto& [moment, now] : turns) {
        out = moment <= time ? now : out;
    }
    return out;
}

/// When a flow is done that needs `work_s` seconds of carrying, from 0 on. A routed one has another way that
/// never fails.
inline double finish(Kind kind, const std::vector<Failure>& failures, bool isRouted, double work_s)
{
    const Turns link = turnsOf(kind, failures);
    const Turns routing = heardAfter(kReconvergence_s, link);
    const Turns beside = heardAfter(kProtection_s, link, true);
    std::vector<double> moments{0};
    for (const Turns* turns : {&link, &routing, &beside}) {
        for (const auto& [moment, now] : *turns) {
            moments.push_back(moment);
        }
    }
    std::ranges::sort(moments);
    double left = work_s;
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const double next = i + 1 < moments.size() ? moments[i + 1] : 1e9;
        const double middle = (moments[i] + next) / 2;
        const bool isElsewhere =
            isRouted && (!at(routing, middle) || (kind == Kind::Frr && !at(beside, middle)));
        if (next <= moments[i] || !(isElsewhere || at(link, middle))) {
            continue;
        }
        if (left <= next - moments[i]) {
            return moments[i] + left;
        }
        left -= next - moments[i];
    }
    return 1e9;
}

} // namespace plain_recovery
