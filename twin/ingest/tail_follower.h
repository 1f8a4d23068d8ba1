#pragma once

#include "twin/history/fold_builder.h"
#include "twin/history/history_store.h"
#include "twin/ingest/fold_pipeline.h"
#include "twin/ingest/series_numbers.h"
#include "twin/registry/build.h"
#include "twin/support/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace twin::ingest {

/// The journal's tail as samples: what is not folded yet. Follows the store from question to question. One
/// thread.
class TailFollower
{
  public:
    /// Gives a kept registry version. Errors: NotFound, those of reading it.
    using LoadRegistry = std::function<Result<registry::Loaded>(std::uint64_t id)>;

    TailFollower(history::HistoryReader& reader, LoadRegistry loadRegistry)
        : m_reader(reader)
        , m_loadRegistry(std::move(loadRegistry))
    {}

    /// Inside a read: takes everything after the fold position. Errors: Io, BadInput.
    [[nodiscard]] Result<> sync();

    [[nodiscard]] const history::FoldBuilder& samples() const { return m_tail->builder; }

    /// Nothing before the first sync.
    [[nodiscard]] const std::vector<history::EventRow>& events() const
    {
        static const std::vector<history::EventRow> none;
        return m_tail == nullptr ? none : m_tail->events;
    }

    /// Series that have no number in the store yet.
    [[nodiscard]] const std::unordered_map<history::SeriesId, history::SeriesKey>& newSeries() const
    {
        static const std::unordered_map<history::SeriesId, history::SeriesKey> none;
        return m_tail == nullptr ? none : m_tail->newSeries;
    }

  private:
    struct Tail
    {
        FoldPipeline pipeline;
        SeriesNumbers numbers;
        history::FoldBuilder builder;
        std::vector<history::EventRow> events;
        std::unordered_map<history::SeriesId, history::SeriesKey> newSeries;
        history::JournalOrder position = 0;
        history::JournalOrder read = 0;
        std::uint64_t registry = 0;
        std::optional<Error> failed;

        Tail(FoldPipeline::OnBatch onBatch, FoldPipeline::OnEvent onEvent)
            : pipeline(std::move(onBatch), std::move(onEvent))
        {}
    };

    [[nodiscard]] Result<> begin(history::JournalOrder position);
    [[nodiscard]] Result<> follow();
    void collect(const state::SampleBatch& batch);

    history::HistoryReader& m_reader;
    LoadRegistry m_loadRegistry;
    std::unique_ptr<Tail> m_tail;
};

/// The samples of a resolved batch, one after the other, with the quality that counts: what folding keeps.
/// Errors: those of finding a series' number.
[[nodiscard]] Result<> collectSamples(const state::SampleBatch& batch, const FoldPipeline& pipeline,
                                      history::HistoryReader& reader, SeriesNumbers& numbers,
                                      history::FoldBuilder& builder);

} // namespace twin::ingest
