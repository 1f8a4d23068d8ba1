#include "twin/scenario/planned_work.h"

#include "twin/scenario/busy_ground.h"
#include "twin/scenario/schedule.h"
#include "twin/scenario/selection.h"
#include "twin/scenario/situation.h"
#include "twin/scenario/work_cuts.h"
#include "twin/scenario/work_faults.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace twin::scenario {

namespace {

constexpr std::size_t kMostReasons = 5; ///< of a kind; the rest are counted

/// What lies within a window.
struct Window
{
    TimeNs begin = 0;
    TimeNs end = 0;

    [[nodiscard]] bool meets(const Window& other) const { return begin < other.end && other.begin < end; }
};

class WorkJudge
{
  public:
    WorkJudge(const Ground& ground, const Document& document, const WorkOptions& options)
        : m_ground(ground)
        , m_document(document)
        , m_options(options)
        , m_registry(*ground.world()->registry)
        , m_schedule(ground, document.commands, document.horizon)
    {}

    Result<std::vector<WorkVerdict>> judge()
    {
        std::vector<WorkVerdict> out;
        for (std::size_t i = 0; i < m_document.commands.size(); ++i) {
            if (const auto* work = std::get_if<PlannedWork>(&m_document.commands[i].action)) {
                WorkVerdict verdict;
                verdict.command = i;
                verdict.id = work->id;
                if (auto done = judge(*work, verdict); !done) {
                    return failure(std::move(done.error()));
                }
                out.push_back(std::move(verdict));
            }
        }
        return out;
    }

  private:
    [[nodiscard]] Window windowOf(std::size_t command) const
    {
        const Command& of = m_document.commands[command];
        return {beginOf(of, m_ground.moment()), endOf(of, m_ground.moment()).value_or(0)};
    }

    Result<> judge(const PlannedWork& work, WorkVerdict& out)
    {
        const Window window = windowOf(out.command);
        if (window.end <= window.begin) {
            object(out, Objection::Kind::Impossible, ReasonKind::WindowEndsFirst);
            return {};
        }
        const std::vector<TimeNs> moments = momentsOf(window);
        checkFaults(work, moments, out);
        checkWorks(work, window, out);
        checkGuarantees(work, window, out);
        return checkCuts(moments, out);
    }

    static void object(WorkVerdict& out, Objection::Kind kind, Reason reason)
    {
        out.objections.push_back({kind, std::move(reason)});
    }

    /// As many as are told; the last says how many more there are.
    static void objectAll(WorkVerdict& out, Objection::Kind kind, std::vector<Reason> reasons)
    {
        if (reasons.size() > kMostReasons) {
            reasons[kMostReasons - 1].more = reasons.size() - kMostReasons;
            reasons.resize(kMostReasons);
        }
        for (Reason& reason : reasons) {
            object(out, kind, std::move(reason));
        }
    }

    /// When the scenario is another one within a window: at its beginning, and at every change in it.
    [[nodiscard]] std::vector<TimeNs> momentsOf(const Window& window) const
    {
        std::vector<TimeNs> out{window.begin};
        for (const TimeNs change : m_schedule.changes()) {
            if (change > window.begin && change < window.end) {
                out.push_back(change);
            }
        }
        return out;
    }

    /// What fails without any work; what cannot be done without them is left out.
    [[nodiscard]] Edits faultsAt(TimeNs at) const
    {
        Editor editor(m_ground, at);
        for (const std::size_t number : m_schedule.inForceAt(at)) {
            const Command& command = m_document.commands[number];
            if (!std::holds_alternative<PlannedWork>(command.action)) {
                (void)editor.apply(command);
            }
        }
        return editor.take();
    }

    /// Faults of the elements themselves; what is down elsewhere weighs in with the single cuts.
    void checkFaults(const PlannedWork& work, const std::vector<TimeNs>& moments, WorkVerdict& out) const
    {
        std::vector<Reason> reasons;
        std::set<Target> known;
        for (const TimeNs at : moments) {
            for (const Target& down : downOf(m_ground, work, faultsAt(at))) {
                if (known.insert(down).second) {
                    reasons.emplace_back(ReasonKind::WorkIsDown, down);
                    reasons.back().from = at > moments.front() ? at : 0;
                }
            }
        }
        objectAll(out, Objection::Kind::LiveFault, std::move(reasons));
    }

    void checkWorks(const PlannedWork& work, const Window& window, WorkVerdict& out) const
    {
        for (std::size_t i = 0; i < m_document.commands.size(); ++i) {
            const auto* other = std::get_if<PlannedWork>(&m_document.commands[i].action);
            if (other == nullptr || i == out.command || !window.meets(windowOf(i))) {
                continue;
            }
            const bool isShared = std::ranges::any_of(work.elements, [&](const Target& element) {
                return std::ranges::find(other->elements, element) != other->elements.end();
            });
            object(out, Objection::Kind::OtherWork,
                   Reason(isShared ? ReasonKind::WorkOnTheSame : ReasonKind::WorkAtTheTime, {other->id}));
        }
    }

    /// Provinces of what the work is about; none known: everywhere.
    [[nodiscard]] std::set<std::uint32_t> provincesOf(const PlannedWork& work) const
    {
        std::set<std::uint32_t> out;
        const auto addPlace = [&](const registry::Endpoint& end) {
            const auto* site = std::get_if<registry::SiteIndex>(&end);
            out.insert(provinceCode(site != nullptr ? m_registry[*site].adcode
                                                    : m_registry[std::get<registry::PoolIndex>(end)].adcode));
        };
        for (const std::uint32_t link : linksOf(m_ground, work)) {
            addPlace(m_registry.links[link].a);
            addPlace(m_registry.links[link].b);
        }
        for (const Target& element : work.elements) {
            if (const auto conduit = m_registry.conduit(element.id);
                element.kind == TargetKind::Conduit && conduit.isValid()) {
                addPlace(m_registry[conduit].a);
                addPlace(m_registry[conduit].b);
            } else if (element.kind == TargetKind::Province) {
                out.insert(provinceFromText(element.id));
            } else if (const auto pool = m_registry.find(EntityKind::Pool, element.id);
                       element.kind == TargetKind::Pool && pool) {
                out.insert(provinceCode(m_registry.pools[pool->index].adcode));
            } else if (const auto site = m_registry.find(EntityKind::Site, element.id);
                       element.kind == TargetKind::Site && site) {
                out.insert(provinceCode(m_registry.sites[site->index].adcode));
            }
        }
        return out;
    }

    void checkGuarantees(const PlannedWork& work, const Window& window, WorkVerdict& out) const
    {
        const std::set<std::uint32_t> provinces = provincesOf(work);
        for (const Guarantee& guarantee : m_document.guarantees) {
            const Window guarded{absolute(guarantee.from, m_ground.moment()),
                                 absolute(guarantee.until, m_ground.moment())};
            const bool isThere = guarantee.provinces.empty() || provinces.empty() ||
                                 std::ranges::any_of(guarantee.provinces, [&](std::uint32_t code) {
                                     return provinces.contains(code);
                                 });
            if (window.meets(guarded) && isThere) {
                object(out, Objection::Kind::Guarantee, Reason(ReasonKind::Guaranteed, {guarantee.name}));
            }
        }
    }

    /// By the busy hour, whatever the scenario's own traffic: a work that lasts must bear it, and one that is
    /// late must, too.
    Result<> checkCuts(const std::vector<TimeNs>& moments, WorkVerdict& out)
    {
        if (!m_cuts) {
            auto busy = busyGround(m_ground, m_options.threads, m_options.cancelled);
            if (!busy) {
                return failure(std::move(busy.error()));
            }
            m_cuts.emplace(m_ground, std::move(*busy), m_document, m_schedule, m_options);
        }
        auto found = m_cuts->check(moments, out.command);
        if (!found) {
            return failure(std::move(found.error()));
        }
        out.usual_mlu = found->usual_mlu;
        out.worst_mlu = found->worst_mlu;
        out.worstCut = std::move(found->worstCut);
        out.worstArc = std::move(found->worstArc);
        objectAll(out, Objection::Kind::BusyHour, std::move(found->reasons));
        return {};
    }

    const Ground& m_ground;
    const Document& m_document;
    const WorkOptions& m_options;
    const registry::Registry& m_registry;
    Schedule m_schedule;
    std::optional<WorkCuts> m_cuts; ///< of the first work that needs them
};

} // namespace

std::string_view objectionName(Objection::Kind kind)
{
    constexpr std::string_view kNames[]{"live_fault", "other_work", "busy_hour", "guarantee", "impossible"};
    return kNames[static_cast<std::size_t>(kind)];
}

Result<std::vector<WorkVerdict>> judgeWorks(const Ground& ground, const Document& document,
                                            const WorkOptions& options)
{
    return WorkJudge(ground, document, options).judge();
}

} // namespace twin::scenario
