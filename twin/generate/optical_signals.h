#pragma once

#include "twin/generate/faults.h"
#include "twin/generate/feed_traffic.h"
#include "twin/generate/signals.h"

namespace twin::generate {

/// Optical channels: margins that drift slowly, error rate from the margin, polarisation that wanders and
/// sometimes shakes, loss of light when the duct is cut.
class OpticalSignals final : public Signals
{
  public:
    OpticalSignals(registry::RegistryPtr registry, const FeedTraffic& traffic, const Faults& faults,
                   std::uint64_t seed);

    [[nodiscard]] EntityKind kind() const override { return EntityKind::OpticalChannel; }

    [[nodiscard]] std::size_t size() const override { return m_channels.size(); }

    void sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count,
                ColumnBlock& out) override;

  private:
    struct Channel
    {
        std::uint64_t key = 0;
        std::uint32_t link = 0;
        double margin_db = 0;
        double required_db = 0; ///< OSNR at which the error rate reaches the correction's limit
        double rx_dbm = 0;
    };

    const FeedTraffic& m_traffic;
    const Faults& m_faults;
    std::vector<Channel> m_channels;
};

} // namespace twin::generate
