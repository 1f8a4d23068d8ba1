#pragma once

#include "tests/twin/ingest/otlp_messages.h"
#include "tests/twin/ingest/wire_frames.h"
#include "tests/twin/state/test_world.h"
#include "twin/ingest/collector_source.h"
#include "twin/ingest/remote_write_decoder.h"
#include "twin/ingest/twin_service.h"
#include "twin/support/file_io.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

/// Twins with a collector in front of them, and what is sent to it.
namespace collector_test {

using namespace test;
using namespace twin;
using namespace twin::ingest;

inline constexpr TimeNs kStart = 1'780'000'000 * kSecond;

/// The rules of these tests: pools by their label, a link by a table.
inline constexpr const char* kRules = R"({"format": "suanwang.mapping.v1",
  "rules": [
    {"metric": "temp", "entity": "{pool}", "to": "pool.inlet_celsius"},
    {"metric": "bytes", "entity": "{pool}", "to": "pool.ingress_bps", "rate": true, "factor": 8, "wraps_bits": 32},
    {"metric": "plain", "entity": "{pool}", "to": "pool.egress_bps", "rate": true},
    {"metric": "busy", "entity": "{pool}", "to": "pool.utilisation_ratio", "combine": "mean"},
    {"metric": "busy", "entity": "{pool}", "to": "pool.card_utilisation_max_ratio", "combine": "max"},
    {"metric": "used", "entity": "{pool}", "to": "pool.memory_used_ratio", "combine": "ratio", "part": "numerator"},
    {"metric": "all", "entity": "{pool}", "to": "pool.memory_used_ratio", "combine": "ratio", "part": "denominator"},
    {"metric": "status", "entity": "{pool}", "to": "pool.state", "states": {"1": "up", "2": "down"}},
    {"metric": "noise*", "ignore": true}
  ]})";

template <typename Counters> bool closes(const Counters& of)
{
    return of.received == of.applied + of.merged + of.late + of.duplicate + of.refused;
}

/// A twin of 50 pools with one collector of remote-write in front of it.
class Desk
{
  public:
    explicit Desk(CollectorOptions collector = {}, const std::string& rules = kRules)
        : clock(std::make_shared<ManualClock>(kStart))
    {
        writeRules(rules);
        mapping = MappingStore::open({file()}).value();
        TwinServiceOptions options;
        options.publishInterval = 5 * kMillisecond;
        options.clock = clock;
        service = std::move(TwinService::create(std::move(options)).value());
        service->setRegistry(world({.pools = 50}), nullptr);
        if (!service->start()) {
            qFatal("not started");
        }
        open(std::move(collector));
    }

    void open(CollectorOptions options = {})
    {
        options.hello.source = "prometheus";
        options.mapping = mapping;
        options.clock = clock;
        source = std::move(CollectorSource::open(*service, std::move(options), {}).value());
    }

    [[nodiscard]] std::string file() const { return directory.filePath("rules.json").toStdString(); }

    void writeRules(const std::string& rules) const { QVERIFY(writeFileAtomically(file(), rules)); }

    /// One request, and everything of it applied.
    Taken send(const prom::WriteRequest& request)
    {
        if (!decodeRemoteWrite(request.SerializeAsString(), *source)) {
            qFatal("not decoded");
        }
        return settle();
    }

    Taken settle()
    {
        const Taken taken = source->finish();
        const bool committed = QTest::qWaitFor([&] { return source->committedUpTo() >= taken.upTo; }, 20'000);
        if (!committed || !follow()) {
            qFatal("not settled");
        }
        return taken;
    }

    /// A frame of another source goes the same way behind it: when its value is shown, so is everything
    /// before.
    bool follow()
    {
        if (m_follower == nullptr) {
            m_follower = std::move(service->openSource({"zz-follower", 1, 0, 0, "test", ""}, {}).value());
            wire::Frame definition = define(1, 0);
            definition.mutable_define()->mutable_metrics(0)->set_name("link.forward_bps");
            wire::EntityEntry* link = definition.mutable_define()->add_entities();
            link->set_kind(wire::LINK);
            link->set_id(idOf("link", 0));
            std::string bytes = definition.SerializeAsString();
            static_cast<void>(m_follower->submit(bytes));
        }
        ++m_followed;
        std::string bytes =
            batch(m_followed + 1, kStart + static_cast<TimeNs>(m_followed), {static_cast<double>(m_followed)})
                .SerializeAsString();
        static_cast<void>(m_follower->submit(bytes));
        return QTest::qWaitFor(
            [&] {
                const auto now = service->provider()->at({});
                return now != nullptr && now->cell(EntityKind::Link, 0, LinkMetric::Forward).value ==
                                             static_cast<double>(m_followed);
            },
            20'000);
    }

    Taken one(const std::string& name, const Labels& labels, TimeNs time, double value)
    {
        prom::WriteRequest request;
        addSample(addSeries(request, name, labels), time, value);
        return send(request);
    }

    [[nodiscard]] const state::Cell cell(std::uint32_t pool, PoolMetric metric) const
    {
        return service->provider()->at({})->cell(EntityKind::Pool, pool, metric);
    }

    [[nodiscard]] double value(std::uint32_t pool, PoolMetric metric) const
    {
        return cell(pool, metric).value;
    }

    [[nodiscard]] state::SourceStatus books() const
    {
        const auto sources = service->provider()->at({})->sources;
        return sources->empty() ? state::SourceStatus{} : sources->front();
    }

    QTemporaryDir directory;
    std::shared_ptr<ManualClock> clock;
    std::shared_ptr<MappingStore> mapping;
    std::unique_ptr<TwinService> service;
    std::unique_ptr<CollectorSource> source;

  private:
    std::unique_ptr<SourceSession> m_follower;
    std::uint64_t m_followed = 0;
};

inline Labels pool(int number, Labels more = {})
{
    more.emplace_back("pool", idOf("pool", static_cast<std::size_t>(number)));
    return more;
}

inline double staleMarker()
{
    const std::uint64_t bits = 0x7FF0000000000002;
    double out = 0;
    std::memcpy(&out, &bits, sizeof out);
    return out;
}

} // namespace collector_test
