#include "twin/generate/workload_draft.h"
#include "twin/registry/identifier.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <unordered_map>

/// Flows: parameters between the sites of cross-centre jobs, and data on its way: recipe step 10.
namespace twin::generate {

namespace {

constexpr std::uint32_t kFlows = 2'000;
constexpr std::uint32_t kMostFlows = 20'000;
/// Part of one access link that a pool's flows may ask for together: also when its other home is cut off.
constexpr double kAccessShare = 0.55;
constexpr std::array<std::uint64_t, 13> kRateLadder_mbps{10,    20,    50,     100,    200,    500,    1'000,
                                                         2'000, 5'000, 10'000, 20'000, 50'000, 100'000};
constexpr std::array<double, 5> kDeadlines_h{2, 6, 12, 24, 72};
/// Part of a rate that a transfer is planned with (DOMAIN: "hours at 85 %"); the rest is its slack.
constexpr double kPlannedShare = 0.85;
/// Whoever would wait longer than that sends disks.
constexpr double kLongest_s = 30 * 86'400.0;
/// Line a job between centres rents for each card of a site: 1.6 Gb/s costs it some 10 % of its time with
/// 1,024 cards of 320 TFLOPS, 0.4 Gb/s some 30 %.
constexpr std::array<double, 3> kWan_bpsPerCard{1.6e9, 0.8e9, 0.4e9};
constexpr double kMostWan_bps = 1.6e12;

/// Running sums for drawing by weight in O(log n).
struct Cumulative
{
    std::vector<double> sum;

    [[nodiscard]] std::size_t draw(Rng& rng) const
    {
        const double at = rng.uniform() * sum.back();
        const auto found = std::ranges::upper_bound(sum, at);
        return std::min(static_cast<std::size_t>(found - sum.begin()), sum.size() - 1);
    }
};

class FlowWriter
{
  public:
    FlowWriter(const Draft& draft, const registry::Registry& registry, pb::Workload& workload)
        : m_draft(draft)
        , m_workload(workload)
        , m_rng(draft.options.seed, "flow")
        , m_wanRng(draft.options.seed, "flow.wan")
        , m_in(draft.pools.size(), 0)
        , m_out(draft.pools.size(), 0)
    {
        for (std::size_t p = 0; p < draft.pools.size(); ++p) {
            m_poolNumber.emplace(draft.pools[p].id, p);
            const auto found = registry.find(EntityKind::Pool, draft.pools[p].id);
            const registry::Pool& pool = registry.pools[found->index];
            m_limit.push_back(kAccessShare * static_cast<double>(registry[pool.access.front()].capacity_bps));
        }
        for (const pb::Job& job : workload.jobs()) {
            if (job.kind() == pb::INTRA_TRAIN && job.placements_size() == 1) {
                m_trainingAt[m_poolNumber.at(job.placements(0).pool_id())].push_back(job.id());
            }
        }
        prepareGravity();
    }

    void addCrossFlows()
    {
        for (int j = 0; j < m_workload.jobs_size(); ++j) {
            const pb::Job& job = m_workload.jobs(j);
            if (job.kind() == pb::CROSS_TRAIN) {
                m_wan_bpsPerCard = kWan_bpsPerCard[m_wanRng.below(kWan_bpsPerCard.size())];
                for (int a = 0; a < job.placements_size(); ++a) {
                    addRing(job, a, (a + 1) % job.placements_size());
                }
            }
        }
    }

    void addTransfers(std::uint32_t total)
    {
        // A draw that finds no room adds nothing; in a nation whose access is full there is an end to trying.
        const std::uint64_t mostDraws = std::uint64_t{total} * 20;
        for (std::uint64_t i = 0; i < mostDraws && m_workload.flows_size() < static_cast<int>(total); ++i) {
            const double kind = m_rng.uniform();
            if (kind < 0.72) {
                addIngest();
            } else if (kind < 0.87) {
                addBetweenPools();
            } else {
                addResult();
            }
        }
    }

  private:
    /// Pull of the pools on each site: people there, cards^0.7 here, falling with distance.
    void prepareGravity()
    {
        for (const SiteDraft& site : m_draft.sites) {
            m_cityWeight.push_back(std::max(40.0, site.city->people));
            Cumulative pull;
            double sum = 0;
            for (const PoolDraft& pool : m_draft.pools) {
                double cards = 0;
                for (const ChipCount& chips : pool.chips) {
                    cards += chips.count;
                }
                const double metres = roughMetres(site.position, pool.position);
                sum += std::pow(cards, 0.7) * std::exp(-metres / kGravity_m);
                pull.sum.push_back(sum);
            }
            m_pull.push_back(std::move(pull));
        }
    }

    /// Near enough for a weight: 60 sites times 50,000 pools need no geodesics.
    static double roughMetres(Position a, Position b)
    {
        constexpr double kMetresPerDegree = 111'195;
        const double dLat = a.lat() - b.lat();
        const double dLon = (a.lon() - b.lon()) * std::cos((a.lat() + b.lat()) * 0.008726646259971648);
        return kMetresPerDegree * std::sqrt(dLat * dLat + dLon * dLon);
    }

    pb::Flow& addFlow(const std::string& src, const std::string& dst, pb::FlowClass flowClass,
                      double rate_bps)
    {
        pb::Flow& flow = *m_workload.add_flows();
        flow.set_id(registry::flowId(static_cast<std::uint32_t>(m_workload.flows_size())));
        flow.set_src(src);
        flow.set_dst(dst);
        flow.set_flow_class(flowClass);
        flow.set_rate_requested_bps(rate_bps);
        return flow;
    }

    /// Gradients from one site of a job to the next, as several flows of at most 400 Gb/s.
    void addRing(const pb::Job& job, int from, int to)
    {
        const std::size_t a = m_poolNumber.at(job.placements(from).pool_id());
        const std::size_t b = m_poolNumber.at(job.placements(to).pool_id());
        const double room = std::min(
            {m_limit[a] - m_out[a], m_limit[b] - m_in[b], job.placements(from).cards() * m_wan_bpsPerCard});
        const double unit = room < 1e11 ? 1e10 : 1e11;
        const double total = std::min(kMostWan_bps, std::floor(room / unit) * unit);
        for (double left = total; left > 0; left -= 4e11) {
            const double rate = std::min(left, 4e11);
            pb::Flow& flow = addFlow(m_draft.pools[a].id, m_draft.pools[b].id, pb::RDMA, rate);
            flow.set_job_id(job.id());
            flow.set_tenant_id(job.tenant_id());
            flow.set_start_ns(job.start_ns());
        }
        m_out[a] += std::max(0.0, total);
        m_in[b] += std::max(0.0, total);
    }

    /// Size, deadline and the ladder step that meets it, at most `room_bps`. Nothing when there is no room at
    /// all.
    void addTransfer(const std::string& src, const std::string& dst, double room_bps, std::size_t pool)
    {
        const double bytes = std::clamp(m_rng.lognormal(8e12, 1.7), 0.2e12, 2e15);
        const double hours = kDeadlines_h[m_rng.below(kDeadlines_h.size())];
        const double done = m_rng.uniform(0.01, 0.97); // every transfer of the workload is under way
        const double jobDraw = m_rng.uniform();
        const auto tenant = static_cast<unsigned>(1 + m_rng.below(180));
        const double wished_mbps = bytes * 8 / (hours * 3600) / kPlannedShare / 1e6;
        std::size_t step = 0;
        while (step + 1 < kRateLadder_mbps.size() &&
               static_cast<double>(kRateLadder_mbps[step]) < wished_mbps) {
            ++step;
        }
        while (step > 0 && static_cast<double>(kRateLadder_mbps[step]) * 1e6 > room_bps) {
            --step;
        }
        m_rate = static_cast<double>(kRateLadder_mbps[step]) * 1e6;
        const double whole_s = bytes * 8 / m_rate;
        if (m_rate > room_bps || whole_s > kLongest_s) {
            m_rate = 0;
            return;
        }
        pb::Flow& flow = addFlow(src, dst, m_rate >= 1e9 ? pb::ELEPHANT : pb::TCP, m_rate);
        flow.set_bytes_total(static_cast<std::uint64_t>(bytes));
        flow.set_start_ns(kNationalEpoch - static_cast<TimeNs>(done * whole_s) * kSecond);
        flow.set_deadline_ns(flow.start_ns() +
                             static_cast<TimeNs>(std::max(hours * 3600, whole_s / kPlannedShare)) * kSecond);
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "tenant-%03u", tenant);
        flow.set_tenant_id(text.data());
        if (const auto jobs = m_trainingAt.find(pool); jobs != m_trainingAt.end() && jobDraw < 0.5) {
            flow.set_job_id(jobs->second[static_cast<std::size_t>(jobDraw * 2 *
                                                                  static_cast<double>(jobs->second.size()))]);
        }
    }

    void addIngest()
    {
        const std::size_t site = drawIndex(m_rng, m_cityWeight);
        const std::size_t pool = m_pull[site].draw(m_rng);
        addTransfer(m_draft.sites[site].id, m_draft.pools[pool].id, m_limit[pool] - m_in[pool], pool);
        m_in[pool] += m_rate;
    }

    void addResult()
    {
        const std::size_t site = drawIndex(m_rng, m_cityWeight);
        const std::size_t pool = m_pull[site].draw(m_rng);
        addTransfer(m_draft.pools[pool].id, m_draft.sites[site].id, m_limit[pool] - m_out[pool], pool);
        m_out[pool] += m_rate;
    }

    void addBetweenPools()
    {
        m_rate = 0;
        const std::size_t site = drawIndex(m_rng, m_cityWeight);
        const std::size_t from = m_pull[site].draw(m_rng);
        const std::size_t to = m_pull[drawIndex(m_rng, m_cityWeight)].draw(m_rng);
        if (from == to) {
            return;
        }
        const double room = std::min(m_limit[from] - m_out[from], m_limit[to] - m_in[to]);
        addTransfer(m_draft.pools[from].id, m_draft.pools[to].id, room, to);
        m_out[from] += m_rate;
        m_in[to] += m_rate;
    }

    const Draft& m_draft;
    pb::Workload& m_workload;
    Rng m_rng;
    Rng m_wanRng;
    double m_wan_bpsPerCard = 0; ///< of the job whose lines are being laid
    std::vector<double> m_in;    ///< b/s of flows into each pool
    std::vector<double> m_out;   ///< and out of it
    std::vector<double> m_limit; ///< for either
    std::unordered_map<std::string, std::size_t> m_poolNumber;
    std::unordered_map<std::size_t, std::vector<std::string>> m_trainingAt;
    std::vector<double> m_cityWeight;
    std::vector<Cumulative> m_pull;
    double m_rate = 0; ///< of the transfer just added; 0 = there was no room
};

} // namespace

void writeFlows(const Draft& draft, const registry::Registry& registry, pb::Workload& workload)
{
    FlowWriter writer(draft, registry, workload);
    writer.addCrossFlows();
    writer.addTransfers(scaledCount(draft.options, kFlows, kMostFlows));
}

} // namespace twin::generate
