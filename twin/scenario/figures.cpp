#include "twin/scenario/figures.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace twin::scenario {

namespace {

class Figures
{
  public:
    void add(std::string key, std::uint64_t count)
    {
        m_all.push_back({std::move(key), FigureUnit::Count, count});
    }

    void add(std::string key, FigureUnit unit, double value)
    {
        m_all.push_back({std::move(key), unit, value});
    }

    void add(std::string key, std::string text)
    {
        m_all.push_back({std::move(key), FigureUnit::Text, std::move(text)});
    }

    void add(const std::string& key, const GflopsByPrecision& gflops) { add(key, gflops, gflops); }

    /// @param shown precisions that have a figure even if it is 0: those there is any compute of
    void add(const std::string& key, const GflopsByPrecision& gflops, const GflopsByPrecision& shown)
    {
        for (std::size_t p = 0; p < kPrecisionCount; ++p) {
            if (gflops.value[p] != 0 || shown.value[p] != 0) {
                m_all.push_back(
                    {key + "_" + std::string(kPrecisionNames[p]), FigureUnit::Gflops, gflops.value[p]});
            }
        }
    }

    [[nodiscard]] std::vector<Figure> take() { return std::move(m_all); }

  private:
    std::vector<Figure> m_all;
};

double cny(MoneyE4 money)
{
    return static_cast<double>(money) / 1e4;
}

void addTotals(Figures& out, const Totals& of)
{
    out.add("links_down", of.linksDown);
    out.add("pools_down", of.poolsDown);
    out.add("pools_unreachable", of.poolsUnreachable);
    out.add("flows_slowed", of.flowsSlowed);
    out.add("flows_disconnected", of.flowsDisconnected);
    out.add("flows_late", of.flowsLate);
    out.add("jobs_slowed", of.jobsSlowed);
    out.add("jobs_stopped", of.jobsStopped);
    out.add("jobs_late", of.jobsLate);
    out.add("jobs_too_far", of.jobsTooFar);
    out.add("jobs_without_place", of.jobsWithoutPlace);
    out.add("demands_disconnected", of.demandsDisconnected);
    out.add("links_unseen", of.unseen.links);
    out.add("pools_unseen", of.unseen.pools);
    out.add("conduits_unseen", of.unseen.conduits);
    out.add("pools_unresolvable", of.poolsUnresolvable);
    out.add("pools_closed", of.poolsClosed);
    out.add("asked_bps", FigureUnit::BitRate, of.asked_bps);
    out.add("served_bps", FigureUnit::BitRate, of.served_bps);
    out.add("peak_utilisation", FigureUnit::Ratio, of.peakUtilisation);
    out.add("peak_link", of.peakLink);
    out.add("cards", of.cards);
    out.add("cards_usable", of.cardsUsable);
    out.add("cards_taken", of.cardsTaken);
    out.add("cards_working", FigureUnit::Count, of.cardsWorking);
    out.add("facility_w", FigureUnit::Power, of.facility_w);
    out.add("carbon_kg_per_h", FigureUnit::CarbonRate, of.carbon_gPerHour / 1'000);
    out.add("energy_cny_per_h", FigureUnit::MoneyRate, cny(of.energyPerHour));
    out.add("revenue_cny_per_h", FigureUnit::MoneyRate, cny(of.revenuePerHour));
    out.add("declared_gflops", of.declared);
    out.add("stranded_gflops", of.stranded, of.declared); // that nothing is stranded is an answer
    out.add("waiting_gflops", of.waiting);
    out.add("unseen_gflops", of.unseen.gflops);
}

} // namespace

double Figure::number() const
{
    if (const auto* count = std::get_if<std::uint64_t>(&value)) {
        return static_cast<double>(*count);
    }
    const auto* real = std::get_if<double>(&value);
    return real != nullptr ? *real : std::numeric_limits<double>::quiet_NaN();
}

std::string Figure::text() const
{
    const auto* words = std::get_if<std::string>(&value);
    return words != nullptr ? *words : std::string();
}

std::vector<Figure> figuresOf(const Situation& situation, const N1Table* n1, const Optimum* optimum)
{
    Figures out;
    addTotals(out, situation.totals);
    for (const Coverage& circle : situation.coverage) {
        out.add("within_" + std::to_string(circle.bound / kMillisecond) + "_ms", FigureUnit::Ratio,
                circle.share);
    }
    if (n1 != nullptr) {
        out.add("n1_worst", FigureUnit::Ratio, n1->worst_mlu);
        out.add("n1_headroom", FigureUnit::Ratio, n1->headroomLeft());
    }
    if (optimum != nullptr) {
        out.add("best_routing_mlu", FigureUnit::Ratio, optimum->mlu);
        out.add("best_routing_bound", FigureUnit::Ratio, optimum->bound_mlu);
        out.add("best_routing_gap", FigureUnit::Ratio, optimum->gap);
    }
    return out.take();
}

const Figure* figureNamed(const std::vector<Figure>& figures, const std::string& key)
{
    const auto found = std::ranges::find(figures, key, &Figure::key);
    return found != figures.end() ? &*found : nullptr;
}

std::vector<std::string> figureKeys(const std::vector<std::vector<Figure>>& columns)
{
    std::vector<std::string> out;
    for (const std::vector<Figure>& column : columns) {
        auto place = out.begin(); // behind the last one both have
        for (const Figure& figure : column) {
            const auto found = std::ranges::find(out, figure.key);
            place = found != out.end() ? found : out.insert(place, figure.key);
            ++place;
        }
    }
    return out;
}

} // namespace twin::scenario
