#pragma once

#include "models/attention/attention_feed.h"
#include "models/attention/attention_model.h"
#include "models/compute/compute_moment.h"
#include "models/desk/desk_model.h"
#include "models/desk/shift_log_table.h"
#include "models/discover/discover_model.h"
#include "models/discover/resolve_model.h"
#include "models/discover/standing_queries.h"
#include "models/feed/snapshot_feed.h"
#include "models/filter/entity_filter.h"
#include "models/filter/filter_choices.h"
#include "models/geo/map_scene_builder.h"
#include "models/inspector/inspector_model.h"
#include "models/language/language.h"
#include "models/paths/paths_model.h"
#include "models/placement/placement_model.h"
#include "models/placement/plan_takeover.h"
#include "models/planner/command_list_model.h"
#include "models/planner/comparison_model.h"
#include "models/planner/failure_model.h"
#include "models/planner/plan_changes.h"
#include "models/planner/plan_course.h"
#include "models/planner/plan_difference.h"
#include "models/planner/plan_tables.h"
#include "models/planner/planner_model.h"
#include "models/planner/quick_plan.h"
#include "models/planner/scenario_tree_model.h"
#include "models/residual/residual_model.h"
#include "models/search/search_model.h"
#include "models/selection/selection.h"
#include "models/series/series_model.h"
#include "models/status/status_model.h"
#include "models/tables/flow_table.h"
#include "models/tables/job_table.h"
#include "models/tables/link_table.h"
#include "models/tables/pool_table.h"
#include "models/tables/source_table.h"
#include "models/tables/table_proxy.h"
#include "models/time/time_line.h"
#include "models/trees/navigator_model.h"

namespace models {

/// Everything the console's views show, over one provider: members in order of construction, so each outlives
/// what uses it. Made once by the composition; GUI thread.
struct ConsoleModels
{
    /// `deskService` null: what is written lives as long as the session.
    explicit ConsoleModels(std::shared_ptr<const twin::state::SnapshotProvider> provider,
                           Language::Tongue tongue = Language::Tongue::English,
                           std::shared_ptr<twin::desk::DeskService> deskService = nullptr)
        : language(tongue)
        , feed(std::move(provider))
        , desk(feed, attentionFeed, std::move(deskService))
    {
        attention.setDesk(desk);
        inspector.setDesk(desk);
        links.setResiduals(residual);
        attentionFeed.setResiduals(residual);
        inspector.setResiduals(residual);
        placement.setCourse(planner, planCourse);
    }

    ConsoleModels(const ConsoleModels&) = delete;
    ConsoleModels& operator=(const ConsoleModels&) = delete;

    Language language;
    SnapshotFeed feed; ///< not started
    TimeLine time{feed};
    ResidualModel residual{feed};
    AttentionFeed attentionFeed{feed};
    DeskModel desk;
    Selection selection;
    EntityFilter filter;
    FilterChoices filterChoices{feed, language};

    PoolTable pools{feed, attentionFeed, language};
    LinkTable links{feed, attentionFeed, language};
    FlowTable flows{feed, attentionFeed, language};
    JobTable jobs{feed, attentionFeed, language};
    SourceTable sources{feed, attentionFeed, language};
    TableProxy poolProxy{pools, filter, language};
    TableProxy linkProxy{links, filter, language};
    TableProxy flowProxy{flows, filter, language};
    TableProxy jobProxy{jobs, filter, language};
    TableProxy sourceProxy{sources, filter, language};

    NavigatorModel navigator{feed, attentionFeed, language};
    NavigatorProxy navigatorProxy{navigator, filter};
    AttentionModel attention{attentionFeed, language};
    ShiftLogTable shiftLog{feed, desk, language};
    ShiftLogProxy shiftLogProxy{shiftLog};
    InspectorModel inspector{feed, selection, language};
    SeriesModel series{feed, selection, language};
    SearchModel search{feed, language};
    StatusModel status{feed, attention, language};
    PathsModel paths{feed, selection, language};
    PlannerModel planner{feed, language};
    PlanChanges planChanges{planner};
    PlanCourse planCourse{planner};
    PlanDifference planDifference{planner};
    PlanTables planTables{planner, planChanges, planCourse, language};
    ScenarioTreeModel scenarioTree{planner, language};
    CommandListModel planCommands{planner, language};
    ComparisonModel comparison{planner, scenarioTree, language};
    QuickPlan quickPlan{planner};
    FailureModel failures{planner, feed, language};
    std::shared_ptr<MomentMaker> moments = std::make_shared<MomentMaker>();
    DiscoverModel discover{feed, moments, language};
    StandingQueries standing{feed, moments, language};
    ResolveModel resolve{feed, language};
    PlacementModel placement{feed, language};
    PlanTakeover planTakeover{placement, planner, language};
    MapSceneBuilder mapScene;
};

} // namespace models
