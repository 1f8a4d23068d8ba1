#include "models/format/terms.h"

#include "models/format/format.h"

namespace models {

using namespace twin::registry;

QString Terms::of(EntityKey::Type type)
{
    using Type = EntityKey::Type;
    switch (type) {
    case Type::None:
        break;
    case Type::Pool:
        return tr("Resource pool");
    case Type::Link:
        return tr("Link");
    case Type::OpticalChannel:
        return tr("Optical channel");
    case Type::Tunnel:
        return tr("Tunnel");
    case Type::ServiceNode:
        return tr("Service node");
    case Type::Site:
        return tr("Site");
    case Type::Flow:
        return tr("Flow");
    case Type::Job:
        return tr("Job");
    case Type::Hub:
        return tr("Hub");
    case Type::Cluster:
        return tr("Cluster");
    case Type::Province:
        return tr("Province");
    case Type::Enterprise:
        return tr("Enterprise");
    case Type::Conduit:
        return tr("Conduit");
    case Type::Source:
        return tr("Telemetry source");
    }
    return {};
}

QString Terms::of(twin::OperState state)
{
    switch (state) {
    //: operational state
    case twin::OperState::Up:
        return tr("Up");
    //: operational state
    case twin::OperState::Degraded:
        return tr("Degraded");
    //: operational state
    case twin::OperState::Draining:
        return tr("Draining");
    //: operational state
    case twin::OperState::Down:
        return tr("Down");
    }
    return {};
}

QString Terms::of(twin::state::Severity severity)
{
    using twin::state::Severity;
    switch (severity) {
    case Severity::Cleared:
        return tr("Cleared");
    case Severity::Indeterminate:
        return tr("Indeterminate");
    case Severity::Warning:
        return tr("Warning");
    case Severity::Minor:
        return tr("Minor");
    case Severity::Major:
        return tr("Major");
    case Severity::Critical:
        return tr("Critical");
    }
    return {};
}

QString Terms::of(twin::state::OperatorState state)
{
    using twin::state::OperatorState;
    switch (state) {
    case OperatorState::None:
        return {};
    case OperatorState::Acknowledged:
        //: operator state of an alarm
        return tr("acknowledged");
    case OperatorState::Closed:
        //: operator state of an alarm
        return tr("closed");
    case OperatorState::Shelved:
        //: operator state of an alarm
        return tr("shelved");
    case OperatorState::Unshelved:
        //: operator state of an alarm
        return tr("no longer shelved");
    }
    return {};
}

QString Terms::of(twin::state::Quality quality)
{
    using twin::state::Quality;
    switch (quality) {
    //: quality of a value
    case Quality::Good:
        return tr("good");
    //: quality of a value
    case Quality::Estimated:
        return tr("estimated");
    case Quality::Missing:
        return notHeard();
    }
    return {};
}

QString Terms::of(twin::state::RefusedFor reason)
{
    using twin::state::RefusedFor;
    switch (reason) {
    case RefusedFor::Unmapped:
        return tr("Not mapped");
    case RefusedFor::Ignored:
        return tr("Ignored by the mapping");
    case RefusedFor::UnknownName:
        return tr("Unknown name");
    case RefusedFor::BadValue:
        return tr("No valid value");
    case RefusedFor::BadTime:
        return tr("No valid time");
    case RefusedFor::Unsupported:
        return tr("Form not supported");
    case RefusedFor::TooMany:
        return tr("Beyond a bound");
    case RefusedFor::BadFrame:
        return tr("Unreadable frames");
    }
    return {};
}

QString Terms::of(LifecycleState state)
{
    switch (state) {
    case LifecycleState::Unspecified:
        return format::unknown();
    case LifecycleState::Planned:
        return tr("Planned");
    case LifecycleState::Building:
        return tr("Being built");
    case LifecycleState::InService:
        return tr("In service");
    case LifecycleState::Draining:
        return tr("Being drained");
    case LifecycleState::Withdrawn:
        return tr("Withdrawn");
    }
    return {};
}

QString Terms::of(FlowClass flowClass)
{
    switch (flowClass) {
    case FlowClass::Unspecified:
        return format::unknown();
    case FlowClass::Elephant:
        return tr("Elephant");
    case FlowClass::Mice:
        return tr("Mice");
    case FlowClass::Rdma:
        return QStringLiteral("RDMA");
    case FlowClass::Tcp:
        return QStringLiteral("TCP");
    }
    return {};
}

QString Terms::of(JobKind kind)
{
    switch (kind) {
    case JobKind::Unspecified:
        return format::unknown();
    case JobKind::IntraTrain:
        return tr("Training in one pool");
    case JobKind::CrossTrain:
        return tr("Training across pools");
    case JobKind::Ingest:
        return tr("Data transfer in");
    case JobKind::Infer:
        return tr("Inference service");
    case JobKind::Batch:
        return tr("Batch");
    }
    return {};
}

QString Terms::of(JobState state)
{
    switch (state) {
    case JobState::Unspecified:
        return format::unknown();
    case JobState::Draft:
        return tr("Draft");
    case JobState::Queued:
        return tr("Queued");
    case JobState::Matched:
        return tr("Matched");
    case JobState::Staging:
        return tr("Staging data");
    case JobState::Running:
        return tr("Running");
    case JobState::Checkpointing:
        return tr("Checkpointing");
    case JobState::Degraded:
        return tr("Degraded");
    case JobState::Migrating:
        return tr("Migrating");
    case JobState::Done:
        return tr("Done");
    case JobState::Failed:
        return tr("Failed");
    case JobState::Cancelled:
        return tr("Cancelled");
    }
    return {};
}

QString Terms::notHeard()
{
    //: no value has ever arrived
    return tr("not heard");
}

} // namespace models
