#pragma once

#include "twin/flow/recovery.h"
#include "twin/network/network.h"
#include "twin/registry/registry.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace twin::flow {

/// What failures leave of the links of a network, and what protection and restoration bring back. Every link
/// has due times of its own: what befalls others neither hastens nor delays it. Times in seconds, never
/// falling from call to call.
///
/// What a link's Protection means, when one of its conduits is cut or the link itself fails:
/// - OnePlusOne: protection_s after it went down it has its whole capacity back, while just one thing of it
///   fails;
/// - Wson: restoration_s after it lost its light its waves move to the shortest other way through conduits,
/// if
///   that is within reach and has spare slots; a cut of those conduits takes them down again, and the time
///   begins anew. One try for each loss. Fibre cuts only;
/// - Frr: the link stays down; routers beside it send what would go over it another way (the driver's part);
/// - None: it waits for routing and repair.
/// Without a registry all links are unprotected. The network must outlive it.
class LinkHealth
{
  public:
    LinkHealth(const network::Network& network, const RecoveryOptions& options);

    void failConduit(std::uint32_t conduit, bool isDown, double time);
    void failLink(std::uint32_t link, bool isDown, double time);
    void failNode(std::uint32_t node, bool isDown);

    /// Brings back what is due by `time`; links whose light is due at one moment in the order of their
    /// numbers. Cost: O(links), and a search among conduits for each link that is due.
    void recover(double time);

    /// Part of an arc's capacity that is there since the last recover(), 0 to 1.
    [[nodiscard]] double available(std::uint32_t arc) const;
    [[nodiscard]] registry::Protection protection(std::uint32_t arc) const;

  private:
    static constexpr double kNever = std::numeric_limits<double>::infinity();

    struct LinkState
    {
        std::uint32_t cuts = 0;    ///< of its conduits
        std::uint32_t faults = 0;  ///< of its own
        double switchAt = kNever;  ///< from when the other side of 1+1 carries
        double restoreAt = kNever; ///< when its waves move
        double restored = 0;       ///< part of the capacity
        std::uint32_t restoredWaves = 0;
        std::vector<std::uint32_t> detour; ///< conduits the moved waves run through
    };

    void change(LinkState& link, std::uint32_t& count, bool isDown, double time) const;
    void cut(LinkState& link, bool isDown, double time);
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
    double m_now = 0; ///< of the last recover()
};

} // namespace twin::flow
