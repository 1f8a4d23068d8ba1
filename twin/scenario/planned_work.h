#pragma once

#include "twin/scenario/document.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/reason.h"
#include "twin/support/result.h"

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

namespace twin::scenario {

/// Why a planned work may not go on.
struct Objection
{
    enum class Kind : std::uint8_t {
        LiveFault,  ///< something it is about is down within its window, in the base or by a command
        OtherWork,  ///< another one's window meets it
        BusyHour,   ///< without its elements, in the busy hour, a single cut overfills a link or disconnects
        Guarantee,  ///< its window meets a guaranteed period (重保) of its provinces
        Impossible, ///< it cannot be done at all
    };

    Kind kind = Kind::Impossible;
    Reason reason;
};

/// `live_fault`, `other_work`, `busy_hour`, `guarantee`, `impossible`.
[[nodiscard]] std::string_view objectionName(Objection::Kind kind);

/// Go or no-go of one planned work of a scenario.
struct WorkVerdict
{
    std::size_t command = 0; ///< its place in the list
    std::string id;
    std::vector<Objection> objections;
    double worst_mlu = 0; ///< N-1 within its window, in the busy hour
    double usual_mlu = 0; ///< N-1 without it
    std::string worstCut; ///< the conduit
    std::string worstArc;

    [[nodiscard]] bool isGo() const { return objections.empty(); }
};

struct WorkOptions
{
    unsigned threads = 1;
    const std::atomic<bool>* cancelled = nullptr;
};

/// Judges every planned work: against faults, the other works, N-1 with all the scenario's commands in force,
/// and guaranteed periods, each at the beginning of its window and at every change of the scenario within.
/// N-1 is that of the base's busy hour, whatever the ground's own traffic (busyGround). Errors: those of
/// evaluate; Cancelled. Cost: two N-1 tables a work and change, equal ones once.
[[nodiscard]] Result<std::vector<WorkVerdict>> judgeWorks(const Ground& ground, const Document& document,
                                                          const WorkOptions& options = {});

} // namespace twin::scenario
