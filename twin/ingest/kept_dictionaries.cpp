#include "twin/ingest/fold_pipeline.h"

#include "twin/history/byte_stream.h"
#include "twin/history/packed_bytes.h"

#include <utility>

namespace twin::ingest {

namespace {

constexpr std::uint8_t kForm = 1;
constexpr std::uint64_t kMaxDictionaries = 65'536; ///< of all sources, the last epochs of each

tl::unexpected<Error> damaged()
{
    return failure(ErrorCode::BadInput, "a checkpoint's dictionaries are damaged");
}

Result<> readDefinition(history::ByteReader& in, DecodedFrame& out)
{
    out.kind = history::RecordKind::Define;
    const std::uint64_t entities = in.varint();
    for (std::uint64_t i = 0; i < entities && !in.failed(); ++i) {
        const std::uint64_t number = in.varint();
        const std::uint8_t kind = in.byte();
        if (number > kMaxEntityNumber || kind >= kEntityKindCount) {
            return damaged();
        }
        out.entities.push_back(
            {static_cast<std::uint32_t>(number), static_cast<EntityKind>(kind), std::string(in.text())});
    }
    const std::uint64_t metrics = in.varint();
    for (std::uint64_t i = 0; i < metrics && !in.failed(); ++i) {
        const std::uint64_t number = in.varint();
        if (number > kMaxMetricNumber) {
            return damaged();
        }
        out.metrics.push_back({static_cast<std::uint32_t>(number), std::string(in.text())});
    }
    return {};
}

} // namespace

std::string encodeDictionaries(const std::vector<KeptDictionary>& dictionaries)
{
    history::ByteWriter out;
    out.byte(kForm);
    out.varint(dictionaries.size());
    for (const KeptDictionary& kept : dictionaries) {
        out.text(kept.source);
        out.varint(kept.epoch);
        out.varint(kept.nextSequence);
        out.varint(kept.definition.entities.size());
        for (const EntityDefinition& entity : kept.definition.entities) {
            out.varint(entity.number);
            out.byte(static_cast<std::uint8_t>(entity.kind));
            out.text(entity.id);
        }
        out.varint(kept.definition.metrics.size());
        for (const MetricDefinition& metric : kept.definition.metrics) {
            out.varint(metric.number);
            out.text(metric.name);
        }
    }
    return history::packed(out.bytes());
}

Result<std::vector<KeptDictionary>> decodeDictionaries(std::string_view packedBytes)
{
    const auto bytes = history::unpacked(packedBytes);
    if (!bytes) {
        return failure(bytes.error());
    }
    history::ByteReader in(*bytes);
    if (in.byte() != kForm) {
        return damaged();
    }
    std::vector<KeptDictionary> out;
    const std::uint64_t count = in.varint();
    if (count > kMaxDictionaries) {
        return damaged();
    }
    for (std::uint64_t i = 0; i < count && !in.failed(); ++i) {
        KeptDictionary& kept = out.emplace_back();
        kept.source = std::string(in.text());
        kept.epoch = in.varint();
        kept.nextSequence = in.varint();
        if (kept.source.size() > kMaxSourceNameBytes || kept.nextSequence == 0) {
            return damaged();
        }
        if (auto read = readDefinition(in, kept.definition); !read) {
            return failure(std::move(read.error()));
        }
    }
    if (in.failed() || in.left() > 0) {
        return damaged();
    }
    return out;
}

} // namespace twin::ingest
