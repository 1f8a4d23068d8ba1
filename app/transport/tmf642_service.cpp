#include "app/transport/tmf642_service.h"

#include "app/transport/tmf642_query.h"
#include "twin/ingest/tmf642_answer.h"
#include "twin/ingest/tmf642_decoder.h"
#include "twin/state/alarm_table.h"
#include "twin/support/clock.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace app::transport {

namespace {

using std::chrono::steady_clock;
using twin::ingest::AlarmFate;
using twin::ingest::CollectorSource;
using twin::ingest::kTmf642Path;
using twin::ingest::Tmf642Alarm;
using twin::state::Alarm;
using twin::state::AlarmVoice;
using twin::state::Severity;

constexpr const char* kJson = "application/json";
constexpr const char* kMergePatch = "application/merge-patch+json";
constexpr auto kRecentFor = std::chrono::seconds(5); ///< a snapshot shows it long before
constexpr std::size_t kMaxRecent = 100'000;
constexpr std::size_t kMaxIdentifier = 4'096;

HttpAnswer errorAnswer(int status, std::string_view code, const std::string& reason, int retryAfter_s = 0)
{
    return {status,
            kJson,
            twin::ingest::tmf642Error(status, code, twin::lineOfText(reason, twin::kMaxReasonBytes)),
            retryAfter_s,
            {}};
}

std::string_view codeOf(int status)
{
    switch (status) {
    case 404:
        return "notFound";
    case 405:
        return "methodNotAllowed";
    case 413:
        return "tooLarge";
    case 415:
        return "unsupportedMediaType";
    case 429:
    case 503:
        return "busy";
    default:
        return "invalidBody";
    }
}

GatewayWork refuse(int status, std::string_view code, const std::string& reason, const char* counter)
{
    return {errorAnswer(status, code, reason), counter, {}};
}

std::string atLine(const twin::Error& error)
{
    return error.line > 0 ? "line " + std::to_string(error.line) + ": " + error.reason : error.reason;
}

/// The part of the path after the collection's.
std::string identifierOf(const HttpRequest& request)
{
    return request.path.size() > kTmf642Path.size() + 1 ? request.path.substr(kTmf642Path.size() + 1)
                                                        : std::string();
}

std::optional<HttpAnswer> checkType(const HttpRequest& request, bool isChange)
{
    const std::string_view type =
        std::string_view(request.contentType).substr(0, request.contentType.find(';'));
    const bool isKnown = type == kJson || (isChange && type == kMergePatch);
    const bool isPlain = request.contentEncoding.empty() || request.contentEncoding == "identity";
    if (isKnown && isPlain) {
        return std::nullopt;
    }
    return errorAnswer(415, "unsupportedMediaType",
                       !isPlain   ? "no content encoding is taken"
                       : isChange ? "application/json or application/merge-patch+json only"
                                  : "application/json only");
}

/// Nothing is left to do of a request that never gets there: `work` answers.
HttpAnswer noAnswer(const twin::ingest::Taken&)
{
    return errorAnswer(503, "busy", "no answer");
}

std::optional<HttpAnswer> checkCreate(const HttpRequest& request)
{
    return checkType(request, false);
}

std::optional<HttpAnswer> checkChange(const HttpRequest& request)
{
    return checkType(request, true);
}

GatewayProtocol protocol(std::optional<HttpAnswer> (*check)(const HttpRequest&),
                         std::function<GatewayWork(const HttpRequest&, CollectorSource&)> work)
{
    return {
        "tmf642",       kTmf642Path.data(), 429, check, nullptr, nullptr, noAnswer, Tmf642Service::refusal,
        std::move(work)};
}

HttpAnswer createdAnswer(const Alarm& alarm)
{
    return {201,
            kJson,
            twin::ingest::tmf642Json(alarm, {}),
            0,
            {{"Location", std::string(kTmf642Path) + '/' + twin::ingest::tmf642Id(alarm)}}};
}

/// What the source says of the alarm, or null: an alarm is its source's to change and to clear.
const AlarmVoice* voiceOf(const Alarm& alarm, const std::string& source)
{
    const auto found = std::ranges::find(alarm.voices, source, &AlarmVoice::source);
    return found == alarm.voices.end() ? nullptr : &*found;
}

/// The alarm as the twin will have it when the report is applied to what it has (may be null).
Alarm withReport(const Alarm* held, const Alarm& said, const std::string& source, twin::TimeNs time)
{
    Alarm out = said;
    const bool isHeld = held != nullptr && held->severity != Severity::Cleared;
    out.voices = isHeld ? held->voices : std::vector<AlarmVoice>();
    std::erase_if(out.voices, [&](const AlarmVoice& voice) { return voice.source == source; });
    out.raised = isHeld ? std::min(held->raised, said.raised) : said.raised;
    out.count = isHeld ? held->count : 0;
    out.source = source;
    out.changed = time;
    if (isHeld && said.operatorName.empty()) {
        out.operatorState = held->operatorState;
        out.operatorName = held->operatorName;
    }
    if (said.severity != Severity::Cleared) {
        ++out.count;
        const auto place = std::ranges::lower_bound(out.voices, source, {}, &AlarmVoice::source);
        out.voices.insert(place, {source, said.severity, time, said.lasts, said.text, said.details});
    }
    twin::state::judge(out);
    return out;
}

} // namespace

Tmf642Service::Tmf642Service(std::shared_ptr<const twin::state::SnapshotProvider> provider)
    : m_provider(std::move(provider))
    , m_create(protocol(checkCreate,
                        [this](const auto& request, auto& source) { return create(request, source); }))
    , m_change(protocol(checkChange,
                        [this](const auto& request, auto& source) { return change(request, source); }))
{}

HttpAnswer Tmf642Service::refusal(int status, const std::string& reason, int retryAfter_s)
{
    return errorAnswer(status, codeOf(status), reason, retryAfter_s);
}

GatewayWork Tmf642Service::create(const HttpRequest& request, CollectorSource& source)
{
    const auto decoded = twin::ingest::decodeTmf642(request.body);
    if (!decoded) {
        source.refuseAlarm(decoded.error().reason);
        const bool isLarge = decoded.error().code == twin::ErrorCode::TooLarge;
        return refuse(isLarge ? 413 : 400, isLarge ? "tooLarge" : "invalidBody", atLine(decoded.error()),
                      isLarge ? "http_too_large" : "http_bad_body");
    }
    const auto foreign = twin::ingest::foreignAlarm(*decoded);
    if (!foreign) {
        source.refuseAlarm(foreign.error().reason);
        return refuse(400, "missingProperty", foreign.error().reason, "http_bad_body");
    }
    AlarmFate fate = source.addAlarm(*foreign);
    switch (fate.kind) {
    case AlarmFate::Kind::Unmapped:
        return refuse(400, "unmapped", fate.reason, "http_unmapped_alarm");
    case AlarmFate::Kind::Ignored:
        return refuse(400, "ignored", "a rule says that nobody wants it", "http_unmapped_alarm");
    case AlarmFate::Kind::Refused:
        return refuse(400, "invalidBody", fate.reason, "http_bad_body");
    case AlarmFate::Kind::Taken:
    case AlarmFate::Kind::Duplicate:
        break;
    }
    const AlarmPtr held = find(twin::ingest::tmf642Id(fate.alarm));
    Alarm made = withReport(held.get(), fate.alarm, source.name(), fate.alarm.changed);
    if (fate.kind == AlarmFate::Kind::Taken) {
        note(made, source.name(), fate.alarm.changed);
    } else if (held != nullptr) {
        made = *held; // the answer of the first time, as it is by now
    }
    return {std::nullopt, {}, [alarm = std::move(made)] {
                return createdAnswer(alarm);
            }};
}

GatewayWork Tmf642Service::change(const HttpRequest& request, CollectorSource& source)
{
    const auto decoded = twin::ingest::decodeTmf642(request.body);
    if (!decoded) {
        source.refuseAlarm(decoded.error().reason);
        const bool isLarge = decoded.error().code == twin::ErrorCode::TooLarge;
        return refuse(isLarge ? 413 : 400, isLarge ? "tooLarge" : "invalidBody", atLine(decoded.error()),
                      isLarge ? "http_too_large" : "http_bad_body");
    }
    if (decoded->hasNotPatchable) {
        source.refuseAlarm(decoded->notPatchable + " cannot be changed");
        return refuse(400, "notPatchable", decoded->notPatchable + " cannot be changed", "http_bad_body");
    }
    const AlarmPtr held = find(identifierOf(request));
    if (held == nullptr) {
        source.refuseAlarm("a change of an alarm that is not there");
        return refuse(404, "notFound", "there is no such alarm", "http_no_such_alarm");
    }
    const bool saysState = decoded->isCleared() || decoded->perceivedSeverity || decoded->alarmDetails;
    if (!saysState && !decoded->operatorState()) {
        source.refuseAlarm("a change that changes nothing");
        return refuse(400, "invalidBody",
                      "perceivedSeverity, state, alarmClearedTime, alarmDetails or ackState is wanted",
                      "http_bad_body");
    }
    const bool isOver = held->severity == Severity::Cleared;
    if (isOver && !(decoded->isCleared() && !decoded->operatorState())) {
        source.refuseAlarm("a change of an alarm that is cleared");
        return refuse(409, "conflict", "the alarm is cleared", "http_conflict");
    }
    const AlarmVoice* said = saysState ? voiceOf(*held, source.name()) : nullptr;
    if (!isOver && saysState && said == nullptr) {
        source.refuseAlarm("a change of another source's alarm");
        return refuse(409, "conflict",
                      "the alarm is reported by " + held->source + ": it says when it changes",
                      "http_conflict");
    }
    const twin::TimeNs given = decoded->isCleared() && decoded->alarmClearedTime
                                   ? *decoded->alarmClearedTime
                                   : decoded->alarmChangedTime.value_or(0);
    // Of each source its own reports are in order: another's later one does not stand in the way of this.
    const twin::TimeNs last = said != nullptr ? said->changed : held->changed;
    if (!isOver && given != 0 && given < last) {
        source.refuseAlarm("a change from before the last one");
        return refuse(409, "conflict", "a later report of the alarm is known", "http_conflict");
    }
    twin::state::AlarmReport report;
    report.alarm = *held;
    report.alarm.voices.clear();
    if (said != nullptr) { // what the change leaves out stays as this source said it, not as the worst does
        report.alarm.severity = said->severity;
        report.alarm.lasts = said->lasts;
        report.alarm.text = said->text;
        report.alarm.details = said->details;
    }
    report.isOperatorAction = !saysState;
    report.hasOperatorState = decoded->operatorState().has_value();
    if (report.hasOperatorState) {
        report.alarm.operatorState = *decoded->operatorState();
        report.alarm.operatorName = decoded->operatorName();
    }
    report.alarm.text = decoded->alarmDetails.value_or(report.alarm.text);
    report.alarm.severity =
        decoded->isCleared() ? Severity::Cleared : decoded->perceivedSeverity.value_or(report.alarm.severity);
    const twin::TimeNs time = given != 0 ? given : std::max(twin::SystemClock().now(), last + 1);
    Alarm changed = *held;
    if (!isOver) { // what is cleared already stays so: the same answer again
        static_cast<void>(source.reportAlarm(report, time, {}));
        if (saysState) {
            changed = withReport(held.get(), report.alarm, source.name(), time);
        }
        if (report.hasOperatorState) {
            changed.operatorState = report.alarm.operatorState;
            changed.operatorName = report.alarm.operatorName;
        }
        note(changed, source.name(), time);
    }
    return {std::nullopt, {}, [alarm = std::move(changed)] {
                return HttpAnswer{200, kJson, twin::ingest::tmf642Json(alarm, {}), 0, {}};
            }};
}

bool Tmf642Service::Recent::isAheadOf(const Alarm& held) const
{
    if (time > held.changed) {
        return true;
    }
    if (held.severity == Severity::Cleared) {
        return false;
    }
    // Older than what another source said: then it is by this source's own voice that it is known.
    const AlarmVoice* voice = voiceOf(held, source);
    return voiceOf(*alarm, source) != nullptr ? voice == nullptr || voice->changed < time
                                              : voice != nullptr && voice->changed <= time;
}

void Tmf642Service::note(const Alarm& alarm, const std::string& source, twin::TimeNs time)
{
    const std::string id = twin::ingest::tmf642Id(alarm);
    const auto now = steady_clock::now();
    const std::scoped_lock lock(m_mutex);
    while (!m_recentOrder.empty() &&
           (m_recentOrder.size() >= kMaxRecent || now - m_recentOrder.front().second > kRecentFor)) {
        const auto found = m_recent.find(m_recentOrder.front().first);
        if (found != m_recent.end() && found->second.taken == m_recentOrder.front().second) {
            m_recent.erase(found);
        }
        m_recentOrder.pop_front();
    }
    m_recent.insert_or_assign(id, Recent{std::make_shared<const Alarm>(alarm), source, time, now});
    m_recentOrder.emplace_back(id, now);
}

void Tmf642Service::adopt()
{
    auto snapshot = m_provider->at({});
    if (snapshot == nullptr || (m_snapshot && snapshot->alarms == m_snapshot->alarms &&
                                snapshot->clearedAlarms == m_snapshot->clearedAlarms)) {
        return;
    }
    m_snapshot = std::move(snapshot);
    m_index.clear();
    for (std::size_t i = 0; m_snapshot->clearedAlarms && i < m_snapshot->clearedAlarms->size(); ++i) {
        const AlarmPtr& alarm = (*m_snapshot->clearedAlarms)[i];
        m_index.insert_or_assign(twin::ingest::tmf642Id(*alarm), alarm);
    }
    for (const Alarm& alarm : *m_snapshot->alarms) {
        m_index.insert_or_assign(twin::ingest::tmf642Id(alarm), AlarmPtr(m_snapshot, &alarm));
    }
}

/// What was taken a moment ago, unless a snapshot says something newer.
Tmf642Service::AlarmPtr Tmf642Service::shown(const std::string& id) const
{
    const auto held = m_index.find(id);
    const auto recent = m_recent.find(id);
    const bool isRecent =
        recent != m_recent.end() && steady_clock::now() - recent->second.taken <= kRecentFor;
    if (held == m_index.end()) {
        return isRecent ? recent->second.alarm : nullptr;
    }
    return isRecent && recent->second.isAheadOf(*held->second) ? recent->second.alarm : held->second;
}

Tmf642Service::AlarmPtr Tmf642Service::find(const std::string& id)
{
    if (id.empty() || id.size() > kMaxIdentifier) {
        return nullptr;
    }
    const std::scoped_lock lock(m_mutex);
    adopt();
    return shown(id);
}

/// Worst first, as the twin has them; then those of a moment ago, then the cleared ones, the last first.
std::vector<Tmf642Service::AlarmPtr> Tmf642Service::all()
{
    const std::scoped_lock lock(m_mutex);
    adopt();
    std::vector<AlarmPtr> out;
    if (m_snapshot == nullptr) {
        return out;
    }
    for (const Alarm& alarm : *m_snapshot->alarms) {
        out.push_back(m_recent.empty() ? AlarmPtr(m_snapshot, &alarm) : shown(twin::ingest::tmf642Id(alarm)));
    }
    for (const auto& [id, entry] : m_recent) {
        if (!m_index.contains(id) && steady_clock::now() - entry.taken <= kRecentFor) {
            out.push_back(entry.alarm);
        }
    }
    if (m_snapshot->clearedAlarms) {
        for (auto at = m_snapshot->clearedAlarms->rbegin(); at != m_snapshot->clearedAlarms->rend(); ++at) {
            out.push_back(m_recent.empty() ? *at : shown(twin::ingest::tmf642Id(**at)));
        }
    }
    return out;
}

HttpAnswer Tmf642Service::list(const HttpRequest& request)
{
    const auto page = tmf642Page(request);
    if (!page) {
        return errorAnswer(400, "invalidQuery", page.error().reason);
    }
    const std::vector<AlarmPtr> alarms = all();
    std::vector<const Alarm*> shown;
    std::size_t total = 0;
    for (const AlarmPtr& alarm : alarms) {
        if (!page->filters.empty() && !page->fits(*alarm)) {
            continue;
        }
        if (total >= page->offset && shown.size() < page->limit) {
            shown.push_back(alarm.get());
        }
        ++total;
    }
    const bool isPart = shown.size() < total;
    return {isPart ? 206 : 200,
            kJson,
            twin::ingest::tmf642Json(shown, page->fields),
            0,
            {{"X-Total-Count", std::to_string(total)}, {"X-Result-Count", std::to_string(shown.size())}}};
}

HttpAnswer Tmf642Service::one(const HttpRequest& request)
{
    const auto page = tmf642Page(request);
    if (!page || !page->filters.empty()) {
        return errorAnswer(400, "invalidQuery", page ? "one alarm is not filtered" : page.error().reason);
    }
    const AlarmPtr alarm = find(identifierOf(request));
    return alarm != nullptr ? HttpAnswer{200, kJson, twin::ingest::tmf642Json(*alarm, page->fields), 0, {}}
                            : errorAnswer(404, "notFound", "there is no such alarm");
}

} // namespace app::transport
