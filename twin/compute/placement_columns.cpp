#include "twin/compute/placement_columns.h"

#include "twin/network/k_shortest_paths.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace twin::compute {

namespace {

class Builder
{
  public:
    Builder(const PlacementProblem& problem, std::span<const std::vector<PlacementChoice>> choices,
            std::size_t most)
        : m_problem(problem)
        , m_choices(choices)
        , m_most(most)
        , m_search(problem.graph())
    {}

    Result<PlacementProgram> run()
    {
        for (std::size_t job = 0; job < m_choices.size(); ++job) {
            for (const PlacementChoice& choice : m_choices[job]) {
                PlacedJob placed;
                (void)m_problem.consider(job, choice.span(), placed);
                addRouted(job, placed, 0);
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
    /// Every combination of paths of the legs from `leg` on.
    void addRouted(std::size_t job, const PlacedJob& placed, std::size_t leg)
    {
        if (m_out.columns.size() > m_most) {
            return;
        }
        if (leg == placed.legs.size()) {
            m_out.columns.push_back({job, placed});
            return;
        }
        for (const RoutePart& path : pathsOf(job, placed.legs[leg])) {
            PlacedJob routed = placed;
            routed.legs[leg].parts = {path};
            routed.legs[leg].parts.front().rate_bps = routed.legs[leg].rate_bps;
            addRouted(job, routed, leg + 1);
        }
    }

    const std::vector<RoutePart>& pathsOf(std::size_t job, const PlacedLeg& leg)
    {
        const auto [entry, isNew] =
            m_paths.try_emplace({static_cast<std::uint32_t>(leg.src.value()),
                                 static_cast<std::uint32_t>(leg.dst.value()), m_problem.closedGroup(job)});
        if (isNew) {
            network::KPathsQuery query{leg.src, leg.dst, m_problem.options().exactPaths,
                                       m_problem.closed(job)};
            for (const network::Route& route : m_search.find(query)) {
                entry->second.push_back({route.arcs, 0, route.cost});
            }
        }
        return entry->second;
    }

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

    using Key = std::tuple<int, std::uint32_t, std::uint32_t>; ///< 0 offer or 1 arc, its number, slot

    void add(int kind, std::uint32_t thing, double limit, SlotRange when, std::uint32_t column, double amount)
    {
        for (std::uint32_t slot = when.first; slot < when.last && amount > 0; ++slot) {
            PlacementRow& row = m_rows[{kind, thing, slot}];
            row.limit = limit;
            if (!row.entries.empty() && row.entries.back().first == column) {
                row.entries.back().second += amount;
            } else {
                row.entries.emplace_back(column, amount);
            }
        }
    }

    void addEntries(std::uint32_t number, const TimeSlots& slots)
    {
        const PlacedJob& placed = m_out.columns[number].placed;
        for (const PlacedPart& part : placed.parts) {
            add(0, part.offer, m_problem.freeCards()[part.offer], slots.range(placed.start_s, placed.end_s),
                number, part.cards);
        }
        for (const PlacedLeg& leg : placed.legs) {
            for (const RoutePart& part : leg.parts) {
                for (const std::uint32_t arc : part.arcs) {
                    add(1, arc, m_problem.room_bps()[arc], slots.range(leg.from_s, leg.to_s), number,
                        leg.rate_bps);
                }
            }
        }
    }

    void subtractReserved(const Key& key, const TimeSlots& slots, PlacementRow& row) const
    {
        const auto [kind, thing, slot] = key;
        const OfferTable& table = m_problem.table();
        for (const StandingReservation& one : m_problem.reservations()) {
            if (slots.begin(slot) < one.from_s || slots.begin(slot) >= one.to_s) {
                continue;
            }
            if (kind == 1 && !one.arc.empty() && m_problem.graph().arcByName(one.arc).value() == thing) {
                row.limit -= one.gbps * 1e9;
            }
            if (kind == 0 && one.arc.empty() && table.pool(table.offers()[thing]).id == one.pool &&
                table.chip(table.offers()[thing]).chipClass == one.chipClass) {
                row.limit -= one.cards;
            }
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
    std::size_t m_most;
    network::KShortestPaths m_search;
    PlacementProgram m_out;
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::vector<RoutePart>> m_paths;
    std::map<Key, PlacementRow> m_rows;
};

} // namespace

Result<PlacementProgram> placementProgram(const PlacementProblem& problem,
                                          std::span<const std::vector<PlacementChoice>> choices,
                                          std::size_t mostColumns)
{
    return Builder(problem, choices, mostColumns).run();
}

} // namespace twin::compute
