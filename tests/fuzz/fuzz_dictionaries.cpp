// What a recording's start says the sources' numbers mean: refused, or the same again when written and read
// once more. The packing around it would keep a fuzzer out, so the input is what is packed as well.
#include "twin/history/packed_bytes.h"
#include "twin/ingest/fold_pipeline.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void tryDictionaries(std::string_view packed)
{
    const auto read = twin::ingest::decodeDictionaries(packed);
    if (!read) {
        return;
    }
    const auto again = twin::ingest::decodeDictionaries(twin::ingest::encodeDictionaries(*read));
    if (!again || again->size() != read->size()) {
        std::abort();
    }
    for (std::size_t i = 0; i < read->size(); ++i) {
        const auto& a = (*read)[i];
        const auto& b = (*again)[i];
        if (a.source != b.source || a.epoch != b.epoch || a.nextSequence != b.nextSequence ||
            a.definition.entities.size() != b.definition.entities.size() ||
            a.definition.metrics.size() != b.definition.metrics.size()) {
            std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    tryDictionaries(bytes);
    tryDictionaries(twin::history::packed(bytes));
    return 0;
}
