#pragma once

#include "twin/support/units.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What collectors of other people's making say (OTLP, Prometheus remote-write, gNMI), before anything is
/// known of its meaning: series with labels, points with times. A decoder makes these, a CollectorSource
/// takes them.
namespace twin::ingest {

enum class ForeignKind : std::uint8_t {
    Gauge,   ///< also what does not say what it is; a rule may still treat it as a counter
    Counter, ///< grows from its start
    Delta,   ///< what happened between `start` and `time`
};

struct ForeignPoint
{
    TimeNs time = 0;  ///< the sender's clock; a point without one (0 or less) is refused
    TimeNs start = 0; ///< of counters and deltas: since when it counts; 0 = not said
    double value = 0;
    std::string_view text = {}; ///< instead of `value`: the name of a state ("UP"); empty = a number
    bool missing = false;       ///< the sender says that it has no value now
};

struct ForeignLabel
{
    std::string name;
    std::string value;

    friend auto operator<=>(const ForeignLabel&, const ForeignLabel&) = default;
};

/// Who a series is. Labels in any order; a name twice: the first counts.
struct SeriesDescription
{
    std::string name; ///< of the metric; of gNMI the path without keys
    ForeignKind kind = ForeignKind::Gauge;
    std::vector<ForeignLabel> labels;
};

/// Tells who a series is. Asked once per series and sender, not once per point.
class SeriesDescriber
{
  public:
    SeriesDescriber() = default;
    SeriesDescriber(const SeriesDescriber&) = delete;
    SeriesDescriber& operator=(const SeriesDescriber&) = delete;
    virtual ~SeriesDescriber() = default;

    virtual void describe(SeriesDescription& out) const = 0;
};

/// Some points of one series; valid during the call. `key` is whatever bytes tell this series from all others
/// of the same decoder, cheaply made: encoded labels will do. Two keys of one series are no mistake.
struct ForeignSeries
{
    std::string_view key;
    std::span<const ForeignPoint> points;
    const SeriesDescriber& describer;
};

/// Where decoders put what they find.
class SeriesSink
{
  public:
    SeriesSink() = default;
    SeriesSink(const SeriesSink&) = delete;
    SeriesSink& operator=(const SeriesSink&) = delete;
    virtual ~SeriesSink() = default;

    virtual void add(const ForeignSeries& series) = 0;
    /// `points` of the metric `name` cannot be taken, whatever the mapping says: counted as refused.
    virtual void refuse(std::string_view name, std::uint64_t points, std::string_view reason) = 0;
};

} // namespace twin::ingest
