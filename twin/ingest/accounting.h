#pragma once

#include "twin/ingest/frame_source.h"
#include "twin/state/snapshot.h"
#include "twin/support/result.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twin::ingest {

inline constexpr std::size_t kMaxSources = 4'096;
inline constexpr std::size_t kMaxUnknownNames = 256; ///< the rest is counted under kOtherNames
inline constexpr std::string_view kOtherNames = "…";

/// What became of samples. Every sample taken from a source ends in exactly one of the five.
struct Tally
{
    std::uint64_t applied = 0;
    std::uint64_t merged = 0;
    std::uint64_t late = 0;
    std::uint64_t duplicate = 0;
    std::uint64_t refused = 0; ///< the sum of `refusedFor`: see `refuse`
    state::RefusedCounts refusedFor{};
    std::map<std::string, std::uint64_t> unknownNames; ///< a part of `refused`, by name
    std::map<std::string, std::string> mappingRules;   ///< for names new among them: a rule to start from
    std::string error;                                 ///< the last reason for a refusal; empty = none
    state::AlarmCounts alarms = {}; ///< `received` is not read: it is the sum of the others

    void refuse(state::RefusedFor reason, std::uint64_t samples)
    {
        refused += samples;
        refusedFor[static_cast<std::size_t>(reason)] += samples;
    }

    [[nodiscard]] std::uint64_t received() const { return applied + merged + late + duplicate + refused; }

    [[nodiscard]] bool isEmpty() const { return received() == 0 && alarms == state::AlarmCounts(); }
};

/// The books of all sources. A sample is entered when its fate is known, so that received = applied + merged
/// + late + duplicate + refused holds at every instant. Thread safe.
class Accounting
{
  public:
    /// The number of a source, made on first sight. Errors: TooLarge (over kMaxSources).
    [[nodiscard]] Result<std::uint32_t> number(std::string_view name);

    void opened(std::uint32_t source, const SourceHello& hello, TimeNs now);
    void closed(std::uint32_t source);
    /// A frame came. `sourceTime` 0 = says nothing of its clock.
    void heard(std::uint32_t source, std::uint64_t bytes, TimeNs receiveTime, TimeNs sourceTime);
    void enter(std::uint32_t source, const Tally& tally, TimeNs now);
    void failed(std::uint32_t source, std::string_view error, TimeNs now);

    /// Sorted by name. The same pointer while nothing changed.
    [[nodiscard]] std::shared_ptr<const std::vector<state::SourceStatus>> sources() const;
    /// Sums over all sources: received, applied, merged, late, duplicate, refused.
    [[nodiscard]] state::Totals totals() const;

  private:
    mutable std::mutex m_mutex;
    std::vector<state::SourceStatus> m_sources;
    std::unordered_map<std::string, std::uint32_t> m_numbers;
    state::Totals m_totals;
    mutable std::shared_ptr<const std::vector<state::SourceStatus>> m_published; ///< null = changed since
};

} // namespace twin::ingest
