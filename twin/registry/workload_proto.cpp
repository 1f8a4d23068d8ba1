#include "twin/registry/workload_proto.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/canonical.h"

#include <cmath>
#include <string_view>
#include <unordered_map>

namespace twin::registry {

namespace {

template <typename Message>
Result<> readBytes(const std::shared_ptr<const std::string>& bytes, Message& message)
{
    if (bytes == nullptr || !message.ParseFromString(*bytes)) {
        return failure(ErrorCode::Internal, "not built from a snapshot: its message was not kept");
    }
    return {};
}

/// An empty name stays absent, so that what is read is written the same.
void setName(const Name& name, pb::Job& message)
{
    if (message.has_name() || !name.zh.empty() || !name.en.empty()) {
        message.mutable_name()->set_zh(name.zh);
        message.mutable_name()->set_en(name.en);
    }
}

void setLimits(const JobLimits& limits, pb::JobRequirement& message)
{
    message.set_latency_class(static_cast<pb::LatencyClass>(limits.latencyClass_ms));
    message.set_loss_max_ppm(static_cast<std::uint32_t>(std::lround(limits.lossMax * 1e6)));
    message.set_budget_e4_cny(std::llround(limits.budget_cny * 1e4));
    message.set_green_min_ppm(static_cast<std::uint32_t>(std::lround(limits.greenMin * 1e6)));
    message.set_memory_bytes(limits.memoryBytes);
    message.set_gflops(limits.gflops);
    message.set_data_in_bytes(limits.dataBytes);
    message.set_data_site(limits.dataSite);
    message.mutable_allowed_adcodes()->Assign(limits.provinces.begin(), limits.provinces.end());
}

} // namespace

void toProto(const Flow& flow, pb::Flow& message)
{
    message.set_id(flow.id);
    message.set_job_id(flow.jobId);
    message.set_src(flow.src);
    message.set_dst(flow.dst);
    message.set_tenant_id(flow.tenantId);
    message.set_flow_class(static_cast<pb::FlowClass>(flow.flowClass));
    message.set_bytes_total(flow.bytesTotal);
    message.set_rate_requested_bps(flow.rateRequested_bps);
    message.set_start_ns(flow.start);
    message.set_deadline_ns(flow.deadline);
    message.mutable_arcs()->Assign(flow.arcs.begin(), flow.arcs.end());
}

void toProto(const Job& job, pb::Job& message)
{
    message.set_id(job.id);
    message.set_tenant_id(job.tenantId);
    setName(job.name, message);
    message.set_kind(static_cast<pb::JobKind>(job.kind));
    message.set_state(static_cast<pb::JobState>(job.state));
    pb::JobRequirement& requirement = *message.mutable_requirement();
    requirement.set_precision(static_cast<pb::Precision>(static_cast<int>(job.precision) + 1));
    requirement.set_chip_class(job.chipClass);
    requirement.set_cards(job.cards);
    requirement.set_deadline_ns(job.deadline);
    setLimits(job.limits, requirement);
    if (message.has_model() || job.parameters != 0 || job.tokens != 0) {
        message.mutable_model()->set_parameters(job.parameters);
        message.mutable_model()->set_tokens(job.tokens);
    }
    message.set_progress_ppm(static_cast<std::uint32_t>(std::lround(job.progress * 1e6)));
    message.set_start_ns(job.start);
    message.set_expected_end_ns(job.expectedEnd);
    message.clear_placements();
    for (const PlacedCards& placed : job.placements) {
        pb::Placement& placement = *message.add_placements();
        placement.set_pool_id(placed.poolId);
        placement.set_cards(placed.cards);
    }
    message.mutable_tunnel_ids()->Assign(job.tunnelIds.begin(), job.tunnelIds.end());
}

Result<> toProto(const Registry& registry, pb::Registry& message)
{
    return readBytes(registry.canonicalBytes, message);
}

Result<> toProto(const Workload& workload, std::span<const std::shared_ptr<const Flow>> flows,
                 std::span<const std::shared_ptr<const Job>> jobs, pb::Workload& message)
{
    if (auto read = readBytes(workload.canonicalBytes, message); !read) {
        return read;
    }
    google::protobuf::RepeatedPtrField<pb::Job> known;
    known.Swap(message.mutable_jobs());
    std::unordered_map<std::string_view, pb::Job*> byId;
    for (pb::Job& job : known) {
        byId.emplace(job.id(), &job);
    }
    for (const auto& job : jobs) {
        pb::Job& out = *message.add_jobs();
        if (const auto found = byId.find(job->id); found != byId.end()) {
            out = *found->second;
        }
        toProto(*job, out);
    }
    message.clear_flows();
    for (const auto& flow : flows) {
        toProto(*flow, *message.add_flows());
    }
    sortById(message);
    message.set_sha256(contentHash(message));
    return {};
}

} // namespace twin::registry
