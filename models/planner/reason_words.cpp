#include "models/planner/reason_words.h"

#include "models/format/format.h"
#include "models/planner/command_words.h"
#include "models/planner/plan_terms.h"
#include "models/planner/styled_names.h"
#include "twin/support/geography.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

namespace models {

using namespace twin::scenario;
using Type = EntityKey::Type;

namespace {

/// How an argument of a reason is said.
enum class How : std::uint8_t {
    Nothing,
    Subject, ///< kind and name of a thing
    Unknown, ///< kind and identifier of what has no name
    Id,      ///< the subject's identifier
    Kind,    ///< the subject's kind
    Text,    ///< a name as it is
    Place,   ///< a pool or site
    Conduit,
    Pool,
    Job,
    LinkOfArc,
    Province,  ///< by its code
    Provinces, ///< codes between commas
    Percent,
    Count,
    Number, ///< to two decimals
};

struct Argument
{
    How how = How::Nothing;
    std::size_t place = 0; ///< among the names or figures
};

constexpr std::size_t kMostArguments = 4;
/// Behind the point of a percentage: what differs by less than a billionth is the same (worse_cuts.cpp).
constexpr int kMostDecimals = 7;

struct Words
{
    ReasonKind kind;
    const char* text;
    std::array<Argument, kMostArguments> arguments{};
};

constexpr Argument kSubject{How::Subject, 0};

constexpr std::array kWords{
    Words{
        ReasonKind::Unknown, QT_TRANSLATE_NOOP("models::ReasonWords", "there is no %1"), {{{How::Unknown}}}},
    Words{ReasonKind::UnknownJob,
          QT_TRANSLATE_NOOP("models::ReasonWords", "there is no job %1"),
          {{{How::Text}}}},
    Words{ReasonKind::UnknownEnterprise,
          QT_TRANSLATE_NOOP("models::ReasonWords", "there is no enterprise %1"),
          {{{How::Text}}}},
    Words{ReasonKind::UnknownCarrier,
          QT_TRANSLATE_NOOP("models::ReasonWords", "there is no carrier %1"),
          {{{How::Text}}}},
    Words{ReasonKind::Removed, QT_TRANSLATE_NOOP("models::ReasonWords", "%1 has been removed"), {{kSubject}}},
    Words{ReasonKind::NoSources,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "the moment it forks from says nothing of telemetry sources")},
    Words{ReasonKind::NameTaken,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 exists already"),
          {{{How::Unknown}}}},
    Words{ReasonKind::FlowExists,
          QT_TRANSLATE_NOOP("models::ReasonWords", "there is a flow %1 already"),
          {{{How::Text}}}},
    Words{ReasonKind::JobExists,
          QT_TRANSLATE_NOOP("models::ReasonWords", "there is a job %1 already"),
          {{{How::Text}}}},
    Words{ReasonKind::BadIdentifier,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "“%1” cannot be an identifier: at most %2 bytes, no blank at "
                            "an end, no control characters"),
          {{{How::Id}, {How::Count, 0}}}},
    Words{ReasonKind::BadPoolIdentifier,
          QT_TRANSLATE_NOOP(
              "models::ReasonWords",
              "“%1” cannot be a pool's identifier: it is CN.<province>.<enterprise>.<adcode>-<number> "
              "with an adcode of that province, as CN.64.E003.640500-001"),
          {{{How::Id}}}},
    Words{ReasonKind::NotDegradable,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "%1: things of this kind either answer or not, and cannot be degraded"),
          {{{How::Kind}}}},
    Words{ReasonKind::NotDrainable,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1: things of this kind cannot be drained"),
          {{{How::Kind}}}},
    Words{ReasonKind::FailedAlready,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 has failed already"),
          {{kSubject}}},
    Words{ReasonKind::DrainedAlready,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 is drained already"),
          {{kSubject}}},
    Words{ReasonKind::NothingToRestore,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 is neither failed, degraded nor drained"),
          {{kSubject}}},
    Words{ReasonKind::RestoreConduit,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "%1 is neither failed, degraded nor drained: restore conduit %2, "
                            "which it runs through"),
          {{kSubject, {How::Conduit, 0}}}},
    Words{ReasonKind::RestoreProvince,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "%1 is neither failed, degraded nor drained: restore the power of the "
                            "province %2, in which it stands"),
          {{kSubject, {How::Province, 0}}}},
    Words{ReasonKind::ResizedTooMuch,
          QT_TRANSLATE_NOOP("models::ReasonWords", "resized by more than a million in all")},
    Words{ReasonKind::SameEnds,
          QT_TRANSLATE_NOOP("models::ReasonWords", "both ends are %1"),
          {{{How::Place, 0}}}},
    Words{ReasonKind::JoinsPools, QT_TRANSLATE_NOOP("models::ReasonWords", "a link cannot join two pools")},
    Words{ReasonKind::PoolIsFirstEnd,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "a pool is the first end of its access link: let the link begin at %1"),
          {{{How::Pool, 0}}}},
    Words{ReasonKind::CarrierMissing,
          QT_TRANSLATE_NOOP("models::ReasonWords", "the carrier whose link it is must be given")},
    Words{ReasonKind::ConduitsBroken,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "its conduits do not lead from %1 to %2: %3 does not begin at %4"),
          {{{How::Place, 0}, {How::Place, 1}, {How::Conduit, 2}, {How::Place, 3}}}},
    Words{ReasonKind::ConduitsElsewhere,
          QT_TRANSLATE_NOOP("models::ReasonWords", "its conduits lead from %1 to %2, not to %3"),
          {{{How::Place, 0}, {How::Place, 1}, {How::Place, 2}}}},
    Words{ReasonKind::LikeIsAdded,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 has been added itself: name a pool of the registry"),
          {{{How::Text}}}},
    Words{
        ReasonKind::OtherProvince,
        QT_TRANSLATE_NOOP("models::ReasonWords", "%1 names another province than %2, which it is to be like"),
        {{{How::Text, 0}, {How::Pool, 1}}}},
    Words{ReasonKind::NoPoolMeant, QT_TRANSLATE_NOOP("models::ReasonWords", "no pool is meant")},
    Words{ReasonKind::NoDemandMeant, QT_TRANSLATE_NOOP("models::ReasonWords", "no traffic is meant")},
    Words{ReasonKind::GrowsTooMuch,
          QT_TRANSLATE_NOOP("models::ReasonWords", "it grows more than a million times")},
    Words{ReasonKind::WanMissing,
          QT_TRANSLATE_NOOP("models::ReasonWords", "training across pools needs a bandwidth between them")},
    Words{ReasonKind::JobHasNoCards,
          QT_TRANSLATE_NOOP("models::ReasonWords", "job %1 has no cards that could fail"),
          {{{How::Job}}}},
    Words{ReasonKind::JobIsThere,
          QT_TRANSLATE_NOOP("models::ReasonWords", "job %1 is there already"),
          {{{How::Job, 0}}}},
    Words{ReasonKind::CardsShort,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1: cards free %2, asked for %3"),
          {{kSubject, {How::Count, 0}, {How::Count, 1}}}},
    Words{ReasonKind::NoSuchChips,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 has no %2"),
          {{kSubject, {How::Text, 0}}}},
    Words{ReasonKind::IsDown,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 has failed by another command"),
          {{kSubject}}},
    Words{ReasonKind::IsDrained,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 is drained by another command"),
          {{kSubject}}},
    Words{ReasonKind::IsDownAtFirst,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 is down at the moment the scenario forks from"),
          {{kSubject}}},
    Words{ReasonKind::ResolverSilent,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 does not answer: no new orders in %2"),
          {{kSubject, {How::Pool, 0}}}},
    Words{ReasonKind::ResolverDrained,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 is drained: no new orders in %2"),
          {{kSubject, {How::Pool, 0}}}},
    Words{ReasonKind::PrecisionMissing,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1: none of the cards the job can have computes in %2"),
          {{kSubject, {How::Text, 0}}}},
    Words{ReasonKind::MemoryShort,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1: a card has %2 GB of memory, the job asks for %3 GB"),
          {{kSubject, {How::Number, 0}, {How::Number, 1}}}},
    Words{ReasonKind::ProvinceClosed,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 is in %2; the job may only run in %3"),
          {{kSubject, {How::Province, 0}, {How::Provinces, 1}}}},
    Words{ReasonKind::LossTooHigh,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "%1 promises a packet loss of %2 ppm, the job allows %3 ppm"),
          {{kSubject, {How::Number, 0}, {How::Number, 1}}}},
    Words{ReasonKind::LossUnsaid,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 says nothing of packet loss, the job allows %2 ppm"),
          {{kSubject, {How::Number, 0}}}},
    Words{ReasonKind::GreenShort,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1: %2 of its power is green, the job asks for %3"),
          {{kSubject, {How::Percent, 0}, {How::Percent, 1}}}},
    Words{ReasonKind::DataUnreachable,
          QT_TRANSLATE_NOOP("models::ReasonWords", "no way leads to %1 from %2, where the job's data is"),
          {{kSubject, {How::Place, 0}}}},
    Words{ReasonKind::UsersUnreachable,
          QT_TRANSLATE_NOOP("models::ReasonWords", "no way leads to %1 from %2, where the job's users are"),
          {{kSubject, {How::Place, 0}}}},
    Words{ReasonKind::LatencyTooHigh,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "%1 is %2 ms one way from %3; the job's latency class is %4 ms"),
          {{kSubject, {How::Number, 0}, {How::Place, 0}, {How::Number, 1}}}},
    Words{
        ReasonKind::ClassTooHigh,
        QT_TRANSLATE_NOOP("models::ReasonWords", "%1 promises a latency class of %2 ms, the job's is %3 ms"),
        {{kSubject, {How::Number, 0}, {How::Number, 1}}}},
    Words{ReasonKind::ClassUnsaid,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 promises no latency class, the job's is %2 ms"),
          {{kSubject, {How::Number, 0}}}},
    Words{ReasonKind::BudgetShort,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "until it ends the job costs %2 CNY in %1, its budget is %3 CNY"),
          {{kSubject, {How::Number, 0}, {How::Number, 1}}}},
    Words{ReasonKind::EndsFirst, QT_TRANSLATE_NOOP("models::ReasonWords", "it ends before it begins")},
    Words{ReasonKind::BeginsTooEarly,
          QT_TRANSLATE_NOOP("models::ReasonWords", "it begins before the scenario does")},
    Words{ReasonKind::TooManyCommands,
          QT_TRANSLATE_NOOP("models::ReasonWords", "a scenario has at most %1 commands"),
          {{{How::Count, 0}}}},
    Words{ReasonKind::WindowEndsFirst,
          QT_TRANSLATE_NOOP("models::ReasonWords", "its window ends before it begins")},
    Words{ReasonKind::CardUnplannable,
          QT_TRANSLATE_NOOP("models::ReasonWords", "no work can be planned on %1: single cards only fail"),
          {{kSubject}}},
    Words{ReasonKind::WorkOnTheSame,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 works on the same in the same window"),
          {{{How::Text}}}},
    Words{ReasonKind::WorkAtTheTime,
          QT_TRANSLATE_NOOP("models::ReasonWords", "%1 has the same window"),
          {{{How::Text}}}},
    Words{ReasonKind::Guaranteed,
          QT_TRANSLATE_NOOP("models::ReasonWords", "within the guaranteed period %1"),
          {{{How::Text}}}},
    Words{ReasonKind::WorkIsDown, QT_TRANSLATE_NOOP("models::ReasonWords", "%1 is down"), {{kSubject}}},
    Words{ReasonKind::FullUncut,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "with nothing cut, a link is filled to %1 (%2 without the work)"),
          {{{How::Percent, 0}, {How::Percent, 1}}}},
    Words{ReasonKind::DisconnectedUncut,
          QT_TRANSLATE_NOOP("models::ReasonWords", "somebody is disconnected with nothing cut")},
    Words{ReasonKind::CutFills,
          QT_TRANSLATE_NOOP("models::ReasonWords", "a cut of %1 fills %2 to %3 (%4 without the work)"),
          {{kSubject, {How::LinkOfArc, 0}, {How::Percent, 0}, {How::Percent, 1}}}},
    Words{ReasonKind::CutDisconnects,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "pairs disconnected by a cut of %1: %2 (%3 without the work)"),
          {{kSubject, {How::Count, 0}, {How::Count, 1}}}},
    Words{ReasonKind::StepFills,
          QT_TRANSLATE_NOOP("models::ReasonWords", "a cut of %1 fills %2 to %3 (%4 without any step)"),
          {{kSubject, {How::LinkOfArc, 0}, {How::Percent, 0}, {How::Percent, 1}}}},
    Words{ReasonKind::StepFillsUncut,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "with nothing cut, a link is filled to %1 (%2 without any step)"),
          {{{How::Percent, 0}, {How::Percent, 1}}}},
    Words{ReasonKind::StepDisconnects,
          QT_TRANSLATE_NOOP("models::ReasonWords",
                            "pairs disconnected by a cut of %1: %2 (%3 without any step)"),
          {{kSubject, {How::Count, 0}, {How::Count, 1}}}},
    Words{ReasonKind::RunTooLong,
          QT_TRANSLATE_NOOP("models::ReasonWords", "a run covers at most %1 days"),
          {{{How::Count, 0}}}},
};

const Words* wordsOf(ReasonKind kind)
{
    const auto* found = std::ranges::find(kWords, kind, &Words::kind);
    return found != kWords.end() ? found : nullptr;
}

QString kindText(TargetKind kind)
{
    // Its power fails; what there is or not is the province itself.
    return kind == TargetKind::Province ? ReasonWords::tr("province") : PlanTerms::of(kind);
}

/// Says the arguments of one reason.
struct Speaker
{
    const Reason& reason;
    const PlanNames& names;

    [[nodiscard]] StyledNames distinct() const { return {names, NameStyle::Distinct}; }

    [[nodiscard]] std::string name(std::size_t place) const
    {
        return place < reason.names.size() ? reason.names[place] : std::string();
    }

    [[nodiscard]] double figure(std::size_t place) const
    {
        return place < reason.figures.size() ? reason.figures[place] : 0;
    }

    [[nodiscard]] QString province(const std::string& code) const
    {
        std::uint32_t adcode = 0;
        const auto read = std::from_chars(code.data(), code.data() + code.size(), adcode);
        const bool isKnown = read.ec == std::errc() && twin::provinceOf(adcode) != nullptr;
        return isKnown ? names.province(adcode) : format::text(code);
    }

    [[nodiscard]] QString provinces(const std::string& codes) const
    {
        QStringList out;
        for (const QString& code : format::text(codes).split(QStringLiteral(", "))) {
            out.append(province(format::utf8(code)));
        }
        return out.join(ReasonWords::tr(", ", "between things listed"));
    }

    [[nodiscard]] QString link(const std::string& arc) const
    {
        const EntityKey key = linkOfArc(arc);
        return key.isValid() ? distinct().target({TargetKind::Link, format::utf8(key.id)})
                             : format::text(arc);
    }

    /// Of two shares that look alike both have the same digits, enough of them to tell which is more.
    [[nodiscard]] QString percent(std::size_t place) const
    {
        const QLocale& locale = names.language.locale();
        const double a = 100 * figure(0);
        const double b = 100 * figure(1);
        if (reason.figures.size() != 2 || a == b || std::abs(a - b) >= 1) {
            return format::percent(figure(place), locale).text();
        }
        int decimals = 1;
        while (decimals < kMostDecimals &&
               format::fixed(a, decimals, locale) == format::fixed(b, decimals, locale)) {
            ++decimals;
        }
        return format::Quantity{format::fixed(100 * figure(place), decimals, locale), QStringLiteral("%")}
            .text();
    }

    [[nodiscard]] QString say(const Argument& argument) const
    {
        const QLocale& locale = names.language.locale();
        switch (argument.how) {
        case How::Subject:
            return distinct().target(reason.subject);
        case How::Unknown:
            return ReasonWords::tr("%1 %2", "kind and identifier of a thing")
                .arg(kindText(reason.subject.kind), format::text(reason.subject.id));
        case How::Id:
            return format::text(reason.subject.id);
        case How::Kind:
            return kindText(reason.subject.kind);
        case How::Text:
            return format::text(name(argument.place));
        case How::Place:
            return distinct().place(name(argument.place));
        case How::Conduit:
            return distinct().label(Type::Conduit, name(argument.place));
        case How::Pool:
            return distinct().label(Type::Pool, name(argument.place));
        case How::Job:
            return names.label(Type::Job, name(argument.place));
        case How::LinkOfArc:
            return link(name(argument.place));
        case How::Percent:
            return percent(argument.place);
        case How::Province:
            return province(name(argument.place));
        case How::Provinces:
            return provinces(name(argument.place));
        case How::Count:
            return format::count(figure(argument.place), locale);
        case How::Number:
            return format::number(figure(argument.place), locale);
        case How::Nothing:
            break;
        }
        return {};
    }
};

/// All at once: a name may itself have a `%2`.
QString filled(const QString& text, const QStringList& with)
{
    switch (with.size()) {
    case 0:
        return text;
    case 1:
        return text.arg(with[0]);
    case 2:
        return text.arg(with[0], with[1]);
    case 3:
        return text.arg(with[0], with[1], with[2]);
    default:
        return text.arg(with[0], with[1], with[2], with[3]);
    }
}

} // namespace

QString ReasonWords::of(const Reason& reason, const PlanNames& names)
{
    const Words* words = wordsOf(reason.kind);
    if (words == nullptr) {
        return format::text(text(reason));
    }
    QStringList said;
    for (const Argument& argument : words->arguments) {
        if (argument.how != How::Nothing) {
            said.append(Speaker{reason, names}.say(argument));
        }
    }
    QString out = filled(tr(words->text), said);
    if (!reason.nearest.empty()) {
        QStringList nearest;
        for (const std::string& id : reason.nearest) {
            nearest.append(format::text(id));
        }
        out = tr("%1; the nearest: %2").arg(out, nearest.join(tr(", ", "between things listed")));
    }
    if (reason.from != 0) {
        out = tr("from %1 on, %2", "a moment; what is so then").arg(format::dateTime(reason.from), out);
    }
    if (reason.isInBusyHour) {
        out = tr("in the busy hour, %1").arg(out);
    }
    return reason.more > 0 ? tr("%1 (and %2 more)").arg(out).arg(reason.more) : out;
}

QString ReasonWords::of(const Refusal& refusal, const std::vector<Command>& commands, const PlanNames& names)
{
    const QString why = of(refusal.because, names);
    if (!refusal.command || *refusal.command >= commands.size()) {
        return why;
    }
    return tr("command %1 cannot be done: %2", "number and sentence of a command; why")
        .arg(CommandWords::numbered(*refusal.command, commands[*refusal.command], names), why);
}

bool ReasonWords::has(ReasonKind kind)
{
    return wordsOf(kind) != nullptr;
}

} // namespace models
