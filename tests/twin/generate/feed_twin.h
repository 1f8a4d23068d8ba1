#pragma once

#include "twin/generate/feed_simulator.h"
#include "twin/ingest/frame_decoder.h"
#include "twin/ingest/job_changes.h"
#include "twin/ingest/source_dictionary.h"
#include "twin/state/twin_state.h"

#include <QtGlobal>

#include <memory>
#include <string>
#include <variant>
#include <vector>

/// A feed and the twin it feeds, without threads and clocks: one call a second of its time.
class FeedTwin
{
  public:
    FeedTwin(twin::registry::RegistryPtr registry, std::shared_ptr<const twin::registry::Workload> workload,
             const twin::generate::FeedOptions& options)
        : m_feed(registry, workload, options)
        , m_start(options.startTime)
    {
        m_state.setRegistry(std::move(registry), std::move(workload));
        m_last = m_state.publish(m_start, nullptr, {});
    }

    /// The twin `seconds` after the start; only forward.
    twin::state::SnapshotPtr at(double seconds)
    {
        const auto now = m_start + static_cast<twin::TimeNs>(seconds * 1e9);
        std::vector<twin::generate::wire::Frame> frames;
        m_feed.produce(now, frames);
        for (auto& frame : frames) {
            number(frame);
            take(frame.SerializeAsString(), now);
        }
        m_last = m_state.publish(now, nullptr, {});
        return m_last;
    }

  private:
    void number(twin::generate::wire::Frame& frame)
    {
        ++m_sequence;
        if (frame.has_define()) {
            frame.mutable_define()->set_sequence(m_sequence);
        } else if (frame.has_retire()) {
            frame.mutable_retire()->set_sequence(m_sequence);
        } else if (frame.has_batch()) {
            frame.mutable_batch()->set_sequence(m_sequence);
        } else if (frame.has_event()) {
            frame.mutable_event()->set_sequence(m_sequence);
        }
    }

    void take(const std::string& bytes, twin::TimeNs now)
    {
        auto decoded = m_decoder.decode(bytes, "feed");
        if (!decoded) {
            qFatal("%s", decoded.error().text().c_str());
        }
        auto& frame = std::get<twin::ingest::DecodedFrame>(*decoded);
        frame.receiveTime = now;
        const auto resolve = [this](twin::EntityKind kind, std::string_view id) {
            return m_state.resolve(kind, id);
        };
        switch (frame.kind) {
        case twin::history::RecordKind::Define:
            m_dictionary.define(frame, resolve);
            return;
        case twin::history::RecordKind::Retire:
            m_dictionary.retire(frame);
            return;
        default:
            break;
        }
        twin::ingest::Tally tally;
        twin::state::SampleBatch batch;
        batch.sequence = frame.sequence;
        batch.epoch = 1;
        m_dictionary.resolve(frame, m_generation, resolve, batch, tally);
        batch.events = std::move(frame.events);
        twin::ingest::completeJobs(batch.events, m_state, *m_last);
        m_generation.directory += batch.events.empty() ? 0U : 1U;
        m_state.apply(batch);
    }

    twin::generate::FeedSimulator m_feed;
    twin::TimeNs m_start;
    twin::state::TwinState m_state;
    twin::state::SnapshotPtr m_last;
    twin::ingest::FrameDecoder m_decoder;
    twin::ingest::SourceDictionary m_dictionary;
    twin::ingest::Generation m_generation{1, 1};
    std::uint64_t m_sequence = 0;
};
