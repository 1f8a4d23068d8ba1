#include "twin/scenario/change_list.h"

#include "twin/scenario/n1_table.h"
#include "twin/scenario/schedule.h"
#include "twin/support/digest.h"
#include "twin/support/number_text.h"

#include <algorithm>
#include <cmath>
#include <optional>
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

class ListMaker
{
  public:
    ListMaker(const Ground& ground, const Document& document, const ChangeListOptions& options)
        : m_ground(ground)
        , m_document(document)
        , m_options(options)
    {}

    Result<ChangeList> make()
    {
        std::vector<Step> steps;
        for (std::size_t i = 0; i < m_document.commands.size(); ++i) {
            const Command& command = m_document.commands[i];
            if (const auto phase = phaseOf(command.action)) {
                steps.push_back({i, beginOf(command, m_ground.moment()), *phase});
            } else {
                m_done.push_back(command);
                m_numbers.push_back(i);
                ++m_out.assumed;
            }
        }
        std::ranges::stable_sort(steps, [](const Step& a, const Step& b) {
            return std::pair(a.at, a.phase) < std::pair(b.at, b.phase);
        });
        const auto start = standing(m_ground.moment());
        if (!start) {
            return failure(start.error());
        }
        m_out.startWorst_mlu = start->worst_mlu;
        m_out.startDisconnectedPairs = start->disconnectedPairs;
        for (const Step& step : steps) {
            m_done.push_back(m_document.commands[step.command]);
            m_numbers.push_back(step.command);
            auto next = standing(step.at);
            if (!next) {
                return failure(std::move(next.error()));
            }
            next->command = step.command;
            next->at = step.at;
            next->what = text(m_document.commands[step.command].action);
            judge(*next);
            m_out.steps.push_back(std::move(*next));
        }
        m_out.stateHash = m_digest.finish();
        return std::move(m_out);
    }

  private:
    /// How the network stands at a moment with all that is done by now.
    Result<ChangeStep> standing(TimeNs at)
    {
        Editor editor(m_ground, at);
        for (const std::size_t number : Schedule(m_ground, m_done).inForceAt(at)) {
            if (auto done = editor.apply(m_done[number]); !done) {
                done.error().reason = placeOf(m_numbers[number]) + ": " + text(m_done[number].action) + ": " +
                                      done.error().reason;
                return failure(std::move(done.error()));
            }
        }
        m_out.limit = editor.edits().utilisationLimit;
        const auto situation = evaluate(m_ground, std::make_shared<const Edits>(editor.take()));
        if (!situation) {
            return failure(situation.error());
        }
        const N1Table table = n1Table(m_ground, **situation, {m_options.threads, m_options.cancelled, {}});
        if (!table.isWhole()) {
            return failure(ErrorCode::Cancelled, "checking the change list was cancelled");
        }
        m_digest.add((*situation)->stateHash);
        m_digest.add(table.hash);
        ChangeStep out;
        out.base_mlu = table.base_mlu;
        out.worst_mlu = table.base_mlu;
        for (const N1Row& row : table.rows) {
            out.disconnectedPairs = std::max(out.disconnectedPairs, row.disconnectedPairs);
            if (row.mlu > out.worst_mlu) {
                out.worst_mlu = row.mlu;
                out.worstCut = table.world->graph->conduitName(row.conduit);
            }
        }
        return out;
    }

    void judge(ChangeStep& step) const
    {
        const auto percent = [](double share) {
            return exactText(std::round(share * 1'000) / 10) + " %";
        };
        if (step.worst_mlu > m_out.limit && step.worst_mlu > m_out.startWorst_mlu * (1 + 1e-9)) {
            step.reason = (step.worstCut.empty() ? "without anything cut" : "a cut of " + step.worstCut) +
                          " fills a link to " + percent(step.worst_mlu) + ", " +
                          percent(m_out.startWorst_mlu) + " before the first step";
        } else if (step.disconnectedPairs > m_out.startDisconnectedPairs) {
            step.reason = "a cut disconnects " + std::to_string(step.disconnectedPairs) + " pairs, " +
                          std::to_string(m_out.startDisconnectedPairs) + " before the first step";
        }
        step.isSafe = step.reason.empty();
    }

    const Ground& m_ground;
    const Document& m_document;
    const ChangeListOptions& m_options;
    std::vector<Command> m_done;        ///< assumed, then step by step
    std::vector<std::size_t> m_numbers; ///< their places in the document
    Digest m_digest;
    ChangeList m_out;
};

} // namespace

bool ChangeList::isSafe() const
{
    return std::ranges::all_of(steps, &ChangeStep::isSafe);
}

Result<ChangeList> changeList(const Ground& ground, const Document& document,
                              const ChangeListOptions& options)
{
    return ListMaker(ground, document, options).make();
}

} // namespace twin::scenario
