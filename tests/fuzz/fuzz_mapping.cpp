#include "twin/ingest/mapping.h"

#include <cstddef>
#include <cstdint>
#include <string>

/// A mapping file, and if it is one, what it makes of some series.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin::ingest;
    const auto parsed =
        Mapping::parse({{"fuzz.json", std::string(reinterpret_cast<const char*>(data), size)}});
    if (!parsed) {
        if (parsed.error().file.empty() || parsed.error().reason.empty()) {
            __builtin_trap(); // a refusal names its file and says why
        }
        return 0;
    }
    for (const char* name : {"a", "node_cpu_seconds_total", "/interfaces/interface/state/oper-status"}) {
        const SeriesDescription series{
            name, ForeignKind::Gauge, {{"pool", "p"}, {"mode", "idle"}, {"target", "r1"}, {"name", "e0"}}};
        for (const MappedTarget& target : (*parsed)->map(series).targets) {
            if (target.metric == nullptr || target.entity.empty()) {
                __builtin_trap();
            }
        }
        static_cast<void>(suggestRule(series));
    }
    return 0;
}
