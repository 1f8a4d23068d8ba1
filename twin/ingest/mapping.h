#pragma once

#include "twin/ingest/alarm_rules.h"
#include "twin/ingest/foreign_series.h"
#include "twin/support/metrics.h"
#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace twin::ingest {

/// How several series make one value.
enum class Combine : std::uint8_t {
    None, ///< one series, one value
    Mean,
    Sum,
    Max,
    Min,
    Ratio, ///< sum of the numerators over sum of the denominators
};

enum class RatioPart : std::uint8_t { Numerator, Denominator, Both };

using StateNames = std::map<std::string, double, std::less<>>; ///< a sender's word for it, our number

/// What one rule makes of one series: value -> rate if `isRate` -> state if there are names for it -> times
/// factor plus offset -> combined. Lives as long as its Mapping.
struct MappedTarget
{
    const MetricInfo* metric = nullptr;
    std::string entity; ///< identifier; its kind is the metric's
    double factor = 1;
    double offset = 0;
    bool isRate = false; ///< per second, from a counter or delta
    double wrapsAt = 0;  ///< a counter that falls went past this; 0 = it began again
    TimeNs maxGap = 0;   ///< no rate over more than this
    Combine combine = Combine::None;
    RatioPart part = RatioPart::Both;
    TimeNs window = 0; ///< how long a silent member still counts; 0 = 2.5 of its own intervals
    const StateNames* states = nullptr;
    std::uint32_t interval_ms = 0; ///< how often the sender sends it; 0 = learned from its times
};

struct MappingAnswer
{
    std::vector<MappedTarget> targets;
    bool isIgnored = false; ///< a rule says that nobody wants this series: refused, but not listed
    std::string problem; ///< without targets: why rules for this name did not take it; empty = no such rule
};

/// From metric name and labels to entity, metric and arithmetic: rules of one or several files
/// (docs/mapping.md), compiled. Immutable; any thread.
class Mapping
{
  public:
    /// Files read one after the other: rules add up, tables of the same name extend each other.
    struct Text
    {
        std::string file; ///< named in errors
        std::string bytes;
    };

    /// Errors: BadInput, Invalid, TooLarge, each with file and line.
    [[nodiscard]] static Result<std::shared_ptr<const Mapping>> parse(const std::vector<Text>& texts);
    /// What is used when nobody names a file: all mappings of resources/mappings.
    [[nodiscard]] static std::shared_ptr<const Mapping> shipped();

    ~Mapping();
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;

    /// Cost: one look-up by name, then that name's rules. Asked once per series.
    [[nodiscard]] MappingAnswer map(const SeriesDescription& series) const;

    /// What the rules of `alarms` make of a foreign alarm. Asked for each one.
    [[nodiscard]] AlarmAnswer mapAlarm(const ForeignAlarm& alarm) const;

    [[nodiscard]] std::size_t ruleCount() const; ///< of series and of alarms

  private:
    struct Impl;
    explicit Mapping(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

using MappingPtr = std::shared_ptr<const Mapping>;

/// A rule in JSON that would take a series nobody mapped, with places to fill in: what "map this…" offers.
[[nodiscard]] std::string suggestRule(const SeriesDescription& series);

} // namespace twin::ingest
