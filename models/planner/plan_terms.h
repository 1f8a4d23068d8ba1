#pragma once

#include "twin/scenario/chain.h"
#include "twin/scenario/command.h"
#include "twin/scenario/document.h"
#include "twin/scenario/figures.h"
#include "twin/scenario/planned_work.h"
#include "twin/scenario/situation.h"

#include <QCoreApplication>
#include <QString>

namespace models {

/// The planner's words for enumerations and figures, in the current language.
class PlanTerms
{
    Q_DECLARE_TR_FUNCTIONS(models::PlanTerms)

  public:
    [[nodiscard]] static QString of(twin::scenario::ElementState state);
    /// @param exists false: a command has taken it away, or has not made it
    [[nodiscard]] static QString of(twin::scenario::FlowState state, bool exists);
    [[nodiscard]] static QString of(twin::scenario::JobCondition condition, bool exists);
    [[nodiscard]] static QString of(twin::scenario::Objection::Kind kind);
    [[nodiscard]] static QString of(twin::scenario::BaseKind kind);
    [[nodiscard]] static QString of(twin::scenario::DemandKind kind);
    [[nodiscard]] static QString of(twin::scenario::TargetKind kind);
    /// What happened in a run: "starts", "misses its deadline".
    [[nodiscard]] static QString of(twin::scenario::ChainKind kind);
    /// Of a key of twin::scenario::Figure; the key itself where there is no word for it.
    [[nodiscard]] static QString figure(const std::string& key);
};

} // namespace models
