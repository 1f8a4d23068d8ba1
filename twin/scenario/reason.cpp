#include "twin/scenario/reason.h"

#include "twin/support/moment_text.h"
#include "twin/support/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

namespace twin::scenario {

namespace {

/// `T` subject, `I` its identifier, `Q` its kind with an article, `1`… names, `a`, `b` figures as counts,
/// `A`, `B` as percent, `x`, `y` to two decimals; each between braces.
std::string_view patternOf(ReasonKind kind)
{
    using enum ReasonKind;
    switch (kind) {
    case Unknown:
        return "there is no {T}";
    case UnknownJob:
        return "there is no job {1}";
    case UnknownEnterprise:
        return "there is no enterprise {1}";
    case UnknownCarrier:
        return "there is no carrier {1}";
    case Removed:
        return "{T} has been removed";
    case NoSources:
        return "this base says nothing of telemetry sources";
    case NameTaken:
        return "there is a {T} already";
    case FlowExists:
        return "there is a flow {1} already";
    case JobExists:
        return "there is a job {1} already";
    case BadIdentifier:
    case BadPoolIdentifier:
        return "'{I}': {1}";
    case NotDegradable:
        return "{Q} either answers or not: it cannot be degraded";
    case NotDrainable:
        return "{Q} cannot be drained";
    case FailedAlready:
        return "{T} has failed already";
    case DrainedAlready:
        return "{T} is drained already";
    case NothingToRestore:
        return "{T} is neither failed, degraded nor drained";
    case RestoreConduit:
        return "{T} is neither failed, degraded nor drained: restore conduit {1}, which it runs through";
    case RestoreProvince:
        return "{T} is neither failed, degraded nor drained: restore province {1}, in which it stands";
    case ResizedTooMuch:
        return "resized by more than a million in all";
    case SameEnds:
        return "both ends are {1}";
    case JoinsPools:
        return "a link cannot join two pools";
    case PoolIsFirstEnd:
        return "a pool is the first end of its access link: let a be {1}";
    case CarrierMissing:
        return "it must say whose it is: \"carrier\"";
    case ConduitsBroken:
        return "its conduits do not lead from {1} to {2}: {3} does not begin at {4}";
    case ConduitsElsewhere:
        return "its conduits lead from {1} to {2}, not to {3}";
    case LikeIsAdded:
        return "{1} has been added itself: name a pool of the registry";
    case OtherProvince:
        return "{1} names another province than {2}, which it is like";
    case NoPoolMeant:
        return "no pool is meant";
    case NoDemandMeant:
        return "no demand is meant";
    case GrowsTooMuch:
        return "grows more than a million times";
    case WanMissing:
        return "training across pools needs \"wan_bps\"";
    case JobHasNoCards:
        return "job {1} has no cards";
    case JobIsThere:
        return "it is there already";
    case CardsShort:
        return "{I} has {a} cards free, {b} are asked for";
    case NoSuchChips:
        return "{I} has no {1}";
    case IsDown:
        return "{T} is down";
    case IsDrained:
        return "{T} is drained";
    case IsDownAtFirst:
        return "{I} is down";
    case ResolverSilent:
        return "{T} does not answer: no new orders in {1}";
    case ResolverDrained:
        return "{T} is drained: no new orders in {1}";
    case PrecisionMissing:
        return "no card of {I} that the job can have computes in {1}";
    case MemoryShort:
        return "a card of {I} has {x} GB of memory, {y} are asked for";
    case ProvinceClosed:
        return "{I} is in the province {1}, the job may run in {2}";
    case LossTooHigh:
        return "{I} promises a packet loss of {x} ppm, {y} at most are asked for";
    case LossUnsaid:
        return "{I} says nothing of packet loss, {x} ppm at most are asked for";
    case GreenShort:
        return "{A} of the power of {I} is green, {B} are asked for";
    case DataUnreachable:
        return "no way leads to {I} from {1}, where the job's data is";
    case UsersUnreachable:
        return "no way leads to {I} from {1}, where the job's users are";
    case LatencyTooHigh:
        return "{I} is {x} ms one way from {1}, the job's latency class is {y} ms";
    case ClassTooHigh:
        return "{I} promises a latency class of {x} ms, the job's is {y} ms";
    case ClassUnsaid:
        return "{I} promises no latency class, the job's is {x} ms";
    case BudgetShort:
        return "until it ends it costs {x} CNY in {I}, its budget is {y} CNY";
    case EndsFirst:
        return "it ends before it begins";
    case BeginsTooEarly:
        return "it begins before the scenario does";
    case TooManyCommands:
        return "a scenario has at most {a} commands";
    case WindowEndsFirst:
        return "its window ends before it begins";
    case CardUnplannable:
        return "a planned work cannot be about {T}: single cards only fail";
    case WorkOnTheSame:
        return "{1} works on the same in the same window";
    case WorkAtTheTime:
        return "{1} has the same window";
    case Guaranteed:
        return "within the guaranteed period {1}";
    case WorkIsDown:
        return "{T} is down";
    case FullUncut:
        return "without anything cut, a link is filled to {A} ({B} without the work)";
    case DisconnectedUncut:
        return "somebody is disconnected without anything cut";
    case CutFills:
        return "a cut of {I} fills {1} to {A} ({B} without the work)";
    case CutDisconnects:
        return "a cut of {I} disconnects {a} pairs ({b} without the work)";
    case StepFills:
        return "a cut of {I} fills {1} to {A} ({B} without any step)";
    case StepFillsUncut:
        return "without anything cut, a link is filled to {A} ({B} without any step)";
    case StepDisconnects:
        return "a cut of {I} disconnects {a} pairs ({b} without any step)";
    case RunTooLong:
        return "a run covers at most {a} days";
    case Other:
    case Count:
        break;
    }
    return "{1}";
}

double figure(const Reason& reason, char first, char letter)
{
    const auto place = static_cast<std::size_t>(letter - first);
    return place < reason.figures.size() ? reason.figures[place] : 0;
}

std::string fixedText(double value, int decimals)
{
    std::array<char, 64> out{};
    const auto end = std::to_chars(out.begin(), out.end(), value, std::chars_format::fixed, decimals);
    return {out.begin(), end.ptr};
}

/// To a tenth of a percent; of two that look alike both have the same digits, enough to tell which is more.
std::string percent(const Reason& reason, char letter)
{
    constexpr int kMostDecimals = 7; // what differs by less than a billionth is the same (worse_cuts.cpp)
    const double share = 100 * figure(reason, 'A', letter);
    const double other = 100 * figure(reason, 'A', letter == 'A' ? 'B' : 'A');
    if (reason.figures.size() != 2 || share == other || std::abs(share - other) >= 1) {
        return exactText(std::round(share * 10) / 10) + " %";
    }
    int decimals = 1;
    while (decimals < kMostDecimals && fixedText(share, decimals) == fixedText(other, decimals)) {
        ++decimals;
    }
    return fixedText(share, decimals) + " %";
}

/// `a service node`, `an identifier service`.
std::string kindWithArticle(TargetKind kind)
{
    std::string words(targetKindName(kind));
    std::ranges::replace(words, '_', ' ');
    const bool isVowel = std::string_view("aeiou").find(words.front()) != std::string_view::npos;
    return (isVowel ? "an " : "a ") + words;
}

std::string argument(const Reason& reason, char letter)
{
    switch (letter) {
    case 'T':
        return text(reason.subject);
    case 'I':
        return reason.subject.id;
    case 'Q':
        return kindWithArticle(reason.subject.kind);
    case 'A':
    case 'B':
        return percent(reason, letter);
    case 'x':
    case 'y':
        return exactText(std::round(figure(reason, 'x', letter) * 100) / 100);
    case 'a':
    case 'b':
        return std::to_string(std::llround(figure(reason, 'a', letter)));
    default:
        break;
    }
    const auto place = static_cast<std::size_t>(letter - '1');
    return place < reason.names.size() ? reason.names[place] : std::string();
}

/// Objections are listed up to a bound; of cuts it says what there are more of.
std::string moreOf(const Reason& reason)
{
    using enum ReasonKind;
    const bool isListed = reason.kind == IsDownAtFirst || reason.kind == WorkIsDown;
    return reason.more == 0 ? std::string()
                            : " (and " + std::to_string(reason.more) + (isListed ? " more)" : " cuts more)");
}

} // namespace

Reason::Reason(ReasonKind of)
    : kind(of)
{}

Reason::Reason(ReasonKind of, Target about, std::vector<std::string> other)
    : kind(of)
    , subject(std::move(about))
    , names(std::move(other))
{}

Reason::Reason(ReasonKind of, std::vector<std::string> all)
    : kind(of)
    , names(std::move(all))
{}

Reason Reason::with(std::vector<double> values) &&
{
    figures = std::move(values);
    return std::move(*this);
}

Reason Reason::near(std::vector<std::string> identifiers) &&
{
    nearest = std::move(identifiers);
    return std::move(*this);
}

std::string text(const Reason& reason)
{
    const std::string_view pattern = patternOf(reason.kind);
    const std::string when = reason.from != 0 ? "from " + momentText(reason.from) + " on" : "";
    const bool isWhenLast = reason.kind == ReasonKind::WorkIsDown;
    std::string out = reason.isInBusyHour ? "in the busy hour, " : "";
    out += when.empty() || isWhenLast ? "" : when + ", ";
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '{') {
            out += argument(reason, pattern[i + 1]);
            i += 2;
        } else {
            out += pattern[i];
        }
    }
    for (const std::string& name : reason.nearest) {
        out += (&name == &reason.nearest.front() ? "; the nearest: " : ", ") + name;
    }
    out += when.empty() || !isWhenLast ? "" : " " + when;
    return out + moreOf(reason);
}

} // namespace twin::scenario
