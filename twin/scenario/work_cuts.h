#pragma once

#include "twin/scenario/n1_table.h"
#include "twin/scenario/planned_work.h"
#include "twin/scenario/schedule.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace twin::scenario {

/// What single cuts come to while a work is done, beside the same moments without it.
struct WorkCutsFound
{
    double usual_mlu = 0; ///< the worst cut without the work, of all moments
    double worst_mlu = 0; ///< with it
    std::string worstCut; ///< the conduit; empty: nothing cut is the worst
    std::string worstArc;
    std::vector<Reason> reasons; ///< against the work: nothing cut first, then the worst
};

/// N-1 tables of a scenario's moments, with and without one command. Equal ones are made once.
class WorkCuts
{
  public:
    /// @param own the scenario's @param busy that of the busy hour; null: the scenario's own is
    WorkCuts(const Ground& own, GroundPtr busy, const Document& document, const Schedule& schedule,
             const WorkOptions& options);

    /// @param moments ascending, the first is the window's beginning @param work its command
    [[nodiscard]] Result<WorkCutsFound> check(const std::vector<TimeNs>& moments, std::size_t work);

  private:
    struct Known
    {
        N1Table table;
        double limit = 1;
    };

    using KnownPtr = std::shared_ptr<const Known>;

    [[nodiscard]] Result<Edits> editsAt(TimeNs at, const std::vector<std::size_t>& numbers,
                                        bool isLenient) const;
    [[nodiscard]] Result<KnownPtr> tableAt(TimeNs at, std::optional<std::size_t> without);

    GroundPtr m_busy; ///< may be null
    const Ground& m_ground;
    const Document& m_document;
    const Schedule& m_schedule;
    const WorkOptions& m_options;
    /// By what is in force, and by the moment where that changes by itself.
    std::map<std::pair<TimeNs, std::vector<std::size_t>>, KnownPtr> m_known;
};

} // namespace twin::scenario
