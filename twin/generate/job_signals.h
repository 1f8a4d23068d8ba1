#pragma once

#include "twin/generate/faults.h"
#include "twin/generate/feed_options.h"
#include "twin/generate/feed_traffic.h"
#include "twin/generate/signals.h"
#include "twin/scenario/job_speed.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace twin::generate {

/// Jobs of the workload: progress, effectiveness, and their cards in pools. A finished job leaves and its
/// cards go to a new one of the same shape, so the load stays what the workload means it to be.
class JobSignals final : public Signals
{
  public:
    /// A job's change of state to report: its slot, and the state it has from now on.
    struct Change
    {
        std::uint32_t slot = 0;
        std::string id;
        registry::JobState state = registry::JobState::Running;
        bool born = false; ///< a new identifier in the slot
    };

    JobSignals(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload,
               const FeedTraffic& traffic, const Faults& faults, const FeedOptions& options);

    [[nodiscard]] EntityKind kind() const override { return EntityKind::Job; }

    [[nodiscard]] std::size_t size() const override { return m_slots.size(); }

    void sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count,
                ColumnBlock& out) override;

    /// Slots whose job ended by `moment`: `changes` gets Done for the old identifier, and Running for the new
    /// one.
    void advance(const FeedMoment& moment, std::vector<Change>& changes);
    /// Takes over the states that follow from pools' power; what changed is added to `changes`.
    void followPools(std::vector<Change>& changes);

    [[nodiscard]] const std::string& id(std::uint32_t slot) const { return m_slots[slot].id; }

    /// Source times: when the slot's job began, and when it is planned to end and must have (0 = not known).
    [[nodiscard]] TimeNs start(std::uint32_t slot) const { return m_slots[slot].start; }

    [[nodiscard]] TimeNs plannedEnd(std::uint32_t slot) const { return m_slots[slot].plannedEnd; }

    [[nodiscard]] TimeNs deadline(std::uint32_t slot) const { return m_slots[slot].deadline; }

    /// Every job whose times are not those of the workload, as it stands at the feed's start.
    [[nodiscard]] std::vector<Change> planned() const;

    [[nodiscard]] const registry::Job& shape(std::uint32_t slot) const { return *m_slots[slot].shape; }

    /// Cards of running jobs in a pool, and jobs that wait for it.
    [[nodiscard]] std::uint32_t placedCards(std::uint32_t pool) const { return m_placedCards[pool]; }

    [[nodiscard]] std::uint32_t waitingJobs(std::uint32_t pool) const { return m_waitingJobs[pool]; }

    /// True if the job's source pool has no power (its flows do not send).
    [[nodiscard]] bool isStopped(std::uint32_t slot) const { return m_slots[slot].stopped; }

  private:
    struct Slot
    {
        std::shared_ptr<const registry::Job> shape;
        std::string id;
        std::uint64_t key = 0;
        std::uint32_t generation = 1;
        std::uint32_t cards = 0;
        double duration_s = 0;
        double begun = 0; ///< simulated seconds
        TimeNs start = 0;
        TimeNs plannedEnd = 0;
        TimeNs deadline = 0;
        double progressThen = 0;
        double efficiency = 0;                       ///< of ideal, undisturbed
        std::optional<scenario::CrossSiteStep> step; ///< of training across centres whose sizes are known
        bool running = false;                        ///< takes cards
        bool stopped = false;                        ///< all its pools are without power
        bool degraded = false;                       ///< some of them are
        std::vector<std::uint32_t> pools;
        std::vector<std::uint32_t> flows;
    };

    void place(const registry::Job& job, Slot& slot);
    [[nodiscard]] std::optional<scenario::CrossSiteStep> stepOf(const registry::Job& job,
                                                                const Slot& slot) const;
    [[nodiscard]] double acrossCentres(const Slot& slot, bool undisturbed) const;
    [[nodiscard]] double disturbance(const Slot& slot, const FeedMoment& moment) const;

    registry::RegistryPtr m_registry;
    std::shared_ptr<const registry::Workload> m_workload;
    const FeedTraffic& m_traffic;
    const Faults& m_faults;
    bool m_births;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_placedCards, m_waitingJobs;
};

} // namespace twin::generate
