#pragma once

#include "twin/compute/occupancy.h"
#include "twin/compute/placement_problem.h"
#include "twin/network/shortest_paths.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace twin::compute {

/// How legs find their way.
enum class LegRouting : std::uint8_t {
    Shortest, ///< the path of least latency, or none
    Around,   ///< that one if it has room, else several paths with room
};

/// Why a choice did not fit what is taken already.
struct Shortage
{
    Constraint constraint = Constraint::CardsLeft;
    double asked = 0; ///< cards, or b/s
    double left = 0;
    std::uint32_t thing = 0; ///< offer, or arc
};

/// What is taken of cards and links while a plan grows. Never more than there is: a job enters whole or not
/// at all.
class PlacementBoard
{
  public:
    /// @param choices of every job; the board's time axis is cut where any of them begins or ends something
    /// @param more    further instants at which something may
    PlacementBoard(const PlacementProblem& problem, std::span<const std::vector<PlacementChoice>> choices,
                   std::vector<double> more = {});

    /// Takes cards and bandwidth for a job at these offers. Nothing: it does not fit; `shortage` says why.
    [[nodiscard]] std::optional<PlacedJob> enter(std::size_t job, std::span<const std::uint32_t> offers,
                                                 LegRouting routing, Shortage& shortage);
    /// Takes what a job had, paths included; false if that does not fit any more.
    [[nodiscard]] bool enterAsIs(const PlacedJob& placed, Shortage& shortage);
    void leave(const PlacedJob& placed);

    /// Most that is taken of an offer while a job at it would run, as a part of what is free, that job
    /// included.
    [[nodiscard]] double shareAfter(const PlacedJob& placed) const;

    [[nodiscard]] double cardsLeft(std::uint32_t offer, double from_s, double to_s) const
    {
        return m_cards.left(offer, m_slots.range(from_s, to_s));
    }

    [[nodiscard]] const TimeSlots& slots() const { return m_slots; }

    [[nodiscard]] const Occupancy& cards() const { return m_cards; }

    [[nodiscard]] const Occupancy& arcs() const { return m_arcs; }

    /// Arcs of the path of least latency; empty: none. Kept by (ends, provinces of transit).
    [[nodiscard]] const std::vector<std::uint32_t>& shortest(std::size_t job, network::NodeIndex src,
                                                             network::NodeIndex dst);

  private:
    [[nodiscard]] bool takeCards(const PlacedJob& placed, Shortage& shortage);
    [[nodiscard]] bool takeLegs(std::size_t job, PlacedJob& placed, LegRouting routing, Shortage& shortage);
    [[nodiscard]] bool route(std::size_t job, PlacedLeg& leg, LegRouting routing, Shortage& shortage);
    [[nodiscard]] bool fitsOn(std::span<const std::uint32_t> arcs, SlotRange when, double rate_bps,
                              Shortage& shortage) const;
    void changeLeg(const PlacedLeg& leg, double sign);

    const PlacementProblem* m_problem;
    TimeSlots m_slots;
    Occupancy m_cards; ///< by offer
    Occupancy m_arcs;  ///< by arc, b/s
    network::ShortestPaths m_paths;
    std::uint64_t m_aim = 0xFFFFFFFFFFFFFFFF; ///< destination and provinces that m_paths knows
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> m_known;
};

} // namespace twin::compute
