#include "models/planner/figure_cells.h"
#include "models/planner/plan_rows.h"
#include "models/planner/plan_terms.h"
#include "models/planner/reason_words.h"

#include <algorithm>
#include <string>
#include <unordered_map>

/// Every single cut, with all commands in force.
namespace models {

using namespace twin::scenario;
using Type = EntityKey::Type;

namespace {

enum Column {
    CutColumn,
    BeforeColumn,
    AfterColumn,
    DifferenceColumn,
    WorstLinkColumn,
    LostColumn,
    PairsColumn,
    BoundColumn,
};

/// One cut, in both tables.
struct Cut
{
    std::string id;
    const N1Row* before = nullptr;
    const N1Row* after = nullptr;
};

/// Cuts with the tables they point into.
struct Cuts
{
    N1Ptr before;
    N1Ptr after;
    std::vector<Cut> rows;
};

std::shared_ptr<const Cuts> cutsOf(N1Ptr before, N1Ptr after)
{
    auto out = std::make_shared<Cuts>();
    out->before = std::move(before);
    out->after = std::move(after);
    std::unordered_map<std::string, std::size_t> places;
    const auto place = [&](const N1Table& table, const N1Row& row) -> Cut& {
        const std::string id(table.world->graph->conduitName(row.conduit));
        const auto [at, isNew] = places.emplace(id, out->rows.size());
        if (isNew) {
            out->rows.push_back({id, nullptr, nullptr});
        }
        return out->rows[at->second];
    };
    for (const N1Row& row : out->after->rows) {
        place(*out->after, row).after = &row;
    }
    for (const N1Row& row : out->before->rows) {
        place(*out->before, row).before = &row;
    }
    const auto worst = [](const Cut& cut) {
        return cut.after == nullptr ? -1 : cut.after->isKnown ? cut.after->mlu : cut.after->bound_mlu;
    };
    std::ranges::stable_sort(out->rows, [&](const Cut& a, const Cut& b) { return worst(a) > worst(b); });
    return out;
}

PlanCell sideCell(const N1Row* row, const QLocale& locale)
{
    if (row == nullptr) {
        return {PlanTerms::tr("not there"), {}, {}, -1, false};
    }
    if (!row->isKnown) {
        return {PlanTerms::tr("not computed"), {}, {}, -1, false};
    }
    PlanCell out = figureCell(FigureUnit::Ratio, row->mlu, locale);
    out.ratio = row->mlu;
    return out;
}

PlanCell cutCell(const Cuts& cuts, const Cut& cut, int column, const PlanNames& names)
{
    const QLocale& locale = names.language.locale();
    const bool isKnown = cut.after != nullptr && cut.after->isKnown;
    switch (column) {
    case CutColumn:
        return PlanCell::of(names.label(Type::Conduit, cut.id));
    case BeforeColumn:
        return sideCell(cut.before, locale);
    case AfterColumn:
        return sideCell(cut.after, locale);
    case DifferenceColumn:
        return isKnown && cut.before != nullptr && cut.before->isKnown
                   ? differenceCell(FigureUnit::Ratio, cut.after->mlu - cut.before->mlu, locale)
                   : PlanCell::unknown();
    case WorstLinkColumn: {
        if (!isKnown || !cut.after->worstArc.isValid()) {
            return PlanCell::unknown();
        }
        const std::string& arc = cuts.after->world->graph->arcName(cut.after->worstArc.value());
        const EntityKey link = linkOfArc(arc);
        return PlanCell::of(link.isValid() ? names.label(Type::Link, format::utf8(link.id))
                                           : format::text(arc));
    }
    case LostColumn:
        return isKnown ? figureCell(FigureUnit::BitRate, cut.after->lost_bps, locale) : PlanCell::unknown();
    case PairsColumn:
        return isKnown
                   ? figureCell(FigureUnit::Count, static_cast<double>(cut.after->disconnectedPairs), locale)
                   : PlanCell::unknown();
    default:
        return cut.after != nullptr
                   ? figureCell(FigureUnit::Ratio, isKnown ? cut.after->mlu : cut.after->bound_mlu, locale)
                   : PlanCell::unknown();
    }
}

QString reasonsOf(const WorkVerdict& verdict, const PlanNames& names)
{
    QStringList out;
    for (const Objection& objection : verdict.objections) {
        out.append(PlanTerms::tr("%1: %2", "why a work may not go on, and the reason")
                       .arg(PlanTerms::of(objection.kind), ReasonWords::of(objection.reason, names)));
    }
    return out.join(QStringLiteral("; "));
}

} // namespace

std::vector<PlanColumn> n1Columns()
{
    return {{QT_TRANSLATE_NOOP("models::PlanTable", "Cut of conduit"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Most asked of a link, before"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "After"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Difference"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Link most asked of"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Traffic lost"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Pairs cut off"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "At most"), true}};
}

PlanRows n1Rows(const PlanResult& result, const PlanNames& names)
{
    if (result.n1 == nullptr || result.n1Before == nullptr) {
        return {};
    }
    const auto cuts = cutsOf(result.n1Before, result.n1);
    PlanRows out;
    out.count = static_cast<int>(cuts->rows.size());
    out.key = [cuts](int row) {
        return EntityKey{Type::Conduit, format::text(cuts->rows[static_cast<std::size_t>(row)].id)};
    };
    out.cell = [cuts, names](int row, int column) {
        return cutCell(*cuts, cuts->rows[static_cast<std::size_t>(row)], column, names);
    };
    return out;
}

std::vector<PlanColumn> workColumns()
{
    return {{QT_TRANSLATE_NOOP("models::PlanTable", "Planned work"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Verdict"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Worst cut without it"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "With it"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "The worst cut"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Reasons"), false}};
}

PlanRows workRows(const PlanResult& result, const PlanNames& names)
{
    const auto works = std::make_shared<const std::vector<WorkVerdict>>(result.works);
    PlanRows out;
    out.count = static_cast<int>(works->size());
    out.key = [works](int row) {
        return EntityKey{Type::Conduit, format::text((*works)[static_cast<std::size_t>(row)].worstCut)};
    };
    out.cell = [works, names](int row, int column) -> PlanCell {
        const WorkVerdict& work = (*works)[static_cast<std::size_t>(row)];
        const QLocale& locale = names.language.locale();
        switch (column) {
        case 0:
            return PlanCell::of(format::text(work.id));
        case 1:
            return PlanCell::of(work.isGo() ? PlanTerms::tr("Go") : PlanTerms::tr("No go"));
        case 2:
            return figureCell(FigureUnit::Ratio, work.usual_mlu, locale);
        case 3:
            return figureCell(FigureUnit::Ratio, work.worst_mlu, locale);
        case 4:
            return work.worstCut.empty() ? PlanCell::unknown()
                                         : PlanCell::of(names.label(Type::Conduit, work.worstCut));
        default:
            return PlanCell::of(reasonsOf(work, names));
        }
    };
    return out;
}

} // namespace models
