#pragma once

#include "twin/generate/feed_options.h"
#include "twin/generate/feed_traffic.h"
#include "twin/generate/signals.h"

#include <memory>
#include <string>
#include <vector>

namespace twin::generate {

/// Flows of the workload: rate by the share their path leaves them, bytes carried so far, round trip, loss. A
/// flow that is done ends, and after it another of the same ends begins under a new identifier.
class FlowSignals final : public Signals
{
  public:
    /// A flow that ended, and the one that takes its slot.
    struct Succession
    {
        std::uint32_t slot = 0;
        std::string endedId;
    };

    FlowSignals(std::shared_ptr<const registry::Workload> workload, const FeedTraffic& traffic,
                const FeedOptions& options);

    [[nodiscard]] EntityKind kind() const override { return EntityKind::Flow; }

    [[nodiscard]] std::size_t size() const override { return m_slots.size(); }

    void sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count,
                ColumnBlock& out) override;

    /// Ends at most `limit` flows that are done and begins their successors.
    void advance(const FeedMoment& moment, std::size_t limit, std::vector<Succession>& out);

    [[nodiscard]] const std::string& id(std::uint32_t slot) const { return m_slots[slot].id; }

    [[nodiscard]] std::uint64_t bytesTotal(std::uint32_t slot) const { return m_slots[slot].bytesTotal; }

    /// Source time at which the present flow of the slot began, and by which it must end (0 = any).
    [[nodiscard]] TimeNs begun(std::uint32_t slot) const { return m_slots[slot].begun; }

    [[nodiscard]] TimeNs deadline(std::uint32_t slot) const { return m_slots[slot].deadline; }

    [[nodiscard]] const registry::Flow& shape(std::uint32_t slot) const { return *m_slots[slot].shape; }

  private:
    struct Slot
    {
        std::shared_ptr<const registry::Flow> shape;
        std::string id;
        std::uint64_t key = 0;
        std::uint32_t generation = 1;
        std::uint64_t bytesTotal = 0; ///< 0 = steady
        TimeNs begun = 0;
        TimeNs deadline = 0;
        double doneBytes = 0;
        double lastSeconds = 0;
        double lastRate_bps = 0;
    };

    void beginNext(Slot& slot, const FeedMoment& moment) const;

    const FeedTraffic& m_traffic;
    std::uint64_t m_seed;
    bool m_births;
    std::vector<Slot> m_slots;
};

} // namespace twin::generate
