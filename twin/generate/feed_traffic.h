#pragma once

#include "twin/generate/feed_clock.h"
#include "twin/generate/load_model.h"
#include "twin/registry/registry.h"
#include "twin/registry/workload.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace twin::generate {

/// The routed demand behind a feed: what each link is asked to carry now, and what each flow gets. A cut
/// darkens its links at once; traffic goes round them when `reroute` is called, after the protection delay.
class FeedTraffic
{
  public:
    FeedTraffic(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload,
                std::uint64_t seed);

    /// Marks the links of exactly these conduits dark: they carry nothing from now on.
    void setCut(std::span<const std::uint32_t> conduits);
    /// Routes around what is cut now. Returns the flows whose path changed, ascending. Cost: one routing.
    std::vector<std::uint32_t> reroute();
    /// A flow that does not send (its pool lost power) asks for nothing.
    void setFlowActive(std::uint32_t flow, bool active);
    /// These pools each send to another one, by seed, and exactly these: traffic that is in no list. Takes
    /// effect with the next refresh.
    void setUnlisted(std::span<const std::uint32_t> pools);
    /// Brings loads to the hour; call every few seconds and after each change. Cost: O(links + flows' hops).
    void refresh(const FeedMoment& moment);

    [[nodiscard]] bool isDark(std::uint32_t link) const { return m_dark[link] != 0; }

    /// What the link is asked to carry, b/s, even over its capacity; 0 while dark.
    [[nodiscard]] double askedForward(std::uint32_t link) const { return m_forward[link]; }

    [[nodiscard]] double askedReverse(std::uint32_t link) const { return m_reverse[link]; }

    /// The same without what flows do not send because they are held back, by this link or another one.
    [[nodiscard]] double offeredForward(std::uint32_t link) const { return m_offeredForward[link]; }

    [[nodiscard]] double offeredReverse(std::uint32_t link) const { return m_offeredReverse[link]; }

    [[nodiscard]] double capacityForward(std::uint32_t link) const { return m_capacityForward[link]; }

    [[nodiscard]] double capacityReverse(std::uint32_t link) const { return m_capacityReverse[link]; }

    /// Share of its requested rate a flow gets (0 while its path is dark), its one-way delay and its loss.
    [[nodiscard]] double flowShare(std::uint32_t flow) const { return m_flowShare[flow]; }

    [[nodiscard]] TimeNs flowDelay(std::uint32_t flow) const { return m_flowDelay[flow]; }

    [[nodiscard]] double flowLoss(std::uint32_t flow) const { return m_flowLoss[flow]; }

    /// The flow's path as arc names (`link>` / `link<`); empty = none.
    [[nodiscard]] std::vector<std::string> flowArcs(std::uint32_t flow) const;

  private:
    struct Hop
    {
        std::uint32_t link = 0;
        bool forward = true;
    };

    void refreshWithoutWorkload(const FeedMoment& moment);
    void readPaths();
    void refreshFlows();
    void refreshOffered();
    void addUnlisted();
    [[nodiscard]] registry::PoolIndex unlistedReceiver(std::uint32_t pool) const;
    [[nodiscard]] std::span<const Hop> hops(std::size_t flow) const;

    registry::RegistryPtr m_registry;
    std::shared_ptr<const registry::Workload> m_workload;
    std::uint64_t m_seed;
    std::optional<LoadModel> m_model; ///< none without a workload
    std::vector<std::uint32_t> m_cut;
    std::vector<std::uint32_t> m_unlisted; ///< pools
    std::vector<std::uint8_t> m_dark;
    std::vector<double> m_capacityForward, m_capacityReverse, m_forward, m_reverse;
    std::vector<double> m_offeredForward, m_offeredReverse;
    std::vector<double> m_flowRate, m_flowShare, m_flowLoss;
    std::vector<TimeNs> m_flowDelay;
    std::vector<Hop> m_hops; ///< of all flows, in order
    std::vector<std::uint32_t> m_hopBegin;
};

/// Share of packets lost on a link asked to carry `asked` of `capacity` b/s: queues overflow above 95 %, and
/// what is over the capacity is lost.
[[nodiscard]] double dropRatio(double asked_bps, double capacity_bps);

} // namespace twin::generate
