#include "models/discover/score_table.h"

#include "models/compute/compute_terms.h"
#include "models/format/format.h"

#include <cmath>
#include <vector>

namespace models {

using namespace twin::compute;

namespace {

/// A row: the whole, a category, or a metric.
struct Part
{
    int category = -1; ///< -1: the whole
    int metric = -1;   ///< -1: the category itself
};

const std::vector<Part>& parts()
{
    static const std::vector<Part> kParts = [] {
        std::vector<Part> out{{}};
        for (int category = 0; category < static_cast<int>(kCatsCategories.size()); ++category) {
            out.push_back({category, -1});
            for (int metric = 0; metric < static_cast<int>(kCatsMetricCount); ++metric) {
                if (catsMetricInfo(static_cast<CatsMetric>(metric)).category == category) {
                    out.push_back({category, metric});
                }
            }
        }
        return out;
    }();
    return kParts;
}

} // namespace

ScoreTable::ScoreTable(const Language& language, QObject* parent)
    : CellTable(parent)
    , m_language(language)
{}

void ScoreTable::setScore(const std::optional<CatsScore>& score)
{
    replace(m_score.has_value() == score.has_value(), [&] { m_score = score; });
}

int ScoreTable::rows() const
{
    return m_score ? static_cast<int>(parts().size()) : 0;
}

CellTable::Header ScoreTable::header(int column) const
{
    switch (column) {
    case PartColumn:
        return {tr("Part of the score")};
    case ScoreColumn:
        return {tr("Score"), true};
    case ValueColumn:
        return {tr("Value"), true};
    case RangeColumn:
        return {tr("0 … 10"), false,
                tr("The values that give 0 and 10; between them straight, or by the "
                   "logarithm.")};
    default:
        return {tr("Weight"), true,
                tr("Within what stands above. What is not known is left out, its weight "
                   "shared out among the rest.")};
    }
}

CellTable::Cell ScoreTable::cell(int row, int column) const
{
    const Part& part = parts()[static_cast<std::size_t>(row)];
    if (part.metric >= 0) {
        return metricCell(static_cast<CatsMetric>(part.metric), column);
    }
    const bool isWhole = part.category < 0;
    const auto category = static_cast<std::size_t>(isWhole ? 0 : part.category);
    switch (column) {
    case PartColumn:
        //: %1 is a category of the score: compute, communication, service
        return {isWhole ? tr("Whole (L2)") : tr("%1 (L1)").arg(ComputeTerms::category(category))};
    case ScoreColumn:
        return scoreCell(isWhole ? m_score->whole : m_score->categories[category]);
    case WeightColumn:
        return isWhole ? Cell{} : Cell{format::fixed(kCatsWeights[category], 1, m_language.locale())};
    default:
        return {};
    }
}

CellTable::Cell ScoreTable::scoreCell(double score) const
{
    if (std::isnan(score)) {
        return {format::unknown(), {}, false};
    }
    return {format::fixed(score, 1, m_language.locale()), {}, true, false, score / 10};
}

CellTable::Cell ScoreTable::metricCell(CatsMetric metric, int column) const
{
    const CatsMetricInfo& info = catsMetricInfo(metric);
    const auto at = static_cast<std::size_t>(metric);
    switch (column) {
    case PartColumn:
        return {QStringLiteral("      ") + ComputeTerms::of(metric)};
    case ScoreColumn:
        return scoreCell(m_score->metrics[at]);
    case ValueColumn: {
        const double value = m_score->values[at];
        return std::isnan(value) ? Cell{format::unknown(), {}, false} : Cell{valueText(metric, value)};
    }
    case RangeColumn:
        return {valueText(metric, info.worst) + QStringLiteral(" … ") + valueText(metric, info.best)};
    default:
        return {format::fixed(info.weight, 1, m_language.locale())};
    }
}

QString ScoreTable::valueText(CatsMetric metric, double value) const
{
    const QLocale& locale = m_language.locale();
    switch (metric) {
    case CatsMetric::FreeFlops:
        return format::flops(value, locale).text();
    case CatsMetric::FreeShare:
        return format::percent(value, locale).text();
    case CatsMetric::Latency:
        return format::number(value, locale) + QStringLiteral(" ms");
    case CatsMetric::Access:
        return format::bitRate(value, locale).text();
    case CatsMetric::Availability:
        return format::fixed(100 * value, 3, locale) + QStringLiteral(" %");
    case CatsMetric::Price:
        return format::money(static_cast<twin::MoneyE4>(std::llround(value * 1e4)), locale).text();
    case CatsMetric::Energy:
        break;
    }
    return format::fixed(value, 2, locale);
}

} // namespace models
