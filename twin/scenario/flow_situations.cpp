#include "twin/scenario/flow_situations.h"

#include "twin/network/graph.h"
#include "twin/scenario/arc_keys.h"
#include "twin/scenario/path_cost.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace twin::scenario {

namespace {

/// Rates are exact to 1e-9 of them.
constexpr double kSameRate = 1e-7;
constexpr std::uint32_t kNone = 0xFFFFFFFF;

/// The steady state of a world with what is asked of it, and which of its flows stand for whom.
class Sharing
{
  public:
    Sharing(const Ground& ground, const ArcPicture& picture, const Asked& asked, const Situation& situation)
        : m_ground(ground)
        , m_asked(asked)
        , m_world(*situation.world)
        , m_isOwnWorld(situation.world == ground.world() && situation.edits->routing == RoutingCost::Delay)
        , m_state(m_isOwnWorld ? flow::SteadyState(ground.steady())
                               : flow::SteadyState(*m_world.graph, {}, pathCostOf(situation.edits->routing),
                                                   ground.options().seed))
    {
        takeArcs(picture);
        takeFlows();
        m_state.update();
    }

    [[nodiscard]] const flow::SteadyState& state() const { return m_state; }

    /// Number in the state of a flow of the ground, or of `added` behind them; kNone: it is not there.
    [[nodiscard]] std::uint32_t numberOf(std::size_t flow) const { return m_number[flow]; }

  private:
    void takeArcs(const ArcPicture& picture)
    {
        std::vector<std::uint32_t> down;
        for (std::uint32_t arc = 0; arc < m_world.graph->arcCount(); ++arc) {
            if (picture.capacity[arc] != m_world.graph->capacity()[arc]) {
                m_state.setCapacity(arc, static_cast<double>(picture.capacity[arc]));
            }
            if (picture.down[arc] != 0) {
                down.push_back(arc);
            }
        }
        m_state.failArcs(down);
    }

    void takeFlows()
    {
        const std::vector<FlowFact>& facts = m_ground.flows();
        m_number.assign(facts.size() + m_asked.added.size(), kNone);
        for (std::size_t i = 0; i < facts.size(); ++i) {
            const bool isSame = m_isOwnWorld && m_asked.flow_bps[i] == facts[i].asked_bps;
            if (isSame) {
                m_number[i] = static_cast<std::uint32_t>(i);
                continue;
            }
            if (m_isOwnWorld) {
                m_state.removeFlow(static_cast<std::uint32_t>(i));
            }
            if (m_asked.flow_bps[i] >= 0) {
                FlowFact fact = facts[i];
                // What is scaled to nothing asks for nothing, not for all there is.
                fact.asked_bps = m_asked.flow_bps[i];
                add(i, fact, facts[i].asked_bps > 0 && fact.asked_bps <= 0);
            }
        }
        for (std::size_t i = 0; i < m_asked.added.size(); ++i) {
            add(facts.size() + i, m_asked.added[i], false);
        }
    }

    void add(std::size_t number, const FlowFact& fact, bool asksNothing)
    {
        flow::FlowRequest request = Ground::request(fact, m_world);
        if (asksNothing) {
            request.terms.cap_bps = 0;
        }
        if (request.src.isValid() && request.dst.isValid() && request.src != request.dst) {
            m_number[number] = m_state.addFlow(request);
        }
    }

    const Ground& m_ground;
    const Asked& m_asked;
    const World& m_world;
    bool m_isOwnWorld;
    flow::SteadyState m_state;
    std::vector<std::uint32_t> m_number;
};

class FlowFiller
{
  public:
    FlowFiller(const Sharing& sharing, TimeNs moment, Situation& out)
        : m_sharing(sharing)
        , m_moment(moment)
        , m_out(out)
        , m_graph(*out.world->graph)
        , m_arcKeys(arcKeys(m_graph))
    {}

    void add(std::size_t number, const FlowFact& fact, double asked_bps, bool isUnlimited)
    {
        const std::uint32_t inState = m_sharing.numberOf(number);
        FlowSituation flow;
        flow.fact = static_cast<std::uint32_t>(number);
        flow.asked_bps = isUnlimited ? std::numeric_limits<double>::infinity() : asked_bps;
        if (inState == kNone) {
            flow.state = FlowState::Disconnected; // an end of it is no more
        } else {
            fill(inState, flow);
        }
        judge(fact, flow);
        m_out.flows.push_back(flow);
    }

  private:
    void fill(std::uint32_t inState, FlowSituation& flow) const
    {
        const auto path = m_sharing.state().path(inState);
        flow.rate_bps = m_sharing.state().rate(inState);
        for (const std::uint32_t arc : path) {
            flow.delay += m_graph.delay()[arc];
        }
        flow.pathHash = pathKey(path, m_arcKeys);
        const bool getsAll =
            flow.rate_bps >= flow.asked_bps * (1 - kSameRate) || !std::isfinite(flow.asked_bps);
        flow.state = path.empty() ? FlowState::Disconnected : getsAll ? FlowState::Whole : FlowState::Slowed;
    }

    /// As if things stood so from the scenario's beginning on: a steady state has no history.
    void judge(const FlowFact& fact, FlowSituation& flow) const
    {
        flow.finish_s = std::numeric_limits<double>::infinity();
        const double left = static_cast<double>(fact.bytes) - fact.done_bytes;
        if (fact.bytes == 0 || left <= 0) {
            flow.finish_s = fact.bytes == 0 ? flow.finish_s : 0;
            return;
        }
        const TimeNs begin = std::max(fact.begin, m_moment);
        if (flow.rate_bps > 0) {
            flow.finish_s = static_cast<double>(begin - m_moment) / 1e9 + left * 8 / flow.rate_bps;
        }
        if (fact.deadline > m_moment) { // what is over cannot be met, whatever is done
            const double until_s = static_cast<double>(fact.deadline - m_moment) / 1e9;
            // A second for rounding of what is planned to the last one.
            flow.missesDeadline = flow.finish_s > until_s + 1;
        }
    }

    const Sharing& m_sharing;
    TimeNs m_moment; ///< of the scenario's beginning
    Situation& m_out;
    const network::Graph& m_graph;
    std::vector<std::uint64_t> m_arcKeys;
};

void fillLinks(const Sharing& sharing, const ArcPicture& picture, Situation& out)
{
    const network::Graph& graph = *out.world->graph;
    out.links.resize(out.world->registry->links.size());
    for (std::size_t i = 0; i < out.links.size(); ++i) {
        LinkSituation& link = out.links[i];
        link.state = picture.links[i];
        for (const bool isReverse : {false, true}) {
            const network::ArcIndex arc = graph.arc(registry::LinkIndex(i), isReverse);
            if (arc.isValid() && picture.down[arc.value()] == 0) {
                link.capacity_bps[isReverse ? 1 : 0] = static_cast<double>(picture.capacity[arc.value()]);
                link.load_bps[isReverse ? 1 : 0] = sharing.state().load(arc.value());
            }
        }
    }
}

} // namespace

void fillFlows(const Ground& ground, const ArcPicture& picture, const Asked& asked, Situation& out)
{
    const Sharing sharing(ground, picture, asked, out);
    FlowFiller filler(sharing, ground.moment(), out);
    const std::vector<FlowFact>& facts = ground.flows();
    out.flows.reserve(facts.size() + asked.added.size());
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (asked.flow_bps[i] >= 0) {
            filler.add(i, facts[i], asked.flow_bps[i], facts[i].asked_bps == 0);
        }
    }
    for (std::size_t i = 0; i < asked.added.size(); ++i) {
        filler.add(facts.size() + i, asked.added[i], asked.added[i].asked_bps, asked.added[i].asked_bps == 0);
    }
    fillLinks(sharing, picture, out);
}

} // namespace twin::scenario
