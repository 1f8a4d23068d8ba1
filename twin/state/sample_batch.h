#pragma once

#include "twin/registry/workload.h"
#include "twin/state/cell.h"
#include "twin/state/snapshot.h"
#include "twin/support/metrics.h"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace twin::state {

/// A decoded run of samples of one metric: parallel arrays. What ingest hands to the twin thread.
struct SampleColumn
{
    EntityKind kind = EntityKind::Pool;
    std::uint8_t metric = 0;
    bool uniformTime = true;             ///< all at the batch's source time; `times` is empty
    bool allGood = true;                 ///< `qualities` is empty
    std::uint32_t interval_ms = 0;       ///< the source's own, of all values; 0 = the metric's period
    std::vector<std::uint32_t> entities; ///< dense numbers of the section
    std::vector<double> values;
    std::vector<TimeNs> times;
    std::vector<Quality> qualities;
};

struct FlowChange
{
    std::shared_ptr<const registry::Flow> flow; ///< begins or changes
    std::string endedId;                        ///< or ends
};

struct JobChange
{
    std::shared_ptr<const registry::Job> job; ///< full new value; done, failed or cancelled jobs leave
};

/// What one source says of an alarm: raised, changed, or (severity Cleared) ended. With `isOperatorAction` it
/// says nothing of that, only what an operator did with the alarm.
struct AlarmReport
{
    Alarm alarm;
    bool hasOperatorState = false; ///< `alarm.operatorState` is said
    bool isOperatorAction = false;
};

using TwinEvent = std::variant<FlowChange, JobChange, AlarmReport>;

/// One accepted frame after its journal commit, ready to apply.
struct SampleBatch
{
    std::uint32_t source = 0; ///< number of the source's status entry
    std::uint64_t epoch = 0;
    std::uint64_t sequence = 0;
    TimeNs sourceTime = 0;
    TimeNs receiveTime = 0;
    bool estimatedTime = false; ///< source clock over 5 s ahead: receive time was taken, quality estimated
    std::vector<SampleColumn> columns;
    std::vector<TwinEvent> events;

    [[nodiscard]] std::size_t sampleCount() const
    {
        std::size_t n = 0;
        for (const SampleColumn& column : columns) {
            n += column.values.size();
        }
        return n;
    }
};

} // namespace twin::state
