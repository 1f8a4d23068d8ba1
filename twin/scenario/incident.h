#pragma once

#include "twin/scenario/command.h"
#include "twin/state/snapshot_provider.h"
#include "twin/support/result.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace twin::scenario {

/// Something that was down, or of which a part was left, for a while.
struct Outage
{
    Target target;
    double left = 0;           ///< of a link's capacity; 0: it was down
    TimeNs begin = 0;          ///< the stretch's own, of what was down before
    std::optional<TimeNs> end; ///< none: it still was at the end of the stretch

    friend bool operator==(const Outage&, const Outage&) = default;
};

/// What failed in a stretch of the past.
struct Incident
{
    state::TimeRange stretch;
    std::vector<Outage> outages; ///< by begin, then target
    std::size_t moments = 0;     ///< that were looked at
};

inline constexpr std::size_t kMaxOutages = 2'000;
inline constexpr TimeNs kMaxIncident = 31 * kDay;

/// Reads what was down from snapshots, oldest first. Down is what says so itself, and what an alarm of loss
/// is raised on (alarm/alarm_types.h; loss of light with a conduit as its qualifier: that conduit). Links
/// whose live capacity is less than what is declared are degraded. An outage begins when its alarm was raised
/// if that lies after the snapshot before, else with the first snapshot that has it, and ends with the first
/// without it. When all links of a conduit (two or more) went down within a minute of each other the conduit
/// is what failed, that of the most links first; its links are then not listed. One thread.
class IncidentReader
{
  public:
    /// Precondition: later than the one before. Null is skipped: nothing was known then.
    void add(const state::SnapshotPtr& snapshot);
    /// Errors: TooLarge (over kMaxOutages: a shorter stretch), NotFound (nothing was known in it).
    [[nodiscard]] Result<Incident> finish(state::TimeRange stretch);

  private:
    struct Open
    {
        TimeNs begin = 0;
        double left = 0;
    };

    struct Seen
    {
        TimeNs raised = 0; ///< 0: no alarm says when
        double left = 0;
    };

    using SeenMap = std::map<Target, Seen>;

    static SeenMap downIn(const state::Snapshot& snapshot);

    std::map<Target, Open> m_open;
    std::vector<Outage> m_done;
    registry::RegistryPtr m_registry; ///< of the last one
    TimeNs m_last = 0;
    std::size_t m_moments = 0;
};

struct IncidentOptions
{
    const std::atomic<bool>* cancelled = nullptr;
    std::function<void(std::size_t done, std::size_t all)> progress = {};
};

/// What was down in a stretch of the past: looks at its beginning and end, at the moments at which alarms
/// came and went (the worst 180), and at 59 in between: what no alarm speaks of is known to a 60th of the
/// stretch. Reads a store where memory does not reach. Errors: BadInput (empty, or over kMaxIncident),
/// Cancelled, those of IncidentReader.
[[nodiscard]] Result<Incident> findIncident(const state::SnapshotProvider& past, state::TimeRange stretch,
                                            const IncidentOptions& options = {});

} // namespace twin::scenario
