#include "twin/ingest/gnmi_decoder.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

/// Describes every series, as a mapping would.
class Describing final : public twin::ingest::SeriesSink
{
  public:
    void add(const twin::ingest::ForeignSeries& series) override
    {
        twin::ingest::SeriesDescription description;
        series.describer.describe(description);
        if (description.name.empty() || description.labels.empty() || series.key.empty()) {
            __builtin_trap();
        }
        points += series.points.size();
    }

    void refuse(std::string_view, std::uint64_t count, std::string_view reason) override
    {
        if (reason.empty()) {
            __builtin_trap();
        }
        refused += count;
    }

    std::uint64_t points = 0;
    std::uint64_t refused = 0;
};

} // namespace

/// One SubscribeResponse after the other for the same device: nothing it says is lost without a trace.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin::ingest;
    static GnmiDecoder decoder;
    static GnmiPlaces places(1'000);
    const auto target = decoder.read({reinterpret_cast<const char*>(data), size}, "fuzz");
    if (!target) {
        return 0;
    }
    Describing out;
    const GnmiSummary sums = decoder.give(*target, places, out);
    if (out.points != sums.updates + sums.deletes || places.size() > 1'000) {
        __builtin_trap();
    }
    return 0;
}
