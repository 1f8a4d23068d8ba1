#include "app/ctl/scenario_output.h"

#include "twin/support/csv.h"
#include "twin/support/number_text.h"

#include <cmath>

namespace app::ctl {

namespace {

using namespace twin::scenario;

std::string cell(double value)
{
    return std::isfinite(value) && value >= 0 ? twin::exactText(value) : "";
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
        m_out += std::string(kind) + "," + twin::csvListCell(id) + "," + what + "," + before + "," + after +
                 "," + (isKnown ? twin::exactText(pair.after - pair.before) : "") + "\n";
    }

    void add(const char* kind, const std::string& id, const char* what, std::string_view before,
             std::string_view after)
    {
        if (before != after) {
            m_out += std::string(kind) + "," + twin::csvListCell(id) + "," + what + "," +
                     std::string(before) + "," + std::string(after) + ",\n";
        }
    }

  private:
    std::string& m_out;
};

BeforeAfter<double> asNumbers(const BeforeAfter<std::uint32_t>& pair)
{
    return {static_cast<double>(pair.before), static_cast<double>(pair.after)};
}

BeforeAfter<double> asMoney(const BeforeAfter<twin::MoneyE4>& pair)
{
    return {static_cast<double>(pair.before) / 1e4, static_cast<double>(pair.after) / 1e4};
}

BeforeAfter<double> asNumbers(const BeforeAfter<bool>& pair)
{
    return {pair.before ? 1.0 : 0.0, pair.after ? 1.0 : 0.0};
}

} // namespace

std::string outcomeCsv(const Outcome& outcome, const OutcomeShown& shown)
{
    std::string out = "kind,id,what,before,after,difference\n";
    Rows rows(out);
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
    }
    for (const JobChange& job : outcome.jobs) {
        rows.add("job", job.id, "state", jobWord(job.condition.before, job.exists.before),
                 jobWord(job.condition.after, job.exists.after));
        rows.add("job", job.id, "speed", job.speed);
        rows.add("job", job.id, "finish_s", job.finish_s);
        rows.add("job", job.id, "late", asNumbers(job.missesDeadline));
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
    return out;
}

} // namespace app::ctl
