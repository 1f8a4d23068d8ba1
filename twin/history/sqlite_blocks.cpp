#include "twin/history/sqlite_blocks.h"

#include "twin/history/block_codec.h"
#include "twin/history/block_pack.h"
#include "twin/history/sample_union.h"
#include "twin/history/sqlite_rows.h"

#include <algorithm>
#include <utility>

namespace twin::history {

tl::unexpected<Error> cancelled()
{
    return failure(ErrorCode::Cancelled, "cancelled");
}

Result<> visitBlocks(Database& database, std::uint64_t chunk, TimeRange range, const std::stop_token& stop,
                     const std::function<Result<>(std::string_view block)>& visit)
{
    auto rows = database.prepare("SELECT body FROM blocks WHERE start_ns >= ?1 AND start_ns < ?2 AND "
                                 "first_chunk <= ?3 AND last_chunk >= ?3 AND end_ns >= ?4 AND fold <= "
                                 "(SELECT coalesce(max(fold), 0) FROM "
                                 "checkpoints) ORDER BY start_ns");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, std::max<TimeNs>(range.begin, 0) - kMaxBlockSpan);
    rows->bind(2, range.end);
    rows->bind(3, toSql(chunk));
    rows->bind(4, range.begin);
    return forEachRow(*rows, [&](const Statement& row) -> Result<bool> {
        if (stop.stop_requested()) {
            return cancelled();
        }
        const auto block = findInPack(row.bytes(0), chunk);
        if (!block) {
            return failure(block.error());
        }
        if (*block) {
            if (auto done = visit(**block); !done) {
                return failure(std::move(done.error()));
            }
        }
        return true;
    });
}

Result<std::vector<StoredSample>> seriesSamples(Database& database, SeriesId series, TimeRange range,
                                                const std::stop_token& stop)
{
    std::vector<StoredSample> out;
    auto done = visitBlocks(database, chunkOf(series), range, stop, [&](std::string_view body) -> Result<> {
        const auto block = decodeSeries(body, series);
        if (!block) {
            return failure(block.error());
        }
        for (const SeriesRun& run : block->series) {
            for (std::size_t i = 0; i < run.values.size(); ++i) {
                const StoredSample sample = block->sample(run, i);
                if (sample.stamp.time >= range.begin && sample.stamp.time < range.end) {
                    out.push_back(sample);
                }
            }
        }
        return {};
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return unite(std::move(out));
}

} // namespace twin::history
