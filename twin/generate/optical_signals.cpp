#include "twin/generate/optical_signals.h"

#include "twin/generate/value_noise.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <cmath>

namespace twin::generate {

namespace {

constexpr double kDrift_s = 1'800.0; ///< temperature along the line
constexpr double kRipple_s = 40.0;
constexpr double kShake_s = 5.0; ///< trains and wind on the duct

constexpr double kFecLimitBer = 2e-2;  ///< soft-decision correction gives up above it
constexpr double kDecadesPerDb = 0.35; ///< error rate falls this many decades per dB of margin
constexpr double kDegraded_db = 4.5;   ///< margin lost to a sick amplifier
constexpr double kDegradeRise_s = 90.0;
constexpr double kDegradeFall_s = 20.0;
constexpr double kDarkRx_dbm = -40.0;

} // namespace

OpticalSignals::OpticalSignals(registry::RegistryPtr registry, const FeedTraffic& traffic,
                               const Faults& faults, std::uint64_t seed)
    : m_traffic(traffic)
    , m_faults(faults)
{
    m_channels.reserve(registry->channels.size());
    for (std::size_t i = 0; i < registry->channels.size(); ++i) {
        const registry::OpticalChannel& channel = registry->channels[i];
        Rng random(seed, "feed.optical", i);
        Channel made;
        made.key = random.next();
        made.link = channel.link.value();
        made.margin_db = channel.osnrMargin_db > 0 ? channel.osnrMargin_db : random.uniform(2.5, 6.0);
        made.required_db = channel.bps >= 800 * kGigabit ? 25.0 : 19.5;
        made.rx_dbm = random.uniform(-11.0, -6.0);
        m_channels.push_back(made);
    }
}

void OpticalSignals::sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count,
                            ColumnBlock& out)
{
    const auto ber = out[OpticalMetric::PreFecBer];
    const auto osnr = out[OpticalMetric::Osnr];
    const auto rx = out[OpticalMetric::RxPower];
    const auto sop = out[OpticalMetric::SopRate];
    for (std::uint32_t i = 0; i < count; ++i) {
        const Channel& channel = m_channels[first + i];
        const double drift = valueNoise(channel.key, moment.seconds / kDrift_s);
        const double ripple = valueNoise(~channel.key, moment.seconds / kRipple_s);
        if (m_traffic.isDark(channel.link)) {
            ber[i] = 0.5; // no light: bits are coin tosses
            osnr[i] = 0.0;
            rx[i] = kDarkRx_dbm + 0.5 * ripple;
            sop[i] = 0.0;
            continue;
        }
        const double lost_db =
            kDegraded_db * m_faults.optics()[first + i].level(moment.seconds, kDegradeRise_s, kDegradeFall_s);
        const double margin_db = channel.margin_db + 0.4 * drift + 0.1 * ripple - lost_db;
        const double shake =
            std::max(0.0, valueNoise(channel.key ^ 0x5A5A5A5AU, moment.seconds / kShake_s) - 0.7);
        ber[i] = std::min(0.5, kFecLimitBer * std::pow(10.0, -kDecadesPerDb * margin_db));
        osnr[i] = channel.required_db + margin_db;
        rx[i] = channel.rx_dbm + 0.3 * drift + 0.05 * ripple - 0.6 * lost_db;
        sop[i] = 40.0 + 25.0 * ripple + 6'000.0 * shake * shake;
    }
}

} // namespace twin::generate
