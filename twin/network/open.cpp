#include "twin/network/open.h"

#include "twin/network/network_file.h"
#include "twin/network/path_ending.h"
#include "twin/network/to_registry.h"
#include "twin/proto/registry.pb.h"

#include <algorithm>
#include <array>

namespace twin::network {

bool isNetworkPath(const std::string& path)
{
    constexpr std::array<std::string_view, 5> kEndings{".gml", ".graphml", ".graph", ".txt", ".xml"};
    return std::ranges::any_of(kEndings, [&](std::string_view ending) { return hasEnding(path, ending); });
}

Result<OpenedSnapshot> openAnySnapshot(const std::string& path, const ReadOptions& options)
{
    OpenedSnapshot out;
    if (isNetworkPath(path)) {
        auto network = readNetwork(path, options);
        if (!network) {
            return failure(network.error());
        }
        out.format = networkFormatName(network->format);
        out.listedNodes = network->listedNodes;
        out.listedLinks = network->listedLinks;
        out.listedDemands = network->listedDemands;
        out.document.message() = toSnapshot(std::move(*network));
        registry::canonicalise(out.document.message());
        return out;
    }
    auto document = registry::readSnapshot(path);
    if (!document) {
        return failure(document.error());
    }
    out.document = std::move(*document);
    out.format = path.ends_with(".json") ? "json" : "swr";
    out.listedNodes = static_cast<std::uint64_t>(out.document.message().registry().sites_size());
    out.listedLinks = static_cast<std::uint64_t>(out.document.message().registry().links_size());
    return out;
}

} // namespace twin::network
