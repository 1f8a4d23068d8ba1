#pragma once

#include "twin/generate/faults.h"
#include "twin/generate/feed_traffic.h"
#include "twin/generate/signals.h"

namespace twin::generate {

/// Counters of links: the routed load with noise, at most the capacity; drops above 95 % use; queues, marks
/// and pauses that grow with use; dark when cut.
class LinkSignals final : public Signals
{
  public:
    LinkSignals(registry::RegistryPtr registry, const FeedTraffic& traffic, const Faults& faults,
                std::uint64_t seed);

    [[nodiscard]] EntityKind kind() const override { return EntityKind::Link; }

    [[nodiscard]] std::size_t size() const override { return m_key.size(); }

    void sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count,
                ColumnBlock& out) override;

    [[nodiscard]] bool anySilent() const override { return m_anySilent; }

    [[nodiscard]] bool isSilent(std::uint32_t link) const override;

    /// Call after a fault that silences or resumes a site.
    void updateSilence();

  private:
    void writeQueues(std::uint32_t first, std::uint32_t count, ColumnBlock& out) const;

    registry::RegistryPtr m_registry;
    const FeedTraffic& m_traffic;
    const Faults& m_faults;
    std::vector<std::uint64_t> m_key;
    std::vector<std::uint8_t> m_reports; ///< 0: not in service, sends nothing
    bool m_anySilent = false;
    bool m_anyOutOfService = false;
};

} // namespace twin::generate
