#pragma once

#include "twin/generate/faults.h"
#include "twin/generate/feed_options.h"
#include "twin/generate/feed_traffic.h"
#include "twin/generate/job_signals.h"
#include "twin/generate/signals.h"

namespace twin::generate {

/// Everything a pool reports. Utilisation follows the cards of its jobs, a share of elastic work that follows
/// the day, and noise; power, heat, fabric, storage and CATS scores follow from it. Troubles come from
/// Faults.
class PoolSignals final : public Signals
{
  public:
    PoolSignals(registry::RegistryPtr registry, const FeedTraffic& traffic, const JobSignals& jobs,
                const Faults& faults, const FeedOptions& options);

    [[nodiscard]] EntityKind kind() const override { return EntityKind::Pool; }

    [[nodiscard]] std::size_t size() const override { return m_pools.size(); }

    void sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count,
                ColumnBlock& out) override;

    [[nodiscard]] bool anySilent() const override { return m_anySilent; }

    [[nodiscard]] bool isSilent(std::uint32_t pool) const override;

    [[nodiscard]] bool isIn(MetricScope scope, std::uint32_t pool) const override
    {
        return scope == MetricScope::Subscribed && m_pools[pool].detailed;
    }

    /// Call after a fault that silences or resumes a pool.
    void updateSilence();

  private:
    struct Pool
    {
        std::uint64_t key = 0;
        double cards = 0;
        double elasticShare = 0; ///< of the cards jobs leave, at the busiest hour
        double failedShare = 0;  ///< cards broken on an ordinary day
        double itMax_w = 0;
        double pue = 1;
        double storageBytes = 0;
        double storageFill = 0;
        double read_bps = 0;
        double write_bps = 0;
        bool draining = false;
        bool reports = true;
        bool detailed = false; ///< sends the detail of its cards
        std::uint32_t firstAccess = 0;
        std::uint32_t accessCount = 0;
    };

    struct Access
    {
        std::uint32_t link = 0;
        bool poolIsA = true;
    };

    /// What the other columns follow from.
    struct Condition
    {
        double utilisation = 0; ///< of full speed
        double busy = 0;
        double failed = 0;
        double heat_celsius = 0; ///< above the ordinary inlet temperature
        double ingress_bps = 0;
        double egress_bps = 0;
        double accessUse = 0; ///< worst access direction
        OperState state = OperState::Up;
    };

    [[nodiscard]] static Pool describe(const registry::Pool& pool, std::uint64_t seed, std::size_t index);
    [[nodiscard]] Condition condition(std::uint32_t pool, const FeedMoment& moment, double daily) const;
    void addTraffic(const Pool& pool, Condition& condition) const;
    static void writePower(const Pool& pool, const Condition& now, const FeedMoment& moment, std::size_t i,
                           ColumnBlock& out);
    static void writeStorage(const Pool& pool, const Condition& now, const FeedMoment& moment, std::size_t i,
                             ColumnBlock& out);
    void writeCards(std::uint32_t pool, const Condition& now, const FeedMoment& moment, std::size_t i,
                    ColumnBlock& out) const;
    void chooseDetailed(std::uint32_t count);
    static void writeScores(const Pool& pool, const Condition& now, std::size_t i, ColumnBlock& out);

    registry::RegistryPtr m_registry;
    const FeedTraffic& m_traffic;
    const JobSignals& m_jobs;
    const Faults& m_faults;
    std::vector<Pool> m_pools;
    std::vector<Access> m_access;
    bool m_anySilent = false;
    bool m_anyOutOfService = false;
};

} // namespace twin::generate
