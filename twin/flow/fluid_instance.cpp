#include "twin/flow/fluid_instance.h"

#include "twin/flow/fluid_engine.h"

#include <algorithm>
#include <numeric>

namespace twin::flow {

namespace {

std::uint32_t prioritiesOf(const ShareProblem& shares)
{
    std::uint32_t most = 0;
    for (const FlowTerms& terms : shares.terms) {
        most = std::max(most, terms.priority);
    }
    return most + 1;
}

/// Flows in the order they start; those of one moment in their own order.
std::vector<std::uint32_t> byStart(const std::vector<double>& start_s)
{
    std::vector<std::uint32_t> out(start_s.size());
    std::iota(out.begin(), out.end(), 0U);
    std::ranges::stable_sort(out, {}, [&](std::uint32_t flow) { return start_s[flow]; });
    return out;
}

} // namespace

Result<FluidOutcome> simulateInstance(const FluidInstance& instance, const std::atomic<bool>* cancelled)
{
    const std::size_t flows = instance.bytes.size();
    FluidEngine engine(instance.shares.capacity_bps, prioritiesOf(instance.shares), flows);
    std::vector<std::uint32_t> classes(flows);
    for (std::size_t flow = 0; flow < flows; ++flow) {
        classes[flow] = engine.classOf(instance.shares.path(flow), instance.shares.terms[flow]);
    }
    FluidOutcome out;
    out.finish_s.assign(flows, kNoLimit);
    const std::vector<std::uint32_t> order = byStart(instance.start_s);
    for (std::size_t next = 0;;) {
        const double start = next < flows ? instance.start_s[order[next]] : kNoLimit;
        const double time = std::min(start, engine.nextCompletion());
        if (time == kNoLimit) {
            break;
        }
        if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) {
            return failure(ErrorCode::Cancelled, "cancelled");
        }
        for (const std::uint32_t flow : engine.advanceTo(time)) {
            out.finish_s[flow] = time;
        }
        for (; next < flows && instance.start_s[order[next]] == time; ++next) {
            engine.start(order[next], classes[order[next]], instance.bytes[order[next]]);
        }
        engine.update();
        ++out.events;
    }
    out.end_s = engine.now();
    for (std::uint32_t flow = 0; flow < flows; ++flow) {
        out.sent_bytes.push_back(engine.sentBytes(flow));
    }
    out.repairs = engine.shares().repairs();
    return out;
}

} // namespace twin::flow
