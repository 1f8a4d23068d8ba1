#include "twin/scenario/demand_history.h"

#include "twin/support/metrics.h"
#include "twin/support/moment_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace twin::scenario {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kKnownLinks = 0.9; ///< of the links, on a day that counts
constexpr int kKnownHours = 18;     ///< of a day, for a link to be known on it
constexpr TimeNs kChinaOffset = 8 * kHour;
constexpr std::array<LinkMetric, 2> kWays{LinkMetric::Forward, LinkMetric::Reverse};

/// Reads the backbone's links one after the other.
class HistoryOfLinks
{
  public:
    HistoryOfLinks(ingest::PastReader& reader, const registry::Registry& registry,
                   const std::atomic<bool>* cancelled)
        : m_reader(reader)
        , m_registry(registry)
        , m_cancelled(cancelled)
    {}

    Result<std::vector<LinkLoad>> percentiles(state::TimeRange range)
    {
        const state::TimeRange asked = range;
        if (range.end <= range.begin) {
            return failure(ErrorCode::Invalid, "a percentile needs a range that ends after its beginning");
        }
        // Moments of a hostile file lie further apart than a signed number can say.
        const std::uint64_t length =
            static_cast<std::uint64_t>(range.end) - static_cast<std::uint64_t>(range.begin);
        if (length > static_cast<std::uint64_t>(kMostPercentile)) {
            return failure(ErrorCode::Invalid, "a percentile is taken of at most " +
                                                   std::to_string(kMostPercentile / kDay) + " days, not " +
                                                   std::to_string(length / static_cast<std::uint64_t>(kDay)));
        }
        const TimeNs step = range.end - range.begin > 31 * kDay ? kHour : kPercentileStep;
        const TimeNs steps = (range.end - range.begin) / step;
        if (steps < static_cast<TimeNs>(kLeastSteps)) {
            return failure(ErrorCode::Invalid, "a percentile needs a range of at least " +
                                                   std::to_string(kLeastSteps * kPercentileStep / kHour) +
                                                   " hours");
        }
        range.end = range.begin + steps * step;
        std::vector<LinkLoad> out;
        const auto done = eachLink([&](const registry::Link& link) -> Result<> {
            std::array<double, 2> bps{kUnknown, kUnknown};
            for (std::size_t way = 0; way < kWays.size(); ++way) {
                auto means = meansOf(link, kWays[way], range, static_cast<std::size_t>(steps));
                if (!means) {
                    return failure(std::move(means.error()));
                }
                note(*means);
                std::erase_if(*means, [](double mean) { return std::isnan(mean); });
                bps[way] = means->size() >= kLeastSteps ? percentile95(std::move(*means)) : kUnknown;
            }
            if (!std::isnan(bps[0]) || !std::isnan(bps[1])) {
                out.push_back({link.id, bps[0], bps[1]});
            }
            return {};
        });
        if (!done) {
            return failure(done.error());
        }
        if (out.empty()) {
            return notMeasured(asked);
        }
        if (auto whole = checkWhole(range, step, steps); !whole) {
            return failure(std::move(whole.error()));
        }
        return out;
    }

    /// @param range of whole days
    Result<std::vector<DayLoad>> days(state::TimeRange range)
    {
        const auto count = static_cast<std::size_t>((range.end - range.begin) / kDay);
        std::vector<std::vector<double>> byLink;
        const auto done = eachLink([&](const registry::Link& link) -> Result<> {
            std::vector<double> sum(count, 0);
            for (const LinkMetric way : kWays) {
                const auto means = meansOf(link, way, range, count * 24);
                if (!means) {
                    return failure(means.error());
                }
                for (std::size_t day = 0; day < count; ++day) {
                    sum[day] += meanOfDay({means->data() + day * 24, 24});
                }
            }
            byLink.push_back(std::move(sum));
            return {};
        });
        return done ? Result<std::vector<DayLoad>>(dayLoads(byLink, range.begin)) : failure(done.error());
    }

  private:
    static std::string between(state::TimeRange range)
    {
        return "between " + momentText(range.begin) + " and " + momentText(range.end);
    }

    [[nodiscard]] tl::unexpected<Error> notMeasured(state::TimeRange range)
    {
        const auto known = m_reader.range();
        const bool isAny = known && known->end > known->begin;
        return failure(ErrorCode::Invalid,
                       "no link of the backbone was measured for two hours " + between(range) +
                           (isAny ? "; what the store holds was heard " + between(*known) : ""));
    }

    /// Which steps any link was measured in.
    void note(const std::vector<double>& means)
    {
        for (std::size_t i = 0; i < means.size(); ++i) {
            if (!std::isnan(means[i])) {
                m_first = std::min(m_first, static_cast<TimeNs>(i));
                m_last = std::max(m_last, static_cast<TimeNs>(i));
            }
        }
    }

    /// A percentile of another range than the one that was asked for would be taken for it.
    [[nodiscard]] Result<> checkWhole(state::TimeRange range, TimeNs step, TimeNs steps) const
    {
        const TimeNs few = std::max<TimeNs>(1, steps / 10);
        if (m_first <= few && m_last >= steps - 1 - few) {
            return {};
        }
        const state::TimeRange there{range.begin + m_first * step, range.begin + (m_last + 1) * step};
        return failure(ErrorCode::Invalid, "the backbone was not measured through all of the range " +
                                               between(range) + ", only " + between(there) +
                                               ": ask for that one");
    }

    template <typename Visit> Result<> eachLink(Visit&& visit)
    {
        for (const registry::Link& link : m_registry.links) {
            if (m_cancelled != nullptr && m_cancelled->load()) {
                return failure(ErrorCode::Cancelled, "reading the history was cancelled");
            }
            if (link.kind != registry::LinkKind::Backbone) {
                continue;
            }
            if (auto visited = visit(link); !visited) {
                return visited;
            }
        }
        return {};
    }

    Result<std::vector<double>> meansOf(const registry::Link& link, LinkMetric metric, state::TimeRange range,
                                        std::size_t columns)
    {
        const auto& info = metricsOf(EntityKind::Link)[static_cast<std::size_t>(metric)];
        const auto series =
            m_reader.series({EntityKind::Link, link.id, std::string(info.name)}, range, columns);
        if (!series) {
            return failure(series.error());
        }
        std::vector<double> out;
        out.reserve(series->columns.size());
        for (const history::SeriesColumn& column : series->columns) {
            out.push_back(column.count > 0 ? column.mean : kUnknown);
        }
        return out;
    }

    static double meanOfDay(std::span<const double> hours)
    {
        double sum = 0;
        int known = 0;
        for (const double hour : hours) {
            sum += std::isnan(hour) ? 0 : hour;
            known += std::isnan(hour) ? 0 : 1;
        }
        return known >= kKnownHours ? sum / known : kUnknown;
    }

    ingest::PastReader& m_reader;
    const registry::Registry& m_registry;
    const std::atomic<bool>* m_cancelled;
    TimeNs m_first = std::numeric_limits<TimeNs>::max(); ///< step with a measured mean, of all links
    TimeNs m_last = -1;
};

/// Whole days (UTC+8) up to the moment, no further back than the store.
Result<state::TimeRange> wholeDays(ingest::PastReader& reader, TimeNs moment)
{
    const auto known = reader.range();
    if (!known) {
        return failure(known.error());
    }
    const auto floorDay = [](TimeNs time) {
        return time - (time + kChinaOffset) % kDay;
    };
    const TimeNs end = floorDay(std::min(moment, known->end));
    const TimeNs begin = floorDay(std::max(known->begin, end - kMostHistory) + kDay - 1);
    return state::TimeRange{begin, std::max(begin, end)};
}

} // namespace

double percentile95(std::vector<double> values)
{
    if (values.empty()) {
        return kUnknown;
    }
    const auto rank = static_cast<std::size_t>(std::ceil(0.95 * static_cast<double>(values.size())));
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::ranges::nth_element(values, nth);
    return *nth;
}

std::vector<DayLoad> dayLoads(const std::vector<std::vector<double>>& byLink, TimeNs firstDay)
{
    const std::size_t count = byLink.empty() ? 0 : byLink.front().size();
    std::vector<std::size_t> used;
    for (std::size_t day = 0; day < count; ++day) {
        const auto known =
            std::ranges::count_if(byLink, [&](const auto& link) { return !std::isnan(link[day]); });
        if (static_cast<double>(known) >= kKnownLinks * static_cast<double>(byLink.size())) {
            used.push_back(day);
        }
    }
    std::vector<DayLoad> out;
    for (const std::size_t day : used) {
        out.push_back({firstDay + static_cast<TimeNs>(day) * kDay, 0});
    }
    for (const std::vector<double>& link : byLink) {
        if (std::ranges::any_of(used, [&](std::size_t day) { return std::isnan(link[day]); })) {
            continue; // otherwise a day would seem to have grown by a link that came back
        }
        for (std::size_t i = 0; i < used.size(); ++i) {
            out[i].bps += link[used[i]];
        }
    }
    std::erase_if(out, [](const DayLoad& day) { return day.bps <= 0; });
    return out;
}

Result<DemandHistory> readDemandHistory(ingest::PastReader& reader, const registry::Registry& registry,
                                        DemandKind kind, const DemandTerms& terms, TimeNs moment,
                                        const std::atomic<bool>* cancelled)
{
    DemandHistory out;
    HistoryOfLinks links(reader, registry, cancelled);
    if (kind == DemandKind::P95) {
        auto loads = links.percentiles({terms.from, terms.until});
        if (!loads) {
            return failure(std::move(loads.error()));
        }
        out.p95 = std::move(*loads);
    } else if (kind == DemandKind::Forecast && !terms.perQuarter) {
        const auto range = wholeDays(reader, moment);
        if (!range) {
            return failure(range.error());
        }
        if (range->end > range->begin) {
            auto days = links.days(*range);
            if (!days) {
                return failure(std::move(days.error()));
            }
            out.days = std::move(*days);
        }
    }
    return out;
}

} // namespace twin::scenario
