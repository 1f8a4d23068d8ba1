#include "twin/generate/workload_draft.h"
#include "twin/registry/identifier.h"

#include <algorithm>
#include <array>
#include <cmath>

/// Background traffic: gravity between the sites, split over the carriers, with daily curves.
namespace twin::generate {

namespace {

constexpr std::array<double, kCarriers> kMarket{0.45, 0.30, 0.25};
constexpr double kBetweenCarriers = 0.18; ///< of traffic ends with another carrier than it began
constexpr double kClusterPull = 260;      ///< what a cluster's machines ask for, in the weight of people
constexpr double kSmallest = 2e-5;        ///< of all traffic: pairs below are left out

struct Curve
{
    const char* name;
    std::array<std::uint32_t, 24> percent; ///< of the busy hour's rate
};

// Rows: hours 0 to 23 in UTC+8.
constexpr std::array<Curve, 3> kCurves{{
    {"residential",
     {58, 44, 34, 29, 27, 29, 36, 46, 55, 61, 65, 68, 72, 70, 68, 68, 70, 74, 80, 88, 96, 100, 92, 75}},
    {"business",
     {52, 48, 45, 44, 44, 46, 54, 68, 88, 98, 100, 98, 92, 95, 100, 100, 99, 97, 96, 98, 100, 100, 84, 64}},
    {"replication",
     {96, 100, 100, 100, 100, 98, 92, 84, 78, 76, 76, 77, 78, 78, 78, 78, 80, 82, 86, 92, 97, 100, 99, 97}},
}};

std::vector<double> siteWeights(const Draft& draft)
{
    std::vector<double> weight(draft.sites.size(), 0);
    for (std::size_t s = 0; s < draft.sites.size(); ++s) {
        weight[s] = draft.sites[s].city->role == CityRole::Cluster ? kClusterPull : 0;
    }
    for (const City& city : cities()) {
        std::size_t nearest = 0;
        double least = 1e12;
        for (std::size_t s = 0; city.people > 0 && s < draft.sites.size(); ++s) {
            const double metres = distanceMetres(city.position(), draft.sites[s].position);
            if (draft.sites[s].city->role != CityRole::Cluster && metres < least) {
                least = metres;
                nearest = s;
            }
        }
        weight[nearest] += city.people;
    }
    return weight;
}

class DemandWriter
{
  public:
    DemandWriter(const Draft& draft, pb::Workload& workload)
        : m_draft(draft)
        , m_workload(workload)
        , m_rng(draft.options.seed, "demand")
    {}

    /// `share` of all traffic goes from site a to site b.
    void addPair(std::size_t a, std::size_t b, double share)
    {
        const auto profile = drawProfile(a, b);
        double onNet = 0;
        std::array<bool, kCarriers> both{};
        for (std::size_t c = 0; c < kCarriers; ++c) {
            both[c] = m_draft.presence[a][c] && m_draft.presence[b][c];
            onNet += both[c] ? kMarket[c] : 0;
        }
        const bool crosses = share > 5 * kSmallest || onNet == 0;
        const double crossing = onNet == 0 ? 1 : (crosses ? kBetweenCarriers : 0);
        for (std::size_t c = 0; c < kCarriers; ++c) {
            if (both[c]) {
                add(a, b, c, c, profile, share * (1 - crossing) * kMarket[c] / onNet);
            }
        }
        if (crosses) {
            addCrossing(a, b, profile, share * crossing);
        }
    }

  private:
    std::uint32_t drawProfile(std::size_t a, std::size_t b)
    {
        const auto isCluster = [&](std::size_t s) {
            return m_draft.sites[s].city->role == CityRole::Cluster;
        };
        const double draw = m_rng.uniform();
        if (isCluster(a) && isCluster(b)) {
            return 2;
        }
        return draw < 0.70 ? 0 : 1;
    }

    /// One pair of different carriers, by market share.
    void addCrossing(std::size_t a, std::size_t b, std::uint32_t profile, double share)
    {
        std::vector<double> weight;
        std::vector<std::pair<std::size_t, std::size_t>> pairs;
        for (std::size_t from = 0; from < kCarriers; ++from) {
            for (std::size_t to = 0; to < kCarriers; ++to) {
                if (from != to && m_draft.presence[a][from] && m_draft.presence[b][to]) {
                    pairs.emplace_back(from, to);
                    weight.push_back(kMarket[from] * kMarket[to]);
                }
            }
        }
        if (!pairs.empty()) {
            const auto [from, to] = pairs[drawIndex(m_rng, weight)];
            add(a, b, from, to, profile, share);
        }
    }

    void add(std::size_t a, std::size_t b, std::size_t from, std::size_t to, std::uint32_t profile,
             double share)
    {
        if (share < kSmallest / 4) {
            return;
        }
        pb::Demand& demand = *m_workload.add_demands();
        demand.set_id(registry::demandId(static_cast<std::uint32_t>(m_workload.demands_size())));
        demand.set_src(m_draft.sites[a].id);
        demand.set_dst(m_draft.sites[b].id);
        demand.set_src_carrier(registry::carrierId(std::string(1, static_cast<char>('A' + from))));
        demand.set_dst_carrier(registry::carrierId(std::string(1, static_cast<char>('A' + to))));
        demand.set_traffic_class(kCurves[profile].name);
        demand.set_busy_bps(share);
        demand.set_profile(profile);
    }

    const Draft& m_draft;
    pb::Workload& m_workload;
    Rng m_rng;
};

} // namespace

void writeProfiles(pb::Workload& workload)
{
    for (const Curve& curve : kCurves) {
        pb::HourProfile& profile = *workload.add_profiles();
        profile.set_name(curve.name);
        for (const std::uint32_t percent : curve.percent) {
            profile.add_hour_ppm(percent * 10'000);
        }
    }
    workload.set_busy_hour(kBusyHour);
}

void writeDemands(const Draft& draft, pb::Workload& workload)
{
    const auto weight = siteWeights(draft);
    const std::size_t n = weight.size();
    std::vector<double> pull(n * n, 0);
    double sum = 0;
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b < n; ++b) {
            if (a != b) {
                const double metres = distanceMetres(draft.sites[a].position, draft.sites[b].position);
                pull[a * n + b] = weight[a] * weight[b] * std::exp(-metres / kGravity_m);
                sum += pull[a * n + b];
            }
        }
    }
    DemandWriter writer(draft, workload);
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b < n; ++b) {
            if (pull[a * n + b] / sum >= kSmallest) {
                writer.addPair(a, b, pull[a * n + b] / sum);
            }
        }
    }
}

} // namespace twin::generate
