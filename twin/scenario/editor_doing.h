#pragma once

#include "twin/registry/identifier.h"
#include "twin/scenario/card_check.h"
#include "twin/scenario/editor.h"
#include "twin/scenario/names.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace twin::scenario {

/// Does one action to the edits, for Editor alone; every function checks all before it changes anything.
class Doing
{
  public:
    Doing(const Ground& ground, Edits& edits, const Command& command, bool isAgain)
        : m_ground(ground)
        , m_edits(edits)
        , m_command(command)
        , m_isAgain(isAgain)
        , m_names(ground, edits)
        , m_cards(ground, edits)
    {}

    // editor_marks.cpp
    Judged<> operator()(const Fail& x);
    Judged<> operator()(const Degrade& x);
    Judged<> operator()(const Drain& x);
    Judged<> operator()(const Restore& x);
    Judged<> operator()(const PlannedWork& x);

    // editor_network.cpp
    Judged<> operator()(const AddLink& x);
    Judged<> operator()(const AddConduit& x);
    Judged<> operator()(const AddPool& x);
    Judged<> operator()(const Remove& x);
    Judged<> operator()(const ResizeLink& x);
    Judged<> operator()(const ResizeConduit& x);
    Judged<> operator()(const ResizePool& x);
    Judged<> operator()(const PlannedBuilds& x);
    Judged<> operator()(const SetPolicy& x);

    // editor_terms.cpp
    Judged<> operator()(const SetPrice& x);
    Judged<> operator()(const SetTariff& x);
    Judged<> operator()(const SetPue& x);

    // editor_demand.cpp
    Judged<> operator()(const ScaleDemand& x);
    Judged<> operator()(const Growth& x);
    Judged<> operator()(const AddDemand& x);

    // editor_jobs.cpp
    Judged<> operator()(const SubmitJob& x);
    Judged<> operator()(const MoveJob& x);
    Judged<> operator()(const CancelJob& x);

  private:
    // editor_marks.cpp
    /// One more of the job's cards, where it has most that work; a free one of the pool takes its place.
    /// Unlike anything else cards fail again and again: each failure is one card.
    Judged<> failCard(const Target& target);
    void bringCardsBack(const std::string& id);
    /// There is such a thing, and no command has it failed: what a planned work shuts may fail besides.
    [[nodiscard]] Judged<> needStanding(const Target& target) const;
    /// The province whose power a pool or site is without, or has less of.
    [[nodiscard]] std::optional<Target> harmedProvinceOf(const Target& target) const;
    /// With what else keeps a link, pool or site down.
    [[nodiscard]] Reason nothingToRestore(const Target& target) const;

    // editor_network.cpp
    [[nodiscard]] Judged<> newName(const Target& target, registry::IdentifierKind kind) const;
    [[nodiscard]] Judged<> followConduits(const AddLink& x) const;
    static Judged<> scale(std::map<std::string, double>& factors, const std::string& id, double factor);

    // editor_terms.cpp
    template <typename Change> Judged<> onPools(const PoolSelection& which, Change&& change);
    [[nodiscard]] Reason noEnterprise(const std::string& id) const;

    // editor_demand.cpp
    Judged<> scaleDemand(const DemandSelection& which, double factor);

    // editor_jobs.cpp
    [[nodiscard]] Judged<> allow(const registry::Job& job, const std::vector<CardsAt>& placements) const;
    void take(const std::vector<CardsAt>& placements, const std::string& chipClass, std::int64_t sign);
    [[nodiscard]] Reason noJob(const std::string& id) const;

    const Ground& m_ground;
    Edits& m_edits;
    const Command& m_command;
    bool m_isAgain;
    Names m_names;
    CardCheck m_cards;
};

} // namespace twin::scenario
