#include "twin/compute/placement_columns.h"

#include <algorithm>
#include <map>

namespace twin::compute {

namespace {

class Builder
{
  public:
    Builder(const PlacementProblem& problem, std::span<const std::vector<PlacementChoice>> choices,
            LegFlows& flows, std::size_t most)
        : m_problem(problem)
        , m_choices(choices)
        , m_flows(flows)
        , m_most(most)
    {}

    Result<PlacementProgram> run()
    {
        for (std::size_t job = 0; job < m_choices.size(); ++job) {
            for (const PlacementChoice& choice : m_choices[job]) {
                PlacedJob placed;
                (void)m_problem.consider(job, choice.span(), placed);
                const bool leadsThere = std::ranges::all_of(placed.legs, [&](const PlacedLeg& leg) {
                    return leg.rate_bps <= 0 || m_flows.leadsThere(job, leg);
                });
                if (leadsThere) {
                    m_out.columns.push_back({job, choice, std::move(placed)});
                }
                if (m_out.columns.size() > m_most) {
                    return failure(ErrorCode::TooLarge,
                                   "the exact policy is for small questions: more than " +
                                       std::to_string(m_most) + " ways to place these jobs");
                }
            }
        }
        addRows();
        return std::move(m_out);
    }

  private:
    void addRows()
    {
        std::vector<double> times;
        for (const PlacementColumn& column : m_out.columns) {
            times.insert(times.end(), {column.placed.start_s, column.placed.compute_s, column.placed.end_s});
        }
        for (const StandingReservation& one : m_problem.reservations()) {
            times.insert(times.end(), {one.from_s, one.to_s});
        }
        const TimeSlots slots(std::move(times));
        for (std::uint32_t c = 0; c < m_out.columns.size(); ++c) {
            addEntries(c, slots);
        }
        for (auto& [key, row] : m_rows) {
            subtractReserved(key, slots, row);
            if (canBreak(row)) {
                m_out.rows.push_back(std::move(row));
            }
        }
    }

    using Key = std::pair<std::uint32_t, std::uint32_t>; ///< offer, slot

    void addEntries(std::uint32_t number, const TimeSlots& slots)
    {
        const PlacedJob& placed = m_out.columns[number].placed;
        const SlotRange when = slots.range(placed.start_s, placed.end_s);
        for (const PlacedPart& part : placed.parts) { // different offers, always
            for (std::uint32_t slot = when.first; slot < when.last && part.cards > 0; ++slot) {
                PlacementRow& row = m_rows[{part.offer, slot}];
                row.limit = m_problem.freeCards()[part.offer];
                row.entries.emplace_back(number, part.cards);
            }
        }
    }

    void subtractReserved(const Key& key, const TimeSlots& slots, PlacementRow& row) const
    {
        const auto [offer, slot] = key;
        const OfferTable& table = m_problem.table();
        const ComputeOffer& at = table.offers()[offer];
        for (const StandingReservation& one : m_problem.reservations()) {
            const bool counts = one.from_s <= slots.begin(slot) && slots.begin(slot) < one.to_s &&
                                one.arc.empty() && table.pool(at).id == one.pool &&
                                table.chip(at).chipClass == one.chipClass;
            row.limit -= counts ? one.cards : 0;
        }
    }

    /// Whether some choice of one column for each job goes over the limit.
    [[nodiscard]] bool canBreak(const PlacementRow& row) const
    {
        double sum = 0;
        double most = 0;
        std::size_t job = m_choices.size();
        for (const auto& [column, amount] : row.entries) { // by job
            if (m_out.columns[column].job != job) {
                sum += most;
                most = 0;
                job = m_out.columns[column].job;
            }
            most = std::max(most, amount);
        }
        return sum + most > row.limit;
    }

    const PlacementProblem& m_problem;
    std::span<const std::vector<PlacementChoice>> m_choices;
    LegFlows& m_flows;
    std::size_t m_most;
    PlacementProgram m_out;
    std::map<Key, PlacementRow> m_rows;
};

} // namespace

Result<PlacementProgram> placementProgram(const PlacementProblem& problem,
                                          std::span<const std::vector<PlacementChoice>> choices,
                                          LegFlows& flows, std::size_t mostColumns)
{
    return Builder(problem, choices, flows, mostColumns).run();
}

} // namespace twin::compute
