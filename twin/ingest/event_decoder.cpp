#include "twin/ingest/event_decoder.h"

#include "twin/ingest/frame_decoder.h"
#include "twin/proto/telemetry.pb.h"

#include <cmath>
#include <memory>
#include <string>
#include <utility>

namespace twin::ingest {

namespace wire = ::suanwang::telemetry::v1;

namespace {

constexpr int kMaxArcs = 1'024;
constexpr int kMaxPlacements = 4'096;

using MaybeEvent = std::optional<state::TwinEvent>;

tl::unexpected<Error> badEvent(const char* reason)
{
    return failure(ErrorCode::BadInput, reason);
}

bool isGoodId(const std::string& id)
{
    return !id.empty() && id.size() <= kMaxIdBytes;
}

using Details = std::shared_ptr<const std::vector<state::AlarmDetail>>;

Result<Details> decodeDetails(const wire::AlarmChange& change)
{
    if (change.details_size() == 0) {
        return Details();
    }
    if (static_cast<std::size_t>(change.details_size()) > kMaxAlarmDetails) {
        return badEvent("an alarm has over 32 details");
    }
    auto out = std::make_shared<std::vector<state::AlarmDetail>>();
    for (const wire::AlarmDetail& detail : change.details()) {
        if (!isGoodId(detail.name()) || detail.value().size() > kMaxTextBytes) {
            return badEvent("a detail of an alarm has no name or is too long");
        }
        out->push_back({detail.name(), detail.value()});
    }
    return Details(std::move(out));
}

Result<MaybeEvent> decodeAlarm(const wire::AlarmChange& change, TimeNs time, std::string_view sourceName)
{
    if (!wire::EntityKind_IsValid(change.kind()) || change.kind() == wire::ENTITY_UNSPECIFIED) {
        return badEvent("an alarm's entity kind is unknown");
    }
    const bool hasSeverity = change.severity() != wire::SEVERITY_UNSPECIFIED;
    const bool hasOperator = change.operator_state() != wire::OPERATOR_UNSPECIFIED;
    if (!wire::Severity_IsValid(change.severity()) || (!hasSeverity && !hasOperator)) {
        return badEvent("an alarm's severity is unknown");
    }
    if (!wire::OperatorState_IsValid(change.operator_state())) {
        return badEvent("an alarm's operator state is unknown");
    }
    if (!isGoodId(change.resource_id()) || !isGoodId(change.alarm_type()) ||
        change.qualifier().size() > kMaxIdBytes || change.text().size() > kMaxTextBytes ||
        change.operator_name().size() > kMaxIdBytes) {
        return badEvent("an alarm's resource, type, qualifier, operator or text is empty or too long");
    }
    if (change.lasts_ns() < 0 || change.lasts_ns() > kMaxAlarmLasts) {
        return badEvent("an alarm ends by itself within a week or not at all");
    }
    state::AlarmReport report;
    report.alarm.kind = static_cast<EntityKind>(change.kind() - 1);
    report.alarm.resourceId = change.resource_id();
    report.alarm.type = change.alarm_type();
    report.alarm.qualifier = change.qualifier();
    report.alarm.severity =
        hasSeverity ? static_cast<state::Severity>(change.severity() - 1) : state::Severity::Indeterminate;
    report.isOperatorAction = !hasSeverity;
    report.hasOperatorState = hasOperator;
    report.alarm.operatorState = hasOperator ? static_cast<state::OperatorState>(change.operator_state() - 1)
                                             : state::OperatorState::None;
    report.alarm.operatorName = change.operator_name();
    report.alarm.text = change.text();
    report.alarm.source = std::string(sourceName);
    report.alarm.raised = change.raised_ns() > 0 ? change.raised_ns() : time;
    report.alarm.changed = time;
    report.alarm.count = 1;
    report.alarm.lasts = change.lasts_ns();
    auto details = decodeDetails(change);
    if (!details) {
        return failure(std::move(details.error()));
    }
    report.alarm.details = std::move(*details);
    return MaybeEvent(std::move(report));
}

Result<MaybeEvent> decodeFlow(const wire::FlowChange& change)
{
    if (!isGoodId(change.id())) {
        return badEvent("a flow's identifier is empty or too long");
    }
    state::FlowChange out;
    if (change.ended()) {
        out.endedId = change.id();
        return MaybeEvent(std::move(out));
    }
    if (change.flow_class() > static_cast<std::uint32_t>(registry::FlowClass::Tcp) ||
        change.arcs_size() > kMaxArcs || !std::isfinite(change.rate_requested_bps()) ||
        change.rate_requested_bps() < 0) {
        return badEvent("a flow's class, path or requested rate is out of range");
    }
    auto flow = std::make_shared<registry::Flow>();
    flow->id = change.id();
    flow->jobId = change.job_id();
    flow->src = change.src();
    flow->dst = change.dst();
    flow->tenantId = change.tenant_id();
    flow->flowClass = static_cast<registry::FlowClass>(change.flow_class());
    flow->bytesTotal = change.bytes_total();
    flow->rateRequested_bps = change.rate_requested_bps();
    flow->start = change.start_ns();
    flow->deadline = change.deadline_ns();
    flow->arcs.assign(change.arcs().begin(), change.arcs().end());
    out.flow = std::move(flow);
    return MaybeEvent(std::move(out));
}

Result<MaybeEvent> decodeJob(const wire::JobChange& change)
{
    if (!isGoodId(change.id())) {
        return badEvent("a job's identifier is empty or too long");
    }
    if (change.state() > static_cast<std::uint32_t>(registry::JobState::Cancelled) ||
        change.kind() > static_cast<std::uint32_t>(registry::JobKind::Batch) ||
        change.pool_ids_size() != change.cards_size() || change.pool_ids_size() > kMaxPlacements) {
        return badEvent("a job's state, kind or placement is out of range");
    }
    if (change.start_ns() < 0 || change.expected_end_ns() < 0 || change.deadline_ns() < 0) {
        return badEvent("a job's start, end or deadline is before 1970");
    }
    auto job = std::make_shared<registry::Job>();
    job->id = change.id();
    job->tenantId = change.tenant_id();
    job->name = {change.name_zh(), change.name_en()};
    job->kind = static_cast<registry::JobKind>(change.kind());
    job->state = static_cast<registry::JobState>(change.state());
    job->start = change.start_ns();
    job->expectedEnd = change.expected_end_ns();
    job->deadline = change.deadline_ns();
    for (int i = 0; i < change.pool_ids_size(); ++i) {
        job->placements.push_back({change.pool_ids(i), change.cards(i)});
        job->cards += change.cards(i);
    }
    state::JobChange out;
    out.job = std::move(job);
    return MaybeEvent(std::move(out));
}

} // namespace

Result<MaybeEvent> decodeEvent(const wire::Event& event, std::string_view sourceName)
{
    switch (event.body_case()) {
    case wire::Event::kAlarm:
        return decodeAlarm(event.alarm(), event.source_time_ns(), sourceName);
    case wire::Event::kFlow:
        return decodeFlow(event.flow());
    case wire::Event::kJob:
        return decodeJob(event.job());
    case wire::Event::kNote:
        if (event.note().text().size() > kMaxTextBytes) {
            return failure(ErrorCode::TooLarge, "a note is over 4096 bytes");
        }
        return MaybeEvent();
    case wire::Event::BODY_NOT_SET:
        break;
    }
    return badEvent("an event without a body");
}

} // namespace twin::ingest
