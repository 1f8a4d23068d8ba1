#pragma once

#include "twin/flow/recovery.h"
#include "twin/network/network.h"
#include "twin/registry/registry.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// What failures leave of the links of a network, and what protection and restoration bring back. It knows no
/// time: whoever drives it says when a phase is over.
///
/// What a link's Protection means, when one of its conduits is cut or the link itself fails:
/// - OnePlusOne: `switchProtection` gives it its whole capacity back, as long as nothing else of it fails;
/// - Wson: `restoreOptically` moves its waves to the shortest other way through conduits, if that is within
///   reach and has spare slots; a cut of those conduits takes them down again. Fibre cuts only;
/// - Frr: the link stays down; routers beside it send what would go over it another way (the driver's part);
/// - None: it waits for routing and repair.
/// Without a registry all links are unprotected. The network must outlive it.
class LinkHealth
{
  public:
    LinkHealth(const network::Network& network, const RecoveryOptions& options);

    void failConduit(std::uint32_t conduit, bool isDown);
    void failLink(std::uint32_t link, bool isDown);
    void failNode(std::uint32_t node, bool isDown);

    /// 1+1 links that one failure took down are up again.
    void switchProtection();
    /// Wson links that are down get what can be moved, in the order of their numbers.
    void restoreOptically();

    /// Part of an arc's capacity that is there, 0 to 1.
    [[nodiscard]] double available(std::uint32_t arc) const;
    [[nodiscard]] registry::Protection protection(std::uint32_t arc) const;

  private:
    struct LinkState
    {
        std::uint32_t cuts = 0;   ///< of its conduits
        std::uint32_t faults = 0; ///< of its own
        bool isSwitched = false;
        double restored = 0; ///< part of the capacity
        std::uint32_t restoredWaves = 0;
        std::vector<std::uint32_t> detour; ///< conduits the moved waves run through
    };

    void change(std::uint32_t link, std::uint32_t& count, bool isDown);
    [[nodiscard]] bool isOnePlusOne(std::uint32_t link) const;
    void dropDetour(LinkState& link);
    void restore(std::uint32_t link);
    [[nodiscard]] std::vector<std::uint32_t> wayThroughConduits(std::uint32_t from, std::uint32_t to,
                                                                double reach_m) const;
    [[nodiscard]] bool isFree(std::uint32_t conduit) const;

    const network::Graph& m_graph;
    const registry::Registry* m_registry;
    RecoveryOptions m_options;
    std::vector<LinkState> m_links;
    std::vector<std::uint32_t> m_cuts;      ///< by conduit
    std::vector<std::uint32_t> m_usedSlots; ///< by conduit, by moved waves
    std::vector<std::uint32_t> m_nodeDown;
    std::vector<std::vector<std::uint32_t>> m_linksOfConduit;
    std::vector<std::vector<std::uint32_t>> m_conduitsOfSite;
};

} // namespace twin::flow
