#include "models/compute/compute_terms.h"
#include "models/planner/command_words.h"
#include "models/planner/figure_cells.h"
#include "models/planner/plan_rows.h"
#include "models/planner/plan_terms.h"
#include "models/planner/reason_words.h"

#include <algorithm>
#include <cmath>
#include <utility>

/// What happened in the course of a scenario, and what came of what.
namespace models {

using namespace twin::scenario;
using Type = EntityKey::Type;

namespace {

constexpr int kShownHash = 12; ///< digits

EntityKey::Type typeOf(ChainSubject subject)
{
    return subject == ChainSubject::Flow ? Type::Flow : subject == ChainSubject::Job ? Type::Job : Type::None;
}

/// A run, and what it is said with.
struct Course
{
    RunPtr run;
    std::vector<Command> commands;
    PlanNames names;

    /// Null for events that are about no command.
    [[nodiscard]] const Command* command(const ChainEvent& event) const
    {
        return event.about == ChainSubject::Command && event.command < commands.size()
                   ? &commands[event.command]
                   : nullptr;
    }

    [[nodiscard]] EntityKey key(const ChainEvent& event) const
    {
        if (const Command* of = command(event)) {
            return CommandWords::key(*of);
        }
        const Type type = typeOf(event.about);
        return type == Type::None ? EntityKey{} : EntityKey{type, format::text(event.subject)};
    }

    [[nodiscard]] QString subject(const ChainEvent& event) const
    {
        if (const Command* of = command(event)) {
            return CommandWords::numbered(event.command, *of, names);
        }
        const Type type = typeOf(event.about);
        return type == Type::None ? format::text(event.subject) : names.label(type, event.subject);
    }

    /// What it came of, in short; empty when it came of itself.
    [[nodiscard]] QString cause(const ChainEvent& event) const
    {
        if (event.cause == kNoCause || event.cause >= run->events.size()) {
            return {};
        }
        const ChainEvent& of = run->events[event.cause];
        const Command* made = command(of);
        // The number of the event says which; that of the command beside it would be one too many.
        return PlanTerms::tr("%1: %2 %3", "number of an event: what it is about, what happened")
            .arg(QString::number(event.cause + 1),
                 made != nullptr ? CommandWords::sentence(*made, names) : subject(of),
                 PlanTerms::of(of.kind));
    }
};

/// What is out of sight.
QString lostOf(const ChainEvent& event, const QLocale& locale)
{
    const auto shown = [&](std::size_t i) {
        return format::count(std::uint64_t{event.lost[i]}, locale);
    };
    if (event.kind == ChainKind::SourceLost) {
        return PlanTerms::tr("%1 links, %2 pools, %3 conduits unseen").arg(shown(0), shown(1), shown(2));
    }
    return PlanTerms::tr("%1 pools, after %2 s").arg(shown(0), shown(1));
}

/// Why a job has no place.
QString waitsOf(const WaitReason& why, const QLocale& locale)
{
    const QString asked =
        why.cards > 0
            ? PlanTerms::tr("asks for %1 cards").arg(format::count(std::uint64_t{why.cards}, locale))
            : PlanTerms::tr("asks for %1").arg(figureQuantity(FigureUnit::Gflops, why.gflops, locale).text());
    switch (why.kind) {
    case WaitReason::Kind::None:
        return {};
    case WaitReason::Kind::Full:
        return (why.isPair
                    ? PlanTerms::tr("%1 in each of two pools; of %2 pairs that could take it the most is "
                                    "free in %3: %4")
                    : PlanTerms::tr("%1; of %2 pools that could take it the most is free in %3: %4"))
            .arg(asked, format::count(why.choices, locale), format::text(why.where),
                 format::count(static_cast<std::uint64_t>(std::max<std::int64_t>(why.free, 0)), locale));
    case WaitReason::Kind::Closed:
        return PlanTerms::tr("%1; the pools that could take it take no new jobs").arg(asked);
    case WaitReason::Kind::Unfit:
        return PlanTerms::tr("no pool can take it: %1").arg(ComputeTerms::of(why.binding));
    case WaitReason::Kind::LeadsElsewhere:
        return PlanTerms::tr("its transfers lead to %1, which cannot take it").arg(format::text(why.where));
    case WaitReason::Kind::Other:
        return format::text(why.said);
    }
    return {};
}

/// "7.20 ms of 5 ms".
QString latencyOf(const ChainEvent& event, const QLocale& locale)
{
    const QString most = format::count(std::uint64_t{event.class_ms}, locale);
    return std::isfinite(event.after)
               ? PlanTerms::tr("%1 ms of %2 ms", "latency of a service, and of its class")
                     .arg(format::number(event.after, locale), most)
               : PlanTerms::tr("no way (class %1 ms)", "to the users of a service; its latency class")
                     .arg(most);
}

/// "80 % → 61 %", "12.0 Gb/s → 3.10 Gb/s", "412 card-hours lost", the pools of a job that got its place with
/// the cards in each, why one waits that has none; empty where nothing has another value.
QString changeOf(const ChainEvent& event, const PlanNames& names)
{
    const QLocale& locale = names.language.locale();
    if (event.kind == ChainKind::CommandSkipped) {
        return event.because ? ReasonWords::of(*event.because, names) : PlanTerms::tr("its job is over");
    }
    if (event.kind == ChainKind::JobLostWork) {
        return PlanTerms::tr("%1 card-hours lost").arg(format::number(event.lostCardHours, locale));
    }
    if (event.kind == ChainKind::JobPlaced) {
        return PlanTerms::tr("→ %1", "pools").arg(format::text(event.detail));
    }
    if (event.kind == ChainKind::SourceLost || event.kind == ChainKind::IdentifiersLost) {
        return lostOf(event, locale);
    }
    if (event.kind == ChainKind::LatencyMissed || event.kind == ChainKind::LatencyMet) {
        return latencyOf(event, locale);
    }
    if (event.kind == ChainKind::JobWaits) {
        return waitsOf(event.waits, locale);
    }
    if (event.before == event.after || event.about == ChainSubject::Command) {
        return {};
    }
    const auto shown = [&](double value) {
        return event.about == ChainSubject::Flow ? format::bitRate(value, locale).text()
                                                 : format::percent(value, locale).text();
    };
    return PlanTerms::tr("%1 → %2").arg(shown(event.before), shown(event.after));
}

} // namespace

std::vector<PlanColumn> courseColumns()
{
    return {{QT_TRANSLATE_NOOP("models::PlanTable", "Number"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "At"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "What it is about"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "What happened"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Before → after"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "It came of"), false}};
}

PlanRows courseRows(const RunPtr& run, std::vector<Command> commands, const PlanNames& names)
{
    if (run == nullptr) {
        return {};
    }
    const auto course = std::make_shared<const Course>(Course{run, std::move(commands), names});
    PlanRows out;
    out.count = static_cast<int>(run->events.size());
    out.key = [course](int row) -> EntityKey {
        return course->key(course->run->events[static_cast<std::size_t>(row)]);
    };
    out.cell = [course](int row, int column) -> PlanCell {
        const ChainEvent& event = course->run->events[static_cast<std::size_t>(row)];
        switch (column) {
        case 0:
            return PlanCell::of(format::Quantity{QString::number(row + 1), {}}, row + 1);
        case 1:
            return {format::dateTime(event.time), {}, static_cast<double>(event.time)};
        case 2:
            return PlanCell::of(course->subject(event));
        case 3:
            return PlanCell::of(PlanTerms::of(event.kind));
        case 4:
            return PlanCell::of(changeOf(event, course->names));
        default:
            return PlanCell::of(course->cause(event));
        }
    };
    return out;
}

QString courseHeadline(const Run& run, const QLocale& locale)
{
    const RunSums& sums = run.sums;
    QStringList out{
        PlanTerms::tr("until %1").arg(format::dateTime(run.end)),
        PlanTerms::tr("transfers: %1 finished, %2 late")
            .arg(format::count(sums.transfersFinished, locale), format::count(sums.transfersLate, locale)),
        PlanTerms::tr("jobs: %1 finished, %2 late, %3 h lost")
            .arg(format::count(sums.jobsFinished, locale), format::count(sums.jobsLate, locale),
                 format::number(sums.jobHoursLost, locale)),
        PlanTerms::tr("not carried: %1").arg(format::bytes(sums.notCarried_bytes, locale).text())};
    if (run.eventsLeftOut > 0) {
        out.append(
            PlanTerms::tr("%1 events are counted, not listed").arg(format::count(run.eventsLeftOut, locale)));
    }
    // As long as it tells runs apart; the command line prints all of it.
    out.append(PlanTerms::tr("hash %1").arg(format::text(run.stateHash).left(kShownHash)));
    return out.join(QStringLiteral(" · "));
}

} // namespace models
