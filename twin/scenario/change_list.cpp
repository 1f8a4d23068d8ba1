#include "twin/scenario/change_list.h"

#include "twin/scenario/n1_table.h"
#include "twin/scenario/schedule.h"
#include "twin/scenario/worse_cuts.h"
#include "twin/support/digest.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace twin::scenario {

namespace {

/// What is assumed rather than done; else the phase of a change: 0 adds, 1 moves, 2 takes away.
std::optional<int> phaseOf(const Action& action)
{
    struct Phase
    {
        std::optional<int> operator()(const Fail&) const { return std::nullopt; }

        std::optional<int> operator()(const Degrade&) const { return std::nullopt; }

        std::optional<int> operator()(const Restore&) const { return std::nullopt; }

        std::optional<int> operator()(const ScaleDemand&) const { return std::nullopt; }

        std::optional<int> operator()(const Growth&) const { return std::nullopt; }

        std::optional<int> operator()(const AddDemand&) const { return std::nullopt; }

        std::optional<int> operator()(const AddLink&) const { return 0; }

        std::optional<int> operator()(const AddConduit&) const { return 0; }

        std::optional<int> operator()(const AddPool&) const { return 0; }

        std::optional<int> operator()(const PlannedBuilds&) const { return 0; }

        std::optional<int> operator()(const Drain&) const { return 2; }

        std::optional<int> operator()(const Remove&) const { return 2; }

        std::optional<int> operator()(const PlannedWork&) const { return 2; }

        std::optional<int> operator()(const SetPrice&) const { return 1; }

        std::optional<int> operator()(const SetTariff&) const { return 1; }

        std::optional<int> operator()(const SetPue&) const { return 1; }

        std::optional<int> operator()(const ResizeLink&) const { return 1; }

        std::optional<int> operator()(const ResizeConduit&) const { return 1; }

        std::optional<int> operator()(const ResizePool&) const { return 1; }

        std::optional<int> operator()(const SubmitJob&) const { return 1; }

        std::optional<int> operator()(const MoveJob&) const { return 1; }

        std::optional<int> operator()(const CancelJob&) const { return 1; }

        std::optional<int> operator()(const SetPolicy&) const { return 1; }
    };

    return std::visit(Phase{}, action);
}

struct Step
{
    std::size_t command = 0;
    TimeNs at = 0;
    int phase = 0;
};

/// Commands of the document, in the order they are done.
struct Picked
{
    std::vector<Command> commands;
    std::vector<std::size_t> numbers; ///< their places in the document

    void add(const Document& document, std::size_t number)
    {
        commands.push_back(document.commands[number]);
        numbers.push_back(number);
    }
};

/// How the network stands without the steps, and when that is so.
struct Usual
{
    std::vector<std::size_t> inForce; ///< of what is assumed
    std::optional<TimeNs> at;         ///< only then: something in force changes by itself
    N1Table table;
};

class ListMaker
{
  public:
    ListMaker(const Ground& ground, const Document& document, const ChangeListOptions& options)
        : m_ground(ground)
        , m_document(document)
        , m_options(options)
    {}

    Judged<ChangeList> make()
    {
        if (auto dated = checkDates(); !dated) {
            return refused(std::move(dated.error()));
        }
        const std::vector<Step> steps = sortOut();
        auto start = standing(m_assumed, m_ground.moment());
        if (!start) {
            return refused(std::move(start.error()));
        }
        ChangeStep before;
        describe(*start, before);
        m_out.start = m_ground.moment();
        m_out.startBase_mlu = before.base_mlu;
        m_out.startWorst_mlu = before.worst_mlu;
        m_out.startWorstCut = before.worstCut;
        m_out.startDisconnectedPairs = before.disconnectedPairs;
        m_out.startDisconnectingCut = before.disconnectingCut;
        m_done = m_assumed;
        for (const Step& step : steps) {
            m_done.add(m_document, step.command);
            if (auto taken = take(step); !taken) {
                return refused(std::move(taken.error()));
            }
        }
        m_out.stateHash = m_digest.finish();
        return std::move(m_out);
    }

  private:
    /// As everywhere (Schedule::check): nothing is done before the base, or ends before it begins.
    [[nodiscard]] Judged<> checkDates() const
    {
        for (std::size_t i = 0; i < m_document.commands.size(); ++i) {
            const Command& command = m_document.commands[i];
            const TimeNs begin = beginOf(command, m_ground.moment());
            const auto end = endOf(command, m_ground.moment());
            if (end && *end <= begin) {
                return refused(inList(Refusal(Reason(ReasonKind::EndsFirst)), i, command));
            }
            if (begin < m_ground.moment()) {
                return refused(inList(Refusal(Reason(ReasonKind::BeginsTooEarly)), i, command));
            }
        }
        return {};
    }

    /// What is assumed, and the steps in their order.
    std::vector<Step> sortOut()
    {
        std::vector<Step> steps;
        for (std::size_t i = 0; i < m_document.commands.size(); ++i) {
            const Command& command = m_document.commands[i];
            if (const auto phase = phaseOf(command.action)) {
                steps.push_back({i, beginOf(command, m_ground.moment()), *phase});
            } else {
                m_assumed.add(m_document, i);
                ++m_out.assumed;
            }
        }
        std::ranges::stable_sort(steps, [](const Step& a, const Step& b) {
            return std::pair(a.at, a.phase) < std::pair(b.at, b.phase);
        });
        return steps;
    }

    Judged<> take(const Step& step)
    {
        if (auto known = findUsual(step.at); !known) {
            return known;
        }
        const auto table = standing(m_done, step.at);
        if (!table) {
            return refused(table.error());
        }
        ChangeStep next;
        next.command = step.command;
        next.at = step.at;
        next.what = text(m_document.commands[step.command].action);
        describe(*table, next);
        judge(m_usual->table, *table, next);
        blame(next);
        m_out.steps.push_back(std::move(next));
        return {};
    }

    /// What a step of that moment is compared with: what is assumed by then, and no step. One table serves
    /// all steps that nothing assumed comes between.
    Judged<> findUsual(TimeNs at)
    {
        std::vector<std::size_t> inForce = Schedule(m_ground, m_assumed.commands).inForceAt(at);
        const bool goesOn = std::ranges::any_of(
            inForce, [&](std::size_t number) { return isDated(m_assumed.commands[number].action); });
        const auto when = goesOn ? std::optional(at) : std::nullopt;
        if (m_usual && m_usual->inForce == inForce && m_usual->at == when) {
            return {};
        }
        auto table = standing(m_assumed, at, true);
        if (!table) {
            return refused(std::move(table.error()));
        }
        m_usual = Usual{std::move(inForce), when, std::move(*table)};
        return {};
    }

    /// How the network stands at a moment with what is picked.
    /// @param isLenient what cannot be done is left out, as the failure of a link that a step adds
    Judged<N1Table> standing(const Picked& picked, TimeNs at, bool isLenient = false)
    {
        Editor editor(m_ground, at);
        for (const std::size_t number : Schedule(m_ground, picked.commands).inForceAt(at)) {
            const Command& command = picked.commands[number];
            if (auto done = editor.apply(command); !done && !isLenient) {
                return refused(inList(std::move(done.error()), picked.numbers[number], command));
            }
        }
        m_out.limit = editor.edits().utilisationLimit;
        const auto situation = evaluate(m_ground, std::make_shared<const Edits>(editor.take()));
        if (!situation) {
            return failure(situation.error());
        }
        N1Table table = n1Table(m_ground, **situation, {m_options.threads, m_options.cancelled, {}});
        if (!table.isWhole()) {
            return failure(ErrorCode::Cancelled, "checking the change list was cancelled");
        }
        m_digest.add((*situation)->stateHash);
        m_digest.add(table.hash);
        return table;
    }

    static void describe(const N1Table& table, ChangeStep& out)
    {
        out.base_mlu = table.base_mlu;
        out.worst_mlu = table.base_mlu;
        for (const N1Row& row : table.rows) {
            if (row.disconnectedPairs > out.disconnectedPairs) {
                out.disconnectedPairs = row.disconnectedPairs;
                out.disconnectingCut = table.world->graph->conduitName(row.conduit);
            }
            if (row.mlu > out.worst_mlu) {
                out.worst_mlu = row.mlu;
                out.worstCut = table.world->graph->conduitName(row.conduit);
            }
        }
    }

    /// Each cut against the same cut without the steps: on a network that is bad already the worst of all
    /// cuts hides what a step does to the others.
    void judge(const N1Table& without, const N1Table& with, ChangeStep& step)
    {
        m_worse = worseCuts(without, with, m_out.limit);
        if (!m_worse.empty()) {
            step.reason = reasonOf(m_worse.front(), Without::Steps);
            step.reason->more = m_worse.size() - 1;
        }
        step.isSafe = m_worse.empty();
    }

    /// Which step broke what is broken now, and whether this one had a part in it.
    void blame(ChangeStep& step)
    {
        constexpr double kSame = 1 + 1e-9;
        std::map<CutKey, Broken> now;
        bool isOwn = false;
        for (const WorseCut& cut : m_worse) {
            const CutKey key{cut.kind, cut.conduit};
            const auto before = m_broken.find(key);
            const bool isKnown = before != m_broken.end();
            isOwn =
                isOwn || !isKnown || cut.mlu > before->second.mlu * kSame || cut.pairs > before->second.pairs;
            now[key] = {isKnown ? before->second.step : m_out.steps.size(), cut.mlu, cut.pairs};
        }
        if (!m_worse.empty() && !isOwn) {
            step.brokenBy = now[CutKey{m_worse.front().kind, m_worse.front().conduit}].step;
        }
        m_broken = std::move(now);
    }

    const Ground& m_ground;
    const Document& m_document;
    const ChangeListOptions& m_options;
    Picked m_assumed;
    Picked m_done; ///< assumed, then step by step
    /// What a cut does too much of, and the step since when.
    using CutKey = std::pair<WorseCut::Kind, std::string>;

    struct Broken
    {
        std::size_t step = 0;
        double mlu = 0;
        std::uint64_t pairs = 0;
    };

    std::optional<Usual> m_usual;
    std::vector<WorseCut> m_worse;     ///< of the step that is judged
    std::map<CutKey, Broken> m_broken; ///< by the steps before it
    Digest m_digest;
    ChangeList m_out;
};

} // namespace

bool ChangeList::isSafe() const
{
    return std::ranges::all_of(steps, &ChangeStep::isSafe);
}

Judged<ChangeList> changeList(const Ground& ground, const Document& document,
                              const ChangeListOptions& options)
{
    return ListMaker(ground, document, options).make();
}

} // namespace twin::scenario
