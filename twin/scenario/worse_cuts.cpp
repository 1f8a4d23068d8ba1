#include "twin/scenario/worse_cuts.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace twin::scenario {

namespace {

using Kind = WorseCut::Kind;

constexpr double kSame = 1 + 1e-9; ///< sums of doubles in another order

void addBase(const N1Table& before, const N1Table& after, double limit, std::vector<WorseCut>& out)
{
    if (after.base_mlu > limit && after.base_mlu > before.base_mlu * kSame) {
        out.push_back(
            {Kind::Overfull, before.base_mlu <= limit, {}, {}, after.base_mlu, before.base_mlu, 0, 0});
    }
    if (after.baseLost_bps > before.baseLost_bps * kSame) {
        out.push_back({Kind::Disconnected, before.baseLost_bps <= 0, {}, {}, 0, 0, 0, 0});
    }
}

void addRow(const N1Table& before, const N1Row* usual, const N1Table& after, const N1Row& row, double limit,
            std::vector<WorseCut>& out)
{
    const std::string& conduit = after.world->graph->conduitName(row.conduit);
    const double mlu = usual != nullptr ? usual->mlu : before.base_mlu;
    if (row.mlu > limit && row.mlu > mlu * kSame) {
        out.push_back({Kind::Overfull, mlu <= limit, conduit,
                       after.world->graph->arcName(row.worstArc.value()), row.mlu, mlu, 0, 0});
    }
    const std::uint64_t pairs = usual != nullptr ? usual->disconnectedPairs : 0;
    const bool isNewLoss = usual != nullptr || row.lost_bps > before.baseLost_bps * kSame;
    if (row.disconnectedPairs > pairs && isNewLoss) {
        out.push_back({Kind::Disconnected, pairs == 0, conduit, {}, 0, 0, row.disconnectedPairs, pairs});
    }
}

} // namespace

std::vector<WorseCut> worseCuts(const N1Table& before, const N1Table& after, double limit)
{
    std::unordered_map<std::string_view, const N1Row*> usual;
    for (const N1Row& row : before.rows) {
        usual.emplace(before.world->graph->conduitName(row.conduit), &row);
    }
    std::vector<WorseCut> out;
    addBase(before, after, limit, out);
    for (const N1Row& row : after.rows) {
        const auto found = usual.find(after.world->graph->conduitName(row.conduit));
        addRow(before, found == usual.end() ? nullptr : found->second, after, row, limit, out);
    }
    std::ranges::stable_sort(out, isWorse);
    return out;
}

bool isWorse(const WorseCut& a, const WorseCut& b)
{
    const auto rank = [](const WorseCut& cut) {
        const double fill = cut.isNew ? cut.mlu : cut.mlu - cut.before_mlu;
        return std::tuple(!cut.conduit.empty(), !cut.isNew, cut.kind, -fill,
                          -static_cast<double>(cut.pairs - cut.before_pairs));
    };
    return rank(a) < rank(b);
}

Reason reasonOf(const WorseCut& cut, Without without)
{
    const bool isCut = !cut.conduit.empty();
    const bool isOfStep = without == Without::Steps;
    const Target conduit{TargetKind::Conduit, cut.conduit};
    if (cut.kind == Kind::Overfull) {
        const std::vector<double> figures{cut.mlu, cut.before_mlu};
        return isCut ? Reason(isOfStep ? ReasonKind::StepFills : ReasonKind::CutFills, conduit, {cut.arc})
                           .with(figures)
                     : Reason(isOfStep ? ReasonKind::StepFillsUncut : ReasonKind::FullUncut).with(figures);
    }
    if (!isCut) {
        return ReasonKind::DisconnectedUncut;
    }
    return Reason(isOfStep ? ReasonKind::StepDisconnects : ReasonKind::CutDisconnects, conduit)
        .with({static_cast<double>(cut.pairs), static_cast<double>(cut.before_pairs)});
}

} // namespace twin::scenario
