#pragma once

#include "twin/generate/feed_simulator.h"
#include "twin/generate/national.h"
#include "twin/history/history_store.h"
#include "twin/ingest/fold_pipeline.h"
#include "twin/ingest/folder.h"
#include "twin/ingest/registry_document.h"
#include "twin/registry/build.h"

#include "twin/proto/registry.pb.h"

#include <QtGlobal>

#include <functional>
#include <memory>
#include <string>
#include <vector>

/// A store that is fed without threads or clocks, a second of the feed's time at a time; and beside it a twin
/// that takes the same frames as they come, to compare with.
class FeedStore
{
  public:
    static constexpr twin::TimeNs kStart = 1'767'225'600 * twin::kSecond; ///< 2026-01-01 00:00 UTC
    static constexpr twin::TimeNs kDelay = 3 * twin::kMillisecond;        ///< between sending and receipt

    /// The smallest synthetic nation, made once.
    static const twin::registry::Loaded& nation()
    {
        static const twin::registry::Loaded made = [] {
            twin::generate::NationalOptions options;
            options.pools = 131;
            const auto snapshot = twin::generate::generateNational(options);
            return std::move(*twin::registry::buildRegistry(snapshot->file));
        }();
        return made;
    }

    /// @param speed      simulated seconds a second: at 20, faults, flows and jobs come and go within minutes
    /// @param startAfter seconds after kStart at which the feed begins
    explicit FeedStore(const std::string& path, const twin::ingest::FoldOptions& foldOptions = {},
                       double speed = 20, double startAfter = 0)
        : options(foldOptions)
        , store(std::move(*twin::history::historyStore(path)))
        , live([](const twin::state::SampleBatch&) {}, [](auto, const auto&, auto) {})
        , m_feed(nation().registry, nation().workload, feedOptions(speed, startAfter))
        , m_time(kStart + static_cast<twin::TimeNs>(startAfter * 1e9))
    {
        openWriter();
        const auto document = twin::ingest::registryDocument(*nation().registry, nation().workload.get());
        auto version = document->version;
        version.validFrom = kStart;
        if (!writer->addRegistry(version, document->bytes)) {
            qFatal("the registry was not kept");
        }
        live.setRegistry(nation().registry, nation().workload);
        openFolder();
    }

    void openWriter()
    {
        reader.reset();
        folder.reset();
        writer.reset();
        writer = std::move(*store->openWriter({8ULL << 30U, false}));
    }

    void openFolder()
    {
        reader = std::move(*store->openReader());
        folder = std::make_unique<twin::ingest::Folder>(
            options, *reader, [this](const twin::ingest::Folder::Job& job) { return write(job); });
    }

    /// Frames up to `seconds` after the start go to the journal and to the live twin.
    void feedTo(double seconds)
    {
        const auto until = kStart + static_cast<twin::TimeNs>(seconds * 1e9);
        for (; m_time <= until; m_time += twin::kSecond) {
            std::vector<twin::generate::wire::Frame> frames;
            m_feed.produce(m_time, frames);
            append(frames, m_time + kDelay);
        }
    }

    /// Frames of the feed's source in one group; their sequences are set here.
    void append(std::vector<twin::generate::wire::Frame>& frames, twin::TimeNs receive)
    {
        std::vector<std::string> bodies;
        bodies.reserve(frames.size());
        std::vector<twin::history::JournalEntry> entries;
        for (auto& frame : frames) {
            const std::uint64_t sequence = ++m_progress.progress.contiguous;
            const auto kind = number(frame, sequence);
            bodies.push_back(frame.SerializeAsString());
            entries.push_back({"feed", 1, sequence, receive, kind, 0, bodies.back()});
        }
        const auto kept = writer->append(entries, [&](std::size_t) {
            return twin::history::ProgressUpdate{{m_progress}, {}};
        });
        if (!kept || kept->stored != entries.size()) {
            qFatal("frames were not kept");
        }
        for (const auto& entry : entries) {
            live.take(++m_order, entry);
        }
    }

    static twin::history::RecordKind number(twin::generate::wire::Frame& frame, std::uint64_t sequence)
    {
        using twin::history::RecordKind;
        RecordKind kind = RecordKind::Batch;
        if (frame.has_define()) {
            kind = RecordKind::Define;
            frame.mutable_define()->set_sequence(sequence);
        } else if (frame.has_retire()) {
            kind = RecordKind::Retire;
            frame.mutable_retire()->set_sequence(sequence);
        } else if (frame.has_event()) {
            kind = RecordKind::Event;
            frame.mutable_event()->set_sequence(sequence);
        } else {
            frame.mutable_batch()->set_sequence(sequence);
        }
        return kind;
    }

    /// Folds until nothing is due. False: an error.
    [[nodiscard]] bool fold(bool all = false)
    {
        while (true) {
            const auto did = folder->step(m_time, all);
            if (!did || !*did) {
                return did.has_value();
            }
        }
    }

    twin::ingest::FoldOptions options;
    std::unique_ptr<twin::history::HistoryStore> store;
    std::unique_ptr<twin::history::HistoryWriter> writer;
    std::unique_ptr<twin::history::HistoryReader> reader;
    std::unique_ptr<twin::ingest::Folder> folder;
    twin::ingest::FoldPipeline live;
    std::function<twin::Result<>(const twin::ingest::Folder::Job&)> write =
        [this](const twin::ingest::Folder::Job& job) {
            return job(*writer);
        };

    [[nodiscard]] twin::TimeNs time() const { return m_time; }

  private:
    static twin::generate::FeedOptions feedOptions(double speed, double startAfter)
    {
        twin::generate::FeedOptions out;
        out.startTime = kStart + static_cast<twin::TimeNs>(startAfter * 1e9);
        out.sourceName = "feed";
        out.speed = speed;
        return out;
    }

    twin::generate::FeedSimulator m_feed;
    twin::history::ProgressRecord m_progress{"feed", 1, {}, 0, 0};
    twin::history::JournalOrder m_order = 0;
    twin::TimeNs m_time;
};
