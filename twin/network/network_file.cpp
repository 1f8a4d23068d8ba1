#include "twin/network/network_file.h"

#include "twin/network/place_check.h"
#include "twin/network/readers.h"
#include "twin/support/file_io.h"
#include "twin/support/text_encoding.h"

#include <charconv>
#include <cmath>

namespace twin::network {

std::string_view networkFormatName(NetworkFormat format)
{
    switch (format) {
    case NetworkFormat::Gml:
        return "gml";
    case NetworkFormat::GraphMl:
        return "graphml";
    case NetworkFormat::Repetita:
        return "repetita";
    case NetworkFormat::Unknown:
        break;
    }
    return "unknown";
}

NetworkFormat detectNetworkFormat(std::string_view path, std::string_view bytes)
{
    const auto endsWith = [&](std::string_view ending) {
        return path.ends_with(ending);
    };
    if (endsWith(".gml")) {
        return NetworkFormat::Gml;
    }
    if (endsWith(".graphml")) {
        return NetworkFormat::GraphMl;
    }
    if (endsWith(".graph")) {
        return NetworkFormat::Repetita;
    }
    const std::string_view head = bytes.substr(0, 4096);
    if (head.find("<graphml") != std::string_view::npos) {
        return NetworkFormat::GraphMl;
    }
    if (head.starts_with("NODES ")) {
        return NetworkFormat::Repetita;
    }
    const auto graph = head.find("graph");
    return graph != std::string_view::npos && head.find('[', graph) != std::string_view::npos
               ? NetworkFormat::Gml
               : NetworkFormat::Unknown;
}

std::optional<double> numberFrom(std::string_view text)
{
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

namespace {

Result<NetworkFile> readFormat(const std::string& text, NetworkFormat format, const std::string& file,
                               const ReadOptions& options)
{
    switch (format) {
    case NetworkFormat::Gml:
        return readGml(text, file, options);
    case NetworkFormat::GraphMl:
        return readGraphMl(text, file, options);
    case NetworkFormat::Repetita:
        return readRepetita(text, file, options);
    case NetworkFormat::Unknown:
        break;
    }
    return failureAt(ErrorCode::Unsupported, file, 0, "not a GML, GraphML or REPETITA network");
}

} // namespace

Result<NetworkFile> parseNetwork(std::string_view bytes, NetworkFormat format, const std::string& file,
                                 const ReadOptions& options)
{
    if (bytes.size() > options.maxBytes) {
        return failureAt(ErrorCode::TooLarge, file, 0, "over " + std::to_string(options.maxBytes) + " bytes");
    }
    const auto text = toUtf8(bytes);
    if (!text) {
        Error error = text.error();
        error.file = file;
        return failure(std::move(error));
    }
    auto network = readFormat(*text, format, file, options);
    if (network) {
        checkPlaces(*network);
    }
    return network;
}

Result<NetworkFile> readNetwork(const std::string& path, const ReadOptions& options)
{
    const auto bytes = readFile(path, options.maxBytes);
    if (!bytes) {
        return failure(bytes.error());
    }
    auto network = parseNetwork(*bytes, detectNetworkFormat(path, *bytes), path, options);
    if (network && network->name.empty()) {
        const auto slash = path.find_last_of('/');
        const std::string base = slash == std::string::npos ? path : path.substr(slash + 1);
        network->name = base.substr(0, base.find_last_of('.'));
    }
    return network;
}

} // namespace twin::network
