#pragma once

#include "twin/scenario/document.h"
#include "twin/scenario/ground.h"
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
        LiveFault,  ///< something it leans on, or is about, is down
        OtherWork,  ///< another one's window meets it
        BusyHour,   ///< without its elements, a single cut overfills a link or disconnects somebody
        Guarantee,  ///< its window meets a guaranteed period (重保) of its provinces
        Impossible, ///< it cannot be done at all
    };

    Kind kind = Kind::Impossible;
    std::string reason;
};

/// `live_fault`, `other_work`, `busy_hour`, `guarantee`, `impossible`.
[[nodiscard]] std::string_view objectionName(Objection::Kind kind);

/// Go or no-go of one planned work of a scenario.
struct WorkVerdict
{
    std::size_t command = 0; ///< its place in the list
    std::string id;
    std::vector<Objection> objections;
    double worst_mlu = 0; ///< N-1 within its window
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

/// Judges every planned work: against live faults, the other works, N-1 with all the scenario's commands in
/// force at its beginning (whatever the hour: the traffic is that of the ground, so a ground of the busy hour
/// judges by the busy hour), and guaranteed periods. Errors: those of evaluate; Cancelled.
[[nodiscard]] Result<std::vector<WorkVerdict>> judgeWorks(const Ground& ground, const Document& document,
                                                          const WorkOptions& options = {});

} // namespace twin::scenario
