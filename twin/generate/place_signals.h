#pragma once

#include "twin/generate/faults.h"
#include "twin/generate/signals.h"

namespace twin::generate {

/// Sites: power feeds and state. A site is well in every drill; only its telemetry can fall silent.
class SiteSignals final : public Signals
{
  public:
    SiteSignals(registry::RegistryPtr registry, const Faults& faults);

    [[nodiscard]] EntityKind kind() const override { return EntityKind::Site; }

    [[nodiscard]] std::size_t size() const override { return m_registry->sites.size(); }

    void sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count,
                ColumnBlock& out) override;

    [[nodiscard]] bool anySilent() const override { return true; }

    [[nodiscard]] bool isSilent(std::uint32_t site) const override { return m_faults.isSiteSilent(site); }

  private:
    registry::RegistryPtr m_registry;
    const Faults& m_faults;
};

/// Service nodes (1+M+N): heartbeat with their state and the version of the registry they resolve from, which
/// the national node hands down within their time to live.
class ServiceNodeSignals final : public Signals
{
  public:
    ServiceNodeSignals(registry::RegistryPtr registry, std::uint64_t seed);

    [[nodiscard]] EntityKind kind() const override { return EntityKind::ServiceNode; }

    [[nodiscard]] std::size_t size() const override { return m_registry->serviceNodes.size(); }

    void sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count,
                ColumnBlock& out) override;

  private:
    registry::RegistryPtr m_registry;
    std::uint64_t m_seed;
};

} // namespace twin::generate
