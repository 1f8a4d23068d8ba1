#include "twin/network/demand_readers.h"
#include "twin/network/sndlib_data.h"
#include "twin/network/sndlib_models.h"

namespace twin::network {

Result<DemandSet> parseSndlibDemands(std::string_view text, NetworkFormat format, const std::string& file,
                                     const Network& network, const DemandOptions& options)
{
    DemandCollector collector(file, options);
    ReadOptions bounds;
    bounds.maxDemands = options.maxDemands;
    const auto data = readSndlib(text, format, file, bounds);
    if (!data) {
        return failure(data.error());
    }
    std::vector<std::string> said;
    const double unit = bpsIn(sndlibUnit(*data, options.sndlib, said));
    for (std::string& sentence : said) {
        collector.warn(std::move(sentence));
    }
    const bool bothWays = options.sndlib.demands == SndlibOptions::Demands::Undirected;
    PlaceLookup places(network);
    for (const SndlibDemand& demand : data->demands) {
        const auto src = nodeByName(demand.source, places, collector.problem(), demand.line);
        const auto dst = src ? nodeByName(demand.target, places, collector.problem(), demand.line) : src;
        if (!dst) {
            return failure(dst.error());
        }
        const double bps = demand.routingUnit * demand.value * unit;
        if (auto added = collector.add(*src, *dst, bps, {}, demand.line, bothWays); !added) {
            return failure(added.error());
        }
    }
    return collector.finish();
}

} // namespace twin::network
