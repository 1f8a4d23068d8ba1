#pragma once

#include "twin/generate/feed_options.h"
#include "twin/registry/registry.h"

#include <cstdint>
#include <functional>
#include <queue>
#include <string>
#include <vector>

namespace twin::generate {

/// A step that took effect: what, to which object (its dense number: conduit, pool, channel or site), and
/// when.
struct FaultChange
{
    double atSeconds = 0;
    FaultAction action = FaultAction::CutConduit;
    std::uint32_t object = 0;
};

/// A trouble that builds up and dies away: when it last began and ended, in simulated seconds; < 0 = never.
struct TroubleTimes
{
    double begun = -1;
    double ended = -1;

    [[nodiscard]] bool isOn() const { return begun >= 0 && ended < begun; }

    /// 0..1: approaches 1 with time constant `rise_s` while it lasts, falls back with `fall_s` afterwards.
    [[nodiscard]] double level(double seconds, double rise_s, double fall_s) const;
};

/// What is broken at one simulated moment, and what breaks next: the drill's steps and, if asked for, random
/// ones by seed (Poisson, one stream per kind). Time only goes forward.
class Faults
{
  public:
    Faults(registry::RegistryPtr registry, const FeedOptions& options);

    /// Takes every step up to `seconds` and returns those that changed something, in order.
    std::vector<FaultChange> advance(double seconds);

    [[nodiscard]] bool isCut(std::uint32_t conduit) const { return m_cut[conduit].isOn(); }

    [[nodiscard]] const std::vector<TroubleTimes>& cooling() const { return m_cooling; } ///< by pool

    [[nodiscard]] const std::vector<TroubleTimes>& power() const { return m_power; } ///< by pool

    [[nodiscard]] const std::vector<TroubleTimes>& cards() const { return m_cards; } ///< by pool

    [[nodiscard]] const std::vector<TroubleTimes>& optics() const { return m_optics; } ///< by optical channel

    [[nodiscard]] bool isPoolSilent(std::uint32_t pool) const { return m_silentPools[pool].isOn(); }

    [[nodiscard]] bool isSiteSilent(std::uint32_t site) const { return m_silentSites[site].isOn(); }

    /// Dense numbers of the conduits that are cut now, ascending.
    [[nodiscard]] std::vector<std::uint32_t> cutConduits() const;
    /// Those of the pools that send what nobody listed, ascending.
    [[nodiscard]] std::vector<std::uint32_t> unlistedSenders() const;

  private:
    static constexpr std::int32_t kDrill = -1;  ///< a step of the script
    static constexpr std::int32_t kRepair = -2; ///< the end of a random trouble

    struct Pending
    {
        double at = 0;
        std::uint64_t order = 0; ///< ties keep the order of planning
        FaultAction action = FaultAction::CutConduit;
        std::uint32_t object = 0;
        std::int32_t process = kDrill; ///< the random process to plan again, or one of the marks below

        bool operator>(const Pending& other) const
        {
            return at != other.at ? at > other.at : order > other.order;
        }
    };

    /// A random trouble of one kind over the whole network.
    struct Process
    {
        FaultAction begin = FaultAction::CutConduit;
        FaultAction end = FaultAction::RepairConduit;
        std::string stream;
        double perSecond = 0;
        double meanRepair_s = 0;
        std::vector<double> cumulativeWeight{}; ///< by object
        std::uint64_t drawn = 0;
    };

    void planDrill(const std::vector<DrillStep>& drill);
    void planNextDrill();
    void planRandom(double acceleration);
    void addProcess(Process process, std::vector<double> weights, double perYear, double repairHours,
                    double acceleration);
    void planNext(std::size_t process, double after);
    bool apply(const Pending& step);
    [[nodiscard]] std::vector<TroubleTimes>& troubles(FaultAction action);
    [[nodiscard]] std::uint32_t objectNumber(FaultAction action, const std::string& id) const;

    registry::RegistryPtr m_registry;
    std::uint64_t m_seed;
    std::vector<TroubleTimes> m_cut, m_cooling, m_power, m_cards, m_optics, m_silentPools, m_silentSites,
        m_unlisted;
    std::vector<Process> m_processes;
    std::priority_queue<Pending, std::vector<Pending>, std::greater<>> m_pending;
    std::uint64_t m_planned = 0;
    std::function<std::vector<DrillStep>(std::uint32_t, double)> m_nextDrill;
    std::uint32_t m_drillCycle = 0;
    std::size_t m_drillLeft = 0; ///< steps of the script still pending
    double m_lastDrill = 0;
};

/// Whether an action begins a trouble (and does not end one).
[[nodiscard]] bool beginsTrouble(FaultAction action);

} // namespace twin::generate
