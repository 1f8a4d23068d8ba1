#include "tests/twin/generate/feed_store.h"
#include "twin/ingest/past_reader.h"
#include "twin/ingest/twin_service.h"
#include "twin/state/state_hash.h"
#include "twin/support/rng.h"

#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace twin::ingest;
using twin::EntityKind;
using twin::kMinute;
using twin::kSecond;
using twin::TimeNs;

namespace {

constexpr TimeNs kStart = FeedStore::kStart;

TimeNs at(double seconds)
{
    return kStart + static_cast<TimeNs>(seconds * 1e9);
}

FoldOptions minuteFolds()
{
    FoldOptions options;
    options.window = kMinute;
    options.keepFrames = 2 * kMinute;
    return options;
}

/// All samples of some series, for comparing two stores.
std::vector<std::vector<twin::history::StoredSample>> curves(PastReader& past)
{
    std::vector<std::vector<twin::history::StoredSample>> out;
    for (std::size_t i = 0; i < 40; ++i) {
        const auto& links = FeedStore::nation().registry->links;
        const auto samples =
            past.samples({EntityKind::Link, links[i * 7 % links.size()].id, "link.forward_bps"},
                         {kStart, kStart + twin::kHour});
        out.push_back(samples ? *samples : std::vector<twin::history::StoredSample>());
    }
    return out;
}

bool isSame(const std::vector<std::vector<twin::history::StoredSample>>& a,
            const std::vector<std::vector<twin::history::StoredSample>>& b)
{
    return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
        return std::ranges::equal(x, y, [](const auto& p, const auto& q) {
            return p.stamp == q.stamp && p.value == q.value && p.quality == q.quality;
        });
    });
}

} // namespace

class TestFolding final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_directory.emplace(); }

    /// The heart of it: at any second, folded or not, the past is what live was, to the last bit.
    void thePastIsWhatLiveWas()
    {
        FeedStore feed(path("a.db"), minuteFolds());
        QVERIFY(feed.folder->restore());
        std::vector<std::pair<TimeNs, std::string>> moments;
        for (int second = 7; second <= 300; second += 23) {
            feed.feedTo(second);
            const TimeNs time = at(second);
            moments.emplace_back(time, twin::state::stateHash(*feed.live.snapshot(time)));
            QVERIFY(feed.fold());
        }
        QVERIFY(feed.folder->sums().folds >= 4);
        const auto past = PastReader::open(path("a.db"));
        QVERIFY(past.has_value());
        for (const auto& [time, hash] : moments) {
            const auto state = (*past)->stateAt(time);
            QVERIFY2(state && *state, state ? "" : state.error().text().c_str());
            QVERIFY2(twin::state::stateHash(**state) == hash,
                     qPrintable(QString::number((time - kStart) / kSecond)));
            QVERIFY(!(*state)->live && (*state)->time == time);
        }
        QVERIFY(feed.reader->sums()->frames < 4'000); // the rest has left
        const auto range = (*past)->range();
        QCOMPARE(range->begin, kStart);
    }

    /// Whatever write fails, a new folder goes on from the last seal: nothing is lost and nothing doubled.
    void aFoldThatFailsAnywhereLosesAndDoublesNothing()
    {
        FeedStore whole(path("whole.db"), minuteFolds());
        QVERIFY(whole.folder->restore());
        whole.feedTo(200);
        QVERIFY(whole.fold(true));
        const auto expected = curves(**PastReader::open(path("whole.db")));
        QVERIFY(expected.front().size() > 30);

        FeedStore broken(path("broken.db"), minuteFolds());
        twin::Rng random(1, "failing");
        int failures = 0;
        broken.write = [&](const Folder::Job& job) -> twin::Result<> {
            if (random.below(4) != 0) {
                return job(*broken.writer);
            }
            ++failures;
            if (random.below(2) == 0) { // it was done, but the answer did not come back
                static_cast<void>(job(*broken.writer));
            }
            return twin::failure(twin::ErrorCode::Io, "broken off");
        };
        for (int second = 20; second <= 200; second += 20) {
            broken.feedTo(second);
            const bool last = second == 200;
            for (int i = 0; i < 200; ++i) {
                broken.openWriter(); // as a crash leaves it
                broken.openFolder();
                if (broken.folder->restore() && broken.fold(last)) {
                    break;
                }
            }
        }
        QVERIFY(failures > 10);
        QVERIFY(isSame(curves(**PastReader::open(path("broken.db"))), expected));
        const auto sums = broken.reader->sums();
        QCOMPARE(sums->blockSamples, whole.reader->sums()->blockSamples);
        QVERIFY(broken.store->check(10)->empty());
    }

    /// A sample that comes late stands at its own time, also in moments that are folded already.
    void aLateSampleChangesThePast()
    {
        FeedStore feed(path("late.db"), minuteFolds());
        QVERIFY(feed.folder->restore());
        feed.feedTo(290);
        QVERIFY(feed.fold());
        const auto& pool = FeedStore::nation().registry->pools.front();
        std::vector<twin::generate::wire::Frame> frames(2);
        twin::generate::wire::Frame& define = frames[0];
        define.mutable_define()->add_entities()->set_number(1'000'000);
        define.mutable_define()->mutable_entities(0)->set_kind(twin::generate::wire::POOL);
        define.mutable_define()->mutable_entities(0)->set_id(pool.id);
        define.mutable_define()->add_metrics()->set_number(4'000);
        define.mutable_define()->mutable_metrics(0)->set_name("pool.inlet_celsius");
        twin::generate::wire::Frame& late = frames[1];
        late.mutable_batch()->set_source_time_ns(at(60.5));
        auto& column = *late.mutable_batch()->add_columns();
        column.set_metric(4'000);
        column.set_first_entity(1'000'000);
        column.set_count(1);
        column.add_f64(77.25);
        feed.append(frames, at(291.5));
        const auto past = std::move(*PastReader::open(path("late.db")));
        const auto inlet = [&](double seconds) {
            const auto state = past->stateAt(at(seconds));
            return state && *state ? (*state)->cell(EntityKind::Pool, 0, twin::PoolMetric::Inlet).value : -1;
        };
        QCOMPARE(inlet(60.6), 77.25); // from the journal's tail
        feed.feedTo(310);
        QVERIFY(feed.fold(true));
        QCOMPARE(inlet(60.6), 77.25); // folded
        QVERIFY(inlet(60.4) != 77.25 && inlet(80) != 77.25);
        const auto samples =
            past->samples({EntityKind::Pool, pool.id, "pool.inlet_celsius"}, {at(60), at(61)});
        QVERIFY(std::ranges::any_of(*samples, [](const auto& sample) { return sample.value == 77.25; }));
    }

    /// Curves: the tail and the blocks are one, and rollups draw what samples draw.
    void rollupsDrawWhatSamplesDraw()
    {
        FoldOptions options;
        options.window = 5 * kMinute;
        FeedStore feed(path("curve.db"), options, 1, 3'000); // ten minutes before the hour is over
        QVERIFY(feed.folder->restore());
        feed.feedTo(4'100);
        const auto past = std::move(*PastReader::open(path("curve.db")));
        const twin::history::SeriesKey key{EntityKind::Link, FeedStore::nation().registry->links[3].id,
                                           "link.forward_bps"};
        const auto draw = [&] {
            return past->series(key, {at(3'000), at(3'600)}, 10);
        };
        const auto unfolded = draw();
        QVERIFY(feed.fold());
        const auto rolled = draw();
        QVERIFY(unfolded && rolled);
        QCOMPARE(unfolded->bucket, TimeNs{0});
        QCOMPARE(rolled->bucket, kMinute);
        for (std::size_t i = 0; i < 10; ++i) {
            const auto& a = unfolded->columns[i];
            const auto& b = rolled->columns[i];
            QVERIFY(a.count > 10 && a.count == b.count);
            QVERIFY(a.min == b.min && a.max == b.max && a.last == b.last);
            QVERIFY(std::abs(a.mean - b.mean) <= (a.max - a.min) / 1'000 + 1e-6);
        }
    }

    /// The network of a past moment is the one of then.
    void theRegistryOfThenIsUsed()
    {
        FeedStore feed(path("registry.db"), minuteFolds());
        QVERIFY(feed.folder->restore());
        feed.feedTo(100);
        twin::generate::NationalOptions options;
        options.pools = 140;
        const auto snapshot = twin::generate::generateNational(options);
        const auto other = std::move(*twin::registry::buildRegistry(snapshot->file));
        const auto document = registryDocument(*other.registry, other.workload.get());
        auto version = document->version;
        version.validFrom = at(100.5);
        QVERIFY(feed.writer->addRegistry(version, document->bytes));
        feed.live.setRegistry(other.registry, other.workload);
        feed.feedTo(200);
        const std::string hash = twin::state::stateHash(*feed.live.snapshot(at(200)));
        QVERIFY(feed.fold());
        const auto past = std::move(*PastReader::open(path("registry.db")));
        QCOMPARE((*past->stateAt(at(90)))->registry->pools.size(), std::size_t{131});
        QCOMPARE((*past->stateAt(at(110)))->registry->pools.size(), std::size_t{140});
        QCOMPARE(past->registryAt(at(50))->registry->pools.size(), std::size_t{131});
        QCOMPARE(past->registries()->size(), std::size_t{2});
        QVERIFY(twin::state::stateHash(**past->stateAt(at(200))) == hash);
        QVERIFY(feed.fold(true));
        QVERIFY(twin::state::stateHash(**past->stateAt(at(200))) == hash);
    }

    /// After a restart the twin is where it was, though most frames have left the journal.
    void aRestartGoesOnFromHistory()
    {
        std::string hash;
        {
            FeedStore feed(path("restart.db"), minuteFolds());
            QVERIFY(feed.folder->restore());
            feed.feedTo(260);
            QVERIFY(feed.fold());
            QVERIFY(feed.reader->restartPoints()->front().fold > 0);
            hash = twin::state::stateHash(*feed.live.snapshot(at(260)));
        }
        TwinServiceOptions options;
        options.storePath = path("restart.db");
        options.fold.on = false;
        auto service = std::move(*TwinService::create(std::move(options)));
        service->setRegistry(FeedStore::nation().registry, FeedStore::nation().workload);
        QVERIFY(service->start().has_value());
        QTRY_VERIFY_WITH_TIMEOUT(service->provider()->at({}) != nullptr &&
                                     twin::state::stateHash(*service->provider()->at({})) == hash,
                                 20'000);
        service->stop();
    }

  private:
    std::string path(const char* name) const
    {
        return m_directory->filePath(QString::fromLatin1(name)).toStdString();
    }

    std::optional<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestFolding)
#include "tst_folding.moc"
