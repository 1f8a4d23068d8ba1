#pragma once

#include "twin/generate/feed_simulator.h"
#include "twin/generate/national.h"
#include "twin/generate/value_noise.h"
#include "twin/history/history_store.h"
#include "twin/ingest/folder.h"
#include "twin/ingest/registry_document.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/build.h"
#include "twin/support/units.h"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Fills a store with what a feed of the synthetic nation says, as fast as it can be written: times are the
/// feed's own, receipt a millisecond later.
namespace bench {

/// One value of every link of the nation every five seconds, and nothing else: a day of it is made in
/// seconds of work.
class LinkFeed final : public twin::generate::FeedProducer
{
  public:
    LinkFeed(const twin::registry::Registry& registry, twin::TimeNs start)
        : m_registry(registry)
        , m_next(start)
    {}

    [[nodiscard]] twin::generate::wire::Hello hello() const override { return {}; }

    void produce(twin::TimeNs upTo, std::vector<twin::generate::wire::Frame>& out) override
    {
        if (m_samples == 0) {
            define(*out.emplace_back().mutable_define());
        }
        for (; m_next <= upTo; m_next += 5 * twin::kSecond) {
            auto& batch = *out.emplace_back().mutable_batch();
            batch.set_source_time_ns(m_next);
            auto& column = *batch.add_columns();
            column.set_count(static_cast<std::uint32_t>(m_registry.links.size()));
            const double seconds = static_cast<double>(m_next / twin::kSecond % (30 * 86'400));
            for (std::uint64_t i = 0; i < m_registry.links.size(); ++i) {
                const double noise = twin::generate::valueNoise(i << 32U, seconds / 90) +
                                     0.4 * twin::generate::valueNoise(i << 33U, seconds / 7);
                column.add_f64(std::nearbyint(60'000 * (1.5 + 0.1 * noise)) * 1e6);
            }
            m_samples += m_registry.links.size();
        }
    }

    [[nodiscard]] std::uint64_t samplesProduced() const override { return m_samples; }

  private:
    void define(twin::generate::wire::Define& out) const
    {
        out.add_metrics()->set_name("link.forward_bps");
        for (std::size_t i = 0; i < m_registry.links.size(); ++i) {
            auto& entity = *out.add_entities();
            entity.set_number(static_cast<std::uint32_t>(i));
            entity.set_kind(twin::generate::wire::LINK);
            entity.set_id(m_registry.links[i].id);
        }
    }

    const twin::registry::Registry& m_registry;
    twin::TimeNs m_next;
    std::uint64_t m_samples = 0;
};

class HistoryDay
{
  public:
    static constexpr twin::TimeNs kStart = 1'767'225'600 * twin::kSecond; ///< 2026-01-01 00:00 UTC

    /// @param rate samples/s; 0 = each metric at its own period; negative: only links (LinkFeed)
    HistoryDay(const std::string& path, double rate, twin::ingest::FoldOptions options)
        : m_store(std::move(*twin::history::historyStore(path)))
        , m_writer(std::move(*m_store->openWriter({64ULL << 30U, false})))
        , m_nation(nation())
        , m_feed(makeFeed(m_nation, rate))
        , m_options(std::move(options))
    {
        const auto document = twin::ingest::registryDocument(*m_nation.registry, m_nation.workload.get());
        auto version = document->version;
        version.validFrom = kStart;
        m_failed = !m_writer->addRegistry(version, document->bytes);
        m_reader = std::move(*m_store->openReader());
        m_folder = std::make_unique<twin::ingest::Folder>(
            m_options, *m_reader, [this](const twin::ingest::Folder::Job& job) { return job(*m_writer); });
        m_failed = m_failed || !m_folder->restore();
    }

    static twin::registry::Loaded nation()
    {
        const auto made = twin::generate::generateNational({});
        return std::move(*twin::registry::buildRegistry(made->file));
    }

    /// Goes on to `until` from the start and folds what is due; with `all`, everything.
    void run(twin::TimeNs until, bool all)
    {
        std::vector<twin::generate::wire::Frame> frames;
        for (twin::TimeNs time = m_time; time <= kStart + until; time += twin::kSecond) {
            frames.clear();
            m_feed->produce(time, frames);
            append(frames);
            m_time = time + twin::kSecond;
            while (step(time, false)) {
            }
        }
        while (all && step(m_time, true)) {
        }
    }

    [[nodiscard]] bool failed() const { return m_failed; }

    [[nodiscard]] const twin::ingest::FoldSums& sums() const { return m_folder->sums(); }

    [[nodiscard]] std::uint64_t samples() const { return m_feed->samplesProduced(); }

    [[nodiscard]] twin::history::HistoryReader& reader() { return *m_reader; }

    [[nodiscard]] const twin::registry::Loaded& registry() const { return m_nation; }

    [[nodiscard]] twin::TimeNs time() const { return m_time; }

  private:
    static twin::generate::FeedOptions feedOptions(double rate)
    {
        twin::generate::FeedOptions out;
        out.startTime = kStart;
        out.rate = rate;
        return out;
    }

    static std::unique_ptr<twin::generate::FeedProducer> makeFeed(const twin::registry::Loaded& nation,
                                                                  double rate)
    {
        if (rate < 0) {
            return std::make_unique<LinkFeed>(*nation.registry, kStart);
        }
        return std::make_unique<twin::generate::FeedSimulator>(nation.registry, nation.workload,
                                                               feedOptions(rate));
    }

    bool step(twin::TimeNs now, bool all)
    {
        const auto did = m_folder->step(now, all);
        if (!did) {
            std::fprintf(stderr, "%s\n", did.error().text().c_str());
            m_failed = true;
        }
        return did && *did;
    }

    static twin::history::RecordKind number(twin::generate::wire::Frame& frame, std::uint64_t sequence,
                                            twin::TimeNs& time)
    {
        using twin::history::RecordKind;
        if (frame.has_define()) {
            frame.mutable_define()->set_sequence(sequence);
            return RecordKind::Define;
        }
        if (frame.has_retire()) {
            frame.mutable_retire()->set_sequence(sequence);
            return RecordKind::Retire;
        }
        if (frame.has_event()) {
            frame.mutable_event()->set_sequence(sequence);
            time = frame.event().source_time_ns();
            return RecordKind::Event;
        }
        frame.mutable_batch()->set_sequence(sequence);
        time = frame.batch().source_time_ns();
        return RecordKind::Batch;
    }

    void append(std::vector<twin::generate::wire::Frame>& frames)
    {
        std::vector<std::string> bodies;
        bodies.reserve(frames.size());
        std::vector<twin::history::JournalEntry> entries;
        twin::TimeNs time = m_time;
        for (auto& frame : frames) {
            const auto kind = number(frame, ++m_progress.progress.contiguous, time);
            bodies.push_back(frame.SerializeAsString());
            entries.push_back({"feed", 1, m_progress.progress.contiguous, time + twin::kMillisecond, kind, 0,
                               bodies.back()});
            ++m_progress.frames;
        }
        const auto kept = m_writer->append(entries, [&](std::size_t) {
            return twin::history::ProgressUpdate{{m_progress}, {}};
        });
        m_failed = m_failed || !kept;
    }

    std::unique_ptr<twin::history::HistoryStore> m_store;
    std::unique_ptr<twin::history::HistoryWriter> m_writer;
    std::unique_ptr<twin::history::HistoryReader> m_reader;
    twin::registry::Loaded m_nation;
    std::unique_ptr<twin::generate::FeedProducer> m_feed;
    twin::ingest::FoldOptions m_options;
    std::unique_ptr<twin::ingest::Folder> m_folder;
    twin::history::ProgressRecord m_progress{"feed", 1, {}, 0, 0};
    twin::TimeNs m_time = kStart;
    bool m_failed = false;
};

} // namespace bench
