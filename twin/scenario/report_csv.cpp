#include "twin/scenario/report_json.h"

#include "twin/support/csv.h"
#include "twin/support/number_text.h"

#include <cmath>

namespace twin::scenario {

namespace {

std::string cell(double value)
{
    return std::isfinite(value) && value >= 0 ? exactText(value) : "";
}

/// Rows of one entity.
class Rows
{
  public:
    explicit Rows(std::string& out)
        : m_out(out)
    {}

    void add(const char* kind, const std::string& id, const char* what, const BeforeAfter<double>& pair)
    {
        if (!pair.differs()) {
            return;
        }
        const std::string before = cell(pair.before);
        const std::string after = cell(pair.after);
        const bool isKnown = !before.empty() && !after.empty();
        m_out += std::string(kind) + "," + csvListCell(id) + "," + what + "," + before + "," + after + "," +
                 (isKnown ? exactText(pair.after - pair.before) : "") + "\n";
    }

    void add(const char* kind, const std::string& id, const char* what, std::string_view before,
             std::string_view after)
    {
        if (before != after) {
            m_out += std::string(kind) + "," + csvListCell(id) + "," + what + "," + std::string(before) +
                     "," + std::string(after) + ",\n";
        }
    }

  private:
    std::string& m_out;
};

BeforeAfter<double> asNumbers(const BeforeAfter<std::uint32_t>& pair)
{
    return {static_cast<double>(pair.before), static_cast<double>(pair.after)};
}

BeforeAfter<double> asMoney(const BeforeAfter<MoneyE4>& pair)
{
    return {static_cast<double>(pair.before) / 1e4, static_cast<double>(pair.after) / 1e4};
}

BeforeAfter<double> asNumbers(const BeforeAfter<bool>& pair)
{
    return {pair.before ? 1.0 : 0.0, pair.after ? 1.0 : 0.0};
}

void addNetwork(Rows& rows, const char* kind, const Rollup& row)
{
    if (!row.network) {
        return;
    }
    const RollupNetwork& network = *row.network;
    constexpr double kUnknown = -1;
    rows.add(kind, row.id, "n1_worst",
             {network.isMeasured.before ? network.worst_mlu.before : kUnknown,
              network.isMeasured.after ? network.worst_mlu.after : kUnknown});
    for (std::size_t c = 0; c < network.near.before.size(); ++c) {
        const std::string what =
            "within_" + std::to_string(network::kLatencyCircles[c] / kMillisecond) + "_ms";
        rows.add(kind, row.id, what.c_str(),
                 {network.hasCards.before ? network.near.before[c] : kUnknown,
                  network.hasCards.after ? network.near.after[c] : kUnknown});
    }
}

/// What failed sources and resolvers keep from sight, more than before.
void addLost(Rows& rows, const Outcome& outcome)
{
    for (const LostSource& lost : outcome.after->lostSources) {
        rows.add("source", lost.name, "links_unseen", {0, static_cast<double>(lost.unseen.links)});
        rows.add("source", lost.name, "pools_unseen", {0, static_cast<double>(lost.unseen.pools)});
        rows.add("source", lost.name, "conduits_unseen", {0, static_cast<double>(lost.unseen.conduits)});
        rows.add("source", lost.name, "unseen_gflops_fp16",
                 {0, static_cast<double>(lost.unseen.gflops[Precision::Fp16])});
    }
    for (const LostService& lost : outcome.after->lostServices) {
        const std::string kind(targetKindName(lost.target.kind));
        rows.add(kind.c_str(), lost.target.id, "pools_unresolved", {0, static_cast<double>(lost.pools)});
    }
    for (const DrainedService& drained : outcome.after->drainedServices) {
        const std::string kind(targetKindName(drained.target.kind));
        rows.add(kind.c_str(), drained.target.id, "pools_closed", {0, static_cast<double>(drained.pools)});
    }
}

} // namespace

std::string outcomeCsv(const Outcome& outcome, const OutcomeShown& shown)
{
    std::string out = "kind,id,what,before,after,difference\n";
    Rows rows(out);
    addLost(rows, outcome);
    for (const LinkChange& link : outcome.links) {
        rows.add("link", link.id, "state", elementStateName(link.state.before),
                 elementStateName(link.state.after));
        rows.add("link", link.id, "utilisation", link.utilisation);
        rows.add("link", link.id, "load_bps", link.load_bps);
        rows.add("link", link.id, "capacity_bps", link.capacity_bps);
    }
    for (const PoolChange& pool : outcome.pools) {
        rows.add("pool", pool.id, "state", elementStateName(pool.state.before),
                 elementStateName(pool.state.after));
        rows.add("pool", pool.id, "reachable", asNumbers(pool.isReachable));
        rows.add("pool", pool.id, "cards_usable", asNumbers(pool.cardsUsable));
        rows.add("pool", pool.id, "cards_working", pool.cardsWorking);
        rows.add("pool", pool.id, "facility_w", pool.facility_w);
        rows.add("pool", pool.id, "energy_cny_per_h", asMoney(pool.energyPerHour));
        rows.add("pool", pool.id, "revenue_cny_per_h", asMoney(pool.revenuePerHour));
        rows.add("pool", pool.id, "carbon_g_per_h", pool.carbon_gPerHour);
    }
    for (const JobChange& job : outcome.jobs) {
        rows.add("job", job.id, "state", jobWord(job.condition.before, job.exists.before),
                 jobWord(job.condition.after, job.exists.after));
        rows.add("job", job.id, "speed", job.speed);
        rows.add("job", job.id, "finish_s", job.finish_s);
        rows.add("job", job.id, "late", asNumbers(job.missesDeadline));
        rows.add("job", job.id, "latency_ms", job.latency_ms);
        rows.add("job", job.id, "too_far", asNumbers(job.missesLatency));
        rows.add("job", job.id, "without_place", asNumbers(job.isWithoutPlace));
    }
    for (const FlowChange& flow : outcome.flows) {
        if (!flow.isBackground || shown.background) {
            const char* kind = flow.isBackground ? "demand" : "flow";
            rows.add(kind, flow.id, "state", flowWord(flow.state.before, flow.exists.before),
                     flowWord(flow.state.after, flow.exists.after));
            rows.add(kind, flow.id, "rate_bps", flow.rate_bps);
            rows.add(kind, flow.id, "finish_s", flow.finish_s);
            rows.add(kind, flow.id, "late", asNumbers(flow.missesDeadline));
        }
    }
    for (const Rollup& tenant : outcome.tenants) {
        addNetwork(rows, "tenant", tenant);
    }
    for (const Rollup& enterprise : outcome.enterprises) {
        addNetwork(rows, "enterprise", enterprise);
    }
    return out;
}

} // namespace twin::scenario
