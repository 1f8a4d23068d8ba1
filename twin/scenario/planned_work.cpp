#include "twin/scenario/planned_work.h"

#include "twin/scenario/n1_table.h"
#include "twin/scenario/names.h"
#include "twin/scenario/schedule.h"
#include "twin/scenario/selection.h"
#include "twin/scenario/situation.h"
#include "twin/support/number_text.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace twin::scenario {

namespace {

constexpr std::size_t kMostReasons = 5; ///< of a kind; the rest are counted

std::string percent(double share)
{
    return exactText(std::round(share * 1'000) / 10) + " %";
}

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
            object(out, Objection::Kind::Impossible, "its window ends before it begins");
            return {};
        }
        checkFaults(work, out);
        checkWorks(work, window, out);
        checkGuarantees(work, window, out);
        return checkN1(window, out);
    }

    static void object(WorkVerdict& out, Objection::Kind kind, std::string reason)
    {
        out.objections.push_back({kind, std::move(reason)});
    }

    /// Links of the elements, by number.
    [[nodiscard]] std::set<std::uint32_t> linksOf(const PlannedWork& work) const
    {
        std::set<std::uint32_t> out;
        for (const Target& element : work.elements) {
            if (const auto conduit = m_registry.conduit(element.id);
                element.kind == TargetKind::Conduit && conduit.isValid()) {
                for (const registry::LinkIndex link : m_registry[conduit].links) {
                    out.insert(link.value());
                }
            } else if (const auto link = m_registry.find(EntityKind::Link, element.id);
                       element.kind == TargetKind::Link && link) {
                out.insert(link->index);
            } else if (const auto site = m_registry.find(EntityKind::Site, element.id);
                       element.kind == TargetKind::Site && site) {
                for (const registry::LinkIndex end : m_registry.sites[site->index].links) {
                    out.insert(end.value());
                }
            }
        }
        return out;
    }

    /// Faults of the elements themselves; what is down elsewhere weighs in with N-1.
    void checkFaults(const PlannedWork& work, WorkVerdict& out) const
    {
        std::vector<std::string> down;
        for (const std::uint32_t link : linksOf(work)) {
            if (m_ground.downLinks()[link] != 0) {
                down.push_back(m_registry.links[link].id);
            }
        }
        for (const Target& element : work.elements) {
            const auto pool = m_registry.find(EntityKind::Pool, element.id);
            if (element.kind == TargetKind::Pool && pool && m_ground.downPools()[pool->index] != 0) {
                down.push_back(element.id);
            }
            const auto site = m_registry.find(EntityKind::Site, element.id);
            if (element.kind == TargetKind::Site && site && m_ground.downSites()[site->index] != 0) {
                down.push_back(element.id);
            }
        }
        for (std::size_t i = 0; i < std::min(down.size(), kMostReasons); ++i) {
            object(out, Objection::Kind::LiveFault,
                   down[i] + " is down" +
                       (i + 1 == kMostReasons && down.size() > kMostReasons
                            ? " (and " + std::to_string(down.size() - kMostReasons) + " more)"
                            : ""));
        }
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
                   isShared ? other->id + " works on the same in the same window"
                            : other->id + " has the same window");
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
        for (const std::uint32_t link : linksOf(work)) {
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
                object(out, Objection::Kind::Guarantee, "within the guaranteed period " + guarantee.name);
            }
        }
    }

    /// The table with or without what the work takes out.
    Result<N1Table> tableAt(TimeNs at, const std::optional<std::size_t>& without)
    {
        std::vector<Command> commands = m_document.commands;
        if (without) {
            commands.erase(commands.begin() + static_cast<std::ptrdiff_t>(*without));
        }
        auto edits = Schedule(m_ground, commands).editsAt(at);
        if (!edits) {
            return failure(std::move(edits.error()));
        }
        m_limit = edits->utilisationLimit;
        const auto situation = evaluate(m_ground, std::make_shared<const Edits>(std::move(*edits)));
        if (!situation) {
            return failure(situation.error());
        }
        N1Table out = n1Table(m_ground, **situation, {m_options.threads, m_options.cancelled, {}});
        if (!out.isWhole()) {
            return failure(ErrorCode::Cancelled, "judging planned works was cancelled");
        }
        return out;
    }

    /// Cuts that are worse with the work than without it, and too bad.
    Result<> checkN1(const Window& window, WorkVerdict& out)
    {
        const auto without = tableAt(window.begin, out.command);
        if (!without) {
            return failure(without.error());
        }
        const auto with = tableAt(window.begin, std::nullopt);
        if (!with) {
            return failure(with.error());
        }
        out.usual_mlu = without->worst_mlu;
        out.worst_mlu = with->base_mlu;
        std::vector<std::string> reasons;
        judgeBase(*without, *with, reasons);
        for (const N1Row& row : with->rows) {
            const std::string& conduit = with->world->graph->conduitName(row.conduit);
            const N1Row* usual = rowOf(*without, conduit);
            if (row.mlu > out.worst_mlu) {
                out.worst_mlu = row.mlu;
                out.worstCut = conduit;
                out.worstArc = with->world->graph->arcName(row.worstArc.value());
            }
            judgeRow(row, usual, *with, conduit, reasons);
        }
        for (std::size_t i = 0; i < std::min(reasons.size(), kMostReasons); ++i) {
            object(out, Objection::Kind::BusyHour,
                   reasons[i] +
                       (i + 1 == kMostReasons && reasons.size() > kMostReasons
                            ? " (and " + std::to_string(reasons.size() - kMostReasons) + " cuts more)"
                            : ""));
        }
        return {};
    }

    void judgeBase(const N1Table& without, const N1Table& with, std::vector<std::string>& reasons) const
    {
        if (with.base_mlu > m_limit && with.base_mlu > without.base_mlu) {
            reasons.push_back("without anything cut, a link is " + percent(with.base_mlu) + " full");
        }
        if (with.baseLost_bps > without.baseLost_bps) {
            reasons.push_back("somebody is disconnected without anything cut");
        }
    }

    void judgeRow(const N1Row& row, const N1Row* usual, const N1Table& with, const std::string& conduit,
                  std::vector<std::string>& reasons) const
    {
        const double before = usual != nullptr ? usual->mlu : 0;
        if (row.mlu > m_limit && row.mlu > before * (1 + 1e-9)) {
            reasons.push_back("a cut of " + conduit + " fills " +
                              with.world->graph->arcName(row.worstArc.value()) + " to " + percent(row.mlu) +
                              (before > m_limit ? " (" + percent(before) + " without the work)" : ""));
        }
        const std::uint64_t pairs = usual != nullptr ? usual->disconnectedPairs : 0;
        if (row.disconnectedPairs > pairs) {
            reasons.push_back("a cut of " + conduit + " disconnects " +
                              std::to_string(row.disconnectedPairs - pairs) + " pairs more");
        }
    }

    static const N1Row* rowOf(const N1Table& table, const std::string& conduit)
    {
        const auto found = std::ranges::find_if(table.rows, [&](const N1Row& row) {
            return table.world->graph->conduitName(row.conduit) == conduit;
        });
        return found == table.rows.end() ? nullptr : &*found;
    }

    const Ground& m_ground;
    const Document& m_document;
    const WorkOptions& m_options;
    const registry::Registry& m_registry;
    double m_limit = 1;
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
