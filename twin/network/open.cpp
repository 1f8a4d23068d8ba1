#include "twin/network/open.h"

#include "twin/network/network_file.h"
#include "twin/network/source_file.h"
#include "twin/network/to_registry.h"
#include "twin/proto/registry.pb.h"
#include "twin/support/path_ending.h"

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
    const auto source = readSource(path, options.maxBytes);
    if (!source) {
        return failure(source.error());
    }
    OpenedSnapshot out;
    if (source->kind == SourceKind::Network) {
        auto network = parseNetworkFile(source->bytes, path, options);
        if (!network) {
            return failure(network.error());
        }
        out.isNetwork = true;
        out.format = networkFormatName(network->format);
        out.listedNodes = network->listedNodes;
        out.listedLinks = network->listedLinks;
        out.listedDemands = network->listedDemands;
        out.document.message() = toSnapshot(std::move(*network));
        registry::canonicalise(out.document.message());
        return out;
    }
    const bool isJson = source->kind == SourceKind::Json;
    auto document = registry::parseSnapshot(source->bytes, isJson ? registry::SnapshotFormat::Json
                                                                  : registry::SnapshotFormat::Protobuf);
    if (!document) {
        document.error().file = path;
        return failure(std::move(document.error()));
    }
    out.document = std::move(*document);
    out.format = isJson ? "json" : "swr";
    out.listedNodes = static_cast<std::uint64_t>(out.document.message().registry().sites_size());
    out.listedLinks = static_cast<std::uint64_t>(out.document.message().registry().links_size());
    return out;
}

} // namespace twin::network
