#pragma once

#include "twin/flow/share_problem.h"

#include <algorithm>
#include <cmath>
#include <vector>

/// Max-min fairness as one would explain it: the oracle. Nothing clever, nothing shared with the engine.
namespace flow_test {

/// Progressive filling, a priority after the other: all rates over weights rise together until a link is full
/// or a cap is reached; those flows stop there; again, until all have stopped. Links and caps above 1e16
/// count as 1e16, as in the engine; a rest of a link below 1e-12 of it is nothing to a lower priority.
inline std::vector<double> plainMaxMin(const twin::flow::ShareProblem& problem)
{
    using Number = long double;
    const std::size_t flows = problem.flowCount();
    const std::size_t links = problem.capacity_bps.size();
    std::vector<Number> room(links);
    for (std::size_t l = 0; l < links; ++l) {
        room[l] = std::min<Number>(problem.capacity_bps[l], 1e16L);
    }
    std::vector<Number> rate(flows, -1); // below zero: still rising
    for (std::uint32_t priority = 0; priority < twin::flow::kPriorities; ++priority) {
        const std::vector<Number> offered = room;
        for (;;) {
            std::vector<Number> weight(links, 0);
            Number level = INFINITY;
            for (std::size_t f = 0; f < flows; ++f) {
                if (problem.terms[f].priority == priority && rate[f] < 0) {
                    level =
                        std::min<Number>(level, Number{problem.terms[f].cap_bps} / problem.terms[f].weight);
                    for (const auto l : problem.path(f)) {
                        weight[l] += problem.terms[f].weight;
                    }
                }
            }
            for (std::size_t l = 0; l < links; ++l) {
                if (weight[l] > 0) {
                    level = std::min(level, std::max<Number>(room[l], 0) / weight[l]);
                }
            }
            if (std::isinf(level)) {
                break;
            }
            std::vector<std::size_t> stopped;
            for (std::size_t f = 0; f < flows; ++f) {
                if (problem.terms[f].priority != priority || rate[f] >= 0) {
                    continue;
                }
                bool isHeld = Number{problem.terms[f].cap_bps} / problem.terms[f].weight <= level;
                for (const auto l : problem.path(f)) {
                    isHeld = isHeld || std::max<Number>(room[l], 0) / weight[l] <= level;
                }
                if (isHeld) {
                    stopped.push_back(f);
                }
            }
            for (const std::size_t f : stopped) {
                rate[f] = level * problem.terms[f].weight;
                for (const auto l : problem.path(f)) {
                    room[l] -= rate[f];
                }
            }
        }
        for (std::size_t l = 0; l < links; ++l) {
            if (room[l] <= offered[l] * 1e-12L) {
                room[l] = 0;
            }
        }
    }
    std::vector<double> out(flows);
    for (std::size_t f = 0; f < flows; ++f) {
        out[f] = rate[f] < 0 ? INFINITY : static_cast<double>(rate[f]);
    }
    return out;
}

} // namespace flow_test
