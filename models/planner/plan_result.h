#pragma once

#include "twin/scenario/fork.h"
#include "twin/scenario/n1_table.h"
#include "twin/scenario/optimum.h"
#include "twin/scenario/outcome.h"
#include "twin/scenario/planned_work.h"

#include <QString>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace models {

/// Sums by tenant and enterprise, with what the network holds for each.
struct PlanOwners
{
    std::vector<twin::scenario::Rollup> tenants;
    std::vector<twin::scenario::Rollup> enterprises;
};

/// What comes of a scenario as it stands, filled in as it comes: its outcome first, then what works may go
/// on, then the N-1 table. Parts are immutable and shared.
struct PlanResult
{
    twin::scenario::ForkPtr fork; ///< whose it is; null: nothing is known yet
    std::shared_ptr<const twin::scenario::Outcome> outcome;
    std::vector<twin::scenario::WorkVerdict> works; ///< of planned works; with areWorksKnown
    bool areWorksKnown = false;
    twin::scenario::N1Ptr n1Before; ///< with nothing done
    /// With everything done; may be part of one (isWhole): cancelled, with the bound on what is not known.
    twin::scenario::N1Ptr n1;
    std::vector<twin::scenario::N1Change> n1Changes;
    /// Latency circles; empty until they are known.
    std::vector<twin::scenario::Coverage> coverageBefore;
    std::vector<twin::scenario::Coverage> coverage;
    bool isCoverageKnown = false;
    /// Null until circles and both whole N-1 tables are known: then the outcome's sums are all there is.
    /// Apart from the outcome, which the map and every other table show already.
    std::shared_ptr<const PlanOwners> owners;
    /// What the best routing would come to; none where no demand has a way.
    std::optional<twin::scenario::Optimum> optimumBefore;
    std::optional<twin::scenario::Optimum> optimum;
    bool isOptimumKnown = false;
    std::string stateHash; ///< as `suanwangctl scenario run` gives it; empty without a whole N-1 table
    double outcome_ms = 0; ///< from the edit to its outcome, as measured
    double n1_ms = 0;      ///< from the edit to the whole N-1 table
    QString error;         ///< why there is no more of it; empty while all is well

    /// The outcome with latency circles and the sums of `owners` where they are known: what is written to
    /// files. Copies all of it.
    [[nodiscard]] std::shared_ptr<const twin::scenario::Outcome> wholeOutcome() const
    {
        if (outcome == nullptr || (owners == nullptr && !isCoverageKnown)) {
            return outcome;
        }
        twin::scenario::Outcome out = *outcome;
        if (isCoverageKnown && out.after->coverage.empty()) {
            auto after = std::make_shared<twin::scenario::Situation>(*out.after);
            after->coverage = coverage;
            out.after = std::move(after);
        }
        if (owners != nullptr) {
            out.tenants = owners->tenants;
            out.enterprises = owners->enterprises;
        }
        return std::make_shared<const twin::scenario::Outcome>(std::move(out));
    }

    /// Nothing is left to be worked out.
    [[nodiscard]] bool isWhole() const
    {
        return outcome != nullptr && areWorksKnown && isCoverageKnown && isOptimumKnown && n1 != nullptr &&
               n1->isWhole() && !stateHash.empty();
    }
};

/// How far the work on a result has come.
struct PlanProgress
{
    enum class Step : std::uint8_t { Idle, Ground, Outcome, Works, N1Before, N1, Coverage, Optimum };
    Step step = Step::Idle;
    std::size_t done = 0; ///< of `all` cuts, of the N-1 steps
    std::size_t all = 0;
    double worst_mlu = 0; ///< of the cuts known so far
};

} // namespace models
