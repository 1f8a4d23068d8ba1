#include "twin/generate/national_chips.h"
#include "twin/generate/workload_draft.h"
#include "twin/registry/identifier.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <string_view>
#include <utility>

/// Training, inference and cross-centre jobs: recipe step 11, sizes as DOMAIN section 4.
namespace twin::generate {

namespace {

constexpr std::uint32_t kTrainingJobs = 120;
constexpr std::uint32_t kInferenceJobs = 400;

struct ModelSize
{
    std::uint64_t parameters;
    std::uint64_t tokens;
    std::uint32_t fewestCards;
    const char* name;
};

constexpr std::array<ModelSize, 6> kModels{{{7'000'000'000, 2'000'000'000'000, 0, "7B"},
                                            {13'000'000'000, 2'000'000'000'000, 256, "13B"},
                                            {34'000'000'000, 2'000'000'000'000, 512, "34B"},
                                            {70'000'000'000, 2'000'000'000'000, 1'024, "70B"},
                                            {177'000'000'000, 3'000'000'000'000, 3'072, "177B"},
                                            {405'000'000'000, 15'600'000'000'000, 8'192, "405B"}}};

/// How a job that spans centres looks for them: the exponents by which pools with many cards are preferred,
/// for the first and for the others, and the fewest cards wanted in each.
struct CrossSize
{
    double first;
    double other;
    double fewestCards;
};

constexpr CrossSize kUsualCross{1.2, 1.0, 128};
constexpr CrossSize kLargeCross{2.5, 2.0, 1'024};

class JobWriter
{
  public:
    JobWriter(const Draft& draft, pb::Workload& workload)
        : m_draft(draft)
        , m_workload(workload)
        , m_rng(draft.options.seed, "job")
        , m_left(draft.pools.size(), 0)
    {
        // Utilisation of each pool, mean about a third (recipe step 9); only its first chip class is handed
        // out.
        Rng rng(draft.options.seed, "pool.utilisation");
        for (std::size_t p = 0; p < draft.pools.size(); ++p) {
            const double busy = rng.beta(2, 4.2);
            if (draft.pools[p].type == pb::INTELLIGENT) {
                m_left[p] = std::floor(busy * draft.pools[p].chips.front().count / 8) * 8;
            }
        }
    }

    void addCrossJobs()
    {
        Rng rng(m_draft.options.seed, "job.cross");
        const std::uint32_t count =
            scaledCount(m_draft.options, static_cast<std::uint32_t>(12 + rng.below(13)), 120);
        // The large ones first, while there are cards for them.
        for (std::uint32_t i = 0; i < count; ++i) {
            addCrossJob(i < (count + 3) / 4 ? kLargeCross : kUsualCross);
        }
    }

    void addInference()
    {
        const std::uint32_t count = scaledCount(m_draft.options, kInferenceJobs, 8'000);
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::size_t pool = drawPool(0.5);
            const double wished = 8.0 * static_cast<double>(1 + m_rng.below(8));
            const double cards = std::max(8.0, std::min(wished, m_left[pool]));
            pb::Job& job = addJob(pb::INFER, "推理服务", "inference service");
            place(job, pool, cards);
            describeInference(job, pool);
        }
    }

    void addTraining()
    {
        const std::uint32_t count = scaledCount(m_draft.options, kTrainingJobs, 2'400);
        for (std::uint32_t i = 0; i < count; ++i) {
            const double draw = m_rng.uniform();
            const std::size_t pool = drawPool(1.0);
            pb::Job& job = addJob(pb::INTRA_TRAIN, "训练任务", "training");
            if (draw < 0.06) { // waiting for cards
                job.set_state(pb::QUEUED);
                describeTraining(job, pool, 64.0 * static_cast<double>(1 + m_rng.below(16)));
                continue;
            }
            const double cards =
                std::floor(std::clamp(m_left[pool] * m_rng.uniform(0.75, 1.0), 8.0, 10'000.0) / 8) * 8;
            place(job, pool, cards);
            describeTraining(job, pool, cards);
            job.set_state(draw < 0.10 ? pb::CHECKPOINTING : pb::RUNNING);
        }
    }

  private:
    /// A pool with room, in proportion to (cards left)^exponent.
    std::size_t drawPool(double exponent)
    {
        if (exponent != m_exponent) {
            m_exponent = exponent;
            m_weight.resize(m_left.size());
            for (std::size_t p = 0; p < m_left.size(); ++p) {
                weigh(p);
            }
        }
        return drawIndex(m_rng, m_weight);
    }

    void weigh(std::size_t pool)
    {
        m_weight[pool] = m_left[pool] >= 8 ? std::pow(m_left[pool], m_exponent) : 0;
    }

    pb::Job& addJob(pb::JobKind kind, const char* zh, const char* en)
    {
        pb::Job& job = *m_workload.add_jobs();
        const auto number = static_cast<std::uint32_t>(m_workload.jobs_size());
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "%04u", number);
        job.set_id(registry::jobId(number));
        job.mutable_name()->set_zh(std::string("示例") + zh + text.data());
        job.mutable_name()->set_en(std::string("Sample ") + en + " " + text.data());
        std::snprintf(text.data(), text.size(), "tenant-%03u", static_cast<unsigned>(1 + m_rng.below(180)));
        job.set_tenant_id(text.data());
        job.set_kind(kind);
        job.set_state(pb::RUNNING);
        return job;
    }

    void place(pb::Job& job, std::size_t pool, double cards)
    {
        pb::Placement& placement = *job.add_placements();
        placement.set_pool_id(m_draft.pools[pool].id);
        // A pool drawn although it is full (small nations) still never gets more than it has.
        const double room = m_left[pool] >= 8 ? m_left[pool] : 0;
        placement.set_cards(static_cast<std::uint32_t>(std::min(cards, room)));
        m_left[pool] -= placement.cards();
        weigh(pool);
        if (placement.cards() == 0) {
            job.clear_placements();
            job.set_state(pb::QUEUED);
        }
    }

    void require(pb::Job& job, std::size_t pool, double cards)
    {
        const std::size_t chip = m_draft.pools[pool].chips.front().chip;
        pb::JobRequirement& need = *job.mutable_requirement();
        need.set_precision(pb::FP16);
        need.set_cards(static_cast<std::uint32_t>(cards));
        need.set_chip_class(std::string(chipClasses()[chip].name));
        need.set_gflops(static_cast<std::uint64_t>(cards) * chipClasses()[chip].perCard[Precision::Fp16]);
    }

    void describeInference(pb::Job& job, std::size_t pool)
    {
        const double cards = job.placements().empty() ? 8 : job.placements(0).cards();
        require(job, pool, cards);
        job.mutable_requirement()->set_latency_class(m_rng.uniform() < 0.5 ? pb::MS_5 : pb::MS_20);
        job.mutable_model()->set_parameters(kModels[m_rng.below(4)].parameters);
        const TimeNs age = static_cast<TimeNs>(m_rng.below(90 * 24)) * kHour;
        job.set_start_ns(kNationalEpoch - age);
    }

    void describeTraining(pb::Job& job, std::size_t pool, double cards)
    {
        require(job, pool, cards);
        std::size_t size = 0;
        while (size + 1 < kModels.size() && cards >= kModels[size + 1].fewestCards) {
            ++size;
        }
        const ModelSize& model = kModels[size];
        pb::TrainingModel& out = *job.mutable_model();
        out.set_parameters(model.parameters);
        out.set_tokens(model.tokens);
        out.set_tensor_parallel(8);
        out.set_pipeline_parallel(cards >= 1024 ? 8 : 1);
        out.set_data_parallel(std::max(1U, static_cast<std::uint32_t>(cards) / (cards >= 1024 ? 64 : 8)));
        // T = 6·N·D / (cards · peak · MFU), MFU 0.40.
        const double peak = static_cast<double>(job.requirement().gflops()) * 1e9;
        const double seconds =
            6.0 * static_cast<double>(model.parameters) * static_cast<double>(model.tokens) / (peak * 0.40);
        const double bounded = std::min(seconds, 400.0 * 86'400);
        const double progress = std::floor(m_rng.uniform(0.02, 0.97) * 1000) / 1000;
        const bool waits = job.placements().empty();
        job.set_progress_ppm(waits ? 0 : static_cast<std::uint32_t>(std::lround(progress * 1e6)));
        const auto done = static_cast<TimeNs>(waits ? 0 : bounded * progress);
        job.set_start_ns(kNationalEpoch - done * kSecond);
        job.set_expected_end_ns(job.start_ns() + static_cast<TimeNs>(bounded) * kSecond);
        job.mutable_requirement()->set_data_in_bytes(model.tokens * 2);
    }

    /// Two or three pools of different places, 2,000 km apart at most, and as many cards in each.
    void addCrossJob(const CrossSize& size)
    {
        const std::size_t first = drawPool(size.first);
        std::vector<std::size_t> sites{first};
        for (int tries = 0; tries < 60 && sites.size() < 2 + (m_rng.below(3) == 0 ? 1U : 0U); ++tries) {
            const std::size_t other = drawPool(size.other);
            const double metres =
                distanceMetres(m_draft.pools[first].position, m_draft.pools[other].position);
            const bool apart = std::ranges::none_of(
                sites, [&](std::size_t s) { return m_draft.pools[s].zone == m_draft.pools[other].zone; });
            if (apart && metres < 2'000'000 && m_left[other] >= size.fewestCards) {
                sites.push_back(other);
            }
        }
        double cards = 4'096;
        for (const std::size_t s : sites) {
            cards = std::min(cards, std::floor(m_left[s] * 0.6 / 8) * 8);
        }
        if (sites.size() < 2 || cards < 64) {
            return;
        }
        pb::Job& job = addJob(pb::CROSS_TRAIN, "跨域训练任务", "cross-centre training");
        for (const std::size_t s : sites) {
            place(job, s, cards);
        }
        describeTraining(job, first, cards * static_cast<double>(sites.size()));
        job.mutable_requirement()->set_loss_max_ppm(1);
    }

    const Draft& m_draft;
    pb::Workload& m_workload;
    Rng m_rng;
    std::vector<double> m_left; ///< cards still to be handed out, by pool
    double m_exponent = 0;
    std::vector<double> m_weight; ///< m_left to the power m_exponent
};

} // namespace

std::uint32_t scaledCount(const NationalOptions& options, std::uint32_t national, std::uint32_t most)
{
    if (!options.scale) {
        return national;
    }
    const std::uint64_t grown = std::uint64_t{national} * options.pools / kNationalPools;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(grown, most));
}

void writeJobs(const Draft& draft, pb::Workload& workload)
{
    JobWriter writer(draft, workload);
    writer.addCrossJobs();
    writer.addInference();
    writer.addTraining();
}

void writeReservations(const Draft& draft, pb::Workload& workload)
{
    Rng rng(draft.options.seed, "reservation");
    std::map<std::pair<std::string_view, std::string_view>, double> sent_bps; // by job and pool
    for (const pb::Flow& flow : workload.flows()) {
        if (flow.flow_class() == pb::RDMA) {
            sent_bps[{flow.job_id(), flow.src()}] += flow.rate_requested_bps();
        }
    }
    const auto add = [&](const pb::Job& job, pb::ReservationKind kind, const std::string& object,
                         std::uint64_t quantity) {
        pb::Reservation& out = *workload.add_reservations();
        out.set_id(registry::reservationId(static_cast<std::uint32_t>(workload.reservations_size())));
        out.set_object_id(object);
        out.set_kind(kind);
        out.set_quantity(quantity);
        out.set_start_ns(job.start_ns());
        out.set_end_ns(std::max(job.expected_end_ns(), job.start_ns() + kDay));
        out.set_elastic_min(quantity * 7 / 10);
        out.set_elastic_max(quantity * 13 / 10);
        out.set_price_kind(rng.uniform() < 0.6 ? pb::RESERVED : pb::ON_DEMAND);
        out.set_state(pb::ACTIVE);
        out.set_job_id(job.id());
    };
    for (const pb::Job& job : workload.jobs()) {
        if (job.kind() == pb::INFER || job.placements().empty()) {
            continue;
        }
        for (const pb::Placement& placement : job.placements()) {
            add(job, pb::CARDS, placement.pool_id(), placement.cards());
            if (job.kind() == pb::CROSS_TRAIN) { // bandwidth with 30 % headroom over what it sends from there
                const auto sent = sent_bps.find({job.id(), placement.pool_id()});
                if (sent != sent_bps.end()) {
                    add(job, pb::BANDWIDTH, registry::accessLinkId(placement.pool_id(), 1),
                        static_cast<std::uint64_t>(1.3 * sent->second));
                }
            }
        }
    }
}

} // namespace twin::generate
