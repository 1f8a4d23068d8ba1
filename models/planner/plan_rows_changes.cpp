#include "models/planner/command_words.h"
#include "models/planner/exact_words.h"
#include "models/planner/figure_cells.h"
#include "models/planner/plan_rows.h"
#include "models/planner/plan_terms.h"
#include "models/planner/reason_words.h"

#include <algorithm>

/// The steps of a change list.
namespace models {

using namespace twin::scenario;
using Type = EntityKey::Type;

namespace {

/// "Safe" would be too much of a step that leaves the network as far over the limit as it was.
QString verdict(const ChangeStep& step, double limit)
{
    if (!step.isSafe) {
        return PlanTerms::tr("Not safe");
    }
    return step.worst_mlu > limit ? PlanTerms::tr("No worse", "a step, than what was before it")
                                  : PlanTerms::tr("Safe");
}

QString stepsSentence(const ChangeList& list)
{
    if (list.steps.empty()) {
        return PlanTerms::tr("There is no step to do.");
    }
    if (!list.isSafe()) {
        return PlanTerms::tr("Not every step is safe.");
    }
    return list.startsWithinLimit() ? PlanTerms::tr("Every step is safe.")
                                    : PlanTerms::tr("No step makes it worse.");
}

QString startSentence(const ChangeList& list, const PlanNames& names)
{
    const QLocale& locale = names.language.locale();
    const auto percent = [&locale](double ratio) {
        return format::percent(ratio, locale).text();
    };
    const QString limit = percent(list.limit);
    const QString base = percent(list.startBase_mlu);
    const QString worst = percent(list.startWorst_mlu);
    const QString cut = StyledNames{names, NameStyle::Distinct}.label(Type::Conduit, list.startWorstCut);
    if (list.startWorstCut.empty()) {
        return list.startsWithinLimit()
                   ? PlanTerms::tr("Before any step a link is filled to %1, and no cut makes that worse "
                                   "(limit %2).")
                         .arg(base, limit)
                   : PlanTerms::tr("Before any step it is over the limit of %1 already: a link is filled to "
                                   "%2, and no cut makes that worse.")
                         .arg(limit, base);
    }
    if (list.startsWithinLimit()) {
        return PlanTerms::tr("Before any step the worst cut, %1, fills a link to %2 (limit %3).")
            .arg(cut, worst, limit);
    }
    return list.startBase_mlu > list.limit
               ? PlanTerms::tr("Before any step it is over the limit of %1 already: a link is filled to %2 "
                               "with nothing cut, to %3 by a cut of %4.")
                     .arg(limit, base, worst, cut)
               : PlanTerms::tr("Before any step a cut of %1 fills a link to %2, over the limit of %3 "
                               "already; with nothing cut: %4.")
                     .arg(cut, worst, limit, base);
}

/// What a row says, made once: telling apart what is called the same looks through the whole network.
struct StepWords
{
    EntityKey key;
    QString what;
    QString cut;
    QString reason;
};

StepWords wordsOf(const ChangeStep& step, const std::vector<Command>& commands, const PlanNames& names,
                  NameStyle style)
{
    StepWords out;
    if (step.command < commands.size()) {
        out.key = CommandWords::key(commands[step.command]);
        out.what = sentenceIn(style, commands[step.command], names);
    } else {
        out.what = format::text(step.what);
    }
    out.cut = StyledNames{names, NameStyle::Distinct}.label(Type::Conduit, step.worstCut);
    out.reason = step.reason ? ReasonWords::of(*step.reason, names) : QString();
    if (step.brokenBy) {
        out.reason =
            PlanTerms::tr("Since step %1: %2", "a step that breaks nothing itself, and why it is unsafe")
                .arg(*step.brokenBy + 1)
                .arg(out.reason);
    }
    return out;
}

PlanRows rowsIn(NameStyle style, const ChangeListPtr& list, const std::vector<Command>& commands,
                twin::TimeNs begin, const PlanNames& names)
{
    if (list == nullptr) {
        return {};
    }
    PlanRows out;
    out.count = static_cast<int>(list->steps.size());
    const auto said = std::make_shared<std::vector<StepWords>>();
    for (const ChangeStep& step : list->steps) {
        said->push_back(wordsOf(step, commands, names, style));
    }
    out.key = [said](int row) {
        return (*said)[static_cast<std::size_t>(row)].key;
    };
    out.cell = [list, said, begin, names](int row, int column) -> PlanCell {
        const ChangeStep& step = list->steps[static_cast<std::size_t>(row)];
        const StepWords& words = (*said)[static_cast<std::size_t>(row)];
        const QLocale& locale = names.language.locale();
        switch (column) {
        case 0:
            return PlanCell::of(format::Quantity{QString::number(row + 1), {}}, row + 1);
        case 1:
            return {step.at > begin ? format::dateTime(step.at) : PlanTerms::tr("at once"),
                    {},
                    static_cast<double>(step.at)};
        case 2:
            return PlanCell::of(words.what);
        case 3:
            return PlanCell::of(verdict(step, list->limit));
        case 4:
            return figureCell(FigureUnit::Ratio, step.base_mlu, locale);
        case 5:
            return figureCell(FigureUnit::Ratio, step.worst_mlu, locale);
        case 6:
            return step.worstCut.empty() ? PlanCell::unknown() : PlanCell::of(words.cut);
        case 7:
            return figureCell(FigureUnit::Count, static_cast<double>(step.disconnectedPairs), locale);
        default:
            return PlanCell::of(words.reason);
        }
    };
    return out;
}

} // namespace

QString changesHeadline(const ChangeList& list, const PlanNames& names)
{
    const auto join = [](const QString& first, const QString& next) {
        return PlanTerms::tr("%1 %2", "two sentences of a line").arg(first, next);
    };
    const QString out = join(stepsSentence(list), startSentence(list, names));
    return list.assumed == 0 ? out
                             : join(out, PlanTerms::tr("Assumed, no steps: %n command(s).", nullptr,
                                                       static_cast<int>(list.assumed)));
}

std::vector<PlanColumn> changeColumns()
{
    return {{QT_TRANSLATE_NOOP("models::PlanTable", "Step"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "At"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Change"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Safe"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Nothing cut"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Worst cut"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Cut of conduit"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Pairs cut off"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Reason"), false}};
}

PlanRows changeRows(const ChangeListPtr& list, std::vector<Command> commands, twin::TimeNs begin,
                    const PlanNames& names)
{
    return rowsIn(NameStyle::Distinct, list, commands, begin, names);
}

PlanRows exactChangeRows(const ChangeListPtr& list, const std::vector<Command>& commands, twin::TimeNs begin,
                         const PlanNames& names)
{
    return rowsIn(NameStyle::Exact, list, commands, begin, names);
}

std::vector<Command> assumedCommands(const ChangeList& list, const std::vector<Command>& commands)
{
    std::vector<Command> out;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (std::ranges::find(list.steps, i, &ChangeStep::command) == list.steps.end()) {
            out.push_back(commands[i]);
        }
    }
    return out;
}

} // namespace models
