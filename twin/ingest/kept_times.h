#pragma once

#include "twin/ingest/decoded_frame.h"
#include "twin/ingest/recent_times.h"
#include "twin/support/metrics.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace twin::ingest {

/// Series of all sources whose times are known again after a restart, at most.
inline constexpr std::size_t kMaxKeptSeries = 200'000;

/// By kind and identifier, as one text.
[[nodiscard]] std::string entityKey(EntityKind kind, std::string_view id);

/// Source times of the samples that were kept of one source before it was heard this time. A protocol without
/// sequence numbers knows by them what it sends again after a restart.
class KeptTimes
{
  public:
    /// Of one entity, by the metric's position among all.
    struct Entity
    {
        TimeNs newest = 0; ///< of all its series: what is newer is none of them, and most samples are
        std::vector<std::pair<std::uint32_t, RecentTimes>> series;
    };

    /// Null: nothing is known of it.
    [[nodiscard]] const Entity* find(const std::string& entityKey) const;
    [[nodiscard]] static bool contains(const Entity& entity, std::uint32_t metric, TimeNs time);

    /// True: it is a series that was not known before.
    bool note(Entity& entity, std::uint32_t metric, TimeNs time);
    [[nodiscard]] Entity& entity(const std::string& entityKey);

  private:
    std::unordered_map<std::string, Entity> m_entities;
};

using KeptTimesPtr = std::shared_ptr<const KeptTimes>;

/// Gathers the times of collectors' sources (names that begin with "otlp/", "remote-write/" or "gnmi/") from
/// the frames of a journal's tail, in their order. Native sources have sequences instead. One thread.
class KeptTimesReader
{
  public:
    void take(std::string_view source, std::uint64_t epoch, const DecodedFrame& frame);

    /// By source. Forgets them.
    [[nodiscard]] std::map<std::string, KeptTimesPtr, std::less<>> takeAll();

  private:
    struct Numbers ///< what one (source, epoch) calls them
    {
        std::shared_ptr<KeptTimes> times;
        std::unordered_map<std::uint32_t, KeptTimes::Entity*> entities;
        std::unordered_map<std::uint32_t, std::uint32_t> metrics;
    };

    void define(Numbers& numbers, const DecodedFrame& frame);
    void note(Numbers& numbers, const DecodedFrame& frame);

    std::map<std::string, std::shared_ptr<KeptTimes>, std::less<>> m_sources;
    std::map<std::pair<std::string, std::uint64_t>, Numbers> m_numbers;
    std::size_t m_series = 0;
};

} // namespace twin::ingest
