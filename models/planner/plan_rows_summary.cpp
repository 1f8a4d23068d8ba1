#include "models/planner/figure_cells.h"
#include "models/planner/key_figures.h"
#include "models/planner/plan_rows.h"
#include "models/planner/plan_terms.h"

#include <algorithm>
#include <string>

/// The figures of a scenario beside those of its base.
namespace models {

using namespace twin::scenario;
using Figures = std::vector<Figure>;

namespace {

enum Column { FigureColumn, BeforeColumn, AfterColumn, DifferenceColumn };

/// Figures of both, in one order; a precision that only one has counts as 0 in the other.
struct Summary
{
    std::vector<std::string> keys;
    Figures before;
    Figures after;
};

/// What is lost is not in the totals: asked for and not served.
void addLost(Figures& figures)
{
    const Figure* asked = figureNamed(figures, "asked_bps");
    const Figure* served = figureNamed(figures, "served_bps");
    if (asked == nullptr || served == nullptr) {
        return;
    }
    const double lost = std::max(0.0, asked->number() - served->number());
    figures.insert(figures.begin() + (served - figures.data()) + 1,
                   Figure{"lost_bps", FigureUnit::BitRate, lost});
}

Figures figuresWith(const Situation& situation, const N1Table* n1, const std::vector<Coverage>& coverage,
                    const std::optional<Optimum>& optimum)
{
    Situation shown = Situation{};
    shown.totals = situation.totals;
    shown.coverage = coverage;
    Figures out = figuresOf(shown, n1, optimum ? &*optimum : nullptr);
    addLost(out);
    return out;
}

EntityKey keyOfFigure(const Figure& figure)
{
    return figure.key == "peak_link" && !figure.text().empty()
               ? EntityKey{EntityKey::Type::Link, format::text(figure.text())}
               : EntityKey{};
}

} // namespace

PlanCell figureCell(const Figure& figure, const PlanNames& names)
{
    if (figure.unit == FigureUnit::Text) {
        const std::string text = figure.text();
        return text.empty()
                   ? PlanCell::unknown()
                   : PlanCell::of(figure.key == "peak_link" ? names.label(EntityKey::Type::Link, text)
                                                            : format::text(text));
    }
    return figureCell(figure.unit, figure.number(), names.language.locale());
}

std::vector<PlanColumn> summaryColumns()
{
    return {{QT_TRANSLATE_NOOP("models::PlanTable", "Figure"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Before"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "After"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Difference"), true}};
}

PlanRows summaryRows(const PlanResult& result, const PlanNames& names)
{
    if (result.outcome == nullptr) {
        return {};
    }
    const bool hasN1 = result.n1 != nullptr && result.n1->isWhole() && result.n1Before != nullptr;
    const auto shown = std::make_shared<Summary>();
    shown->before = figuresWith(*result.outcome->before, hasN1 ? result.n1Before.get() : nullptr,
                                result.coverageBefore, result.optimumBefore);
    shown->after = figuresWith(*result.outcome->after, hasN1 ? result.n1.get() : nullptr, result.coverage,
                               result.optimum);
    shown->keys = figureKeys({shown->before, shown->after});
    for (const char* later : {"within_1_ms", "within_5_ms", "within_20_ms", "n1_worst", "n1_headroom",
                              "best_routing_mlu", "best_routing_bound", "best_routing_gap"}) {
        if (std::ranges::find(shown->keys, later) == shown->keys.end()) {
            shown->keys.emplace_back(later); // still being computed: the row has its place already
        }
    }
    putKeyFiguresFirst(shown->keys);
    PlanRows out;
    out.count = static_cast<int>(shown->keys.size());
    out.cell = [shown, names](int row, int column) -> PlanCell {
        const std::string& key = shown->keys[static_cast<std::size_t>(row)];
        const Figure* before = figureNamed(shown->before, key);
        const Figure* after = figureNamed(shown->after, key);
        if (before == nullptr && after == nullptr) {
            return column == FigureColumn ? PlanCell::of(PlanTerms::figure(key)) : PlanCell::unknown();
        }
        const Figure& known = after != nullptr ? *after : *before;
        const Figure none{key, known.unit, std::uint64_t{0}};
        before = before != nullptr ? before : &none;
        after = after != nullptr ? after : &none;
        switch (column) {
        case FigureColumn:
            return PlanCell::of(PlanTerms::figure(key));
        case BeforeColumn:
            return figureCell(*before, names);
        case AfterColumn:
            return figureCell(*after, names);
        default:
            break;
        }
        if (known.unit == FigureUnit::Text) {
            return PlanCell::of(QString());
        }
        return differenceCell(known.unit, after->number() - before->number(), names.language.locale());
    };
    out.key = [shown](int row) {
        const std::string& key = shown->keys[static_cast<std::size_t>(row)];
        const Figure* after = figureNamed(shown->after, key);
        return after != nullptr ? keyOfFigure(*after) : EntityKey{};
    };
    return out;
}

} // namespace models
