#pragma once

#include "twin/history/fold_parts.h"
#include "twin/history/journal.h"
#include "twin/ingest/frame_decoder.h"
#include "twin/ingest/sequencer.h"
#include "twin/ingest/source_dictionary.h"
#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/state/twin_state.h"
#include "twin/support/result.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twin::ingest {

/// Applies journal records in order, away from the live twin: the same decoder, dictionaries, sequences and
/// state, so that what the history keeps is what live would have taken, and its checkpoints are what live
/// was. One thread.
class FoldPipeline
{
  public:
    /// Gets every accepted sample: a resolved batch, before it is applied. Late ones are among them.
    using OnBatch = std::function<void(const state::SampleBatch&)>;
    /// Gets every event's record, with its time.
    using OnEvent = std::function<void(history::JournalOrder, const history::JournalEntry&, TimeNs time)>;

    FoldPipeline(OnBatch onBatch, OnEvent onEvent);

    void setRegistry(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload);

    /// Goes on from a checkpoint, whose registry and workload are given. Errors: those of decodeMoment,
    /// BadInput (dictionaries damaged).
    [[nodiscard]] Result<> restore(const history::Checkpoint& checkpoint, registry::RegistryPtr registry,
                                   std::shared_ptr<const registry::Workload> workload);

    /// The next record. What cannot be decoded any more, or is not accepted, is left out.
    void take(history::JournalOrder order, const history::JournalEntry& entry);

    /// Frames that wait for a gap before them to be filled.
    [[nodiscard]] std::size_t waiting() const;
    /// Gives up waiting: everything taken so far is applied.
    void settle();

    /// Everything known now, at place `fold`; settle first. `state` and `sources` are packed.
    [[nodiscard]] history::Checkpoint checkpoint(history::JournalOrder fold);
    [[nodiscard]] state::SnapshotPtr snapshot(TimeNs time);

    [[nodiscard]] bool hasRegistry() const { return m_registry != nullptr; }

    /// Identifier of a dense number that samples name now.
    [[nodiscard]] const std::string& idOf(EntityKind kind, std::uint32_t dense) const
    {
        return m_ids[static_cast<std::size_t>(kind)][dense];
    }

    /// Grows whenever a dense number of `kind` means something else than before.
    [[nodiscard]] std::uint32_t meaning(EntityKind kind, std::uint32_t dense) const
    {
        return m_meaning[static_cast<std::size_t>(kind)][dense];
    }

    /// Receive time of the newest record taken.
    [[nodiscard]] TimeNs newestReceived() const { return m_newestReceived; }

  private:
    struct Context ///< of one (source, epoch)
    {
        SourceDictionary dictionary;
        Sequencer sequencer;
    };

    using ContextKey = std::pair<std::string, std::uint64_t>;

    Context& context(const ContextKey& key);
    void apply(const ContextKey& key, Context& held, DecodedFrame& frame);
    void applyBatch(const ContextKey& key, Context& held, DecodedFrame& frame);
    void noteTimes(const state::SampleBatch& batch);
    [[nodiscard]] std::uint32_t resolve(EntityKind kind, std::string_view id);
    [[nodiscard]] std::string encodeSources() const;
    [[nodiscard]] Result<> decodeSources(std::string_view bytes);

    OnBatch m_onBatch;
    OnEvent m_onEvent;
    FrameDecoder m_decoder;
    state::TwinState m_state;
    registry::RegistryPtr m_registry;
    ResolveId m_resolve;
    Generation m_generation;
    std::map<ContextKey, Context> m_contexts;
    std::array<std::vector<std::string>, kEntityKindCount> m_ids;
    std::array<std::vector<std::uint32_t>, kEntityKindCount> m_meaning;
    std::vector<DecodedFrame> m_due; ///< reused
    TimeNs m_newest = 0;
    TimeNs m_newestReceived = 0;
};

/// What the sources' numbers meant at a checkpoint, as frames that say it again: for the live twin's start.
struct KeptDictionary
{
    std::string source;
    std::uint64_t epoch = 0;
    std::uint64_t nextSequence = 1; ///< everything before was applied
    DecodedFrame definition;        ///< a Define of all of it
};

/// Errors: BadInput, TooLarge.
[[nodiscard]] Result<std::vector<KeptDictionary>> decodeDictionaries(std::string_view packedBytes);
[[nodiscard]] std::string encodeDictionaries(const std::vector<KeptDictionary>& dictionaries);

} // namespace twin::ingest
