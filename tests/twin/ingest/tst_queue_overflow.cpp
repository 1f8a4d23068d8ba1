#include "tests/twin/ingest/wire_frames.h"
#include "tests/twin/state/test_world.h"
#include "twin/ingest/merge_scopes.h"
#include "twin/ingest/merge_series.h"
#include "twin/ingest/sequencer.h"
#include "twin/ingest/source_dictionary.h"
#include "twin/ingest/twin_service.h"
#include "twin/state/state_hash.h"
#include "twin/state/twin_state.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <map>
#include <thread>

using namespace twin::ingest;
using twin::EntityKind;
using twin::Rng;
using twin::TimeNs;
using twin::history::RecordKind;

/// A queue that overflows merges; the state in the end must be that of a queue that never did.
namespace {

constexpr std::uint32_t kPools = 5;
constexpr std::uint32_t kFlows = 3;
constexpr std::uint32_t kNumbers = kPools + kFlows; ///< the source's entity numbers

/// One source's frames, in sequence: what it defines, measures and tells, with every way to be wrong.
class RandomSource
{
  public:
    /// `changes`: of 40 frames so many are no batch.
    RandomSource(std::uint32_t number, std::uint64_t changes, Rng& rng)
        : m_number(number)
        , m_changes(changes)
        , m_rng(rng)
    {}

    std::vector<ApplyItem> frames(std::uint64_t count)
    {
        std::vector<ApplyItem> out;
        for (std::uint64_t sequence = 1; sequence <= count; ++sequence) {
            ApplyItem item;
            item.source = m_number;
            item.epoch = 1;
            item.frame.sequence = sequence;
            item.frame.sourceTime =
                100 * twin::kSecond + static_cast<TimeNs>(m_rng.below(100)) * (twin::kSecond / 10);
            fill(item.frame);
            out.push_back(std::move(item));
        }
        return out;
    }

  private:
    void fill(DecodedFrame& frame)
    {
        if (frame.sequence == 1) {
            defineAll(frame);
        } else if (m_rng.below(40) >= m_changes) {
            fillBatch(frame);
        } else if (m_rng.below(3) == 0) {
            redefine(frame);
        } else if (m_rng.below(8) == 0) {
            frame.kind = RecordKind::Retire;
            frame.retiredEntities = {entity()};
        } else {
            frame.kind = RecordKind::Event;
            frame.events.push_back(event());
        }
    }

    void defineAll(DecodedFrame& frame)
    {
        frame.kind = RecordKind::Define;
        frame.metrics = {{0, "pool.inlet_celsius"}, {1, "pool.utilisation_ratio"}, {2, "flow.rate_bps"}};
        for (std::uint32_t i = 0; i < kNumbers; ++i) {
            frame.entities.push_back(named(i, i));
        }
    }

    static EntityDefinition named(std::uint32_t number, std::uint32_t what)
    {
        if (what < kPools) {
            return {number, EntityKind::Pool, test::poolId(what)};
        }
        return {number, EntityKind::Flow, flowId(what - kPools)};
    }

    static std::string flowId(std::uint64_t flow) { return "F." + std::to_string(flow); }

    std::uint32_t entity() { return static_cast<std::uint32_t>(m_rng.below(kNumbers)); }

    /// One to which the metric applies, as long as nothing was defined anew.
    std::uint32_t entityFor(std::uint32_t metric)
    {
        return metric < 2 ? static_cast<std::uint32_t>(m_rng.below(kPools))
                          : kPools + static_cast<std::uint32_t>(m_rng.below(kFlows));
    }

    void redefine(DecodedFrame& frame)
    {
        frame.kind = RecordKind::Define;
        if (m_rng.below(3) == 0) {
            static const char* const kNames[] = {"pool.inlet_celsius", "pool.utilisation_ratio", "no.such"};
            frame.metrics = {{static_cast<std::uint32_t>(m_rng.below(2)), kNames[m_rng.below(3)]}};
        } else {
            frame.entities = {named(entity(), entity())};
        }
    }

    twin::state::TwinEvent event()
    {
        const std::uint64_t dice = m_rng.below(5);
        if (dice == 0) {
            twin::state::AlarmReport report;
            report.alarm.resourceId = test::poolId(0);
            report.alarm.severity = twin::state::Severity::Minor;
            return report;
        }
        const std::string id = flowId(m_rng.below(kFlows));
        return dice > 1 ? twin::state::FlowChange{test::flow(id), {}} : twin::state::FlowChange{nullptr, id};
    }

    double value()
    {
        static constexpr double kBad[] = {std::numeric_limits<double>::quiet_NaN(),
                                          std::numeric_limits<double>::infinity(), -60, 200, 2};
        return m_rng.below(4) == 0 ? kBad[m_rng.below(5)] : static_cast<double>(m_rng.below(20)) * 0.05;
    }

    void fillBatch(DecodedFrame& frame)
    {
        const std::uint64_t columns = 1 + m_rng.below(3);
        for (std::uint64_t c = 0; c < columns; ++c) {
            DecodedColumn column;
            column.metric = static_cast<std::uint32_t>(m_rng.below(m_rng.below(10) == 0 ? 4 : 3));
            const bool timed = m_rng.below(3) == 0;
            const bool graded = m_rng.below(3) == 0;
            const std::uint64_t samples = 1 + m_rng.below(6);
            for (std::uint64_t i = 0; i < samples; ++i) {
                column.entities.push_back(m_rng.below(10) == 0 ? entity() : entityFor(column.metric));
                column.values.push_back(value());
                if (timed) {
                    column.offsets.push_back(offset());
                }
                if (graded) {
                    column.qualities.push_back(static_cast<twin::state::Quality>(m_rng.below(3)));
                }
            }
            frame.samples += samples;
            frame.columns.push_back(std::move(column));
        }
    }

    TimeNs offset()
    {
        static constexpr TimeNs kBad[] = {std::numeric_limits<TimeNs>::max(), -200 * twin::kSecond};
        return m_rng.below(8) == 0 ? kBad[m_rng.below(2)]
                                   : (static_cast<TimeNs>(m_rng.below(9)) - 4) * twin::kSecond;
    }

    std::uint32_t m_number;
    std::uint64_t m_changes;
    Rng& m_rng;
};

/// Two sources on lines that reorder, as the store hands them on: times of receipt, and what is contiguous.
std::vector<ApplyItem> arrivals(Rng& rng)
{
    std::vector<ApplyItem> all;
    const bool badLine = rng.below(2) == 0;
    const std::uint64_t changes = rng.below(12);
    std::vector<ApplyItem> lanes[2] = {RandomSource(0, changes, rng).frames(60),
                                       RandomSource(1, changes, rng).frames(60)};
    while (!lanes[0].empty() || !lanes[1].empty()) {
        auto& lane = lanes[lanes[0].empty() || (!lanes[1].empty() && rng.below(2) == 0) ? 1 : 0];
        const std::size_t reach = badLine && rng.below(6) == 0 ? std::min<std::size_t>(lane.size(), 5) : 1;
        const auto next = lane.begin() + static_cast<std::ptrdiff_t>(rng.below(reach));
        all.push_back(std::move(*next));
        lane.erase(next);
    }
    Progress progress[2];
    std::uint64_t contiguous[2] = {};
    TimeNs receive = 104 * twin::kSecond;
    for (ApplyItem& item : all) {
        receive += static_cast<TimeNs>(rng.below(20)) * twin::kMillisecond;
        receive += rng.below(40) == 0 ? 3 * twin::kSecond : 0; // longer than a gap is waited for
        item.frame.receiveTime = receive;
        item.contiguous = contiguous[item.source];
        progress[item.source].insert(item.frame.sequence);
        if (rng.below(3) == 0) { // the end of a group in the store
            contiguous[item.source] = progress[item.source].contiguous;
        }
    }
    return all;
}

/// What the twin thread does with the items it takes, without the thread.
class Engine
{
  public:
    Engine() { m_state.setRegistry(test::world({.pools = kPools}), nullptr); }

    void take(std::vector<ApplyItem>& items)
    {
        for (ApplyItem& item : items) {
            Context& held = m_contexts.try_emplace({item.source, item.epoch}).first->second;
            std::vector<DecodedFrame> due;
            held.sequencer.push(std::move(item.frame), item.contiguous, due);
            for (DecodedFrame& frame : due) {
                apply(item.source, held, frame);
            }
        }
        items.clear();
    }

    [[nodiscard]] std::string hash() { return twin::state::stateHash(*m_state.publish(0, nullptr, {})); }

    /// Gives up waiting for what is missing.
    void finish()
    {
        for (auto& [key, held] : m_contexts) {
            std::vector<DecodedFrame> due;
            held.sequencer.flush(due);
            for (DecodedFrame& frame : due) {
                apply(key.first, held, frame);
            }
        }
    }

    std::uint64_t settled = 0; ///< samples applied, late or refused

  private:
    struct Context
    {
        SourceDictionary dictionary;
        Sequencer sequencer{Sequencer::Limits{}};
    };

    void apply(std::uint32_t source, Context& held, DecodedFrame& frame)
    {
        if (frame.kind == RecordKind::Define) {
            held.dictionary.define(frame, m_resolve);
        } else if (frame.kind == RecordKind::Retire) {
            held.dictionary.retire(frame);
        }
        Tally tally;
        twin::state::SampleBatch batch;
        batch.source = source;
        batch.epoch = 1;
        batch.sequence = frame.sequence;
        held.dictionary.resolve(frame, m_generation, m_resolve, batch, tally);
        m_generation.directory += frame.events.empty() ? 0 : 1;
        batch.events = std::move(frame.events);
        const auto count = m_state.apply(batch);
        settled += count.applied + count.late + count.outOfRange + tally.refused;
    }

    twin::state::TwinState m_state;
    ResolveId m_resolve = [this](EntityKind kind, std::string_view id) {
        return m_state.resolve(kind, id);
    };
    Generation m_generation;
    std::map<std::pair<std::uint32_t, std::uint64_t>, Context> m_contexts;
};

/// The same frames through a queue that overflows and through one that does not.
struct Pair
{
    Engine tight;
    Engine roomy;
    std::uint64_t merged = 0;

    void push(const ApplyItem& item)
    {
        m_unmerged.push_back(item);
        m_queue.push_back(item);
        m_scopes.place(m_queue.back());
    }

    void overflow()
    {
        for (const auto& [source, samples] : mergeSeries(m_queue)) {
            merged += samples;
        }
    }

    [[nodiscard]] bool drainedSame()
    {
        tight.take(m_queue);
        roomy.take(m_unmerged);
        return tight.hash() == roomy.hash();
    }

    [[nodiscard]] bool endedSame()
    {
        tight.finish();
        roomy.finish();
        return tight.hash() == roomy.hash();
    }

  private:
    MergeScopes m_scopes;
    std::vector<ApplyItem> m_queue;
    std::vector<ApplyItem> m_unmerged;
};

std::uint64_t samplesOf(const std::vector<ApplyItem>& items)
{
    std::uint64_t sum = 0;
    for (const ApplyItem& item : items) {
        sum += item.frame.samples;
    }
    return sum;
}

} // namespace

class TestQueueOverflow final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void overflowChangesNothing()
    {
        std::uint64_t merged = 0;
        for (std::uint64_t seed = 1; seed <= 400; ++seed) {
            Rng rng(seed, "test.overflow");
            const std::vector<ApplyItem> items = arrivals(rng);
            Pair pair;
            bool same = true;
            for (const ApplyItem& item : items) {
                pair.push(item);
                if (rng.below(4) == 0) {
                    pair.overflow();
                }
                if (rng.below(15) == 0) {
                    same = same && pair.drainedSame();
                }
            }
            same = same && pair.drainedSame() && pair.endedSame();
            const QByteArray at = "seed " + QByteArray::number(static_cast<qulonglong>(seed));
            QVERIFY2(same, at.constData());
            QVERIFY2(pair.roomy.settled == samplesOf(items), at.constData());
            QVERIFY2(pair.tight.settled + pair.merged == samplesOf(items), at.constData());
            merged += pair.merged;
        }
        QVERIFY(merged > 5'000); // it did overflow
    }

    /// The same of the assembled engine, with its threads: a queue of one frame against one of millions.
    void theAssembledEngineAgrees()
    {
        std::string hashes[2];
        for (const std::size_t bound : {std::size_t{64}, std::size_t{8'000'000}}) {
            TwinServiceOptions options;
            options.applyQueueSamples = bound;
            options.clock = std::make_shared<twin::ManualClock>(test::kNoon);
            auto service = std::move(TwinService::create(std::move(options)).value());
            service->setRegistry(test::world({.pools = 50}), nullptr);
            QVERIFY(service->start().has_value());
            feed(*service);
            service->stop();
            const auto last = service->provider()->at({});
            QCOMPARE(last->totals.received, 2'000U * 50);
            QCOMPARE(last->totals.applied + last->totals.merged + last->totals.late + last->totals.refused,
                     last->totals.received);
            hashes[bound == 64 ? 0 : 1] = twin::state::stateHash(*last);
        }
        QCOMPARE(hashes[0], hashes[1]);
    }

  private:
    static void feed(TwinService& service)
    {
        SourceHello hello;
        hello.source = "s";
        hello.epoch = 1;
        auto session = std::move(service.openSource(hello, {}).value());
        Rng rng(7, "test.overflow.engine");
        for (std::uint64_t sequence = 1; sequence <= 2'001; ++sequence) {
            std::vector<double> values(50);
            for (double& value : values) { // near the end most are refused: an older one must stay
                value = rng.below(2'001) < sequence ? 1'000 : static_cast<double>(rng.below(100));
            }
            const TimeNs time = test::kNoon + static_cast<TimeNs>(sequence);
            std::string bytes = (sequence == 1 ? test::define(1, 50) : test::batch(sequence, time, values))
                                    .SerializeAsString();
            while (session->submit(bytes) == SourceSession::Submit::Full) {
                std::this_thread::yield();
            }
        }
        session->close();
    }
};

QTEST_GUILESS_MAIN(TestQueueOverflow)
#include "tst_queue_overflow.moc"
