#pragma once

#include "twin/ingest/accounting.h"
#include "twin/ingest/batch_writer.h"
#include "twin/ingest/foreign_alarm.h"
#include "twin/ingest/mapping_store.h"
#include "twin/ingest/unmapped_names.h"
#include "twin/state/sample_batch.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twin::ingest {

inline constexpr std::size_t kAlarmsRemembered = 32'768; ///< reports of one sender, to know repeats by
inline constexpr TimeNs kAlarmMemory = 5 * kMinute;      ///< a repeat comes within this time

/// The meaning of one sender's alarms: reports in, native Event frames out, everything else counted. One
/// thread but for `unmapped`.
class AlarmMapper
{
  public:
    explicit AlarmMapper(std::shared_ptr<const MappingStore> mapping)
        : m_store(std::move(mapping))
    {}

    [[nodiscard]] AlarmFate add(const ForeignAlarm& alarm, TimeNs now);
    /// A report whose meaning is known. `identity` as of ForeignAlarm.
    [[nodiscard]] AlarmFate report(const state::AlarmReport& report, TimeNs time, std::string_view identity,
                                   TimeNs now);
    void refuse(std::string_view reason, std::uint64_t count);

    /// Counted since the last call.
    void settle(Tally& tally);
    /// The frames since the last call, with sequences after `sequence`, which is moved on.
    void take(std::uint64_t& sequence, std::vector<BatchWriter::Frame>& out);

    [[nodiscard]] std::vector<UnmappedSeries> unmapped() const { return m_unmapped.list(); }

  private:
    using Hash = std::pair<std::uint64_t, std::uint64_t>; ///< half of a SHA-256

    [[nodiscard]] bool isRepeat(std::string_view identity, TimeNs now);
    [[nodiscard]] AlarmFate unmapped(const ForeignAlarm& alarm, const AlarmAnswer& answer);

    std::shared_ptr<const MappingStore> m_store;
    MappingPtr m_mapping; ///< in force; null = none yet
    UnmappedNames m_unmapped{suggestAlarmRule};
    std::set<Hash> m_known; ///< of identities
    std::deque<std::pair<TimeNs, Hash>> m_knownOrder;

    struct Event
    {
        state::AlarmReport report;
        TimeNs time = 0;
    };

    std::vector<Event> m_events;
    state::AlarmCounts m_counts;
    std::string m_error;
};

} // namespace twin::ingest
