#pragma once

#include "twin/ingest/combined_values.h"
#include "twin/ingest/foreign_series.h"
#include "twin/ingest/mapping.h"
#include "twin/ingest/recent_times.h"
#include "twin/ingest/source_interval.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twin::ingest {

/// What one rule makes of a series, by number.
struct SeriesTarget
{
    MappedTarget rule; ///< its entity is given up for `entity`
    std::uint32_t entity = 0;
    std::optional<CombinedValues::Seat> seat;
};

/// Everything remembered of one mapped series.
struct SeriesState
{
    std::string name; ///< canonical: name, kind and sorted labels
    ForeignKind kind = ForeignKind::Gauge;
    RecentTimes times;
    SourceInterval interval;
    TimeNs lastTime = 0; ///< of the last point in order; a clock ahead does not count
    TimeNs lastStart = 0;
    double lastValue = 0;
    bool hasLast = false; ///< there is something to take a rate from
    TimeNs heard = 0;     ///< our clock
    std::vector<SeriesTarget> targets;
};

/// Name, kind and sorted labels as one text, and back.
[[nodiscard]] std::string canonicalName(SeriesDescription series);
[[nodiscard]] SeriesDescription describeCanonical(std::string_view name);

/// The series of one sender: by the keys its decoder uses and, since one series may come under several, by
/// canonical name. Bounded. One thread.
class SeriesTable
{
  public:
    /// A series that is not mapped is remembered only by the number of its name.
    struct Found
    {
        SeriesState* state = nullptr;
        std::uint32_t unmappedName = 0; ///< without a state
    };

    explicit SeriesTable(std::size_t maxSeries)
        : m_maxSeries(maxSeries)
    {}

    [[nodiscard]] std::optional<Found> find(std::string_view key);
    /// The series of that canonical name, which from now on is also found by `key`.
    [[nodiscard]] SeriesState* findCanonical(std::string_view key, const std::string& name);
    /// Null when there is no room.
    [[nodiscard]] SeriesState* insert(std::string_view key, SeriesState state);
    void insertUnmapped(std::string_view key, std::uint32_t name);
    void forgetUnmapped();
    /// Forgets series not heard since `before`; `forgotten` sees each first.
    void evict(TimeNs before, const std::function<void(SeriesState&)>& forgotten);
    /// All series, in any order.
    void forEach(const std::function<void(SeriesState&)>& visit);

    [[nodiscard]] std::size_t size() const { return m_byName.size(); }

    [[nodiscard]] bool isFull() const { return size() >= m_maxSeries; }

  private:
    static constexpr std::size_t kMaxUnmappedKeys = 100'000;

    struct Hash
    {
        using is_transparent = void;

        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    template <typename Value> using ByText = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

    std::size_t m_maxSeries;
    std::vector<SeriesState> m_states;
    std::vector<std::uint32_t> m_free;
    ByText<std::uint32_t> m_byKey;
    ByText<std::uint32_t> m_byName;
    ByText<std::uint32_t> m_unmapped;
};

} // namespace twin::ingest
